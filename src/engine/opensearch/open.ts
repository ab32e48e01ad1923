// Passages in a cluster, searched: one request to it finds, ranks and counts; the records are at hand in this process.
import { hash } from 'node:crypto'
import { Deadline } from '../../domain/deadline.ts'
import { type Filters, leavesOutBoilerplate, type QueryNode } from '../../domain/query.ts'
import type { Slot } from '../../domain/slots.ts'
import type { Engine, EngineAnswer, EngineHit, EngineRequest, Grouping, Limits } from '../engine.ts'
import { askHits } from '../engine-requests.ts'
import type { FacetCount } from '../facets.ts'
import { ownCondition } from '../hits.ts'
import { timelineOf } from '../timeline.ts'
import {
  aggregation,
  type ClusterAnswer,
  type ClusterHit,
  type ClusterIndex,
  ClusterSearch,
  totalOf,
} from './cluster-search.ts'
import { Counts, GROUP_FIELDS, groupIn } from './counts.ts'
import type { Dsl } from './dsl.ts'
import { COLUMNS } from './index-settings.ts'
import { ClusterLeads, type FoundLeads } from './leads.ts'
import { isAnyName } from './near-dsl.ts'
import { any, passagesAre, QueryDsl } from './query-dsl.ts'
import { fillSlots, inexactNodes, lookDeadline, lookInto } from './second-look.ts'

/** Hits that the cluster gives at once, counted from the first: its `index.max_result_window`. */
const WINDOW = 10_000
/** Part of the cluster's limit that scoring terms may take; phrases, filters and what Lucene makes of them need the rest. */
const SCORING_PART = 0.9
/** Ends of pages that are remembered. */
const PAGES = 2_000

export function openOpenSearch(index: ClusterIndex): Engine {
  const searcher = new ClusterSearcher(index)
  return {
    name: 'opensearch',
    vocabulary: index.vocabulary,
    sequences: null,
    search: request => searcher.search(request),
    allowed: (filters, limits = {}) => searcher.allowed(filters, limits),
    close: () => {},
  }
}

const NO_LEADS: FoundLeads = { passages: new Int32Array(0), isPartial: false }

class ClusterSearcher {
  private readonly index: ClusterIndex
  private readonly counts: Counts
  private readonly leads: ClusterLeads
  /** Where pages ended, so that the next one goes on from there. */
  private readonly ends = new Map<string, readonly unknown[]>()

  constructor(index: ClusterIndex) {
    this.index = index
    this.counts = new Counts(index)
    this.leads = new ClusterLeads(index)
  }

  async search(request: EngineRequest): Promise<EngineAnswer> {
    const { connection, index, metadataKeys, mostClauses } = this.index
    const own = request.everyMatch === true ? null : ownCondition(request.query)
    const deadline = lookDeadline(request)
    const { lookedUp, isPartial } = await this.secondLook(request, own, deadline)
    const dsl = new QueryDsl(metadataKeys, Math.floor(mostClauses * SCORING_PART), lookedUp)
    const condition = own === null ? null : dsl.matching(own)
    const leads =
      condition === null ? NO_LEADS : await this.leads.find(request, dsl.matching(request.query), condition)
    const isHit = condition === null ? null : any([condition, ...passagesAre(leads.passages)])
    const searchWith = (filters: Filters): ClusterSearch => {
      const asked = new QueryDsl(metadataKeys, Math.floor(mostClauses * SCORING_PART), lookedUp)
      return new ClusterSearch(connection, index, request, asked.query(request.query, filters, isHit))
    }
    const search = searchWith(request.filters)
    search.isPartial = isPartial
    const { hits, figures } = await this.hitsAndFigures(search)
    const groupBy = this.grouping(request)
    const sizes = groupBy === null ? null : await this.counts.sizesOfGroups(search, groupBy, hits)
    const facets = await this.counts.facets(search, figures, facet => {
      const { filters } = request
      const others = filters.any.filter(allowed => allowed.facet !== facet)
      // Boilerplate stays in the search if its kind was allowed.
      return searchWith({ ...filters, any: others, boilerplate: !leavesOutBoilerplate(filters) })
    })
    const timeline = await this.counts.timeline(search, figures)
    const slots = request.slots === undefined ? null : await this.slotsOf(search, request.slots, deadline)
    const total = totalOf(figures)
    const stand = new Set(leads.passages)
    const documents =
      request.hitsOnly === true ? 0 : aggregation<{ readonly value: number }>(figures, 'documents').value
    const beyond =
      groupBy === 'copies' && request.hitsOnly !== true ? await this.counts.copiesBeyondFirsts(search) : 0
    return {
      total,
      documents,
      groups: groupBy === 'document' ? documents : total - beyond,
      hits: hits.map(({ index: passage, score }) => ({
        index: passage,
        score,
        inGroup: (groupBy && sizes?.get(groupIn(this.index, groupBy, passage))) ?? 1,
        ...(stand.has(passage) ? { isLead: true as const } : {}),
      })),
      facets,
      timeline: timeline === null ? [] : timelineOf(timeline, request.timeline ?? 'day'),
      undated: timeline === null ? 0 : total - [...timeline.values()].reduce((sum, count) => sum + count, 0),
      ...(slots === null ? {} : { slots }),
      ...(search.isPartial || leads.isPartial ? { partial: true as const } : {}),
    }
  }

