// Which calls does the interface have? The whole list, in the order of the documentation.
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { ENTITY_TYPES } from '../domain/document.ts'
import { RequestError } from '../domain/errors.ts'
import { batchParameters, parseBatchRequest, runBatch, written } from '../search/batch.ts'
import { listCopies } from '../search/copies.ts'
import { getDocument, listDocuments } from '../search/documents.ts'
import { getEntity, listEntities } from '../search/entities.ts'
import { EXPORTS, exportHits } from '../search/export.ts'
import { facetValues } from '../search/facet-values.ts'
import { LIMITS } from '../search/limits.ts'
import { similarInMeaning } from '../search/meaning/similar.ts'
import { themes } from '../search/meaning/themes.ts'
import { network } from '../search/network.ts'
import { getContext, getPassage, similarPassages } from '../search/passages.ts'
import { references } from '../search/references.ts'
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
  validate,
  wholeNumber,
} from '../search/request.ts'
import { resolveFilters } from '../search/resolve-filters.ts'
import { search, timeline } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import { suggest } from '../search/suggest.ts'
import { textStream } from '../search/text-stream.ts'
import { NOTHING_TOLD, readState } from '../watch/watch-state.ts'
import { addDocuments, receiveDocuments } from './add-documents.ts'
import { type CursoredPage, searchByCursor, searchPage } from './cursor.ts'
import type { Route } from './route.ts'
import * as answer from './schemas.ts'

const none = z.strictObject({})
const neighbours = wholeNumber(0, LIMITS.context.max).default(LIMITS.context.default)
const contextParameters = z.strictObject({
  before: neighbours.describe('passages before it'),
  after: neighbours.describe('passages after it'),
  boilerplate: searchParameters.shape.boilerplate,
})
const similarParameters = z.strictObject({
  limit: wholeNumber(1, LIMITS.similar.max).default(LIMITS.similar.default).describe('passages'),
})
const copyParameters = z.strictObject({
  offset: wholeNumber(0, 10_000_000).default(0).describe('copies to skip'),
  limit: wholeNumber(1, LIMITS.copies.max).default(LIMITS.copies.default).describe('copies'),
})
const listParameters = z.strictObject({
  q: z.string().max(LIMITS.queryLength).default('').describe('beginnings of words of the name or title'),
  offset: wholeNumber(0, 10_000_000).default(0).describe('entries to skip'),
  limit: wholeNumber(1, LIMITS.list.max).default(LIMITS.list.default).describe('entries'),
})
const entityParameters = listParameters.extend({
  type: z.enum(ENTITY_TYPES).optional().describe('only entities of this type'),
  sort: z.enum(['count', 'name']).default('count').describe('the most frequent first, or by name'),
})
const watchParameters = z.strictObject({
  limit: wholeNumber(1, LIMITS.reports.max).default(LIMITS.reports.default).describe('reports'),
})

const multiSearchParameters = z.strictObject({
  searches: z
    .array(z.record(z.string(), z.unknown()), 'must be a list of searches')
    .min(1, 'must have a search')
    .max(LIMITS.searches, `may have ${LIMITS.searches} searches at most`)
    .describe('each an object with the parameters of a search'),
})

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

const SEARCH = {
  path: '/v1/search',
  parameters: searchParameters.extend({
    cursor: z.string().optional().describe('the next page of an answer; alone'),
  }),
  metadata: true,
  response: answer.searchPage,
  handle: ({ served, parameters, deadline }) => searchByCursor(served, parameters, deadline),
} as const satisfies Omit<Route, 'method' | 'summary'>

