// What is a route? A path, the schemas of what comes in and goes out, and one call into `src/search`.
import type { Context } from 'hono'
import { z } from 'zod'
import type { Ingest } from '../build/ingest.ts'
import type { ServedBundle } from '../bundle/serving.ts'
import type { Deadline } from '../domain/deadline.ts'
import { RequestError } from '../domain/errors.ts'
import { type RawParameters, validate } from '../search/request.ts'
import type { WatchFile } from '../watch/write-watch.ts'
import type { KeyRing } from './keys.ts'
import type { PageKeys } from './page-keys.ts'

/** What the service consists of besides its bundle. */
export interface Service {
  readonly served: ServedBundle
  readonly keys: KeyRing
  /** Pages that were opened by the link of the terminal; null where none is printed. */
  readonly pageKeys: PageKeys | null
  /** Adds documents; null where the service knows no source folder. */
  readonly ingest: Ingest | null
  /** The watch list of that folder; null likewise. */
  readonly watchList: WatchFile | null
  /** Told when a new bundle was built and is served. */
  readonly onBuilt: () => void
  /** Whether it is about to end: it answers, and takes no new work. */
  readonly isDraining: () => boolean
}

export interface RouteRequest {
  readonly served: ServedBundle
  /** The id in the path, decoded; empty where the path has none. */
  readonly id: string
  /** Parameters of the query string, or the fields of the JSON body. */
  readonly parameters: RawParameters
  /** Of all of the request; it ends where the client goes away. */
  readonly deadline: Deadline
  /** For what is no JSON: files, and answers that come piece by piece. */
  readonly context: Context
  readonly service: Service
}

export interface Route {
  readonly method: 'get' | 'post'
  /** OpenAPI form, e.g. `/v1/passages/{id}/context`. */
  readonly path: string
  readonly summary: string
  /** Schema of the parameters; empty where there are none. */
  readonly parameters: z.ZodObject
  /** Whether `meta.<key>` parameters are taken too. */
  readonly metadata?: true
  readonly response: z.ZodType
  /** Media type of the body where it is not JSON: `handle` then reads it. */
  readonly consumes?: 'multipart/form-data'
  /** The answer may change while the same bundle is served. */
  readonly live?: true
  /** Only for whoever may administer the service. */
  readonly admin?: true
  /** Media types of the answer where it is not JSON: `handle` then gives a `Response`. */
  readonly produces?: readonly string[]
  handle(request: RouteRequest): unknown
}

/** What of a route is its own: parameters are checked before it is handled. */
interface RouteDefinition<S extends z.ZodObject, Asked> extends Omit<Route, 'parameters' | 'handle'> {
  /** None unless given. */
  readonly parameters?: S
  /** @param asked what the parameters say */
  handle(asked: Asked, request: RouteRequest): unknown
}

/** For calls whose parameters mean more than their schema says. */
interface Reading<Asked> {
  /** @throws {RequestError} */
  read(parameters: RawParameters, id: string): Asked
}

export function defineRoute<S extends z.ZodObject, Asked>(
  definition: RouteDefinition<S, Asked> & Reading<Asked>,
): Route
export function defineRoute<S extends z.ZodObject>(definition: RouteDefinition<S, z.output<S>>): Route
export function defineRoute({
  parameters = NO_PARAMETERS,
  read = given => validate(parameters, given),
  handle,
  ...rest
}: RouteDefinition<z.ZodObject, unknown> & Partial<Reading<unknown>>): Route {
  return { ...rest, parameters, handle: request => handle(read(request.parameters, request.id), request) }
}

const NO_PARAMETERS = z.strictObject({})

/** @param route path of a route, in OpenAPI form */
export function matchesPath(route: string, path: string): boolean {
  const pattern = route
    .split('{id}')
    .map(part => RegExp.escape(part))
    .join('.+')
  return new RegExp(`^${pattern}$`, 'u').test(path)
}

/** The largest JSON body that is read, in bytes. */
export const MAX_BODY = 100_000

/** Parameters given several times become lists. */
export function queryParameters(c: Context): RawParameters {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}

/** @throws {RequestError} where the body is no JSON object */
export async function bodyParameters(c: Context): Promise<RawParameters> {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw new RequestError([{ parameter: 'body', message: `is not JSON: ${(error as Error).message}` }])
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new RequestError([{ parameter: 'body', message: 'must be a JSON object' }])
  }
  return body as RawParameters
}
