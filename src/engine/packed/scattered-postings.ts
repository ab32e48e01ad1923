// Where do the postings of many short lists stand? A pattern has thousands of lists, most of them with a few postings: to go to each of them in
// each window takes longer than to read them. So they are read once, and lie in the order of the windows.
import { BLOCK } from './bit-packing.ts'
import { setBit } from './bits.ts'
import { type ReadBlock, readShort, type Window } from './cursor.ts'
import type { PostingList } from './postings.ts'
import type { Touched } from './touched.ts'

/** A list, and what its postings count. */
export interface WeightedList {
  readonly list: PostingList
  /** See `PostingCursor`. */
  readonly weight: number
}

/** Windows begin at multiples of so many passages. */
const STRETCH = 32

/** Whether a list is read in one go, and may be scattered: its units are passages. */
export function isShort({ list }: WeightedList): boolean {
  return list.field.runs === null && list.count < BLOCK
}

export class ScatteredPostings {
  /** By stretch of passages, where its postings begin. */
  private readonly starts: Int32Array
  /** Within a stretch in no order: scores are exact in any. */
  private readonly passages: Int32Array
  private readonly scores: Float64Array

  /** @param lists short ones; @param block to read into */
  constructor(lists: readonly WeightedList[], passages: number, block: ReadBlock) {
    const size = lists.reduce((sum, { list }) => sum + list.count, 0)
    const found = new Int32Array(size)
    const scores = new Float64Array(size)
    const starts = new Int32Array(Math.ceil(passages / STRETCH) + 1)
    let read = 0
    for (const { list, weight } of lists) {
      const count = readShort(list, weight, block)
      for (let at = 0; at < count; at++, read++) {
        const passage = block.units[at] as number
        found[read] = passage
        scores[read] = block.scores[at] as number
        const next = Math.floor(passage / STRETCH) + 1
        starts[next] = (starts[next] as number) + 1
      }
    }
    for (let at = 1; at < starts.length; at++)
      starts[at] = (starts[at] as number) + (starts[at - 1] as number)
    this.starts = starts
    this.passages = new Int32Array(size)
    this.scores = new Float64Array(size)
    const next = starts.slice()
    for (let at = 0; at < size; at++) {
      const passage = found[at] as number
      const stretch = Math.floor(passage / STRETCH)
      const place = next[stretch] as number
      next[stretch] = place + 1
      this.passages[place] = passage
      this.scores[place] = scores[at] as number
    }
  }

  /** Adds the scores of the postings in a window. */
  sweep({ from, to }: Window, touched: Touched): void {
    const end = this.starts[Math.ceil(to / STRETCH)] as number
    for (let at = this.starts[from / STRETCH] as number; at < end; at++)
      touched.add((this.passages[at] as number) - from, this.scores[at] as number)
  }

  /** Sets the bits of the postings in a window, and adds their scores by place where scores are wanted. */
  mark({ from, to }: Window, bits: Int32Array, scores: Float64Array | null): void {
    const end = this.starts[Math.ceil(to / STRETCH)] as number
    for (let at = this.starts[from / STRETCH] as number; at < end; at++) {
      const place = (this.passages[at] as number) - from
      setBit(bits, place)
      if (scores !== null) scores[place] = (scores[place] as number) + (this.scores[at] as number)
    }
  }

  /** Sets `matched[i]` to 1 where `passages[i]` has a posting, and adds the scores of its postings where scores are wanted. */
  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void {
    for (let place = 0; place < passages.length; place++) {
      const passage = passages[place] as number
      const stretch = Math.floor(passage / STRETCH)
      const end = this.starts[stretch + 1] as number
      for (let at = this.starts[stretch] as number; at < end; at++) {
        if (this.passages[at] !== passage) continue
        matched[place] = 1
        if (scores !== null) scores[place] = (scores[place] as number) + (this.scores[at] as number)
      }
    }
  }
}
