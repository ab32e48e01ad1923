// Bodies are sent compressed to whoever takes gzip: whole ones in one piece, large ones of them in another thread; streams as they come.
import { promisify } from 'node:util'
import { gzip, gzipSync, type ZlibOptions } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

/** Bodies below this many bytes fit into one packet as they are. */
const LEAST = 1_200
/** From so many bytes on compressing takes longer than to ask another thread. */
const LARGE = 65_536
const LEVEL = { level: 4 } as const
const inThread = promisify<Uint8Array, ZlibOptions, Buffer>(gzip)
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
    const sent = isShort
      ? whole
      : whole.length < LARGE
        ? gzipSync(whole, LEVEL)
        : await inThread(whole, LEVEL)
    c.res = new Response(new Uint8Array(sent), { status, headers })
    if (!isShort) c.res.headers.set('content-encoding', 'gzip')
  }
}
