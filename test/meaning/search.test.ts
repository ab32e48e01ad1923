import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { Deadline } from '../../src/domain/deadline.ts'
import { RequestError } from '../../src/domain/errors.ts'
import { exportHits } from '../../src/search/export.ts'
import { leaningOf } from '../../src/search/meaning/leaning.ts'
import { parseExportRequest, parseSearchRequest } from '../../src/search/request.ts'
import { type Hit, type SearchPage, search } from '../../src/search/search.ts'
import { type EmbeddingsSettings, serveEmbeddings } from '../support/embeddings.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'

const FILES = {
  'war.md':
    '---\ndate: 2020-10-05\n---\n\nResidential areas came under rocket fire.\n\nThe shelling went on for a week.\n\nA vessel left the harbour.',
  'money.md':
    '---\ndate: 2021-01-01\n---\n\nThe treasury has no money.\n\nKofi Annan spoke in Geneva of the budget.\n\nHouses under artillery fire were rebuilt.',
  'other.md': 'Bread is baked at night.\n\nThe school opened in May.\n\nHills are green there.',
}

async function open(
  settings: EmbeddingsSettings = {},
  engine: 'minisearch' | 'packed' = 'minisearch',
  files: Readonly<Record<string, string>> = FILES,
) {
  const folder = await temporaryFolder()
  await writeFiles(join(folder, 'corpus'), files)
  const service = await serveEmbeddings(settings)
  const out = join(folder, 'index')
  await buildBundle({ sources: [join(folder, 'corpus')], out, encoder: service.address, engine })
  return { service, out, bundle: await openBundle(out) }
}

const ask = (bundle: Bundle, parameters: object, deadline?: Deadline): Promise<SearchPage> =>
  search(bundle, parseSearchRequest({ ...parameters }), deadline)
const texts = (hits: readonly Hit[]): string[] => hits.map(({ passage }) => passage.text)

describe.each(['minisearch', 'packed'] as const)('a search of an index with vectors (%s)', engine => {
  it('finds what is said in other words, after counting what is said in these', async () => {
    const { bundle } = await open({}, engine)
    const words = await ask(bundle, { q: 'shelling of homes', meaning: 'off' })
    const page = await ask(bundle, { q: 'shelling of homes' })
    expect(texts(words.hits)).toEqual(['The shelling went on for a week.'])
    expect(words).not.toHaveProperty('meaning')
    const related = page.hits.filter(hit => hit.related === true)
    expect(new Set(texts(related))).toEqual(
      new Set(['Residential areas came under rocket fire.', 'Houses under artillery fire were rebuilt.']),
    )
    expect(page.meaning).toEqual({ searched: true, model: 'concepts' })
    expect(page.counts).toEqual({ ...words.counts, meaning: 2 })
    // Whatever counts words is as it was.
    for (const figure of ['total', 'documents', 'groups', 'facets', 'timeline'] as const)
      expect(page[figure]).toEqual(words[figure])
    const scores = page.hits.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })

  it('holds every filter, and finds nothing that one leaves out', async () => {
    const { bundle } = await open({}, engine)
    const page = await ask(bundle, { q: 'shelling of homes', from: '2021' })
    expect(texts(page.hits)).toEqual(['Houses under artillery fire were rebuilt.'])
    expect(page).toMatchObject({ total: 0, counts: { meaning: 1 } })
    const none = await ask(bundle, { q: 'shelling of homes', document: 'no-such' })
    expect(none).toMatchObject({ hits: [], counts: { meaning: 0 } })
  })

  it('gives each hit once, whatever the size of the pages', async () => {
    const { bundle } = await open({}, engine)
    for (const group of ['none', 'copies', 'document']) {
      const whole = await ask(bundle, { q: 'shelling of homes under fire', group, limit: 100 })
      for (const limit of [1, 2, 3]) {
        const pages: string[] = []
        for (let offset = 0; offset < whole.hits.length + limit; offset += limit)
          pages.push(
            ...texts((await ask(bundle, { q: 'shelling of homes under fire', group, limit, offset })).hits),
          )
        expect(pages).toEqual(texts(whole.hits))
      }
      expect(whole.hits).toHaveLength(whole.groups + (whole.counts?.meaning ?? 0))
      expect(new Set(texts(whole.hits)).size).toBe(whole.hits.length)
    }
  })

  it('has repeats of a text after all others, as without meaning', async () => {
    const story =
      'The minister said on Monday that the shelling of homes near the river had ended after nine long days.'
    const { bundle } = await open({}, engine, { ...FILES, 'x.md': story, 'y.md': story, 'z.md': story })
    for (const meaning of ['off', 'auto']) {
      const { hits } = await ask(bundle, { q: 'shelling of homes', group: 'none', meaning, limit: 100 })
      const found = texts(hits)
      expect(found.filter(text => text === story)).toHaveLength(3)
      expect(found.slice(-2), meaning).toEqual([story, story])
    }
  })

  it('goes by meaning alone where that is asked for', async () => {
    const { bundle } = await open({}, engine)
    const page = await ask(bundle, { q: 'обстрел домов', meaning: 'only', limit: 3 })
    expect(texts(page.hits)[0]).toMatch(/Residential|Houses/u)
    // Whether they have the words was not asked.
    expect(page.hits.some(hit => 'related' in hit)).toBe(false)
    expect(page).toMatchObject({ total: 0, documents: 0, facets: { person: [] } })
    expect(page.counts?.meaning).toBe(9)
  })
})

