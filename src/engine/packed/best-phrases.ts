// Which are the best passages with this phrase, without looking at those that have no chance?
//
// As in `disjunction.ts`, window by window with the bounds of blocks. The word with the fewest postings brings the candidates;
// the others are asked for these, and a candidate is given up as soon as what is left cannot lift it among the best. Whether the
// words follow each other is looked up last, for what scores high enough.
import type { PackedColumns } from './columns.ts'
import {
  type Bounded,
  boundIn,
  isSparse,
  postingsIn,
  SLACK,
  saturationIn,
  sweep,
  type Touched,
} from './disjunction.ts'
import { PROBE_COST, type WeightedCursor, type Window } from './operators.ts'
import type { TopHits } from './top-hits.ts'

export interface PhraseSearch {
  /** The lists of each word, one word or more; a passage must stand in one of each. Weights are above 0. */
  readonly words: readonly (readonly WeightedCursor[])[]
  /** Whether the words follow each other in a passage. */
  holds(passage: number): boolean
}

interface BoundedWord {
  readonly lists: readonly Bounded[]
  readonly bound: number
  readonly postings: number
}

/** Offers the passages of a window that may be among the best. @param other is used in between */
export function collectBestPhrases(
  phrase: PhraseSearch,
  window: Window,
  columns: PackedColumns,
  allowed: Int32Array,
  top: TopHits,
  touched: Touched,
  other: Touched,
): void {
  const bounded = phrase.words
    .map(lists => boundsIn(lists, window, other))
    .sort((a, b) => a.postings - b.postings)
  const [first, ...others] = bounded
  const most = bounded.reduce((sum, { bound }) => sum + bound, 0)
  let { threshold } = top
  if (first === undefined || most < threshold || bounded.some(({ bound }) => bound === 0)) return
  for (const { cursor, weight, bound } of first.lists) {
    const least = isSparse(cursor, window) ? 0 : (threshold - (most - bound)) / (weight * SLACK)
    sweep(cursor, weight, window, least, touched)
  }
  let rest = most - first.bound
  for (const word of others) {
    const places = touched.keep(window.from, allowed, threshold - rest)
    if (places.length === 0) return
    if (places.length * word.lists.length * PROBE_COST < word.postings)
      ask(word, places.sort(), window, touched)
    else join(word, places, window, touched, other)
    rest -= word.bound
  }
  const { scores } = touched
  const places = touched.keep(window.from, allowed, threshold)
  // The best first, so that few are left to be looked up.
  places.sort((a, b) => (scores[b] as number) - (scores[a] as number))
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    const score = scores[place] as number
    const passage = window.from + place
    if (score < threshold || !phrase.holds(passage)) continue
    top.offer(score, columns.day[columns.documentOf[passage] as number] as number, passage)
    threshold = top.threshold
  }
  touched.clear()
}

/** What the word can add in a window: lists with few postings there are swept to know it, the others have the bounds of their blocks. */
function boundsIn(lists: readonly WeightedCursor[], window: Window, other: Touched): BoundedWord {
  const found: Bounded[] = []
  let most = 0
  let postings = 0
  for (const { cursor, weight } of lists) {
    const bound = boundIn(cursor, weight, window)
    if (bound === 0) continue
    found.push({ cursor, weight, bound })
    postings += postingsIn(cursor, window)
    if (isSparse(cursor, window)) sweep(cursor, weight, window, 0, other)
    else most += bound
  }
  most += other.highest * SLACK
  other.clear()
  return { lists: found, bound: most, postings }
}

/** Adds the word's scores to places, which ascend; those without the word lose theirs. */
function ask({ lists }: BoundedWord, places: Int32Array, { from }: Window, { scores }: Touched): void {
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    let added = 0
    for (const { cursor, weight } of lists) added += weight * saturationIn(cursor, from + place)
    scores[place] = added === 0 ? 0 : (scores[place] as number) + added
  }
}

/** The same by sweeping the word's lists. */
function join(
  { lists }: BoundedWord,
  places: Int32Array,
  window: Window,
  { scores }: Touched,
  other: Touched,
): void {
  for (const { cursor, weight } of lists) sweep(cursor, weight, window, 0, other)
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    const added = other.scores[place] as number
    scores[place] = added === 0 ? 0 : (scores[place] as number) + added
  }
  other.clear()
}
