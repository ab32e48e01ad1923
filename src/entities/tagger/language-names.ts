// Which names does a language's model find in a text, and which known names are in it? For languages other than English.
import type { EntityType } from '../../domain/document.ts'
import type { GazetteerEntry } from '../gazetteer/entry.ts'
import type { Gazetteer, GazetteerMatch } from '../gazetteer/gazetteer.ts'
import { englishPlace } from '../gazetteer/places-by-language.ts'
import { titlesBefore } from '../person-name.ts'
import type { TaggedText } from './capitalised.ts'
import type { DocumentStatistics } from './document-statistics.ts'
import { type LabelledSpan, MODEL_TYPES, spansOf } from './labels.ts'
import type { LanguageModel } from './language-model.ts'
import { isAnyGivenName, isPersonsName } from './name-lists.ts'
import { isListedPlace, joinListedPlaces } from './place-list.ts'
import type { Candidate } from './tagger.ts'
import { bestLabels } from './viterbi.ts'
import { wordScoresOf } from './word-scores.ts'

/** Names that the model finds. A known name among them is linked where it is of the same type: in Italian "Roma" is no people. */
export function languageNames(
  input: TaggedText,
  statistics: DocumentStatistics,
  matches: readonly (GazetteerMatch | null)[],
  gazetteer: Gazetteer,
  { weights, language }: LanguageModel,
): Candidate[] {
  const scores = wordScoresOf(weights).of(input, statistics, matches)
  return joinListedPlaces(input, spansOf(bestLabels(scores, weights.transition)))
    .flatMap(span => cutAtMarks(input, span))
    .map(span => withoutTitle(input, span, language))
    .map(({ from, to, type: seen }) => {
      const start = input.tokens[from]?.start ?? 0
      const end = endWithBrackets(input.text, start, input.tokens[to - 1]?.end ?? 0)
      const text = input.text.slice(start, end)
      const place = gazetteer.find(text) === null ? placeInLanguage(text, language, gazetteer) : null
      const words = input.folded.slice(from, to)
      const isListed =
        words.length > 1
          ? !words.some(isAnyGivenName) && (place !== null || isListedPlace(words.join(' ')))
          : place !== null && !words.some(isPersonsName)
      const isPlace = seen === 'person' && isListed
      const type = isPlace ? 'place' : seen
      const found: Candidate = { start, end, text, type, rule: 'model', entry: null }
      const entry = place ?? gazetteer.find(text)
      const isSame =
        entry !== null && (entry.type === type || (type !== 'person' && !isModelType(entry.type)))
      return isSame ? { ...found, type: entry.type, rule: 'gazetteer', entry } : found
    })
}

/** A place that English calls otherwise, or that has the ending of a case. */
function placeInLanguage(text: string, language: string, gazetteer: Gazetteer): GazetteerEntry | null {
  const english = englishPlace(text, language)
  return english === null ? null : gazetteer.find(english)
}

function isModelType(type: EntityType): boolean {
  return MODEL_TYPES.some(known => known === type)
}

/** No name goes on in the next line, after a comma or in the next sentence. */
function cutAtMarks(input: TaggedText, { from, to, type }: LabelledSpan): LabelledSpan[] {
  const parts: LabelledSpan[] = []
  let start = from
  for (let at = from + 1; at <= to; at++) {
    if (at < to && !endsBefore(input, at)) continue
    parts.push({ from: start, to: at, type })
    start = at
  }
  return parts
}

/** Words up to so long may be short for others: `Warner Bros. Pictures`, `Alex. Ionescu`. */
const LONGEST_SHORT_WORD = 4

function endsBefore({ text, tokens }: TaggedText, at: number): boolean {
  const last = tokens[at - 1]?.raw ?? ''
  const gap = text.slice(tokens[at - 1]?.end, tokens[at]?.start)
  // `16, rue La Boétie` is one address.
  if (/[\n;；،、]|--| [–—] /u.test(gap) || (/[,，]/u.test(gap) && !/^\p{N}/u.test(last))) return true
  return last.length > LONGEST_SHORT_WORD && /^[.!?。！？։؟۔।]+["”»’)]*\s/u.test(gap)
}

/** A title before a person's name is no part of it. */
function withoutTitle({ folded, capitals }: TaggedText, span: LabelledSpan, language: string): LabelledSpan {
  const { from, to, type } = span
  if (type !== 'person') return span
  const words = folded
    .slice(from, to)
    .map((word, at) => ({ folded: word, isSmall: capitals[from + at] === 0 }))
  return { ...span, from: from + titlesBefore(words, language) }
}

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  '«': '»',
  '„': '“',
  '“': '”',
  '"': '"',
  '《': '》',
  '（': '）',
}

/** A bracket or quotation mark that opens inside the name and closes right after it belongs to it: ОАО «Газпром». */
function endWithBrackets(text: string, start: number, end: number): number {
  const close = text[end] ?? ''
  const name = text.slice(start, end)
  const isOpen = Object.entries(PAIRS).some(
    ([opens, closes]) =>
      (closes === close || (opens === '„' && close === '"')) &&
      name.split(opens).length - 1 > (opens === closes ? 0 : name.split(closes).length - 1) &&
      (opens !== closes || name.split(opens).length % 2 === 0),
  )
  return isOpen ? end + 1 : end
}
