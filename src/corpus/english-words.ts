// Is this a word that English texts often have? For line ends: where the document does not say whether a hyphen is a word's own.
import { readFileSync } from 'node:fs'
import { once } from '../domain/memo.ts'

/** Made by scripts/english-words.ts: words in small letters without marks, one a line. */
const words = once(
  () =>
    new Set(
      readFileSync(new URL('./english-words.txt', import.meta.url), 'utf8')
        .trim()
        .split('\n'),
    ),
)

/** @param word in small letters */
export function isEnglishWord(word: string): boolean {
  return words().has(word)
}
