// Where does this term stand, and what is it worth there? Goes through one list from posting to posting.
//
// Scores are rounded to steps so that sums of them are exact: a passage has the same score in whatever order its terms are
// added, on every way to evaluate a query, and equal passages tie.
import { BM25 } from '../scoring.ts'
import { BLOCK } from './bit-packing.ts'
import type { PostingList } from './postings.ts'
import type { Touched } from './touched.ts'

/** Passages `from` to `to`, the end left out; `from` is a multiple of 32. Bit and score of passage p stand at `p - from`. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** A block of a list as it is read. */
export interface ReadBlock {
  readonly units: Int32Array
  /** What each posting adds to a score. */
  readonly scores: Float64Array
}

/** What a posting adds to a score is a multiple of this; sums below 4,096 are exact. */
const STEP = 2 ** -40
/** A double of this size has its last bit at `STEP`: adding it and taking it away rounds. */
const ROUNDING = 1.5 * 2 ** 52 * STEP
/** Weights above 0 are at least this, so that no posting is rounded to nothing. */
const LEAST_WEIGHT = 1e-9

/** Where frequencies are put before they become scores. */
const frequencies = new Int32Array(BLOCK)

export class PostingCursor {
  readonly list: PostingList
  /** What a posting's saturation counts: term weight × field weight × idf. */
  readonly weight: number
  /** The block that is read: its units, how many there are, and the place of the cursor. */
  readonly units: Int32Array
  count = 0
  at = 0
  private block = -1
  /** What a posting of endless frequency would add. */
  private readonly most: number
  private readonly worth: Float64Array
  /** Whether `worth` is that of the block. */
  private isScored = false

  /** @param block of its own, into which it reads */
  constructor(list: PostingList, weight: number, { units, scores }: ReadBlock) {
    this.list = list
    this.units = units
    this.worth = scores
    this.weight = weightOf(weight)
    this.most = mostOf(weight)
  }

  /** What the postings of the block that is read add to a score. Worked out when asked for: most blocks are passed for their units. */
  get scores(): Float64Array {
    if (!this.isScored) {
      this.list.decodeFrequencies(this.block, frequencies)
      this.work()
    }
    return this.worth
  }

  /** The same of one posting. */
  scoreAt(at: number): number {
    if (this.isScored) return this.worth[at] as number
    const { list, units, most } = this
    const { lengths, norms } = list.field
    const frequency = list.frequencyAt(this.block, at)
    const norm = norms[lengths[units[at] as number] as number] as number // units of a list are those of its field
    return scoreOf(most, frequency, norm)
  }

  /** Whether the term stands in a unit. */
  stands(unit: number): boolean {
    return this.seek(unit) && this.units[this.at] === unit
  }

  /**
   * Goes to the first posting whose unit is not below `unit`; false where there is none. Fast where units ascend from call
   * to call; a document that goes on in the next window is sought twice.
   */
  seek(unit: number): boolean {
    const { list } = this
    if (this.block > 0 && unit <= list.lastOf(this.block - 1)) this.block = -1
    if (this.block < 0 || unit > list.lastOf(this.block)) {
      const block = this.blockOf(unit)
      if (block >= list.blocks) return false
      this.read(block)
    }
    const { units, count } = this
    let { at } = this
    while (at > 0 && (units[at - 1] as number) >= unit) at--
    while (at < count && (units[at] as number) < unit) at++
    this.at = at
    return at < count
  }

  /** Whether the cursor stands at a posting of passages beyond the window: then none lies in it. Windows ascend. */
  isBeyond({ to }: Window): boolean {
    if (this.at >= this.count) return false
    const { runs } = this.list.field
    const unit = this.units[this.at] as number
    return (runs === null ? unit : (runs.starts[unit] as number)) >= to
  }

  /** Goes to the first posting in a window or after it; false where there is none. */
  enter({ from }: Window): boolean {
    return this.seek(this.list.field.unitOf(from))
  }

  /** Reads the next block; false at the end. */
  nextBlock(): boolean {
    const block = this.block + 1
    if (block >= this.list.blocks) return false
    this.read(block)
    return true
  }

