// How is a distance said to the cluster? As intervals, where these say exactly the same; else its candidates, to be looked at in the server.
//
// Lucene's intervals are minimal: one that holds another is not seen. Two operands of fixed widths are safe, as the nearest pair holds no other pair;
// of several words in a stretch the narrowest is. In a chain the second operand may be near the third only where it is not the nearest to the first.
import {
  type NearNode,
  type PlacedNode,
  type SlotNode,
  WORDED_FIELDS,
  type WordedField,
} from '../../domain/query.ts'
import type { Dsl } from './dsl.ts'
import { termKey, termsField, wordsField } from './index-settings.ts'

/** Words of one operand that are said to the cluster: more are looked up in the texts. */
const MOST_WORDS = 500

/** The slots of a node that asks for nothing but a name; null for any other. */
export function nameAlone({ operands }: NearNode): readonly SlotNode[] | null {
  const [only = []] = operands
  const slots = only.filter(({ type }) => type === 'slot') as SlotNode[]
  return operands.length === 1 && slots.length === only.length ? slots : null
}

/** Whether a node asks for nothing but any name of a type. */
export function isAnyName(node: NearNode): boolean {
  return nameAlone(node)?.every(({ ids }) => ids === undefined) === true
}

/** Whether the cluster says exactly what the node does. */
export function isExact(node: NearNode): boolean {
  const { operands, within } = node
  if (nameAlone(node) !== null) return true
  if (operands.flat().some(({ type }) => type === 'slot')) return false
  if (operands.some(nodes => nodes.reduce((sum, node) => sum + wordsOf(node), 0) > MOST_WORDS)) return false
  if (within.type === 'chain') return operands.length === 2
  const words = operands.map(([node, ...others]) =>
    others.length === 0 && node?.type === 'phrase' && node.tokens.length === 1 ? node.tokens[0] : undefined,
  )
  return words.every(word => word !== undefined) && new Set(words).size === words.length
}

/** The chain in pairs, which must all be there: every passage that it matches has them. */
export function pairsOf(node: NearNode): NearNode[] {
  const { operands, within } = node
  if (within.type !== 'chain') return []
  return within.links
    .map(
      (link, at): NearNode => ({
        ...node,
        operands: operands.slice(at, at + 2),
        within: { type: 'chain', links: [link] },
      }),
    )
    .filter(isExact)
}

/** Queries of which one must match, for each field; of a node that is exact. */
export function intervalsOf({ operands, within, field: only }: NearNode): Dsl[] {
  return (only === undefined ? WORDED_FIELDS : [only]).flatMap(field => {
    if (within.type === 'stretch') {
      const words = operands.map(nodes => anyOf(nodes, field))
      return [inField(field, allOf(words, false, within.others))]
    }
    const [first = [], second = []] = operands.map(byWidth)
    const [link] = within.links
    if (link === undefined) return []
    return first.flatMap(of =>
      second.map(by => {
        const [a, b] = [anyOf(of, field), anyOf(by, field)]
        const ways = link.isOrdered ? [[a, b]] : [[a, b], [b, a]] // biome-ignore format: as they stand
        return inField(field, oneOf(ways.map(way => allOf(way, true, link.distance))))
      }),
    )
  })
}

/** Nodes of one width each. */
function byWidth(nodes: readonly PlacedNode[]): PlacedNode[][] {
  return [...Map.groupBy(nodes, node => (node.type === 'phrase' ? node.tokens.length : 1)).values()]
}

function wordsOf(node: PlacedNode): number {
  return node.type === 'terms' ? node.terms.length : 1
}

function anyOf(nodes: readonly PlacedNode[], field: WordedField): Dsl {
  const rules = nodes.flatMap(node =>
    node.type === 'phrase'
      ? [match(node.tokens)]
      : node.type === 'terms'
        ? node.terms.map(({ term }) => match([term], termsField(field)))
        : [],
  )
  // Nothing stands at a place of its own.
  return oneOf(rules.length === 0 ? [match([''])] : rules)
}

/** These words in order; those of another field stand at the same places. */
function match(words: readonly string[], field?: string): Dsl {
  const query = words.map(termKey).join(' ')
  const inOther = field === undefined ? {} : { use_field: field }
  return { match: { query, ordered: true, max_gaps: 0, analyzer: 'places', ...inOther } }
}

function oneOf(intervals: readonly Dsl[]): Dsl {
  return intervals.length === 1 ? (intervals[0] as Dsl) : { any_of: { intervals } }
}

function allOf(intervals: readonly Dsl[], isOrdered: boolean, gaps: number): Dsl {
  return { all_of: { intervals, ordered: isOrdered, max_gaps: gaps } }
}

function inField(field: WordedField, rule: Dsl): Dsl {
  return { intervals: { [wordsField(field)]: rule } }
}
