// What a hit is: something of the query stands in the passage's own text or names. A title alone gives one hit for its document. And what
// each count says is what the search finds that it leads to.

import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { asPhrase } from '../../src/query/plain-words.ts'
import { parseBatchRequest, runBatch } from '../../src/search/batch.ts'
import { markedDocument } from '../../src/search/documents.ts'
import { exportHits } from '../../src/search/export.ts'
import {
  parseExportRequest,
  parseSearchRequest,
  parseSelection,
  parseTimelineRequest,
} from '../../src/search/request.ts'
import { search, timeline } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const FILES = {
  // The title has both words; of three paragraphs one has the second.
  'injection.md':
    '---\ntitle: Prompt injection\ndate: 2024-02-01\n---\n\nThe first team shipped a product in the spring.\n\nNobody had tested what an injection would do.\n\nThe price was lowered in June.',
  // Only the title has the words.
  'only-title.md':
    '---\ntitle: Prompt injection in practice\ndate: 2024-03-01\n---\n\nThe second team waited for a year.\n\nIt was not ready then either.',
  'text.md':
    '---\ntitle: A note from the harbour\ndate: 2024-04-01\n---\n\nPrompt injection was named by the auditors, and prompt payment too.',
  'heading.md':
    '---\ntitle: Minutes\n---\n\n## Wells and bridges\n\nThe committee met twice.\n\nIt adjourned at noon.\n\n## Other business\n\nThere was none.',
  'droits.md':
    "---\ntitle: Les droits de l'homme en 1995\n---\n\nLe rapport compte onze pages.\n\nLes droits des paysans y sont nommés.\n\nIl a été lu à Genève.",
  'wells.md':
    '---\ntitle: Колодцы и мосты\n---\n\nКомиссия заседала дважды в году.\n\nКолодцы были пусты, и мосты закрыты.',
  'name.md':
    '---\ntitle: Interview with Ingrid Solberg\n---\n\nIngrid Solberg spoke for an hour in Oslo.\n\nThe hall was full.\n\nSolberg answered every question.',
} as const

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const part of parts) found.push(part)
  return found
}

describe.each(['minisearch', 'packed'] as const)('a hit (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const ask = async (q: string, more: Record<string, unknown> = {}) => await search(bundle, parseSearchRequest({ q, facets: 'none', sort: 'oldest', ...more }))
  const found = async (q: string, more: Record<string, unknown> = {}): Promise<string[]> =>
    (await ask(q, more)).hits.map(({ passage, matched }) => `${passage.document} ${passage.ordinal}${matched === undefined ? '' : ` ${matched}`}`).sort()

  it.each([
    // A word of the title makes no passage a hit; a document of which only the title matches gives one.
    ['prompt injection', ['injection 2', 'only-title 1 title', 'text 1']],
    ['injection', ['injection 2', 'only-title 1 title', 'text 1']],
    // Title and text together: the title is the context.
    ['prompt AND injection', ['injection 2', 'only-title 1 title', 'text 1']],
    ['+prompt +nobody', ['injection 2']],
    ['prompt AND price', ['injection 3']],
    // A phrase in a title is one hit.
    ['"prompt injection"', ['injection 1 title', 'only-title 1 title', 'text 1']],
    ['title:prompt', ['injection 1 title', 'only-title 1 title']],
    ['title:prompt price', ['injection 3']],
    // Exclusions choose which passage stands for the document.
    ['title:practice -team', ['only-title 2 title']],
    // A heading is a title of its section.
    ['bridges', ['heading 1 headings']],
    ['wells AND noon', ['heading 2']],
    ['headings:business', ['heading 3 headings']],
    // Dates and exclusions say nothing of texts: each passage is a hit.
    ['since:2024-04', ['text 1']],
    ['injection since:2024-03', ['only-title 1 title', 'text 1']],
    ['hour OR since:2024-04', ['name 1', 'text 1']],
    // Other languages.
    ['droits', ['droits 2']],
    ["droits de l'homme", ['droits 2']],
    ['"droits de l\'homme"', ['droits 1 title']],
    ['колодцы', ['wells 2']],
    ['interview', ['name 1 title']],
    // A name that stands in the passage.
    ['person:"Ingrid Solberg"', ['name 1', 'name 3']],
  ])('%s', async (q, expected) => {
    expect(await found(q)).toEqual(expected)
  })

  it('marks the words of the title, and says where only it matches', async () => {
    const { hits } = await ask('prompt injection')
    const titles = Object.fromEntries(hits.map(({ document, titleHighlights }) => [document.id, titleHighlights.map(({ start, end }) => document.title.slice(start, end))]))
    expect(titles).toEqual({ injection: ['Prompt', 'injection'], 'only-title': ['Prompt', 'injection'], text: [] })
    for (const { matched, highlights } of hits) expect(highlights.length === 0).toBe(matched !== undefined)
  })

  it('is the same in every view: groups, timeline, export, batch and the marks of a document', async () => {
    const q = 'prompt injection'
    const { total, documents } = await ask(q)
    expect([total, documents]).toEqual([3, 3])
    expect((await ask(q, { group: 'document' })).hits.map(({ inDocument }) => inDocument)).toEqual([1, 1, 1])
    const counts = await timeline(bundle, parseTimelineRequest({ q }))
    expect(counts.buckets).toEqual([{ start: '2024-02', count: 1 }, { start: '2024-03', count: 1 }, { start: '2024-04', count: 1 }])
    const csv = (await all(exportHits(bundle, parseExportRequest({ q, format: 'csv' })))).join('')
    const rows = parse(csv, { columns: true }) as { readonly matched: string }[]
    expect(rows.map(({ matched }) => matched).sort()).toEqual(['text', 'text', 'title'])
    const [result] = await all(await runBatch(bundle, parseBatchRequest({ queries: [{ q }] }).queries))
    expect(result?.total).toBe(3)
    expect([...(await markedDocument(bundle, 'injection', parseSelection({ q }))).matches.keys()]).toHaveLength(1)
    expect((await markedDocument(bundle, 'only-title', parseSelection({ q }))).matches.size).toBe(0)
    expect((await markedDocument(bundle, 'only-title', parseSelection({ q }))).titleHighlights).toHaveLength(2)
  })

  it('explains scores of the title too', async () => {
    const { hits } = await ask('injection', { explain: 'true', sort: 'relevance' })
    expect(JSON.stringify(hits.map(({ explanation }) => explanation))).toContain('in title')
  })
}) // biome-ignore format: a row a line

