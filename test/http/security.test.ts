// What somebody who means harm may send: ids and addresses that lead elsewhere, headers, prototypes, hosts, guessed keys.
import { readdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import { makeKey } from '../../src/http/keys.ts'
import { type ServerOptions, startServer } from '../../src/http/server.ts'
import { build, ROOT, temporaryFolder } from '../support/fixtures.ts'

interface Sent {
  readonly path: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

async function start(options: Partial<ServerOptions> = {}) {
  const server = await startServer({
    index: join(ROOT, 'index-build'),
    host: '127.0.0.1',
    port: 0,
    adminKey: 'admin',
    version: '0',
    watch: false,
    log: () => {},
    ...options,
  })
  onTestFinished(() => server.close())
  const { port } = new URL(server.url)
  /** The path goes out as it is: `fetch` would mend it. */
  const send = ({ path, method = 'GET', headers = {}, body }: Sent) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
      (resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, method, headers }, response => {
          let text = ''
          response.on('data', chunk => { text += chunk }) // biome-ignore format: one action
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          )
        })
        sent.on('error', reject)
        sent.end(body)
      },
    )
  return { ...server, send }
}

describe('an address that leads elsewhere', () => {
  const UP = [
    '../',
    '..%2f',
    '%2e%2e/',
    '%2e%2e%2f',
    '..\\',
    '..%5c',
    '....//',
    '%252e%252e%252f',
    '..;/',
    '%c0%ae%c0%ae/',
  ]
  const PLACES = [
    '/',
    '/assets/',
    '/v1/documents/',
    '/v1/passages/',
    '/v1/entities/',
    '/v1/facets/',
    '/documents/',
    '/style/',
    '//',
  ]
  const TARGETS = ['etc/passwd', 'package.json', 'index-build/manifest.json', 'src/cli/main.ts']

  it('gives no file', async () => {
    const { send } = await start()
    for (const up of UP)
      for (const place of PLACES)
        for (const target of TARGETS) {
          const path = `${place}${up.repeat(6)}${target}`
          const { status, text } = await send({ path })
          expect([path, status < 500], text).toEqual([path, true])
          expect(text, path).not.toMatch(/root:x:|"devDependencies"|lede-bundle|#!\/usr/u)
        }
  })

  it('is not redirected to', async () => {
    const { send } = await start()
    for (const path of [
      '//evil.example/',
      '/\\evil.example',
      '/reference/try?path=//evil.example',
      '/reference/try?path=https://evil.example',
      '/v1/../../evil',
    ])
      expect((await send({ path })).headers['location'] ?? '', path).not.toMatch(/evil/u)
  })
})

describe('a header', () => {
  it('is not made of what comes in an address or another header', async () => {
    const { send } = await start()
    const breaks = '%0d%0aset-cookie:%20a=b%0d%0a%0d%0a<script>'
    for (const path of [
      `/v1/search?q=${breaks}`,
      `/v1/documents/${breaks}`,
      `/v1/export?q=${breaks}&format=csv`,
      `/${breaks}`,
      `/reference/try?path=${breaks}`,
    ]) {
      const { headers } = await send({ path })
      expect(headers['set-cookie'], path).toBeUndefined()
    }
    for (const id of ['a b', 'x'.repeat(500), '<script>', 'é']) {
      const { headers } = await send({
        path: '/healthz',
        headers: { 'x-request-id': Buffer.from(id).toString('latin1') },
      })
      expect(headers['x-request-id']).toMatch(/^[\w.-]{1,128}$/u)
    }
  })
})

describe('a body that names the prototype', () => {
  it('changes no object, and is refused', async () => {
    const { send } = await start()
    const bodies = [
      '{"__proto__":{"polluted":1},"q":"a"}',
      '{"constructor":{"prototype":{"polluted":1}},"q":"a"}',
      '{"q":"a","meta.__proto__":"polluted"}',
      '{"q":{"__proto__":{"polluted":1}}}',
    ]
    for (const body of bodies) {
      const { status } = await send({ path: '/v1/search', method: 'POST', body })
      expect([body, status]).toEqual([body, body.includes('meta.') ? 200 : 400])
      for (const [path, list] of [
        ['/v1/multi-search', 'searches'],
        ['/v1/batch', 'queries'],
      ])
        expect(
          (await send({ path: String(path), method: 'POST', body: `{"${list}":[${body}]}` })).status,
        ).toBeLessThan(500)
    }
    for (const query of [
      '__proto__[polluted]=1',
      '__proto__=1',
      'constructor.prototype.polluted=1',
      'meta.__proto__=1',
    ])
      expect((await send({ path: `/v1/search?${query}` })).status).toBe(query.startsWith('meta.') ? 200 : 400)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('a page of another site', () => {
  it('whose name was turned to this machine is not answered', async () => {
    const { send } = await start()
    for (const host of [
      'evil.example',
      'evil.example:80',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '[::1].evil.example',
      '169.254.169.254',
    ])
      expect([400, 421], host).toContain((await send({ path: '/v1/stats', headers: { host } })).status)
  })

  const CHANGES = ['/v1/admin/reload', '/v1/admin/documents', '/ingest'] as const
  const form = (fields: Readonly<Record<string, string>>): { body: string; type: string } => ({
    type: 'multipart/form-data; boundary=b',
    body: `${Object.entries(fields)
      .map(
        ([name, value]) =>
          `--b\r\nContent-Disposition: form-data; name="${name}"${name === 'files' ? '; filename="note.md"' : ''}\r\n\r\n${value}\r\n`,
      )
      .join('')}--b--\r\n`,
  })

  it('changes nothing, whatever key the browser adds', async () => {
    const { corpus, out } = await build({ 'a.md': '# A\n\nOne.' })
    const { send, served } = await start({ index: out, corpus: { folder: corpus, config: DEFAULT_CONFIG } })
    const { body, type } = form({ key: 'admin', files: '# Note\n\nText.' })
    const basic = `Basic ${Buffer.from('desk:admin').toString('base64')}`
    for (const path of CHANGES)
      for (const authorization of ['Bearer admin', basic])
        for (const site of [
          { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { 'sec-fetch-site': 'same-site' },
        ]) {
          const headers = { authorization, 'content-type': type, ...site } as Record<string, string>
          expect(
            (await send({ path, method: 'POST', headers, body })).status,
            `${path} ${JSON.stringify(site)}`,
          ).toBe(403)
        }
    expect(served.current.manifest.counts.documents).toBe(1)
    expect(await readdir(corpus)).toEqual(['a.md'])
  })

  it('of this service, and a program that is no browser, may', async () => {
    const { corpus, out } = await build({ 'a.md': '# A\n\nOne.' })
    const { send, served, url } = await start({
      index: out,
      corpus: { folder: corpus, config: DEFAULT_CONFIG },
    })
    const { body, type } = form({ files: '# Note\n\nText.' })
    const headers = { authorization: 'Bearer admin', 'content-type': type }
    for (const site of [{}, { origin: url }, { 'sec-fetch-site': 'same-origin' }])
      expect(
        (await send({ path: '/v1/admin/documents', method: 'POST', headers: { ...headers, ...site }, body }))
          .status,
      ).toBe(200)
    expect(served.current.manifest.counts.documents).toBe(2)
  })

  it('cannot use the password of the browser’s own dialogue for what changes something', async () => {
    const { send } = await start()
    const authorization = `Basic ${Buffer.from('desk:admin').toString('base64')}`
    expect(
      (await send({ path: '/v1/admin/reload', method: 'POST', headers: { authorization } })).status,
    ).toBe(401)
    expect((await send({ path: '/v1/watch', headers: { authorization } })).status).toBe(401)
    expect(
      (await send({ path: '/v1/admin/reload', method: 'POST', headers: { authorization: 'Bearer admin' } }))
        .status,
    ).toBe(200)
  })
})

describe('a body', () => {
  /** Sends the head of a request and some of its body, never the rest. */
  const half = (port: string, path: string, headers: Record<string, string>, part: string) =>
    new Promise<number>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, response => {
        resolve(response.statusCode ?? 0)
        sent.destroy()
      })
      sent.on('error', reject)
      sent.write(part)
    })
  const head = { 'content-type': 'multipart/form-data; boundary=b', 'transfer-encoding': 'chunked' }
  const PART = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nmore and more'

  it.each([
    ['a wrong key', '/v1/admin/documents', { authorization: 'Bearer wrong' }, true, 401],
    ['a wrong key', '/ingest', { authorization: 'Bearer wrong' }, true, 401],
    ['no folder', '/v1/admin/documents', { authorization: 'Bearer admin' }, false, 409],
    ['no folder', '/ingest', { authorization: 'Bearer admin' }, false, 409],
    ['another site', '/ingest', { authorization: 'Bearer admin', origin: 'https://evil.example' }, true, 403],
    ['another host', '/ingest', { authorization: 'Bearer admin', host: 'evil.example' }, true, 421],
    ['no form', '/ingest', { authorization: 'Bearer admin', 'content-type': 'text/plain' }, true, 415],
    ['too much', '/ingest', { authorization: 'Bearer admin', 'content-length': '99000000', 'transfer-encoding': '' }, true, 413],
  ])('is not waited for with %s, at %s', async (_, path, headers, hasCorpus, status) => {
    const { corpus, out } = await build({ 'a.md': '# A\n\nOne.' })
    const { url } = await start({ index: out, corpus: hasCorpus ? { folder: corpus, config: DEFAULT_CONFIG } : null })
    const all = Object.fromEntries(Object.entries({ ...head, ...headers }).filter(([, value]) => value !== ''))
    expect(await half(new URL(url).port, path, all, PART)).toBe(status)
  }) // biome-ignore format: a table

  it('of files has two places; the others are told to come again', async () => {
    const { corpus, out } = await build({ 'a.md': '# A\n\nOne.' })
    const { url } = await start({ index: out, corpus: { folder: corpus, config: DEFAULT_CONFIG } })
    const port = new URL(url).port
    const headers = { ...head, authorization: 'Bearer admin' }
    const open = [1, 2].map(() => {
      const sent = request({ host: '127.0.0.1', port, path: '/ingest', method: 'POST', headers })
      sent.on('error', () => {})
      sent.write(PART)
      return sent
    })
    await expect.poll(() => half(port, '/v1/admin/documents', headers, PART)).toBe(503)
    for (const sent of open) sent.destroy()
  })
})

describe('what a reader must not learn', () => {
  it('the watch list is the newsroom’s: its reports need the admin key', async () => {
    const path = join(await temporaryFolder(), 'keys.json')
    const reader = makeKey(path, 'read', 'desk', new Date(0)).key
    const admin = makeKey(path, 'admin', 'editor', new Date(0)).key
    const { send } = await start({ keys: path })
    const ask = async (key: string) =>
      (await send({ path: '/v1/watch', headers: { authorization: `Bearer ${key}` } })).status
    expect([await ask(reader), await ask(admin)]).toEqual([401, 200])
    const open = await start({ adminKey: null })
    expect((await open.send({ path: '/v1/watch' })).status).toBe(200)
    expect((await open.send({ path: '/v1/watch', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
      403,
    )
  })
})

describe('a key that is guessed', () => {
  it('is refused like any other, and guessing is slowed: every guess counts against the address', async () => {
    const path = join(await temporaryFolder(), 'keys.json')
    const { key, record } = makeKey(path, 'read', 'desk', new Date(0))
    const { send } = await start({ keys: path, rateLimit: { burst: 20, perSecond: 0.001 } })
    const guesses = [
      record.sha256,
      key.slice(0, -1),
      `${key}0`,
      key.toUpperCase(),
      ...Array.from({ length: 40 }, (_, n) => `${key.slice(0, -2)}${n}`),
    ]
    const statuses: number[] = []
    const texts = new Set<string>()
    for (const guess of guesses) {
      const { status, text } = await send({
        path: '/v1/stats',
        headers: { authorization: `Bearer ${guess}` },
      })
      statuses.push(status)
      if (status === 401) texts.add(text)
    }
    expect(statuses.slice(0, 20).every(status => status === 401)).toBe(true)
    expect(statuses.slice(21).every(status => status === 429)).toBe(true)
    expect(texts.size).toBe(1)
    // Whoever has the key is not kept out by those who guess.
    expect((await send({ path: '/v1/stats', headers: { authorization: `Bearer ${key}` } })).status).toBe(200)
  })

  it('is refused where the file of keys is damaged, and nobody is let in', async () => {
    const path = join(await temporaryFolder(), 'keys.json')
    await writeFile(path, '[{"id":')
    await expect(start({ keys: path })).rejects.toThrow(/keys\.json/u)
  })
})
