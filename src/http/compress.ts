// Bodies are sent compressed to whoever takes it: whole ones in one piece, large ones of them in another thread; streams as they come.
import { promisify } from 'node:util'
import { type BrotliOptions, brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'

/** Bodies below this many bytes fit into one packet as they are. */
const LEAST = 1_200
/** From so many bytes on compressing takes longer than to ask another thread. */
const LARGE = 65_536
const WHOLE = /^(?:text\/html|application\/(?:problem\+)?json)\b/u
const STREAMED = /^(?:text\/|application\/x-ndjson)/u

/** Brotli makes pages a sixth smaller than gzip does, in the same time. Browsers take it by HTTPS and from this computer. */
const ENCODINGS = ['br', 'gzip'] as const
type Encoding = (typeof ENCODINGS)[number]

const GZIP = { level: 4 } as const
const BROTLI: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }

export function compressAnswers(): MiddlewareHandler {
  return async (c, next) => {
    c.header('vary', 'accept-encoding', { append: true })
    await next()
    // Who asks for a body's stream makes one: without compression it is sent as it was given.
    const accepted = c.req.header('accept-encoding') ?? ''
    const takes = (encoding: Encoding): boolean => new RegExp(`\\b${encoding}\\b`, 'u').test(accepted)
    const encoding = ENCODINGS.find(takes)
    if (c.req.method === 'HEAD' || encoding === undefined) return
    const { headers, status } = c.res
    const type = headers.get('content-type') ?? ''
    if (headers.has('content-encoding')) return
    if (STREAMED.test(type) && !WHOLE.test(type) && c.res.body !== null) {
      if (!takes('gzip')) return
      const answer = new Response(c.res.body.pipeThrough(new CompressionStream('gzip')), { status, headers })
      answer.headers.set('content-encoding', 'gzip')
      c.res = answer
      return
    }
    if (!WHOLE.test(type)) return
    const whole = new Uint8Array(await c.res.arrayBuffer())
    const isShort = whole.length < LEAST
    const sent = isShort ? whole : await compressed(whole, encoding)
    c.res = new Response(new Uint8Array(sent), { status, headers })
    if (!isShort) c.res.headers.set('content-encoding', encoding)
  }
}

function compressed(body: Uint8Array, encoding: Encoding): Uint8Array | Promise<Uint8Array> {
  const isLarge = body.length >= LARGE
  if (encoding === 'gzip') return isLarge ? promisify(gzip)(body, GZIP) : gzipSync(body, GZIP)
  return isLarge ? promisify(brotliCompress)(body, BROTLI) : brotliCompressSync(body, BROTLI)
}
