// Calls about the service itself: what it has, whether it answers, and what whoever runs it may do.
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { LIMITS } from '../../search/limits.ts'
import { parseSearchRequest, wholeNumber } from '../../search/request.ts'
import { search } from '../../search/search.ts'
import { stats } from '../../search/stats.ts'
import { NOTHING_TOLD, readState } from '../../watch/watch-state.ts'
import { addDocuments, receiveDocuments } from '../add-documents.ts'
import { defineRoute, type Route } from '../route.ts'
import * as answer from '../schemas.ts'

export const SERVICE_ROUTES: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/watch',
    admin: true,
    summary: 'What the watch list found in new and changed passages, the newest report first',
    parameters: z.strictObject({
      limit: wholeNumber(1, LIMITS.reports.max).default(LIMITS.reports.default).describe('reports'),
    }),
    response: answer.watchReports,
    live: true,
    handle: async ({ limit }, { served }) => {
      const { reports } = (await readState(served.directory)) ?? NOTHING_TOLD
      return { total: reports.length, reports: reports.slice(0, limit) }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/stats',
    summary: 'Figures of the corpus',
    response: answer.statsPage,
    handle: (_, { served }) => stats(served.current),
  }),
  defineRoute({
    method: 'get',
    path: '/healthz',
    summary: 'The process is up',
    response: answer.health,
    read: () => null,
    handle: () => ({ status: 'ok' }),
  }),
  defineRoute({
    method: 'get',
    path: '/readyz',
    summary: 'A verified bundle is served',
    response: answer.readiness,
    read: () => null,
    handle: async (_, { served, service }) => {
      if (service.isDraining()) throw new HTTPException(503, { message: 'The service is about to end.' })
      const bundle = served.current
      // Not only that there is a bundle: that it answers.
      await search(bundle, parseSearchRequest({ q: '', limit: 1, facets: 'none' }))
      return { status: 'ready', version: bundle.version }
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/admin/reload',
    summary: 'Swap in the bundle on disk',
    response: answer.reload,
    admin: true,
    read: () => null,
    handle: (_, { served }) => served.reload(),
  }),
  defineRoute({
    method: 'post',
    path: '/v1/admin/documents',
    summary: 'Add files to the source folder, and serve the index built again',
    consumes: 'multipart/form-data',
    response: answer.ingestReport,
    admin: true,
    handle: async (_, { context, service }) =>
      addDocuments(service, await receiveDocuments(context, service), () => {}),
  }),
]
