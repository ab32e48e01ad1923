// Which of many vectors are closest to this one? Vectors of one byte a number, each with its scale, one after the other.
// They are compared one by one, so that none is missed; for up to some hundred thousand that takes milliseconds.
import type { Deadline } from '../domain/deadline.ts'
import { BundleError } from '../domain/errors.ts'
import { ArrayFile, encodeArrays } from '../engine/packed/array-file.ts'

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

export function shrink(vector: Float32Array): SmallVector {
  const greatest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const scale = Math.fround(greatest / 127)
  const row = Int8Array.from(vector, value => (scale === 0 ? 0 : Math.round(value / scale)))
  return { scale, row }
}

/** Gathers the vectors of passages in order, and gives the bytes of their file. */
export class VectorWriter {
  private readonly dimensions: number
  private readonly rows: Uint8Array[] = []
  private readonly scales: number[] = []

  constructor(dimensions: number) {
    this.dimensions = dimensions
  }

  add({ scale, row }: SmallVector): void {
    if (row.length !== this.dimensions) throw new RangeError(`a vector has ${row.length} numbers`)
    this.rows.push(new Uint8Array(row.buffer, row.byteOffset, row.length))
    this.scales.push(scale)
  }

  finish(): Uint8Array[] {
    const rows = { length: this.rows.length * this.dimensions, chunks: this.rows }
    return encodeArrays({ scales: Float64Array.from(this.scales), rows })
  }
}

/** Rows that are compared before others may have their turn. */
const AT_A_TIME = 4_096

/** The vectors of a bundle's passages, by index. */
export class Vectors {
  readonly size: number
  readonly dimensions: number
  private readonly scales: Float64Array
  private readonly rows: Int8Array

  /** @param data the whole file, on an eight-byte boundary of its buffer @throws {BundleError} `damaged` */
  constructor(data: Uint8Array, path: string, dimensions: number) {
    const file = new ArrayFile(data, path)
    this.scales = file.doubles('scales')
    const bytes = file.bytes('rows')
    this.rows = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    this.size = this.scales.length
    this.dimensions = dimensions
    if (this.rows.length !== this.size * dimensions)
      throw new BundleError(
        'damaged',
        `${path} is damaged: its vectors have not ${dimensions} numbers each. Build the bundle again: lede build`,
      )
  }

  /** The cosine of each vector with this one. */
  async cosines(query: Float32Array, deadline: Deadline): Promise<Float32Array> {
    const found = new Float32Array(this.size)
    for (let from = 0; from < this.size; from += AT_A_TIME) {
      await deadline.share()
      compare(this.rows, this.scales, query, found, from, Math.min(this.size, from + AT_A_TIME))
    }
    return found
  }
}

/** Four sums at a time: one would wait for the addition before. */
function compare(
  rows: Int8Array,
  scales: Float64Array,
  query: Float32Array,
  found: Float32Array,
  from: number,
  to: number,
): void {
  const dimensions = query.length
  const whole = dimensions - (dimensions % 4)
  for (let index = from; index < to; index++) {
    const start = index * dimensions
    let [a, b, c, d] = [0, 0, 0, 0]
    let at = 0
    for (; at < whole; at += 4) {
      const place = start + at
      a += (query[at] as number) * (rows[place] as number)
      b += (query[at + 1] as number) * (rows[place + 1] as number)
      c += (query[at + 2] as number) * (rows[place + 2] as number)
      d += (query[at + 3] as number) * (rows[place + 3] as number)
    }
    for (; at < dimensions; at++) a += (query[at] as number) * (rows[start + at] as number)
    found[index] = (a + b + c + d) * (scales[index] as number)
  }
}
