// How do several nodes become one, and one count more or less?
import type { QueryNode } from '../domain/query.ts'

/** One node of several; null of none. */
export function combine(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode | null {
  if (nodes.length <= 1) return nodes[0] ?? null
  return { type, children: nodes }
}

/** The node with the scores of all that it has multiplied. */
export function boosted(node: QueryNode, factor: number): QueryNode {
  switch (node.type) {
    case 'terms':
      return { ...node, terms: node.terms.map(({ term, weight }) => ({ term, weight: weight * factor })) }
    case 'phrase':
      return { ...node, weight: (node.weight ?? 1) * factor }
    case 'and':
    case 'or':
      return { ...node, children: node.children.map(child => boosted(child, factor)) }
    default:
      return node
  }
}
