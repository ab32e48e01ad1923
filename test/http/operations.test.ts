// Running the service for others: keys, limits, hosts, caching, logs, figures, an orderly end.
import { readFile, stat, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { KeyRing, makeKey, readKeys, revokeKey } from '../../src/http/keys.ts'
import { TokenBuckets } from '../../src/http/limits.ts'
import { type ServerOptions, startServer } from '../../src/http/server.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { build, ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { serve } from '../support/server.ts'

const INDEX = join(ROOT, 'index-build')

async function start(options: Partial<ServerOptions> = {}) {
  const server = await startServer({
    index: INDEX, host: '127.0.0.1', port: 0, adminKey: null, version: '0', watch: false, log: () => {}, ...options,
  }) // biome-ignore format: one record
  onTestFinished(() => server.close())
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers, method })
  return { ...server, get }
}

/** A request with headers that `fetch` does not let one set. */
function raw(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, response => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .once('error', reject)
      .end()
  })
}

describe('keys', () => {
  it('are asked of readers where there is a file of them, and count until they are revoked', async () => {
    const path = join(await temporaryFolder(), 'keys.json')
    const reader = makeKey(path, 'read', 'desk', new Date(0))
    const admin = makeKey(path, 'admin', 'archive', new Date(0))
    const { get } = await start({ keys: path })
    const asked = await get('/v1/search?q=war')
    expect(asked.status).toBe(401)
    expect(asked.headers.get('www-authenticate')).toContain('Basic')
    expect((await get('/')).status).toBe(401)
    expect((await get('/mcp', {}, 'POST')).status).toBe(401)
    expect((await get('/healthz')).status).toBe(200)
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
    expect((await get('/v1/search?q=war', bearer(reader.key))).status).toBe(200)
    const basic = Buffer.from(`anyone:${reader.key}`).toString('base64')
    expect((await get('/', { authorization: `Basic ${basic}` })).status).toBe(200)
    expect((await get('/v1/admin/reload', bearer(reader.key), 'POST')).status).toBe(401)
    expect((await get('/v1/admin/reload', bearer(admin.key), 'POST')).status).toBe(200)
    for (const wrong of ['', 'x', `${reader.key}x`, reader.key.slice(0, -1), reader.record.sha256])
      expect((await get('/v1/search', bearer(wrong))).status, wrong).toBe(401)
    expect(revokeKey(path, reader.record.id)).toBe(true)
    await expect.poll(async () => (await get('/v1/search?q=war', bearer(reader.key))).status).toBe(401)
    expect((await get('/v1/search?q=war', bearer(admin.key))).status).toBe(200)
  })

  it('are kept as hashes, in a file for its owner alone', async () => {
    const path = join(await temporaryFolder(), 'keys.json')
    const { key } = makeKey(path, 'read', 'desk', new Date(0))
    expect(await readFile(path, 'utf8')).not.toContain(key)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(readKeys(path)).toMatchObject([{ name: 'desk', role: 'read' }])
    await writeFile(path, '[{"id": 1}]')
    expect(() => new KeyRing(path, null)).toThrow(/is no file of keys/u)
  })

  it('are needed on a public address unless it is said to be public', async () => {
    const options = {
      index: INDEX,
      host: '0.0.0.0',
      port: 0,
      adminKey: 'x',
      version: '0',
      watch: false,
      log: () => {},
    }
    await expect(startServer(options)).rejects.toThrow(
      /everybody who reaches this machine could read the index/u,
    )
    const server = await startServer({ ...options, isPublic: true })
    await server.close()
  })
})

