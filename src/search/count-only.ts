// What does a request to the engine say that wants figures and no hits, or has no filters?
import type { Filters } from '../domain/query.ts'

/** The parts of an engine request that asks for figures and no hits. */
export const COUNT_ONLY = {
  sort: 'newest',
  offset: 0,
  limit: 0,
  groupBy: null,
  facets: [],
  facetLimit: 0,
  timeline: null,
} as const

export const NO_FILTERS: Filters = {
  all: [],
  any: [],
  not: [],
  fromDay: null,
  toDay: null,
  boilerplate: false,
}
