// What else says it, who else said it, and what are these results about?
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { analyze } from '../../src/analysis/analyzer.ts'
import { buildBundle } from '../../src/build/build.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { LedeClient } from '../../src/client/index.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { NotFoundError, RequestError } from '../../src/domain/errors.ts'
import { alike } from '../../src/search/meaning/alike.ts'
import { similarInMeaning } from '../../src/search/meaning/similar.ts'
import { tellingTerms } from '../../src/search/meaning/telling-terms.ts'
import { themes } from '../../src/search/meaning/themes.ts'
import { parseSimilarToRequest, parseThemesRequest } from '../../src/search/request.ts'
import { lede } from '../support/cli.ts'
import { serveEmbeddings } from '../support/embeddings.ts'
import { passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { serve } from '../support/server.ts'

const LONG =
  'The shelling of homes near the river went on for nine days, and nobody counted the houses that burnt.'
const FILES = {
  'war.md': `---\ndate: 2020-10-05\n---\n\nKofi Annan said that residential areas came under rocket fire.\n\nA vessel left the harbour.\n\n${LONG}`,
  'copy.md': `---\ndate: 2020-10-06\n---\n\n${LONG}\n\nShips came to the harbour.`,
  'money.md':
    '---\ndate: 2021-01-01\n---\n\nThe treasury has no money.\n\nKofi Annan saw houses under artillery fire in Geneva.\n\nThe budget needs money from the treasury.',
  'other.md':
    'Bread is baked at night.\n\nThe finance of the treasury is poor.\n\nThe ship and the vessel sank.',
}

async function open(
  engine: 'minisearch' | 'packed' = 'minisearch',
  isEncoded = true,
  files: Readonly<Record<string, string>> = FILES,
) {
  const folder = await temporaryFolder()
  await writeFiles(join(folder, 'corpus'), files)
  const out = join(folder, 'index')
  const encoder = isEncoded ? { encoder: (await serveEmbeddings()).address } : {}
  await buildBundle({ sources: [join(folder, 'corpus')], out, engine, ...encoder })
  const bundle = await openBundle(out)
  const idOf = (words: string): string =>
    passagesOf(bundle).find(({ text }) => text.includes(words))?.id ?? ''
  return { bundle, out, idOf }
}

describe.each(['minisearch', 'packed'] as const)('passages that mean much the same (%s)', engine => {
  it('come with the names that they share, without the given one and its copies', async () => {
    const { bundle, idOf } = await open(engine)
    const ask = (more: Record<string, unknown>) =>
      similarInMeaning(bundle, parseSimilarToRequest(more), UNHURRIED)
    const found = await ask({ passage: idOf('rocket fire') })
    expect(found.meaning).toEqual({ searched: true, model: 'concepts' })
    expect(found.hits[0]?.passage.text).toMatch(/artillery fire/u)
    expect(found.hits[0]?.names.map(({ name }) => name)).toEqual(['Kofi Annan'])
    const long = await ask({ passage: idOf('nine days'), limit: 50, group: 'none' })
    expect(long.hits.some(({ passage }) => passage.text === LONG)).toBe(false)
    const scores = long.hits.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(Math.max(...scores)).toBeLessThan(1)
  })

  it('stand on the page of a passage, with the names that both have', async () => {
    const { out, idOf } = await open(engine)
    const server = await serve(out)
    const page = await (await fetch(`${server.url}/passages/${idOf('rocket fire')}`)).text()
    const section = page.slice(page.indexOf('Near in meaning'))
    expect(section).toMatch(
      /artillery fire.*Both name <a href="\/entities\/person%3Akofi-annan">Kofi Annan/su,
    )
  })

  it('may be like several, are of other documents where that is asked for, and pass the filters', async () => {
    const { bundle, idOf } = await open(engine)
    const ask = (more: Record<string, unknown>) =>
      similarInMeaning(bundle, parseSimilarToRequest(more), UNHURRIED)
    const passage = [idOf('no money'), idOf('vessel left')]
    const { hits } = await ask({ passage, limit: 4 })
    const texts = hits.map(({ passage: { text } }) => text)
    expect(texts.filter(text => /treasury|ship|harbour/iu.test(text))).toHaveLength(4)
    const others = await ask({ passage, group: 'document', limit: 50 })
    const documents = others.hits.map(({ document }) => document.id)
    expect(documents.sort()).toEqual(['copy', 'other'])
    const late = await ask({ passage, from: '2021', limit: 50 })
    expect(late.hits.every(({ document }) => document.id === 'money')).toBe(true)
    expect(late.hits.length).toBeGreaterThan(0)
    // How alike two texts are does not depend on what else is asked for.
    const all = await ask({ passage, limit: 50 })
    for (const { document, passage: found, score } of all.hits) {
      const alone = await ask({ passage, document: document.id, limit: 50 })
      const again = alone.hits.find(({ passage: { id } }) => id === found.id)
      if (score >= 0) expect(again?.score).toBeCloseTo(score, 6)
    }
    const near = await ask({ passage, limit: 50, least: 0.4 })
    expect(near.hits.map(({ passage: { id } }) => id)).toEqual(
      (await ask({ passage, limit: 50 })).hits
        .filter(({ score }) => score >= 0.4)
        .map(({ passage: { id } }) => id),
    )
  })

  it('are refused where the passage is not there, none is given, or a number is none', async () => {
    const { bundle } = await open(engine)
    await expect(
      similarInMeaning(bundle, parseSimilarToRequest({ passage: 'no~such' }), UNHURRIED),
    ).rejects.toThrow(NotFoundError)
    for (const wrong of [
      {},
      { passage: [] },
      { passage: 'a', least: 2 },
      { passage: 'a', least: 'x' },
      { passage: 'a', q: 'b' },
    ])
      expect(() => parseSimilarToRequest(wrong)).toThrow(RequestError)
  })

  it('are not to be had without vectors, and it is said why', async () => {
    const { bundle, idOf } = await open(engine, false)
    const why = { searched: false, why: expect.stringMatching(/lede build --encoder/u) }
    expect(
      await similarInMeaning(bundle, parseSimilarToRequest({ passage: idOf('no money') }), UNHURRIED),
    ).toMatchObject({ meaning: why, hits: [] })
    expect(await themes(bundle, parseThemesRequest({ q: 'treasury' }), UNHURRIED)).toMatchObject({
      meaning: why,
      total: 3,
      groups: [],
    })
  })

  it('make groups of a search, each named by its words', async () => {
    const subjects = {
      rockets: [
        'Rockets and shelling.',
        'Rockets and artillery fire.',
        'Artillery with rockets.',
        'Shelling by rockets.',
      ],
      treasury: [
        'Money of the treasury.',
        'The treasury and its budget.',
        'Finance of the treasury.',
        'Treasury money.',
      ],
      harbour: [
        'A ship in harbour.',
        'The vessel left the harbour.',
        'Ships in the harbour.',
        'Harbour of a vessel.',
      ],
    }
    const { bundle } = await open(engine, true, { 'a.md': Object.values(subjects).flat().join('\n\n') })
    const request = parseThemesRequest({ q: '', limit: 3 })
    const found = await themes(bundle, request, UNHURRIED)
    expect(found).toMatchObject({ total: 12, examined: 12 })
    expect(found.groups.map(({ count }) => count)).toEqual([4, 4, 4])
    expect(found.groups.map(({ terms }) => terms[0]).sort()).toEqual(['harbour', 'rockets', 'treasury'])
    for (const { terms, hits } of found.groups)
      for (const { passage } of hits)
        expect(subjects[terms[0] as keyof typeof subjects]).toContain(passage.text)
    expect(await themes(bundle, request, UNHURRIED)).toEqual(found)
    const nothing = await themes(bundle, parseThemesRequest({ q: 'nothingofthekind' }), UNHURRIED)
    expect(nothing).toMatchObject({ examined: 0, groups: [] })
  })
})

describe('groups of vectors', () => {
  const vectors = fc.array(
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }).map(values => {
      const length = Math.hypot(...values) || 1
      return Float32Array.from(values, value => value / length)
    }),
    { maxLength: 40 },
  )

  it('have each vector once, with the middle that is nearest to it', async () => {
    await fc.assert(
      fc.asyncProperty(vectors, fc.integer({ min: 1, max: 6 }), async (list, most) => {
        const parts = await alike(list, most, UNHURRIED)
        expect(parts.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual([...list.keys()])
        expect(parts.length).toBeLessThanOrEqual(most)
        expect(parts.every(({ members }) => members.length > 0)).toBe(true)
        expect(await alike(list, most, UNHURRIED)).toEqual(parts)
      }),
    )
  })

  it('are named by what stands in them often and elsewhere seldom', () => {
    const texts = (lines: readonly string[]) => lines.map(line => analyze(line, ['en']))
    const groups = [
      texts(['rockets hit the town', 'a rocket and a town', 'the rockets']),
      texts(['bread in the town', 'fresh bread', 'bread and butter 1999']),
    ]
    const named = tellingTerms(groups, new Set(), 2)
    expect(named[0]?.[0]).toBe('rockets')
    expect(named[1]).toEqual(['bread'])
    const [searched = ''] = analyze('bread', ['en'])[0]?.terms ?? []
    expect(tellingTerms(groups, new Set([searched]), 2)[1]).toEqual([])
  })
})

