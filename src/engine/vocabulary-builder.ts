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
  private readonly words = new Map<string, Count & { readonly word: string; readonly term: string }>()
  private readonly terms = new Map<string, Count>()
  /** Words that stand with a hyphen between their parts, by the word without it. */
  private readonly compounds = new Map<
    string,
    { readonly parts: readonly [string, string]; readonly language: string }
  >()
  private passage = 0

  addPassage(text: string, language: string): void {
    this.passage++
    let before: AnalyzedToken | null = null
    for (const token of analyze(text, [language])) {
      const { surface, terms } = token
      if (before !== null && isHyphenated(text, before, token))
        this.addCompound(before.surface, surface, language)
      before = token
      const [term] = terms
      if (term === undefined) continue
      this.count(this.terms, term, () => ({ passages: 0, last: 0 }))
      this.count(this.words, `${surface}\n${term}`, () => ({ word: surface, term, passages: 0, last: 0 }))
    }
  }

  build(): VocabularyEntry[] {
    const written = new Set(Array.from(this.words.values(), ({ word }) => word))
    for (const [joined, { language }] of this.compounds) {
      const [term] = analyze(joined, [language]).flatMap(({ terms }) => terms)
      if (term !== undefined && !written.has(joined))
        this.words.set(`${joined}\n${term}`, { word: joined, term, passages: 0, last: 0 })
    }
    const entries = Array.from(this.words.values(), ({ word, term, passages }): VocabularyEntry => {
      const parts = this.compounds.get(word)?.parts
      const entry = { word, term, passages, termPassages: this.terms.get(term)?.passages ?? 0 }
      return parts === undefined ? entry : { ...entry, parts }
    })
    return entries.sort((a, b) => compare(a.word, b.word) || compare(a.term, b.term))
  }

  private addCompound(first: string, second: string, language: string): void {
    const joined = first + second
    if (!this.compounds.has(joined)) this.compounds.set(joined, { parts: [first, second], language })
  }

  private count<C extends Count>(counts: Map<string, C>, key: string, create: () => C): void {
    const known = counts.get(key) ?? create()
    if (known.last === this.passage) return
    known.passages++
    known.last = this.passage
    counts.set(key, known)
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
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