  /** The cluster lists them, ten thousand at a time. */
  async allowed(filters: Filters, limits: Limits): Promise<Uint8Array | null> {
    const { connection, index, metadataKeys, mostClauses, source } = this.index
    const deadline = new Deadline(limits.budgetMs ?? Infinity, limits.signal)
    const marks = new Uint8Array(source.size)
    const request = askHits({ query: { type: 'all' }, filters, sort: 'newest', limit: 0, ...limits })
    const dsl = new QueryDsl(metadataKeys, Math.floor(mostClauses * SCORING_PART))
    const search = new ClusterSearch(connection, index, request, dsl.query(request.query, filters, null))
    for await (const { index: passage } of this.everyHit(search)) {
      if (deadline.isOver) return null
      marks[passage] = 1
    }
    return search.isPartial ? null : marks
  }

  /** A name alone is counted by the cluster; who stood near something, here. */
  private async slotsOf(
    search: ClusterSearch,
    slots: readonly Slot[],
    deadline: Deadline,
  ): Promise<FacetCount[][]> {
    const { connection, index, source } = this.index
    const alone = slots.filter(({ places }) => places.every(({ near }) => isAnyName(near)))
    const facets = [...new Set(alone.map(({ entityType }) => entityType))]
    // Hits are counted as they are: no filter has a say in it again.
    const filters = { ...search.request.filters, all: [], any: [], not: [] }
    const counted = new ClusterSearch(connection, index, { ...search.request, filters, facets }, search.query)
    const counts =
      facets.length === 0
        ? new Map<string, FacetCount[]>()
        : await this.counts.facets(
            counted,
            await counted.ask({ ...this.counts.wanted(counted.request), size: 0 }),
            () => counted,
          )
    const others = slots.filter(slot => !alone.includes(slot))
    const looked = others.length === 0 ? [] : await fillSlots(search, others, source, deadline)
    search.isPartial ||= counted.isPartial
    return slots.map(
      slot => (alone.includes(slot) ? counts.get(slot.entityType) : looked[others.indexOf(slot)]) ?? [],
    )
  }

  /** The passages of the nodes that the cluster cannot answer exactly, whatever the filters let through. */
  private async secondLook(
    request: EngineRequest,
    own: QueryNode | null,
    deadline: Deadline,
  ): Promise<{ lookedUp: ReadonlyMap<QueryNode, Int32Array>; isPartial: boolean }> {
    const { connection, index, metadataKeys, mostClauses, source } = this.index
    const lookedUp = new Map<QueryNode, Int32Array>()
    let isPartial = false
    for (const node of [request.query, ...(own === null ? [] : [own])].flatMap(inexactNodes)) {
      const query = new QueryDsl(metadataKeys, Math.floor(mostClauses * SCORING_PART)).candidates(node)
      const search = new ClusterSearch(connection, index, request, query)
      lookedUp.set(node, await lookInto(search, node, source, deadline))
      isPartial ||= search.isPartial
    }
    return { lookedUp, isPartial }
  }

