// Which passages hold any of these terms, and how do they score? The most frequent kind of query, without bits or sorting.
//
// Where only the best hits are wanted, what has no chance is not scored: MaxScore (Turtle and Flood 1995) over small windows
// with the bounds of blocks (Ding and Suel 2011; Mallia, Siedlaczek and Suel 2019). In each window the lists whose bounds together
// cannot lift a passage among the best are not swept, but asked only for passages that the other lists brought; blocks that
// cannot do so are passed over unread, and so is a window where all lists together cannot. Lists with few postings in the window,
// such as those of titles, are swept first: the sum of their bounds would be far above what any passage has of them.
import { hasBit } from './bits.ts'
import type { PackedColumns } from './columns.ts'
import { type PostingCursor, SLACK, type Window } from './cursor.ts'
import { PROBE_COST } from './operators.ts'
import type { TopHits } from './top-hits.ts'

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
export function sweepAll(lists: readonly PostingCursor[], window: Window, touched: Touched): void {
  for (const cursor of lists) sweep(cursor, window, 0, 0, touched)
}

export interface Bounded {
  readonly cursor: PostingCursor
  /** What a posting of the list adds at most in the window. */
  readonly bound: number
}

/** Offers the passages of a window that may be among the best. */
export function collectBest(
  lists: readonly PostingCursor[],
  window: Window,
  columns: PackedColumns,
  allowed: Int32Array,
  top: TopHits,
  touched: Touched,
): void {
  const bounded: Bounded[] = []
  const sparse: PostingCursor[] = []
  let most = 0
  let mostOfSparse = 0
  for (const cursor of lists) {
    const bound = cursor.boundIn(window)
    if (bound === 0) continue
    if (cursor.isSparseIn(window)) {
      sparse.push(cursor)
      mostOfSparse += bound
    } else {
      bounded.push({ cursor, bound })
      most += bound
    }
  }
  let { threshold } = top
  if (most + mostOfSparse < threshold || most + mostOfSparse === 0) return
  for (const cursor of sparse) sweep(cursor, window, 0, 0, touched)
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
    const { cursor, bound } = bounded[at] as Bounded
    const needed = at === bounded.length - 1 ? threshold - sum : 0
    sweep(cursor, window, threshold - (most - bound), needed, touched)
  }
  for (let at = asked - 1; at >= 0; at--) {
    const candidates = touched.keep(window.from, allowed, threshold - sum)
    const { cursor, bound } = bounded[at] as Bounded
    if (candidates.length * PROBE_COST < cursor.postingsIn(window)) {
      ask(bounded, at, candidates.sort(), window.from, threshold - sum, touched.scores)
      break
    }
    sweepKnown(cursor, window, touched.scores)
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
      const { cursor, bound } = lists[at] as Bounded
      score += cursor.scoreIn(from + place)
      least += bound
    }
    scores[place] = score
  }
}

/** Adds the list's scores to the places that have one; its units are passages. */
function sweepKnown(cursor: PostingCursor, window: Window, scores: Float64Array): void {
  const { from, to } = window
  if (!cursor.enter(window)) return
  do {
    const { units, count } = cursor
    let { at } = cursor
    for (; at < count; at++) {
      const passage = units[at] as number
      if (passage >= to) break
      const score = scores[passage - from] as number
      if (score !== 0) scores[passage - from] = score + cursor.scoreAt(at)
    }
    cursor.at = at
  } while (cursor.at === cursor.count && cursor.nextBlock())
}

/**
 * Adds the list's scores in a window.
 * @param least blocks in which no posting adds so much are passed over
 * @param needed passages whose score is below this after the list may be left as they were
 */
function sweep(cursor: PostingCursor, window: Window, least: number, needed: number, touched: Touched): void {
  const { runs } = cursor.list.field
  if (!cursor.enter(window, least)) return
  do
    if (runs === null) addPassages(cursor, window, needed, touched)
    else addRuns(cursor, runs.starts, window, touched)
  while (cursor.at === cursor.count && cursor.nextBlock(least))
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
function addPassages(cursor: PostingCursor, { from, to }: Window, needed: number, touched: Touched): void {
  const { units, scores: added, count } = cursor
  const { scores, places } = touched
  let { at } = cursor
  let next = touched.count
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - from
    const before = scores[place] as number
    const score = before + (added[at] as number)
    if (score < needed) continue
    if (before === 0) places[next++] = place
    scores[place] = score
  }
  cursor.at = at
  touched.count = next
}

/** As above, for lists of documents or sections. */
function addRuns(cursor: PostingCursor, starts: Int32Array, window: Window, touched: Touched): void {
  const { scores, places } = touched
  cursor.eachRun(window, starts, (start, end, at) => {
    const added = cursor.scoreAt(at)
    for (let place = start; place < end; place++) {
      const score = scores[place] as number
      if (score === 0) places[touched.count++] = place
      scores[place] = score + added
    }
  })
}
