// How large is the corpus, and what is in it?
import type { Bundle } from '../bundle/open-bundle.ts'
import { ENTITY_TYPES, type EntityType } from '../domain/document.ts'
import { type OfferedFacet, offeredFacets } from './offered-facets.ts'
import { perBundle } from './per-bundle.ts'

export interface Stats {
  readonly documents: number
  /** All of them, those of boilerplate too. */
  readonly passages: number
  /** Those that are searched only where asked for. */
  readonly boilerplate: number
  readonly words: number
  readonly entities: Readonly<Record<EntityType, number>>
  readonly mentions: number
  /** Dates of the oldest and the newest dated document. */
  readonly oldest: string | null
  readonly newest: string | null
  readonly undated: number
  /** Metadata keys that can be facets, with the number of documents that have them. */
  readonly metadata: Readonly<Record<string, number>>
  /** Facets that a page does well to offer, in this order, with the number of their values; types of entity aside. */
  readonly facets: readonly OfferedFacet[]
  readonly engine: string
  /** Names the served bundle's exact content. */
  readonly version: string
}

export const stats = perBundle((bundle: Bundle): Stats => {
  const { manifest, records, engine, version } = bundle
  const { counts } = manifest
  const dates = records.documents.flatMap(document => document.date ?? []).sort()
  const ofType = (type: EntityType): number =>
    records.entities.filter(entity => entity.type === type && entity.passages > 0).length
  return {
    documents: counts.documents,
    passages: counts.passages,
    boilerplate: counts.boilerplate,
    words: records.documents.reduce((sum, document) => sum + document.words, 0),
    entities: Object.fromEntries(ENTITY_TYPES.map(type => [type, ofType(type)])) as Record<
      EntityType,
      number
    >,
    mentions: counts.mentions,
    oldest: dates[0] ?? null,
    newest: dates.at(-1) ?? null,
    undated: counts.documents - dates.length,
    metadata: Object.fromEntries(records.metadataKeys),
    facets: offeredFacets(bundle),
    engine: engine.name,
    version,
  }
})
