// Collects the vocabulary while passages are indexed.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { VocabularyEntry } from './vocabulary.ts'

interface Count {
  passages: number
  /** The last passage that was counted. */
  last: number
}

/** Counts in how many passages each surface form and each term stands. Words that the index leaves out are left out. */
export class VocabularyBuilder {
  private readonly words = new Map<string, Count & { readonly term: string }>()
  private readonly terms = new Map<string, Count>()
  private passage = 0

  addPassage(tokens: Iterable<AnalyzedToken>): void {
    this.passage++
    for (const { surface, term } of tokens) {
      if (term === null) continue
      this.count(this.terms, term, () => ({ passages: 0, last: 0 }))
      this.count(this.words, surface, () => ({ term, passages: 0, last: 0 }))
    }
  }

  build(): VocabularyEntry[] {
    const entries = Array.from(this.words, ([word, { term, passages }]) => ({
      word,
      term,
      passages,
      termPassages: this.terms.get(term)?.passages ?? 0,
    }))
    return entries.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
  }

  private count<C extends Count>(counts: Map<string, C>, key: string, create: () => C): void {
    const known = counts.get(key) ?? create()
    if (known.last === this.passage) return
    known.passages++
    known.last = this.passage
    counts.set(key, known)
  }
}
