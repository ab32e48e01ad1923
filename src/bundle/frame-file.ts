// Many records in one compressed file, any of them at hand: JSON Lines in frames of about 32 KiB that are compressed one by one.
//
//   file     frame* · index           `zstd -dc FILE` gives the lines: the index is a frame that decompressors skip
//   frame    Zstandard, of whole lines, with a checksum
//   index    u32 0x184D2A50 · u32 length · arrays (docs/reference/bundle-format.md) · u32 length of the arrays · "LEDE"
//   arrays   `first`: number of the first record of each frame, and of all records; `start`: its first byte, and their end
import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs'
import { constants, type ZstdOptions, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { rememberWithin } from '../domain/byte-cache.ts'
import { BundleError } from '../domain/errors.ts'
import { ArrayFile, encodeArrays, type NumericArray } from '../engine/packed/array-file.ts'
import { readWhole, writeWhole } from '../engine/whole-io.ts'

const FRAME_BYTES = 32 * 1024
const SKIPPABLE = 0x184d2a50
const MARK = 'LEDE'
const TRAILER_BYTES = 8
/** Of Zstandard: for what is kept, and for what is soon read again. */
const LEVELS = { small: 6, fast: 1 } as const
/** Bytes of decompressed frames that are kept: those read last. */
const KEPT_BYTES = 16 * 1024 * 1024

/** Compresses records one after the other. */
export class FrameEncoder {
  private readonly write: (chunk: Uint8Array) => void
  private readonly options: ZstdOptions
  readonly first: number[] = [0]
  readonly start: number[] = [0]
  private waiting: string[] = []
  private waitingLength = 0
  private records = 0
  private offset = 0

  constructor(write: (chunk: Uint8Array) => void, level: keyof typeof LEVELS = 'small') {
    this.write = write
    const { ZSTD_c_compressionLevel: compression, ZSTD_c_checksumFlag: checksum } = constants
    this.options = { params: { [compression]: LEVELS[level], [checksum]: 1 } }
  }

  /** @param json one record, without line breaks */
  add(json: string): void {
    this.waiting.push(json)
    this.waitingLength += json.length
    this.records++
    if (this.waitingLength >= FRAME_BYTES) this.flush()
  }

  /** Writes what is left, and the index with further arrays. */
  finish(more: Readonly<Record<string, NumericArray>> = {}): void {
    this.flush()
    this.write(encodeIndex(this, more))
  }

  private flush(): void {
    if (this.waiting.length === 0) return
    const frame = zstdCompressSync(`${this.waiting.join('\n')}\n`, this.options)
    this.write(frame)
    this.offset += frame.length
    this.first.push(this.records)
    this.start.push(this.offset)
    this.waiting = []
    this.waitingLength = 0
  }
}

interface Frames {
  readonly first: readonly number[]
  readonly start: readonly number[]
}

function encodeIndex({ first, start }: Frames, more: Readonly<Record<string, NumericArray>>): Buffer {
  const arrays = Buffer.concat(
    encodeArrays({ first: Uint32Array.from(first), start: Float64Array.from(start), ...more }),
  )
  const index = Buffer.alloc(8 + arrays.length + TRAILER_BYTES)
  index.writeUInt32LE(SKIPPABLE, 0)
  index.writeUInt32LE(arrays.length + TRAILER_BYTES, 4)
  arrays.copy(index, 8)
  index.writeUInt32LE(arrays.length, 8 + arrays.length)
  index.write(MARK, 12 + arrays.length, 'latin1')
  return index
}

/** Writes records into a new file; closed by `finish` or `abandon`. */
export class FrameWriter {
  private readonly encoder: FrameEncoder
  private file: number | null

  constructor(path: string, level: keyof typeof LEVELS = 'small') {
    const file = openSync(path, 'wx')
    this.file = file
    this.encoder = new FrameEncoder(chunk => writeWhole(file, chunk), level)
  }

  /** @param json one record, without line breaks */
  add(json: string): void {
    this.encoder.add(json)
  }

  finish(more: Readonly<Record<string, NumericArray>> = {}): void {
    this.encoder.finish(more)
    this.abandon()
  }

  /** Closes the file as it is. */
  abandon(): void {
    const { file } = this
    this.file = null
    if (file !== null) closeSync(file)
  }
}

/** Closes files whose readers nobody holds any more: requests may still read a bundle that another has replaced. */
const unheld = new FinalizationRegistry<number>(file => closeSync(file))

/**
 * Reads records from an open file, frame by frame as they are asked for. The file is its own from the beginning, also where it
 * cannot be read, and is closed once: by `close`, or with the last use. The number of a closed file may be another's.
 */
export class FrameFile<T> {
  readonly length: number
  readonly arrays: ArrayFile
  private file: number | null
  private readonly path: string
  private readonly first: Int32Array
  private readonly start: Float64Array
  private readonly lines: (frame: number) => readonly string[]

  /**
   * @param path for messages
   * @throws {BundleError} `damaged` where the index cannot be read; the file is closed then
   */
  constructor(file: number, path: string) {
    this.file = file
    this.path = path
    this.lines = rememberWithin(KEPT_BYTES, bytesOf, frame => this.read(frame))
    try {
      this.arrays = this.readIndex(fstatSync(file).size)
      this.first = this.arrays.integers('first')
      this.start = this.arrays.doubles('start')
    } catch (error) {
      this.close()
      throw error
    }
    this.length = this.first[this.first.length - 1] ?? 0
    unheld.register(this, file, this)
  }

  static open<T>(path: string): FrameFile<T> {
    return new FrameFile<T>(openSync(path, 'r'), path)
  }

  private readIndex(size: number): ArrayFile {
    const trailer = this.bytes(Math.max(0, size - TRAILER_BYTES), Math.min(size, TRAILER_BYTES))
    const length = trailer.length < TRAILER_BYTES ? size : trailer.readUInt32LE(0)
    if (trailer.toString('latin1', 4) !== MARK || length + TRAILER_BYTES > size)
      throw this.damaged('its index is missing')
    return new ArrayFile(this.bytes(size - TRAILER_BYTES - length, length), this.path)
  }

  /**
   * @throws {RangeError} where there is no such record
   * @throws {BundleError} `damaged` where its frame cannot be read
   */
  at(record: number): T {
    if (!(record >= 0 && record < this.length)) throw new RangeError(`${this.path} has no record ${record}`)
    const frame = this.frameOf(record)
    const line = this.lines(frame)[record - (this.first[frame] ?? 0)]
    try {
      return JSON.parse(line ?? '') as T
    } catch (error) {
      throw this.damaged(`its record ${record} is not JSON`, error)
    }
  }

  close(): void {
    const { file } = this
    this.file = null
    unheld.unregister(this)
    if (file !== null) closeSync(file)
  }

  private frameOf(record: number): number {
    let low = 0
    let high = this.first.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.first[middle] ?? 0) <= record) low = middle
      else high = middle
    }
    return low
  }

  private read(frame: number): readonly string[] {
    const from = this.start[frame] ?? 0
    const compressed = this.bytes(from, (this.start[frame + 1] ?? 0) - from)
    let text: string
    try {
      text = zstdDecompressSync(compressed).toString('utf8')
    } catch (error) {
      throw this.damaged(`its frame at byte ${from} cannot be decompressed`, error)
    }
    return text.split('\n')
  }

  private bytes(from: number, length: number): Buffer {
    if (this.file === null) throw new Error(`${this.path} is closed`)
    const bytes = Buffer.alloc(length)
    if (readWhole(this.file, bytes, from) < length) throw this.damaged('it is cut off')
    return bytes
  }

  private damaged(why: string, cause?: unknown): BundleError {
    return new BundleError('damaged', `${this.path} is damaged: ${why}. Build the bundle again: lede build`, {
      cause,
    })
  }
}

