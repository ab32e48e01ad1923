// Which passages are nearest in meaning, among those that the filters allow?
import { LRUCache } from 'lru-cache'
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { Filters } from '../../domain/query.ts'
import { type Grouping, groupNumber } from '../../engine/engine.ts'
import { COUNT_ONLY } from '../count-only.ts'
import { perBundle } from '../per-bundle.ts'
import { limitsOf } from '../request-deadline.ts'

/** How near a passage is: 1 for the nearest that is allowed, 0 for one as near as they are on average, less for one that is farther. */
export type Nearness = (passage: number) => number

export interface Nearest {
  readonly nearness: Nearness
  /** The nearest passage of each group, the nearest first. */
  readonly passages: readonly number[]
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
  let [sum, size, greatest] = [0, 0, -1]
  for (let passage = 0; passage < cosines.length; passage++) {
    if (allowed[passage] === 0) continue
    const cosine = cosines[passage] ?? 0
    sum += cosine
    size++
    if (cosine > greatest) greatest = cosine
  }
  const mean = size === 0 ? 0 : sum / size
  const range = greatest - mean
  const nearness: Nearness = passage => (range <= 0 ? 0 : ((cosines[passage] ?? 0) - mean) / range)
  return { nearness, passages: await firstOfGroups(bundle, cosines, allowed, groupBy, count, deadline) }
}

/** Those with the greatest cosines, of each group one. A heap of more than are wanted is enough unless groups are large: then it is made larger. */
async function firstOfGroups(
  bundle: Bundle,
  cosines: Float32Array,
  allowed: Uint8Array,
  groupBy: Grouping | null,
  count: number,
  deadline: Deadline,
): Promise<number[]> {
  for (let width = 2 * count; ; width *= 4) {
    await deadline.share()
    const best = greatestOf(cosines, allowed, width)
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
function greatestOf(cosines: Float32Array, allowed: Uint8Array, width: number): number[] {
  const least = leastOf(cosines, allowed, width)
  const found: number[] = []
  for (let passage = 0; passage < cosines.length; passage++)
    if (allowed[passage] === 1 && (cosines[passage] ?? 0) >= least) found.push(passage)
  return found.sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b).slice(0, width)
}

/** What as many as are wanted have at least, and few others: read off a count of cosines by size. */
const STEPS = 4_096

function leastOf(cosines: Float32Array, allowed: Uint8Array, width: number): number {
  const counts = new Uint32Array(STEPS)
  const stepOf = (cosine: number): number =>
    Math.max(0, Math.min(STEPS - 1, Math.floor(((cosine + 1) / 2) * STEPS)))
  for (let passage = 0; passage < cosines.length; passage++) {
    if (allowed[passage] === 0) continue
    const step = stepOf(cosines[passage] ?? 0)
    counts[step] = (counts[step] ?? 0) + 1
  }
  let step = STEPS - 1
  for (let more = width; step > 0; step--) {
    more -= counts[step] ?? 0
    if (more <= 0) break
  }
  return (step / STEPS) * 2 - 1
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
  const { hits, partial } = await bundle.engine.search({
    ...COUNT_ONLY,
    query: { type: 'all' },
    filters,
    limit: bundle.records.size,
    hitsOnly: true,
    ...limitsOf(deadline),
  })
  if (partial === true) return null
  const allowed = new Uint8Array(bundle.records.size)
  for (const { index } of hits) allowed[index] = 1
  known.set(key, allowed)
  return allowed
}
