// Do these words follow each other in this text? The texts as sequences of word ranks, searched as they lie.
import type { Link, WordedField } from '../../domain/query.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import type { FoundWords } from './found-words.ts'
import { BOUNDARY } from './layout.ts'
import type { Phrase } from './phrase.ts'

/** What a unit's texts must have in order. */
export interface TextTest {
  holds(unit: number): boolean
  /** The units of a range that hold it, ascending; every text is looked at. */
  scan(from: number, to: number): Iterable<number>
}

/** Words between two texts of a unit: more than any distance. */
const APART = 1_000_000

/** Sides of a pair of words, as bits. */
export const FIRST = 1
export const SECOND = 2

/** Two words that must stand near each other. */
export interface WordPair extends Link {
  /** By rank: of which sides a word is. */
  readonly sides: Uint8Array
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

  /** Tells of each wanted word of a run of units. @returns the number of all words */
  count(from: number, to: number, wanted: Uint8Array, onWord: (rank: number) => void): number {
    const { bytes } = this
    const end = this.starts[to] ?? 0
    let words = 0
    for (let at = this.starts[from] ?? 0; at < end; words++) {
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
      if (wanted[rank] === 1) onWord(rank)
    }
    return words
  }

  /** Whether a word of one side stands near enough to one of the other. Each is compared with the last ones before it. */
  hasPair(unit: number, { sides, distance, isOrdered }: WordPair): boolean {
    const { bytes } = this
    const end = this.starts[unit + 1] ?? 0
    const reach = distance + 1
    let [first, second] = [-APART, -APART]
    let place = 0
    for (let at = this.starts[unit] ?? 0; at < end; place++) {
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
      if (rank === BOUNDARY) place += APART
      const side = sides[rank] as number
      if (side === 0) continue
      if ((side & SECOND) !== 0 && place - first <= reach) return true
      if ((side & FIRST) !== 0) {
        if (!isOrdered && place - second <= reach) return true
        first = place
      }
      if ((side & SECOND) !== 0) second = place
    }
    return false
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
    const places = new Places(this, phrase.anchor.patterns)
    for (let at = places.next(from, end); at < end; at = places.next(at + 1, end))
      if (this.standsAround(phrase, at, from, end)) return true
    return false
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
      const isFound = this.standsAround(phrase, at, starts[unit] as number, next)
      if (isFound) yield unit
      at = places.next(isFound ? next : at + 1, end)
    }
  }

  /** Whether the phrase stands in a text whose bytes are those, with the first byte of its anchor there. */
  private standsAround(phrase: Phrase, anchor: number, from: number, end: number): boolean {
    const { bytes } = this
    let at = anchor
    for (let word = phrase.anchor.word - 1; word >= 0; word--) {
      if (at === from) return false
      at = this.wordBefore(at)
      if (!phrase.allows(word, this.rankAt(at))) return false
    }
    at = anchor
    for (let word = phrase.anchor.word + 1; word < phrase.length; word++) {
      while ((bytes[at] as number) > 0x7f) at++
      if (++at >= end || !phrase.allows(word, this.rankAt(at))) return false
    }
    return true
  }

  /** Where the word before a byte begins: each ends with its only byte below 128. */
  private wordBefore(start: number): number {
    const { bytes } = this
    let at = start - 1
    while (at > 0 && (bytes[at - 1] as number) > 0x7f) at--
    return at
  }

  private rankAt(at: number): number {
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

  private nextOf(pattern: Uint8Array, from: number, end: number): number {
    const { bytes } = this
    const last = pattern.length - 1
    for (
      let at = this.find(pattern[last] as number, from + last, end);
      at < end;
      at = this.find(pattern[last] as number, at + 1, end)
    ) {
      let start = at
      while (start > at - last && bytes[start - 1] === pattern[start - 1 - at + last]) start--
      // A longer word may end so.
      if (start === at - last && (start === 0 || (bytes[start - 1] as number) <= 0x7f)) return start
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
