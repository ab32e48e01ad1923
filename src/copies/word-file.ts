// Where are the words of passages kept while a corpus is read? In a file, so that memory does not grow with the corpus.
import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readWhole, writeWhole } from '../engine/whole-io.ts'

/** Words that are written at once. */
const BUFFERED = 1 << 16
const BYTES = Uint32Array.BYTES_PER_ELEMENT

export class WordFile {
  private readonly path: string
  /** Null until the buffer is full for the first time: few words need no file. */
  private file: number | null = null
  private readonly buffer = new Uint32Array(BUFFERED)
  private buffered = 0
  /** Words in the file. */
  private written = 0

  constructor(folder: string) {
    this.path = join(folder, 'lede-copies.words')
  }

  /** @returns where they begin, in words */
  append(words: Uint32Array): number {
    const at = this.written + this.buffered
    for (let from = 0; from < words.length; ) {
      const part = words.subarray(from, from + BUFFERED - this.buffered)
      this.buffer.set(part, this.buffered)
      this.buffered += part.length
      from += part.length
      if (this.buffered === BUFFERED) this.flush()
    }
    return at
  }

  /** A view; valid until the next call. */
  read(at: number, count: number): Uint32Array {
    if (at >= this.written) return this.buffer.subarray(at - this.written, at - this.written + count)
    const file = at + count > this.written ? this.flush() : this.file
    const words = new Uint32Array(count)
    if (file !== null) readWhole(file, Buffer.from(words.buffer), at * BYTES)
    return words
  }

  /** May be called more than once. */
  close(): void {
    if (this.file === null) return
    closeSync(this.file)
    this.file = null
    rmSync(this.path, { force: true })
  }

  private flush(): number {
    this.file ??= openSync(this.path, 'w+')
    writeWhole(this.file, Buffer.from(this.buffer.buffer, 0, this.buffered * BYTES))
    this.written += this.buffered
    this.buffered = 0
    return this.file
  }
}
