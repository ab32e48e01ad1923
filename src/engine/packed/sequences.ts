// Do these words follow each other in this text? The texts as sequences of word ranks, searched as they lie.
import type { Field } from '../../domain/query.ts'
import { ByteReader, GrowableBytes } from '../growable.ts'
import type { ArrayFile } from './array-file.ts'

/** The texts of one field, a unit after the other; 0 stands between texts of a unit. */
export class Sequences {
  private readonly starts: Uint8Array | Uint16Array | Uint32Array
  private readonly bytes: Buffer

  constructor(file: ArrayFile, field: Field) {
    this.starts = file.unsigned(`${field}.starts`)
    const bytes = file.bytes(`${field}.words`)
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** The ranks of a unit's words in order, 0 between its texts. */
  ranks(unit: number): number[] {
    const end = this.starts[unit + 1] ?? 0
    const reader = new ByteReader(this.bytes, this.starts[unit] ?? 0)
    const ranks: number[] = []
    while (reader.at < end) ranks.push(reader.varint())
    return ranks
  }

  contains(unit: number, phrase: Phrase): boolean {
    const { bytes } = this
    const from = this.starts[unit] ?? 0
    const end = this.starts[unit + 1] ?? 0
    const { pattern } = phrase
    if (pattern === null) return phrase.standsIn(this.ranks(unit))
    const last = end - pattern.length
    const first = pattern[0] as number // a pattern has a byte or more
    for (let at = from; at <= last; at++) {
      if (bytes[at] !== first || (at > from && (bytes[at - 1] as number) > 0x7f)) continue
      let same = 1
      while (same < pattern.length && bytes[at + same] === pattern[same]) same++
      if (same === pattern.length) return true
    }
    return false
  }

  /** Calls back for each unit of a range that holds the phrase, ascending; every text is searched. */
  scan(from: number, to: number, phrase: Phrase, onUnit: (unit: number) => void): void {
    const { pattern } = phrase
    if (pattern === null) {
      for (let unit = from; unit < to; unit++) if (this.contains(unit, phrase)) onUnit(unit)
      return
    }
    const end = this.starts[to] ?? 0
    let unit = from
    let at = this.bytes.indexOf(pattern, this.starts[from] ?? 0)
    while (at >= 0 && at < end) {
      while ((this.starts[unit + 1] ?? 0) <= at) unit++
      if (this.contains(unit, phrase)) {
        onUnit(unit)
        unit++
      }
      at = this.bytes.indexOf(pattern, Math.max(at + 1, this.starts[unit] ?? 0))
      if (unit >= to) return
    }
  }
}

/** Words that follow each other; each may have several ranks, one for each language that stems it in its own way. */
export class Phrase {
  /** Its bytes, where every word has one rank; else null. */
  readonly pattern: Uint8Array | null
  private readonly words: readonly ReadonlySet<number>[]

  /** @param words the ranks of each word: one or more words, one or more ranks each */
  constructor(words: readonly (readonly number[])[]) {
    this.words = words.map(ranks => new Set(ranks))
    if (words.every(ranks => ranks.length === 1)) {
      const bytes = new GrowableBytes(64)
      for (const [rank = 0] of words) bytes.pushVarint(rank)
      this.pattern = bytes.view.slice()
    } else this.pattern = null
  }

  standsIn(ranks: readonly number[]): boolean {
    const { words } = this
    for (let at = 0; at + words.length <= ranks.length; at++)
      if (words.every((word, offset) => word.has(ranks[at + offset] ?? 0))) return true
    return false
  }
}
