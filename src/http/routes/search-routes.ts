// Calls about a search: its hits, what they have in common, and all of them as a file.
import { z } from 'zod'
import { RequestError } from '../../domain/errors.ts'
import { batchParameters, parseBatchRequest, runBatch, written } from '../../search/batch.ts'
import { EXPORTS, exportHits } from '../../search/export.ts'
import { facetValues } from '../../search/facet-values.ts'
import { LIMITS } from '../../search/limits.ts'
import { similarInMeaning } from '../../search/meaning/similar.ts'
import { themes } from '../../search/meaning/themes.ts'
import { network } from '../../search/network.ts'
import { getPassage } from '../../search/passages.ts'
import {
  exportParameters,
  facetValuesParameters,
  networkParameters,
  parseExportRequest,
  parseFacetValuesRequest,
  parseNetworkRequest,
  parseSearchRequest,
  parseSimilarToRequest,
  parseSuggestRequest,
  parseThemesRequest,
  parseTimelineRequest,
  type RawParameters,
  searchParameters,
  similarToParameters,
  suggestParameters,
  themesParameters,
  timelineParameters,
} from '../../search/request.ts'
import { resolveFilters } from '../../search/resolve-filters.ts'
import { timeline } from '../../search/search.ts'
import { suggest } from '../../search/suggest.ts'
import { textStream } from '../../search/text-stream.ts'
import { type CursoredPage, searchByCursor, searchPage } from '../cursor.ts'
import { defineRoute, type Route, type RouteRequest } from '../route.ts'
import * as answer from '../schemas.ts'

const SEARCH = {
  path: '/v1/search',
  parameters: searchParameters.extend({
    cursor: z.string().optional().describe('the next page of an answer; alone'),
  }),
  metadata: true,
  response: answer.searchPage,
  read: (parameters: RawParameters) => parameters,
  handle: (parameters: RawParameters, { served, deadline }: RouteRequest) =>
    searchByCursor(served, parameters, deadline),
} as const

/** Hits. */
export const HIT_ROUTES: readonly Route[] = [
  defineRoute({ ...SEARCH, method: 'get', summary: 'Search passages: a page of hits, with facets' }),
  defineRoute({ ...SEARCH, method: 'post', summary: 'Search passages, the parameters as a JSON body' }),
  defineRoute({
    method: 'post',
    path: '/v1/multi-search',
    summary: 'Several searches of the same bundle in one call',
    parameters: z.strictObject({
      searches: z
        .array(z.record(z.string(), z.unknown()), 'must be a list of searches')
        .min(1, 'must have a search')
        .max(LIMITS.searches, `may have ${LIMITS.searches} searches at most`)
        .describe('each an object with the parameters of a search'),
    }),
    response: answer.multiSearch,
    handle: async ({ searches }, { served, deadline }) => {
      searches.forEach(checkNth) // all or none
      const bundle = served.current
      const results: CursoredPage[] = []
      for (const each of searches) results.push(await searchPage(bundle, each, deadline))
      return { results }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/batch',
    summary:
      'Hundreds of names or queries: counts and best passages of each, one after the other, as lines of JSON or CSV',
    parameters: batchParameters,
    response: z.string(),
    produces: [EXPORTS.ndjson.type, EXPORTS.csv.type],
    read: parseBatchRequest,
    handle: async ({ queries, format }, { served, deadline }) => {
      const results = await runBatch(served.current, queries, deadline.signal)
      return new Response(textStream(written(results, format)), {
        headers: { 'content-type': EXPORTS[format].type },
      })
    },
  }),
]

/** What is said of all hits. */
export const RESULT_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/suggest',
    summary:
      'Completions of a search: entities, titles, terms, each with the total of the search that it leads to',
    parameters: suggestParameters,
    metadata: true,
    response: answer.suggestions,
    read: parseSuggestRequest,
    handle: (asked, { served, deadline }) => suggest(served.current, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/timeline',
    summary: 'Counts over time for a search',
    parameters: timelineParameters,
    metadata: true,
    response: answer.timelinePage,
    read: parseTimelineRequest,
    handle: (asked, { served, deadline }) => timeline(served.current, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/facets/{id}',
    summary: 'All values of a facet in the results of a search, with their counts',
    parameters: facetValuesParameters,
    metadata: true,
    response: answer.facetValues,
    read: (parameters, facet) => parseFacetValuesRequest(facet, parameters),
    handle: (asked, { served, deadline }) => facetValues(served.current, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/network',
    summary: 'Entities that appear together in the results of a search',
    parameters: networkParameters,
    metadata: true,
    response: answer.network,
    read: parseNetworkRequest,
    handle: (asked, { served, deadline }) => network(served.current, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/similar',
    summary: 'Passages that mean much the same as some, with the names that they share',
    parameters: similarToParameters,
    metadata: true,
    response: answer.similarInMeaning,
    read: parseSimilarToRequest,
    handle: (asked, { served, deadline }) => similarInMeaning(served.current, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/themes',
    summary: 'The best hits of a search in groups that mean much the same, named by their most telling words',
    parameters: themesParameters,
    metadata: true,
    response: answer.themes,
    read: parseThemesRequest,
    handle: (asked, { served, deadline }) => themes(served.current, asked, deadline),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/export',
    summary: 'Every hit of a search, or some passages, as a file',
    parameters: exportParameters,
    metadata: true,
    response: z.string(),
    produces: Object.values(EXPORTS).map(({ type }) => type),
    read: parseExportRequest,
    handle: async (asked, { served, deadline }) => {
      const { type, extension } = EXPORTS[asked.format]
      const bundle = served.current
      // What is wrong is said before the answer begins.
      await resolveFilters(bundle, asked.filters, deadline)
      for (const each of asked.passages) getPassage(bundle, each)
      return new Response(textStream(exportHits(bundle, asked, deadline.signal)), {
        headers: {
          'content-type': type,
          'content-disposition': `attachment; filename="passages.${extension}"`,
        },
      })
    },
  }),
]

/** One of several searches: what is wrong with it names its place. @throws {RequestError} */
function checkNth(parameters: RawParameters, at: number): void {
  try {
    parseSearchRequest(parameters)
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new RequestError(
      error.errors.map(({ parameter, message }) => ({ parameter: `searches[${at}].${parameter}`, message })),
    )
  }
}