describe('what was typed', () => {
  it.each([
    ['shelling of homes', 'find'],
    ['kofi annan', 'nothing'],
    ['"rocket fire"', 'nothing'],
    ['T-72 2019', 'nothing'],
    ['person:"Kofi Annan"', 'nothing'],
    ['kofi annan on the budget', 'find'],
    ['shelling -vessel', 'rank'],
    ['shelling "rocket fire"', 'rank'],
    ['', 'nothing'],
  ])('%s leaves to meaning: %s', async (q, leaning) => {
    const { bundle } = await open()
    expect(leaningOf(bundle, { q, syntax: 'on', match: 'any' })).toBe(leaning)
    const { hits, meaning } = await ask(bundle, { q })
    if (leaning !== 'find') expect(hits.filter(hit => hit.related === true)).toEqual([])
    if (leaning === 'nothing' && q !== '') expect(meaning).toMatchObject({ searched: false })
  })

  it('that excludes a word is not answered by passages that have it', async () => {
    const { bundle } = await open()
    const { hits } = await ask(bundle, { q: 'fire -artillery' })
    expect(texts(hits)).toEqual(['Residential areas came under rocket fire.'])
    expect((await ask(bundle, { q: 'shelling homes', match: 'all' })).hits).toEqual([])
  })
})

describe('a score', () => {
  it('is the sum of both its parts', async () => {
    const { bundle } = await open()
    const { hits } = await ask(bundle, { q: 'shelling of homes', explain: true })
    expect(hits.length).toBeGreaterThan(1)
    for (const { score, explanation, related } of hits) {
      expect(explanation?.value).toBeCloseTo(score, 5)
      const labels = explanation?.parts.map(({ label }) => label)
      expect(labels).toEqual(related === true ? ['near in meaning'] : ['by words', 'near in meaning'])
    }
  })
})

