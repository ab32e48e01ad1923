// What does one document say of each form that it writes? Numbers that can be added up over all documents.
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { cleanForm } from '../name-words.ts'
import type { TaggedText } from '../tagger/capitalised.ts'
import type { DocumentStatistics } from '../tagger/document-statistics.ts'
import type { TaggedDocument } from '../tagger/tagger.ts'
import { brandsOf } from './brands.ts'
import { CLASSES, classOf } from './classes.ts'
import { placeFeatures } from './features.ts'
import { formModel } from './model.ts'
import { countNamesakes, type NamesakeCounts } from './namesakes.ts'
import { type Occurrence, occurrencesOf } from './occurrences.ts'
import { isSupported, supportKey } from './support.ts'
import { countTypes, type TypeCounts } from './type-votes.ts'

/**
 * What is known of a form, as a row of whole numbers: their sum does not depend on the order of the documents. `VOTES` and `SCORES` begin
 * a number for each class: what the tagger found (at "none" how often it found nothing), and the sum of the model's weights for the places.
 */
export type FormEvidence = ArrayLike<number>

/** Documents that have the form. */
export const DOCUMENTS = 0
/** Places where it stands. */
export const PLACES = 1
/** Of them those where not every word would have a capital. */
export const INSIDE = 2
/** Those in documents that also write it with a small letter. */
export const SMALL = 3
/** Those with a number after it: `Chrome 90`. */
export const NUMBERED = 4
export const VOTES = 5
export const SCORES = VOTES + CLASSES.length
/** Length of a row. */
export const ROW = SCORES + CLASSES.length

/** The forms of a document, and where the tagger passed one over. */
export interface DocumentEvidence {
  readonly forms: readonly (readonly [form: string, evidence: FormEvidence])[]
  /** Folded words that are listed as brands, which the document writes with a small letter. */
  readonly smallBrands: readonly string[]
  /** How often each type was found for each name. */
  readonly types: readonly TypeCounts[]
  /** What the words around names of one word say of them. */
  readonly namesakes: readonly NamesakeCounts[]
  /** Known things that the document names in a way that leaves no doubt, as `supportKey` gives them. */
  readonly supported: readonly string[]
  /** Of each text that the model reads: start and end of runs of words with capitals, in order; UTF-16 offsets. */
  readonly passedOver: readonly PassedOver[]
}

/** Null for a text that says nothing of its names. */
export type PassedOver = readonly (readonly [start: number, end: number])[] | null

/** Of the texts in English: the model of forms was trained on English alone. */
export function gatherEvidence(
  { candidates, texts, statistics, isEnglish }: TaggedDocument,
  gazetteer: Gazetteer,
): DocumentEvidence {
  const forms = new Map<string, number[]>()
  const passedOver = texts.map((input, at): PassedOver => {
    if (isEnglish[at] !== true) return null
    const runs: [number, number][] = []
    for (const occurrence of occurrencesOf(input, candidates[at] ?? [], statistics)) {
      const [start, end] = spanOf(input, occurrence)
      add(forms, input, cleanForm(input.text.slice(start, end)), occurrence, statistics)
      if (occurrence.found === null) runs.push([start, end])
    }
    return runs
  })
  const smallBrands = [...statistics.smallWords()].filter(word => brandsOf(word) !== 0)
  const supported = candidates.flatMap((list, at) => {
    const text = texts[at]?.text ?? ''
    return list.filter(found => isSupported(found, text, gazetteer)).flatMap(found => supportKey(found) ?? [])
  })
  const namesakes = countNamesakes(candidates)
  const types = countTypes(candidates)
  return { forms: [...forms], smallBrands, types, namesakes, supported: [...new Set(supported)], passedOver }
}

function spanOf({ tokens, text }: TaggedText, { from, to }: Occurrence): [number, number] {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to - 1]?.end ?? start
  const possessive = /['’]s$/u.exec(text.slice(start, end))?.[0].length ?? 0
  return [start, end - possessive]
}

function add(
  forms: Map<string, number[]>,
  input: TaggedText,
  form: string,
  occurrence: Occurrence,
  statistics: DocumentStatistics,
): void {
  const row = forms.get(form) ?? [1, ...new Array<number>(ROW - 1).fill(0)]
  forms.set(form, row)
  const count = (at: number, more = 1): void => {
    row[at] = (row[at] ?? 0) + more
  }
  const { from, to, found } = occurrence
  count(PLACES)
  if (input.opensSentence[from] === false) count(INSIDE)
  if (to - from === 1 && statistics.isWrittenSmall(input.folded[from] ?? '')) count(SMALL)
  if (isNumbered(input, to)) count(NUMBERED)
  count(VOTES + classOf(found?.type ?? null))
  const { weights } = formModel()
  for (const bucket of placeFeatures(input, occurrence, statistics))
    for (let c = 0; c < CLASSES.length; c++) count(SCORES + c, weights[bucket * CLASSES.length + c])
}

/** Whether a number follows after a space: a version, where it happens often. */
function isNumbered({ text, tokens }: TaggedText, at: number): boolean {
  const next = tokens[at]
  return next !== undefined && /^\p{N}/u.test(next.raw) && text.slice(tokens[at - 1]?.end, next.start) === ' '
}
