// Which are the best passages with all of these words, without looking at those that have no chance?
//
// As in `disjunction.ts`, window by window with the bounds of blocks. Lists with few postings in the window, such as those of
// titles, are swept first; what they add is then known to each passage. The word with the fewest postings brings the
// candidates; the others are asked for these, or swept past them, and a candidate is given up as soon as what is left cannot
// lift it among the best. Whether the words of a phrase follow each other is looked up last, for what scores high enough.
import { hasBit } from './bits.ts'
import type { PackedColumns } from './columns.ts'
import { type PostingCursor, SLACK, type Window } from './cursor.ts'
import { type Bounded, Touched } from './disjunction.ts'
import { PROBE_COST } from './operators.ts'
import type { TopHits } from './top-hits.ts'

/** Words have a bit each of a signed number. */
export const MOST_WORDS = 31

export interface Conjunction {
  /** The lists of each word, 1 to 31 words; a passage must stand in one of each. Weights are above 0. */
  readonly words: readonly (readonly PostingCursor[])[]
  /** Whether the words stand in a passage as they must; null where they may stand anywhere. */
  readonly holds: ((passage: number) => boolean) | null
}

/** What a word has in a window. */
interface WindowWord {
  readonly bit: number
  /** Its lists with many postings there, the longest last. */
  readonly lists: readonly Bounded[]
  /** They add no more to a passage. */
  readonly bound: number
  readonly postings: number
}

/** Passages of a window that may hold all words. */
export class Candidates extends Touched {
  /** By place: the words that it is known to hold, a bit each; 0 where there is no candidate. */
  readonly words: Int32Array

  /** @param size of the largest window */
  constructor(size: number) {
    super(size)
    this.words = new Int32Array(size)
  }

  /** Keeps those that hold a word and score `least` or more. */
  keepWith(bit: number, least: number): void {
    const { scores, words, places, count } = this
    let kept = 0
    for (let at = 0; at < count; at++) {
      const place = places[at] as number
      if (((words[place] as number) & bit) !== 0 && (scores[place] as number) >= least) places[kept++] = place
      else {
        words[place] = 0
        scores[place] = 0
      }
    }
    this.count = kept
  }

  override clear(): void {
    this.keepWith(0, 0)
  }
}

/** Offers the passages of a window that may be among the best. */
export function collectBestOfAll(
  { words, holds }: Conjunction,
  window: Window,
  columns: PackedColumns,
  allowed: Int32Array,
  top: TopHits,
  candidates: Candidates,
): void {
  const inWindow: WindowWord[] = []
  for (const [number, lists] of words.entries()) {
    const word = wordIn(lists, 1 << number, window, candidates)
    if (word.postings === 0) {
      candidates.clear()
      return
    }
    inWindow.push(word)
  }
  const [first, ...others] = inWindow.sort((a, b) => a.postings - b.postings)
  if (first === undefined) return
  const { threshold } = top
  /** What the words from one on add at most: exactly 0 after the last. */
  const rests = [0]
  for (const { bound } of others.toReversed()) rests.unshift((rests[0] as number) + bound)
  const rest = rests[0] as number
  const most = rest + first.bound + candidates.highest * SLACK
  if (most < threshold) {
    candidates.clear()
    return
  }
  for (const [number, { cursor, bound }] of first.lists.entries()) {
    const least = threshold - (most - bound)
    const needed = number === first.lists.length - 1 ? threshold - rest : 0
    take(cursor, window, least, needed, first.bit, candidates)
  }
  candidates.keepWith(first.bit, threshold - rest)
  for (const [number, { bit, lists, postings }] of others.entries()) {
    if (candidates.count === 0) return
    if (candidates.count * lists.length * PROBE_COST < postings) ask(lists, window.from, bit, candidates)
    else for (const { cursor } of lists) raise(cursor, window, bit, candidates)
    candidates.keepWith(bit, threshold - (rests[number + 1] as number))
  }
  offer(candidates, window.from, holds, columns, allowed, top)
  candidates.clear()
}