export const ROUTES: readonly Route[] = [
  { ...SEARCH, method: 'get', summary: 'Search passages: a page of hits, with facets' },
  { ...SEARCH, method: 'post', summary: 'Search passages, the parameters as a JSON body' },
  {
    method: 'post',
    path: '/v1/multi-search',
    summary: 'Several searches of the same bundle in one call',
    parameters: multiSearchParameters,
    response: answer.multiSearch,
    handle: async ({ served, parameters, deadline }) => {
      const { searches } = validate(multiSearchParameters, parameters)
      searches.forEach(checkNth) // all or none
      const bundle = served.current
      const results: CursoredPage[] = []
      for (const each of searches) results.push(await searchPage(bundle, each, deadline))
      return { results }
    },
  },
  {
    method: 'post',
    path: '/v1/batch',
    summary:
      'Hundreds of names or queries: counts and best passages of each, one after the other, as lines of JSON or CSV',
    parameters: batchParameters,
    response: z.string(),
    produces: [EXPORTS.ndjson.type, EXPORTS.csv.type],
    handle: async ({ served, parameters, deadline }) => {
      const { queries, format } = parseBatchRequest(parameters)
      const results = await runBatch(served.current, queries, deadline.signal)
      return new Response(textStream(written(results, format)), {
        headers: { 'content-type': EXPORTS[format].type },
      })
    },
  },
  {
    method: 'get',
    path: '/v1/passages/{id}',
    summary: 'A passage with its citation',
    parameters: none,
    response: answer.passagePage,
    handle: ({ served, id, parameters }) => {
      validate(none, parameters)
      return getPassage(served.current, id)
    },
  },
  {
    method: 'get',
    path: '/v1/passages/{id}/context',
    summary: 'A passage between its neighbours',
    parameters: contextParameters,
    response: answer.contextPage,
    handle: ({ served, id, parameters }) => {
      const { before, after, boilerplate } = validate(contextParameters, parameters)
      return getContext(served.current, id, before, after, boilerplate)
    },
  },
  {
    method: 'get',
    path: '/v1/passages/{id}/similar',
    summary: 'Passages that share the rarest words of this one',
    parameters: similarParameters,
    response: answer.similarPage,
    handle: ({ served, id, parameters, deadline }) => {
      const { limit } = validate(similarParameters, parameters)
      return similarPassages(served.current, id, limit, deadline)
    },
  },
  {
    method: 'get',
    path: '/v1/passages/{id}/copies',
    summary: 'Passages with nearly the same text, the first appearance first, with what was changed',
    parameters: copyParameters,
    response: answer.copyList,
    handle: ({ served, id, parameters, deadline }) =>
      listCopies(served.current, id, validate(copyParameters, parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/passages/{id}/cite',
    summary: 'References to a passage: APA, Chicago, BibTeX, RIS, CSL-JSON, Markdown',
    parameters: none,
    response: answer.references,
    handle: ({ served, id, parameters }) => {
      validate(none, parameters)
      const bundle = served.current
      return references(bundle, getPassage(bundle, id))
    },
  },
  {
    method: 'get',
    path: '/v1/documents',
    summary: 'Documents, newest first',
    parameters: listParameters,
    response: answer.documentList,
    handle: ({ served, parameters, deadline }) => {
      const { q, offset, limit } = validate(listParameters, parameters)
      return listDocuments(served.current, q, offset, limit, deadline)
    },
  },
  {
    method: 'get',
    path: '/v1/documents/{id}',
    summary: 'A document: metadata, outline, passages in order',
    parameters: none,
    response: answer.documentPage,
    handle: ({ served, id, parameters }) => {
      validate(none, parameters)
      return getDocument(served.current, id)
    },
  },
  {
    method: 'get',
    path: '/v1/entities',
    summary: 'Entities with their counts',
    parameters: entityParameters,
    response: answer.entityList,
    handle: ({ served, parameters, deadline }) => {
      const { type, ...rest } = validate(entityParameters, parameters)
      return listEntities(served.current, { ...rest, type: type ?? null }, deadline)
    },
  },
  {
    method: 'get',
    path: '/v1/entities/{id}',
    summary: 'An entity: aliases with why, related entities, timeline, passages',
    parameters: none,
    response: answer.entityPage,
    handle: ({ served, id, parameters, deadline }) => {
      validate(none, parameters)
      return getEntity(served.current, id, deadline)
    },
  },
  {
    method: 'get',
    path: '/v1/suggest',
    summary:
      'Completions of a search: entities, titles, terms, each with the total of the search that it leads to',
    parameters: suggestParameters,
    metadata: true,
    response: answer.suggestions,
    handle: ({ served, parameters, deadline }) =>
      suggest(served.current, parseSuggestRequest(parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/timeline',
    summary: 'Counts over time for a search',
    parameters: timelineParameters,
    metadata: true,
    response: answer.timelinePage,
    handle: ({ served, parameters, deadline }) =>
      timeline(served.current, parseTimelineRequest(parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/facets/{id}',
    summary: 'All values of a facet in the results of a search, with their counts',
    parameters: facetValuesParameters,
    metadata: true,
    response: answer.facetValues,
    handle: ({ served, id, parameters, deadline }) =>
      facetValues(served.current, parseFacetValuesRequest(id, parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/network',
    summary: 'Entities that appear together in the results of a search',
    parameters: networkParameters,
    metadata: true,
    response: answer.network,
    handle: ({ served, parameters, deadline }) =>
      network(served.current, parseNetworkRequest(parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/similar',
    summary: 'Passages that mean much the same as some, with the names that they share',
    parameters: similarToParameters,
    metadata: true,
    response: answer.similarInMeaning,
    handle: ({ served, parameters, deadline }) =>
      similarInMeaning(served.current, parseSimilarToRequest(parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/themes',
    summary: 'The best hits of a search in groups that mean much the same, named by their most telling words',
    parameters: themesParameters,
    metadata: true,
    response: answer.themes,
    handle: ({ served, parameters, deadline }) =>
      themes(served.current, parseThemesRequest(parameters), deadline),
  },
  {
    method: 'get',
    path: '/v1/export',
    summary: 'Every hit of a search, or some passages, as a file',
    parameters: exportParameters,
    metadata: true,
    response: z.string(),
    produces: Object.values(EXPORTS).map(({ type }) => type),
    handle: async ({ served, parameters, deadline }) => {
      const request = parseExportRequest(parameters)
      const { type, extension } = EXPORTS[request.format]
      const bundle = served.current
      // What is wrong is said before the answer begins.
      await resolveFilters(bundle, request.filters, deadline)
      for (const each of request.passages) getPassage(bundle, each)
      const pieces = exportHits(bundle, request, deadline.signal)
      return new Response(textStream(pieces), {
        headers: {
          'content-type': type,
          'content-disposition': `attachment; filename="passages.${extension}"`,
        },
      })
    },
  },
  {
    method: 'get',
    path: '/v1/watch',
    admin: true,
    summary: 'What the watch list found in new and changed passages, the newest report first',
    parameters: watchParameters,
    response: answer.watchReports,
    live: true,
    handle: async ({ served, parameters }) => {
      const { limit } = validate(watchParameters, parameters)
      const { reports } = (await readState(served.directory)) ?? NOTHING_TOLD
      return { total: reports.length, reports: reports.slice(0, limit) }
    },
  },
  {
    method: 'get',
    path: '/v1/stats',
    summary: 'Figures of the corpus',
    parameters: none,
    response: answer.statsPage,
    handle: ({ served, parameters }) => {
      validate(none, parameters)
      return stats(served.current)
    },
  },
  {
    method: 'get',
    path: '/healthz',
    summary: 'The process is up',
    parameters: none,
    response: answer.health,
    handle: () => ({ status: 'ok' }),
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'A verified bundle is served',
    parameters: none,
    response: answer.readiness,
    handle: async ({ served, service }) => {
      if (service.isDraining()) throw new HTTPException(503, { message: 'The service is about to end.' })
      const bundle = served.current
      // Not only that there is a bundle: that it answers.
      await search(bundle, parseSearchRequest({ q: '', limit: 1, facets: 'none' }))
      return { status: 'ready', version: bundle.version }
    },
  },
  {
    method: 'post',
    path: '/v1/admin/reload',
    summary: 'Swap in the bundle on disk',
    parameters: none,
    response: answer.reload,
    admin: true,
    handle: ({ served }) => served.reload(),
  },
  {
    method: 'post',
    path: '/v1/admin/documents',
    summary: 'Add files to the source folder, and serve the index built again',
    parameters: none,
    consumes: 'multipart/form-data',
    response: answer.ingestReport,
    admin: true,
    handle: async ({ parameters, context, service }) => {
      validate(none, parameters)
      return addDocuments(service, await receiveDocuments(context, service), () => {})
    },
  },
]
