// What does a search write into? Arrays that the next search takes again: where none are made, none need to be collected.
import { BLOCK } from './bit-packing.ts'
import type { ReadBlock } from './cursor.ts'
import { Touched } from './touched.ts'

/** Blocks that are kept from one search to the next, 1.5 kB each: a pattern takes thousands. */
const KEPT_BLOCKS = 2_048

/** Arrays of numbers that are kept. */
const KEPT_ARRAYS = 8
/** Searches whose arrays are kept: more are at once seldom. */
const KEPT_SCRATCHES = 4

/** The arrays of one search. */
export class Scratch {
  readonly scores: Float64Array
  readonly touched: Touched
  private blocks: ReadBlock[] = []
  private blocksTaken = 0
  private free: Int32Array[] = []
  private taken: Int32Array[] = []

  /** @param window its size */
  constructor(window: number) {
    this.scores = new Float64Array(window)
    this.touched = new Touched(window)
  }

  /** @param postings that are read into it at most */
  block(postings: number): ReadBlock {
    const known = this.blocks[this.blocksTaken]
    if (known === undefined && postings < BLOCK)
      return { units: new Int32Array(postings), scores: new Float64Array(postings) }
    this.blocksTaken++
    if (known !== undefined) return known
    const made = { units: new Int32Array(BLOCK), scores: new Float64Array(BLOCK) }
    this.blocks.push(made)
    return made
  }

  /** So many numbers, all 0. */
  zeros(size: number): Int32Array {
    const known = this.free.findIndex(({ length }) => length >= size)
    const [array = new Int32Array(size)] = known < 0 ? [] : this.free.splice(known, 1)
    this.taken.push(array)
    return array.subarray(0, size).fill(0)
  }

  /** The search is over: what it took may be taken again. */
  clear(): void {
    this.touched.clear()
    this.blocks.length = Math.min(this.blocks.length, KEPT_BLOCKS)
    this.blocksTaken = 0
    this.free.push(...this.taken.splice(0))
    this.free.splice(KEPT_ARRAYS)
  }
}

/** Scratches of a few searches. */
export class Scratches {
  readonly window: number
  private readonly free: Scratch[] = []

  constructor(window: number) {
    this.window = window
  }

  take(): Scratch {
    return this.free.pop() ?? new Scratch(this.window)
  }

  give(scratch: Scratch): void {
    scratch.clear()
    if (this.free.length < KEPT_SCRATCHES) this.free.push(scratch)
  }
}