describe('where meaning cannot be searched', () => {
  it('words go on, and the answer says why: the service is down', async () => {
    const { bundle, service } = await open()
    const words = await ask(bundle, { q: 'shelling of homes', meaning: 'off' })
    await service.close()
    const page = await ask(bundle, { q: 'shelling of homes' })
    expect(texts(page.hits)).toEqual(texts(words.hits))
    expect(page.meaning).toMatchObject({
      searched: false,
      failed: true,
      why: expect.stringMatching(/does not answer/u),
    })
    expect(page.query.notes.at(-1)).toMatch(/^Only words were searched, not meaning\. http.*does not answer/u)
    expect(page.counts).not.toHaveProperty('meaning')
  })

  it('words go on: the service does not answer in time', async () => {
    let isSlow = false
    const { bundle } = await open({ answer: () => isSlow })
    await ask(bundle, { q: 'bread and rockets' })
    isSlow = true
    const started = performance.now()
    const page = await ask(bundle, { q: 'shelling of homes' }, new Deadline(500))
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(texts(page.hits)).toEqual(['The shelling went on for a week.'])
    expect(page.meaning).toMatchObject({ searched: false, why: expect.stringMatching(/in time/u) })
  })

  it('words go on: there is another model', async () => {
    const { bundle, service } = await open()
    const { nameEncoder } = await import('../../src/search/meaning/query-encoder.ts')
    const other = await serveEmbeddings({ models: ['another'] })
    nameEncoder(bundle, other.address)
    const page = await ask(bundle, { q: 'shelling of homes' })
    expect(page.meaning).toMatchObject({ why: expect.stringMatching(/model concepts .* has another/u) })
    nameEncoder(bundle, service.address)
    expect((await ask(bundle, { q: 'shelling of homes' })).meaning).toMatchObject({ searched: true })
  })

  it('words go on: the service runs another model under the same name', async () => {
    let isOther = false
    const { bundle, out } = await open({
      answer: ({ input }, response) => {
        if (!isOther) return false
        const embedding = Array.from({ length: 64 }, (_, at) => ((at * 7) % 5) - 2)
        response.end(JSON.stringify({ data: input.map((_, index) => ({ index, embedding })) }))
        return true
      },
    })
    expect((await ask(bundle, { q: 'shelling of homes' })).meaning).toMatchObject({ searched: true })
    isOther = true
    const refused = { searched: false, failed: true, why: expect.stringMatching(/gives other vectors/u) }
    // A look at the service tells, once some seconds have gone by; what was asked before is not answered from memory.
    const now = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 11_000)
    onTestFinished(() => void vi.restoreAllMocks())
    expect((await ask(bundle, { q: 'shelling of homes' })).meaning).toMatchObject(refused)
    expect((await ask(await openBundle(out), { q: 'bread and shelling' })).meaning).toMatchObject(refused)
    isOther = false
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 22_000)
    expect((await ask(bundle, { q: 'shelling of homes' })).meaning).toMatchObject({ searched: true })
  })

  it('words go on: more queries wait than can be encoded in time, and those that nobody waits for are left out', async () => {
    const held: (() => void)[] = []
    let isHeld = false
    const { bundle, service } = await open({
      answer: ({ input }, response) => {
        if (!isHeld) return false
        held.push(() =>
          response.end(
            JSON.stringify({ data: input.map((_, index) => ({ index, embedding: new Array(64).fill(1) })) }),
          ),
        )
        return true
      },
    })
    await ask(bundle, { q: 'bread and rockets' })
    isHeld = true
    const before = service.texts().length
    const pages = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        ask(bundle, { q: `shelling of homes ${'x'.repeat(at + 1)}` }, new Deadline(1_500)),
      ),
    )
    const why = pages.map(({ meaning }) => (meaning?.searched === false ? meaning.why : ''))
    expect(why.filter(text => /64 others wait/u.test(text))).toHaveLength(100 - 66)
    expect(why.filter(text => /in time/u.test(text))).toHaveLength(66)
    isHeld = false
    for (const release of held) release()
    // Those that gave up leave the queue when it comes to them.
    const again = async () => (await ask(bundle, { q: 'shelling of homes again' })).meaning
    await expect.poll(again).toMatchObject({ searched: true })
    expect(service.texts().length - before).toBe(3)
  })

  it('the first opening of the model is no part of the first search', async () => {
    let calls = 0
    const { bundle } = await open({
      answer: ({ input }, response) => {
        if (input[0] !== 'one' || ++calls === 1) return false
        setTimeout(() => {
          const embedding = new Array(64).fill(1)
          response.end(JSON.stringify({ data: [{ index: 0, embedding }] }))
        }, 1_000)
        return true
      },
    })
    const page = await ask(bundle, { q: 'shelling of homes' }, new Deadline(500))
    expect(calls).toBe(2)
    expect(page.meaning).toMatchObject({ searched: true })
    expect(page).not.toHaveProperty('partial')
  })

  it('words go on: the address is on another machine, and nobody named it', async () => {
    const { bundle } = await open()
    const elsewhere = { ...bundle, encoder: 'https://encoder.invalid/v1' }
    const page = await ask(elsewhere, { q: 'shelling of homes' })
    expect(page.meaning).toMatchObject({
      why: expect.stringMatching(/only where you name it: --encoder https/u),
    })
  })

  it('words go on: the index has no vectors', async () => {
    const folder = await temporaryFolder()
    await writeFiles(join(folder, 'corpus'), FILES)
    await buildBundle({ sources: [join(folder, 'corpus')], out: join(folder, 'index') })
    const bundle = await openBundle(join(folder, 'index'))
    expect(await ask(bundle, { q: 'shelling of homes' })).not.toHaveProperty('meaning')
    for (const meaning of ['auto', 'only']) {
      const page = await ask(bundle, { q: 'shelling of homes', meaning })
      expect(page.meaning).toMatchObject({
        searched: false,
        why: expect.stringMatching(/lede build --encoder/u),
      })
      expect(page.total).toBe(1)
    }
  })

  it('meaning alone is refused where hits are in the order of their dates', async () => {
    expect(() => parseSearchRequest({ q: 'a', meaning: 'only', sort: 'newest' })).toThrow(RequestError)
    expect(() => parseSearchRequest({ q: '', meaning: 'only' })).toThrow(RequestError)
    const { bundle } = await open()
    expect(await ask(bundle, { q: 'shelling', sort: 'newest' })).not.toHaveProperty('meaning')
  })
})

it('an export has what the words find, and nothing else', async () => {
  const { bundle } = await open()
  let lines = ''
  for await (const piece of exportHits(
    bundle,
    parseExportRequest({ q: 'shelling of homes', format: 'ndjson' }),
  ))
    lines += piece
  expect(lines.trim().split('\n')).toHaveLength(1)
})
