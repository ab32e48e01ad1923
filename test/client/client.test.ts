// The typed client against a real service.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LedeClient, LedeError, type SearchPage } from '../../src/client/index.ts'
import { makeKey } from '../../src/http/keys.ts'
import { startServer } from '../../src/http/server.ts'
import { build, ROOT, temporaryFolder } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const INDEX = join(ROOT, 'index-build')

describe('the client', () => {
  it('asks every call, and each answer is the interface’s', async () => {
    const server = await serve(INDEX)
    const client = new LedeClient(`${server.url}/`)
    const page = await client.search({
      q: 'cease-fire',
      anyEntity: ['place:armenia', 'place:india'],
      'notMeta.region': 'Africa',
      facets: ['place'],
      limit: 2,
    })
    const parameters =
      'q=cease-fire&anyEntity=place:armenia&anyEntity=place:india&notMeta.region=Africa&facets=place&limit=2'
    const { body } = await server.json(`/v1/search?${parameters}`)
    expect({ ...page, tookMs: 0 }).toEqual({ ...(body as object), tookMs: 0 })
    const [hit] = page.hits
    const id = hit?.passage.id ?? ''
    expect((await client.passage(id)).citation.text).toBe(hit?.citation.text)
    expect((await client.context(id, { before: 1, after: 0 })).after).toEqual([])
    expect((await client.similar(id, { limit: 2 })).hits).toHaveLength(2)
    expect((await client.cite(id)).chicago).toContain('para.')
    const document = await client.document(hit?.document.id ?? '')
    expect((await client.documents({ q: document.document.title })).total).toBe(1)
    const { entities } = await client.entities({ type: 'place', limit: 1 })
    expect((await client.entity(entities[0]?.id ?? '')).entity.passages).toBe(entities[0]?.passages)
    expect((await client.suggest('kor', 2)).entities).toHaveLength(2)
    expect((await client.facet('meta.region', { q: 'war' })).values.length).toBeGreaterThan(1)
    expect((await client.network({ q: 'treaty', limit: 5 })).nodes).toHaveLength(5)
    expect((await client.timeline({ q: 'war', interval: 'year' })).buckets.length).toBeGreaterThan(2)
    expect((await client.stats()).documents).toBe(28)
    const [first, second] = await client.multiSearch([{ q: 'war', limit: 1 }, { q: '' }])
    expect([first?.hits.length, second?.total]).toEqual([1, 336])
    const ids: string[] = []
    for await (const { passage } of client.every({ q: 'observers' })) ids.push(passage.id)
    const paged: string[] = []
    for (
      let page: SearchPage | null = await client.search({ q: 'observers', limit: 7 });
      page !== null;
      page = await client.next(page)
    )
      paged.push(...page.hits.map(({ passage }) => passage.id))
    expect(paged.sort()).toEqual([...ids].sort())
    expect(ids).toHaveLength((await client.search({ q: 'observers' })).total)
  })

  it('tells what is wrong, and sends its key', async () => {
    const keys = join(await temporaryFolder(), 'keys.json')
    const { key } = makeKey(keys, 'read', 'desk', new Date(0))
    const { out } = await build({ 'talks/a b.md': 'One.\n' })
    const server = await startServer({
      index: out,
      host: '127.0.0.1',
      port: 0,
      adminKey: null,
      keys,
      version: '0',
      watch: false,
      log: () => {},
    })
    const client = new LedeClient(server.url, { key })
    expect((await client.document('talks/a-b')).passages).toHaveLength(1)
    const wrong = await client.search({ limit: 1000 }).catch((error: LedeError) => error)
    expect(wrong).toBeInstanceOf(LedeError)
    expect((wrong as LedeError).problem.errors).toEqual([
      { parameter: 'limit', message: 'must be a whole number from 1 to 100' },
    ])
    await expect(new LedeClient(server.url).stats()).rejects.toThrow('A key is needed')
    await server.close()
  })
})
