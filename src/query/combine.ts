// How do several nodes become one?
import type { QueryNode } from '../domain/query.ts'

/** One node of several; null of none. */
export function combine(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode | null {
  if (nodes.length <= 1) return nodes[0] ?? null
  return { type, children: nodes }
}
