// How many passages have which values, fall into which period, stand in which document? Exact counts, asked for again where the first answer
// may be wrong.
import type { DocumentRecord } from '../../domain/document.ts'
import { ClusterError } from '../../domain/errors.ts'
import { remember } from '../../domain/memo.ts'
import type { FacetName } from '../../domain/query.ts'
import type { EngineHit, EngineRequest, FacetCount } from '../engine.ts'
import { aggregation, type ClusterAnswer, type ClusterIndex, type ClusterSearch } from './cluster-search.ts'
import {
  byCount,
  DOCUMENTS,
  exactValues,
  facetAggregations,
  PAGED,
  PERIODS,
  pageOfValues,
  passagesByDocument,
  periodsOf,
  type TermsAnswer,
  type TimelineAnswer,
  type ValuesPage,
} from './figures.ts'
import { facetField, isHashed, valueKey } from './index-settings.ts'

/** Times that facets are counted with more values of each shard; the last asks for all of them. */
const ATTEMPTS = 8
/** Documents whose passages are counted at once. */
const DOCUMENTS_AT_ONCE = 10_000
/** Values that were too long to be indexed, remembered. */
const LONG_VALUES = 2_000

export class Counts {
  private readonly index: Pick<ClusterIndex, 'metadataKeys' | 'documents' | 'documentNumber'>
  private readonly valueOf: (key: string) => string

  constructor(index: Pick<ClusterIndex, 'metadataKeys' | 'documents' | 'documentNumber'>) {
    this.index = index
    this.valueOf = remember(LONG_VALUES, (key: string) =>
      isHashed(key) ? longValue(index.documents, key) : key,
    )
  }

  /** What the first request of a search asks for besides its hits. */
  wanted(request: EngineRequest): Record<string, unknown> {
    if (request.hitsOnly === true) return { track_total_hits: false }
    return {
      track_total_hits: true,
      aggs: {
        documents: DOCUMENTS,
        ...(request.facetLimit > PAGED
          ? {}
          : facetAggregations(this.facetFields(request), request.facetLimit, 0)),
        ...(request.timeline === null ? {} : { timeline: periodsOf(request.timeline) }),
      },
    }
  }

  /** Exact counts; those that may be wrong are asked for again, with more values of each shard. */
  async facets(search: ClusterSearch, first: ClusterAnswer): Promise<Map<FacetName, FacetCount[]>> {
    const found = new Map<FacetName, FacetCount[]>(search.request.facets.map(name => [name, []]))
    const fields = this.facetFields(search.request)
    if (search.request.facetLimit > PAGED) {
      for (const [name, field] of fields)
        found.set(name, this.named(name, await this.allValues(search, field)))
      return found
    }
    let answer = first
    for (let attempt = 1; fields.size > 0; attempt++) {
      for (const name of [...fields.keys()]) {
        const counts = exactValues(aggregation<TermsAnswer>(answer, `facet:${name}`))
        if (counts === null) continue
        found.set(name, this.named(name, counts))
        fields.delete(name)
      }
      if (fields.size === 0) break
      if (attempt > ATTEMPTS) throw new ClusterError('failed', 'OpenSearch does not count facets exactly.')
      const aggs = facetAggregations(fields, search.request.facetLimit, attempt)
      answer = await search.count(aggs)
    }
    return found
  }

  /** Matching passages by the first day of their period; null where none was asked for. */
  async timeline(search: ClusterSearch, first: ClusterAnswer): Promise<Map<number, number> | null> {
    const { timeline: interval, hitsOnly } = search.request
    if (interval === null || hitsOnly === true) return null
    const counts = new Map<number, number>()
    let answer = first
    for (;;) {
      const { buckets, after_key: after } = aggregation<TimelineAnswer>(answer, 'timeline')
      for (const { key, doc_count } of buckets) counts.set(key.start, doc_count)
      if (buckets.length < PERIODS || after === undefined) return counts
      answer = await search.count({ timeline: periodsOf(interval, after.start) })
    }
  }

  /** Matching passages by the number of their document, for the documents of the hits. */
  async passagesOfDocuments(search: ClusterSearch, hits: readonly EngineHit[]): Promise<Map<number, number>> {
    const documents = [...new Set(hits.map(({ index }) => this.index.documentNumber(index)))]
    const counts = new Map<number, number>()
    for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE) {
      const some = documents.slice(from, from + DOCUMENTS_AT_ONCE)
      const answer = await search.count({ some: passagesByDocument(some) })
      const { buckets } = aggregation<{ readonly documents: TermsAnswer }>(answer, 'some').documents
      for (const { key, doc_count } of buckets) counts.set(Number(key), doc_count)
    }
    return counts
  }

  private facetFields({ facets, facetLimit, hitsOnly }: EngineRequest): Map<FacetName, string> {
    const fields = new Map<FacetName, string>()
    if (facetLimit === 0 || hitsOnly === true) return fields
    for (const name of facets) {
      const field = facetField(name, this.index.metadataKeys)
      if (field !== null) fields.set(name, field)
    }
    return fields
  }

  private async allValues(search: ClusterSearch, field: string): Promise<FacetCount[]> {
    const counts: FacetCount[] = []
    let after: string | undefined
    do {
      const answer = await search.count({ values: pageOfValues(field, after) })
      const { buckets, after_key } = aggregation<ValuesPage>(answer, 'values')
      for (const { key, doc_count } of buckets) counts.push({ id: key.value, count: doc_count })
      after = buckets.length < PAGED ? undefined : after_key?.value
    } while (after !== undefined)
    return byCount(counts).slice(0, search.request.facetLimit)
  }

  private named(name: FacetName, counts: readonly FacetCount[]): FacetCount[] {
    return counts.map(({ id, count }) => ({ id: name.startsWith('meta.') ? this.valueOf(id) : id, count }))
  }
}

/** The value that was too long to be indexed. */
function longValue(documents: readonly DocumentRecord[], key: string): string {
  for (const { meta } of documents) {
    for (const values of Object.values(meta)) {
      const found = values.find(value => valueKey(value) === key)
      if (found !== undefined) return found
    }
  }
  return key
}
