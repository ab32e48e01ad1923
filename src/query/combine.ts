// How do several nodes become one, and one count more or less?
import type { PlacedNode, QueryNode } from '../domain/query.ts'

/** One node of several; null of none. */
export function combine(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode | null {
  if (nodes.length <= 1) return nodes[0] ?? null
  return { type, children: nodes }
}

/** The node with the scores of all that it has multiplied. */
export function boosted(node: QueryNode, factor: number): QueryNode {
  switch (node.type) {
    case 'terms':
    case 'phrase':
      return boostedPlaced(node, factor)
    case 'near':
      return {
        ...node,
        operands: node.operands.map(nodes => nodes.map(placed => boostedPlaced(placed, factor))),
      }
    case 'and':
    case 'or':
      return { ...node, children: node.children.map(child => boosted(child, factor)) }
    default:
      return node
  }
}

/** The same for words and quotations. */
export function boostedPlaced<T extends PlacedNode>(node: T, factor: number): T {
  if (node.type === 'slot') return node
  return node.type === 'terms'
    ? { ...node, terms: node.terms.map(({ term, weight }) => ({ term, weight: weight * factor })) }
    : { ...node, weight: (node.weight ?? 1) * factor }
}
