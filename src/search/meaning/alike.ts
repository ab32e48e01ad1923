// Which of these vectors belong together? Spherical k-means (Dhillon and Modha, "Concept decompositions for large sparse text data using clustering",
// Machine Learning 42, 2001), which begins at vectors far from each other: nothing is left to chance.
import type { Deadline } from '../../domain/deadline.ts'
import { cosineOf } from '../../meaning/encoder.ts'
import { meanOf } from '../../meaning/small-vector.ts'

export interface Part {
  /** Places of its vectors in the list, ascending; never none. */
  readonly members: readonly number[]
  /** Their mean, with length 1. */
  readonly middle: Float32Array
}

/** A part has so many vectors on average at least: fewer are not worth a name. */
const SMALLEST = 3
/** Rounds after which they are left as they are: few move after ten. */
const ROUNDS = 20

/** Parts vectors of length 1 into `most` parts at most. */
export async function alike(
  vectors: readonly Float32Array[],
  most: number,
  deadline: Deadline,
): Promise<readonly Part[]> {
  if (vectors.length === 0) return []
  let middles = await farApart(
    vectors,
    Math.max(1, Math.min(most, Math.floor(vectors.length / SMALLEST))),
    deadline,
  )
  let partOf: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const next: number[] = []
    for (const vector of vectors) {
      await deadline.share()
      next.push(nearestOf(middles, vector))
    }
    const isSettled = next.every((part, at) => part === partOf[at])
    partOf = next
    if (isSettled) break
    middles = middles.map((middle, part) => middleOf(vectors, partOf, part) ?? middle)
  }
  return middles.flatMap((middle, part) => {
    const members = [...vectors.keys()].filter(at => partOf[at] === part)
    return members.length === 0 ? [] : [{ members, middle }]
  })
}

/** The vector nearest to the middle of all, then each time the one that is farthest from those that were taken; of equal ones the first. */
async function farApart(
  vectors: readonly Float32Array[],
  count: number,
  deadline: Deadline,
): Promise<Float32Array[]> {
  const all = middleOf(
    vectors,
    vectors.map(() => 0),
    0,
  )
  const first = all === null ? 0 : nearestOf(vectors, all)
  const taken = [vectors[first] ?? new Float32Array()]
  const nearest = vectors.map(() => -1)
  while (taken.length < count) {
    const last = taken.at(-1) ?? new Float32Array()
    let farthest = 0
    for (const [at, vector] of vectors.entries()) {
      await deadline.share()
      nearest[at] = Math.max(nearest[at] ?? -1, cosineOf(vector, last))
      if ((nearest[at] ?? 1) < (nearest[farthest] ?? 1)) farthest = at
    }
    // All that are left are the same as one that was taken.
    if ((nearest[farthest] ?? 1) > SAME) break
    taken.push(vectors[farthest] ?? last)
  }
  return taken
}

const SAME = 0.9999

function nearestOf(middles: readonly Float32Array[], vector: Float32Array): number {
  let best = 0
  let greatest = Number.NEGATIVE_INFINITY
  for (const [at, middle] of middles.entries()) {
    const cosine = cosineOf(vector, middle)
    if (cosine > greatest) {
      best = at
      greatest = cosine
    }
  }
  return best
}

/** Null where a part has no vectors. */
function middleOf(
  vectors: readonly Float32Array[],
  partOf: readonly number[],
  part: number,
): Float32Array | null {
  const own = vectors.filter((_, at) => partOf[at] === part)
  return own.length === 0 ? null : meanOf(own)
}
