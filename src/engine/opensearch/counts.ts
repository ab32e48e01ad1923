// How many passages have which values, fall into which period, stand in which document? Exact counts, asked for again where the first answer
// may be wrong.
import type { DocumentRecord } from '../../domain/document.ts'
import { ClusterError } from '../../domain/errors.ts'
import { remember } from '../../domain/memo.ts'
import { allowedValues, type FacetName } from '../../domain/query.ts'
import { type EngineHit, type EngineRequest, type Grouping, groupNumber } from '../engine.ts'
import {
  chosenValues,
  documentValues,
  type FacetCount,
  facetsOf,
  isDirectlyIn,
  openFolders,
  withChosen,
} from '../facets.ts'
import { aggregation, type ClusterAnswer, type ClusterIndex, type ClusterSearch } from './cluster-search.ts'
import type { Dsl } from './dsl.ts'
import {
  type CopiesPage,
  chosenAggregations,
  countsOf,
  DOCUMENTS,
  exactValues,
  facetAggregations,
  PAGED,
  PERIODS,
  pageOfCopies,
  pageOfValues,
  passagesByGroup,
  periodsOf,
  subfoldersOf,
  type TermsAnswer,
  type TimelineAnswer,
  type ValuesPage,
  type WantedFacet,
} from './figures.ts'
import { COLUMNS, facetField, isHashed, valueKey } from './index-settings.ts'

/** Times that facets are counted with more values of each shard; the last asks for all of them. */
const ATTEMPTS = 8
/** Groups whose hits are counted at once. */
const GROUPS_AT_ONCE = 10_000

export const GROUP_FIELDS: Readonly<Record<Grouping, string>> = {
  document: COLUMNS.documentNumber,
  copies: COLUMNS.copies,
}

/** The number of a passage's group. */
export function groupIn(
  { documentNumber, copies }: Pick<ClusterIndex, 'documentNumber' | 'copies'>,
  groupBy: Grouping,
  passage: number,
): number {
  return groupBy === 'document' ? documentNumber(passage) : groupNumber(copies, passage)
}
/** UTF-16 code units of a regular expression that the cluster takes: its `index.max_regex_length` is 1000. */
const LONGEST_EXPRESSION = 900
/** Values that were too long to be indexed, remembered. */
const LONG_VALUES = 2_000

export class Counts {
  private readonly index: Pick<ClusterIndex, 'metadataKeys' | 'documents' | 'documentNumber' | 'copies'>
  private readonly valueOf: (key: string) => string

