import { join } from 'node:path'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { buildBundle } from '../../src/build/build.ts'
import { addressOf, EXAMPLES } from '../../src/http/examples.ts'
import { ROUTES } from '../../src/http/routes.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { build, ROOT, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const INDEX = join(ROOT, 'index-build')

describe('every call', () => {
  it('answers its example as its schema says', async () => {
    const server = await serve(INDEX)
    // Files, in and out, have tests of their own.
    const routes = ROUTES.filter(({ produces, consumes }) => (produces ?? consumes) === undefined)
    for (const { method, path, response } of routes) {
      const name = `${method} ${path}`
      const example = EXAMPLES[name] ?? {}
      const answer =
        method === 'get'
          ? await server.json(addressOf(path, example))
          : await server.json(path, { method: 'POST', body: JSON.stringify(example.parameters ?? {}) })
      expect(answer, name).toMatchObject({ status: 200, type: 'application/json' })
      expect((response as z.ZodType).safeParse(answer.body).error?.issues, name).toBeUndefined()
    }
    const named = new Set(ROUTES.map(({ method, path }) => `${method} ${path}`))
    expect(Object.keys(EXAMPLES).filter(name => !named.has(name))).toEqual([])
  })

  it('is described without a fault', async () => {
    const { body } = await (await serve(INDEX)).json('/openapi.json')
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source: JSON.stringify(body), config })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    )
  })

  it('can be tried on a page', async () => {
    const { url } = await serve(INDEX)
    const page = await (await fetch(`${url}/reference`)).text()
    for (const { path } of ROUTES) expect(page).toContain(path)
    const fields = 'path=/v1/passages/{id}/context&id=korean-armistice~g7vshag0&before=1&after='
    const tried = await fetch(`${url}/reference/try?${fields}`)
    expect(new URL(tried.url).pathname + new URL(tried.url).search).toBe(
      '/v1/passages/korean-armistice~g7vshag0/context?before=1',
    )
    expect(tried.status).toBe(200)
    expect((await fetch(`${url}/reference/try?path=//evil.example/{id}&id=x`)).status).toBe(404)
  })

  it('is in the OpenAPI document, whose references resolve', async () => {
    const { body } = await (await serve(INDEX)).json('/openapi.json')
    const { paths, components, openapi } = body as {
      openapi: string
      paths: Record<string, object>
      components: { schemas: object }
    }
    expect(openapi).toBe('3.1.0')
    for (const { path, method } of ROUTES) expect(paths[path]).toHaveProperty(method)
    for (const [, name] of JSON.stringify(paths).matchAll(/#\/components\/schemas\/(\w+)/gu))
      expect(components.schemas).toHaveProperty(name ?? '')
  })
})

describe('facets', () => {
  it.each([
    'mines',
    'cease-fire observers',
    '"Security Council"',
    'treaty -nuclear',
    'person:"Jody Williams"',
    '',
    'Oslo OR Ottawa',
    'title:armistice',
    'muni',
    'after:2018 weapons',
  ])(
    'of “%s” count what the filtered search totals',
    async q => {
      const server = await serve(INDEX)
      const names =
        'person,organization,place,group,work,event,product,other,date,kind,meta.region,meta.theme'
      const base = `/v1/search?q=${encodeURIComponent(q)}&limit=1`
      const { body } = await server.json(`${base}&facets=${names}&facetLimit=1000`)
      for (const [facet, values] of Object.entries((body as SearchPage).facets)) {
        const parameter = facet === 'kind' || facet.startsWith('meta.') ? facet : 'entity'
        for (const { id, count } of values) {
          const filtered = await server.json(`${base}&facets=none&${parameter}=${encodeURIComponent(id)}`)
          expect([id, (filtered.body as SearchPage).total]).toEqual([id, count])
        }
      }
    },
    120_000,
  )
})

describe('bad parameters', () => {
  it.each([
    ['limit=0', 'limit'], ['limit=abc', 'limit'], ['limit=1&limit=2', 'limit'], ['offset=9999&limit=10', 'offset'], ['sort=best', 'sort'],
    ['entity=armenia', 'entity'], ['from=tomorrow', 'from'], ['facets=people', 'facets'], ['kind=poem', 'kind'], ['colour=red', 'colour'],
    ['explain=maybe', 'explain'], [`q=${'x'.repeat(4001)}`, 'q'], ['q=a&q=b', 'q'], ['meta.=x', 'meta.'], ['__proto__=x', '__proto__'], ['constructor=x', 'constructor'],
  ])('%s is named in a problem', async (query, parameter) => {
    const answer = await (await serve(INDEX)).json(`/v1/search?${query}`)
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { title: 'Bad request', status: 400, errors: [{ parameter, message: expect.any(String) }] } })
  }) // biome-ignore format: a table

  it.each([
    ['not json'],
    ['[1]'],
    ['{"q":"mines","__proto__":{"limit":1}}'],
    ['{"limit":"many"}'],
    ['{"q":5}'],
  ])('the body %s is refused', async body => {
    expect(await (await serve(INDEX)).json('/v1/search', { method: 'POST', body })).toMatchObject({
      status: 400,
      type: 'application/problem+json',
    })
  })

  it('unknown ids and addresses are 404, a wrong method is 405', async () => {
    const server = await serve(INDEX)
    for (const path of ['/v1/passages/x~1', '/v1/documents/none', '/v1/entities/place:none', '/v1/none']) {
      expect(await server.json(path)).toMatchObject({ status: 404, type: 'application/problem+json' })
    }
    const response = await fetch(`${server.url}/v1/stats`, { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
  })
})