/** Sweeps the word's lists with few postings in the window, and bounds the others. */
function wordIn(
  lists: readonly PostingCursor[],
  bit: number,
  window: Window,
  candidates: Candidates,
): WindowWord {
  const dense: Bounded[] = []
  let most = 0
  let postings = 0
  for (const cursor of lists) {
    const bound = cursor.boundIn(window)
    if (bound === 0) continue
    postings += cursor.postingsIn(window)
    if (cursor.isSparseIn(window)) take(cursor, window, 0, 0, bit, candidates)
    else {
      dense.push({ cursor, bound })
      most += bound
    }
  }
  // The longest last: what it adds decides whether a passage is worth writing down.
  dense.sort((a, b) => a.cursor.list.count - b.cursor.list.count)
  return { bit, lists: dense, bound: most, postings }
}

function offer(
  { scores, places, count }: Candidates,
  from: number,
  holds: Conjunction['holds'],
  { documentOf, day }: PackedColumns,
  allowed: Int32Array,
  top: TopHits,
): void {
  const found = places.subarray(0, count)
  // The best first, so that few are left to be looked up.
  if (holds !== null) found.sort((a, b) => (scores[b] as number) - (scores[a] as number))
  let { threshold } = top
  for (let at = 0; at < count; at++) {
    const place = found[at] as number
    const score = scores[place] as number
    const passage = from + place
    if (score < threshold || !hasBit(allowed, passage) || (holds !== null && !holds(passage))) continue
    top.offer(score, day[documentOf[passage] as number] as number, passage)
    threshold = top.threshold
  }
}

/** Adds the lists' scores to the candidates that have the word. */
function ask(
  lists: readonly Bounded[],
  from: number,
  bit: number,
  { scores, words, places, count }: Candidates,
): void {
  const ascending = places.subarray(0, count).sort()
  for (const { cursor } of lists)
    for (let at = 0; at < count; at++) {
      const place = ascending[at] as number
      const added = cursor.scoreIn(from + place)
      if (added === 0) continue
      words[place] = (words[place] as number) | bit
      scores[place] = (scores[place] as number) + added
    }
}

/** The same by sweeping a list with many postings, which is one of passages. */
function raise(cursor: PostingCursor, window: Window, bit: number, { scores, words }: Candidates): void {
  const { from, to } = window
  if (!cursor.enter(window)) return
  do {
    const { units, count } = cursor
    let { at } = cursor
    for (; at < count; at++) {
      const passage = units[at] as number
      if (passage >= to) break
      const place = passage - from
      const known = words[place] as number
      if (known === 0) continue
      words[place] = known | bit
      scores[place] = (scores[place] as number) + cursor.scoreAt(at)
    }
    cursor.at = at
  } while (cursor.at === cursor.count && cursor.nextBlock())
}

/**
 * Takes the passages of a list as candidates.
 * @param least blocks in which no posting adds so much are passed over
 * @param needed passages whose score is below this after the list are left as they were
 */
function take(
  cursor: PostingCursor,
  window: Window,
  least: number,
  needed: number,
  bit: number,
  candidates: Candidates,
): void {
  const { runs } = cursor.list.field
  if (!cursor.enter(window, least)) return
  do
    if (runs === null) takePassages(cursor, window, needed, bit, candidates)
    else takeRuns(cursor, runs.starts, window, bit, candidates)
  while (cursor.at === cursor.count && cursor.nextBlock(least))
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
function takePassages(
  cursor: PostingCursor,
  { from, to }: Window,
  needed: number,
  bit: number,
  candidates: Candidates,
): void {
  const { units, scores: added, count } = cursor
  const { scores, words, places } = candidates
  let { at } = cursor
  let next = candidates.count
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - from
    const score = (scores[place] as number) + (added[at] as number)
    if (score < needed) continue
    const known = words[place] as number
    if (known === 0) places[next++] = place
    words[place] = known | bit
    scores[place] = score
  }
  cursor.at = at
  candidates.count = next
}

/** As above, for lists of documents or sections. */
function takeRuns(
  cursor: PostingCursor,
  starts: Int32Array,
  window: Window,
  bit: number,
  candidates: Candidates,
): void {
  const { scores, words, places } = candidates
  cursor.eachRun(window, starts, (start, end, at) => {
    const added = cursor.scoreAt(at)
    for (let place = start; place < end; place++) {
      const known = words[place] as number
      if (known === 0) places[candidates.count++] = place
      words[place] = known | bit
      scores[place] = (scores[place] as number) + added
    }
  })
}
