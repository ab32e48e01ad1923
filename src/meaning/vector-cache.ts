// Was this text encoded before? Vectors on disk, each written as soon as it is made: a build that was killed goes on where it was, and a
// changed paragraph costs one encoding.
//
//   file    "LEDEVECT" · u32 length · the model as JSON · entry*
//   entry   16 bytes of the text's SHA-256 · u32 CRC-32 of the rest · f32 scale · one signed byte a number
//
// The cache lies beside the bundle, as `.NAME.vectors`. It may be deleted at any time.
import { hash } from 'node:crypto'
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { writeWhole } from '../engine/whole-io.ts'
import type { EncoderModel } from './encoder.ts'
import type { SmallVector } from './vectors.ts'

const MAGIC = 'LEDEVECT'
const KEY_BYTES = 16
const HEAD_BYTES = KEY_BYTES + 8

export class VectorCache {
  private readonly model: EncoderModel
  private readonly path: string | null
  private readonly vectors = new Map<string, SmallVector>()
  private readonly used = new Set<string>()
  private file: number | null = null

  /** @param path null to keep nothing */
  constructor(model: EncoderModel, path: string | null) {
    this.model = model
    this.path = path
    if (path === null) return
    const end = existsSync(path) ? this.read(readFileSync(path)) : 0
    this.file = openSync(path, end === 0 ? 'w' : 'r+')
    ftruncateSync(this.file, end)
    closeSync(this.file)
    this.file = openSync(path, 'a')
    if (end === 0) writeWhole(this.file, this.header())
  }

  /** Whether there is a vector of the text; it is then kept for the next build. */
  has(text: string): boolean {
    const key = textKey(text)
    this.used.add(key)
    return this.vectors.has(key)
  }

  get(text: string): SmallVector | null {
    return this.vectors.get(textKey(text)) ?? null
  }

  add(text: string, vector: SmallVector): void {
    const key = textKey(text)
    if (this.vectors.has(key)) return
    this.vectors.set(key, vector)
    if (this.file !== null) writeWhole(this.file, entryOf(key, vector))
  }

  /** After a build: forgets the vectors of texts that are no longer there. Where there is no room for that the file stays as it is. */
  keepUsed(): void {
    if (this.path === null || this.used.size === this.vectors.size) return
    const path = `${this.path}.new`
    try {
      const file = openSync(path, 'w')
      try {
        writeWhole(file, this.header())
        for (const [key, vector] of this.vectors)
          if (this.used.has(key)) writeWhole(file, entryOf(key, vector))
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
    const { file } = this
    this.file = null
    if (file !== null) closeSync(file)
    if (this.path !== null) rmSync(`${this.path}.new`, { force: true })
  }

  private header(): Buffer {
    const model = Buffer.from(JSON.stringify(this.model))
    const head = Buffer.alloc(MAGIC.length + 4)
    head.write(MAGIC, 'latin1')
    head.writeUInt32LE(model.length, MAGIC.length)
    return Buffer.concat([head, model])
  }

  /** Takes the entries that are whole. @returns where they end; 0 where the file is of another model, or none of ours */
  private read(data: Buffer): number {
    const header = this.header()
    if (!data.subarray(0, header.length).equals(header)) return 0
    const { dimensions } = this.model
    const size = HEAD_BYTES + dimensions
    let at = header.length
    for (; at + size <= data.length; at += size) {
      const rest = data.subarray(at + KEY_BYTES + 4, at + size)
      if (data.readUInt32LE(at + KEY_BYTES) !== crc32(rest)) break
      const row = new Int8Array(data.buffer, data.byteOffset + at + HEAD_BYTES, dimensions)
      this.vectors.set(data.toString('hex', at, at + KEY_BYTES), { scale: rest.readFloatLE(0), row })
    }
    return at
  }
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
