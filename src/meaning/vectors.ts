// Which of many vectors are closest to this one? Vectors of one byte a number, each with its scale, of all passages of a bundle.
// They are compared one by one, so that none is missed. Where there are very many, their signs are compared first, which are an eighth of the bytes:
// two vectors point the same way where few of their numbers have other signs (Charikar, "Similarity estimation techniques from rounding algorithms",
// STOC 2002).
//
//   memory   the query's numbers, 16 bits each · its signs · places of rows · sums · rows · their signs
import type { Deadline } from '../domain/deadline.ts'
import { BundleError } from '../domain/errors.ts'
import { ArrayFile } from '../engine/packed/array-file.ts'
import { type Comparison, createComparison } from './compare.ts'
import { normalise, type SmallVector, shrink } from './small-vector.ts'

/** Up to so many are compared one by one. Of more, signs are compared first; also where filters leave more than so many. */
const EXACT_UP_TO = 200_000

/** Rows that are compared before others may have their turn: a millisecond or two. */
const AT_A_TIME = 8_192
/** Vectors from which a middle is taken. */
const SAMPLE = 4_096
/** Numbers that are compared in one step: rows are filled up to a multiple. */
const STEP = 16
/** Signs that are, in bytes. */
const SIGNS_STEP = 8

export class Vectors {
  readonly size: number
  readonly exactUpTo: number
  private readonly dimensions: number
  private readonly scales: Float64Array
  private readonly comparison: Comparison
  private readonly layout: Layout
  private ofAll: Float32Array | null = null

  /**
   * @param data the whole file, on an eight-byte boundary of its buffer
   * @param exactUpTo of more of them there are signs, too
   * @throws {BundleError} `damaged`
   */
  constructor(data: Uint8Array, path: string, dimensions: number, exactUpTo: number = EXACT_UP_TO) {
    const file = new ArrayFile(data, path)
    const rows = file.bytes('rows')
    // Copied: a view would keep the bytes of the rows twice.
    this.scales = file.doubles('scales').slice()
    this.size = this.scales.length
    this.dimensions = dimensions
    this.exactUpTo = exactUpTo
    if (rows.length !== this.size * dimensions)
      throw new BundleError(
        'damaged',
        `${path} is damaged: its vectors have not ${dimensions} numbers each. Build the bundle again: lede build`,
      )
    this.layout = layoutOf(this.size, dimensions, this.size > exactUpTo)
    this.comparison = createComparison(this.layout.end)
    const { stride, rowsAt } = this.layout
    const memory = new Uint8Array(this.comparison.memory.buffer)
    if (stride === dimensions) memory.set(rows, rowsAt)
    else
      for (let index = 0; index < this.size; index++)
        memory.set(rows.subarray(index * dimensions, (index + 1) * dimensions), rowsAt + index * stride)
    const { signsAt, signsLength } = this.layout
    if (this.size > exactUpTo)
      this.comparison.signs(rowsAt, rowsAt + this.size * stride, stride, signsAt, signsLength)
  }

  /** One of them, with length 1. */
  at(index: number): Float32Array {
    return normalise(Float32Array.from(this.row(index)))
  }

  /** The cosine of each vector with this one, of length 1; within a hundredth. */
  cosines(query: Float32Array, deadline: Deadline): Promise<Float32Array> {
    return this.compareEach(query, this.size, at => at, deadline)
  }

  /** The same of some of them. */
  cosinesOf(query: Float32Array, indexes: Uint32Array, deadline: Deadline): Promise<Float32Array> {
    return this.compareEach(query, indexes.length, at => indexes[at] ?? 0, deadline)
  }

  /** The same of one, at once. */
  cosineOf(query: SmallVector, index: number): number {
    const row = this.row(index)
    let sum = 0
    for (let at = 0; at < row.length; at++) sum += (row[at] ?? 0) * (query.row[at] ?? 0)
    return Math.fround(sum * (this.scales[index] ?? 0) * query.scale)
  }