describe('limits', () => {
  it('a bucket lets no more through than it holds and gets back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat({ max: 400 }), { maxLength: 80 }),
        (burst, perSecond, waits) => {
          const buckets = new TokenBuckets({ burst, perSecond })
          let now = 0
          let allowed = 0
          for (const [at, wait] of waits.entries()) {
            now += wait
            const { isAllowed, left, waitSeconds } = buckets.take('one', now)
            if (isAllowed) allowed++
            else expect(waitSeconds).toBeGreaterThan(0)
            expect(left).toBeLessThan(burst)
            expect(buckets.take(`other ${at}`, now).isAllowed).toBe(true)
          }
          expect(allowed).toBeLessThanOrEqual(burst + (now / 1000) * perSecond + 1e-6)
        },
      ),
    )
  })

  it('who asks too often is told how long to wait', async () => {
    const { get } = await start({ rateLimit: { burst: 3, perSecond: 0.5 } })
    const answers = await Promise.all([1, 2, 3, 4].map(() => get('/healthz')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429])
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.headers.get('retry-after')).toBe('2')
    expect(refused?.headers.get('ratelimit-policy')).toBe('"default";q=3;w=6')
    expect(refused?.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/u)
    expect(await refused?.json()).toMatchObject({ status: 429, title: 'Too many requests' })
  })

  it('long addresses, large bodies and foreign hosts are refused', async () => {
    const { url, get } = await start()
    expect((await get(`/v1/search?q=${'a'.repeat(16_500)}`)).status).toBe(414)
    const body = JSON.stringify({ q: 'a'.repeat(200_000) })
    const large = await fetch(`${url}/v1/search`, { method: 'POST', body })
    expect([large.status, ((await large.json()) as { title: string }).title]).toEqual([
      413,
      'Content too large',
    ])
    expect(await raw(`${url}/v1/search`, { host: 'evil.example' })).toBe(421)
    expect(await raw(`${url}/v1/search`, { host: 'localhost:9999' })).toBe(200)
    const { url: behind } = await start({ allowedHosts: ['archive.example'] })
    expect(await raw(behind, { host: 'archive.example' })).toBe(200)
    expect(await raw(behind, { host: 'other.example' })).toBe(421)
  })

  it('a client that sends half a request is not waited for', async () => {
    const { url } = await start()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('GET /v1/search?q=war HTTP/1.1\r\nhost: 127.0.0.1\r\nx-half: ')
    const started = performance.now()
    const answer = await new Promise<string>(resolve => {
      let text = ''
      socket.on('data', data => {
        text += String(data)
      })
      socket.on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 408/u)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})

describe('what was answered', () => {
  it('is not sent again while the same bundle is served', async () => {
    const { out, corpus } = await build({ 'a.md': 'One armistice.\n' })
    const server = await serve(out)
    const first = await fetch(`${server.url}/v1/search?q=armistice`)
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^W\/"[0-9a-f]{32}-/u)
    const again = (path: string): Promise<Response> =>
      fetch(`${server.url}${path}`, { headers: { 'if-none-match': tag } })
    for (const path of ['/v1/search?q=armistice', '/v1/documents/a', '/openapi.json'])
      expect((await again(path)).status, path).toBe(304)
    await writeFiles(corpus, { 'b.md': 'Two armistices.\n' })
    await buildBundle({ sources: [corpus], out })
    await server.served.reload()
    const changed = await again('/v1/search?q=armistice')
    expect(changed.status).toBe(200)
    expect(((await changed.json()) as SearchPage).total).toBe(2)
    expect((await again('/v1/search?limit=x')).status).toBe(400)
    // Pages change with more than the bundle.
    for (const path of ['/', '/v1/documents/none'])
      expect((await fetch(server.url + path)).headers.get('etag'), path).toBeNull()
  })

  it('is compressed for whoever takes it, and HEAD gives the head', async () => {
    const { url } = await start()
    const sizes = await Promise.all(
      ['gzip', 'identity'].map(async encoding => {
        const response = await fetch(`${url}/v1/search?q=war`, { headers: { 'accept-encoding': encoding } })
        return [response.headers.get('content-encoding'), ((await response.json()) as SearchPage).total]
      }),
    )
    expect(sizes).toEqual([
      ['gzip', sizes[0]?.[1]],
      [null, sizes[0]?.[1]],
    ])
    const head = await fetch(`${url}/v1/search?q=war`, { method: 'HEAD' })
    expect([head.status, await head.text(), head.headers.get('content-type')]).toEqual([
      200,
      '',
      'application/json',
    ])
  })

  it('is given to pages of other sites only where they are named', async () => {
    const { get } = await start({ corsOrigins: ['https://desk.example'] })
    const named = await get('/v1/search?q=war', { origin: 'https://desk.example' })
    expect(named.headers.get('access-control-allow-origin')).toBe('https://desk.example')
    const other = await get('/v1/search?q=war', { origin: 'https://evil.example' })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
    const { get: plain } = await start()
    expect(
      (await plain('/v1/search', { origin: 'https://desk.example' })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull()
  })

  it('of several searches comes in one call, of one bundle', async () => {
    const server = await serve(INDEX)
    const ask = async (body: unknown) =>
      server.json('/v1/multi-search', { method: 'POST', body: JSON.stringify(body) })
    const { body } = await ask({
      searches: [
        { q: 'war', limit: 2 },
        { q: 'treaty', 'meta.region': 'Asia', facets: 'none' },
      ],
    })
    const { results } = body as { results: SearchPage[] }
    const single = (await server.json('/v1/search?q=war&limit=2')).body as SearchPage
    // The cursor holds the parameters as they came: here numbers, there text.
    const same = { tookMs: 0, cursor: expect.any(String) }
    expect({ ...results[0], tookMs: 0 }).toEqual({ ...single, ...same })
    expect(results).toHaveLength(2)
    expect(await ask({ searches: [{ q: 'war' }, { limit: 'x' }] })).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: 'searches[1].limit', message: 'must be a whole number from 1 to 100' }] },
    })
    expect((await ask({ searches: [] })).status).toBe(400)
  })
})

