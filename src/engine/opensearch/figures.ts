// How many passages and documents match, and which values do they have? Aggregations, and what makes their counts exact.
import type { FacetName, Interval } from '../../domain/query.ts'
import type { FacetCount } from '../facets.ts'
import type { Dsl } from './dsl.ts'
import { COLUMNS } from './index-settings.ts'

/** Values that each shard gives for a facet at first: then the most frequent of all are mostly known to be right. */
const SHARD_VALUES = 1_000
/** With how many times as many it is tried again. */
const MORE = 20
const MOST_VALUES = 2 ** 31 - 1

/**
 * Counts different documents. A cluster's own count of different values is an estimate; this sets a bit for each, in each shard, and as all
 * passages of a document lie in one shard the sum of the shards is exact.
 */
export const DOCUMENTS: Dsl = {
  scripted_metric: {
    init_script: 'state.seen = new BitSet()',
    map_script: `state.seen.set((int) doc['${COLUMNS.documentNumber}'].value)`,
    combine_script: 'return state.seen.cardinality()',
    reduce_script: 'long sum = 0; for (count in states) { if (count != null) { sum += count; } } return sum',
  },
}

export interface TermsAnswer {
  readonly doc_count_error_upper_bound: number
  readonly sum_other_doc_count: number
  readonly buckets: readonly {
    readonly key: string
    readonly doc_count: number
    readonly doc_count_error_upper_bound?: number
  }[]
}

/** More values than this are counted in pages, which are exact by themselves: a cluster does not give so many at once. */
export const PAGED = 10_000

/** A page of all values of a field, in their order. @param after the last value of the page before */
export function pageOfValues(field: string, after?: string): Dsl {
  return {
    composite: {
      size: PAGED,
      sources: [{ value: { terms: { field } } }],
      ...(after === undefined ? {} : { after: { value: after } }),
    },
  }
}

export interface ValuesPage {
  readonly after_key?: { readonly value: string }
  readonly buckets: readonly { readonly key: { readonly value: string }; readonly doc_count: number }[]
}

/** What is asked of a facet. */
export interface WantedFacet {
  readonly field: string
  /** Values, as the index has them, that are counted whatever their frequency. */
  readonly chosen: readonly string[]
  /** Folders whose subfolders alone are wanted; null where all values are. */
  readonly parents: readonly string[] | null
}

/** The most frequent values of a field. @param attempt from 0: later ones ask each shard for more */
function valuesOf({ field, parents }: WantedFacet, limit: number, attempt: number): Dsl {
  const wanted = Math.min(MOST_VALUES, Math.max(SHARD_VALUES, limit * 2) * MORE ** attempt)
  const include = parents === null ? {} : { include: subfoldersOf(parents) }
  return {
    terms: { field, ...include, size: limit, shard_size: wanted, show_term_doc_count_error: true },
  }
}

/** Folders right below one of these, as a regular expression of Lucene, which matches a whole value. */
export function subfoldersOf(folders: readonly string[]): string {
  return folders
    .map(folder => folder.replace(/[.?+*|{}[\]()"\\#@&<>~^$-]/gu, sign => `\\${sign}`))
    .map(literally => (literally === '' ? '[^/]+' : `${literally}/[^/]+`))
    .join('|')
}

/** These values: few, so that no shard leaves any out. */
function theseValues({ field, chosen }: WantedFacet): Dsl {
  return { terms: { field, include: chosen, size: chosen.length, shard_size: chosen.length } }
}

/**
 * The counts, or null where they may be wrong: a shard gives its most frequent values only, so a value may be missing from the answer of
 * some, or all. They are right where every shard counted each of them, and no value that a shard left out can be as frequent as the last.
 */
export function exactValues(answer: TermsAnswer): FacetCount[] | null {
  const { buckets, doc_count_error_upper_bound: unseen } = answer
  const last = buckets.at(-1)?.doc_count ?? 0
  const isExact =
    buckets.every(bucket => (bucket.doc_count_error_upper_bound ?? 0) === 0) &&
    (unseen === 0 || last > unseen)
  if (!isExact) return null
  return countsOf(answer)
}

export function countsOf({ buckets }: TermsAnswer): FacetCount[] {
  return buckets.map(({ key, doc_count }) => ({ id: key, count: doc_count }))
}

export interface TimelineAnswer {
  readonly after_key?: { readonly start: number }
  readonly buckets: readonly { readonly key: { readonly start: number }; readonly doc_count: number }[]
}

/** Periods that are counted at once. */
export const PERIODS = 10_000

/** Matching passages by the first day of their period. @param after the last period of the answer before */
export function periodsOf(interval: Interval, after?: number): Dsl {
  return {
    composite: {
      size: PERIODS,
      sources: [{ start: { terms: { field: COLUMNS[interval] } } }],
      ...(after === undefined ? {} : { after: { start: after } }),
    },
  }
}

/** How many matching passages each of these documents has: few, so that no shard leaves any out. */
export function passagesByGroup(field: string, groups: readonly number[]): Dsl {
  return {
    filter: { terms: { [field]: groups } },
    aggs: {
      groups: {
        terms: { field, size: groups.length, shard_size: groups.length },
      },
    },
  }
}

/** Matching passages of each group of copies. @param after the last group of the page before */
export function pageOfCopies(after?: number): Dsl {
  return {
    composite: {
      size: PAGED,
      sources: [{ group: { terms: { field: COLUMNS.copies } } }],
      ...(after === undefined ? {} : { after: { group: after } }),
    },
  }
}

export interface CopiesPage {
  readonly buckets: readonly { readonly doc_count: number }[]
  readonly after_key?: { readonly group: number }
}

/** Facets whose field the corpus has, by the name of their aggregation. */
export function facetAggregations(
  wanted: ReadonlyMap<FacetName, WantedFacet>,
  limit: number,
  attempt: number,
): Record<string, Dsl> {
  return Object.fromEntries(
    Array.from(wanted, ([name, facet]) => [`facet:${name}`, valuesOf(facet, limit, attempt)]),
  )
}

/** The chosen values of the facets that have some. */
export function chosenAggregations(wanted: ReadonlyMap<FacetName, WantedFacet>): Record<string, Dsl> {
  return Object.fromEntries(
    Array.from(wanted)
      .filter(([, { chosen }]) => chosen.length > 0)
      .map(([name, facet]) => [`chosen:${name}`, theseValues(facet)]),
  )
}
