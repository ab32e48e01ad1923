// How many passages and documents match, and which values do they have? Aggregations, and what makes their counts exact.
import type { FacetName, Interval } from '../../domain/query.ts'
import type { FacetCount } from '../engine.ts'
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

/** The most frequent values of a field. @param attempt from 0: later ones ask each shard for more */
function valuesOf(field: string, limit: number, attempt: number): Dsl {
  const wanted = Math.min(MOST_VALUES, Math.max(SHARD_VALUES, limit * 2) * MORE ** attempt)
  return {
    terms: { field, size: limit, shard_size: wanted, show_term_doc_count_error: true },
  }
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
  return byCount(buckets.map(({ key, doc_count }) => ({ id: key, count: doc_count })))
}

/** The most frequent first, ties by id. */
export function byCount(counts: readonly FacetCount[]): FacetCount[] {
  return counts.toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
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
export function passagesByDocument(documents: readonly number[]): Dsl {
  return {
    filter: { terms: { [COLUMNS.documentNumber]: documents } },
    aggs: {
      documents: {
        terms: { field: COLUMNS.documentNumber, size: documents.length, shard_size: documents.length },
      },
    },
  }
}

/** Facets whose field the corpus has, by the name of their aggregation. */
export function facetAggregations(
  fields: ReadonlyMap<FacetName, string>,
  limit: number,
  attempt: number,
): Record<string, Dsl> {
  return Object.fromEntries(
    Array.from(fields, ([name, field]) => [`facet:${name}`, valuesOf(field, limit, attempt)]),
  )
}
