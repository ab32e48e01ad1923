// Passages in a cluster, searched: one request to it finds, ranks and counts; the records are at hand in this process.
import type { DocumentRecord } from '../../domain/document.ts'
import { ClusterError } from '../../domain/errors.ts'
import { remember } from '../../domain/memo.ts'
import type { FacetName, Interval } from '../../domain/query.ts'
import type { Engine, EngineAnswer, EngineHit, EngineRequest, FacetCount } from '../engine.ts'
import { timelineOf } from '../timeline.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Connection } from './connection.ts'
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
import { COLUMNS, facetField, isHashed, valueKey } from './index-settings.ts'
import { type Dsl, QueryDsl } from './query-dsl.ts'

export interface ClusterIndex {
  readonly connection: Connection
  /** The index itself, no alias: what is built later does not change its answers. */
  readonly index: string
  readonly mostClauses: number
  readonly vocabulary: Vocabulary
  /** All of the corpus, sorted. */
  readonly metadataKeys: readonly string[]
  readonly documents: readonly DocumentRecord[]
  /** Of the passage's document, from 0. */
  documentNumber(passage: number): number
}

/** Hits that the cluster gives at once, counted from the first: its `index.max_result_window`. */
const WINDOW = 10_000
/** A node that does not answer within this is given up, and another one asked. It is more than shards take, see `SHARD_MS`. */
const ATTEMPT_MS = 3_000
/** Time after which shards answer with what they have, below `ATTEMPT_MS`. */
const SHARD_MS = 2_500
/** The same where an answer may take as long as it takes. */
const UNHURRIED_MS = 600_000
/** Part of the cluster's limit that scoring terms may take; phrases, filters and what Lucene makes of them need the rest. */
const SCORING_PART = 0.9
/** Ends of pages that are remembered. */
const PAGES = 2_000
/** Times that facets are counted with more values of each shard; the last asks for all of them. */
const ATTEMPTS = 8

export function openOpenSearch(index: ClusterIndex): Engine {
  const searcher = new ClusterSearcher(index)
  return {
    name: 'opensearch',
    vocabulary: index.vocabulary,
    sequences: null,
    search: request => searcher.search(request),
    close: () => {},
  }
}

interface ClusterHit {
  readonly _score: number | null
  /** The values that it is sorted by; its place in the corpus is the last. */
  readonly sort: readonly (number | string | null)[]
}

interface ClusterAnswer {
  readonly timed_out: boolean
  readonly _shards: {
    readonly failed: number
    readonly failures?: readonly { readonly reason?: { readonly type?: string; readonly reason?: string } }[]
  }
  readonly hits: {
    readonly total?: { readonly value: number; readonly relation: string }
    readonly hits: readonly ClusterHit[]
  }
  readonly aggregations?: Readonly<Record<string, unknown>>
}

/** One search under way: its query, and whether some part of the corpus did not answer. */
interface Search {
  readonly request: EngineRequest
  readonly query: Dsl
  isPartial: boolean
}

class ClusterSearcher {
  private readonly index: ClusterIndex
  /** Where pages ended, so that the next one goes on from there. */
  private readonly ends = new Map<string, readonly unknown[]>()
  private readonly valueOf: (key: string) => string

  constructor(index: ClusterIndex) {
    this.index = index
    this.valueOf = remember(PAGES, (key: string) => (isHashed(key) ? this.longValue(key) : key))
  }

  async search(request: EngineRequest): Promise<EngineAnswer> {
    const { metadataKeys, mostClauses } = this.index
    const dsl = new QueryDsl(metadataKeys, Math.floor(mostClauses * SCORING_PART))
    const search: Search = { request, query: dsl.query(request.query, request.filters), isPartial: false }
    const { hits, figures } = await this.hitsAndFigures(search)
    const inDocument = request.groupByDocument
      ? await this.passagesOfDocuments(search, hits)
      : new Map<number, number>()
    const facets = await this.facets(search, figures)
    const timeline = await this.timeline(search, figures)
    const total = totalOf(figures)
    return {
      total,
      documents:
        request.hitsOnly === true
          ? 0
          : Number(aggregation<{ readonly value: number }>(figures, 'documents').value),
      hits: hits.map(({ index, score }) => ({
        index,
        score,
        inDocument: inDocument.get(this.index.documentNumber(index)) ?? 1,
      })),
      facets,
      timeline: timeline === null ? [] : timelineOf(timeline, request.timeline ?? 'day'),
      undated: timeline === null ? 0 : total - [...timeline.values()].reduce((sum, count) => sum + count, 0),
      ...(search.isPartial ? { partial: true as const } : {}),
    }
  }

