// Which are the best passages for any of these terms, without scoring those that have no chance?
//
// MaxScore (Turtle and Flood 1995) over small windows with the bounds of blocks (Ding and Suel 2011; Mallia, Siedlaczek
// and Suel 2019): in each window the lists whose bounds together cannot lift a passage among the best are not swept, but asked
// only for passages that the other lists brought; where all lists together cannot, the window is passed over unread.
import type { PackedColumns } from './columns.ts'
import { sweepList, type WeightedCursor, type Window } from './operators.ts'
import type { PostingCursor } from './postings.ts'
import type { TopHits } from './top-hits.ts'

/** Passages of an inner window, a multiple of 32. */
const INNER = 2048
/** Sums of rounded numbers may come out this much higher than their bounds. */
const SLACK = 1 + 1e-9

const bits = new Uint32Array(INNER / 32 + 1)
const scores = new Float64Array(INNER + 32)

interface Bounded extends WeightedCursor {
  bound: number
}

export function collectBest(
  lists: readonly WeightedCursor[],
  window: Window,
  columns: PackedColumns,
  allowed: Uint32Array,
  top: TopHits,
): void {
  for (let from = window.from; from < window.to; ) {
    const base = from - (from % 32)
    const to = Math.min(window.to, base + INNER)
    collectInner(lists, { from, to, base }, columns, allowed, top)
    from = to
  }
}

function collectInner(
  lists: readonly WeightedCursor[],
  window: Window,
  columns: PackedColumns,
  allowed: Uint32Array,
  top: TopHits,
): void {
  const bounded: Bounded[] = []
  let most = 0
  for (const { cursor, weight } of lists) {
    const { field } = cursor.list
    const last = field.unitOf(window.to - 1)
    const bound = weight * cursor.boundBetween(field.unitOf(window.from), last) * SLACK
    if (bound === 0) continue
    bounded.push({ cursor, weight, bound })
    most += bound
  }
  if (most < top.threshold || most === 0) return
  bounded.sort((a, b) => a.bound - b.bound)
  let needless = 0
  let sum = 0
  for (; needless < bounded.length; needless++) {
    const next = sum + (bounded[needless] as Bounded).bound
    if (next >= top.threshold) break
    sum = next
  }
  bits.fill(0)
  scores.fill(0)
  for (let at = needless; at < bounded.length; at++) {
    const { cursor, weight } = bounded[at] as Bounded
    sweepList(cursor, weight, window, bits, scores)
  }
  for (let word = 0; word < bits.length; word++) {
    for (
      let left = (bits[word] as number) & (allowed[(window.base >>> 5) + word] ?? 0);
      left !== 0;
      left &= left - 1
    ) {
      const place = (word << 5) + (31 - Math.clz32(left & -left))
      const passage = place + window.base
      let score = scores[place] as number
      let rest = sum
      let at = needless - 1
      for (; at >= 0 && score + rest >= top.threshold; at--) {
        const { cursor, weight, bound } = bounded[at] as Bounded
        score += weight * saturationOf(cursor, passage)
        rest -= bound
      }
      if (at < 0 && score >= top.threshold)
        top.offer(score, columns.day[columns.documentOf[passage] as number] as number, passage)
    }
  }
}

function saturationOf(cursor: PostingCursor, passage: number): number {
  const { field } = cursor.list
  const unit = field.unitOf(passage)
  const frequency = cursor.frequencyIn(unit)
  return frequency === 0 ? 0 : field.saturation(frequency, unit)
}
