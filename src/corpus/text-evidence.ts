// What does the rest of a document say about a word or a mark? Counted once for each document, when first asked for.
import { once } from '../domain/memo.ts'
import { isEnglishWord } from './english-words.ts'

/** What stands elsewhere in the document. Words are in lower case. */
export interface TextEvidence {
  /** How often a word stands whole within a line; compounds count with their hyphens. */
  count(word: string): number
  /** The compounds within lines that begin with this word and a hyphen. */
  compounds(first: string): readonly string[]
  /** Whether a line begins with this number as the mark of a note: `¹ See…`, `[1] See…`. */
  hasNote(mark: string): boolean
  /** Of Chinese and Japanese signs beside Latin letters or digits: whether spaces stand between most of them. */
  readonly spacesBesideLatin: boolean
  /** Whether most of its words are English. */
  readonly isEnglish: boolean
}

/** Evidence of a text that stands alone. */
export const NO_EVIDENCE: TextEvidence = {
  count: () => 0,
  compounds: () => [],
  hasNote: () => false,
  spacesBesideLatin: false,
  isEnglish: false,
}

/** @param texts gives the texts of the document's blocks, line ends being line breaks or spaces */
export function textEvidence(texts: () => Iterable<string>): TextEvidence {
  let gathered: Gathered | null = null
  const english = once(() => isEnglish(all().words))
  const all = (): Gathered => (gathered ??= gather(texts()))
  return {
    count: word => all().words.get(word) ?? 0,
    compounds: first => [...(all().compounds.get(first) ?? [])],
    hasNote: mark => all().notes.has(mark),
    get spacesBesideLatin() {
      return all().spaced > all().unspaced
    },
    get isEnglish() {
      return english()
    },
  }
}

function isEnglish(words: ReadonlyMap<string, number>): boolean {
  let [known, all] = [0, 0]
  for (const [word, count] of words) {
    if (!/^[a-z]{2,}$/u.test(word)) continue
    all += count
    if (isEnglishWord(word)) known += count
  }
  return known > all * SOME_ENGLISH
}

/** The share of words that the list has: of English texts nine tenths, of those in other languages a half at most. */
const SOME_ENGLISH = 0.75

interface Gathered {
  readonly words: Map<string, number>
  readonly compounds: Map<string, Set<string>>
  readonly notes: Set<string>
  spaced: number
  unspaced: number
}

/** A word or compound, with the hyphen of one that goes on in the next line. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:[-‐][\p{L}\p{M}\p{N}]+)*[-‐¬\u00AD]?/gu
const NOTE = /^(?:\[(\d{1,3})\]|([⁰¹²³⁴-⁹]{1,3}))[ \t]?[\p{L}“"«(]/gmu
const BESIDE_LATIN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]( ?)(?=[A-Za-z0-9])/gu

function gather(texts: Iterable<string>): Gathered {
  const found: Gathered = { words: new Map(), compounds: new Map(), notes: new Set(), spaced: 0, unspaced: 0 }
  const { words, compounds, notes } = found
  for (const text of texts) {
    let isRest = false
    for (const [match] of text.matchAll(WORD)) {
      const isCut = /[-‐¬\u00AD]$/u.test(match)
      // What the end of a line cut says nothing, nor does its other half.
      if (!isCut && !isRest) {
        const word = match.toLowerCase().replaceAll('‐', '-')
        words.set(word, (words.get(word) ?? 0) + 1)
        const hyphen = word.indexOf('-')
        if (hyphen > 0) {
          const first = word.slice(0, hyphen)
          compounds.set(first, (compounds.get(first) ?? new Set()).add(word))
        }
      }
      isRest = isCut
    }
    for (const [, bracketed, raised] of text.matchAll(NOTE)) notes.add(bracketed ?? plainDigits(raised ?? ''))
    for (const [, space] of text.matchAll(BESIDE_LATIN)) {
      if (space === '') found.unspaced++
      else found.spaced++
    }
  }
  return found
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `12` for `¹²`. */
export function plainDigits(text: string): string {
  return text.replaceAll(/[⁰¹²³⁴-⁹]/gu, digit => String(RAISED.indexOf(digit)))
}
