// What is a word worth that is searched in several ways? As much as the word itself: a rare spelling must not count for more.
import type { QueryNode, TermsNode } from '../domain/query.ts'
import { boosted } from './combine.ts'

/** Terms of a word that are looked up: a beginning of a word may stand for thousands, which keep their weights. */
const MOST_TERMS = 100

/**
 * The tree with weights that make all terms of a word as rare as its most frequent one. All ways to write a word together are no rarer
 * than the word as it was typed. Lucene's SynonymQuery does the same; here it is for engines that know one idf for each term.
 * @param idfOf of a term; null where it stands nowhere
 */
export function evenWeights(node: QueryNode, idfOf: (term: string) => number | null): QueryNode {
  switch (node.type) {
    case 'terms':
      return evenTerms(node, idfOf)
    case 'and':
    case 'or': {
      const children = node.children.map(child => evenWeights(child, idfOf))
      if (node.type === 'and' || node.alternatives !== true) return { ...node, children }
      const worths = children.map(child => worthOf(child, idfOf))
      const most = worths.find(worth => worth > 0) ?? 0
      return {
        ...node,
        children: children.map((child, at) => {
          const worth = worths[at] as number
          return worth > most ? boosted(child, most / worth) : child
        }),
      }
    }
    default:
      return node
  }
}

function evenTerms(node: TermsNode, idfOf: (term: string) => number | null): TermsNode {
  if (node.terms.length < 2 || node.terms.length > MOST_TERMS) return node
  const idfs = node.terms.map(({ term }) => idfOf(term))
  const least = Math.min(...idfs.filter(idf => idf !== null))
  return {
    ...node,
    terms: node.terms.map(({ term, weight }, at) => {
      const idf = idfs[at] ?? null
      return { term, weight: idf === null ? weight : weight * (least / idf) }
    }),
  }
}

/** What a node adds to a score at most, saturation aside. */
function worthOf(node: QueryNode, idfOf: (term: string) => number | null): number {
  switch (node.type) {
    case 'terms':
      if (node.terms.length > MOST_TERMS) return 0
      return Math.max(0, ...node.terms.map(({ term, weight }) => weight * (idfOf(term) ?? 0)))
    case 'phrase': {
      const words = node.terms.map(terms => Math.max(0, ...terms.map(term => idfOf(term) ?? 0)))
      return (node.weight ?? 1) * words.reduce((sum, idf) => sum + idf, 0)
    }
    case 'and':
    case 'or': {
      const worths = node.children.map(child => worthOf(child, idfOf))
      return node.type === 'or' && node.alternatives === true
        ? Math.max(0, ...worths)
        : worths.reduce((sum, worth) => sum + worth, 0)
    }
    default:
      return 0
  }
}
