// Here are the vectors of all passages in order, give me their file. Its layout is in docs/reference/bundle-format.md.
import { encodeArrays } from '../engine/packed/array-file.ts'
import type { SmallVector } from './small-vector.ts'

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