describe.each(['minisearch', 'packed'] as const)('counts of readings (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const countsOf = async (q: string, more: Record<string, unknown> = {}) => (await search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))).counts

  it('says how many have any of the words, all of them, and the phrase', async () => {
    expect(await countsOf('prompt payment')).toEqual({ any: 3, all: 1, phrase: 1 })
    expect(await countsOf('droits nommés', { match: 'all' })).toEqual({ any: 1, all: 1, phrase: 0 })
  })

  it('gives the name first where the query is one', async () => {
    const counts = await countsOf('Ingrid Solberg')
    expect(Object.keys(counts ?? {})).toEqual(['name', 'any', 'all', 'phrase'])
    expect(counts?.name).toEqual({ id: 'person:ingrid-solberg', type: 'person', name: 'Ingrid Solberg', count: 2 })
    expect(await countsOf('solberg')).toEqual({ name: { id: 'person:ingrid-solberg', type: 'person', name: 'Ingrid Solberg', count: 2 } })
  })

  it.each(['injection', '', '"prompt injection"', 'prompt -payment', 'prompt OR payment', 'title:prompt injection', 'prompt inj*', 'one two three four five six seven'])('leaves them out for %s', async q => {
    expect(await countsOf(q)).toBeUndefined()
  })

  it('leaves them out where they are not wanted', async () => {
    expect(await countsOf('prompt injection', { counts: 'false' })).toBeUndefined()
  })

  it('gives the totals of the searches that each leads to', async () => {
    const words = ['prompt', 'injection', 'the', 'team', 'solberg', 'ingrid', 'wells', 'droits', 'мосты', 'product', 'hour']
    const filter = fc.constantFrom<Record<string, unknown>>({}, { from: '2024' }, { to: '2024-03' }, { document: ['injection', 'name'] }, { entity: 'person:ingrid-solberg' }, { boilerplate: 'true' })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 6 }), fc.constantFrom('any', 'all'), filter, async (typed, match, filters) => {
        const q = typed.join(' ')
        const counts = await countsOf(q, { ...filters, match })
        const totalOf = async (more: Record<string, unknown>) => (await search(bundle, parseSearchRequest({ ...filters, facets: 'none', ...more }))).total
        expect(counts?.any).toBe(await totalOf({ q, match: 'any' }))
        expect(counts?.all).toBe(await totalOf({ q, match: 'all' }))
        expect(counts?.phrase).toBe(await totalOf({ q: asPhrase(q), match }))
      }),
      { numRuns: 40 },
    )
  })
}) // biome-ignore format: a row a line
