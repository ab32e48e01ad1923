// Which passages do these filters allow? The engine says it, and it is kept for the next query with the same filters.
import { LRUCache } from 'lru-cache'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { Filters } from '../../domain/query.ts'
import type { Vectors } from '../../meaning/vectors.ts'
import { perBundle } from '../per-bundle.ts'
import { limitsOf } from '../request-deadline.ts'

/** Filters whose passages are kept: a byte for each passage of the bundle. */
const KEPT = 32
/** Passages that are looked at before others may have their turn: less than a millisecond. */
const AT_A_TIME = 65_536

export class Allowed {
  /** 1 for each passage that is allowed. */
  readonly marks: Uint8Array
  readonly count: number
  private middle: Float32Array | null = null

  private constructor(marks: Uint8Array, count: number) {
    this.marks = marks
    this.count = count
  }

  static async of(marks: Uint8Array, deadline: Deadline): Promise<Allowed> {
    let count = 0
    await inTurns(marks.length, deadline, (from, to) => {
      for (let passage = from; passage < to; passage++) count += marks[passage] ?? 0
    })
    return new Allowed(marks, count)
  }

  /** All of them, ascending. */
  async passages(deadline: Deadline): Promise<Uint32Array> {
    const found = new Uint32Array(this.count)
    let at = 0
    await inTurns(this.marks.length, deadline, (from, to) => {
      for (let passage = from; passage < to; passage++) if (this.marks[passage] === 1) found[at++] = passage
    })
    return found
  }

  /** As `Vectors.middleOf` has it; made once. */
  async middleIn(vectors: Vectors, deadline: Deadline): Promise<Float32Array> {
    this.middle ??= vectors.middleOf(await this.passages(deadline))
    return this.middle
  }
}

/** Works on passages from one to another, the end left out, and lets others have their turn in between. */
export async function inTurns(
  length: number,
  deadline: Deadline,
  work: (from: number, to: number) => void,
): Promise<void> {
  for (let from = 0; from < length; from += AT_A_TIME) {
    await deadline.share()
    work(from, Math.min(length, from + AT_A_TIME))
  }
}

const allowedOf = perBundle(() => new LRUCache<string, Allowed>({ max: KEPT }))

/** Null where the time was up. */
export async function allowedPassages(
  bundle: Bundle,
  filters: Filters,
  deadline: Deadline,
): Promise<Allowed | null> {
  const known = allowedOf(bundle)
  const key = JSON.stringify(filters)
  const kept = known.get(key)
  if (kept !== undefined) return kept
  const marks = await bundle.engine.allowed(filters, limitsOf(deadline))
  if (marks === null) return null
  const allowed = await Allowed.of(marks, deadline)
  known.set(key, allowed)
  return allowed
}
