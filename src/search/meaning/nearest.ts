// Which passages are nearest in meaning, among those that the filters allow?
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { Filters } from '../../domain/query.ts'
import { type Grouping, groupNumber } from '../../engine/engine.ts'
import { type Allowed, allowedPassages } from './allowed.ts'
import { type Compared, type Comparing, comparing } from './compared.ts'

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
  within(from: number, to: number, count: number): Promise<readonly number[]>
}

/** @returns null where the time was up before all were compared, or there are no vectors */
export async function nearestPassages(
  bundle: Bundle,
  query: Float32Array,
  filters: Filters,
  groupBy: Grouping | null,
  count: number,
  deadline: Deadline,
): Promise<Nearest | null> {
  const { vectors } = bundle
  const allowed = await allowedPassages(bundle, filters, deadline)
  if (allowed === null || vectors === null) return null
  const compare = comparing(vectors, query, allowed, deadline)
  const { passages, compared } = await firstOfGroups(bundle, compare, groupBy, count, deadline)
  const { mean, meanOfAll, cosineOf } = compared
  const range = greatest(compared.cosines) - mean
  return {
    nearness: passage => (range <= 0 ? 0 : (cosineOf(passage) - mean) / range),
    likeness: passage => (cosineOf(passage) - meanOfAll) / Math.max(1e-6, 1 - meanOfAll),
    passages,
    within: (from, to, most) => nearestWithin(compared, allowed, from, to, most),
  }
}

function greatest(cosines: Float32Array): number {
  let found = -1
  for (let at = 0; at < cosines.length; at++) found = Math.max(found, cosines[at] ?? -1)
  return found
}

/** One look at each, keeping the best so far in order. */
async function nearestWithin(
  { cosinesFrom }: Compared,
  { marks }: Allowed,
  from: number,
  to: number,
  count: number,
): Promise<number[]> {
  const cosines = await cosinesFrom(from, to)
  const best: number[] = []
  for (let passage = from; passage < to; passage++) {
    if (marks[passage] === 0) continue
    const cosine = cosines[passage - from] ?? 0
    let at = best.length
    while (at > 0 && (cosines[(best[at - 1] ?? 0) - from] ?? 0) < cosine) at--
    if (at === count) continue
    best.splice(at, 0, passage)
    if (best.length > count) best.pop()
  }
  return best
}

/**
 * Those with the greatest cosines, of each group one. More than are wanted are enough unless groups are large: then still more are taken, of more
 * that are compared.
 */
async function firstOfGroups(
  bundle: Bundle,
  compare: Comparing,
  groupBy: Grouping | null,
  count: number,
  deadline: Deadline,
): Promise<{ readonly passages: readonly number[]; readonly compared: Compared }> {
  for (let width = 2 * count; ; width *= 4) {
    const compared = await compare(width)
    const best = await greatestOf(compared, width, deadline)
    const seen = new Set<number>()
    const firsts = best.filter(passage => {
      const group = groupOf(bundle, groupBy, passage)
      return !seen.has(group) && seen.add(group)
    })
    if (firsts.length >= count || best.length < width) return { passages: firsts.slice(0, count), compared }
  }
}

/** The number of what a hit stands for: its document, itself and its copies, or itself. */
export function groupOf({ records }: Bundle, groupBy: Grouping | null, passage: number): number {
  if (groupBy === 'document') return records.documentNumber(passage)
  return groupBy === 'copies' ? groupNumber(records.copies, passage) : passage
}

/** Steps of cosines that are told apart where the greatest are sought. */
const STEPS = 4_096
/** Passages that are looked at before others may have their turn: less than a millisecond. */
const AT_A_TIME = 65_536

function stepOf(cosine: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.floor(((cosine + 1) / 2) * STEPS)))
}

/** The passages with the greatest cosines, in their order; of equal ones the first. */
async function greatestOf(
  { passages, cosines }: Compared,
  width: number,
  deadline: Deadline,
): Promise<number[]> {
  const sizes = new Uint32Array(STEPS)
  for (let from = 0; from < cosines.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(cosines.length, from + AT_A_TIME)
    for (let at = from; at < to; at++) {
      const step = stepOf(cosines[at] ?? 0)
      sizes[step] = (sizes[step] ?? 0) + 1
    }
  }
  let least = STEPS - 1
  for (let more = width - (sizes[least] ?? 0); more > 0 && least > 0; ) more -= sizes[--least] ?? 0
  const found: number[] = []
  for (let from = 0; from < cosines.length; from += AT_A_TIME) {
    await deadline.share()
    const to = Math.min(cosines.length, from + AT_A_TIME)
    for (let at = from; at < to; at++) if (stepOf(cosines[at] ?? 0) >= least) found.push(at)
  }
  const numberAt = (at: number): number => passages[at] ?? 0
  return found
    .sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || numberAt(a) - numberAt(b))
    .slice(0, width)
    .map(numberAt)
}
