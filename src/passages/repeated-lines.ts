// Which lines open or end many documents of a source alike? Heads, menus and feet that no rule knows are found by their repetition.

import { countWords } from '../domain/count-words.ts'
import type { BoilerplateReason } from '../domain/document.ts'
import { hashText } from '../domain/hash.ts'
import { lineForm } from './line-form.ts'
import type { UntaggedPassage } from './split-passages.ts'

export interface RepeatingDocument {
  readonly path: string
  /** The publication, where the document names one. */
  readonly source: string | null
  readonly passages: readonly UntaggedPassage[]
}

/** A repeated line stands in at least this many documents… */
const MIN_DOCUMENTS = 3
/** …and in this share of its source's, or of all where its words alone say what it is. */
const MOST = 0.5
const MIN_SHARE = 0.005
/** Shorter lines, such as "I thank you.", are part of what is said. */
const MIN_WORDS = 6
/** How many passages at each end of a document are looked at. */
const ENDS = 8
/** Lines of at most so many words that do not repeat, such as a date, may stand between two that do. */
const GAP = { lines: 2, words: 12 } as const
/** A document is a report that several print if others have so many sentences of it in a row, or so many times the words that are its own. */
const REPORT = { sentences: 3, share: 2 } as const

/**
 * Finds repeated heads and feet. Asked once all documents were added; the answer does not depend on their order.
 * Documents that have most of their text from each other, such as an agency's report in ten papers, do not count.
 */
export class RepeatedLines {
  private readonly documents: Ends[] = []
  private readonly refrains = new Map<number, number>()
  private counted: Counted | null = null
  private readonly off: ReadonlySet<string>

  /** @param off `repeated/header` or `repeated/footer`, where heads or feet are not wanted */
  constructor(off: readonly string[] = []) {
    this.off = new Set(off)
  }

  add(document: RepeatingDocument): void {
    this.documents.push(endsOf(document))
    for (const form of refrainsOf(document.passages))
      this.refrains.set(form, (this.refrains.get(form) ?? 0) + 1)
  }

  /** The passages of a document, what repeats at its ends marked as boilerplate; one passage of text is left at least. */
  mark(document: RepeatingDocument): readonly UntaggedPassage[] {
    this.counted ??= count(this.documents, this.refrains)
    const { passages } = document
    const counted = this.counted
    const source = sourceOf(document)
    const evidence = (at: number): Evidence => {
      const passage = passages[at]
      return passage === undefined ? 'text' : evidenceOf(passage, source, counted)
    }
    const words = (at: number): number => countWords(passages[at]?.text ?? '')
    const open = [...passages.keys()].filter(at => passages[at]?.kind !== 'boilerplate')
    const heads = this.off.has('repeated/header') ? [] : run(open.slice(0, ENDS), evidence, words)
    const feet = this.off.has('repeated/footer') ? [] : run(open.slice(-ENDS).reverse(), evidence, words)
    const repeated = new Set([...heads, ...feet])
    if (repeated.size === 0 || repeated.size >= open.length) return passages
    const inFeet = new Set(feet)
    return passages.map((passage, at) =>
      repeated.has(at) ? marked(passage, inFeet.has(at) ? 'footer' : 'header') : passage,
    )
  }
}

function marked(passage: UntaggedPassage, place: 'header' | 'footer'): UntaggedPassage {
  const reason: BoilerplateReason = passage.suspect?.reason ?? place
  const rule = passage.suspect?.rule ?? `repeated/${place}`
  return { ...passage, kind: 'boilerplate', boilerplate: reason, boilerplateRule: rule }
}

/** What is kept of a document: the passages at its ends, from the outside in, each line packed into one number. */
interface Ends {
  readonly source: string
  readonly heads: readonly number[]
  readonly feet: readonly number[]
  /** Passages at both ends at once: the document is short. */
  readonly overlap: number
  readonly words: number
}

interface EndLine {
  readonly form: number
  readonly words: number
  readonly isSuspect: boolean
  readonly isSentence: boolean
}

interface Counted {
  /** Documents of all sources that have a form at an end. */
  readonly all: ReadonlyMap<number, number>
  readonly least: number
  readonly bySource: ReadonlyMap<string, SourceCount>
  readonly refrains: ReadonlyMap<number, number>
}

interface SourceCount {
  documents: number
  readonly forms: Map<number, number>
}

function endsOf(document: RepeatingDocument): Ends {
  const open = document.passages.filter(({ kind }) => kind !== 'boilerplate')
  const words = open.reduce((sum, { text }) => sum + countWords(text), 0)
  return {
    source: sourceOf(document),
    heads: open.slice(0, ENDS).map(packLine),
    feet: open.slice(-ENDS).reverse().map(packLine),
    overlap: Math.max(0, 2 * Math.min(ENDS, open.length) - open.length),
    words,
  }
}

/** 32 bits of the form, 16 of the number of words, one for a suspect, one for a sentence. */
function packLine({ text, suspect }: UntaggedPassage): number {
  const words = Math.min(0xffff, countWords(text))
  const flags = (suspect === undefined ? 0 : 1) + (isSentence(text) ? 2 : 0)
  return hashText(lineForm(text)) + 2 ** 32 * words + 2 ** 48 * flags
}

