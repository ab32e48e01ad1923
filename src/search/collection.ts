// What is this collection about? For a reader who has asked nothing yet: its name, searches that find something, who is named most, what is new.
import type { Bundle } from '../bundle/open-bundle.ts'
import { type DocumentRecord, ENTITY_TYPES, type EntityRecord, type EntityType } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import { countDocuments } from './corpus-values.ts'
import { wordsOf } from './name-index.ts'
import { perBundle } from './per-bundle.ts'

export interface Collection {
  /** The source of most documents, where most have the same; else null. */
  readonly name: string | null
  /** Queries that find something. */
  readonly examples: readonly string[]
  readonly named: Readonly<Partial<Record<EntityType, readonly EntityRecord[]>>>
  readonly newest: readonly DocumentRecord[]
}

const NAMED = 5
const NEWEST = 5
const EXAMPLES = 3

export const describe = perBundle((bundle: Bundle): Collection => {
  const { records } = bundle
  const named = Object.fromEntries(
    ENTITY_TYPES.filter(type => type !== 'date').map(type => [type, mostNamed(records.entities, type)]),
  )
  const newest = records.documents
    .filter(({ passages }) => passages > 0)
    .toSorted((a, b) => compareTexts(b.date ?? '', a.date ?? '') || compareTexts(a.id, b.id))
    .slice(0, NEWEST)
  return { name: nameOf(bundle), examples: examplesOf(records.entities), named, newest }
})

/** One name that more than half of the documents give as their source. */
function nameOf(bundle: Bundle): string | null {
  const [most] = [...countDocuments(bundle, 'source')].sort((a, b) => b[1] - a[1] || compareTexts(a[0], b[0]))
  return most !== undefined && most[1] * 2 > bundle.records.documents.length ? most[0] : null
}

function mostNamed(entities: readonly EntityRecord[], type: EntityType): readonly EntityRecord[] {
  return entities
    .filter(entity => entity.type === type && entity.passages > 0)
    .sort((a, b) => b.passages - a.passages || compareTexts(a.id, b.id))
    .slice(0, NAMED)
}

/** Kinds of names that make a good first search, in this order. */
const TELLING = ['work', 'product', 'event', 'organization', 'person', 'place'] as const

/** Names of several words that most documents have, of different kinds. */
function examplesOf(entities: readonly EntityRecord[]): readonly string[] {
  const best = TELLING.flatMap(type => {
    const [first] = entities
      .filter(entity => entity.type === type && /\S\s+\S/u.test(entity.name))
      .sort((a, b) => b.documents - a.documents || b.passages - a.passages || compareTexts(a.id, b.id))
    return first === undefined || first.documents === 0 ? [] : [first.name]
  })
  // Each about something else: no two with a word in common.
  const seen = new Set<string>()
  const different = best.filter(name => {
    const words = wordsOf(name)
    const isNew = words.every(word => !seen.has(word))
    for (const word of words) seen.add(word)
    return isNew
  })
  return different.slice(0, EXAMPLES)
}
