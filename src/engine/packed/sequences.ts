// Do these words follow each other in this text? The texts as sequences of word ranks, searched as they lie.
import type { WordedField } from '../../domain/query.ts'
import { GrowableBytes } from '../growable.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { BOUNDARY } from './layout.ts'

/** What a unit's texts must have in order. */
export interface TextTest {
  holds(unit: number): boolean
  /** The units of a range that hold it, ascending; every text is looked at. */
  scan(from: number, to: number): Iterable<number>
}

/** Words between two texts of a unit: more than any distance. */
const APART = 1_000_000

/** Words of a unit that are wanted, in order. */
export class FoundWords {
  count = 0
  /** Place of each among the words of the unit; texts of a unit lie far apart. */
  places = new Int32Array(256)
  ranks = new Int32Array(256)

  /** @param most words that may be added */
  clear(most: number): void {
    this.count = 0
    if (this.places.length >= most) return
    this.places = new Int32Array(2 * most)
    this.ranks = new Int32Array(2 * most)
  }

  add(place: number, rank: number): void {
    this.places[this.count] = place
    this.ranks[this.count++] = rank
  }
}

/** The texts of one field, a unit after the other; 0 stands between texts of a unit. */
export class Sequences {
  private readonly starts: Numbers
  private readonly bytes: Buffer
  /** The same bytes in fours. */
  private readonly quads: Int32Array
  private passing = new Int32Array(1024)

  constructor(file: ArrayFile, field: WordedField) {
    this.starts = file.unsigned(`${field}.starts`)
    const bytes = file.bytes(`${field}.words`)
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.quads = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
  }

  /** The ranks of a unit's words in order, 0 between its texts. */
  ranks(unit: number): Int32Array {
    const from = this.starts[unit] ?? 0
    const end = this.starts[unit + 1] ?? 0
    return this.read(from, end, new Int32Array(end - from))
  }

  /** The same, until the next ones are read. */
  passingRanks(unit: number): Int32Array {
    const from = this.starts[unit] ?? 0
    const end = this.starts[unit + 1] ?? 0
    if (this.passing.length < end - from) this.passing = new Int32Array(2 * (end - from))
    return this.read(from, end, this.passing)
  }

  /** Finds the wanted words of a unit. @param wanted by rank: 1 for a word that is wanted */
  findWords(unit: number, wanted: Uint8Array, found: FoundWords): void {
    const { bytes } = this
    const end = this.starts[unit + 1] ?? 0
    const from = this.starts[unit] ?? 0
    found.clear(end - from)
    let place = 0
    for (let at = from; at < end; place++) {
      let byte = bytes[at++] as number
      let rank = byte & 0x7f
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[at++] as number
        rank |= (byte & 0x7f) << shift
      }
      if (rank === BOUNDARY) place += APART
      else if (wanted[rank] === 1) found.add(place, rank)
    }
  }

  private read(from: number, end: number, ranks: Int32Array): Int32Array {
    const { bytes } = this
    let count = 0
    for (let at = from; at < end; ) {
      let byte = bytes[at++] as number
      let rank = byte & 0x7f
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[at++] as number
        rank |= (byte & 0x7f) << shift
      }
      ranks[count++] = rank
    }
    return ranks.subarray(0, count)
  }

  has(phrase: Phrase): TextTest {
    return {
      holds: unit => this.contains(unit, phrase),
      scan: (from, to) => this.scan(from, to, phrase),
    }
  }

  contains(unit: number, phrase: Phrase): boolean {
    const from = this.starts[unit] ?? 0
    const end = this.starts[unit + 1] ?? 0
    const { pattern, anchor } = phrase
    if (pattern === null) return phrase.standsIn(this.passingRanks(unit))
    let at = this.find(pattern[anchor] as number, from + anchor, end)
    while (at < end) {
      if (this.startsAt(pattern, at - anchor, from, end)) return true
      at = this.find(pattern[anchor] as number, at + 1, end)
    }
    return false
  }

  /** Whether the pattern stands at a byte, and a word begins there. */
  private startsAt(pattern: Uint8Array, at: number, from: number, end: number): boolean {
    const { bytes } = this
    if (at + pattern.length > end || (at > from && (bytes[at - 1] as number) > 0x7f)) return false
    for (let offset = 0; offset < pattern.length; offset++)
      if (bytes[at + offset] !== pattern[offset]) return false
    return true
  }

  /** The next place of a byte, or `end`. Four bytes at a time: Warren, "Hacker's Delight" (2012), section 6-1. */
  private find(byte: number, from: number, end: number): number {
    const { bytes, quads } = this
    const fourfold = Math.imul(byte, 0x01010101)
    let at = from
    for (; at < end && (at & 3) !== 0; at++) if (bytes[at] === byte) return at
    for (let quad = at >> 2; at + 4 <= end; at += 4) {
      const differing = (quads[quad++] as number) ^ fourfold
      if (((differing - 0x01010101) & ~differing & 0x80808080) !== 0) break
    }
    for (; at < end; at++) if (bytes[at] === byte) return at
    return end
  }

  /** The units of a range that hold the phrase, ascending; every text is searched. */
  *scan(from: number, to: number, phrase: Phrase): Generator<number> {
    const { pattern } = phrase
    if (pattern === null) {
      for (let unit = from; unit < to; unit++) if (this.contains(unit, phrase)) yield unit
      return
    }
    const end = this.starts[to] ?? 0
    let unit = from
    let at = this.bytes.indexOf(pattern, this.starts[from] ?? 0)
    while (at >= 0 && at < end) {
      while ((this.starts[unit + 1] ?? 0) <= at) unit++
      if (this.contains(unit, phrase)) yield unit++
      at = this.bytes.indexOf(pattern, Math.max(at + 1, this.starts[unit] ?? 0))
    }
  }
}