/**
 * Makes a file whole whose writer died: what follows the last whole frame is cut off, and an index is written.
 * @param keyOf bytes of a record that the index holds as `keys`
 * @returns the number of records that it has
 */
export function completeFrames(path: string, keyOf: (json: string) => Buffer): number {
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    const keys: Buffer[] = []
    const first = [0]
    const start = [0]
    for (let at = 0; ; ) {
      const end = endOfFrame(file, at, size)
      const lines = end === null ? null : linesIn(file, at, end)
      if (end === null || lines === null) break
      for (const line of lines) keys.push(keyOf(line))
      first.push(keys.length)
      start.push(end)
      at = end
    }
    ftruncateSync(file, start.at(-1) ?? 0)
    append(path, encodeIndex({ first, start }, { keys: Buffer.concat(keys) }))
    return keys.length
  } finally {
    closeSync(file)
  }
}

function append(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'a')
  try {
    writeWhole(file, bytes)
  } finally {
    closeSync(file)
  }
}

function linesIn(file: number, from: number, to: number): string[] | null {
  const compressed = Buffer.alloc(to - from)
  readWhole(file, compressed, from)
  try {
    return zstdDecompressSync(compressed).toString('utf8').split('\n').slice(0, -1)
  } catch {
    return null // its end was never written, or its checksum is wrong
  }
}

const MAGIC = 0xfd2fb528
const LONGEST_HEAD = 18
const RUN = 1
const RESERVED = 3

/** Where a frame of Zstandard that begins here ends (RFC 8878, section 3.1.1); null where none does within the file. */
function endOfFrame(file: number, from: number, size: number): number | null {
  const head = Buffer.alloc(LONGEST_HEAD)
  if (readWhole(file, head, from) < 6 || head.readUInt32LE(0) !== MAGIC) return null
  const descriptor = head[4] ?? 0
  const isSingle = (descriptor >> 5) & 1
  const sizeBytes = [isSingle, 2, 4, 8][descriptor >> 6] ?? 0
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0
  const block = Buffer.alloc(3)
  for (let at = from + 5 + (1 - isSingle) + dictionaryBytes + sizeBytes; ; ) {
    if (readWhole(file, block, at) < 3) return null
    const header = block.readUIntLE(0, 3)
    const type = (header >> 1) & 3
    if (type === RESERVED) return null
    at += 3 + (type === RUN ? 1 : header >> 3)
    if ((header & 1) === 1) {
      const end = at + ((descriptor >> 2) & 1) * 4
      return end <= size ? end : null
    }
  }
}

/** Lines are parts of one text, of which each letter may take two bytes. */
function bytesOf(lines: readonly string[]): number {
  return lines.reduce((size, { length }) => size + 2 * length + LINE_BYTES, 0)
}

const LINE_BYTES = 40
