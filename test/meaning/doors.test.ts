// Meaning over HTTP, on the page, for assistants and on the command line.
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import { Ingest } from '../../src/build/ingest.ts'
import { readManifest } from '../../src/bundle/open-bundle.ts'
import { LedeClient, type SearchPage } from '../../src/client/index.ts'
import { readCollection } from '../../src/evaluation/collection.ts'
import { evaluateRun, type RunOptions, runCollection } from '../../src/evaluation/relevance.ts'
import { lede } from '../support/cli.ts'
import { type EmbeddingsSettings, serveEmbeddings } from '../support/embeddings.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const FILES = {
  'war.md':
    'Residential areas came under rocket fire.\n\nThe shelling went on for a week.\n\nA vessel left the harbour.',
  'money.md':
    'The treasury has no money.\n\nHouses under artillery fire were rebuilt.\n\nBread is baked at night.',
}

async function built(settings: EmbeddingsSettings = {}) {
  const folder = await temporaryFolder()
  await writeFiles(join(folder, 'corpus'), FILES)
  const service = await serveEmbeddings(settings)
  const out = join(folder, 'index')
  await buildBundle({ sources: [join(folder, 'corpus')], out, encoder: service.address })
  return { folder, out, service }
}

describe('over HTTP', () => {
  it('related hits come, can be paged through, and can be left out', async () => {
    const { url } = await serve((await built()).out)
    const client = new LedeClient(url)
    const page = await client.search({ q: 'shelling of homes' })
    expect(page.hits.filter(({ related }) => related === true)).toHaveLength(2)
    expect(page).toMatchObject({
      total: 1,
      counts: { meaning: 2 },
      meaning: { searched: true, model: 'concepts' },
    })
    const words = await client.search({ q: 'shelling of homes', meaning: 'off' })
    expect(words.hits).toHaveLength(1)
    const paged: string[] = []
    let next: SearchPage | null = await client.search({ q: 'shelling of homes', limit: 1 })
    for (; next !== null; next = await client.next(next))
      paged.push(...next.hits.map(({ passage }) => passage.id))
    expect(paged).toEqual(page.hits.map(({ passage }) => passage.id))
  })

  it('other calls have words only, and say so', async () => {
    const { json } = await serve((await built()).out)
    for (const call of ['export?format=csv&', 'timeline?', 'facets/place?', 'network?']) {
      const { status, body } = await json(`/v1/${call}q=shelling&meaning=auto`)
      expect(status).toBe(400)
      expect(body).toMatchObject({ errors: [{ parameter: 'meaning' }] })
    }
    const { status, body } = await json('/v1/search?q=shelling&meaning=perhaps')
    expect([status, body]).toMatchObject([400, { errors: [{ message: 'must be one of auto, off, only' }] }])
  })

  it('an answer that missed meaning is not given again once the service is back', async () => {
    let isDown = false
    const { out } = await built({
      answer: ({ input_type }, response) => {
        const fails = isDown && input_type === 'query'
        if (fails) response.writeHead(500).end('down')
        return fails
      },
    })
    const { json, url } = await serve(out)
    await json('/v1/search?q=bread')
    isDown = true
    const path = '/v1/search?q=shelling+of+homes'
    // No tag either: a client that asks again would be told that nothing changed.
    const tagOf = async (): Promise<string | null> => (await fetch(url + path)).headers.get('etag')
    expect(await tagOf()).toBeNull()
    expect((await json(path)).body).toMatchObject({
      // What the service says is for the log.
      meaning: { searched: false, why: 'The model did not answer in time. The log says more.' },
    })
    isDown = false
    expect((await json(path)).body).toMatchObject({ meaning: { searched: true } })
    expect(await tagOf()).not.toBeNull()
  })

  it('documents that are added are encoded as the others were', async () => {
    const { folder, out } = await built()
    const { json, url } = await serve(out, { adminKey: 'admin', corpus: join(folder, 'corpus') })
    const form = new FormData()
    form.append('files', new Blob(['Flats were shelled in May.']), 'new.md')
    const headers = { authorization: 'Bearer admin' }
    const added = await fetch(`${url}/v1/admin/documents`, { method: 'POST', body: form, headers })
    expect(added.status).toBe(200)
    expect((await readManifest(out))?.meaning?.model.name).toBe('concepts')
    const { body } = await json('/v1/search?q=rocket+homes')
    const { hits } = body as SearchPage
    expect(hits.find(({ passage }) => passage.document === 'new')).toMatchObject({ related: true })
  })
})

