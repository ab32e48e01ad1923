// What is every engine asked? The same words, as they are typed; each reads them by its own analysis.

export type Mode = 'any' | 'all' | 'phrase'

export interface BenchQuery {
  readonly mode: Mode
  readonly words: readonly string[]
}

/** Rare and frequent words, alone and together; the last is a question of thirteen words. */
const ANY = [
  'tariff',
  'congress',
  'treaty navigation',
  'gold silver coinage',
  'public lands settlers',
  'peace europe war',
  'health insurance children',
  'constitution slavery territory states',
  'terrorists weapons iraq',
  'which new measures will congress take against unemployment and high prices this year',
]
const ALL = [
  'united states',
  'public debt',
  'foreign commerce treaty',
  'army navy pay',
  'peace war',
  'tax cut families',
  'indian tribes lands',
  'gold standard',
  'government people',
  'soviet union nuclear weapons',
]
const PHRASE = [
  'united states',
  'fiscal year',
  'house of representatives',
  'american people',
  'supreme court',
  'men and women',
  'foreign nations',
  'act of congress',
  'last session',
  'secretary of the treasury',
]

const split = (query: string): string[] => query.split(' ')

export const QUERIES: Readonly<Record<Mode, readonly BenchQuery[]>> = {
  any: ANY.map(query => ({ mode: 'any', words: split(query) })),
  all: ALL.map(query => ({ mode: 'all', words: split(query) })),
  phrase: PHRASE.map(query => ({ mode: 'phrase', words: split(query) })),
}

/** As it is typed in Lede. */
export function asTyped({ mode, words }: BenchQuery): string {
  return mode === 'phrase' ? `"${words.join(' ')}"` : words.join(' ')
}
