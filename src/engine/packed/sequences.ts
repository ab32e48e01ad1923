// Do these words follow each other in this text? The texts as sequences of word ranks, searched as they lie.
import type { WordedField } from '../../domain/query.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import type { FoundWords } from './found-words.ts'
import { BOUNDARY } from './layout.ts'
import { encoded, type Phrase } from './phrase.ts'

/** What a unit's texts must have in order. */
export interface TextTest {
  holds(unit: number): boolean
  /** The units of a range that hold it, ascending; every text is looked at. */
  scan(from: number, to: number): Iterable<number>
}

/** Ranks that are sought one by one among bytes rather than read with all others. */
const MOST_SOUGHT = 16

type OnFound = (rank: number, times: number) => void

/** Words between two texts of a unit: more than any distance. */
const APART = 1_000_000

/** The words from one to another, by the first byte of each in the sequences. */
export interface Stretch {
  readonly first: number
  readonly last: number
}

/** The texts of one field, a unit after the other; 0 stands between texts of a unit. */
export class Sequences {
  private readonly starts: Numbers
  readonly bytes: Buffer
  /** The same bytes in fours. */
  readonly quads: Int32Array

  constructor(file: ArrayFile, field: WordedField) {
    this.starts = file.unsigned(`${field}.starts`)
    const bytes = file.bytes(`${field}.words`)
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.quads = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
  }

  /** The ranks of a unit's words in order, 0 between its texts. */
  ranks(unit: number): Int32Array {
    const end = this.starts[unit + 1] ?? 0
    const ranks = new Int32Array(end - (this.starts[unit] ?? 0))
    let count = 0
    for (let at = this.starts[unit] ?? 0; at < end; ) {
      ranks[count++] = this.rankAt(at)
      while ((this.bytes[at] as number) > 0x7f) at++
      at++
    }
    return ranks.subarray(0, count)
  }

  /** Finds the wanted words of a unit. @param wanted by rank: 1 for a word that is wanted */
  findWords(unit: number, wanted: Uint8Array, found: FoundWords): void {
    const { bytes } = this
    const end = this.starts[unit + 1] ?? 0
    const from = this.starts[unit] ?? 0
    found.clear(end - from)
    const { places, ranks } = found
    let count = 0
    let place = 0
    for (let at = from; at < end; place++) {
      let rank = bytes[at++] as number
      // Frequent words take one byte, nearly all others two.
      if (rank > 0x7f) {
        const second = bytes[at++] as number
        rank = (rank & 0x7f) | ((second & 0x7f) << 7)
        let byte = second
        for (let shift = 14; byte > 0x7f; shift += 7) {
          byte = bytes[at++] as number
          rank |= (byte & 0x7f) << shift
        }
      }
      if (rank === BOUNDARY) place += APART
      else if (wanted[rank] === 1) {
        places[count] = place
        ranks[count++] = rank
      }
    }
    found.count = count
  }

  /**
   * Counts how often words of some ranks stand in runs of units.
   * @param ranks each once
   * @returns counts in a run and gives the number of all its words; tells of each rank that stands there, of one several times perhaps
   */
  counter(ranks: readonly number[]): (from: number, to: number, onFound: OnFound) => number {
    if (ranks.length <= MOST_SOUGHT) {
      const sought = ranks.map(rank => ({ rank, places: new Places(this, [encoded(rank)]) }))
      return (from, to, onFound) => {
        const start = this.starts[from] ?? 0
        const end = this.starts[to] ?? 0
        for (const { rank, places } of sought) {
          let times = 0
          for (let at = places.next(start, end); at < end; at = places.next(at + 1, end)) times++
          if (times > 0) onFound(rank, times)
        }
        return this.wordsAmong(start, end)
      }
    }
    const wanted = new Uint8Array(ranks.reduce((most, rank) => Math.max(most, rank), 0) + 1)
    for (const rank of ranks) wanted[rank] = 1
    return (from, to, onFound) => this.readAll(this.starts[from] ?? 0, this.starts[to] ?? 0, wanted, onFound)
  }

  /** Reads every word. @param wanted by rank: 1 for those that are told of */
  private readAll(from: number, end: number, wanted: Uint8Array, onFound: OnFound): number {
    const { bytes } = this
    let words = 0
    for (let at = from; at < end; words++) {
      let rank = bytes[at++] as number
      if (rank > 0x7f) {
        const next = bytes[at++] as number
        rank = (rank & 0x7f) | ((next & 0x7f) << 7)
        let byte = next
        for (let shift = 14; byte > 0x7f; shift += 7) {
          byte = bytes[at++] as number
          rank |= (byte & 0x7f) << shift
        }
      }
      if (wanted[rank] === 1) onFound(rank, 1)
    }
    return words
  }

  /** How many words end among bytes: each with its only byte below 128. Four bytes at a time, their highest bits added up by one product. */
  private wordsAmong(from: number, end: number): number {
    const { bytes, quads } = this
    let longer = 0
    let at = from
    for (; at < end && (at & 3) !== 0; at++) longer += (bytes[at] as number) >>> 7
    for (let quad = at >> 2; at + 4 <= end; at += 4) {
      const highest = ((quads[quad++] as number) >>> 7) & 0x01010101
      longer += Math.imul(highest, 0x01010101) >>> 24
    }
    for (; at < end; at++) longer += (bytes[at] as number) >>> 7
    return end - from - longer
  }

  has(phrase: Phrase): TextTest {
    return {
      holds: unit => this.contains(unit, phrase),
      scan: (from, to) => this.scan(from, to, phrase),
    }
  }

