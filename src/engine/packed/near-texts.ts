// Which texts have these operands near each other? Read from the sequences: words by their ranks, in order.
import { nearAmong } from '../../domain/near.ts'
import type { Link, NearNode, PlacedNode } from '../../domain/query.ts'
import { FoundWords } from './found-words.ts'
import type { Mentions, NamedPlace } from './mentions.ts'
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
  private readonly phrases: OperandPhrase[] = []
  /** Operands that names may be. */
  private readonly names: OperandNames[] = []
  /** Those that may be something else, too: their places are not in order. */
  private readonly mixed: readonly number[]
  /** What links two operands that are words and nothing else: the most frequent kind of distance. Null for others. */
  private readonly pair: Link | null
  /** By unit, modulo: twice the unit, and 1 where it holds, and 1 more; 0 where nothing is known. */
  private known: Int32Array | null = null

  constructor(node: NearNode, parts: NearParts) {
    this.node = node
    this.parts = parts
    for (const [operand, nodes] of node.operands.entries()) this.prepare(operand, nodes)
    const [link, ...links] = node.within.type === 'chain' ? node.within.links : []
    const isOfWords = this.phrases.length === 0 && this.names.length === 0
    this.pair = link !== undefined && links.length === 0 && isOfWords ? link : null
    this.mixed = this.names.flatMap(({ operand }) =>
      (node.operands[operand]?.length ?? 0) > 1 ? [operand] : [],
    )
  }

  /** What is found out of a unit is kept for who asks next: a match is asked for again, whether it is a hit by itself. */
  remember(): void {
    this.known ??= new Int32Array(KEPT)
  }

  holds(unit: number): boolean {
    const slot = unit % KEPT
    const known = (this.known?.[slot] ?? 0) - 1
    if (known >> 1 === unit) return (known & 1) === 1
    const isHeld = this.pair === null ? this.placesIn(unit)[0]?.length !== 0 : this.hasPair(unit, this.pair)
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
    if (this.operandsOf.size > 0 || this.phrases.length > 0) this.addWords(unit, places)
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
      if (phrase !== null) {
        this.phrases.push({ operand, phrase })
        for (const rank of phrase.ranks) wanted[rank] = 1
      }
      if (node.type !== 'terms') continue
      for (const { term } of node.terms)
        for (const rank of vocabulary.ranksOfTerm(term)) {
          wanted[rank] = 1
          const known = this.operandsOf.get(rank)
          if (known === undefined) this.operandsOf.set(rank, [operand])
          else if (!known.includes(operand)) known.push(operand)
        }
    }
  }

  /** Whether a word of one operand stands near enough to one of the other. Each is compared with the last ones before it. */
  private hasPair(unit: number, { distance, isOrdered }: Link): boolean {
    const { found, operandsOf } = this
    this.parts.sequences.findWords(unit, this.parts.wanted, found)
    let [first, second] = [-Infinity, -Infinity]
    for (let number = 0; number < found.count; number++) {
      const operands = operandsOf.get(found.ranks[number] as number)
      if (operands === undefined) continue
      const place = found.places[number] as number
      const isNear = (before: number): boolean => place - before - 1 <= distance
      const [isFirst, isSecond] = [operands.includes(0), operands.includes(1)]
      if ((isSecond && isNear(first)) || (isFirst && !isOrdered && isNear(second))) return true
      if (isFirst) first = place
      if (isSecond) second = place
    }
    return false
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
    const { operandsOf, phrases, found } = this
    this.parts.sequences.findWords(unit, this.parts.wanted, found)
    for (let number = 0; number < found.count; number++) {
      const first = found.places[number] as number
      const operands = operandsOf.get(found.ranks[number] as number)
      if (operands !== undefined)
        for (const operand of operands) places[operand]?.push({ first, last: first })
      for (const { operand, phrase } of phrases)
        if (phrase.standsAmong(found, number))
          places[operand]?.push({ first, last: first + phrase.length - 1 })
    }
  }
}
