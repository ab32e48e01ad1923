// Who and what is named in the corpus, and what is known of one of them?
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { ENTITY_TYPES, type EntityRecord, type EntityType } from '../domain/document.ts'
import { NotFoundError } from '../domain/errors.ts'
import { NO_FILTERS } from '../engine/engine-requests.ts'
import type { FacetCount } from '../engine/facets.ts'
import { logLikelihoodRatio } from './association.ts'
import { type DocumentSummary, summarise } from './document-summary.ts'
import { formerEntity } from './former-ids.ts'
import { marksOf } from './highlight.ts'
import { nameIndexOf } from './name-index.ts'
import { perBundle } from './per-bundle.ts'
import { requestDeadline } from './request-deadline.ts'
import { type FacetValue, type Hit, toHit } from './search.ts'

export interface ListedEntity {
  readonly id: string
  readonly type: EntityType
  readonly name: string
  readonly aliases: readonly string[]
  readonly passages: number
  readonly documents: number
  readonly mentions: number
}

export interface EntityList {
  readonly total: number
  readonly offset: number
  readonly limit: number
  readonly entities: readonly ListedEntity[]
}

export interface EntityListRequest {
  /** Words that the name or an alias must begin with, one by one. */
  readonly q: string
  /** `names`: all but dates. */
  readonly type: EntityType | 'names' | null
  readonly sort: 'count' | 'documents' | 'name'
  readonly offset: number
  readonly limit: number
}

/** Entities that some passage outside boilerplate mentions. */
export async function listEntities(
  bundle: Bundle,
  request: EntityListRequest,
  deadline: Deadline = requestDeadline(),
): Promise<EntityList> {
  const named = await nameIndexOf(bundle).entitiesWith(request.q, deadline)
  const fits = ({ type, passages }: EntityRecord): boolean =>
    passages > 0 &&
    (request.type === null || type === request.type || (request.type === 'names' && type !== 'date'))
  const places = placesByName(bundle)
  const byName = (a: EntityRecord, b: EntityRecord): number =>
    (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0)
  const matching = named.filter(fits)
  const orders = {
    name: byName,
    count: (a: EntityRecord, b: EntityRecord) => b.passages - a.passages || byName(a, b),
    documents: (a: EntityRecord, b: EntityRecord) =>
      b.documents - a.documents || b.passages - a.passages || byName(a, b),
  }
  matching.sort(orders[request.sort])
  const { offset, limit } = request
  return {
    total: matching.length,
    offset,
    limit,
    entities: matching.slice(offset, offset + limit).map(listed),
  }
}

/** Of each entity in the order of names, sorted once: to compare names takes long. */
const placesByName = perBundle(({ records }) => {
  const { compare } = new Intl.Collator('en')
  const sorted = records.entities.toSorted((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
  return new Map(sorted.map(({ id }, place) => [id, place]))
})

function listed({ id, type, name, aliases, passages, documents, mentions }: EntityRecord): ListedEntity {
  const forms = aliases.map(alias => alias.name).filter(alias => alias !== name)
  return { id, type, name, aliases: forms, passages, documents, mentions }
}

export interface RelatedEntity extends FacetValue {
  /** Log-likelihood ratio of appearing together; above 10.83 the chance is below one in a thousand. */
  readonly significance: number
}

export interface EntityPage {
  readonly entity: EntityRecord
  /** Entities in the same passages, by type: those first whose company is least likely to be chance. */
  readonly related: Readonly<Record<string, readonly RelatedEntity[]>>
  /** Passages by month of their document's date. */
  readonly timeline: readonly { readonly start: string; readonly count: number }[]
  readonly undated: number
  readonly documents: readonly (DocumentSummary & { readonly passages: number })[]
  /** The newest passages. */
  readonly passages: readonly Hit[]
}

const PAGE = { passages: 20, documents: 100, related: 10, compared: 10_000 } as const

/** @param asked its id now, or before a correction @throws {NotFoundError} */
export async function getEntity(
  bundle: Bundle,
  asked: string,
  deadline: Deadline = requestDeadline(),
): Promise<EntityPage> {
  const { engine, records } = bundle
  const entity = records.entity(asked) ?? formerEntity(bundle, asked)
  if (entity === null) throw new NotFoundError(`There is no entity ${asked} in this index.`)
  const { id } = entity
  const answer = await engine.search({
    query: { type: 'facet', facet: entity.type, values: [id] },
    filters: NO_FILTERS,
    sort: 'newest',
    offset: 0,
    limit: PAGE.passages,
    groupBy: null,
    facets: [...ENTITY_TYPES, 'document'],
    facetLimit: PAGE.compared,
    timeline: 'month',
    // No time is given: the answer cannot say that it is of a part.
    ...(deadline.signal === undefined ? {} : { signal: deadline.signal }),
  })
  const marks = marksOf({ type: 'facet', facet: entity.type, values: [id] })
  const related = ENTITY_TYPES.map(
    type => [type, relatedOf(bundle, entity, answer.facets.get(type) ?? [])] as const,
  )
  return {
    entity,
    related: Object.fromEntries(related),
    timeline: answer.timeline,
    undated: answer.undated,
    documents: (answer.facets.get('document') ?? [])
      .slice(0, PAGE.documents)
      .flatMap(({ id: document, count }) => {
        const record = records.document(document)
        return record === null ? [] : [{ ...summarise(record), passages: count }]
      }),
    passages: answer.hits.map(hit => toHit(bundle, hit, marks)),
  }
}

function relatedOf(
  { manifest, records }: Bundle,
  entity: EntityRecord,
  counts: readonly FacetCount[],
): RelatedEntity[] {
  const all = manifest.counts.passages - manifest.counts.boilerplate
  const related = counts.flatMap(({ id, count }): RelatedEntity[] => {
    const other = records.entity(id)
    if (other === null || id === entity.id) return []
    const ratio = logLikelihoodRatio(count, entity.passages, other.passages, all)
    return [{ id, name: other.name, count, significance: Math.round(ratio * 100) / 100 }]
  })
  const bySignificance = (a: RelatedEntity, b: RelatedEntity): number =>
    b.significance - a.significance || b.count - a.count || (a.id < b.id ? -1 : 1)
  return related.sort(bySignificance).slice(0, PAGE.related)
}
