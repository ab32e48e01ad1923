// Which texts have these operands near each other? Read from the sequences: words by their ranks, in order.
import { placesNear } from '../../domain/near.ts'
import type { NearNode, PlacedNode, SlotNode, WordedNode } from '../../domain/query.ts'
import { BOUNDARY } from './layout.ts'
import type { Mentions, NamedPlace } from './mentions.ts'
import type { Phrase, Sequences, TextTest } from './sequences.ts'
import type { PackedVocabulary } from './vocabulary.ts'

/** Words between two texts of a unit: more than any distance. */
const APART = 1_000_000

/** Units of which is kept whether they hold: no less than a window has passages. */
const KEPT = 32_768

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

export class NearTexts implements TextTest {
  private readonly node: NearNode
  private readonly parts: NearParts
  /** For each node of terms the places of those that it stands for. */
  private readonly terms = new Map<PlacedNode, ReadonlySet<number>>()
  /** By unit, modulo: twice the unit, and 1 where it holds, and 1 more; 0 where nothing is known. */
  private known: Int32Array | null = null
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

  /** What is found out of a unit is kept for who asks next: a match is asked for again, whether it is a hit by itself. */
  remember(): void {
    this.known ??= new Int32Array(KEPT)
  }

  holds(unit: number): boolean {
    const slot = unit % KEPT
    const known = (this.known?.[slot] ?? 0) - 1
    if (known >> 1 === unit) return (known & 1) === 1
    const [first = []] = this.placesIn(unit)
    const isHeld = first.length > 0
    if (this.known !== null) this.known[slot] = 2 * unit + (isHeld ? 1 : 0) + 1
    return isHeld
  }

  *scan(from: number, to: number): Generator<number> {
    for (let unit = from; unit < to; unit++) if (this.holds(unit)) yield unit
  }

  /** The places that take part, by operand. */
  placesIn(unit: number): NamedPlace[][] {
    /** Read when words are asked for: names need none. */
    let ranks: Int32Array | undefined
    return placesNear<NamedPlace>(this.node, placed => {
      if (placed.type === 'slot') return this.names(placed, unit)
      ranks ??= this.parts.sequences.passingRanks(unit)
      return this.words(placed, ranks)
    })
  }

  private names(slot: SlotNode, unit: number): NamedPlace[] {
    const isWanted = this.entities.get(slot)
    return isWanted === undefined ? [] : this.parts.mentions.in(unit, isWanted)
  }

  private words(node: WordedNode, ranks: Int32Array): NamedPlace[] {
    const places: NamedPlace[] = []
    const own = this.terms.get(node)
    const { wanted, vocabulary } = this.parts
    const phrase = this.parts.phrases.get(node) ?? null
    /** Boundaries before the word, each as long as a distance can never be. */
    let apart = 0
    for (let at = 0; at < ranks.length; at++) {
      const rank = ranks[at] as number
      if (rank === BOUNDARY) apart += APART
      else if (own !== undefined) {
        const term = vocabulary.termOfRank(rank)
        if (wanted[term] === 1 && own.has(term)) places.push({ first: at + apart, last: at + apart })
      } else if (phrase?.standsAt(ranks, at) === true)
        places.push({ first: at + apart, last: at + apart + phrase.length - 1 })
    }
    return places
  }
}
