// Which texts have these operands near each other? Read from the sequences: words by their ranks, in order.
import { nearAmong } from '../../domain/near.ts'
import type { NearNode, PlacedNode } from '../../domain/query.ts'
import { FoundWords } from './found-words.ts'
import type { Mentions, NamedPlace } from './mentions.ts'
import { NearPair, type Operand } from './near-pair.ts'
import type { Phrase } from './phrase.ts'
import type { Sequences, TextTest } from './sequences.ts'
import type { PackedVocabulary } from './vocabulary.ts'

/** Units of which is kept whether they hold: no less than a window has passages. */
const KEPT = 32_768

/** What the texts of a field are read from, and the nodes of a distance as they stand there. */
export interface NearParts {
  readonly sequences: Sequences
  readonly vocabulary: PackedVocabulary
  readonly mentions: Mentions
  /** By rank: 1 for a word that a distance of the query is about. Most words of a text are passed by it. */
  readonly wanted: Uint8Array
  /** The words of quotations; null for one that stands nowhere. */
  readonly phrases: ReadonlyMap<PlacedNode, Phrase | null>
}

interface OperandPhrase {
  readonly operand: number
  readonly phrase: Phrase
}

interface OperandNames {
  readonly operand: number
  /** For each slot which entities fill it. */
  readonly slots: readonly ((entity: number) => boolean)[]
}

export class NearTexts implements TextTest {
  private readonly node: NearNode
  private readonly parts: NearParts
  private readonly found = new FoundWords()
  /** By rank: the operands that a word is one of. */
  private readonly operandsOf = new Map<number, number[]>()
  /** By rank: the quotations that may begin with a word. */
  private readonly phrasesAt = new Map<number, OperandPhrase[]>()
  /** Operands that names may be. */
  private readonly names: OperandNames[] = []
  /** Those that may be something else, too: their places are not in order. */
  private readonly mixed: readonly number[]
  /** Two operands of words, the most frequent kind of distance; null for others. */
  private readonly pair: NearPair | null
  /** By unit, modulo: twice the unit, and 1 where it holds, and 1 more; 0 where nothing is known. */
  private known: Int32Array | null = null

  constructor(node: NearNode, parts: NearParts) {
    this.node = node
    this.parts = parts
    for (const [operand, nodes] of node.operands.entries()) this.prepare(operand, nodes)
    this.pair = this.pairOf(node)
    this.mixed = this.names.flatMap(({ operand }) =>
      (node.operands[operand]?.length ?? 0) > 1 ? [operand] : [],
    )
  }

  /** What is found out of a unit is kept for the next question: a match is asked for again, whether it is a hit by itself. */
  remember(): void {
    this.known ??= new Int32Array(KEPT)
  }

  holds(unit: number): boolean {
    const slot = unit % KEPT
    const known = (this.known?.[slot] ?? 0) - 1
    if (known >> 1 === unit) return (known & 1) === 1
    const isHeld = this.pair === null ? this.placesIn(unit)[0]?.length !== 0 : this.pair.holds(unit)
    if (this.known !== null) this.known[slot] = 2 * unit + (isHeld ? 1 : 0) + 1
    return isHeld
  }

  *scan(from: number, to: number): Generator<number> {
    for (let unit = from; unit < to; unit++) if (this.holds(unit)) yield unit
  }

  /** The places that take part, by operand; none for any where the text does not hold the distance. */
  placesIn(unit: number): (readonly NamedPlace[])[] {
    const places: NamedPlace[][] = this.node.operands.map(() => [])
    if (!this.addNames(unit, places)) return places.map(() => [])
    if (this.operandsOf.size > 0 || this.phrasesAt.size > 0) this.addWords(unit, places)
    // Most texts lack one of the operands.
    if (places.some(({ length }) => length === 0)) return places.map(() => [])
    for (const operand of this.mixed) places[operand]?.sort((a, b) => a.first - b.first)
    return nearAmong(this.node, places)
  }

  private prepare(operand: number, nodes: readonly PlacedNode[]): void {
    const { vocabulary, mentions, wanted, phrases } = this.parts
    const slots = nodes.filter(node => node.type === 'slot')
    if (slots.length > 0) this.names.push({ operand, slots: slots.map(slot => mentions.entitiesOf(slot)) })
    for (const node of nodes) {
      const phrase = phrases.get(node) ?? null
      if (phrase !== null && phrase.length > 1) {
        for (const rank of phrase.words[0] ?? [])
          this.phrasesAt.set(rank, [...(this.phrasesAt.get(rank) ?? []), { operand, phrase }])
        for (const rank of phrase.ranks) wanted[rank] = 1
      } else if (phrase !== null) this.want(operand, phrase.ranks)
      else if (node.type === 'terms')
        for (const { term } of node.terms) this.want(operand, vocabulary.ranksOfTerm(term))
    }
  }

  private want(operand: number, ranks: Iterable<number>): void {
    for (const rank of ranks) {
      this.parts.wanted[rank] = 1
      const known = this.operandsOf.get(rank)
      if (known === undefined) this.operandsOf.set(rank, [operand])
      else if (!known.includes(operand)) known.push(operand)
    }
  }

  private pairOf({ within, operands }: NearNode): NearPair | null {
    const [link, ...links] = within.type === 'chain' ? within.links : []
    if (link === undefined || links.length > 0 || operands.length !== 2 || this.names.length > 0) return null
    const operandAt = (operand: number): Operand => ({
      ranks: new Set([...this.operandsOf].flatMap(([rank, of]) => (of.includes(operand) ? [rank] : []))),
      phrases: [
        ...new Set(
          [...this.phrasesAt.values()].flat().flatMap(of => (of.operand === operand ? [of.phrase] : [])),
        ),
      ],
    })
    const { sequences, vocabulary } = this.parts
    return NearPair.of([operandAt(0), operandAt(1)], link, sequences, vocabulary.ranks)
  }

  /** @returns false where an operand of nothing but names has none: the words need not be read */
  private addNames(unit: number, places: NamedPlace[][]): boolean {
    for (const { operand, slots } of this.names) {
      const own = places[operand] ?? []
      for (const isWanted of slots) own.push(...this.parts.mentions.in(unit, isWanted))
      if (own.length === 0 && slots.length === this.node.operands[operand]?.length) return false
    }
    return true
  }

  private addWords(unit: number, places: NamedPlace[][]): void {
    const { operandsOf, phrasesAt, found } = this
    this.parts.sequences.findWords(unit, this.parts.wanted, found)
    for (let number = 0; number < found.count; number++) {
      const first = found.places[number] as number
      const rank = found.ranks[number] as number
      const operands = operandsOf.get(rank)
      if (operands !== undefined)
        for (const operand of operands) places[operand]?.push({ first, last: first })
      const phrases = phrasesAt.get(rank)
      if (phrases === undefined) continue
      for (const { operand, phrase } of phrases)
        if (phrase.standsAmong(found, number))
          places[operand]?.push({ first, last: first + phrase.length - 1 })
    }
  }
}
