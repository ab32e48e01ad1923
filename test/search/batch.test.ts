// Many names at once: each counted as its own search counts it, each passage with its citation.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { BatchResult } from '../../src/search/batch.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { lede } from '../support/cli.ts'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import { serve } from '../support/server.ts'

const INDEX = join(ROOT, 'index-build')

describe('POST /v1/batch', () => {
  it('answers each query as its own search does, in order', async () => {
    const server = await serve(INDEX)
    const queries = [
      'mines',
      { name: 'Jody Williams', label: 'JW' },
      { q: 'war', 'meta.region': 'Africa', sort: 'newest' },
      { name: 'Nobody "Here"' },
    ]
    const send = (format: string): Promise<Response> =>
      fetch(`${server.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ queries, limit: 3, format }) })
    const lines = (await (await send('ndjson')).text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as BatchResult)
    expect(lines.map(({ label, q }) => [label, q])).toEqual([
      ['mines', 'mines'], ['JW', '"Jody Williams"'], ['war', 'war'], ['Nobody "Here"', '"Nobody  Here"'],
    ]) // biome-ignore format: one list
    const third = (await server.json('/v1/search?q=war&meta.region=Africa&sort=newest&limit=3&facets=none'))
      .body as SearchPage
    expect(lines[2]).toMatchObject({ total: third.total, documents: third.documents, hits: third.hits })
    expect(lines[3]).toMatchObject({ total: 0, hits: [] })

    const csv = await send('csv')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const rows = parse(await csv.text(), { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(lines.reduce((sum, { hits }) => sum + Math.max(1, hits.length), 0))
    expect(
      rows
        .filter(({ label }) => label === 'JW')
        .every(row => row['citation']?.includes('¶') && Number(row['passages']) === lines[1]?.total),
    ).toBe(true)
  })

  it('says which query is wrong', async () => {
    const server = await serve(INDEX)
    const ask = async (body: object) =>
      server.json('/v1/batch', { method: 'POST', body: JSON.stringify(body) })
    expect(await ask({ queries: ['a', { q: 'b', from: 'x' }] })).toMatchObject({
      status: 400,
      body: {
        errors: [{ parameter: 'queries[1].from', message: 'must be a date: YYYY, YYYY-MM or YYYY-MM-DD' }],
      },
    })
    expect(await ask({ queries: [{ q: 'b', name: 'c' }] })).toMatchObject({ status: 400 })
    expect(await ask({ queries: Array(1001).fill('a') })).toMatchObject({ status: 400 })
    expect(await ask({})).toMatchObject({ status: 400 })
  })
})

describe('lede batch', () => {
  it('reads names with a head, queries without one, and writes CSV or lines of JSON', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'names.csv': '\uFEFFName,label,from\n"Bernadotte, Folke",x,\nFolke Bernadotte,FB,2018\n',
      'queries.txt': 'mines\n\n"cease-fire" observers\n',
      'wrong.csv': 'q,limit\nmines,3\nwar,many\n',
      'broken.csv': 'q\n"open\n',
    })
    const names = await lede(['batch', join(folder, 'names.csv'), '--index', INDEX, '--limit', '1'])
    expect(names).toMatchObject({ code: 0, error: '1 of 2 queries found something.\n' })
    const rows = parse(names.out, { columns: true }) as Record<string, string>[]
    expect(rows.map(row => row['label'])).toEqual(['x', 'FB'])
    expect(rows[1]?.['text']).toContain('Bernadotte')
    const queries = await lede([
      'batch',
      join(folder, 'queries.txt'),
      '--index',
      INDEX,
      '--limit',
      '0',
      '--format',
      'ndjson',
    ])
    expect(
      queries.out
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).q),
    ).toEqual(['mines', '"cease-fire" observers'])
    const wrong = await lede(['batch', join(folder, 'wrong.csv'), '--index', INDEX])
    expect(wrong).toMatchObject({
      code: 2,
      error: expect.stringMatching(/wrong\.csv:3\.limit must be a whole number/u),
    })
    expect(await lede(['batch', join(folder, 'broken.csv'), '--index', INDEX])).toMatchObject({
      code: 1,
      error: expect.stringContaining('is no CSV'),
    })
    expect(await lede(['batch', join(folder, 'none.csv'), '--index', INDEX])).toMatchObject({ code: 1 })
    expect(await readFile(join(folder, 'names.csv'), 'utf8')).toContain('Bernadotte')
  })
})
