// Which passages hold this term, how often, and what is it worth there? Lists are read where they lie, block by block.
import { FIELDS, type Field } from '../../domain/query.ts'
import { ByteReader } from '../growable.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { BLOCK, unpackBlock, unpackOne, unpackSteps } from './bit-packing.ts'
import { lengthNorms, UNITS } from './layout.ts'

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
  /** The part of BM25 that depends on the length, for each length. */
  readonly norms: Float64Array

  constructor(field: Field, file: ArrayFile, runs: Runs | null) {
    this.field = field
    this.runs = runs
    this.lengths = file.unsigned(`lengths.${field}`)
    let longest = 0
    for (const length of this.lengths) if (length > longest) longest = length
    const mean = file.doubles('means')[FIELDS.indexOf(field)] ?? 0
    this.norms = lengthNorms(longest, mean)
  }

  unitOf(passage: number): number {
    return this.runs === null ? passage : (this.runs.unitOf[passage] as number)
  }
}

/** The postings of one term in one field. */
export class PostingList {
  readonly field: PostingField
  /** Units that hold the term. */
  readonly count: number
  /** Passages that hold the term in this field. */
  readonly passages: number
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
    this.whole = Math.floor(this.count / BLOCK)
    this.firstBlock = this.whole > 0 ? reader.varint() : 0
    this.blocks = Math.ceil(this.count / BLOCK)
    this.rest = reader.at
  }

  /** The last unit of a block; the block of the rest ends beyond all units. */
  lastOf(block: number): number {
    return block < this.whole ? (this.file.blockLast[this.firstBlock + block] as number) : 0x7fffffff
  }

  /** Whether a block is that of the rest. */
  isRest(block: number): boolean {
    return block >= this.whole
  }

  /** Reads the units of a block of 128. */
  decodeUnits(block: number, units: Int32Array): void {
    const { words, blockStart, blockBits } = this.file
    const number = this.firstBlock + block
    const before = block === 0 ? -1 : this.lastOf(block - 1)
    unpackSteps(words, blockStart[number] as number, (blockBits[number] as number) & 0xff, before, units)
  }

  /** Reads the frequencies of a block of 128 into an array. */
  decodeFrequencies(block: number, frequencies: Int32Array): void {
    const { words, blockBits } = this.file
    const bits = (blockBits[this.firstBlock + block] as number) >> 8
    unpackBlock(words, this.frequenciesOf(block), bits, 1, frequencies)
  }

  /** The frequency at a place of a block of 128. */
  frequencyAt(block: number, place: number): number {
    const { words, blockBits } = this.file
    const bits = (blockBits[this.firstBlock + block] as number) >> 8
    return unpackOne(words, this.frequenciesOf(block), bits, place) + 1
  }

  /** Where the frequencies of a block begin: after its steps. */
  private frequenciesOf(block: number): number {
    const { blockStart, blockBits } = this.file
    const number = this.firstBlock + block
    return (blockStart[number] as number) + 4 * ((blockBits[number] as number) & 0xff)
  }

  /** Reads the postings after the last whole block; returns how many there are. */
  decodeRest(units: Int32Array, frequencies: Int32Array): number {
    const left = this.count - this.whole * BLOCK
    const reader = new ByteReader(this.file.lists, this.rest)
    let unit = this.whole === 0 ? -1 : this.lastOf(this.whole - 1)
    for (let at = 0; at < left; at++) {
      const step = reader.varint()
      unit += (step >>> 1) + 1
      units[at] = unit
      frequencies[at] = (step & 1) === 1 ? 1 : reader.varint()
    }
    return left
  }
}

/** All lists of a file. */
export class PostingFile {
  readonly lists: Uint8Array
  readonly words: Int32Array
  readonly blockLast: Int32Array
  readonly blockStart: Int32Array
  readonly blockBits: Numbers
  private readonly terms: Int32Array
  private readonly fields: readonly PostingField[]

  constructor(file: ArrayFile, runs: Readonly<Record<'document' | 'section', Runs>>) {
    this.lists = file.bytes('lists')
    this.words = file.integers('words')
    this.blockLast = file.integers('block.last')
    this.blockStart = file.integers('block.start')
    this.blockBits = file.unsigned('block.bits')
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
