// Which passages are nearest in meaning, among those that the filters allow?
import { LRUCache } from 'lru-cache'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { Filters } from '../../domain/query.ts'
import { type Grouping, groupNumber } from '../../engine/engine.ts'
import { perBundle } from '../per-bundle.ts'
import { limitsOf } from '../request-deadline.ts'

/** How near a passage is: 1 for the nearest that is allowed, 0 for one as near as they are on average, less for one that is farther. */
export type Nearness = (passage: number) => number

/** Why there are none where `nearestPassages` gives null. */
export const CUT_BY_TIME = 'The time was up before all passages were compared.'

export interface Nearest {
  readonly nearness: Nearness
  /** The same on a scale that does not depend on the filters: 1 for one that says the same word for word, 0 for one as near as all are on average. */
  readonly likeness: Nearness
  /** The nearest passage of each group, the nearest first. */
  readonly passages: readonly number[]
  /** The nearest ones that are allowed from one passage to another, the end left out. */
  within(from: number, to: number, count: number): readonly number[]
}

/** @returns null where the time was up before all were compared */
export async function nearestPassages(
  bundle: Bundle,
  query: Float32Array,
  filters: Filters,
  groupBy: Grouping | null,
  count: number,
  deadline: Deadline,
): Promise<Nearest | null> {
  const allowed = await allowedPassages(bundle, filters, deadline)
  const cosines = await bundle.vectors?.cosines(query, deadline)
  if (allowed === null || cosines === undefined) return null
  const compared = { cosines, allowed, sizes: new Uint32Array(STEPS) }
  const { mean, greatest, ofAll } = await measure(compared, deadline)
  const range = greatest - mean
  const nearness: Nearness = passage => (range <= 0 ? 0 : ((cosines[passage] ?? 0) - mean) / range)
  const likeness: Nearness = passage => ((cosines[passage] ?? 0) - ofAll) / Math.max(1e-6, 1 - ofAll)
  const passages = await firstOfGroups(bundle, compared, groupBy, count, deadline)
  return { nearness, likeness, passages, within: (from, to, most) => nearestWithin(compared, from, to, most) }
}

/** One look at each, keeping the best so far in order. */
function nearestWithin({ cosines, allowed }: Compared, from: number, to: number, count: number): number[] {
  const best: number[] = []
  for (let passage = from; passage < to; passage++) {
    if (allowed[passage] === 0) continue
    const cosine = cosines[passage] ?? 0
    let at = best.length
    while (at > 0 && (cosines[best[at - 1] ?? 0] ?? 0) < cosine) at--
    if (at === count) continue
    best.splice(at, 0, passage)
    if (best.length > count) best.pop()
  }
  return best
}

interface Compared {
  readonly cosines: Float32Array
  readonly allowed: Uint8Array
  /** How many allowed passages have a cosine of each step, from -1 to 1. */
  readonly sizes: Uint32Array
}

/** Steps of cosines that are told apart where the greatest are sought. */
const STEPS = 4_096
/** Passages that are looked at before others may have their turn: less than a millisecond. */
const AT_A_TIME = 65_536

function stepOf(cosine: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.floor(((cosine + 1) / 2) * STEPS)))
}

/** Fills `sizes`. @returns the mean and the greatest of what is allowed, and the mean of all */
async function measure(
  { cosines, allowed, sizes }: Compared,
  deadline: Deadline,
): Promise<{ readonly mean: number; readonly greatest: number; readonly ofAll: number }> {
  let [sum, size, greatest, sumOfAll] = [0, 0, -1, 0]
  for (let from = 0; from < cosines.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(cosines.length, from + AT_A_TIME)
    for (let passage = from; passage < to; passage++) {
      const cosine = cosines[passage] ?? 0
      sumOfAll += cosine
      if (allowed[passage] === 0) continue
      const step = stepOf(cosine)
      sizes[step] = (sizes[step] ?? 0) + 1
      sum += cosine
      size++
      if (cosine > greatest) greatest = cosine
    }
  }
  return { mean: size === 0 ? 0 : sum / size, greatest, ofAll: sumOfAll / Math.max(1, cosines.length) }
}

/** Those with the greatest cosines, of each group one. More than are wanted are enough unless groups are large: then still more are taken. */
async function firstOfGroups(
  bundle: Bundle,
  compared: Compared,
  groupBy: Grouping | null,
  count: number,
  deadline: Deadline,
): Promise<number[]> {
  for (let width = 2 * count; ; width *= 4) {
    const best = await greatestOf(compared, width, deadline)
    const seen = new Set<number>()
    const firsts = best.filter(passage => {
      const group = groupOf(bundle, groupBy, passage)
      return !seen.has(group) && seen.add(group)
    })
    if (firsts.length >= count || best.length < width) return firsts.slice(0, count)
  }
}

/** The number of what a hit stands for: its document, itself and its copies, or itself. */
export function groupOf({ records }: Bundle, groupBy: Grouping | null, passage: number): number {
  if (groupBy === 'document') return records.documentNumber(passage)
  return groupBy === 'copies' ? groupNumber(records.copies, passage) : passage
}

/** The allowed passages with the greatest cosines, in their order; of equal ones the first. */
async function greatestOf(
  { cosines, allowed, sizes }: Compared,
  width: number,
  deadline: Deadline,
): Promise<number[]> {
  let least = STEPS - 1
  for (let more = width - (sizes[least] ?? 0); more > 0 && least > 0; ) more -= sizes[--least] ?? 0
  const found: number[] = []
  for (let from = 0; from < cosines.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(cosines.length, from + AT_A_TIME)
    for (let passage = from; passage < to; passage++)
      if (allowed[passage] === 1 && stepOf(cosines[passage] ?? 0) >= least) found.push(passage)
  }
  return found.sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b).slice(0, width)
}

/** Filters whose passages are kept: a byte for each passage of the bundle. */
const KEPT = 32

const allowedOf = perBundle(() => new LRUCache<string, Uint8Array>({ max: KEPT }))

/** 1 for each passage that the filters allow: the engine says which. Null where the time was up. */
async function allowedPassages(
  bundle: Bundle,
  filters: Filters,
  deadline: Deadline,
): Promise<Uint8Array | null> {
  const known = allowedOf(bundle)
  const key = JSON.stringify(filters)
  const kept = known.get(key)
  if (kept !== undefined) return kept
  const allowed = await bundle.engine.allowed(filters, limitsOf(deadline))
  if (allowed !== null) known.set(key, allowed)
  return allowed
}
