// How is a vector kept in a byte a number? Its direction is all that counts: every vector here has length 1, or is all zeros.

/** A vector in the small form: `row[i] * scale` is its number i, within 1/254 of its greatest. */
export interface SmallVector {
  readonly scale: number
  readonly row: Int8Array
}

/** The same direction with length 1; a vector of zeros stays one. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map(value => value / length)
}

/** The mean of vectors of one length, made as long as 1. @param vectors one or more */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors)
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
  return normalise(sum)
}

export function shrink(vector: Float32Array): SmallVector {
  const greatest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const scale = Math.fround(greatest / 127)
  const row = Int8Array.from(vector, value => (scale === 0 ? 0 : Math.round(value / scale)))
  return { scale, row }
}
