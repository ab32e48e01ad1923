// Was this asked before? Bodies of answers, kept as they were sent while the same bundle is served.
import type { MiddlewareHandler } from 'hono'
import type { ServedBundle } from '../bundle/serving.ts'

/** UTF-16 code units of bodies that are kept; the longest unasked are forgotten. */
const MOST = 32 * 1024 * 1024

/** The time that an answer took stands in it once, and is that of the request, not of the first one. */
const TIME = /"tookMs":[\d.]+/u

interface Answer {
  /** The body before and after the time, or whole where it says none. */
  readonly parts: readonly string[]
  readonly length: number
}

/**
 * Answers a GET that was answered before without asking again. An answer of another bundle is never given: the bundle's version
 * is part of what is asked.
 */
export function rememberAnswers(served: ServedBundle): MiddlewareHandler {
  const answers = new Map<string, Answer>()
  let length = 0
  return async (c, next) => {
    if (c.req.method !== 'GET') return next()
    const started = performance.now()
    const { version } = served.current
    const key = `${version} ${c.req.url.slice(c.req.url.indexOf('/', 'https://'.length))}`
    const known = answers.get(key)
    if (known !== undefined) {
      answers.delete(key)
      answers.set(key, known)
      const took = Math.round((performance.now() - started) * 100) / 100
      return c.body(known.parts.join(`"tookMs":${took}`), 200, { 'content-type': 'application/json' })
    }
    await next()
    // A bundle that was swapped in meanwhile may have given the answer.
    const isJson = c.res.headers.get('content-type')?.startsWith('application/json') === true
    if (c.res.status !== 200 || !isJson || served.current.version !== version) return
    const body = await c.res.clone().text()
    if (body.length > MOST / 100 || body.includes('"partial":true')) return
    answers.set(key, { parts: body.split(TIME), length: body.length })
    length += body.length
    for (const [oldest, answer] of answers) {
      if (length <= MOST) break
      answers.delete(oldest)
      length -= answer.length
    }
  }
}
