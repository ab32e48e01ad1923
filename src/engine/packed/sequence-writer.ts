// Which words stand in a text, one after the other? Sequences of word numbers, kept on disk until ranks are known.
//
//   text      (varint rank)*      ranks count from 1, the most frequent word first; 0 stands between texts of one field
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs'
import { GrowableBytes, GrowableWords } from '../growable.ts'
import { readWhole, writeWhole } from '../whole-io.ts'
import { type ByteChunks, type NumericArray, narrowest } from './array-file.ts'
import { assertFits, BOUNDARY } from './layout.ts'

/** Words that wait in memory before they are written. */
const BATCH = 1 << 18
/** Bytes that are gathered before they are put aside. */
const CHUNK = 1 << 20

/** The word sequences of one field, a unit after the other. */
export class SequenceWriter {
  private readonly path: string
  private file: number | null = null
  private readonly waiting = new GrowableWords()
  private readonly lengths = new GrowableWords()

  /** @param path a file of its own, made when it is needed */
  constructor(path: string) {
    this.path = path
  }

  /** @param texts numbers of the words of each text of the next unit */
  add(texts: readonly (readonly number[])[]): void {
    const before = this.waiting.length
    for (const [number, text] of texts.entries()) {
      if (number > 0) this.waiting.push(BOUNDARY)
      for (const word of text) this.waiting.push(word + 1)
    }
    this.lengths.push(this.waiting.length - before)
    if (this.waiting.length > BATCH) this.spill()
  }

  /** @param ranks of each word, from 1 */
  finish(name: string, ranks: Uint32Array): Record<string, NumericArray | ByteChunks> {
    const starts = new Uint32Array(this.lengths.length + 1)
    const chunks: Uint8Array[] = []
    let length = 0
    const bytes = new GrowableBytes(2 * CHUNK)
    const numbers = this.numbers()
    const lengths = this.lengths.view
    for (let unit = 0; unit < lengths.length; unit++) {
      for (let left = lengths[unit] ?? 0; left > 0; left--) {
        const number = numbers()
        bytes.pushVarint(number === BOUNDARY ? BOUNDARY : (ranks[number - 1] ?? 0))
      }
      starts[unit + 1] = length + bytes.length
      if (bytes.length < CHUNK) continue
      chunks.push(bytes.view.slice())
      length += bytes.length
      bytes.clear()
    }
    chunks.push(bytes.view.slice())
    assertFits(length + bytes.length, 'words')
    this.remove()
    const words = { length: length + bytes.length, chunks }
    return { [`${name}.starts`]: narrowest(starts), [`${name}.words`]: words }
  }

  /** Removes what was written to disk. */
  remove(): void {
    const { file } = this
    this.file = null
    if (file === null) return
    closeSync(file)
    rmSync(this.path, { force: true })
  }

  private spill(): void {
    this.file ??= openSync(this.path, 'wx+')
    const { view } = this.waiting
    writeWhole(this.file, new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    this.waiting.clear()
  }

  /** A function that gives the numbers in order. */
  private numbers(): () => number {
    if (this.file !== null) this.spill()
    const { file } = this
    let window = this.waiting.view
    let at = 0
    let position = 0
    const size = file === null ? 0 : fstatSync(file).size
    return () => {
      if (at === window.length && file !== null && position < size) {
        const bytes = new Uint8Array(Math.min(BATCH * 4, size - position))
        if (readWhole(file, bytes, position) < bytes.length)
          throw new Error(`${this.path} was cut off while the index was written. Build again.`)
        position += bytes.length
        window = new Uint32Array(bytes.buffer)
        at = 0
      }
      return window[at++] ?? 0
    }
  }
}
