// Which words are there, and what number or figures belong to each? Sorted words in front-coded blocks of sixteen.
// Useful for: exact look-up, ranges (prefixes), walks in order, a word by its place. Not for: adding words.
//
//   block   entry*                    the first entry of a block shares nothing
//   entry   varint shared bytes · varint further bytes · these bytes (UTF-8) · `figures` varints
import { ByteReader, GrowableBytes, GrowableWords } from '../growable.ts'

const ENTRIES = 16

export interface DictionaryEntry {
  readonly word: string
  /** Place in the order. */
  readonly ordinal: number
  readonly figures: readonly number[]
}

/** The two arrays of a dictionary: where each block begins, and the blocks. */
export interface DictionaryArrays {
  readonly blocks: ArrayLike<number>
  readonly bytes: Uint8Array
}

/** @param entries sorted by word in code unit order, all with the same number of figures below 2^32 */
export function encodeDictionary(
  entries: Iterable<{ readonly word: string; readonly figures: readonly number[] }>,
): { readonly blocks: Uint32Array; readonly bytes: Uint8Array } {
  const blocks = new GrowableWords()
  const bytes = new GrowableBytes()
  let before = Buffer.alloc(0)
  let ordinal = 0
  for (const { word, figures } of entries) {
    const letters = Buffer.from(word, 'utf8')
    let shared = 0
    if (ordinal % ENTRIES === 0) blocks.push(bytes.length)
    else while (shared < letters.length && letters[shared] === before[shared]) shared++
    bytes.pushVarint(shared)
    bytes.pushVarint(letters.length - shared)
    bytes.append(letters.subarray(shared))
    for (const figure of figures) bytes.pushVarint(figure)
    before = letters
    ordinal++
  }
  return { blocks: blocks.view.slice(), bytes: bytes.view.slice() }
}

export class Dictionary {
  readonly length: number
  private readonly blocks: ArrayLike<number>
  private readonly bytes: Buffer
  private readonly figures: number
  /** First words of the blocks that were looked at. */
  private readonly firstWords: string[] = []

  /** @param length number of words; @param figures how many belong to each */
  constructor({ blocks, bytes }: DictionaryArrays, length: number, figures: number) {
    this.length = length
    this.blocks = blocks
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.figures = figures
  }

  /** The first entry of a word, or null. */
  find(word: string): DictionaryEntry | null {
    const [first] = this.from(word)
    return first?.word === word ? first : null
  }

  /** The place of the first word that is not before `word`; the number of words where all are. */
  placeOf(word: string): number {
    const [first] = this.from(word)
    return first?.ordinal ?? this.length
  }

  /** @throws {RangeError} where there is no such place */
  at(ordinal: number): DictionaryEntry {
    if (ordinal < 0 || ordinal >= this.length) throw new RangeError(`no word ${ordinal}`)
    const reader = this.readerAt(Math.floor(ordinal / ENTRIES))
    let letters: Buffer = Buffer.alloc(0)
    for (let left = ordinal % ENTRIES; left > 0; left--) {
      letters = this.letters(reader, letters)
      for (let figure = 0; figure < this.figures; figure++) reader.varint()
    }
    return this.read(reader, letters, ordinal).entry
  }

  /** Entries in order from the first that is not before `word`. */
  *from(word: string): Generator<DictionaryEntry, undefined> {
    const walk = new Walk(this, Math.max(0, this.lastBlockBefore(word)) * ENTRIES)
    for (let entry = walk.next(); entry !== null; entry = walk.next()) if (entry.word >= word) yield entry
  }

  /** Entries whose word begins so. */
  *withPrefix(prefix: string): Generator<DictionaryEntry, undefined> {
    for (const entry of this.from(prefix)) {
      if (!entry.word.startsWith(prefix)) return
      yield entry
    }
  }

  /**
   * All entries in order. A caller who knows that no word with a certain beginning is wanted passes that beginning to
   * `next`, and gets the first entry after all of them.
   */
  *walk(): Generator<DictionaryEntry, undefined, string | undefined> {
    let walk = new Walk(this, 0)
    for (let entry = walk.next(); entry !== null; ) {
      const beginning = yield entry
      const nextBlock = Math.floor(entry.ordinal / ENTRIES) + 1
      if (beginning !== undefined && this.firstWord(nextBlock)?.startsWith(beginning) === true)
        walk = new Walk(this, this.lastBlockWith(beginning, nextBlock) * ENTRIES)
      entry = walk.next()
      while (beginning !== undefined && entry !== null && entry.word.startsWith(beginning))
        entry = walk.next()
    }
  }

  /** Reads an entry; `before` are the letters of the word before it in its block. */
  read(reader: ByteReader, before: Buffer, ordinal: number): { entry: DictionaryEntry; letters: Buffer } {
    const letters = this.letters(reader, before)
    const figures: number[] = []
    for (let figure = 0; figure < this.figures; figure++) figures.push(reader.varint())
    return { entry: { word: letters.toString('utf8'), ordinal, figures }, letters }
  }

  private letters(reader: ByteReader, before: Buffer): Buffer {
    const shared = reader.varint()
    const further = reader.varint()
    const letters = Buffer.allocUnsafe(shared + further)
    before.copy(letters, 0, 0, shared)
    this.bytes.copy(letters, shared, reader.at, reader.at + further)
    reader.at += further
    return letters
  }

  readerAt(block: number): ByteReader {
    return new ByteReader(this.bytes, this.blocks[block] ?? this.bytes.length)
  }

  private firstWord(block: number): string | null {
    const start = this.blocks[block]
    if (start === undefined) return null
    const known = this.firstWords[block]
    if (known !== undefined) return known
    const reader = new ByteReader(this.bytes, start)
    reader.varint()
    const length = reader.varint()
    const word = this.bytes.toString('utf8', reader.at, reader.at + length)
    this.firstWords[block] = word
    return word
  }

  /** The last block whose first word is before `word`: entries equal to it may begin there. */
  private lastBlockBefore(word: string): number {
    let low = 0
    let high = this.blocks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.firstWord(middle) ?? '') < word) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** The last block from `known` on whose first word begins so, as that of `known` does. */
  private lastBlockWith(beginning: string, known: number): number {
    let low = known
    let high = this.blocks.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.firstWord(middle)?.startsWith(beginning) === true) low = middle
      else high = middle
    }
    return low
  }
}

/** Reads entries one after the other from the beginning of a block. */
class Walk {
  private readonly dictionary: Dictionary
  private reader: ByteReader
  private ordinal: number
  private letters: Buffer = Buffer.alloc(0)

  constructor(dictionary: Dictionary, ordinal: number) {
    this.dictionary = dictionary
    this.ordinal = ordinal
    this.reader = dictionary.readerAt(ordinal / ENTRIES)
  }

  next(): DictionaryEntry | null {
    if (this.ordinal >= this.dictionary.length) return null
    const { entry, letters } = this.dictionary.read(this.reader, this.letters, this.ordinal++)
    this.letters = letters
    return entry
  }
}