it('all doors lead to both', async () => {
  const { out, idOf } = await open()
  const id = idOf('rocket fire')
  const { url, json } = await serve(out)
  const client = new LedeClient(url)
  expect((await client.similarTo([id], { limit: 1 })).hits[0]?.passage.text).toMatch(/artillery fire/u)
  expect((await client.themes({ q: 'treasury harbour', limit: 2 })).groups.length).toBeGreaterThan(0)
  expect(await json('/v1/similar?passage=none')).toMatchObject({ status: 404 })
  expect(await json('/v1/similar')).toMatchObject({
    status: 400,
    body: { errors: [{ parameter: 'passage' }] },
  })
  expect(await json('/v1/themes?q=a&limit=21')).toMatchObject({ status: 400 })

  const assistant = new Client({ name: 'test', version: '0' })
  onTestFinished(() => assistant.close())
  await assistant.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)))
  const like = await assistant.callTool({ name: 'similar_passages', arguments: { passages: [id], limit: 1 } })
  expect(like.structuredContent).toMatchObject({
    passages: [{ names: ['Kofi Annan'], citation: expect.stringContaining('¶') }],
  })
  const about = await assistant.callTool({ name: 'themes', arguments: { query: '' } })
  expect(about.structuredContent).toMatchObject({ examined: 10, meaning: { searched: true } })

  const similar = await lede(['similar', id, '--index', out, '--limit', '1'])
  expect(similar).toMatchObject({
    code: 0,
    out: expect.stringMatching(/artillery fire[\s\S]*near: 0\.\d\d; both name Kofi Annan/u),
  })
  const told = await lede(['themes', '', '--index', out, '--filter', 'from=2020', '--json'])
  expect(JSON.parse(told.out)).toMatchObject({ examined: 7 })
}, 60_000)