describe('ids', () => {
  it('with slashes work encoded and plain', async () => {
    const { out } = await build({ 'reports/2020/mine action.md': '# T\n\nMines in Laos.' })
    const server = await serve(out)
    for (const id of ['reports/2020/mine-action', 'reports%2F2020%2Fmine-action']) {
      expect(await server.json(`/v1/documents/${id}`)).toMatchObject({
        status: 200,
        body: { document: { id: 'reports/2020/mine-action' } },
      })
    }
    const { body } = await server.json('/v1/search?q=mines')
    const id = (body as SearchPage).hits[0]?.passage.id ?? ''
    expect(await server.json(`/v1/passages/${id}/context`)).toMatchObject({
      status: 200,
      body: { passage: { id } },
    })
  })
})

describe('boilerplate', () => {
  it('is searched only where asked for', async () => {
    const { out } = await build({ 'a.md': '# T\n\nBody.\n\n***\n\nCopyright © Zanzibar Press, 2020' })
    const server = await serve(out)
    expect((await server.json('/v1/search?q=zanzibar')).body).toMatchObject({ total: 0 })
    expect((await server.json('/v1/search?q=zanzibar&boilerplate=true')).body).toMatchObject({ total: 1 })
    expect((await server.json('/v1/search?q=zanzibar&kind=boilerplate')).body).toMatchObject({ total: 1 })
  })
})

describe('filters', () => {
  it('narrow by date, document, kind and entities', async () => {
    const { out } = await build({
      'a.md': '---\ntitle: A\ndate: 2019-05\n---\n\nIran and Iraq.\n\n- Iran',
      'b.md': '---\ntitle: B\ndate: 2020-10-26\n---\n\nIran alone.',
      'c.md': '# C\n\nIran undated.',
    })
    const server = await serve(out)
    const total = async (query: string): Promise<number> =>
      ((await server.json(`/v1/search?q=Iran&prefix=off&${query}`)).body as SearchPage).total
    expect(await total('')).toBe(4)
    expect(await total('from=2020')).toBe(1)
    expect(await total('to=2019')).toBe(2)
    expect(await total('from=2019-05-02')).toBe(1)
    expect(await total('document=a&document=c')).toBe(3)
    expect(await total('kind=list')).toBe(1)
    expect(await total('entity=place:iran&entity=place:iraq')).toBe(1)
    expect(await total('anyEntity=place:iraq&anyEntity=place:iran')).toBe(4)
    expect(await total('notEntity=place:iraq')).toBe(3)
    const grouped = (await server.json('/v1/search?q=Iran&prefix=off&group=document')).body as SearchPage
    expect([grouped.total, grouped.documents, grouped.hits.length]).toEqual([4, 3, 3])
    expect(grouped.hits.find(hit => hit.document.id === 'a')?.inDocument).toBe(2)
  })
})

describe('an answer that was given before', () => {
  it('is the same but for its time, and never that of another bundle', async () => {
    const { corpus, out } = await build({ 'a.md': '# A\n\nPeace in Rome, "tookMs":5 it says.' })
    const server = await serve(out)
    const ask = async (): Promise<SearchPage> => (await server.json('/v1/search?q=peace')).body
    const first = await ask()
    const { tookMs, ...again } = await ask()
    expect({ ...again, tookMs: first.tookMs }).toEqual(first)
    expect(tookMs).toBeLessThan(first.tookMs + 1000)
    await writeFiles(corpus, { 'b.md': '# B\n\nPeace in Oslo.' })
    await buildBundle({ sources: [corpus], out, engine: 'packed' })
    await server.json('/v1/admin/reload', { method: 'POST' })
    expect((await ask()).total).toBe(2)
    expect((await ask()).total).toBe(2)
    expect((await server.json('/v1/search?q=peace&limit=x')).status).toBe(400)
    expect((await server.json('/v1/search?q=peace&limit=x')).status).toBe(400)
  })
})

describe('reloading', () => {
  it('by the admin key, and by watching the folder, loses no request', async () => {
    const { corpus, out } = await build({ 'a.md': '# A\n\nOld words.' })
    const server = await serve(out, { adminKey: 'secret', watch: true })
    let asking = true
    const statuses = new Set<number>()
    const asker = (async () => {
      while (asking) statuses.add((await server.json('/v1/search?q=words')).status)
    })()
    await writeFiles(corpus, { 'a.md': '# A\n\nNew words.' })
    await buildBundle({ sources: [corpus], out })
    await expect.poll(() => server.logged.length).toBeGreaterThan(0)
    expect((await server.json('/v1/search?q=new')).body).toMatchObject({ total: 1 })
    expect(await server.json('/v1/admin/reload', { method: 'POST' })).toMatchObject({ status: 401 })
    const headers = { authorization: 'Bearer secret' }
    expect(await server.json('/v1/admin/reload', { method: 'POST', headers })).toMatchObject({
      status: 200,
      body: { changed: false },
    })
    asking = false
    await asker
    expect([...statuses]).toEqual([200])
  })

  it('without a key is refused to pages of other sites', async () => {
    const server = await serve(INDEX)
    expect(
      await server.json('/v1/admin/reload', { method: 'POST', headers: { origin: 'http://evil.example' } }),
    ).toMatchObject({ status: 403 })
  })
})
