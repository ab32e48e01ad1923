// Which words are there, and what number or figures belong to each? Sorted words in front-coded blocks of sixteen.
// Useful for: exact look-up, ranges (prefixes), walks in order, a word by its place. Not for: adding words.
//
//   block   entry*                    the first entry of a block shares nothing
//   entry   varint shared bytes · varint further bytes · these bytes (UTF-8) · `figures` varints
import { ByteReader, GrowableBytes, GrowableWords } from '../growable.ts'

const ENTRIES = 16
/** Bytes that a UTF-16 code unit takes at most. */
const UTF8 = 3
const encoder = new TextEncoder()

export interface DictionaryEntry {
  readonly word: string
  /** Place in the order. */
  readonly ordinal: number
  readonly figures: readonly number[]
}

/** Places of neighbouring words: from one to before another. */
export interface Places {
  readonly from: number
  readonly to: number
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
  let before = new Uint8Array(0)
  let letters = new Uint8Array(0)
  /** Bytes of the word before. */
  let size = 0
  let ordinal = 0
  for (const { word, figures } of entries) {
    if (letters.length < UTF8 * word.length) letters = new Uint8Array(2 * UTF8 * word.length)
    const length = encoder.encodeInto(word, letters).written
    let shared = 0
    if (ordinal % ENTRIES === 0) blocks.push(bytes.length)
    else while (shared < length && shared < size && letters[shared] === before[shared]) shared++
    bytes.pushVarint(shared)
    bytes.pushVarint(length - shared)
    bytes.append(letters.subarray(shared, length))
    for (const figure of figures) bytes.pushVarint(figure)
    const written = letters
    letters = before
    before = written
    size = length
    ordinal++
  }
  return { blocks: blocks.view.slice(), bytes: bytes.view.slice() }
}

export class Dictionary {
  readonly length: number
  private readonly blocks: ArrayLike<number>
  private readonly bytes: Buffer
  /** How many belong to each word. */
  readonly figures: number
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
    const walk = this.walkTo(word)
    return walk.isEnd || walk.word !== word ? null : walk.entry
  }

  /** The place of the first word that is not before `word`; the number of words where all are. */
  placeOf(word: string): number {
    return this.walkTo(word).ordinal
  }

  /** The word at a place. @throws {RangeError} where there is no such place */
  at(ordinal: number): DictionaryEntry {
    if (ordinal < 0 || ordinal >= this.length) throw new RangeError(`no word ${ordinal}`)
    const walk = this.walkFrom(Math.floor(ordinal / ENTRIES))
    while (walk.ordinal < ordinal) walk.next()
    return walk.entry
  }

  /** Entries in order from the first that is not before `word`. */
  *from(word: string): Generator<DictionaryEntry, undefined> {
    for (const walk = this.walkTo(word); !walk.isEnd; walk.next()) yield walk.entry
  }

  /** The places of the words that start with it. */
  placesWith(prefix: string): Places {
    // No word has this sign in it, and all that start with it come before it.
    return { from: this.placeOf(prefix), to: this.placeOf(`${prefix}\uffff`) }
  }

  /** Tells of words one by one. @param tell its bytes are valid until it returns */
  spell(
    { from, to }: Places,
    tell: (letters: Uint8Array, figures: readonly number[], place: number) => void,
  ): void {
    const walk = this.walkFrom(Math.floor(from / ENTRIES))
    while (walk.ordinal < from) walk.next()
    for (; walk.ordinal < to; walk.next()) tell(walk.spelled, walk.numbers, walk.ordinal)
  }

  /**
   * All entries in order. A caller who knows that no word with a certain beginning is wanted passes that beginning to
   * `next`, and gets the first entry after all of them.
   */
  *walk(): Generator<DictionaryEntry, undefined, string | undefined> {
    for (let walk = this.walkFrom(0); !walk.isEnd; ) {
      const beginning = yield walk.entry
      const nextBlock = Math.floor(walk.ordinal / ENTRIES) + 1
      if (beginning !== undefined && this.firstWord(nextBlock)?.startsWith(beginning) === true)
        walk = this.walkFrom(this.lastBlockWith(beginning, nextBlock))
      else walk.next()
      while (beginning !== undefined && !walk.isEnd && walk.word.startsWith(beginning)) walk.next()
    }
  }

  private walkFrom(block: number): Walk {
    return new Walk(
      this.bytes,
      this.blocks[block] ?? this.bytes.length,
      block * ENTRIES,
      this.length,
      this.figures,
    )
  }

  /** At the first word that is not before `word`, or at the end. */
  private walkTo(word: string): Walk {
    const walk = this.walkFrom(Math.max(0, this.lastBlockBefore(word)))
    while (!walk.isEnd && walk.word < word) walk.next()
    return walk
  }

  private firstWord(block: number): string | null {
    const start = this.blocks[block]
    if (start === undefined) return null
    const known = this.firstWords[block]
    if (known !== undefined) return known
    const { word } = this.walkFrom(block)
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

/** Goes from entry to entry, from the beginning of a block on; stands at one of them, or at the end. */
class Walk {
  ordinal: number
  private readonly size: number
  private readonly figures: number
  private readonly reader: ByteReader
  /** Letters of the entry, as UTF-8. */
  private letters = Buffer.allocUnsafe(64)
  private length = 0
  /** Made when it is asked for. */
  private known: string | null = null
  /** Where the entry's figures begin. */
  private figuresAt = 0

  constructor(bytes: Buffer, start: number, ordinal: number, size: number, figures: number) {
    this.reader = new ByteReader(bytes, start)
    this.ordinal = ordinal
    this.size = size
    this.figures = figures
    this.read()
  }

  get isEnd(): boolean {
    return this.ordinal >= this.size
  }

  get word(): string {
    this.known ??= this.letters.toString('utf8', 0, this.length)
    return this.known
  }

  /** The word in UTF-8; until the next one is read. */
  get spelled(): Uint8Array {
    return this.letters.subarray(0, this.length)
  }

  get numbers(): number[] {
    const { reader } = this
    const { at } = reader
    reader.at = this.figuresAt
    const numbers: number[] = []
    for (let figure = 0; figure < this.figures; figure++) numbers.push(reader.varint())
    reader.at = at
    return numbers
  }

  get entry(): DictionaryEntry {
    return { word: this.word, ordinal: this.ordinal, figures: this.numbers }
  }

  next(): void {
    this.ordinal++
    this.read()
  }

  private read(): void {
    this.known = null
    if (this.isEnd) return
    const { reader } = this
    const shared = reader.varint()
    this.length = shared + reader.varint()
    if (this.length > this.letters.length) {
      const longer = Buffer.allocUnsafe(2 * this.length)
      this.letters.copy(longer, 0, 0, shared)
      this.letters = longer
    }
    const { letters } = this
    for (let at = shared; at < this.length; at++) letters[at] = reader.byte()
    this.figuresAt = reader.at
    for (let figure = 0; figure < this.figures; figure++) reader.varint()
  }
}
