// Which passages are compared with a query, and how near is each? All that the filters allow; of very many those whose vectors have nearly the
// signs of the query's.
import type { Deadline } from '../../domain/deadline.ts'
import { cosineOf } from '../../meaning/encoder.ts'
import type { Vectors } from '../../meaning/vectors.ts'
import { type Allowed, inTurns } from './allowed.ts'

/** Where not all are compared, so many are for each that is wanted. What is missed is measured in docs/explanations/meaning.md. */
const FOR_EACH = 50

export interface Compared {
  /** Those that are allowed and were compared, ascending. */
  readonly passages: Uint32Array
  /** Of each of them. */
  readonly cosines: Float32Array
  /** The mean over all that are allowed, and over all there are; of very many by a sample of them. */
  readonly mean: number
  readonly meanOfAll: number
  /** Of any passage. */
  cosineOf(passage: number): number
  /** Of each passage from one to another, the end left out. */
  cosinesFrom(from: number, to: number): Promise<Float32Array>
}

/** Compares passages, so that the nearest so many are among them. */
export type Comparing = (wanted: number) => Promise<Compared>

export function comparing(
  vectors: Vectors,
  query: Float32Array,
  allowed: Allowed,
  deadline: Deadline,
): Comparing {
  if (vectors.size > vectors.exactUpTo) return bySigns(vectors, query, allowed, deadline)
  const compared = compareAll(vectors, query, allowed, deadline)
  return () => compared
}

async function compareAll(
  vectors: Vectors,
  query: Float32Array,
  allowed: Allowed,
  deadline: Deadline,
): Promise<Compared> {
  const all = await vectors.cosines(query, deadline)
  const passages = await allowed.passages(deadline)
  const cosines = new Float32Array(passages.length)
  for (let at = 0; at < cosines.length; at++) cosines[at] = all[passages[at] ?? 0] ?? 0
  return {
    passages,
    cosines,
    mean: meanOf(cosines),
    meanOfAll: meanOf(all),
    cosineOf: passage => all[passage] ?? 0,
    cosinesFrom: async (from, to) => all.subarray(from, to),
  }
}

function bySigns(vectors: Vectors, query: Float32Array, allowed: Allowed, deadline: Deadline): Comparing {
  const small = vectors.small(query)
  const cosinesOf = (passages: Uint32Array) => vectors.cosinesOf(query, passages, deadline)
  return async wanted => {
    const most = FOR_EACH * wanted
    const isAll = allowed.count <= Math.max(vectors.exactUpTo, most)
    const passages = isAll
      ? await allowed.passages(deadline)
      : await leastDifferent(await vectors.differences(query, deadline), allowed, most, deadline)
    const cosines = await cosinesOf(passages)
    return {
      passages,
      cosines,
      mean: isAll ? meanOf(cosines) : cosineOf(query, await allowed.middleIn(vectors, deadline)),
      meanOfAll: cosineOf(query, vectors.middle),
      cosineOf: passage => vectors.cosineOf(small, passage),
      cosinesFrom: (from, to) => cosinesOf(Uint32Array.from({ length: to - from }, (_, at) => from + at)),
    }
  }
}

/** The allowed passages with the smallest numbers, ascending; of equal numbers the first. There are as many. */
async function leastDifferent(
  numbers: Uint16Array,
  { marks }: Allowed,
  most: number,
  deadline: Deadline,
): Promise<Uint32Array> {
  // Most passages have one of a few numbers: with a count of its own for each of four neighbours none waits for the one before.
  const sizes = new Uint32Array(4 * 2 ** 16)
  await inTurns(numbers.length, deadline, (from, to) => {
    for (let passage = from; passage < to; passage++) {
      const place = 4 * (numbers[passage] ?? 0) + (passage & 3)
      sizes[place] = (sizes[place] ?? 0) + (marks[passage] ?? 0)
    }
  })
  const sizeOf = (number: number): number =>
    sizes.subarray(4 * number, 4 * number + 4).reduce((a, b) => a + b)
  let [greatest, below] = [0, 0]
  while (below + sizeOf(greatest) < most) below += sizeOf(greatest++)
  const found = new Uint32Array(most)
  let [count, ofGreatest] = [0, most - below]
  await inTurns(numbers.length, deadline, (from, to) => {
    for (let passage = from; passage < to; passage++) {
      const number = numbers[passage] ?? 0
      if (number > greatest || marks[passage] === 0) continue
      if (number < greatest || ofGreatest-- > 0) found[count++] = passage
    }
  })
  return found
}

function meanOf(cosines: Float32Array): number {
  let sum = 0
  for (let at = 0; at < cosines.length; at++) sum += cosines[at] ?? 0
  return sum / Math.max(1, cosines.length)
}
