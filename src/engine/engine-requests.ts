// What does the search ask of an engine: figures, hits, or both? What is not asked for costs nothing.
import type { Filters } from '../domain/query.ts'
import type { EngineRequest } from './engine.ts'

/** Query and filters, and whatever else is asked. */
type Asked<Also extends keyof EngineRequest = never> = Pick<EngineRequest, 'query' | 'filters' | Also> &
  Partial<EngineRequest>

const NOTHING = {
  sort: 'newest',
  offset: 0,
  limit: 0,
  groupBy: null,
  facets: [],
  facetLimit: 0,
  timeline: null,
} as const satisfies Omit<EngineRequest, 'query' | 'filters'>

/** How many there are, with the facets or the timeline that are named, and no hits. */
export function askFigures(asked: Asked & { readonly limit?: never }): EngineRequest {
  return { ...NOTHING, ...asked }
}

/** So many hits in that order, and no figures. */
export function askHits(asked: Asked<'limit' | 'sort'>): EngineRequest {
  return { ...NOTHING, hitsOnly: true, ...asked }
}

/** So many hits in that order, and how many there are. */
export function askHitsAndFigures(asked: Asked<'limit' | 'sort'>): EngineRequest {
  return { ...NOTHING, ...asked }
}

export const NO_FILTERS: Filters = {
  all: [],
  any: [],
  not: [],
  fromDay: null,
  toDay: null,
  boilerplate: false,
}
