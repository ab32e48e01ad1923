// Has the caller this answer already? While the same bundle is served and nothing of Lede changes, every address gives the same.
import type { MiddlewareHandler } from 'hono'
import type { ServedBundle } from '../bundle/serving.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The answer is not all that it could be: it must be asked for again. */
    isPartial: boolean
  }
}

/** @param code fingerprint of the code that answers: what answers say changes with it */
export function tagAnswers(served: ServedBundle, code: string): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const bundle = served.current.version
    const tag = `W/"${bundle.slice(0, 32)}-${code.slice(0, 16)}"`
    const given = c.req.header('if-none-match')?.split(',') ?? []
    if (given.some(each => each.trim() === tag || each.trim() === '*')) {
      c.header('etag', tag)
      return c.body(null, 304)
    }
    await next()
    // A bundle that was swapped in meanwhile may have given the answer.
    if (c.res.status !== 200 || c.get('isPartial') === true || served.current.version !== bundle) return
    c.res.headers.set('etag', tag)
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-cache')
  }
}
