// Do two words or quotations stand near each other in this text? The rarer one is sought among its bytes, and only what stands around it is
// read. Not for: names, chains of more than two, and words of which both have many forms; `NearTexts` reads whole texts for these.
import type { Link } from '../../domain/query.ts'
import { BOUNDARY } from './layout.ts'
import { type Phrase, wordOf } from './phrase.ts'
import type { Sequences, Stretch } from './sequences.ts'

/** What stands at one place: a word of these ranks, or one of the quotations. */
export interface Operand {
  readonly ranks: ReadonlySet<number>
  /** Of two words or more. */
  readonly phrases: readonly Phrase[]
}

/** Ranks that are sought among bytes: for each all bytes of a text are passed. */
const MOST_SOUGHT = 8

export class NearPair {
  private readonly sequences: Sequences
  private readonly sought: readonly Phrase[]
  private readonly other: Operand
  /** By rank: 1 for a word of the other operand. */
  private readonly isOther: Uint8Array
  private readonly distance: number
  /** Where the other operand may stand. */
  private readonly mayFollow: boolean
  private readonly mayPrecede: boolean

  /** Null where neither operand is sought fast. @param ranks one more than the highest rank of a word */
  static of(
    operands: readonly [Operand, Operand],
    { distance, isOrdered }: Link,
    sequences: Sequences,
    ranks: number,
  ): NearPair | null {
    const sides = operands.map(soughtOf)
    const [first = null, second = null] = sides
    if (first === null && second === null) return null
    const isFirst = second === null || (first !== null && rarityOf(first) >= rarityOf(second))
    const [sought, other] = isFirst ? [first, operands[1]] : [second, operands[0]]
    return new NearPair(sequences, sought ?? [], other, ranks, {
      distance,
      mayFollow: !isOrdered || isFirst,
      mayPrecede: !isOrdered || !isFirst,
    })
  }

  private constructor(
    sequences: Sequences,
    sought: readonly Phrase[],
    other: Operand,
    ranks: number,
    { distance, mayFollow, mayPrecede }: { distance: number; mayFollow: boolean; mayPrecede: boolean },
  ) {
    this.sequences = sequences
    this.sought = sought
    this.other = other
    this.isOther = new Uint8Array(ranks)
    for (const rank of other.ranks) this.isOther[rank] = 1
    this.distance = distance
    this.mayFollow = mayFollow
    this.mayPrecede = mayPrecede
  }

  holds(unit: number): boolean {
    const bytes = this.sequences.bytesOf(unit)
    for (const phrase of this.sought)
      for (const stretch of this.sequences.stretchesOf(unit, phrase))
        if (
          (this.mayFollow && this.follows(stretch, bytes.end)) ||
          (this.mayPrecede && this.precedes(stretch, bytes.from))
        )
          return true
    return false
  }

  /** Whether the other begins at most so many words after a stretch. */
  private follows({ last }: Stretch, end: number): boolean {
    const { sequences, isOther, other } = this
    let at = sequences.wordAfter(last)
    for (let between = 0; between <= this.distance && at < end; between++) {
      const rank = sequences.rankAt(at)
      if (rank === BOUNDARY) return false
      if (isOther[rank] === 1) return true
      for (const phrase of other.phrases) if (sequences.beginsAt(phrase, at, end)) return true
      at = sequences.wordAfter(at)
    }
    return false
  }

  /** Whether the other ends at most so many words before a stretch. */
  private precedes({ first }: Stretch, from: number): boolean {
    const { sequences, isOther, other } = this
    let at = first
    for (let between = 0; between <= this.distance && at > from; between++) {
      at = sequences.wordBefore(at)
      const rank = sequences.rankAt(at)
      if (rank === BOUNDARY) return false
      if (isOther[rank] === 1) return true
      for (const phrase of other.phrases) if (sequences.endsAt(phrase, at, from)) return true
    }
    return false
  }
}

/** What is sought for an operand; null where that is too much. */
function soughtOf({ ranks, phrases }: Operand): readonly Phrase[] | null {
  if (ranks.size > MOST_SOUGHT) return null
  const sought = [...(ranks.size === 0 ? [] : [wordOf(ranks)]), ...phrases]
  return sought.reduce((sum, { anchor }) => sum + anchor.patterns.length, 0) > MOST_SOUGHT ? null : sought
}

/** The lowest rank of what is sought: the most frequent word has the lowest. */
function rarityOf(sought: readonly Phrase[]): number {
  return Math.min(...sought.map(({ anchor }) => anchor.rank))
}
