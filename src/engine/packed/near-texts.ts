// Which texts have these operands near each other? Read from the sequences: words by their ranks, in order.
import { placesNear } from '../../domain/near.ts'
import type { NearNode, PlacedNode, SlotNode, WordedNode } from '../../domain/query.ts'
import { BOUNDARY } from './layout.ts'
import type { Mentions, NamedPlace } from './mentions.ts'
import type { Phrase, Sequences, TextTest } from './sequences.ts'
import type { PackedVocabulary } from './vocabulary.ts'

/** Words between two texts of a unit: more than any distance. */
const APART = 1_000_000

/** What the texts of a field are read from, and the nodes of a distance as they stand there. */
export interface NearParts {
  readonly sequences: Sequences
  readonly vocabulary: PackedVocabulary
  readonly mentions: Mentions
  /** By the place of a term: 1 where a node of the query stands for it. Most words of a text are passed by it. */
  readonly wanted: Uint8Array
  /** The words of quotations; null for one that stands nowhere. */
  readonly phrases: ReadonlyMap<PlacedNode, Phrase | null>
}

/** The words of a unit: read when they are asked for, as names need none. */
interface ReadWords {
  readonly ranks: Int32Array
  readonly terms: Int32Array
}

export class NearTexts implements TextTest {
  private readonly node: NearNode
  private readonly parts: NearParts
  /** For each node of terms the places of those that it stands for. */
  private readonly terms = new Map<PlacedNode, ReadonlySet<number>>()
  private readonly entities = new Map<PlacedNode, (entity: number) => boolean>()

  constructor(node: NearNode, parts: NearParts) {
    this.node = node
    this.parts = parts
    const { vocabulary, mentions, wanted } = parts
    for (const placed of node.operands.flat()) {
      if (placed.type === 'slot') this.entities.set(placed, mentions.entitiesOf(placed))
      if (placed.type !== 'terms') continue
      const places = placed.terms.flatMap(({ term }) => vocabulary.termPlace(term) ?? [])
      for (const place of places) wanted[place] = 1
      this.terms.set(placed, new Set(places))
    }
  }

  holds(unit: number): boolean {
    const [first = []] = this.placesIn(unit)
    return first.length > 0
  }

  *scan(from: number, to: number): Generator<number> {
    for (let unit = from; unit < to; unit++) if (this.holds(unit)) yield unit
  }

  /** The places that take part, by operand. */
  placesIn(unit: number): NamedPlace[][] {
    const { sequences, vocabulary } = this.parts
    let read: ReadWords | undefined
    const words = (): ReadWords => {
      if (read !== undefined) return read
      const ranks = sequences.ranks(unit)
      read = { ranks, terms: vocabulary.termsOfRanks(ranks) }
      return read
    }
    return placesNear<NamedPlace>(this.node, placed =>
      placed.type === 'slot' ? this.names(placed, unit) : this.words(placed, words()),
    )
  }

  private names(slot: SlotNode, unit: number): NamedPlace[] {
    const isWanted = this.entities.get(slot)
    return isWanted === undefined ? [] : this.parts.mentions.in(unit, isWanted)
  }

  private words(node: WordedNode, { ranks, terms }: ReadWords): NamedPlace[] {
    const places: NamedPlace[] = []
    const own = this.terms.get(node)
    const { wanted } = this.parts
    const phrase = this.parts.phrases.get(node) ?? null
    /** Boundaries before the word, each as long as a distance can never be. */
    let apart = 0
    for (let at = 0; at < ranks.length; at++) {
      if (ranks[at] === BOUNDARY) apart += APART
      else if (own !== undefined) {
        const term = terms[at] as number
        if (wanted[term] === 1 && own.has(term)) places.push({ first: at + apart, last: at + apart })
      } else if (phrase?.standsAt(ranks, at) === true)
        places.push({ first: at + apart, last: at + apart + phrase.length - 1 })
    }
    return places
  }
}
