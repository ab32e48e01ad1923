// What somebody who means harm may send: ids and addresses that lead elsewhere, headers, prototypes, hosts, guessed keys.
import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeKey } from '../../src/http/keys.ts'
import { type ServerOptions, startServer } from '../../src/http/server.ts'
import { ROOT, temporaryFolder } from '../support/fixtures.ts'

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

  it('may not have documents added or the index reloaded', async () => {
    const { send } = await start()
    for (const path of ['/v1/admin/reload', '/v1/admin/documents', '/ingest'])
      expect(
        (
          await send({
            path,
            method: 'POST',
            headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
            body: '',
          })
        ).status,
        path,
      ).toBeGreaterThanOrEqual(400)
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
