// Which request was this? An id for every one, the caller's if it gives one, and the trace that it belongs to (W3C Trace Context).
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

declare module 'hono' {
  interface ContextVariableMap {
    requestId: string
    /** 32 hexadecimal digits, or null. */
    traceId: string | null
  }
}

const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/u

export function identifyRequests(): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.header('x-request-id') ?? ''
    const parent = c.req.header('traceparent') ?? ''
    const id = /^[\w.:-]{1,64}$/u.test(given) ? given : randomUUID()
    const trace = TRACE_PARENT.exec(parent)?.[1] ?? null
    c.set('requestId', id)
    c.set('traceId', trace === '0'.repeat(32) ? null : trace)
    c.header('x-request-id', id)
    if (c.get('traceId') !== null) c.header('traceparent', parent)
    await next()
  }
}
