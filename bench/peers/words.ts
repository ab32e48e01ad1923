// How would an expert cut and stem the texts of a collection for a library that leaves it to him? Lede's own analysis is not used.
import snowball from 'snowball-stemmers'
import { detectLanguages } from '../../src/analysis/detect-languages.ts'
import { STEMMERS } from '../../src/analysis/languages.ts'
import type { Collection } from '../../src/evaluation/collection.ts'

/** The code of the language that the collection's documents are in. */
export function languageOf({ documents }: Collection): string {
  const sample = documents.slice(0, 50).map(({ title, text }) => `${title} ${text}`.slice(0, 200))
  return detectLanguages([sample.join('\n').toLowerCase()], []).main ?? 'en'
}

/** Words in small letters; characters in pairs where no spaces part words, as Lucene's analyzer for Chinese has it. */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap(word => {
    if (!/\p{sc=Han}/u.test(word)) return [word]
    const letters = [...word]
    return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
  })
}

/** The stem of a word that `wordsOf` gives. */
export function stemmerOf(language: string): (word: string) => string {
  const name = STEMMERS[language]
  if (name === undefined) return word => word
  const stemmer = snowball.newStemmer(name)
  return word => stemmer.stem(word)
}
