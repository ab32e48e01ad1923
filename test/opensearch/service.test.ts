// The service over a cluster: built and served by the command line's own calls, the same answers as without a cluster.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type ClusterTarget, DEFAULT_PLACING } from '../../src/build/options.ts'
import { Connection } from '../../src/engine/opensearch/connection.ts'
import { addressOf, EXAMPLES } from '../../src/http/examples.ts'
import { lede } from '../support/cli.ts'
import { describeCluster } from '../support/cluster.ts'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { difference } from '../support/same.ts'
import { serve, type TestServer } from '../support/server.ts'
import { startTlsProxy } from '../support/tls-proxy.ts'

const QUERIES = [
  'cluster munitions', '"Security Council"', '"of the"', 'mine clearance -angola', 'Oslo OR Ottawa', 'observ*', 'karabach~', 'title:armistice',
  'person:"Jody Williams"', 'before:2010', 'after:2005 mines', 'cease-fire', 'ceasefire', 'NK', 'tresty', '', 'm', 'which states have not joined the convention and why',
  'headings:treaty', '("cluster munitions" OR mines) AND (Laos OR Angola)', '"the use of" OR "member states"', '-mines', 'person:Nobody', '***', '"',
] // biome-ignore format: a list
const FURTHER = [
  'group=document', 'sort=newest&group=document', 'sort=oldest', 'match=all', 'offset=40&limit=30', 'timeline=month', 'kind=list', 'boilerplate=true',
  'facets=document,kind,meta.theme,meta.region&facetLimit=3', 'entity=place:laos', 'notEntity=place:laos&anyEntity=place:angola', 'meta.region=Asia', 'from=2000&to=2015',
] // biome-ignore format: a list

