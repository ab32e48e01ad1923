// Which of many vectors are closest to this one? Vectors of one byte a number, each with its scale, one after the other.
// They are compared one by one, so that none is missed; for up to some hundred thousand that takes milliseconds.
import type { Deadline } from '../domain/deadline.ts'
import { BundleError } from '../domain/errors.ts'
import { ArrayFile, encodeArrays } from '../engine/packed/array-file.ts'
import { type Comparison, createComparison } from './compare.ts'

/** A vector in the small form: `row[i] * scale` is its number i, within 1/254 of its greatest. */
export interface SmallVector {
  readonly scale: number
  readonly row: Int8Array
}

/** The same direction with length 1; a vector of zeros stays one. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map(value => value / length)
}

/** The mean of vectors of one length, made as long as 1. @param vectors one or more */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors)
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
  return normalise(sum)
}

export function shrink(vector: Float32Array): SmallVector {
  const greatest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const scale = Math.fround(greatest / 127)
  const row = Int8Array.from(vector, value => (scale === 0 ? 0 : Math.round(value / scale)))
  return { scale, row }
}

/** Gathers the vectors of passages in order, and gives the bytes of their file. */
export class VectorWriter {
  private readonly dimensions: number
  /** Rows in blocks, so that few pieces are written. */
  private readonly blocks: Uint8Array[] = []
  private readonly scales: number[] = []

  constructor(dimensions: number) {
    this.dimensions = dimensions
  }

  add({ scale, row }: SmallVector): void {
    if (row.length !== this.dimensions) throw new RangeError(`a vector has ${row.length} numbers`)
    const place = this.scales.length % ROWS_OF_BLOCK
    if (place === 0) this.blocks.push(new Uint8Array(ROWS_OF_BLOCK * this.dimensions))
    this.blocks.at(-1)?.set(new Uint8Array(row.buffer, row.byteOffset, row.length), place * this.dimensions)
    this.scales.push(scale)
  }

  finish(): Uint8Array[] {
    const length = this.scales.length * this.dimensions
    const last = length % (ROWS_OF_BLOCK * this.dimensions)
    const chunks = this.blocks.map((block, at) =>
      last > 0 && at === this.blocks.length - 1 ? block.subarray(0, last) : block,
    )
    return encodeArrays({ scales: Float64Array.from(this.scales), rows: { length, chunks } })
  }
}

/** Vectors that are gathered before they are written: a megabyte or two. */
const ROWS_OF_BLOCK = 2_048

/** Rows that are compared before others may have their turn: a millisecond or two. */
const AT_A_TIME = 8_192
/** Numbers that are compared in one step: rows are filled up to a multiple. */
const STEP = 16

/** The vectors of a bundle's passages, by index. */
export class Vectors {
  readonly size: number
  private readonly dimensions: number
  private readonly scales: Float64Array
  private readonly comparison: Comparison
  /** Bytes of a row in the memory, which has the query first, then the sums, then the rows. */
  private readonly stride: number

  /** @param data the whole file, on an eight-byte boundary of its buffer @throws {BundleError} `damaged` */
  constructor(data: Uint8Array, path: string, dimensions: number) {
    const file = new ArrayFile(data, path)
    const rows = file.bytes('rows')
    // Copied: a view would keep the bytes of the rows twice.
    this.scales = file.doubles('scales').slice()
    this.size = this.scales.length
    this.dimensions = dimensions
    if (rows.length !== this.size * dimensions)
      throw new BundleError(
        'damaged',
        `${path} is damaged: its vectors have not ${dimensions} numbers each. Build the bundle again: lede build`,
      )
    this.stride = Math.ceil(dimensions / STEP) * STEP
    this.comparison = createComparison(this.rowsAt + this.size * this.stride)
    const memory = new Uint8Array(this.comparison.memory.buffer)
    if (this.stride === dimensions) memory.set(rows, this.rowsAt)
    else
      for (let index = 0; index < this.size; index++)
        memory.set(
          rows.subarray(index * dimensions, (index + 1) * dimensions),
          this.rowsAt + index * this.stride,
        )
  }

  private get rowsAt(): number {
    return Math.ceil((this.stride + 4 * this.size) / STEP) * STEP
  }

  /** One of them, with length 1. */
  at(index: number): Float32Array {
    const row = new Int8Array(
      this.comparison.memory.buffer,
      this.rowsAt + index * this.stride,
      this.dimensions,
    )
    return normalise(Float32Array.from(row))
  }

  /** The cosine of each vector with this one, of length 1; within a hundredth. */
  async cosines(query: Float32Array, deadline: Deadline): Promise<Float32Array> {
    if (query.length !== this.dimensions) throw new RangeError(`a query has ${query.length} numbers`)
    const { memory, compare } = this.comparison
    const small = shrink(query)
    const found = new Float32Array(this.size)
    for (let from = 0; from < this.size; from += AT_A_TIME) {
      await deadline.share()
      const to = Math.min(this.size, from + AT_A_TIME)
      // Another search may have compared meanwhile: its query is there then.
      new Int8Array(memory.buffer).set(small.row, 0)
      compare(0, this.rowsAt + from * this.stride, this.rowsAt + to * this.stride, this.stride, this.stride)
      const sums = new Int32Array(memory.buffer, this.stride, to - from)
      for (let at = 0; at < sums.length; at++)
        found[from + at] = (sums[at] ?? 0) * (this.scales[from + at] ?? 0) * small.scale
    }
    return found
  }
}