  contains(unit: number, phrase: Phrase): boolean {
    return !this.stretchesOf(unit, phrase).next().done
  }

  /** Where the phrase stands in the texts of a unit. */
  *stretchesOf(unit: number, phrase: Phrase): Generator<Stretch, undefined> {
    const { from, end } = this.bytesOf(unit)
    const places = new Places(this, phrase.anchor.patterns)
    for (let at = places.next(from, end); at < end; at = places.next(at + 1, end)) {
      const stretch = this.stretchAround(phrase, at, from, end)
      if (stretch !== null) yield stretch
    }
  }

  /** The bytes of a unit's texts, the end left out. */
  bytesOf(unit: number): { readonly from: number; readonly end: number } {
    return { from: this.starts[unit] ?? 0, end: this.starts[unit + 1] ?? 0 }
  }

  /** The units of a range that hold the phrase, ascending; every text is searched. */
  *scan(from: number, to: number, phrase: Phrase): Generator<number> {
    const { starts } = this
    const places = new Places(this, phrase.anchor.patterns)
    const end = starts[to] ?? 0
    let unit = from
    for (let at = places.next(starts[from] ?? 0, end); at < end; ) {
      while ((starts[unit + 1] as number) <= at) unit++
      const next = starts[unit + 1] as number
      const isFound = this.stretchAround(phrase, at, starts[unit] as number, next) !== null
      if (isFound) yield unit
      at = places.next(isFound ? next : at + 1, end)
    }
  }

  /** The phrase in a text whose bytes are those, with the first byte of its anchor there; null where it does not stand there. */
  private stretchAround(phrase: Phrase, anchor: number, from: number, end: number): Stretch | null {
    const first = this.backTo(phrase, phrase.anchor.word, anchor, from)
    const last = first < 0 ? -1 : this.onFrom(phrase, phrase.anchor.word, anchor, end)
    return last < 0 ? null : { first, last }
  }

  /** Whether the phrase begins with the word that begins there. */
  beginsAt(phrase: Phrase, at: number, end: number): boolean {
    return phrase.allows(0, this.rankAt(at)) && this.onFrom(phrase, 0, at, end) >= 0
  }

  /** Whether the phrase ends with the word that begins there. */
  endsAt(phrase: Phrase, at: number, from: number): boolean {
    const last = phrase.length - 1
    return phrase.allows(last, this.rankAt(at)) && this.backTo(phrase, last, at, from) >= 0
  }

  /** The first byte of the phrase's first word, where one of its words begins at a byte; -1 where another word stands before it. */
  private backTo(phrase: Phrase, word: number, start: number, from: number): number {
    let at = start
    for (let before = word - 1; before >= 0; before--) {
      if (at <= from) return -1
      at = this.wordBefore(at)
      if (!phrase.allows(before, this.rankAt(at))) return -1
    }
    return at
  }

  /** The same of its last word. */
  private onFrom(phrase: Phrase, word: number, start: number, end: number): number {
    let at = start
    for (let after = word + 1; after < phrase.length; after++) {
      at = this.wordAfter(at)
      if (at >= end || !phrase.allows(after, this.rankAt(at))) return -1
    }
    return at
  }

  /** Where the word after one begins that begins there. */
  wordAfter(start: number): number {
    let at = start
    while ((this.bytes[at] as number) > 0x7f) at++
    return at + 1
  }

  /** Where the word before a byte begins: each ends with its only byte below 128. */
  wordBefore(start: number): number {
    const { bytes } = this
    let at = start - 1
    while (at > 0 && (bytes[at - 1] as number) > 0x7f) at--
    return at
  }

  /** The rank of the word that begins there. */
  rankAt(at: number): number {
    const { bytes } = this
    let byte = bytes[at] as number
    let rank = byte & 0x7f
    for (let shift = 7, next = at + 1; byte > 0x7f; shift += 7) {
      byte = bytes[next++] as number
      rank |= (byte & 0x7f) << shift
    }
    return rank
  }
}

/** Where one of these words stands, from place to place. */
class Places {
  private readonly bytes: Buffer
  /** The same bytes in fours. */
  private readonly quads: Int32Array
  private readonly patterns: readonly Uint8Array[]
  /** Of each pattern the next place that is known. */
  private readonly known: number[] | null

  constructor({ bytes, quads }: Sequences, patterns: readonly Uint8Array[]) {
    this.bytes = bytes
    this.quads = quads
    this.patterns = patterns
    this.known = patterns.length === 1 ? null : patterns.map(() => -1)
  }

  /** The first place from a byte on, or `end`; asked in ascending order. */
  next(from: number, end: number): number {
    const { patterns, known } = this
    if (known === null) return this.nextOf(patterns[0] as Uint8Array, from, end)
    let first = end
    for (let number = 0; number < patterns.length; number++) {
      let at = known[number] as number
      if (at < from) {
        at = this.nextOf(patterns[number] as Uint8Array, from, end)
        known[number] = at
      }
      if (at < first) first = at
    }
    return first
  }

  /** By the first byte: the last one of a rarer word is that of a frequent word, too, which has no other. */
  private nextOf(pattern: Uint8Array, from: number, end: number): number {
    const { bytes } = this
    const first = pattern[0] as number
    for (let start = this.find(first, from, end); start < end; start = this.find(first, start + 1, end)) {
      let same = 1
      while (same < pattern.length && bytes[start + same] === pattern[same]) same++
      // A longer word may have these bytes after others.
      if (same === pattern.length && (start === 0 || (bytes[start - 1] as number) <= 0x7f)) return start
    }
    return end
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
}
