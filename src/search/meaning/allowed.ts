// Which passages do these filters allow? The engine says it, and it is kept for the next query with the same filters.
import { LRUCache } from 'lru-cache'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { Filters } from '../../domain/query.ts'
import { perBundle } from '../per-bundle.ts'
import { limitsOf } from '../request-deadline.ts'

/** Filters whose passages are kept: a byte for each passage of the bundle. */
const KEPT = 32
/** Passages that are looked at before others may have their turn: less than a millisecond. */
const AT_A_TIME = 65_536

export interface Allowed {
  /** 1 for each passage that is allowed. */
  readonly marks: Uint8Array
  /** All of them, ascending. */
  passages(deadline: Deadline): Promise<Uint32Array>
}

async function listed(marks: Uint8Array, deadline: Deadline): Promise<Uint32Array> {
  const found = new Uint32Array(marks.length)
  let count = 0
  for (let from = 0; from < marks.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(marks.length, from + AT_A_TIME)
    for (let passage = from; passage < to; passage++) if (marks[passage] === 1) found[count++] = passage
  }
  return found.subarray(0, count)
}

const allowedOf = perBundle(() => new LRUCache<string, Uint8Array>({ max: KEPT }))

/** Null where the time was up. */
export async function allowedPassages(
  bundle: Bundle,
  filters: Filters,
  deadline: Deadline,
): Promise<Allowed | null> {
  const known = allowedOf(bundle)
  const key = JSON.stringify(filters)
  const marks = known.get(key) ?? (await bundle.engine.allowed(filters, limitsOf(deadline)))
  if (marks === null) return null
  known.set(key, marks)
  return { marks, passages: later => listed(marks, later) }
}
