// Collects the vocabulary while passages are indexed.
import { type AnalyzedToken, analyze } from '../analysis/analyzer.ts'
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
  /** Words that stand with a hyphen between their parts, by the word without it. */
  private readonly compounds = new Map<string, readonly [string, string]>()
  private passage = 0

  addPassage(text: string): void {
    this.passage++
    let before: AnalyzedToken | null = null
    for (const token of analyze(text)) {
      const { surface, term } = token
      if (before !== null && isHyphenated(text, before, token)) this.addCompound(before.surface, surface)
      before = token
      if (term === null) continue
      this.count(this.terms, term, () => ({ passages: 0, last: 0 }))
      this.count(this.words, surface, () => ({ term, passages: 0, last: 0 }))
    }
  }

  build(): VocabularyEntry[] {
    for (const joined of this.compounds.keys()) {
      const [token] = analyze(joined)
      if (token?.term === null || token?.surface !== joined) continue
      if (!this.words.has(joined)) this.words.set(joined, { term: token.term, passages: 0, last: 0 })
    }
    const entries = Array.from(this.words, ([word, { term, passages }]): VocabularyEntry => {
      const parts = this.compounds.get(word)
      const entry = { word, term, passages, termPassages: this.terms.get(term)?.passages ?? 0 }
      return parts === undefined ? entry : { ...entry, parts }
    })
    return entries.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0))
  }

  private addCompound(first: string, second: string): void {
    const joined = first + second
    if (!this.compounds.has(joined)) this.compounds.set(joined, [first, second])
  }

  private count<C extends Count>(counts: Map<string, C>, key: string, create: () => C): void {
    const known = counts.get(key) ?? create()
    if (known.last === this.passage) return
    known.passages++
    known.last = this.passage
    counts.set(key, known)
  }
}

/** Whether a hyphen and nothing else stands between two words of letters, none of them a single one. */
function isHyphenated(text: string, before: AnalyzedToken, after: AnalyzedToken): boolean {
  return (
    after.start === before.end + 1 &&
    /[-‐‑]/u.test(text[before.end] ?? '') &&
    /^\p{L}{2,}$/u.test(before.surface) &&
    /^\p{L}{2,}$/u.test(after.surface)
  )
}
