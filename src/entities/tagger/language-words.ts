// What is known of a word of one language? The lists that it is on and the words that stand where it stands.
import type { WordClusters } from './clusters.ts'

/** The letters of a model's word list as bits. */
export const WORD_FLAGS = {
  /** Given name, surname, city: as in the lists of `name-lists.ts`, for other scripts than the Latin. */
  g: 1, s: 1 << 1, c: 1 << 2,
  /** The name of a country, and a word of a longer one. */
  n: 1 << 3, m: 1 << 4,
  /** People or nationality. */
  d: 1 << 5,
  /** Words that stand before people's names and after them, before places' names, at the ends of organisations' and of places' names. */
  t: 1 << 6, v: 1 << 7, i: 1 << 8, o: 1 << 9, p: 1 << 10,
  /** A frequent word: what a clitic may be cut from. */
  w: 1 << 11,
  /** A common noun, in a language that writes all nouns with capitals; and a longer word that ends with one. */
  u: 1 << 12, k: 1 << 13,
} as const // biome-ignore format: a table

export type WordFlag = keyof typeof WORD_FLAGS

/** What a language's file says of a folded word. */
export interface WordFacts extends WordClusters {
  /** Bits of `WORD_FLAGS`. */
  readonly flags: number
}

export type LanguageWords = ReadonlyMap<string, WordFacts>

/** A language other than English, and what is known of its words. */
export interface Language {
  /** ISO 639-1. */
  readonly language: string
  readonly words: LanguageWords
}

/** Lines of a word, its flags or `-`, and its two clusters where it has them. */
export function readWords(text: string): LanguageWords {
  const words = new Map<string, WordFacts>()
  for (const line of text.split('\n')) {
    const [word = '', letters = '', fine = '0', coarse = '0'] = line.split(' ')
    if (word === '') continue
    let flags = 0
    for (const letter of letters) flags |= WORD_FLAGS[letter as WordFlag] ?? 0
    words.set(word, { flags, fine: Number(fine), coarse: Number(coarse) })
  }
  return words
}

/** The lines that `readWords` reads, sorted. */
export function writeWords(words: LanguageWords): string {
  return [...words]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, { flags, fine, coarse }]) => {
      const letters = Object.entries(WORD_FLAGS).flatMap(([letter, bit]) =>
        (flags & bit) !== 0 ? [letter] : [],
      )
      return `${word} ${letters.join('') || '-'}${fine > 0 || coarse > 0 ? ` ${fine} ${coarse}` : ''}`
    })
    .join('\n')
}