  /** The mean of them, or of some, by a sample of them at even distances: the cosine with it is their mean cosine, but for a few thousandths. */
  middleOf(indexes?: Uint32Array): Float32Array {
    const size = indexes?.length ?? this.size
    const count = Math.min(size, SAMPLE)
    const sum = new Float32Array(this.dimensions)
    for (let number = 0; number < count; number++) {
      const at = Math.floor((number * size) / count)
      const index = indexes?.[at] ?? at
      const [row, scale] = [this.row(index), (this.scales[index] ?? 0) / count]
      for (let place = 0; place < row.length; place++)
        sum[place] = (sum[place] ?? 0) + (row[place] ?? 0) * scale
    }
    return sum
  }

  /** Of all; made once. */
  get middle(): Float32Array {
    this.ofAll ??= this.middleOf()
    return this.ofAll
  }

  /** A vector as it is compared with these. */
  small(query: Float32Array): SmallVector {
    if (query.length !== this.dimensions) throw new RangeError(`a query has ${query.length} numbers`)
    return shrink(query)
  }

  /**
   * How many numbers of each vector have another sign than this one's.
   * @throws {RangeError} where there are so few that all are compared
   */
  async differences(query: Float32Array, deadline: Deadline): Promise<Uint16Array> {
    if (this.size <= this.exactUpTo) throw new RangeError('there are no signs')
    const { querySignsAt, sumsAt, signsAt, signsLength } = this.layout
    const { memory, differ } = this.comparison
    const own = signsOf(this.small(query).row, signsLength)
    const found = new Uint16Array(this.size)
    for (let from = 0; from < this.size; from += AT_A_TIME) {
      await deadline.share()
      const to = Math.min(this.size, from + AT_A_TIME)
      // Another search may have compared meanwhile: its query is there then.
      new Uint8Array(memory.buffer, querySignsAt, signsLength).set(own)
      differ(querySignsAt, signsAt + from * signsLength, signsAt + to * signsLength, signsLength, sumsAt)
      found.set(new Uint16Array(memory.buffer, sumsAt, to - from), from)
    }
    return found
  }

  private async compareEach(
    query: Float32Array,
    count: number,
    indexAt: (at: number) => number,
    deadline: Deadline,
  ): Promise<Float32Array> {
    const { listAt, sumsAt, rowsAt, stride } = this.layout
    const { memory, compare } = this.comparison
    const small = this.small(query)
    const found = new Float32Array(count)
    for (let from = 0; from < count; from += AT_A_TIME) {
      await deadline.share()
      const length = Math.min(count - from, AT_A_TIME)
      // Another search may have compared meanwhile: its query and list are there then.
      new Int16Array(memory.buffer, 0, this.dimensions).set(small.row)
      const list = new Uint32Array(memory.buffer, listAt, length)
      for (let at = 0; at < length; at++) list[at] = rowsAt + indexAt(from + at) * stride
      compare(0, listAt, listAt + 4 * length, stride, sumsAt)
      const sums = new Int32Array(memory.buffer, sumsAt, length)
      for (let at = 0; at < length; at++)
        found[from + at] = (sums[at] ?? 0) * (this.scales[indexAt(from + at)] ?? 0) * small.scale
    }
    return found
  }

  private row(index: number): Int8Array {
    const { stride, rowsAt } = this.layout
    return new Int8Array(this.comparison.memory.buffer, rowsAt + index * stride, this.dimensions)
  }
}

interface Layout {
  readonly stride: number
  readonly signsLength: number
  readonly querySignsAt: number
  readonly listAt: number
  readonly sumsAt: number
  readonly rowsAt: number
  readonly signsAt: number
  readonly end: number
}

function layoutOf(size: number, dimensions: number, hasSigns: boolean): Layout {
  const stride = Math.ceil(dimensions / STEP) * STEP
  const signsLength = Math.ceil(stride / 8 / SIGNS_STEP) * SIGNS_STEP
  const querySignsAt = 2 * stride
  const listAt = querySignsAt + Math.ceil(signsLength / STEP) * STEP
  const sumsAt = listAt + 4 * AT_A_TIME
  const rowsAt = sumsAt + 4 * AT_A_TIME
  const signsAt = rowsAt + size * stride
  const end = signsAt + (hasSigns ? size * signsLength : 0)
  return { stride, signsLength, querySignsAt, listAt, sumsAt, rowsAt, signsAt, end }
}

/** A bit for each number, 1 where it is below 0. */
function signsOf(row: Int8Array, length: number): Uint8Array {
  const bits = new Uint8Array(length)
  for (const [at, number] of row.entries())
    if (number < 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7))
  return bits
}
