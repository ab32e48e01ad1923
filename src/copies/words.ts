// Which words does a text have when it is compared with another? Signs in scripts without spaces are words.
import { fold } from '../analysis/fold.ts'

/** A word of a text. */
export interface ComparedWord {
  /** Folded: case, accents and forms of letters make no difference. */
  readonly form: string
  /** UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u
/** A sign of such a script, or what stands between two. */
const PART = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source})[^])+`, 'gu')

/** The words of a text with their places. */
export function comparedWords(text: string): ComparedWord[] {
  const words: ComparedWord[] = []
  for (const { 0: word, index } of text.matchAll(WORD))
    for (const { 0: part, index: at } of UNSPACED.test(word) ? word.matchAll(PART) : [{ 0: word, index: 0 }])
      words.push({ form: fold(part.toLowerCase()), start: index + at, end: index + at + part.length })
  return words
}

/** The words of a text as they are written, in order. */
export function writtenWords(text: string): readonly string[] {
  return text.match(WORD) ?? []
}

/** The forms of a written word: of one in a script without spaces, one for each sign. */
export function formsOf(word: string): readonly string[] {
  const parts = UNSPACED.test(word) ? (word.match(PART) ?? []) : [word]
  return parts.map(part => fold(part.toLowerCase()))
}
