// Which values has a facet in this corpus? For filters that name one, for fields of queries, and to say what is like a value that is not there.
import type { Bundle } from '../bundle/open-bundle.ts'
import { isEntityType, PASSAGE_KINDS } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import type { FacetName } from '../domain/query.ts'
import { documentValues } from '../engine/facets.ts'
import { LevenshteinAutomaton } from '../engine/levenshtein.ts'
import { wordsOf } from './name-index.ts'
import { perBundle } from './per-bundle.ts'

/** Edits by which a value that is offered may differ, and how many are offered. */
const NEAR_EDITS = 2
const MOST_NEAR = 3
/** Values that are looked at for this, the most frequent. */
const MOST_COMPARED = 20_000

/** One value of a facet. */
export class CorpusValue {
  readonly id: string
  /** Documents that have it. */
  readonly documents: number
  private folded: string | null = null

  constructor(id: string, documents: number) {
    this.id = id
    this.documents = documents
  }

  /** Its folded words, ` word word `. */
  get words(): string {
    this.folded ??= spaced(this.id)
    return this.folded
  }
}

export class CorpusValues {
  private readonly bundle: Bundle
  private readonly known = new Map<FacetName, ReadonlyMap<string, CorpusValue>>()

  constructor(bundle: Bundle) {
    this.bundle = bundle
  }

  /** By id, the most frequent first. Not for types of entity: `NameIndex` has those. */
  of(facet: FacetName): ReadonlyMap<string, CorpusValue> {
    const known = this.known.get(facet)
    if (known !== undefined) return known
    const found = Array.from(countDocuments(this.bundle, facet), pair => new CorpusValue(...pair))
    found.sort((a, b) => b.documents - a.documents || compareTexts(a.id, b.id))
    const values = new Map(found.map(value => [value.id, value]))
    // Keys that no document has are endless.
    if (values.size > 0) this.known.set(facet, values)
    return values
  }

  has(facet: FacetName, id: string): boolean {
    const { records } = this.bundle
    if (isEntityType(facet)) return records.entity(id) !== null
    return facet === 'document' ? records.document(id) !== null : this.of(facet).has(id)
  }

  /** Ids of values that are spelt like a text, or have a word that is; the nearest first. */
  like(facet: FacetName, text: string): readonly string[] {
    const wanted = wordsOf(text).join(' ')
    if (wanted === '') return []
    const most = Math.min(NEAR_EDITS, Math.floor(wanted.length / 3))
    const automaton = new LevenshteinAutomaton(wanted, most)
    const near: { readonly id: string; readonly edits: number }[] = []
    for (const { id, words } of [...this.of(facet).values()].slice(0, MOST_COMPARED)) {
      const edits = editsWithin(automaton, words)
      if (edits <= most) near.push({ id, edits })
    }
    return near
      .sort((a, b) => a.edits - b.edits)
      .slice(0, MOST_NEAR)
      .map(({ id }) => id)
  }
}

export const corpusValuesOf = perBundle(bundle => new CorpusValues(bundle))

/** Documents that have each value of a facet; of kinds of passage only which there are. */
export function countDocuments({ records }: Bundle, facet: FacetName): ReadonlyMap<string, number> {
  if (facet.startsWith('meta.') && !records.metadataKeys.has(facet.slice('meta.'.length))) return new Map()
  if (facet === 'kind') return new Map(PASSAGE_KINDS.map(kind => [kind, 0]))
  const counts = new Map<string, number>()
  for (const document of records.documents)
    for (const value of facet === 'language' ? document.languages : documentValues(document, facet))
      counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Folded words between spaces. */
export function spaced(text: string): string {
  return ` ${wordsOf(text).join(' ')} `
}

/** How far a value or one of its words is from the automaton's word, at most one more than its limit. */
export function editsWithin(automaton: LevenshteinAutomaton, words: string): number {
  const whole = words.trim()
  return Math.min(...[whole, ...whole.split(' ')].map(part => automaton.measure(part)))
}
