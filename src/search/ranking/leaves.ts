// Which words of the query count for the ranking? The leaves of the tree that match and score.
import { type QueryNode, type WordedNode, wordedIn } from '../../domain/query.ts'

export type ScoredLeaf = WordedNode

/** In the order of the query; what is excluded scores nothing. */
export function scoredLeaves(tree: QueryNode): ScoredLeaf[] {
  switch (tree.type) {
    case 'terms':
    case 'phrase':
      return [tree]
    case 'near':
      return wordedIn(tree)
    case 'and':
    case 'or':
      return tree.children.flatMap(scoredLeaves)
    default:
      return []
  }
}

/** The same without quotations that are another way to write a word: their words count only where they stand together. */
export function countedLeaves(tree: QueryNode): ScoredLeaf[] {
  if (tree.type !== 'and' && tree.type !== 'or') return scoredLeaves(tree)
  const isOther = (child: QueryNode, at: number): boolean =>
    tree.type === 'or' && tree.alternatives === true && at > 0 && child.type === 'phrase'
  return tree.children.flatMap((child, at) => (isOther(child, at) ? [] : countedLeaves(child)))
}

/** The leaf as the person typed it. */
export function leafLabel(leaf: ScoredLeaf): string {
  const text = leaf.type === 'terms' ? leaf.word : `“${leaf.tokens.join(' ')}”`
  return leaf.field === undefined ? text : `${leaf.field}:${text}`
}
