// Which passages hold any of these terms, and how do they score? The most frequent kind of query, without bits or sorting.
import type { PostingCursor, Window } from './cursor.ts'
import type { ScatteredPostings } from './scattered-postings.ts'
import type { Touched } from './touched.ts'

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
