// Which texts have these operands near each other? Read from the sequences: words by their ranks, in order.
import { type Place, placesNear } from '../../domain/near.ts'
import type { NearNode, PlacedNode } from '../../domain/query.ts'
import { BOUNDARY } from './layout.ts'
import type { Phrase, Sequences, TextTest } from './sequences.ts'
import type { PackedVocabulary } from './vocabulary.ts'

/** Words between two texts of a unit: more than any distance. */
const APART = 1_000_000

export class NearTexts implements TextTest {
  private readonly node: NearNode
  private readonly sequences: Sequences
  private readonly vocabulary: PackedVocabulary
  /** The words of quotations; null for one that stands nowhere. */
  private readonly phrases: ReadonlyMap<PlacedNode, Phrase | null>
  /** For each other node the terms that it stands for: 1 at the places of these. */
  private readonly terms = new Map<PlacedNode, Uint8Array>()

  constructor(
    node: NearNode,
    sequences: Sequences,
    vocabulary: PackedVocabulary,
    phrases: ReadonlyMap<PlacedNode, Phrase | null>,
  ) {
    this.node = node
    this.sequences = sequences
    this.vocabulary = vocabulary
    this.phrases = phrases
    for (const placed of node.operands.flat()) {
      if (placed.type === 'phrase') continue
      const marks = new Uint8Array(vocabulary.terms)
      for (const { term } of placed.terms) {
        const place = vocabulary.termPlace(term)
        if (place !== null) marks[place] = 1
      }
      this.terms.set(placed, marks)
    }
  }

  holds(unit: number): boolean {
    const ranks = this.sequences.ranks(unit)
    const terms = this.vocabulary.termsOfRanks(ranks)
    const [first = []] = placesNear(this.node, placed => this.placesOf(placed, ranks, terms))
    return first.length > 0
  }

  *scan(from: number, to: number): Generator<number> {
    for (let unit = from; unit < to; unit++) if (this.holds(unit)) yield unit
  }

  private placesOf(node: PlacedNode, ranks: Int32Array, terms: Int32Array): Place[] {
    const places: Place[] = []
    const marks = this.terms.get(node)
    const phrase = this.phrases.get(node) ?? null
    /** Boundaries before the word, each as long as a distance can never be. */
    let apart = 0
    for (let at = 0; at < ranks.length; at++) {
      if (ranks[at] === BOUNDARY) apart += APART
      else if (marks !== undefined) {
        if (marks[terms[at] as number] === 1) places.push({ first: at + apart, last: at + apart })
      } else if (phrase?.standsAt(ranks, at) === true)
        places.push({ first: at + apart, last: at + apart + phrase.length - 1 })
    }
    return places
  }
}
