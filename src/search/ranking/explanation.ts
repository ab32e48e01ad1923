// Where does a score come from? A tree whose value follows from its leaves.

import type { WordPlaces } from './word-places.ts'

export interface Explanation {
  readonly label: string
  readonly value: number
  /**
   * How `value` follows from the parts: their `sum`, their `product`, or the `saturation` tf (k + 1) / (tf + k (1 - b + b · norm))
   * of the parts tf, norm, k and b. Absent at a leaf.
   */
  readonly operation?: 'sum' | 'product' | 'saturation'
  readonly parts: readonly Explanation[]
  /** Of a passage: where the words of the query stand. */
  readonly places?: WordPlaces
}

export function leaf(label: string, value: number): Explanation {
  return { label, value, parts: [] }
}

/** Parts of a sum that are shown one by one, at most: the greatest; the others are shown as one. */
const MOST_PARTS = 50

export function sum(label: string, parts: readonly Explanation[]): Explanation {
  return { label, value: totalOf(parts), operation: 'sum', parts: gathered(parts) }
}

/** In their order, those that are too many as one. */
function gathered(parts: readonly Explanation[]): readonly Explanation[] {
  if (parts.length <= MOST_PARTS) return parts
  const greatest = new Set(
    parts.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_PARTS - 1),
  )
  const others = parts.filter(part => !greatest.has(part))
  return [...parts.filter(part => greatest.has(part)), leaf(`${others.length} more parts`, totalOf(others))]
}

function totalOf(parts: readonly Explanation[]): number {
  return parts.reduce((total, { value }) => total + value, 0)
}

export function product(label: string, parts: readonly Explanation[]): Explanation {
  return { label, value: parts.reduce((total, { value }) => total * value, 1), operation: 'product', parts }
}

/**
 * BM25's term frequency: rises with the count, ever slower, and less in long texts.
 * @param norm the text's length over the mean length
 */
export function saturated(
  count: number,
  norm: number,
  { k, b }: { readonly k: number; readonly b: number },
): number {
  return (count * (k + 1)) / (count + k * (1 - b + b * norm))
}

/** The same as a node, with what it comes from. */
export function saturation(
  label: string,
  count: number,
  norm: number,
  { k, b }: { readonly k: number; readonly b: number },
): Explanation {
  return {
    label,
    value: saturated(count, norm, { k, b }),
    operation: 'saturation',
    parts: [leaf('tf', count), leaf('length norm', norm), leaf('k', k), leaf('b', b)],
  }
}
