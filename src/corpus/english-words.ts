// Is this a word that English texts often have? For line ends: where the document does not say whether a hyphen is a word's own.
import { readFileSync } from 'node:fs'
import { once } from '../domain/memo.ts'

/** Words of letters alone, without marks: those of which the tagger's list says in which company they stand. */
const words = once(() => {
  const clusters = readFileSync(new URL('../entities/tagger/clusters.txt', import.meta.url), 'utf8')
  const listed = clusters.split('\n').map(line => line.slice(0, Math.max(0, line.indexOf(' '))))
  return new Set(listed.filter(word => /^[a-z]{2,}$/u.test(word)))
})

/** @param word in small letters */
export function isEnglishWord(word: string): boolean {
  return words().has(word)
}