  /** The page's hits, and the answer that has the figures of the whole. */
  private async hitsAndFigures(search: Search): Promise<{ hits: EngineHit[]; figures: ClusterAnswer }> {
    const { request } = search
    const { offset, limit } = request
    const figures = this.figures(request)
    if (offset + limit <= WINDOW) {
      const after = request.groupByDocument ? undefined : this.ends.get(this.pageKey(search, offset))
      const place = after === undefined ? { from: offset } : { search_after: after }
      const answer = await this.ask(search, { ...this.ranking(request), ...place, size: limit, ...figures })
      this.rememberEnd(search, offset, answer.hits.hits)
      return { hits: answer.hits.hits.map(hitOf), figures: answer }
    }
    const first = await this.ask(search, { ...figures, size: 0 })
    const hits: EngineHit[] = []
    const last = Math.min(offset + limit, request.hitsOnly === true ? offset + limit : totalOf(first))
    let at = 0
    for await (const hit of this.everyHit(search)) {
      if (at >= last) break
      if (at++ >= offset) hits.push(hit)
    }
    return { hits, figures: first }
  }

  /** All hits in order, however many; of each document the first, where they are grouped. */
  private async *everyHit(search: Search): AsyncGenerator<EngineHit> {
    const { groupByDocument } = search.request
    const seen = new Set<number>()
    let after: readonly unknown[] | undefined
    for (;;) {
      const { collapse: _, ...ranking } = this.ranking(search.request)
      const { hits } = await this.ask(search, {
        ...ranking,
        size: WINDOW,
        ...(after === undefined ? {} : { search_after: after }),
        track_total_hits: false,
      })
      for (const raw of hits.hits) {
        const hit = hitOf(raw)
        const document = this.index.documentNumber(hit.index)
        if (groupByDocument && seen.has(document)) continue
        seen.add(document)
        yield hit
      }
      after = hits.hits.at(-1)?.sort
      if (hits.hits.length < WINDOW || after === undefined) return
    }
  }

  private ranking({ sort, groupByDocument }: EngineRequest): Record<string, unknown> {
    const day = (order: 'asc' | 'desc'): Dsl => ({ [COLUMNS.day]: { order, missing: '_last' } })
    const place: Dsl = { [COLUMNS.index]: 'asc' }
    const orders = {
      relevance: [{ _score: 'desc' }, day('desc'), place],
      newest: [day('desc'), place],
      oldest: [day('asc'), place],
    }
    return {
      sort: orders[sort],
      track_scores: true,
      _source: false,
      stored_fields: '_none_',
      ...(groupByDocument ? { collapse: { field: COLUMNS.documentNumber } } : {}),
    }
  }

  private figures(request: EngineRequest): Record<string, unknown> {
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

  private facetFields({ facets, facetLimit, hitsOnly }: EngineRequest): Map<FacetName, string> {
    const fields = new Map<FacetName, string>()
    if (facetLimit === 0 || hitsOnly === true) return fields
    for (const name of facets) {
      const field = facetField(name, this.index.metadataKeys)
      if (field !== null) fields.set(name, field)
    }
    return fields
  }

  /** Exact counts; those that may be wrong are asked for again, with more values of each shard. */
  private async facets(search: Search, first: ClusterAnswer): Promise<Map<FacetName, FacetCount[]>> {
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
      answer = await this.ask(search, { size: 0, track_total_hits: false, aggs })
    }
    return found
  }

  private async allValues(search: Search, field: string): Promise<FacetCount[]> {
    const counts: FacetCount[] = []
    let after: string | undefined
    do {
      const aggs = { values: pageOfValues(field, after) }
      const answer = await this.ask(search, { size: 0, track_total_hits: false, aggs })
      const { buckets, after_key } = aggregation<ValuesPage>(answer, 'values')
      for (const { key, doc_count } of buckets) counts.push({ id: key.value, count: doc_count })
      after = buckets.length < PAGED ? undefined : after_key?.value
    } while (after !== undefined)
    return byCount(counts).slice(0, search.request.facetLimit)
  }

  private named(name: FacetName, counts: readonly FacetCount[]): FacetCount[] {
    return counts.map(({ id, count }) => ({ id: name.startsWith('meta.') ? this.valueOf(id) : id, count }))
  }