/**
 * Words that follow each other; each may have several ranks, one for each language that stems it in its own way. Null stands for any one
 * word.
 */
export class Phrase {
  /** Its bytes, where every word has one rank; else null. */
  readonly pattern: Uint8Array | null
  /** The byte of the pattern that is sought first: the last of its rarest word. */
  readonly anchor: number
  /** The rank of its first word, or 0 where that has several. */
  private readonly first: number
  private readonly words: readonly (ReadonlySet<number> | null)[]

  /** @param words the ranks of each word: one or more words, one or more ranks each; the first and the last have some */
  constructor(words: readonly (readonly number[] | null)[]) {
    this.words = words.map(ranks => (ranks === null ? null : new Set(ranks)))
    const [first, ...others] = words[0] ?? []
    this.first = first === undefined || others.length > 0 ? BOUNDARY : first
    const bytes = new GrowableBytes(64)
    let rarest = 0
    let anchor = 0
    for (const [rank = 0] of words.filter(ranks => ranks !== null)) {
      bytes.pushVarint(rank)
      if (rank < rarest) continue
      rarest = rank
      anchor = bytes.length - 1
    }
    this.anchor = anchor
    this.pattern = words.every(ranks => ranks?.length === 1) ? bytes.view.slice() : null
  }

  get length(): number {
    return this.words.length
  }

  /** The ranks of all its words. */
  get ranks(): number[] {
    return this.words.flatMap(ranks => (ranks === null ? [] : [...ranks]))
  }

  /** Whether its words are those of which one was found; all of its ranks are among those sought. */
  standsAmong(found: FoundWords, number: number): boolean {
    const { places, ranks, count } = found
    const first = places[number] as number
    let at = number
    for (let offset = 0; offset < this.words.length; offset++) {
      const word = this.words[offset]
      if (word === null || word === undefined) continue
      while (at < count && (places[at] as number) < first + offset) at++
      if (at === count || places[at] !== first + offset || !word.has(ranks[at] as number)) return false
    }
    return true
  }

  standsIn(ranks: Int32Array): boolean {
    const last = ranks.length - this.length
    for (let at = 0; at <= last; at++) if (this.standsAt(ranks, at)) return true
    return false
  }

  /** Whether its words are those from a place on. */
  standsAt(ranks: Int32Array, at: number): boolean {
    const { words, first } = this
    // Most words of a text are passed here.
    if (first !== BOUNDARY && ranks[at] !== first) return false
    for (let offset = 0; offset < words.length; offset++) {
      const rank = ranks[at + offset] ?? BOUNDARY
      if (rank === BOUNDARY || words[offset]?.has(rank) === false) return false
    }
    return true
  }
}
