// Random and hostile requests: each is answered, none by a fault of the service. LEDE_FUZZ sets how many there are.
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EXAMPLES } from '../../src/http/examples.ts'
import { ROUTES } from '../../src/http/routes.ts'
import { ROOT } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { serve } from '../support/server.ts'

const RUNS = Number(process.env['LEDE_FUZZ'] ?? 1_500)

const NAMES = [
  ...new Set([
    ...ROUTES.flatMap(({ parameters }) => Object.keys(parameters.shape)),
    'meta.region',
    'anyMeta.x',
    'notMeta.',
    '__proto__',
    'constructor',
    'toString',
  ]),
]

/** Texts as they come, and those that have hurt others. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '', ' ', '"', '("', ')))((', '-', 'OR AND NOT', '*', '~', 'a*', 'title:', 'person:"', 'before:', 'after:9999-99', '\u0000', '\uD800', '\u202E',
    '../../etc/passwd', '..%2f..%2f', '%', '%zz', '\r\nset-cookie: a=b', "'; drop table", '{{7*7}}', '<script>', 'NaN', '-1', '1e309', '0x10', '9'.repeat(40),
    '2020-02-30', 'place:', 'place:laos', 'none:none', 'true', 'null', 'document', 'relevance', 'a'.repeat(5_000), '('.repeat(2_000), '"a '.repeat(900),
  ), // biome-ignore format: a list of words
)
const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), text), text), { maxLength: 6 })
const path = fc.oneof(
  fc.constantFrom(...ROUTES.filter(({ admin }) => admin !== true).map(route => route.path)),
  fc.constantFrom(
    '/',
    '/network',
    '/documents',
    '/entities',
    '/facets/place',
    '/workspace',
    '/ingest',
    '/reference',
    '/reference/try',
    '/metrics',
    '/mcp',
    '/assets/client.js',
    '/assets/..%2f..%2fpackage.json',
    '//',
    '/%00',
    '/documents/%ff',
  ),
)
const header = fc.tuple(
  fc.constantFrom(
    'accept',
    'accept-encoding',
    'if-none-match',
    'origin',
    'traceparent',
    'x-request-id',
    'content-type',
    'authorization',
    'range',
    'cookie',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
)
const body = fc.oneof(
  fc.json(),
  text,
  fc
    .dictionary(fc.constantFrom(...NAMES), fc.oneof(fc.jsonValue(), text))
    .map(value => JSON.stringify(value)),
  fc.constantFrom(
    '{"__proto__":{"limit":1}}',
    '['.repeat(5_000),
    '{"q":'.repeat(2_000),
    '{"searches":[{"q":1}]}',
    '{"queries":[{}]}',
  ),
)
const call = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'),
  path,
  id: fc.oneof(text, fc.constantFrom(...Object.values(EXAMPLES).flatMap(({ id }) => id ?? []))),
  pairs,
  headers: fc.array(header, { maxLength: 3 }),
  body,
})

interface Answer {
  readonly status: number
  readonly type: string
  readonly cookie: string | undefined
  readonly ms: number
}

function send(
  url: string,
  {
    method,
    path: route,
    id,
    pairs: given,
    headers,
    body: sent,
  }: typeof call extends fc.Arbitrary<infer T> ? T : never,
): Promise<Answer> {
  const query = new URLSearchParams(
    given.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]),
  ).toString()
  const address =
    `${route.replace('{id}', encodeURIComponent(id.toWellFormed()).slice(0, 3_000))}?${query}`.slice(
      0,
      20_000,
    )
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const { port } = new URL(url)
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path: address,
        headers: Object.fromEntries(headers),
        timeout: 20_000,
      },
      response => {
        response.resume()
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            cookie: response.headers['set-cookie']?.join(),
            ms: performance.now() - started,
          }),
        )
        response.once('error', reject)
      },
    )
    request.once('error', reject)
    request.once('timeout', () => request.destroy(new Error('no answer in 20 s')))
    request.end(method === 'POST' || method === 'PUT' ? Buffer.from(sent) : undefined)
  })
}

it(`${RUNS} requests: no fault, no hang, nothing kept`, async () => {
  const server = await serve(join(ROOT, 'index-build'), { adminKey: 'secret' })
  const before = process.memoryUsage().heapUsed
  await fc.assert(
    fc.asyncProperty(call, async request => {
      const { status, cookie, ms } = await send(server.url, request)
      expect(status, JSON.stringify(request)).toBeLessThan(500)
      expect(cookie).toBeUndefined()
      expect(ms).toBeLessThan(10_000)
    }),
    { numRuns: RUNS },
  )
  expect(server.logged).toEqual([])
  expect(({} as Record<string, unknown>)['limit']).toBeUndefined()
  const { status } = await server.json('/v1/search?q=war')
  expect(status).toBe(200)
  globalThis.gc?.()
  // Answers are remembered, within 16 MB of text.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(300_000_000)
}, 600_000)
