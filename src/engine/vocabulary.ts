// Which words does the corpus hold? Surface forms with their index term and frequency, sorted.
// For prefixes, spelling and suggestions. Not for ranking: that is the engine's own dictionary.
import { type Deadline, UNHURRIED } from '../domain/deadline.ts'
import { compareTexts } from '../domain/order.ts'
import type { WeightedTerm } from '../domain/query.ts'
import { SimilarWords } from './levenshtein.ts'

export interface VocabularyEntry {
  /** Folded word, as `analyze` gives it. */
  readonly word: string
  /** Its index term. */
  readonly term: string
  /** Passages that hold the word. */
  readonly passages: number
  /** Passages that hold any word of its term. */
  readonly termPassages: number
  /** The parts of a word that the corpus also writes with a hyphen: `cease`, `fire`. Such a word may stand in no passage itself. */
  readonly parts?: readonly [string, string]
}

/** The words of a bundle, whatever holds them. */
export interface Vocabulary {
  /** Whether some word of the corpus has this index term. */
  hasTerm(term: string): boolean
  /** Passages whose text, title or headings hold the index term. */
  passagesWith(term: string): number
  /** The parts of a word that the corpus also writes with a hyphen, or null. */
  partsOf(word: string): readonly [string, string] | null
  /** The word's first entry, or null where it stands in no passage. */
  lookup(word: string): VocabularyEntry | null
  /** Index terms of the word, by language. */
  termsOfWord(word: string): string[]
  /**
   * The most frequent `limit` words that start with `prefix`, those first, and whether there are more; when the time is up of those looked at.
   * @param meant which of the words that start so count; all do where absent
   */
  withPrefix(prefix: string, limit: number, deadline?: Deadline, meant?: MeantWords): Promise<PrefixWords>
  /**
   * Words within `maxDistance` edits (insertion, deletion, substitution, transposition of neighbours;
   * optimal string alignment), nearest first, then most frequent; when the time is up those found so far.
   */
  similar(word: string, maxDistance: number, deadline?: Deadline): Promise<SimilarEntry[]>
}

/** Words that are looked through before others may have their turn. */
export const WORDS_AT_A_TIME = 256

/** Words that are meant by what is in them. */
export interface MeantWords {
  /** Each has one of these in it; none where nothing of the kind is known. What lacks them is passed over fast. */
  readonly parts: readonly string[]
  /** Code points of the shortest one. */
  readonly least: number
  /** Code points of the longest one; Infinity where that is not known. */
  readonly most: number
  isMeant(word: string): boolean
}

/** What `withPrefix` takes for meant where nothing is said. */
export const EVERY_WORD: MeantWords = { parts: [], least: 0, most: Infinity, isMeant: () => true }

export interface PrefixWords {
  /** Whether there are more words than these. */
  readonly hasMore: boolean
  readonly entries: readonly VocabularyEntry[]
}

export interface SimilarEntry {
  readonly entry: VocabularyEntry
  /** In edits. */
  readonly distance: number
}

/** The order of vocabularies: by word, then term, in code unit order. */
export function compareWords(a: VocabularyEntry, b: VocabularyEntry): number {
  return compareTexts(a.word, b.word) || compareTexts(a.term, b.term)
}

/** Most frequent first; of equal ones the order stays. */
function byFrequency<T extends { readonly passages: number }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => b.passages - a.passages)
}

/** Nearest first, then most frequent. */
export function byDistance(entries: readonly SimilarEntry[]): SimilarEntry[] {
  return entries.toSorted((a, b) => a.distance - b.distance || b.entry.passages - a.entry.passages)
}

/** A sorted list of words in memory, searched by halving. */
export class WordList implements Vocabulary {
  /** Words that stand in some passage, sorted. */
  private readonly entries: readonly VocabularyEntry[]
  private readonly compounds: ReadonlyMap<string, readonly [string, string]>
  private readonly terms: ReadonlyMap<string, number>

  /** @param entries in the order of `compareWords` */
  constructor(entries: readonly VocabularyEntry[]) {
    this.entries = entries.filter(entry => entry.passages > 0)
    this.compounds = new Map(
      entries.flatMap(({ word, parts }) => (parts === undefined ? [] : [[word, parts]])),
    )
    this.terms = new Map(this.entries.map(({ term, termPassages }) => [term, termPassages]))
  }

  hasTerm(term: string): boolean {
    return this.terms.has(term)
  }

  passagesWith(term: string): number {
    return this.terms.get(term) ?? 0
  }

  partsOf(word: string): readonly [string, string] | null {
    return this.compounds.get(word) ?? null
  }

  lookup(word: string): VocabularyEntry | null {
    const entry = this.entries[this.firstAtLeast(word)]
    return entry?.word === word ? entry : null
  }

  termsOfWord(word: string): string[] {
    const found: string[] = []
    for (let at = this.firstAtLeast(word); this.entries[at]?.word === word; at++)
      found.push(this.entries[at]?.term ?? word)
    return found
  }

  async withPrefix(
    prefix: string,
    limit: number,
    deadline = UNHURRIED,
    { isMeant } = EVERY_WORD,
  ): Promise<PrefixWords> {
    const found: VocabularyEntry[] = []
    const first = this.firstAtLeast(prefix)
    for (let at = first; at < this.entries.length; at++) {
      const entry = this.entries[at]
      if (entry === undefined || !entry.word.startsWith(prefix)) break
      if (isMeant(entry.word)) found.push(entry)
      if ((at - first) % WORDS_AT_A_TIME !== 0) continue
      await deadline.share()
      if (deadline.isOver) break
    }
    return { hasMore: found.length > limit, entries: byFrequency(found).slice(0, limit) }
  }

  async similar(word: string, maxDistance: number, deadline = UNHURRIED): Promise<SimilarEntry[]> {
    const found: SimilarEntry[] = []
    const words = new SimilarWords(word, maxDistance)
    for (const [at, entry] of this.entries.entries()) {
      if (at % WORDS_AT_A_TIME === 0) {
        await deadline.share()
        if (deadline.isOver) break
      }
      const measured = words.measure(entry.word)
      if ('distance' in measured && measured.distance <= maxDistance)
        found.push({ entry, distance: measured.distance })
    }
    return byDistance(found)
  }

  private firstAtLeast(word: string): number {
    let low = 0
    let high = this.entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.entries[middle]?.word ?? '') < word) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** One term for each stem among the entries, weighted by its nearest word. */
export function weightedTerms(words: Iterable<{ entry: VocabularyEntry; weight: number }>): WeightedTerm[] {
  const weights = new Map<string, number>()
  for (const { entry, weight } of words) {
    weights.set(entry.term, Math.max(weight, weights.get(entry.term) ?? 0))
  }
  return Array.from(weights, ([term, weight]) => ({ term, weight }))
}
