// Collects the vocabulary while passages are indexed.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { VocabularyEntry } from './vocabulary.ts'

/** Counts in how many passages each surface form stands. Words that the index leaves out are left out. */
export class VocabularyBuilder {
  private readonly counts = new Map<string, { term: string; passages: number; last: number }>()
  private passage = 0

  addPassage(tokens: Iterable<AnalyzedToken>): void {
    this.passage++
    for (const { surface, term } of tokens) {
      if (term === null) continue
      const known = this.counts.get(surface)
      if (known === undefined) this.counts.set(surface, { term, passages: 1, last: this.passage })
      else if (known.last !== this.passage) {
        known.passages++
        known.last = this.passage
      }
    }
  }

  build(): VocabularyEntry[] {
    const entries = Array.from(this.counts, ([word, { term, passages }]) => ({ word, term, passages }))
    return entries.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
  }
}
