// Bodies are sent compressed to whoever takes gzip: whole ones in one piece, before anything else has its turn; streams as they come.
import { gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

/** Bodies below this many bytes fit into one packet as they are. */
const LEAST = 1_200
const WHOLE = /^(?:text\/html|application\/(?:problem\+)?json)\b/u
const STREAMED = /^(?:text\/|application\/x-ndjson)/u

export function compressAnswers(): MiddlewareHandler {
  return async (c, next) => {
    c.header('vary', 'accept-encoding', { append: true })
    await next()
    // Who asks for a body's stream makes one: without compression it is sent as it was given.
    if (c.req.method === 'HEAD' || !/\bgzip\b/u.test(c.req.header('accept-encoding') ?? '')) return
    const { headers, status } = c.res
    const type = headers.get('content-type') ?? ''
    if (headers.has('content-encoding')) return
    if (STREAMED.test(type) && !WHOLE.test(type) && c.res.body !== null) {
      const answer = new Response(c.res.body.pipeThrough(new CompressionStream('gzip')), { status, headers })
      answer.headers.set('content-encoding', 'gzip')
      c.res = answer
      return
    }
    if (!WHOLE.test(type)) return
    const whole = new Uint8Array(await c.res.arrayBuffer())
    const isShort = whole.length < LEAST
    c.res = new Response(isShort ? whole : new Uint8Array(gzipSync(whole, { level: 4 })), { status, headers })
    if (!isShort) c.res.headers.set('content-encoding', 'gzip')
  }
}
