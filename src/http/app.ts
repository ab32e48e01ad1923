// The whole service as one function from request to response: interface, page, problems.

import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { codeFingerprint } from '../build/fingerprint.ts'
import type { ServedBundle } from '../bundle/serving.ts'
import { ClusterError } from '../domain/errors.ts'
import { createMcpHttp } from '../mcp/server.ts'
import { requestDeadline } from '../search/request-deadline.ts'
import { bodyOf } from '../search/text-stream.ts'
import { errorPage, noSuchPage } from '../web/error-page.ts'
import { keyNeededPage } from '../web/key-needed-page.ts'
import { pages } from '../web/pages.ts'
import { SAVED_SEARCHES } from '../web/saved-searches-page.ts'
import { speakItsLanguage } from '../web/words/languages.ts'
import {
  type AdminOptions,
  KeyNeeded,
  requireAdmin,
  requireHost,
  requireReader,
  requireSameSite,
} from './access.ts'
import { compressAnswers } from './compress.ts'
import { tagAnswers } from './etag.ts'
import { jsonInTurns } from './json-in-turns.ts'
import { limitAddress, limitBody, limitConcurrency, limitRate, type RateLimit } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { type Operator, pageActions } from './page-actions.ts'
import { problem, problemOf, sendProblem } from './problem.ts'
import { referencePage, TRY, triedAddress } from './reference-page.ts'
import { rememberAnswers } from './remembered-answers.ts'
import { identifyRequests } from './request-id.ts'
import { logRequests, type RequestLogOptions } from './request-log.ts'
import { bodyParameters, MAX_BODY, matchesPath, queryParameters, type Route, type Service } from './route.ts'
import { ROUTES } from './routes.ts'

export interface AppOptions extends AdminOptions, Operator, Service {
  /** Version of Lede, for the OpenAPI document. */
  readonly version: string
  /** The address that is listened on, and further names under which the service is asked. */
  readonly host: string
  readonly allowedHosts: readonly string[]
  /** Sites whose pages may read answers. */
  readonly corsOrigins: readonly string[]
  /** Null for none. */
  readonly rateLimit: RateLimit | null
  readonly log: RequestLogOptions
  readonly metrics: Metrics
}

/** Requests that are answered at the same time. */
const MOST_REQUESTS = 512
/** Requests that bring files at the same time: each may hold 64 MB. */
const MOST_UPLOADS = 2
const UPLOADS = ['/v1/admin/documents', '/ingest']
/** UTF-16 code units of an address. */
const LONGEST_ADDRESS = 16_000

/**
 * A request is checked in the order of this function: host, origin, bounds, key, state, and only then is a body read.
 */
export function createApp(options: AppOptions): Hono {
  const { served, version, metrics } = options
  const app = new Hono()
  app.use(
    identifyRequests(),
    logRequests(served, options.log),
    metrics.measure(served),
    speakItsLanguage(() => served.current.manifest.titles ?? {}),
  )
  protect(app, options)
  tagAndRemember(app, served)
  for (const route of ROUTES) addRoute(app, route, options)
  describeInterface(app, version)
  app.get('/metrics', async c => c.body(await metrics.text(), 200, { 'content-type': metrics.contentType }))
  const mcp = createMcpHttp(served, version, error => options.onError?.(error))
  app.all('/mcp', c => mcp.fetch(c.req.raw))
  app.route('/', pages(served, pageActions(options, options)))
  answerProblems(app, options)
  return app
}

/** Who may ask, from where, how much and how often. */
function protect(app: Hono, options: AppOptions): void {
  const { keys, loopback, host, allowedHosts, corsOrigins, rateLimit } = options
  app.use(HEADERS, compressAnswers(), requireHost(loopback, host, allowedHosts), requireSameSite(corsOrigins))
  if (corsOrigins.length > 0)
    app.use('/v1/*', cors({ origin: [...corsOrigins], exposeHeaders: ['etag', 'ratelimit', 'x-request-id'] }))
  app.use(limitAddress(LONGEST_ADDRESS), limitConcurrency(MOST_REQUESTS))
  if (rateLimit !== null) app.use(limitRate(rateLimit, keys))
  app.use(requireReader(keys))
  app.on('POST', UPLOADS, limitConcurrency(MOST_UPLOADS))
  app.on('POST', ['/batch', '/entities/*', SAVED_SEARCHES], limitBody(MAX_BODY))
}

const HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  // For programs that are no more, or said by the policy above: each answer would carry them.
  xFrameOptions: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})

/** What was answered from a bundle holds as long as it is served. */
function tagAndRemember(app: Hono, served: ServedBundle): void {
  const tags = (): MiddlewareHandler => tagAnswers(served, codeFingerprint('answers'))
  app.use('/openapi.json', tags())
  app.use('/v1/*', unlessLive(tags()), unlessLive(rememberAnswers(served)))
}

/** A call of the interface. Its parameters come from the address, or from a body of JSON. */
function addRoute(app: Hono, route: Route, options: AppOptions): void {
  const takesFiles = route.consumes !== undefined
  const checks: MiddlewareHandler[] = []
  if (route.admin === true) checks.push(requireAdminOf(options))
  if (route.method === 'post' && !takesFiles) checks.push(limitBody(MAX_BODY))
  const method = route.method.toUpperCase()
  const path = honoPath(route.path)
  for (const check of checks) app.on(method, path, check)
  app.on(method, path, async c => {
    const parameters = route.method === 'get' || takesFiles ? queryParameters(c) : await bodyParameters(c)
    const deadline = requestDeadline(c.req.raw.signal)
    const id = c.req.param('id') ?? ''
    const request = { served: options.served, id, parameters, deadline, context: c, service: options }
    const answer = await route.handle(request)
    if (isPartial(answer)) c.set('isPartial', true)
    if (answer instanceof Response) return answer
    const json = await jsonInTurns(answer, deadline)
    return c.body(bodyOf(json, deadline), 200, { 'content-type': 'application/json' })
  })
}

/** What the interface is, for programs and for people. */
function describeInterface(app: Hono, version: string): void {
  let openApi: object | undefined
  app.get('/openapi.json', c => {
    openApi ??= openApiDocument(ROUTES, version)
    return c.json(openApi)
  })
  app.get('/reference', c => c.html(referencePage(ROUTES)))
  app.get(TRY, c => {
    const address = triedAddress(ROUTES, new URL(c.req.url).searchParams)
    return address === null ? c.notFound() : c.redirect(address)
  })
}

/** What is not there, and what went wrong. */
function answerProblems(app: Hono, { onError }: AppOptions): void {
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
    return wantsPage(c.req.path) ? c.html(noSuchPage(c.req.path), 404) : sendProblem(c, notFound)
  })
  app.onError((error, c) => {
    const value = problemOf(error)
    const isGone = c.req.raw.signal.aborted
    if (value.status >= 500 && !isGone) onError?.(error)
    const headers: Record<string, string> = error instanceof ClusterError ? { 'retry-after': '1' } : {}
    if (error instanceof KeyNeeded && wantsPage(c.req.path)) return c.html(keyNeededPage(), 401)
    return wantsPage(c.req.path)
      ? c.html(errorPage(value), value.status as 400, headers)
      : sendProblem(c, value, headers)
  })
}

function requireAdminOf(options: AdminOptions): MiddlewareHandler {
  return async (c, next) => {
    requireAdmin(c, options)
    return next()
  }
}

const LIVE = new Set(ROUTES.filter(({ live }) => live).map(({ path }) => path))

/** What rests on the bundle being the same does not hold for these. */
function unlessLive(middleware: MiddlewareHandler): MiddlewareHandler {
  return (c, next) => (LIVE.has(c.req.path) ? next() : middleware(c, next))
}

/** Whether an answer may be better the next time it is asked for: something was cut, or could not be searched. */
function isPartial(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  const { meaning } = answer as { readonly meaning?: { readonly failed?: boolean } | null }
  return 'partial' in answer || meaning?.failed === true
}

/** An id may hold slashes, encoded or not. */
function honoPath(path: string): string {
  return path.replace(/\{id\}/u, ':id{.+?}')
}

function wantsPage(path: string): boolean {
  return !/^\/(?:v1\/|healthz|readyz|metrics|mcp$|openapi\.json)/u.test(path)
}
