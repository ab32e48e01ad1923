// Where does a score come from? A tree whose value follows from its leaves.

export interface Explanation {
  readonly label: string
  readonly value: number
  /**
   * How `value` follows from the parts: their `sum`, their `product`, or the `saturation` tf (k + 1) / (tf + k (1 - b + b · norm))
   * of the parts tf, norm, k and b. Absent at a leaf.
   */
  readonly operation?: 'sum' | 'product' | 'saturation'
  readonly parts: readonly Explanation[]
}

export function leaf(label: string, value: number): Explanation {
  return { label, value, parts: [] }
}

export function sum(label: string, parts: readonly Explanation[]): Explanation {
  return { label, value: parts.reduce((total, { value }) => total + value, 0), operation: 'sum', parts }
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