function unpackLine(line: number): EndLine {
  const flags = Math.floor(line / 2 ** 48)
  return {
    form: line % 2 ** 32,
    words: Math.floor(line / 2 ** 32) % 2 ** 16,
    isSuspect: flags % 2 === 1,
    isSentence: flags >= 2,
  }
}

/** A publication, or a folder at the top. */
function sourceOf({ path, source }: RepeatingDocument): string {
  return source ?? `/${path.includes('/') ? path.slice(0, path.indexOf('/')) : ''}`
}

/** Forms that a document has twice: what is said again and again is meant. */
function refrainsOf(passages: readonly UntaggedPassage[]): Set<number> {
  const again = passages.filter(({ id, kind }) => kind !== 'boilerplate' && /~[^~]*-\d+$/u.test(id))
  return new Set(again.map(({ text }) => hashText(lineForm(text))))
}

function count(documents: readonly Ends[], refrains: ReadonlyMap<number, number>): Counted {
  const first = countForms(documents)
  const own = documents.filter(document => !isReport(document, first))
  return {
    all: countForms(own).all,
    bySource: countForms(own).bySource,
    least: Math.max(MIN_DOCUMENTS, Math.ceil(documents.length * MIN_SHARE)),
    refrains,
  }
}

function countForms(documents: readonly Ends[]): Pick<Counted, 'all' | 'bySource'> {
  const all = new Map<number, number>()
  const bySource = new Map<string, SourceCount>()
  for (const { source, heads, feet } of documents) {
    const ofSource = bySource.get(source) ?? { documents: 0, forms: new Map<number, number>() }
    bySource.set(source, ofSource)
    ofSource.documents++
    for (const form of new Set([...heads, ...feet].map(line => line % 2 ** 32))) {
      all.set(form, (all.get(form) ?? 0) + 1)
      ofSource.forms.set(form, (ofSource.forms.get(form) ?? 0) + 1)
    }
  }
  return { all, bySource }
}

/** Whether most of a document stands in others of its source too: then it is one text, printed several times. */
function isReport({ source, words, ...ends }: Ends, { bySource }: Pick<Counted, 'bySource'>): boolean {
  const ofSource = bySource.get(source)
  if (ofSource === undefined) return false
  const heads = ends.heads.map(unpackLine)
  const feet = ends.feet.map(unpackLine)
  const shares = ({ form, isSuspect, isSentence, words: own }: EndLine): boolean =>
    !isSuspect && isSentence && own >= MIN_WORDS && isMost(ofSource.forms.get(form) ?? 0, ofSource.documents)
  const sharedWords = (lines: readonly EndLine[]): number =>
    lines.filter(shares).reduce((sum, line) => sum + line.words, 0)
  const inARow = (lines: readonly EndLine[]): number => {
    const end = lines.findIndex(line => !shares(line))
    return end === -1 ? lines.length : end
  }
  const shared = sharedWords(heads) + sharedWords(feet.slice(0, feet.length - ends.overlap))
  const rest = words - shared
  const longest = Math.max(inARow(heads), inARow(feet))
  return (longest >= REPORT.sentences && shared > rest) || shared > REPORT.share * rest
}

function isMost(documents: number, all: number): boolean {
  return documents >= Math.max(MIN_DOCUMENTS, Math.ceil(all * MOST))
}

/** A label is a short line that is no sentence, as a menu has them. */
type Evidence = 'repeats' | 'label' | 'short' | 'gap' | 'text'

function evidenceOf(
  passage: UntaggedPassage,
  source: string,
  { all, least, bySource, refrains }: Counted,
): Evidence {
  if (passage.kind === 'boilerplate') return 'gap'
  const { text, suspect, kind } = passage
  const words = countWords(text)
  const form = hashText(lineForm(text))
  const ofSource = bySource.get(source)
  const inSource = ofSource?.forms.get(form) ?? 0
  const isRefrain = (refrains.get(form) ?? 0) * 3 > inSource
  const most = ofSource !== undefined && isMost(inSource, ofSource.documents) && !isRefrain
  if (kind !== 'table' && kind !== 'code') {
    if (suspect !== undefined && (most || (all.get(form) ?? 0) >= least)) return 'repeats'
    if (most) return words >= MIN_WORDS ? 'repeats' : isSentence(text) ? 'short' : 'label'
  }
  return words <= GAP.words && !isSentence(text) ? 'gap' : 'text'
}

function isSentence(text: string): boolean {
  return /[.!?…。？！؟]["”’»]?$/u.test(text.slice(-2))
}

/** The repeated lines from an end inwards; a short one counts between two of them, a label also before the first, and two in a row by themselves. */
function run(
  places: readonly number[],
  evidence: (at: number) => Evidence,
  words: (at: number) => number,
): number[] {
  const found: number[] = []
  let waiting: number[] = []
  let gap = 0
  for (const at of places) {
    const seen = evidence(at)
    const before = waiting.at(-1)
    const isMenu =
      seen === 'label' &&
      before !== undefined &&
      evidence(before) === 'label' &&
      words(before) + words(at) >= MIN_WORDS
    if (seen === 'repeats' || isMenu) {
      found.push(...waiting, at)
      waiting = []
      gap = 0
    } else if (seen === 'label' || (seen === 'short' && found.length > 0)) waiting.push(at)
    else if (seen !== 'text' && ++gap <= GAP.lines) continue
    else break
  }
  return found
}