  constructor(index: Pick<ClusterIndex, 'metadataKeys' | 'documents' | 'documentNumber' | 'copies'>) {
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
        ...aggregationsOf(this.facetsCounted(request).together, request.facetLimit),
        ...(request.timeline === null ? {} : { timeline: periodsOf(request.timeline) }),
      },
    }
  }

  /**
   * Exact counts; those that may be wrong are asked for again, with more values of each shard.
   * @param without the search without what is allowed of a facet: so this one is counted
   */
  async facets(
    search: ClusterSearch,
    first: ClusterAnswer,
    without: (facet: FacetName) => ClusterSearch,
  ): Promise<Map<FacetName, FacetCount[]>> {
    const { facets, facetLimit } = search.request
    const { together, apart } = this.facetsCounted(search.request)
    const found = await this.count(search, together, first)
    await Promise.all(
      Array.from(apart, async ([name, facet]) => {
        const wanted = new Map([[name, facet]])
        const other = without(name)
        const counts = await this.count(other, wanted, await other.count(aggregationsOf(wanted, facetLimit)))
        found.set(name, counts.get(name) ?? [])
        search.isPartial ||= other.isPartial
      }),
    )
    return new Map(facets.map(name => [name, found.get(name) ?? this.named(search.request, name, [], [])]))
  }

  private async count(
    search: ClusterSearch,
    wanted: ReadonlyMap<FacetName, WantedFacet>,
    first: ClusterAnswer,
  ): Promise<Map<FacetName, FacetCount[]>> {
    const { request } = search
    const found = new Map<FacetName, FacetCount[]>()
    const left = new Map(wanted)
    let answer = first
    const keep = (name: FacetName, counts: readonly FacetCount[]): void => {
      const isChosen = (wanted.get(name)?.chosen.length ?? 0) > 0
      const chosen = isChosen ? countsOf(aggregation<TermsAnswer>(first, `chosen:${name}`)) : []
      found.set(name, this.named(request, name, chosen, counts))
      left.delete(name)
    }
    for (const [name, facet] of wanted)
      if (isPaged(facet, request.facetLimit)) keep(name, await this.allValues(search, facet))
    for (let attempt = 1; left.size > 0; attempt++) {
      for (const name of [...left.keys()]) {
        const counts = exactValues(aggregation<TermsAnswer>(answer, `facet:${name}`))
        if (counts !== null) keep(name, counts)
      }
      if (left.size === 0) break
      if (attempt > ATTEMPTS) throw new ClusterError('failed', 'OpenSearch does not count facets exactly.')
      answer = await search.count(facetAggregations(left, request.facetLimit, attempt))
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

  /** Hits by their group, for the groups of these hits. */
  async sizesOfGroups(
    search: ClusterSearch,
    groupBy: Grouping,
    hits: readonly EngineHit[],
  ): Promise<Map<number, number>> {
    const groups = [...new Set(hits.map(({ index }) => groupIn(this.index, groupBy, index)))]
    const counts = new Map<number, number>()
    for (let from = 0; from < groups.length; from += GROUPS_AT_ONCE) {
      const some = groups.slice(from, from + GROUPS_AT_ONCE)
      const answer = await search.count({ some: passagesByGroup(GROUP_FIELDS[groupBy], some) })
      const { buckets } = aggregation<{ readonly groups: TermsAnswer }>(answer, 'some').groups
      for (const { key, doc_count } of buckets) counts.set(Number(key), doc_count)
    }
    return counts
  }

  /** Hits that are copies of another hit. */
  async copiesBeyondFirsts(search: ClusterSearch): Promise<number> {
    const isGrouped = { range: { [COLUMNS.copies]: { lt: this.index.copies.size } } }
    const query = { bool: { filter: [search.query, isGrouped] } }
    let beyond = 0
    let after: number | undefined
    do {
      const asked = { size: 0, track_total_hits: false, query, aggs: { copies: pageOfCopies(after) } }
      const answer = await search.ask(asked, false)
      const { buckets, after_key } = aggregation<CopiesPage>(answer, 'copies')
      for (const { doc_count } of buckets) beyond += doc_count - 1
      after = buckets.length < PAGED ? undefined : after_key?.group
    } while (after !== undefined)
    return beyond
  }

  /** Facets of which the corpus has values: those that are counted with all conditions, and those of which some values are allowed. */
  private facetsCounted({ facets, facetLimit, hitsOnly, filters, everyFolder }: EngineRequest): {
    readonly together: ReadonlyMap<FacetName, WantedFacet>
    readonly apart: ReadonlyMap<FacetName, WantedFacet>
  } {
    const together = new Map<FacetName, WantedFacet>()
    const apart = new Map<FacetName, WantedFacet>()
    const allowed = allowedValues(filters)
    for (const name of facetLimit === 0 || hitsOnly === true ? [] : facets) {
      const field = facetField(name, this.index.metadataKeys)
      if (field === null) continue
      const chosen = chosenValues(filters, name).map(valueKey)
      const parents = everyFolder === true ? null : openFolders(filters, name)
      ;(allowed.has(name) ? apart : together).set(name, { field, chosen, parents })
    }
    return { together, apart }
  }

  private async allValues(search: ClusterSearch, { field, parents }: WantedFacet): Promise<FacetCount[]> {
    const counts: FacetCount[] = []
    let after: string | undefined
    do {
      const answer = await search.count({ values: pageOfValues(field, after) })
      const { buckets, after_key } = aggregation<ValuesPage>(answer, 'values')
      for (const { key, doc_count } of buckets) counts.push({ id: key.value, count: doc_count })
      after = buckets.length < PAGED ? undefined : after_key?.value
    } while (after !== undefined)
    return parents === null ? counts : counts.filter(({ id }) => isDirectlyIn(id, parents))
  }

  /** @param chosen those of the chosen values that are there */
  private named(
    { filters, facetLimit }: EngineRequest,
    name: FacetName,
    chosen: readonly FacetCount[],
    others: readonly FacetCount[],
  ): FacetCount[] {
    const counts = new Map(chosen.map(({ id, count }) => [id, count]))
    return withChosen(
      chosenValues(filters, name).map(id => ({ id, count: counts.get(valueKey(id)) ?? 0 })),
      others.map(({ id, count }) => ({ id: this.valueOf(id), count })),
      facetLimit,
    )
  }
}

/** Whether all values are asked for, page by page. */
function isPaged({ parents }: WantedFacet, facetLimit: number): boolean {
  return facetLimit > PAGED || (parents !== null && subfoldersOf(parents).length > LONGEST_EXPRESSION)
}

function aggregationsOf(
  wanted: ReadonlyMap<FacetName, WantedFacet>,
  facetLimit: number,
): Record<string, Dsl> {
  const unpaged = new Map([...wanted].filter(([, facet]) => !isPaged(facet, facetLimit)))
  return { ...facetAggregations(unpaged, facetLimit, 0), ...chosenAggregations(wanted) }
}

/** The value that was too long to be indexed. */
function longValue(documents: readonly DocumentRecord[], key: string): string {
  for (const document of documents) {
    for (const facet of facetsOf(document)) {
      const found = documentValues(document, facet).find(value => valueKey(value) === key)
      if (found !== undefined) return found
    }
  }
  return key
}
