// Many names at once: each counted as its own search counts it, each passage with its citation.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { BatchResult } from '../../src/search/batch.ts'
import type { SearchPage } from '../../src/search/search.ts'
import { lede } from '../support/cli.ts'
import { build, ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'
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

  it('searches a name that is written surname first in both orders, and says so', async () => {
    const { out: index } = await build({
      'a.md': '# T\n\nAnn Maria Lee was seen at the weir.\n\nBo Day was not.\n',
      'b.md': '# List\n\nPresent: Lee, Ann Maria; Day, Bo.\n\nA lee shore, and Ann stayed.\n',
    })
    const server = await serve(index)
    const send = async (body: object): Promise<string> =>
      (await fetch(`${server.url}/v1/batch`, { method: 'POST', body: JSON.stringify(body) })).text()
    const names = ['Lee, Ann Maria', 'Ann Maria Lee', 'Elk, Cy']
    const lines = (await send({ names }))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as BatchResult)
    expect(lines.map(({ total }) => total)).toEqual([2, 1, 0])
    expect(lines.map(({ label }) => label)).toEqual(names)
    const note = '“Lee, Ann Maria” was also searched as “Ann Maria Lee”.'
    expect(lines[0]?.notes).toContain(note)
    expect(lines[1]?.notes).toEqual([])
    const rows = parse(await send({ names, format: 'csv' }), { columns: true }) as Record<string, string>[]
    expect(rows.map(({ notes }) => notes)).toEqual([
      expect.stringContaining(note), expect.stringContaining(note), '', expect.stringContaining('Cy Elk'),
    ]) // biome-ignore format: one list
    const page = await fetch(`${server.url}/batch`, {
      method: 'POST',
      headers: { origin: server.url },
      body: new URLSearchParams({ list: names.join('\n'), as: 'names' }),
    })
    expect(await page.text()).toContain('was also searched as')
    const list = join(await temporaryFolder(), 'names.txt')
    await writeFile(list, names.join('\n'))
    const { out, error } = await lede(['batch', list, '--index', index])
    expect(error).toContain('2 names are written surname first and searched in both orders.')
    expect(out).toContain(note)
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
    expect(await ask({ queries: ['a'], names: ['b'] })).toMatchObject({ status: 400 })
    expect(await ask({ list: 'name;from\nAnn;x' })).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: 'list:2.from' }] },
    })
  })

  it('keeps a line without a letter, finds nothing for it, and names signs that a name was read without', async () => {
    const server = await serve(INDEX)
    const body = JSON.stringify({ list: 'Jody Williams\n—\nmine*\n? mines', limit: 1 })
    const answer = await fetch(`${server.url}/v1/batch`, { method: 'POST', body })
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as BatchResult)
    expect(lines.map(({ label, q, hits }) => [label, q, hits.length])).toEqual([
      ['Jody Williams', '"Jody Williams"', 1],
      ['—', '"—"', 0],
      ['mine*', '"mine"', 1],
      ['? mines', '"mines"', 1],
    ])
    expect(lines.map(({ notes }) => notes)).toEqual([
      [],
      ['“—” has no letter or digit, so it was not searched.'],
      ['Signs are not searched, so “mine*” was read as “mine”.'],
      ['Signs are not searched, so “? mines” was read as “mines”.'],
    ])
    expect(lines[1]).toMatchObject({ total: 0, documents: 0 })
  })

  it('reads names exactly and queries by their words, and says which', async () => {
    const server = await serve(INDEX)
    const ask = async (body: object) => {
      const init = { method: 'POST', body: JSON.stringify({ ...body, limit: 0 }) }
      const lines = (await (await fetch(`${server.url}/v1/batch`, init)).text()).trim().split('\n')
      return lines.map(line => JSON.parse(line) as BatchResult).map(({ read, total }) => [read, total > 0])
    }
    const loose = ['query', true]
    const exact = ['name', false]
    expect(await ask({ names: ['Nobody Atall'] })).toEqual([exact])
    expect(await ask({ list: 'Nobody Atall\n' })).toEqual([exact])
    expect(await ask({ list: 'Nobody Atall\n', as: 'queries' })).toEqual([loose])
    expect(await ask({ queries: ['Nobody Atall', { name: 'Nobody Atall' }] })).toEqual([loose, exact])
    expect(await ask({ queries: ['Nobody Atall'], as: 'names' })).toEqual([exact])
  })
})

describe('lede batch', () => {
  it('reads names, or queries where they are asked for, and writes CSV or lines of JSON', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'names.csv': '\uFEFFName,label,from\n"Bernadotte, Folke",x,\nFolke Bernadotte,FB,2018\n',
      'queries.txt': 'mines\n\n"cease-fire" observers\n',
      'wrong.csv': 'q,limit\nmines,3\nwar,many\n',
      'broken.csv': 'q,label\n"open,x\n',
      'latin.txt': Buffer.from('Jos\xe9 Garc\xeda M\xe1rquez y se\xf1or Nu\xf1ez\nJody Williams\n', 'latin1'),
      'wide.txt': Buffer.from('\uFEFFJody Williams\r\n', 'utf16le'),
    })
    const names = await lede(['batch', join(folder, 'names.csv'), '--index', INDEX, '--limit', '1'])
    expect(names).toMatchObject({
      code: 0,
      error: expect.stringMatching(
        /^Read as 2 names, exactly as written: a table with the columns name, label, from, .*\n2 of 2 found something\.\n$/u,
      ),
    })
    const rows = parse(names.out, { columns: true }) as Record<string, string>[]
    expect(rows.map(row => row['label'])).toEqual(['x', 'FB'])
    for (const row of rows) expect(row['text']).toContain('Bernadotte')
    const queries = await lede([
      'batch',
      join(folder, 'queries.txt'),
      '--queries',
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
      code: 2,
      error: expect.stringContaining('is no CSV'),
    })
    expect(await lede(['batch', join(folder, 'none.csv'), '--index', INDEX])).toMatchObject({ code: 1 })
    const latin = await lede(['batch', join(folder, 'latin.txt'), '--index', INDEX, '--limit', '0'])
    expect(latin.error).toContain('It was read as')
    expect(latin.out).toContain('Márquez')
    const wide = await lede(['batch', join(folder, 'wide.txt'), '--index', INDEX, '--limit', '0'])
    expect(wide.out).toMatch(/^Jody Williams,"{3}Jody Williams"{3},[1-9]/mu)
    expect(await readFile(join(folder, 'names.csv'), 'utf8')).toContain('Bernadotte')
  })
})