it('the page says which hits no word led to, and how many there are', async () => {
  const { url } = await serve((await built()).out)
  const page = await (await fetch(`${url}/?q=shelling+of+homes`)).text()
  expect(page.match(/Related in meaning: none of the words led here\./gu)).toHaveLength(2)
  expect(page).toContain('2 related in meaning, without the words')
  const only = await (await fetch(`${url}/?q=bombing+homes&meaning=only`)).text()
  expect(only).toContain('Search the words too')
  expect(only.match(/class="hit"/gu)).toHaveLength(6)
})

it('an assistant can ask for meaning, and is told which passages have not the words', async () => {
  const { url } = await serve((await built()).out)
  const client = new Client({ name: 'test', version: '0' })
  onTestFinished(() => client.close())
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)))
  const given = { query: 'shelling of homes', meaning: 'auto' }
  const { structuredContent, content } = await client.callTool({ name: 'search_passages', arguments: given })
  expect(structuredContent).toMatchObject({ total: 1, counts: { meaning: 2 }, meaning: { searched: true } })
  const [{ text } = { text: '' }] = content as { type: string; text: string }[]
  expect(text.match(/\(related in meaning, without the words\)/gu)).toHaveLength(2)
  expect(text).toContain('related in meaning: 2')
})

it('the command line marks them too', async () => {
  const { out } = await built()
  const found = await lede(['search', 'shelling of homes', '--index', out])
  expect(found.out).toMatch(/1 passage in 1 document/u)
  expect(found.out.match(/related in meaning, none of the words led here:/gu)).toHaveLength(2)
  const words = await lede(['search', 'shelling of homes', '--index', out, '--meaning', 'off'])
  expect(words.out).not.toContain('related')
})

it('a collection is measured with and without', async () => {
  const folder = await temporaryFolder()
  const { address } = await serveEmbeddings()
  await writeFiles(folder, {
    'docs.jsonl':
      '{"id":"a","text":"Residential areas came under rocket fire."}\n{"id":"b","text":"Bread is baked."}\n',
    'queries.jsonl': '{"id":"q","text":"shelled homes"}\n',
    'qrels.tsv': 'q\ta\t1\n',
  })
  const collection = await readCollection(folder)
  const measured = async (options: RunOptions): Promise<number> =>
    evaluateRun(collection, await runCollection(collection, options), null).metrics['ndcg@10'].mean
  expect(await measured({})).toBe(0)
  expect(await measured({ encoder: address })).toBe(1)
  expect(await measured({ encoder: address, meaning: 'off' })).toBe(0)
  const run = await lede([
    'eval',
    'relevance',
    '--collection',
    folder,
    '--encoder',
    address,
    '--meaning',
    'only',
    '--json',
  ])
  expect(JSON.parse(run.out)).toMatchObject({ metrics: { 'ndcg@10': { mean: 1 } } })
  const wrong = await lede(['eval', 'relevance', '--collection', folder, '--meaning', 'only'])
  expect(wrong).toMatchObject({
    code: 2,
    error: expect.stringMatching(/--meaning must be off without --encoder/u),
  })
})

it('a batch searches words, and meaning in rows that ask for it', async () => {
  const { url } = await serve((await built()).out)
  const answer = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ queries: [{ q: 'shelled flats' }, { q: 'shelled flats', meaning: 'auto' }] }),
  })
  const rows = (await answer.text()).trim().split('\n')
  const related = rows.map(row =>
    (JSON.parse(row) as { hits: object[] }).hits.filter(hit => 'related' in hit),
  )
  expect(related.map(({ length }) => length > 0)).toEqual([false, true])
})

it('texts go to another machine only where whoever runs the service names it', async () => {
  const { folder, out } = await built()
  await writeFile(join(folder, '.index.encoder'), '{"encoder":"https://encoder.invalid/v1"}')
  const ingest = new Ingest(() => ({ folder: join(folder, 'corpus'), out, config: DEFAULT_CONFIG }))
  const added = ingest.add([{ name: 'new.md', bytes: Buffer.from('Flats were shelled.') }], () => {})
  await expect(added).rejects.toThrow(/sent to another machine only where you name it: --encoder https/u)
  expect(await readdir(join(folder, 'corpus'))).not.toContain('new.md')
})
