// Which words must follow each other, and which of them is sought first? Useful for: quotations, also with gaps.
import { GrowableBytes } from '../growable.ts'
import type { FoundWords } from './found-words.ts'
import { BOUNDARY } from './layout.ts'

/** The word of a phrase that texts are searched for. */
interface Anchor {
  /** Its number in the phrase. */
  readonly word: number
  /** The lowest of its ranks. */
  readonly rank: number
  /** Each of its ranks as it stands in the sequences. */
  readonly patterns: readonly Uint8Array[]
}

/**
 * Words that follow each other; each may have several ranks, one for each language that stems it in its own way. Null stands for any one
 * word.
 */
export class Phrase {
  /** The ranks of each, few as a rule. */
  readonly words: readonly (readonly number[] | null)[]
  /** Its rarest word. */
  readonly anchor: Anchor

  /** @param words the ranks of each word: one or more words, one or more ranks each; the first and the last have some */
  constructor(words: readonly (readonly number[] | null)[]) {
    this.words = words
    this.anchor = anchorOf(words)
  }

  get length(): number {
    return this.words.length
  }

  /** The ranks of all its words. */
  get ranks(): number[] {
    return this.words.flatMap(ranks => ranks ?? [])
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
      if (at === count || places[at] !== first + offset || !word.includes(ranks[at] as number)) return false
    }
    return true
  }

  /** Whether a word of it may have a rank. */
  allows(word: number, rank: number): boolean {
    const ranks = this.words[word]
    return rank !== BOUNDARY && (ranks === null || ranks?.includes(rank) === true)
  }
}

/** One word of any of these ranks. */
export function wordOf(ranks: Iterable<number>): Phrase {
  return new Phrase([[...ranks]])
}

/** The most frequent word has the lowest rank. */
function anchorOf(words: readonly (readonly number[] | null)[]): Anchor {
  const ranks = words.map(each => (each === null ? 0 : Math.min(...each)))
  const word = ranks.indexOf(Math.max(...ranks))
  return { word, rank: ranks[word] ?? 0, patterns: (words[word] ?? []).map(encoded) }
}

/** A rank as it stands in the sequences. */
export function encoded(rank: number): Uint8Array {
  const bytes = new GrowableBytes(8)
  bytes.pushVarint(rank)
  return bytes.view
}
