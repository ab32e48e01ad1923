// Which passages hold this term, how often, and what is it worth there? Lists are read where they lie, block by block.
import { FIELDS, type Field } from '../../domain/query.ts'
import { ByteReader } from '../growable.ts'
import { BM25 } from '../scoring.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { BLOCK, unpackBlock, unpackSteps } from './bit-packing.ts'
import { IMPACT_STEPS, lengthNorms, UNITS } from './layout.ts'

/** Frequencies and lengths below these have their part of BM25 in a table. */
const TABLED_FREQUENCIES = 16
const TABLED_LENGTHS = 256

/** How documents or sections lie over the passages. */
export interface Runs {
  /** First passage of each unit, and the number of passages at the end. */
  readonly starts: Int32Array
  /** The unit of each passage. */
  readonly unitOf: Int32Array
}

/** One field: its lengths, and how its units lie over the passages. */
export class PostingField {
  readonly field: Field
  /** Null where units are passages. */
  readonly runs: Runs | null
  /** Number of different terms of each unit. */
  readonly lengths: Numbers
  /** `tf · (k + 1) / (tf + norm)` at `tf × 256 + length`, for those that are small. */
  private readonly table = new Float64Array(TABLED_FREQUENCIES * TABLED_LENGTHS)
  private readonly norms: Float64Array

  constructor(field: Field, file: ArrayFile, runs: Runs | null) {
    this.field = field
    this.runs = runs
    this.lengths = file.unsigned(`lengths.${field}`)
    let longest = TABLED_LENGTHS - 1
    for (const length of this.lengths) if (length > longest) longest = length
    const mean = file.doubles('means')[FIELDS.indexOf(field)] ?? 0
    this.norms = lengthNorms(longest, mean)
    for (let frequency = 1; frequency < TABLED_FREQUENCIES; frequency++)
      for (let length = 0; length < TABLED_LENGTHS; length++)
        this.table[frequency * TABLED_LENGTHS + length] = this.compute(frequency, length)
  }

  unitOf(passage: number): number {
    return this.runs === null ? passage : (this.runs.unitOf[passage] as number)
  }

  /** BM25 without idf and weights of a term that stands so often in this unit. */
  saturation(frequency: number, unit: number): number {
    const length = this.lengths[unit] as number // units of a list are those of its field
    return frequency < TABLED_FREQUENCIES && length < TABLED_LENGTHS
      ? (this.table[frequency * TABLED_LENGTHS + length] as number)
      : this.compute(frequency, length)
  }

  private compute(frequency: number, length: number): number {
    return (frequency * (BM25.k + 1)) / (frequency + (this.norms[length] ?? 0))
  }
}

/** The postings of one term in one field. */
export class PostingList {
  readonly field: PostingField
  /** Units that hold the term. */
  readonly count: number
  /** Passages that hold the term in this field. */
  readonly passages: number
  /** No posting's saturation is larger. */
  readonly bound: number
  /** Blocks of 128, and the rest as one more where there is one. */
  readonly blocks: number
  private readonly file: PostingFile
  private readonly firstBlock: number
  private readonly whole: number
  private readonly rest: number

  constructor(file: PostingFile, field: PostingField, reader: ByteReader) {
    this.file = file
    this.field = field
    this.count = reader.varint()
    this.passages = UNITS[field.field] === 'passage' ? this.count : reader.varint()
    this.bound = toBound(reader.byte())
    this.whole = Math.floor(this.count / BLOCK)
    this.firstBlock = this.whole > 0 ? reader.varint() : 0
    this.blocks = Math.ceil(this.count / BLOCK)
    this.rest = reader.at
  }

  /** The last unit of a block; the block of the rest ends beyond all units. */
  lastOf(block: number): number {
    return block < this.whole ? (this.file.blockLast[this.firstBlock + block] as number) : 0x7fffffff
  }

  /** No posting's saturation in the block is larger. */
  boundOf(block: number): number {
    return block < this.whole ? toBound(this.file.blockBound[this.firstBlock + block] as number) : this.bound
  }

  /** Reads a block into the arrays, which hold 128 each; returns how many postings it has. */
  decode(block: number, units: Int32Array, frequencies: Int32Array): number {
    const before = block === 0 ? -1 : this.lastOf(block - 1)
    if (block >= this.whole) return this.decodeRest(before, units, frequencies)
    const { words, blockStart, blockBits } = this.file
    const number = this.firstBlock + block
    const bits = blockBits[number] as number
    const start = blockStart[number] as number
    unpackSteps(words, start, bits & 0xff, before, units)
    unpackBlock(words, start + 4 * (bits & 0xff), bits >> 8, 1, frequencies)
    return BLOCK
  }

