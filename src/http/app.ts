// The whole service as one function from request to response: interface, page, problems.
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { createMcpHttp } from '../mcp/server.ts'
import { errorPage, type PageIngest, pages } from '../web/pages.ts'
import { addDocuments, limitFiles } from './add-documents.ts'
import { type AdminOptions, requireAdmin } from './admin.ts'
import { compressAnswers } from './compress.ts'
import { openApiDocument } from './openapi.ts'
import { problem, problemOf, sendProblem } from './problem.ts'
import { rememberAnswers } from './remembered-answers.ts'
import { bodyParameters, queryParameters, type Service } from './route.ts'
import { ROUTES } from './routes.ts'

export interface AppOptions extends AdminOptions, Service {
  /** Version of Lede, for the OpenAPI document. */
  readonly version: string
  /** Told of every error that is not the caller's. */
  readonly onError?: (error: Error) => void
}

export function createApp(options: AppOptions): Hono {
  const { served } = options
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  )
  app.use('*', compressAnswers())
  app.use('/v1/*', rememberAnswers(served))
  app.on('POST', ['/v1/admin/documents', '/ingest'], limitFiles)
  for (const route of ROUTES) {
    app.on(route.method.toUpperCase(), honoPath(route.path), async c => {
      if (route.admin === true) requireAdmin(c, options)
      const takesFiles = route.consumes !== undefined
      const parameters = route.method === 'get' || takesFiles ? queryParameters(c) : await bodyParameters(c)
      const { signal } = c.req.raw
      const id = c.req.param('id') ?? ''
      const request = { served, id, parameters, signal, context: c, service: options }
      const answer = await route.handle(request)
      return answer instanceof Response ? answer : c.json(answer as object)
    })
  }
  let openApi: object | undefined
  app.get('/openapi.json', c => {
    openApi ??= openApiDocument(ROUTES, options.version)
    return c.json(openApi)
  })
  const state = options.ingest === null ? 'no folder' : options.adminKey === null ? 'no key' : 'ready'
  const add: PageIngest['add'] = (key, files, onProgress) =>
    addDocuments(options, key, async () => files, onProgress)
  const mcp = createMcpHttp(served, options.version, error => options.onError?.(error))
  app.all('/mcp', c => mcp.fetch(c.req.raw))
  app.route('/', pages(served, { state, add }))
  app.notFound(c => {
    const allowed = ROUTES.filter(route => matchesPath(route.path, c.req.path)).map(route =>
      route.method.toUpperCase(),
    )
    if (allowed.length > 0 && !allowed.includes(c.req.method)) {
      return sendProblem(c, problem(405, `Use ${allowed.join(' or ')} for ${c.req.path}.`), {
        allow: allowed.join(', '),
      })
    }
    const notFound = problem(404, `There is nothing at ${c.req.path}.`)
    return wantsPage(c.req.path) ? c.html(errorPage(notFound), 404) : sendProblem(c, notFound)
  })
  app.onError((error, c) => {
    const value = problemOf(error)
    const isGone = c.req.raw.signal.aborted
    if (value.status >= 500 && !isGone) options.onError?.(error)
    return wantsPage(c.req.path) ? c.html(errorPage(value), value.status as 400) : sendProblem(c, value)
  })
  return app
}

/** An id may hold slashes, encoded or not. */
function honoPath(path: string): string {
  return path.replace(/\{id\}/u, ':id{.+?}')
}

function matchesPath(route: string, path: string): boolean {
  const pattern = route
    .split('{id}')
    .map(part => RegExp.escape(part))
    .join('.+')
  return new RegExp(`^${pattern}$`, 'u').test(path)
}

function wantsPage(path: string): boolean {
  return !/^\/(?:v1\/|healthz|readyz|mcp$|openapi\.json)/u.test(path)
}