  /**
   * Goes through the postings of the block that is read in a window, where they stand for runs of passages: documents or sections.
   * Leaves the cursor at the first posting beyond the window, at one that goes on in the next, or at the end of the block.
   * @param onRun takes the places of the run that are in the window, the end left out, and where its posting stands in the block
   */
  eachRun(
    { from, to }: Window,
    starts: Int32Array,
    onRun: (start: number, end: number, at: number) => void,
  ): void {
    const { units, count } = this
    let { at } = this
    for (; at < count; at++) {
      const unit = units[at] as number
      const first = starts[unit] as number
      if (first >= to) break
      const last = starts[unit + 1] as number
      onRun(Math.max(from, first) - from, Math.min(to, last) - from, at)
      if (last > to) break
    }
    this.at = at
  }

  /** Postings in a window, if they are spread evenly. */
  postingsIn({ from, to }: Window): number {
    const { count, field } = this.list
    return (count * (to - from)) / field.lengths.length
  }

  /**
   * Adds the scores of the postings of the block that is read in a window, where they stand for passages. Works each out as it goes: most
   * blocks are asked for once. Leaves the cursor at the first posting beyond the window, or at the end of the block.
   */
  addPassages({ from, to }: Window, touched: Touched): void {
    const { units, count, list, most, isScored, worth } = this
    const { lengths, norms } = list.field
    const { scores, places } = touched
    if (!isScored) list.decodeFrequencies(this.block, frequencies)
    let { at } = this
    let next = touched.count
    for (; at < count; at++) {
      const passage = units[at] as number
      if (passage >= to) break
      const added = isScored
        ? (worth[at] as number)
        : scoreOf(most, frequencies[at] as number, norms[lengths[passage] as number] as number)
      const place = passage - from
      const before = scores[place] as number
      if (before === 0) places[next++] = place
      scores[place] = before + added
    }
    this.at = at
    touched.count = next
  }

  /** The first block from the one that is read on that does not end before the unit. */
  private blockOf(unit: number): number {
    const { list } = this
    let low = Math.max(0, this.block)
    let step = 1
    while (low + step <= list.blocks && list.lastOf(low + step - 1) < unit) {
      low += step
      step *= 2
    }
    let high = Math.min(list.blocks, low + step)
    while (low < high) {
      const middle = (low + high) >> 1
      if (list.lastOf(middle) < unit) low = middle + 1
      else high = middle
    }
    return low
  }

  private read(block: number): void {
    const { list } = this
    this.block = block
    this.at = 0
    this.isScored = false
    if (list.isRest(block)) {
      this.count = list.decodeRest(this.units, frequencies)
      this.work()
    } else {
      this.count = BLOCK
      list.decodeUnits(block, this.units)
    }
  }

  /** Makes scores of the frequencies of the block that is read. */
  private work(): void {
    scoreAll(this.list, this.most, this.count, { units: this.units, scores: this.worth })
    this.isScored = true
  }
}

/** Reads a list of fewer postings than a block has, all at once. @returns how many there are */
export function readShort(list: PostingList, weight: number, block: ReadBlock): number {
  const count = list.decodeRest(block.units, frequencies)
  scoreAll(list, mostOf(weight), count, block)
  return count
}

/** Makes scores of `frequencies`. */
function scoreAll({ field }: PostingList, most: number, count: number, { units, scores }: ReadBlock): void {
  const { lengths, norms } = field
  for (let at = 0; at < count; at++) {
    const norm = norms[lengths[units[at] as number] as number] as number
    scores[at] = scoreOf(most, frequencies[at] as number, norm)
  }
}

function weightOf(weight: number): number {
  return weight === 0 ? 0 : Math.max(LEAST_WEIGHT, weight)
}

/** What a posting of endless frequency would add. */
function mostOf(weight: number): number {
  return weightOf(weight) * (BM25.k + 1)
}

/** BM25 of one term, rounded to a multiple of `STEP`. */
function scoreOf(most: number, frequency: number, norm: number): number {
  return (most * frequency) / (frequency + norm) + ROUNDING - ROUNDING
}
