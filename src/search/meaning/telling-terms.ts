// By which words does a group of texts differ from the others? By equation 2 of Grootendorst, "BERTopic: Neural topic modeling with a
// class-based TF-IDF procedure" (2022). A term weighs its frequency in the group, times `log(1 + A / f)`. `A` is the mean number of words of a
// group, and `f` says how often the term stands in all groups together.
import type { AnalyzedToken } from '../../analysis/analyzer.ts'
import { compareTexts } from '../../domain/order.ts'

interface Term {
  count: number
  /** Texts of the group that have it. */
  texts: number
  /** How often each form of it stands there. */
  readonly forms: Map<string, number>
}

/**
 * @param groups the words of each text of each group
 * @param left terms that say nothing, such as those that were searched
 * @returns for each group its most telling words, in the form in which they stand there most often
 */
export function tellingTerms(
  groups: readonly (readonly (readonly AnalyzedToken[])[])[],
  left: ReadonlySet<string>,
  most: number,
): string[][] {
  const counted = groups.map(texts => countTerms(texts, left))
  const everywhere = new Map<string, number>()
  let words = 0
  for (const terms of counted)
    for (const [term, { count }] of terms) {
      everywhere.set(term, (everywhere.get(term) ?? 0) + count)
      words += count
    }
  const mean = words / Math.max(1, groups.length)
  return counted.map((terms, number) => {
    // What stands in one text of several is its own, and not the group's.
    const fewest = (groups[number]?.length ?? 0) > 1 ? 2 : 1
    return Array.from(terms, ([term, { count, texts, forms }]) => ({
      term,
      weight: texts < fewest ? 0 : count * Math.log(1 + mean / (everywhere.get(term) ?? 1)),
      forms,
    }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || compareTexts(a.term, b.term))
      .slice(0, most)
      .map(({ term, forms }) => usualForm(forms) ?? term)
  })
}

function countTerms(
  texts: readonly (readonly AnalyzedToken[])[],
  left: ReadonlySet<string>,
): Map<string, Term> {
  const terms = new Map<string, Term>()
  for (const text of texts) {
    const seen = new Set<string>()
    for (const { terms: own, surface } of text) {
      const [term] = own
      // A number or a single letter names nothing.
      if (term === undefined || left.has(term) || !/\p{L}{2}/u.test(surface)) continue
      const known = terms.get(term) ?? { count: 0, texts: 0, forms: new Map<string, number>() }
      known.count++
      if (!seen.has(term)) known.texts++
      seen.add(term)
      known.forms.set(surface, (known.forms.get(surface) ?? 0) + 1)
      terms.set(term, known)
    }
  }
  return terms
}

function usualForm(forms: ReadonlyMap<string, number>): string | undefined {
  return [...forms].sort((a, b) => b[1] - a[1] || compareTexts(a[0], b[0]))[0]?.[0]
}
