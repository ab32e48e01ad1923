// Which passages hold one of these terms? Lists are swept in order, or asked for given passages.
import { setRange } from './bits.ts'
import type { PostingCursor, Window } from './cursor.ts'
import { PROBE_COST, SweepingOperator } from './operators.ts'
import type { ScatteredPostings } from './scattered-postings.ts'

/** The lists of some terms. */
export interface TermLists {
  readonly cursors: readonly PostingCursor[]
  /** The short ones of passages, where there are many lists. */
  readonly scattered: (() => ScatteredPostings) | null
  /** Passages of all lists. */
  readonly postings: number
}

/** Any of the terms in any of the fields. */
export class TermsOperator extends SweepingOperator {
  readonly cost: number
  override readonly lists: number
  private readonly cursors: readonly PostingCursor[]
  /** The short lists of a pattern; read when they are first wanted. */
  private readonly scattered: (() => ScatteredPostings) | null

  constructor({ cursors, scattered, postings }: TermLists) {
    super()
    this.cursors = cursors
    this.scattered = scattered
    // In a list of one block a passage is found, or passed, by a step.
    const steps = cursors.reduce((sum, { list }) => sum + (list.blocks > 1 ? PROBE_COST : 1), 0)
    this.lists = steps / PROBE_COST + (scattered === null ? 0 : 1)
    this.cost = postings
  }

  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void {
    for (const cursor of this.cursors) sweepList(cursor, window, bits, scores)
    if (window.from < window.to) this.scattered?.().mark(window, bits, scores)
  }

  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void {
    for (const cursor of this.cursors) probeList(cursor, passages, matched, scores)
    this.scattered?.().probe(passages, matched, scores)
  }
}

/** Takes the postings of a list in a window: sets the passages' bits, and adds their scores where these are wanted. */
function sweepList(
  cursor: PostingCursor,
  window: Window,
  bits: Int32Array,
  scores: Float64Array | null,
): void {
  const { runs } = cursor.list.field
  if (window.from >= window.to || !cursor.enter(window)) return
  do
    if (runs !== null) scoreRuns(cursor, runs.starts, window, bits, scores)
    else if (scores === null) markPassages(cursor, window, bits)
    else scorePassages(cursor, window, bits, scores)
  while (cursor.at === cursor.count && cursor.nextBlock())
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
export function markPassages(cursor: PostingCursor, { from, to }: Window, bits: Int32Array): void {
  const { units, count } = cursor
  let { at } = cursor
  let word = 0
  let marks = 0
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - from
    if (place >> 5 !== word) {
      bits[word] = (bits[word] as number) | marks
      word = place >> 5
      marks = 0
    }
    marks |= 1 << (place & 31)
  }
  bits[word] = (bits[word] as number) | marks
  cursor.at = at
}

function scorePassages(
  cursor: PostingCursor,
  { from, to }: Window,
  bits: Int32Array,
  scores: Float64Array,
): void {
  const { units, scores: added, count } = cursor
  let { at } = cursor
  let word = 0
  let marks = 0
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - from
    scores[place] = (scores[place] as number) + (added[at] as number)
    if (place >> 5 !== word) {
      bits[word] = (bits[word] as number) | marks
      word = place >> 5
      marks = 0
    }
    marks |= 1 << (place & 31)
  }
  bits[word] = (bits[word] as number) | marks
  cursor.at = at
}

/** As above, for lists of documents or sections: each stands for a run of passages. */
function scoreRuns(
  cursor: PostingCursor,
  starts: Int32Array,
  window: Window,
  bits: Int32Array,
  scores: Float64Array | null,
): void {
  cursor.eachRun(window, starts, (start, end, at) => {
    setRange(bits, start, end)
    if (scores === null) return
    const score = cursor.scoreAt(at)
    for (let place = start; place < end; place++) scores[place] = (scores[place] as number) + score
  })
}

/** Adds the list's scores of given passages, which ascend. */
export function probeList(
  cursor: PostingCursor,
  passages: Int32Array,
  matched: Uint8Array,
  scores: Float64Array | null,
): void {
  const { field } = cursor.list
  /** The unit at which the cursor stands: none between the last one and this has a posting. */
  let ahead = -1
  for (let at = 0; at < passages.length; at++) {
    const unit = field.unitOf(passages[at] as number)
    if (unit < ahead) continue
    if (!cursor.seek(unit)) return
    ahead = cursor.units[cursor.at] as number
    if (ahead !== unit) continue
    matched[at] = 1
    if (scores !== null) scores[at] = (scores[at] as number) + cursor.scoreAt(cursor.at)
  }
}