describe('logs and figures', () => {
  /** What a server with these settings writes for a few requests. */
  async function logged(options: Partial<ServerOptions>): Promise<Record<string, unknown>[]> {
    const lines: string[] = []
    const logger = pino({ level: 'info', base: null }, { write: line => lines.push(line) })
    const { get } = await start({ logger, ...options })
    await get('/v1/search?q=%22secret+source%22+weapons&entity=place:laos', { 'x-request-id': 'mine-1' })
    await get('/v1/passages/none')
    return lines.map(line => JSON.parse(line))
  }

  it('say what was asked by route and not what was searched', async () => {
    const lines = await logged({})
    expect(lines).toMatchObject([
      { requestId: 'mine-1', method: 'GET', route: '/v1/search', status: 200, msg: 'request' },
      { status: 404 },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/secret|weapons|laos/u)
    expect(JSON.stringify(await logged({ logQueries: true }))).toContain('secret')
  })

  it('name slow requests with the shape of their query', async () => {
    const [line] = await logged({ slowMs: -1 })
    expect(line).toMatchObject({
      msg: 'slow request',
      tree: expect.stringMatching(/^and\(phrase\(2\) /u),
    })
    expect(JSON.stringify(line)).not.toContain('secret')
    const [told] = await logged({ slowMs: -1, logQueries: true })
    expect(told?.['tree']).toContain('secret source')
  })

  it('give ids back, and pass a trace on', async () => {
    const { get } = await start()
    const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const answer = await get('/healthz', { 'x-request-id': 'abc', traceparent: parent })
    expect([answer.headers.get('x-request-id'), answer.headers.get('traceparent')]).toEqual(['abc', parent])
    const odd = await get('/healthz', { 'x-request-id': 'a b\tc', traceparent: 'x' })
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u)
    expect(odd.headers.get('traceparent')).toBeNull()
  })

  it('are there for Prometheus, by route', async () => {
    const { get } = await start()
    await get('/v1/search?q=war')
    await get('/v1/passages/none')
    const answer = await get('/metrics')
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/u)
    const text = await answer.text()
    expect(text).toMatch(
      /lede_http_request_duration_seconds_count\{route="\/v1\/search",method="GET",status="200",engine="minisearch"\} 1/u,
    )
    expect(text).toMatch(/route="\/v1\/passages\/:id",method="GET",status="404"/u)
    expect(text).toContain('lede_bundle_passages 341')
    expect(text).toMatch(/process_resident_memory_bytes \d+/u)
  })
})

describe('the end', () => {
  it('running requests are answered, then it is over', async () => {
    const { url, get, close } = await start()
    const askAll = () =>
      Promise.all(Array.from({ length: 20 }, (_, at) => get(`/v1/search?q=war+${at}&explain=true`)))
    await askAll() // connections that are open: the service owes nothing to one that it has not taken yet
    const running = askAll()
    await pause(5)
    const closing = close()
    expect((await running).every(({ status }) => status === 200)).toBe(true)
    await closing
    await expect(fetch(url)).rejects.toThrow()
  })

  it('what takes too long is broken off', async () => {
    const { url, close } = await start({ drainMs: 200 })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST /v1/search HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{')
    await pause(100)
    const started = performance.now()
    await close()
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
