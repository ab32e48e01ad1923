// Was this text encoded before? Vectors on disk, each written as soon as it is made: a build that was killed goes on where it was, and a
// changed paragraph costs one encoding.
//
//   file    "LEDEVECT" · u32 length · the model as JSON · entry*
//   entry   16 bytes of the text's SHA-256 · u32 CRC-32 of the rest · f32 scale · one signed byte a number
//
// The cache lies beside the bundle, as `.NAME.vectors`. It may be deleted at any time.
import { hash } from 'node:crypto'
import { closeSync, existsSync, ftruncateSync, openSync, renameSync, rmSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { readWhole, writeWhole } from '../engine/whole-io.ts'
import type { EncoderModel } from './encoder.ts'
import type { SmallVector } from './small-vector.ts'

const MAGIC = 'LEDEVECT'
const KEY_BYTES = 16
const HEAD_BYTES = KEY_BYTES + 8
/** Bytes that are read at a time when a cache is opened. */
const CHUNK = 1024 * 1024

/** Vectors stay on disk: in memory are the names of their texts, and where each stands. */
export class VectorCache {
  private readonly model: EncoderModel
  private readonly path: string
  private readonly isKept: boolean
  private readonly header: Buffer
  private readonly entryBytes: number
  /** Number of the entry of each text. */
  private readonly places = new Map<string, number>()
  private readonly used = new Set<number>()
  private readonly file: number
  private entries = 0

  /** @param isKept false to remove it when it is closed, and to take nothing that was there */
  constructor(model: EncoderModel, path: string, isKept = true) {
    this.model = model
    this.path = path
    this.isKept = isKept
    this.header = headerOf(model)
    this.entryBytes = HEAD_BYTES + model.dimensions
    const end = isKept && existsSync(path) ? this.read() : 0
    // Opened for writing once it is known what of it is good: `a` would begin behind what was cut off.
    this.file = openSync(path, end === 0 ? 'w+' : 'a+')
    if (end === 0) writeWhole(this.file, this.header)
    else ftruncateSync(this.file, end)
  }

  /** Whether there is a vector of the text; it is then kept for the next build. */
  has(text: string): boolean {
    const place = this.places.get(textKey(text))
    if (place !== undefined) this.used.add(place)
    return place !== undefined
  }

  get(text: string): SmallVector | null {
    const place = this.places.get(textKey(text))
    if (place === undefined) return null
    const entry = this.entryAt(place)
    const row = new Int8Array(entry.buffer, entry.byteOffset + HEAD_BYTES, this.model.dimensions)
    return { scale: entry.readFloatLE(KEY_BYTES + 4), row }
  }

  add(text: string, vector: SmallVector): void {
    const key = textKey(text)
    if (this.places.has(key)) return
    writeWhole(this.file, entryOf(key, vector))
    this.used.add(this.entries)
    this.places.set(key, this.entries++)
  }

  /** After a build: forgets the vectors of texts that are no longer there. Where there is no room for that the file stays as it is. */
  keepUsed(): void {
    if (!this.isKept || this.used.size === this.entries) return
    const path = `${this.path}.new`
    try {
      const file = openSync(path, 'w')
      try {
        writeWhole(file, this.header)
        for (const place of this.places.values())
          if (this.used.has(place)) writeWhole(file, this.entryAt(place))
      } finally {
        closeSync(file)
      }
      renameSync(path, this.path)
    } catch (error) {
      // The bundle is published: a cache that holds more than is needed harms nothing.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error
    }
  }

  close(): void {
    closeSync(this.file)
    rmSync(this.isKept ? `${this.path}.new` : this.path, { force: true })
  }

  private entryAt(place: number): Buffer {
    const entry = Buffer.alloc(this.entryBytes)
    if (readWhole(this.file, entry, this.header.length + place * this.entryBytes) < entry.length)
      throw new Error(`${this.path} was cut off while it was read`)
    return entry
  }

  /** Looks through the entries that are whole. @returns where they end; 0 where the file is of another model, or none of ours */
  private read(): number {
    const file = openSync(this.path, 'r')
    try {
      const header = Buffer.alloc(this.header.length)
      if (readWhole(file, header, 0) < header.length || !header.equals(this.header)) return 0
      const size = this.entryBytes
      const chunk = Buffer.alloc(size * Math.max(1, Math.floor(CHUNK / size)))
      for (let from = header.length; ; from += chunk.length) {
        const length = readWhole(file, chunk, from)
        let at = 0
        for (; at + size <= length; at += size) {
          const rest = chunk.subarray(at + KEY_BYTES + 4, at + size)
          if (chunk.readUInt32LE(at + KEY_BYTES) !== crc32(rest)) return from + at
          this.places.set(chunk.toString('hex', at, at + KEY_BYTES), this.entries++)
        }
        if (length < chunk.length) return from + at
      }
    } finally {
      closeSync(file)
    }
  }
}

function headerOf(model: EncoderModel): Buffer {
  const name = Buffer.from(JSON.stringify(model))
  const head = Buffer.alloc(MAGIC.length + 4)
  head.write(MAGIC, 'latin1')
  head.writeUInt32LE(name.length, MAGIC.length)
  return Buffer.concat([head, name])
}

function entryOf(key: string, { scale, row }: SmallVector): Buffer {
  const entry = Buffer.alloc(HEAD_BYTES + row.length)
  entry.write(key, 'hex')
  entry.writeFloatLE(scale, KEY_BYTES + 4)
  entry.set(new Uint8Array(row.buffer, row.byteOffset, row.length), HEAD_BYTES)
  entry.writeUInt32LE(crc32(entry.subarray(KEY_BYTES + 4)), KEY_BYTES)
  return entry
}

/** Names a text. */
export function textKey(text: string): string {
  return hash('sha256', text).slice(0, 2 * KEY_BYTES)
}
