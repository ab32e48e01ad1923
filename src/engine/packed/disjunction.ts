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
    if (runs === null) cursor.addPassages(window, touched)
    else addRuns(cursor, runs.starts, window, touched)
  while (cursor.at === cursor.count && cursor.nextBlock())
}

/** The same of lists of documents or sections. */
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