  private decodeRest(before: number, units: Int32Array, frequencies: Int32Array): number {
    const left = this.count - this.whole * BLOCK
    const reader = new ByteReader(this.file.lists, this.rest)
    let unit = before
    for (let at = 0; at < left; at++) {
      const step = reader.varint()
      unit += (step >>> 1) + 1
      units[at] = unit
      frequencies[at] = (step & 1) === 1 ? 1 : reader.varint()
    }
    return left
  }
}

/** Goes through a list from posting to posting, without reading the blocks between. */
export class PostingCursor {
  readonly list: PostingList
  /** The block that is read: units, frequencies, how many there are, and the place of the cursor. */
  readonly units = new Int32Array(BLOCK)
  readonly frequencies = new Int32Array(BLOCK)
  count = 0
  at = 0
  private block = -1

  constructor(list: PostingList) {
    this.list = list
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

  /**
   * Goes to the first posting whose unit is not below `unit`, in the first block from there on whose bound is `least` or
   * more; false where there is none.
   */
  seekBound(unit: number, least: number): boolean {
    const { list } = this
    let block = this.blockOf(unit)
    while (block < list.blocks && list.boundOf(block) < least) block++
    if (block >= list.blocks) return false
    if (block !== this.block) this.read(block)
    return this.seek(unit)
  }

  /** Reads the next block whose bound is `least` or more; false at the end. */
  nextBlock(least = 0): boolean {
    const { list } = this
    let block = this.block + 1
    while (block < list.blocks && list.boundOf(block) < least) block++
    if (block >= list.blocks) return false
    this.read(block)
    return true
  }

  /** How often the term stands in the unit; 0 where it does not. */
  frequencyIn(unit: number): number {
    return this.seek(unit) && this.units[this.at] === unit ? (this.frequencies[this.at] as number) : 0
  }

  /**
   * No posting's saturation from one unit to another, both included, is larger; 0 where there are no postings. The block of
   * the rest has no last unit to look at and is read.
   */
  boundBetween(from: number, to: number): number {
    const { list } = this
    let block = this.blockOf(from)
    if (block >= list.blocks) return 0
    if (block === list.blocks - 1 || block === this.block) {
      if (!this.seek(from) || (this.units[this.at] as number) > to) return 0
      block = this.block
    }
    let bound = 0
    for (; block < list.blocks; block++) {
      bound = Math.max(bound, list.boundOf(block))
      if (list.lastOf(block) >= to) break
    }
    return bound
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
    this.block = block
    this.count = this.list.decode(block, this.units, this.frequencies)
    this.at = 0
  }
}

/** All lists of a file. */
export class PostingFile {
  readonly lists: Uint8Array
  readonly words: Int32Array
  readonly blockLast: Int32Array
  readonly blockStart: Int32Array
  readonly blockBits: Numbers
  readonly blockBound: Uint8Array
  private readonly terms: Int32Array
  private readonly fields: readonly PostingField[]

  constructor(file: ArrayFile, runs: Readonly<Record<'document' | 'section', Runs>>) {
    this.lists = file.bytes('lists')
    this.words = file.integers('words')
    this.blockLast = file.integers('block.last')
    this.blockStart = file.integers('block.start')
    this.blockBits = file.unsigned('block.bits')
    this.blockBound = file.bytes('block.bound')
    this.terms = file.integers('terms')
    this.fields = FIELDS.map(field => {
      const unit = UNITS[field]
      return new PostingField(field, file, unit === 'passage' ? null : runs[unit])
    })
  }

  /** The lists of a term, by its number, in the fields that hold it. */
  listsOf(term: number): PostingList[] {
    const reader = new ByteReader(this.lists, this.terms[term] ?? 0)
    const mask = reader.byte()
    const lists: PostingList[] = []
    for (const [number, field] of this.fields.entries()) {
      if ((mask & (1 << number)) === 0) continue
      const bytes = reader.varint()
      const end = reader.at + bytes
      lists.push(new PostingList(this, field, reader))
      reader.at = end
    }
    return lists
  }
}

function toBound(steps: number): number {
  return ((BM25.k + 1) * steps) / IMPACT_STEPS
}
