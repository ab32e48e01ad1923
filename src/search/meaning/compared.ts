// Which passages are compared with a query, and how near is each? All that the filters allow; of very many those whose vectors have nearly the
// signs of the query's.
import type { Deadline } from '../../domain/deadline.ts'
import type { Vectors } from '../../meaning/vectors.ts'
import type { Allowed } from './allowed.ts'

/** Where not all are compared, so many are for each that is wanted. What is missed is measured in docs/explanations/meaning.md. */
const FOR_EACH = 50
/** Passages from which a mean is taken where not all are compared: it is right to a few thousandths. */
const SAMPLE = 4_096

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
  const meanOfSample = async (size: number, passageAt: (at: number) => number): Promise<number> => {
    const count = Math.min(size, SAMPLE)
    const at = (number: number): number => passageAt(Math.floor((number * size) / count))
    return meanOf(await cosinesOf(Uint32Array.from({ length: count }, (_, number) => at(number))))
  }
  return async wanted => {
    const passages = await allowed.passages(deadline)
    const most = FOR_EACH * wanted
    const isAll = passages.length <= Math.max(vectors.exactUpTo, most)
    const some = isAll
      ? passages
      : await leastOf(await vectors.differences(query, deadline), passages, most, deadline)
    const cosines = await cosinesOf(some)
    return {
      passages: some,
      cosines,
      mean: isAll ? meanOf(cosines) : await meanOfSample(passages.length, at => passages[at] ?? 0),
      meanOfAll: await meanOfSample(vectors.size, at => at),
      cosineOf: passage => vectors.cosineOf(small, passage),
      cosinesFrom: (from, to) => cosinesOf(Uint32Array.from({ length: to - from }, (_, at) => from + at)),
    }
  }
}

/** Passages that are looked at before others may have their turn: less than a millisecond. */
const AT_A_TIME = 65_536

/** The passages with the smallest numbers, in the order of the list; of equal ones the first. */
async function leastOf(
  numbers: Uint16Array,
  passages: Uint32Array,
  most: number,
  deadline: Deadline,
): Promise<Uint32Array> {
  const sizes = new Uint32Array(2 ** 16)
  for (let from = 0; from < passages.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(passages.length, from + AT_A_TIME)
    for (let at = from; at < to; at++) {
      const number = numbers[passages[at] ?? 0] ?? 0
      sizes[number] = (sizes[number] ?? 0) + 1
    }
  }
  let [greatest, below] = [0, 0]
  while (below + (sizes[greatest] ?? 0) < most) below += sizes[greatest++] ?? 0
  const found = new Uint32Array(most)
  let [count, ofGreatest] = [0, most - below]
  for (let from = 0; from < passages.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(passages.length, from + AT_A_TIME)
    for (let at = from; at < to; at++) {
      const passage = passages[at] ?? 0
      const number = numbers[passage] ?? 0
      if (number > greatest || (number === greatest && ofGreatest-- <= 0)) continue
      found[count++] = passage
    }
  }
  return found
}

function meanOf(cosines: Float32Array): number {
  let sum = 0
  for (let at = 0; at < cosines.length; at++) sum += cosines[at] ?? 0
  return sum / Math.max(1, cosines.length)
}
