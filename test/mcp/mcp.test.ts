// The index as an assistant uses it: by the SDK's own client, over HTTP and over standard input and output.
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CitedPassage } from '../../src/mcp/cited.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { build, ROOT } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const INDEX = join(ROOT, 'index-build')

async function connect(transport: 'http' | 'stdio', index = INDEX): Promise<Client> {
  const client = new Client({ name: 'test', version: '0' })
  onTestFinished(() => client.close())
  if (transport === 'http') {
    const { url } = await serve(index)
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)))
  } else {
    const args = [join(ROOT, 'src/cli/main.ts'), 'mcp', '--index', index]
    await client.connect(new StdioClientTransport({ command: process.execPath, args }))
  }
  return client
}

/** The structure and the text of a tool's answer. */
async function call<T>(
  client: Client,
  name: string,
  given: Record<string, unknown>,
): Promise<{ found: T; text: string; isError: boolean }> {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: given })
  const [first] = content as { type: string; text: string }[]
  return { found: structuredContent as T, text: first?.text ?? '', isError: isError === true }
}

describe.each(['http', 'stdio'] as const)('over %s', transport => {
  it('tools find, show and count, and every passage comes with its citation', async () => {
    const client = await connect(transport)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'entity_profile', 'get_context', 'get_document', 'list_entities', 'search_many', 'search_passages', 'similar_passages', 'themes', 'timeline',
    ]) // biome-ignore format: one list
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true)

    type Found = { total: number; passages: CitedPassage[] }
    const searched = await call<Found>(client, 'search_passages', {
      query: 'cease-fire',
      entities: ['place:armenia'],
      limit: 3,
    })
    expect(searched.found.passages.length).toBe(Math.min(3, searched.found.total))
    for (const { citation, text, source } of searched.found.passages) {
      expect(citation).toMatch(/^Lede Sample Desk, “.+”, Lede Samples, .+, ¶\d+$/u)
      expect(source).toMatch(/\.md:\d+$/u)
      expect(searched.text).toContain(text)
      expect(searched.text).toContain(citation)
    }
    type Many = { results: { label: string; read: string; total: number; passages: CitedPassage[] }[] }
    const many = await call<Many>(client, 'search_many', {
      names: ['Jody Williams', 'Nobody Atall'],
      queries: ['Nobody Atall'],
    })
    const [jody, nobody, words] = many.found.results
    expect([jody?.read, nobody?.read, words?.read]).toEqual(['name', 'name', 'query'])
    expect(jody?.passages).toHaveLength(1)
    expect(nobody?.total).toBe(0)
    expect(words?.total).toBeGreaterThan(0)
    expect(many.text).toContain('searched as a name')

    const [passage] = searched.found.passages
    type Context = { before: CitedPassage[]; passage: CitedPassage; after: CitedPassage[] }
    const context = await call<Context>(client, 'get_context', { passage: passage?.id, before: 1, after: 1 })
    expect(context.found.passage).toEqual(passage)
    expect(context.found.after[0]?.paragraph).toBeGreaterThan(passage?.paragraph ?? 0)

    type Document = { total: number; nextOffset: number | null; passages: CitedPassage[] }
    const whole: CitedPassage[] = []
    for (let offset: number | null = 0; offset !== null; ) {
      const part: Document = (
        await call<Document>(client, 'get_document', { document: passage?.document, offset, limit: 5 })
      ).found
      whole.push(...part.passages)
      expect(part.nextOffset === null).toBe(whole.length === part.total)
      offset = part.nextOffset
    }
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length)

    const { found: list } = await call<{ entities: { id: string; passages: number }[] }>(
      client,
      'list_entities',
      { query: 'laos', type: 'place' },
    )
    expect(list.entities[0]?.id).toBe('place:laos')
    const profile = await call<{ passages: CitedPassage[] }>(client, 'entity_profile', {
      entity: 'place:laos',
    })
    expect(profile.text).toContain(`Laos (place:laos): ${list.entities[0]?.passages} passages`)
    expect(profile.found.passages.every(({ citation }) => citation.includes('¶'))).toBe(true)

    const time = await call<{
      total: number
      undated: number
      buckets: { count: number }[]
      example: CitedPassage
    }>(client, 'timeline', { query: 'observers' })
    expect(time.found.buckets.reduce((sum, { count }) => sum + count, time.found.undated)).toBe(
      time.found.total,
    )
    expect(time.found.example.citation).toContain('¶')
  })

  it('what is wrong in a call is said so that it can be mended', async () => {
    const client = await connect(transport)
    const missing = await call(client, 'get_context', { passage: 'none~00000000' })
    expect(missing).toMatchObject({ isError: true, text: 'There is no passage none~00000000 in this index.' })
    const wrong = await call(client, 'search_passages', { query: 'war', from: 'yesterday' })
    expect(wrong).toMatchObject({ isError: true, text: 'from: must be a date: YYYY, YYYY-MM or YYYY-MM-DD' })
    expect((await call(client, 'search_passages', { query: 'war', limit: 1000 })).isError).toBe(true)
  })

  it('documents and passages are resources', async () => {
    const client = await connect(transport)
    const { resources } = await client.listResources()
    expect(resources).toHaveLength(28)
    const [resource] = resources
    const { contents } = await client.readResource({ uri: resource?.uri ?? '' })
    expect(contents[0]).toMatchObject({ mimeType: 'text/plain', text: expect.stringContaining('¶1') })
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate).sort()).toEqual([
      'lede://documents/{+id}',
      'lede://passages/{+id}',
    ])
  })
})

it('ids with slashes and the original on the web reach the assistant', async () => {
  const { out } = await build({
    'talks/first one.md': '---\ntitle: One\nurl: https://example.org/one\n---\n\nThe armistice was signed.\n',
  })
  const client = await connect('http', out)
  const { contents } = await client.readResource({ uri: 'lede://documents/talks/first-one' })
  expect(contents[0]).toMatchObject({
    text: expect.stringContaining('https://example.org/one#:~:text=The%20armistice%20was%20signed.'),
  })
})

it('every document is listed, page by page', async () => {
  const documents = Array.from({ length: 1001 }, (_, at) =>
    JSON.stringify({ title: `T${at}`, text: 'Rice.' }),
  )
  const { out } = await build({ 'many.jsonl': documents.join('\n') })
  const client = await connect('http', out)
  const page = async (cursor?: string) =>
    client.request({ method: 'resources/list', params: cursor === undefined ? {} : { cursor } })
  const first = await page()
  expect([first.resources.length, first.nextCursor]).toEqual([1000, expect.any(String)])
  const last = await page(first.nextCursor)
  expect([last.resources.length, last.nextCursor]).toEqual([1, undefined])
  expect(new Set([...first.resources, ...last.resources].map(({ uri }) => uri)).size).toBe(1001)
  for (const wrong of ['', 'x', first.nextCursor?.replace(/^./u, 'z'), '0'])
    await expect(page(wrong)).rejects.toThrow('List again from the beginning.')
})

it('the service gives the same figures by both doors', async () => {
  const server = await serve(INDEX)
  const client = new Client({ name: 'test', version: '0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)))
  const { found } = await call<{ total: number; facets: unknown }>(client, 'search_passages', {
    query: 'treaty -nuclear',
  })
  const page = (await server.json('/v1/search?q=treaty+-nuclear&facetLimit=5')).body as SearchPage
  expect(found).toMatchObject({ total: page.total, facets: page.facets })
  await client.close()
})
