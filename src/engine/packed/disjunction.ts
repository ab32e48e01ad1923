// Which passages hold any of these terms, and how do they score? The most frequent kind of query, without bits or sorting.
import { hasBit } from './bits.ts'
import type { PostingCursor, Window } from './cursor.ts'
import type { ScatteredPostings } from './scattered-postings.ts'

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

  /** @param score above 0 */
  add(place: number, score: number): void {
    const before = this.scores[place] as number
    if (before === 0) this.places[this.count++] = place
    this.scores[place] = before + score
  }

  /** Forgets what was touched. */
  clear(): void {
    this.keepFirst(0)
  }

  /** Forgets what was touched, but the first so many. */
  keepFirst(kept: number): void {
    const { scores, places, count } = this
    for (let at = kept; at < count; at++) scores[places[at] as number] = 0
    this.count = Math.min(kept, count)
  }

  /** Keeps the allowed places. @returns a view of them, in no order */
  keep(from: number, allowed: Int32Array): Int32Array {
    const { places, scores, count } = this
    let kept = 0
    for (let at = 0; at < count; at++) {
      const place = places[at] as number
      if (hasBit(allowed, from + place)) places[kept++] = place
      else scores[place] = 0
    }
    this.count = kept
    return places.subarray(0, kept)
  }
}

/** The lists of a disjunction: those of passages' own texts and names, and those of titles and headings. Weights are above 0. */
export interface Lists {
  readonly own: readonly PostingCursor[]
  /** The short ones of passages, where there are many lists. */
  readonly scattered: ScatteredPostings | null
  readonly context: readonly PostingCursor[]
}

/** Adds the scores of lists in a window. */
export function sweepAll(lists: readonly PostingCursor[], window: Window, touched: Touched): void {
  for (const cursor of lists) sweep(cursor, window, touched)
}

function sweep(cursor: PostingCursor, window: Window, touched: Touched): void {
  const { runs } = cursor.list.field
  if (cursor.isBeyond(window) || !cursor.enter(window)) return
  do
    if (runs === null) addPassages(cursor, window, touched)
    else addRuns(cursor, runs.starts, window, touched)
  while (cursor.at === cursor.count && cursor.nextBlock())
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
function addPassages(cursor: PostingCursor, { from, to }: Window, touched: Touched): void {
  const { units, scores: added, count } = cursor
  const { scores, places } = touched
  let { at } = cursor
  let next = touched.count
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - from
    const before = scores[place] as number
    if (before === 0) places[next++] = place
    scores[place] = before + (added[at] as number)
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
