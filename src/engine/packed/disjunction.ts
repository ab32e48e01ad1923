// Which passages hold any of these terms, and how do they score? The most frequent kind of query, without bits or sorting.
//
// Where only the best hits are wanted, what has no chance is not scored: MaxScore (Turtle and Flood 1995) over small windows
// with the bounds of blocks (Ding and Suel 2011; Mallia, Siedlaczek and Suel 2019). In each window the lists whose bounds together
// cannot lift a passage among the best are not swept, but asked only for passages that the other lists brought; blocks that
// cannot do so are passed over unread, and so is a window where all lists together cannot. Lists with few postings in the window,
// such as those of titles, are swept first: the sum of their bounds would be far above what any passage has of them.
import { hasBit } from './bits.ts'
import type { PackedColumns } from './columns.ts'
import { PROBE_COST, type WeightedCursor, type Window } from './operators.ts'
import type { PostingCursor } from './postings.ts'
import type { TopHits } from './top-hits.ts'

/** Sums of rounded numbers may come out this much higher than their bounds. */
export const SLACK = 1 + 1e-9
/** A list with fewer postings in a window is swept before bounds are compared: what it adds is then known. */
const SPARSE = 64
/** Passages of a window within which bounds are compared. */
export const PRUNING_WINDOW = 4096

/** Scores by place, 0 but for the places that were touched, and a list of these in no order. */
export class Touched {
  readonly scores: Float64Array
  readonly places: Int32Array
  count = 0

  /** @param size of the largest window */
  constructor(size: number) {
    this.scores = new Float64Array(size)
    this.places = new Int32Array(size)
  }

  /** The highest score; 0 where nothing was touched. */
  get highest(): number {
    const { scores, places, count } = this
    let highest = 0
    for (let at = 0; at < count; at++) highest = Math.max(highest, scores[places[at] as number] as number)
    return highest
  }

  /** Forgets what was touched. */
  clear(): void {
    const { scores, places, count } = this
    for (let at = 0; at < count; at++) scores[places[at] as number] = 0
    this.count = 0
  }

  /** Keeps the allowed places that score `least` or more, and above 0. @returns a view of them, in no order */
  keep(from: number, allowed: Int32Array, least: number): Int32Array {
    const { places, scores, count } = this
    let kept = 0
    for (let at = 0; at < count; at++) {
      const place = places[at] as number
      const score = scores[place] as number
      if (score > 0 && score >= least && hasBit(allowed, from + place)) places[kept++] = place
      else scores[place] = 0
    }
    this.count = kept
    return places.subarray(0, kept)
  }
}

/** Adds the scores of every list in a window. Weights are above 0. */
export function sweepAll(lists: readonly WeightedCursor[], window: Window, touched: Touched): void {
  for (const { cursor, weight } of lists) sweep(cursor, weight, window, 0, touched)
}

export interface Bounded extends WeightedCursor {
  readonly bound: number
}

/** Offers the passages of a window that may be among the best. */
export function collectBest(
  lists: readonly WeightedCursor[],
  window: Window,
  columns: PackedColumns,
  allowed: Int32Array,
  top: TopHits,
  touched: Touched,
): void {
  const bounded: Bounded[] = []
  const sparse: Bounded[] = []
  let most = 0
  let mostOfSparse = 0
  for (const { cursor, weight } of lists) {
    const bound = boundIn(cursor, weight, window)
    if (bound === 0) continue
    if (isSparse(cursor, window)) {
      sparse.push({ cursor, weight, bound })
      mostOfSparse += bound
    } else {
      bounded.push({ cursor, weight, bound })
      most += bound
    }
  }
  let { threshold } = top
  if (most + mostOfSparse < threshold || most + mostOfSparse === 0) return
  for (const { cursor, weight } of sparse) sweep(cursor, weight, window, 0, touched)
  most += touched.highest * SLACK
  if (most < threshold) {
    touched.clear()
    return
  }
  bounded.sort((a, b) => a.bound - b.bound)
  /** Lists that are only asked, and the sum of their bounds. */
  let asked = 0
  let sum = 0
  for (; asked < bounded.length; asked++) {
    const next = sum + (bounded[asked] as Bounded).bound
    if (next >= threshold) break
    sum = next
  }
  for (let at = asked; at < bounded.length; at++) {
    const { cursor, weight, bound } = bounded[at] as Bounded
    sweep(cursor, weight, window, (threshold - (most - bound)) / (weight * SLACK), touched)
  }
  for (let at = asked - 1; at >= 0; at--) {
    const candidates = touched.keep(window.from, allowed, threshold - sum)
    const { cursor, weight, bound } = bounded[at] as Bounded
    if (candidates.length * PROBE_COST < postingsIn(cursor, window)) {
      ask(bounded, at, candidates.sort(), window.from, threshold - sum, touched.scores)
      break
    }
    sweepKnown(cursor, weight, window, touched.scores)
    sum -= bound
  }
  const { scores } = touched
  const { documentOf, day } = columns
  const places = touched.keep(window.from, allowed, threshold)
  for (let at = 0; at < places.length; at++) {
    const passage = window.from + (places[at] as number)
    const score = scores[places[at] as number] as number
    if (score >= threshold) top.offer(score, day[documentOf[passage] as number] as number, passage)
    threshold = top.threshold
  }
  touched.clear()
}