  /** The value that was too long to be indexed. */
  private longValue(key: string): string {
    for (const { meta } of this.index.documents) {
      for (const values of Object.values(meta)) {
        const found = values.find(value => valueKey(value) === key)
        if (found !== undefined) return found
      }
    }
    return key
  }

  /** Matching passages by the first day of their period; null where none was asked for. */
  private async timeline(search: Search, first: ClusterAnswer): Promise<Map<number, number> | null> {
    const { timeline: interval, hitsOnly } = search.request
    if (interval === null || hitsOnly === true) return null
    const counts = new Map<number, number>()
    let answer = first
    for (;;) {
      const { buckets, after_key: after } = aggregation<TimelineAnswer>(answer, 'timeline')
      for (const { key, doc_count } of buckets) counts.set(key.start, doc_count)
      if (buckets.length < PERIODS || after === undefined) return counts
      answer = await this.morePeriods(search, interval, after.start)
    }
  }

  private morePeriods(search: Search, interval: Interval, after: number): Promise<ClusterAnswer> {
    return this.ask(search, {
      size: 0,
      track_total_hits: false,
      aggs: { timeline: periodsOf(interval, after) },
    })
  }

  private async passagesOfDocuments(
    search: Search,
    hits: readonly EngineHit[],
  ): Promise<Map<number, number>> {
    const documents = [...new Set(hits.map(({ index }) => this.index.documentNumber(index)))]
    const counts = new Map<number, number>()
    for (let from = 0; from < documents.length; from += WINDOW) {
      const some = documents.slice(from, from + WINDOW)
      const aggs = { some: passagesByDocument(some) }
      const answer = await this.ask(search, { size: 0, track_total_hits: false, aggs })
      const { buckets } = aggregation<{ readonly documents: TermsAnswer }>(answer, 'some').documents
      for (const { key, doc_count } of buckets) counts.set(Number(key), doc_count)
    }
    return counts
  }

  /**
   * Asks the cluster. Parts of the corpus that did not answer in time, or at all, are noted in `search`.
   * @throws {ClusterError} where no part answers, or the whole is wanted and a part does not
   */
  private async ask(search: Search, body: Readonly<Record<string, unknown>>): Promise<ClusterAnswer> {
    const { budgetMs, signal } = search.request
    const { connection, index } = this.index
    const { body: answer } = await connection.call<ClusterAnswer>({
      method: 'POST',
      path: `/${index}/_search`,
      query: {
        // Frequencies of terms over all shards: scores do not depend on how passages are spread.
        search_type: 'dfs_query_then_fetch',
        allow_partial_search_results: true,
        request_cache: false,
      },
      body: {
        query: search.query,
        ...(budgetMs === undefined ? {} : { timeout: `${Math.min(budgetMs, SHARD_MS)}ms` }),
        ...body,
      },
      timeoutMs: budgetMs === undefined ? UNHURRIED_MS : ATTEMPT_MS,
      signal,
    })
    if (!answer.timed_out && answer._shards.failed === 0) return answer
    // Who gives no time wants the whole, and is not told of parts.
    if (budgetMs === undefined) throw new ClusterError('unreachable', partMissing(answer))
    search.isPartial = true
    return answer
  }

  private rememberEnd(search: Search, offset: number, hits: readonly ClusterHit[]): void {
    const last = hits.at(-1)
    if (last === undefined || search.request.groupByDocument || search.isPartial) return
    if (this.ends.size >= PAGES) this.ends.clear()
    this.ends.set(this.pageKey(search, offset + hits.length), last.sort)
  }

  private pageKey({ query, request }: Search, offset: number): string {
    return offset === 0 ? '' : `${offset} ${request.sort} ${JSON.stringify(query)}`
  }
}

function hitOf({ _score, sort }: ClusterHit): EngineHit {
  return { index: Number(sort.at(-1)), score: _score ?? 0, inDocument: 1 }
}

function partMissing({ _shards: { failures: [failure] = [] } }: ClusterAnswer): string {
  return `A part of the corpus in OpenSearch does not answer: ${failure?.reason?.reason ?? 'its time was up'}.`
}

function aggregation<T>({ aggregations }: ClusterAnswer, name: string): T {
  const found = aggregations?.[name]
  if (found === undefined) throw new ClusterError('failed', `OpenSearch left out the figures of ${name}.`)
  return found as T
}

function totalOf({ hits }: ClusterAnswer): number {
  return hits.total?.value ?? 0
}
