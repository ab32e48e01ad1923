// Which words does the corpus hold? Surface forms with their index term and frequency, sorted.
// For prefixes, spelling and suggestions. Not for ranking: that is the engine's own dictionary.
import type { WeightedTerm } from '../domain/query.ts'

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

/** A sorted list of words, searched by halving. */
export class Vocabulary {
  /** Words that stand in some passage, sorted. */
  readonly entries: readonly VocabularyEntry[]
  private readonly compounds: ReadonlyMap<string, readonly [string, string]>
  private readonly terms: ReadonlyMap<string, number>

  /** @param entries sorted by `word` in code unit order */
  constructor(entries: readonly VocabularyEntry[]) {
    this.entries = entries.filter(entry => entry.passages > 0)
    this.compounds = new Map(
      entries.flatMap(({ word, parts }) => (parts === undefined ? [] : [[word, parts]])),
    )
    this.terms = new Map(this.entries.map(({ term, termPassages }) => [term, termPassages]))
  }

  /** Whether some word of the corpus has this index term. */
  hasTerm(term: string): boolean {
    return this.terms.has(term)
  }

  /** Passages whose text, title or headings hold the index term. */
  passagesWith(term: string): number {
    return this.terms.get(term) ?? 0
  }

  /** The parts of a word that the corpus also writes with a hyphen, or null. */
  partsOf(word: string): readonly [string, string] | null {
    return this.compounds.get(word) ?? null
  }

  lookup(word: string): VocabularyEntry | null {
    const entry = this.entries[this.firstAtLeast(word)]
    return entry?.word === word ? entry : null
  }

  /** Index terms of the word, by language. */
  termsOfWord(word: string): string[] {
    const found: string[] = []
    for (let at = this.firstAtLeast(word); this.entries[at]?.word === word; at++)
      found.push(this.entries[at]?.term ?? word)
    return found
  }

  /** Words that start with `prefix`, most frequent first. */
  withPrefix(prefix: string): VocabularyEntry[] {
    const found: VocabularyEntry[] = []
    for (let at = this.firstAtLeast(prefix); at < this.entries.length; at++) {
      const entry = this.entries[at]
      if (entry === undefined || !entry.word.startsWith(prefix)) break
      found.push(entry)
    }
    return found.sort((a, b) => b.passages - a.passages)
  }

  /**
   * Words within `maxDistance` edits (insertion, deletion, substitution, transposition of neighbours;
   * optimal string alignment), nearest first, then most frequent.
   */
  similar(word: string, maxDistance: number): { entry: VocabularyEntry; distance: number }[] {
    const found: { entry: VocabularyEntry; distance: number }[] = []
    for (const entry of this.entries) {
      if (Math.abs(entry.word.length - word.length) > maxDistance) continue
      const distance = editDistance(word, entry.word, maxDistance)
      if (distance <= maxDistance) found.push({ entry, distance })
    }
    return found.sort((a, b) => a.distance - b.distance || b.entry.passages - a.entry.passages)
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

/** Optimal string alignment distance; anything above `limit` is returned as `limit + 1`. */
export function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1)
}