/** No posting of the list in a window adds more; 0 where it has none there. */
export function boundIn(cursor: PostingCursor, weight: number, { from, to }: Window): number {
  const { field } = cursor.list
  return weight * cursor.boundBetween(field.unitOf(from), field.unitOf(to - 1)) * SLACK
}

/** Whether the list is swept before bounds are compared. */
export function isSparse(cursor: PostingCursor, window: Window): boolean {
  return cursor.list.field.runs !== null || postingsIn(cursor, window) < SPARSE
}

/** Postings that the list has in a window, if they are spread evenly. */
export function postingsIn({ list: { count, field } }: PostingCursor, { from, to }: Window): number {
  return (count * (to - from)) / field.lengths.length
}

/** Adds the scores of the lists up to a place to those of given places, ascending, while they may still reach `needed`. */
function ask(
  lists: readonly Bounded[],
  last: number,
  places: Int32Array,
  from: number,
  needed: number,
  scores: Float64Array,
): void {
  for (let next = 0; next < places.length; next++) {
    const place = places[next] as number
    let score = scores[place] as number
    let least = needed
    for (let at = last; at >= 0 && score >= least; at--) {
      const { cursor, weight, bound } = lists[at] as Bounded
      score += weight * saturationIn(cursor, from + place)
      least += bound
    }
    scores[place] = score
  }
}

/** Adds the list's scores to the places that have one; its units are passages. */
function sweepKnown(cursor: PostingCursor, weight: number, { from, to }: Window, scores: Float64Array): void {
  const { field } = cursor.list
  if (!cursor.seek(from)) return
  do {
    const { units, frequencies, count } = cursor
    let { at } = cursor
    for (; at < count; at++) {
      const passage = units[at] as number
      if (passage >= to) break
      const score = scores[passage - from] as number
      if (score !== 0)
        scores[passage - from] = score + weight * field.saturation(frequencies[at] as number, passage)
    }
    cursor.at = at
  } while (cursor.at === cursor.count && cursor.nextBlock())
}

export function saturationIn(cursor: PostingCursor, passage: number): number {
  const { field } = cursor.list
  const unit = field.unitOf(passage)
  const frequency = cursor.frequencyIn(unit)
  return frequency === 0 ? 0 : field.saturation(frequency, unit)
}

/** @param least blocks in which no posting's saturation reaches this are passed over */
export function sweep(
  cursor: PostingCursor,
  weight: number,
  window: Window,
  least: number,
  touched: Touched,
): void {
  const { field } = cursor.list
  const first = field.unitOf(window.from)
  if (!(least > 0 ? cursor.seekBound(first, least) : cursor.seek(first))) return
  do
    if (field.runs === null) addPassages(cursor, weight, window, touched)
    else addRuns(cursor, weight, field.runs.starts, window, touched)
  while (cursor.at === cursor.count && cursor.nextBlock(least))
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
function addPassages(cursor: PostingCursor, weight: number, { from, to }: Window, touched: Touched): void {
  const { units, frequencies, count } = cursor
  const { field } = cursor.list
  const { scores, places } = touched
  let { at } = cursor
  let next = touched.count
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const saturation = field.saturation(frequencies[at] as number, passage)
    const place = passage - from
    const score = scores[place] as number
    if (score === 0) places[next++] = place
    scores[place] = score + weight * saturation
  }
  cursor.at = at
  touched.count = next
}

/** As above, for lists of documents or sections; a unit that goes on beyond the window is left for the next. */
function addRuns(
  cursor: PostingCursor,
  weight: number,
  starts: Int32Array,
  { from, to }: Window,
  touched: Touched,
): void {
  const { units, frequencies, count } = cursor
  const { scores, places } = touched
  let { at } = cursor
  for (; at < count; at++) {
    const unit = units[at] as number
    const first = starts[unit] as number
    if (first >= to) break
    const added = weight * cursor.list.field.saturation(frequencies[at] as number, unit)
    const last = starts[unit + 1] as number
    const end = Math.min(to, last) - from
    for (let place = Math.max(from, first) - from; place < end; place++) {
      const score = scores[place] as number
      if (score === 0) places[touched.count++] = place
      scores[place] = score + added
    }
    if (last > to) break
  }
  cursor.at = at
}