  /** The page's hits, and the answer that has the figures of the whole. */
  private async hitsAndFigures(
    search: ClusterSearch,
  ): Promise<{ hits: EngineHit[]; figures: ClusterAnswer }> {
    const { request } = search
    const { offset, limit } = request
    const figures = this.counts.wanted(request)
    if (offset + limit <= WINDOW) {
      const after = this.grouping(request) !== null ? undefined : this.ends.get(this.pageKey(search, offset))
      const place = after === undefined ? { from: offset } : { search_after: after }
      const asked = { ...this.ranking(request), ...place, size: limit, ...figures }
      const answer = await search.ask(asked, limit > 0)
      this.rememberEnd(search, offset, answer.hits.hits)
      return { hits: answer.hits.hits.map(hitOf), figures: answer }
    }
    const first = await search.ask({ ...figures, size: 0 })
    const hits: EngineHit[] = []
    const last = Math.min(offset + limit, request.hitsOnly === true ? offset + limit : totalOf(first))
    let at = 0
    for await (const hit of this.everyHit(search)) {
      if (at >= last) break
      if (at++ >= offset) hits.push(hit)
    }
    return { hits, figures: first }
  }

  /** All hits in order, however many; of each group the first, where they are grouped. */
  private async *everyHit(search: ClusterSearch): AsyncGenerator<EngineHit> {
    const groupBy = this.grouping(search.request)
    const seen = new Set<number>()
    let after: readonly unknown[] | undefined
    for (;;) {
      const { collapse: _, ...ranking } = this.ranking(search.request)
      const { hits } = await search.ask({
        ...ranking,
        size: WINDOW,
        ...(after === undefined ? {} : { search_after: after }),
        track_total_hits: false,
      })
      for (const raw of hits.hits) {
        const hit = hitOf(raw)
        const group = groupBy === null ? null : groupIn(this.index, groupBy, hit.index)
        if (group !== null && seen.has(group)) continue
        if (group !== null) seen.add(group)
        yield hit
      }
      after = hits.hits.at(-1)?.sort
      if (hits.hits.length < WINDOW || after === undefined) return
    }
  }

  /** Null also where no passage has a copy. */
  private grouping({ groupBy }: EngineRequest): Grouping | null {
    return groupBy === 'copies' && this.index.copies.size === 0 ? null : groupBy
  }

  private ranking(request: EngineRequest): Record<string, unknown> {
    const groupBy = this.grouping(request)
    const day = (order: 'asc' | 'desc'): Dsl => ({ [COLUMNS.day]: { order, missing: '_last' } })
    const place: Dsl = { [COLUMNS.index]: 'asc' }
    const orders = {
      relevance: [{ _score: 'desc' }, day('desc'), place],
      newest: [day('desc'), place],
      oldest: [day('asc'), place],
    }
    return {
      sort: orders[request.sort],
      track_scores: true,
      _source: false,
      stored_fields: '_none_',
      ...(groupBy === null ? {} : { collapse: { field: GROUP_FIELDS[groupBy] } }),
    }
  }

  private rememberEnd(search: ClusterSearch, offset: number, hits: readonly ClusterHit[]): void {
    const last = hits.at(-1)
    if (last === undefined || this.grouping(search.request) !== null || search.isPartial) return
    if (this.ends.size >= PAGES) this.ends.clear()
    this.ends.set(this.pageKey(search, offset + hits.length), last.sort)
  }

  private pageKey({ query, request }: ClusterSearch, offset: number): string {
    return offset === 0 ? '' : `${offset} ${request.sort} ${hash('sha256', JSON.stringify(query))}`
  }
}

function hitOf({ _score, sort }: ClusterHit): EngineHit {
  return { index: Number(sort.at(-1)), score: _score ?? 0, inGroup: 1 }
}