describeCluster('a service over a cluster', 2, cluster => {
  let here: TestServer
  let there: TestServer
  let folder: string
  const target = (alias: string): ClusterTarget => ({
    settings: { urls: cluster().urls, alias },
    ...DEFAULT_PLACING,
  })
  const options = (alias: string): string[] => [
    '--engine',
    'opensearch',
    '--alias',
    alias,
    ...cluster().urls.flatMap(url => ['--url', url]),
  ]

  beforeAll(async () => {
    folder = await temporaryFolder(afterAll)
    const built = await lede(['build', join(ROOT, 'corpus'), '--out', join(folder, 'built'), ...options('sample'), '--shards', '3']) // biome-ignore format: one command
    expect(built.error).toBe('')
    expect(built.out).toContain('in OpenSearch')
    here = await serve(join(ROOT, 'index-build'), {}, afterAll)
    // Nothing of the index is in this folder: it is fetched.
    there = await serve(join(folder, 'fetched'), { cluster: target('sample') }, afterAll)
    // The first search of a cluster that was just started takes seconds, and may be cut.
    await there.json('/v1/search?q=treaty+war')
  }, 240_000)

  const same = async (path: string, init?: RequestInit): Promise<void> => {
    const [expected, found] = await Promise.all([here.json(path, init), there.json(path, init)])
    expect(found.status).toBe(expected.status)
    expect(difference(withoutVersion(found.body), withoutVersion(expected.body))).toBeNull()
  }

  it('fetches the records as they were built, byte for byte', async () => {
    for (const name of ['manifest.json', 'documents.jsonl', 'entities.jsonl', 'synonyms.json', 'passages.jsonl.zst', 'vocabulary.jsonl', 'opensearch.json'])
      expect(await readFile(join(folder, 'fetched', name))).toEqual(await readFile(join(folder, 'built', name)))
  }) // biome-ignore format: a list

  it.each(QUERIES)('answers %j as the embedded engine does', async q => {
    await same(`/v1/search?${new URLSearchParams({ q, limit: '50', facets: 'person,place,date,kind,document,meta.theme' })}`)
  }) // biome-ignore format: one call

  it.each(FURTHER)('answers a search with %s as the embedded engine does', async parameters => {
    await same(`/v1/search?q=mines&${parameters}`)
    await same(`/v1/search?q=&${parameters}`)
  })

  // Which completions are counted in time depends on how busy the cluster is; their figures do not.
  it.each(['jody w', 'cluster mun', 'mines lao', 'treaty ', 'w', 'korean arm'])('completes %j with what the embedded engine finds as often', async q => {
    type Found = { terms: { text: string; passages: number }[]; entities: { id: string; type: string; before: string; passages: number }[] }
    const { body } = await there.json(`/v1/suggest?${new URLSearchParams({ q, limit: '8' })}`)
    const { terms, entities } = body as unknown as Found
    const totalOf = async (parameters: Record<string, string>): Promise<unknown> =>
      (await here.json(`/v1/search?${new URLSearchParams({ limit: '1', facets: 'none', ...parameters })}`)).body['total']
    for (const { text, passages } of terms) expect([text, passages]).toEqual([text, await totalOf({ q: text })])
    for (const { id, before, passages } of entities) expect([id, passages]).toEqual([id, await totalOf({ q: before, entity: id })])
  }) // biome-ignore format: one call

  it('answers every other call of the interface as the embedded engine does', async () => {
    for (const [call, example] of Object.entries(EXAMPLES)) {
      const [method = '', path = ''] = call.split(' ')
      if (['/v1/watch', '/v1/export', '/v1/batch', '/v1/suggest'].includes(path)) continue
      if (method === 'get') await same(addressOf(path, example))
      else {
        const headers = { 'content-type': 'application/json' }
        await same(path, { method: 'POST', headers, body: JSON.stringify(example.parameters) })
      }
    }
  })

  it('explains scores, exports everything, and shows the page', async () => {
    const { body } = await there.json('/v1/search?q=mines&explain=true&limit=3')
    for (const { score, explanation } of (body as { hits: { score: number; explanation: { value: number } }[] }).hits)
      expect(explanation.value).toBeCloseTo(score, 3)
    const [expected, found] = await Promise.all(
      [here, there].map(async ({ url }) => (await fetch(`${url}/v1/export?q=mines&format=csv`)).text()),
    )
    expect(found).toBe(expected)
    const batches = await Promise.all(
      [here, there].map(async ({ url }) => {
        const body = JSON.stringify({ queries: ['mines', 'no such words zzz', { name: 'Jody Williams' }] })
        const headers = { 'content-type': 'application/json' }
        const text = await (await fetch(`${url}/v1/batch`, { method: 'POST', headers, body })).text()
        return text.trim().split('\n').map(line => JSON.parse(line) as unknown)
      }),
    )
    expect(difference(batches[1], batches[0])).toBeNull()
    const page = await (await fetch(`${there.url}/?q=cluster+munitions`)).text()
    expect(page).toContain('<mark>')
  }) // biome-ignore format: casts

  it('searches from the command line as the embedded engine does', async () => {
    const ask = (more: readonly string[]) =>
      lede(['search', 'cluster munitions', '--json', '--facets', 'place', ...more])
    const found = await ask([...options('sample'), '--index', join(folder, 'fetched')])
    const expected = await ask(['--index', 'index-build'])
    expect(found.error).toBe('')
    expect(difference(JSON.parse(found.out), JSON.parse(expected.out))).toBeNull()
    // The environment may name the cluster of a folder that needs one.
    const entities = await lede(['entities', 'oslo', '--index', join(folder, 'fetched')], ROOT, { LEDE_OPENSEARCH_URL: cluster().urls.join(',') }) // biome-ignore format: one command
    expect(entities.code).toBe(1) // under the alias lede is nothing
    expect(entities.error).toContain('alias lede')
  }, 60_000)

  it('serves what is built next, and goes on in the old one for who turns its pages', async () => {
    const corpus = join(await temporaryFolder(), 'corpus')
    await mkdir(corpus)
    const text = (word: string): string => Array.from({ length: 30 }, (_, at) => `The ${word} bridge ${at} was closed.`).join('\n\n') // biome-ignore format: one text
    await writeFiles(corpus, { 'a.md': `# Bridges\n\n${text('old')}\n` })
    const index = join(corpus, '../index')
    const build = () => lede(['build', corpus, '--out', index, ...options('next')])
    expect((await build()).code).toBe(0)
    const server = await serve(join(corpus, '../served'), { cluster: target('next') })
    const first = await server.json('/v1/search?q=bridge&limit=10')
    const { cursor, total } = first.body as { cursor: string; total: number }
    expect(total).toBe(30)
    await writeFiles(corpus, { 'a.md': `# Bridges\n\n${text('new')}\n`, 'b.md': 'A new bridge.\n' })
    expect((await build()).code).toBe(0)
    await until(async () => ((await server.json('/v1/search?q=bridge')).body as { total: number }).total === 31)
    const second = (await server.json(`/v1/search?cursor=${cursor}`)).body as { hits: { passage: { text: string } }[] }
    expect(second.hits.length).toBe(10)
    for (const { passage } of second.hits) expect(passage.text).toContain('The old bridge')
    // Of three builds the first is removed.
    await writeFiles(corpus, { 'b.md': 'Another bridge.\n' })
    const third = await build()
    expect(third.out).toContain('removed')
    const names = await indices(cluster().urls[0] ?? '', 'next-')
    expect(names.length).toBe(4)
  }, 120_000) // biome-ignore format: casts

  it('takes documents over HTTP and serves them from the cluster', async () => {
    const corpus = join(await temporaryFolder(), 'corpus')
    await mkdir(corpus)
    await writeFiles(corpus, { 'a.md': 'A bridge was closed.\n' })
    const index = join(corpus, '../index')
    expect((await lede(['build', corpus, '--out', index, ...options('added')])).code).toBe(0)
    const server = await serve(index, { cluster: target('added'), corpus, adminKey: 'secret' })
    const files = new FormData()
    files.append('files', new File(['A tunnel was opened.\n'], 'b.md'))
    const response = await fetch(`${server.url}/v1/admin/documents`, {
      method: 'POST',
      headers: { authorization: 'Bearer secret' },
      body: files,
    })
    expect(response.status).toBe(200)
    expect(((await server.json('/v1/search?q=tunnel')).body as { total: number }).total).toBe(1)
  }, 60_000)

  it('goes through TLS with credentials from a file or the environment, and says what is missing', async () => {
    const proxy = await startTlsProxy(cluster().urls[0] ?? '', 'reader', 'pass:word')
    onTestFinished(() => proxy.close())
    const ask = (more: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      lede(['search', 'mines', '--alias', 'sample', '--index', join(folder, 'fetched'), '--url', proxy.url, ...more], ROOT, env) // biome-ignore format: one command
    const file = join(folder, 'credentials')
    await writeFile(file, 'reader:pass:word\n')
    const trusted = ['--ca', proxy.certificate]
    expect((await ask([...trusted, '--credentials', file])).out).toContain('passages in')
    const env = { LEDE_OPENSEARCH_USERNAME: 'reader', LEDE_OPENSEARCH_PASSWORD: 'pass:word' }
    expect((await ask(trusted, env)).out).toContain('passages in')
    const refused = await ask(trusted, { ...env, LEDE_OPENSEARCH_PASSWORD: 'guess' })
    expect(refused.code).toBe(1)
    expect(refused.error).toContain('LEDE_OPENSEARCH_PASSWORD')
    expect(refused.error).not.toContain('guess')
    expect((await ask([], env)).error).toMatch(/certificate/iu)
  }, 120_000)

  it.each([
    [['--url', 'http://name:secret@127.0.0.1:9200'], 'Credentials do not belong into the address'],
    [['--url', 'localhost'], 'is no address of a cluster'],
    [['--url', 'http://127.0.0.1:1'], 'does not answer'],
    [['--engine', 'opensearch'], 'Name the cluster'],
    [['--engine', 'opensearch', '--url', 'CLUSTER', '--alias', 'nothing-here'], 'There is nothing in OpenSearch under the alias nothing-here'],
    [['--url', 'CLUSTER', '--alias', 'A'], 'cannot be an alias'],
    [['--url', 'CLUSTER', '--alias', 'sample', '--index', 'index-build'], 'Name another folder with --index'],
    [['--url', 'CLUSTER', '--credentials', '/nowhere'], '/nowhere cannot be read'],
  ])('says what is wrong with %j', async (given, message) => {
    const args = given.map(each => (each === 'CLUSTER' ? (cluster().urls[0] ?? '') : each))
    const index = args.includes('--index') ? [] : ['--index', join(folder, 'elsewhere')]
    const { code, error } = await lede(['search', 'mines', ...args, ...index])
    expect(code).toBe(1)
    expect(error).toContain(message)
    expect(error).not.toContain('    at ')
  }) // biome-ignore format: a table

  it('refuses a folder that needs a cluster where none is named, and an index that lacks passages', async () => {
    const { code, error } = await lede(['search', 'mines', '--index', join(folder, 'fetched')])
    expect(code).toBe(1)
    expect(error).toContain('LEDE_OPENSEARCH_URL')
    await rm(join(folder, 'elsewhere'), { recursive: true, force: true })
    const connection = new Connection({ urls: cluster().urls, alias: 'sample' })
    const body = { query: { range: { index: { gte: 5, lt: 8 } } } }
    await connection.call({
      method: 'POST',
      path: '/sample/_delete_by_query',
      query: { refresh: true },
      body,
    })
    const fetched = await lede([
      'search',
      'mines',
      ...options('sample'),
      '--index',
      join(folder, 'elsewhere'),
    ])
    expect(fetched.error).toContain('has not all of its passages')
    await connection.close()
  }, 60_000)

  it('says with 503 that the cluster does not answer, and answers again when it does', async () => {
    const corpus = join(await temporaryFolder(), 'corpus')
    await mkdir(corpus)
    await writeFiles(corpus, { 'a.md': 'A bridge was closed.\n' })
    const index = join(corpus, '../index')
    expect((await lede(['build', corpus, '--out', index, ...options('ended')])).code).toBe(0)
    const server = await serve(index, { cluster: target('ended') })
    await cluster().stop()
    const response = await fetch(`${server.url}/v1/search?q=bridge`)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(((await response.json()) as { detail: string }).detail).toContain('does not answer')
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    await cluster().start()
    await until(async () => (await fetch(`${server.url}/v1/search?q=bridge`)).status === 200)
  }, 180_000)
})

/** The bundle's name differs, as does the engine. */
function withoutVersion(value: object): object {
  return JSON.parse(
    JSON.stringify(value, (key, each) => (['version', 'engine', 'cursor'].includes(key) ? null : each)),
  )
}

async function indices(url: string, prefix: string): Promise<string[]> {
  const text = await (await fetch(`${url}/_cat/indices/${prefix}*?h=index`)).text()
  return text.trim().split('\n')
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (await condition()) return
    await pause(100)
  }
  throw new Error('it did not happen within 30 s')
}
