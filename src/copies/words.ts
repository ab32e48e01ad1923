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

/** The same words without their places, in less time. */
export function comparedForms(text: string): string[] {
  const forms: string[] = []
  for (const word of text.match(WORD) ?? [])
    if (!UNSPACED.test(word)) forms.push(fold(word.toLowerCase()))
    else for (const part of word.match(PART) ?? []) forms.push(fold(part.toLowerCase()))
  return forms
}
