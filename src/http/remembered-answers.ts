// Was this asked before? Bodies of answers, kept as they were sent while the same bundle is served.
import type { MiddlewareHandler } from 'hono'
import { LRUCache } from 'lru-cache'
import type { ServedBundle } from '../bundle/serving.ts'

/** Bytes of answers and of what they are asked by; those that were not asked for longest are forgotten. */
const MOST_BYTES = 16 * 1024 * 1024
/** Bytes that an entry takes besides its texts: the cache's own, the arrays and the objects. */
const OVERHEAD_BYTES = 300

/** The time that an answer took stands in it once, and is that of the request, not of the first one. */
const TIME = /"tookMs":[\d.]+/u

/** The body before and after the time, or whole where it says none. */
type Answer = readonly Buffer[]

/**
 * Answers a GET that was answered before without asking again. An answer of another bundle is never given: the bundle's version
 * is part of what is asked.
 */
export function rememberAnswers(served: ServedBundle): MiddlewareHandler {
  const answers = new LRUCache<string, Answer>({
    maxSize: MOST_BYTES,
    maxEntrySize: Math.floor(MOST_BYTES / 50),
    sizeCalculation: sizeOf,
  })
  return async (c, next) => {
    // An explanation is large, and may be cut where the time was up.
    if (c.req.method !== 'GET' || c.req.query('explain') === 'true') return next()
    const started = performance.now()
    const { version } = served.current
    const key = `${version} ${c.req.url.slice(c.req.url.indexOf('/', 'https://'.length))}`
    const known = answers.get(key)
    if (known !== undefined) {
      const took = Math.round((performance.now() - started) * 100) / 100
      return c.body(known.join(`"tookMs":${took}`), 200, { 'content-type': 'application/json' })
    }
    await next()
    // A bundle that was swapped in meanwhile may have given the answer.
    const isJson = c.res.headers.get('content-type')?.startsWith('application/json') === true
    if (c.res.status !== 200 || !isJson || served.current.version !== version) return
    const body = await c.res.clone().text()
    // Where a part of the index or the encoder did not answer, it may the next time.
    if (!body.includes('"partial":true') && !body.includes('"failed":true'))
      answers.set(key, body.split(TIME).map(ownBytes))
  }
}

/** The text in memory of its own: `Buffer.from` cuts short ones out of larger pieces, and each keeps the whole of its piece. */
function ownBytes(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

function sizeOf(answer: Answer, key: string): number {
  return answer.reduce((size, { length }) => size + length, OVERHEAD_BYTES + 2 * key.length)
}
