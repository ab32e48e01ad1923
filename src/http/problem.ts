// How does the interface say that something is wrong? RFC 9457 problem details, one place for all of them.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import {
  BundleError,
  ClusterError,
  NotFoundError,
  type ParameterProblem,
  RequestError,
} from '../domain/errors.ts'

export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly ParameterProblem[]
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content too large',
  414: 'URI too long',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
}

export function problem(status: number, detail: string, errors?: readonly ParameterProblem[]): Problem {
  const title = TITLES[status] ?? 'Error'
  return { type: 'about:blank', title, status, detail, ...(errors === undefined ? {} : { errors }) }
}

/** The problem that an error thrown by a handler stands for. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RequestError) return problem(400, error.message, error.errors)
  if (error instanceof NotFoundError) return problem(404, error.message)
  if (error instanceof BundleError || error instanceof ClusterError) return problem(503, error.message)
  if (error instanceof HTTPException) return problem(error.status, error.message)
  return problem(500, 'Something went wrong here; the log of the server says what.')
}

export function sendProblem(c: Context, value: Problem, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(value), value.status as 400, {
    'content-type': 'application/problem+json',
    ...headers,
  })
}
