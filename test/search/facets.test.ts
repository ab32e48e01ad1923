// What does a click on a facet's value lead to? Its count, always; whatever was chosen before.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { parseBatchRequest, runBatch } from '../../src/search/batch.ts'
import { facetValues } from '../../src/search/facet-values.ts'
import {
  parseExportRequest,
  parseFacetValuesRequest,
  parseSearchRequest,
  type RawParameters,
} from '../../src/search/request.ts'
import { resolveFilters } from '../../src/search/resolve-filters.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const document = (head: Record<string, string>, ...passages: string[]): string =>
  `---\n${Object.entries(head)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n# ${head['title']}\n\n${passages.join('\n\n')}\n`

const FILES = {
  'reports/2019/dam.md': document(
    { title: 'The dam', date: '2019-03-01', author: 'Ann Lee', source: 'The Gazette', pages: '12', filed: '2019-04-05', region: 'Asia' },
    'The river rose behind the dam near Vientiane.', 'Laos and Thailand share the river.',
  ),
  'reports/2019/bridge.md': document(
    { title: 'The bridge', date: '2019-11-20', author: '"Lee, Ann"', source: 'The Gazette', pages: '50', filed: '2019-12', region: 'Asia' },
    'The bridge over the river fell in Laos.', 'Engineers from France came to see the bridge.',
  ),
  'reports/2020/weir.md': document(
    { title: 'The weir', date: '2020', author: '[Bo Ek, Ann Lee]', source: 'Évian Post', pages: '1,200', filed: '5 May 2020', region: 'Europe' },
    'The weir holds the river in France.', 'Fish pass the weir in spring.',
  ),
  'letters/flood.html':
    '<html lang="fr"><head><title>La crue</title><meta name="author" content="Bo Ek"></head><body><p>La rivière est montée pendant la nuit et le pont a été emporté par la crue du printemps.</p></body></html>',
  'loose.txt': 'A loose sheet about the river, filed by nobody at all.\n\nIt names Laos once.',
  'odd.md': document({ title: 'Odd values', pages: '10..50', region: 'none..such', source: '"The Gazette (1921-1940)"' }, 'The river again, with odd values.'),
} // biome-ignore format: a file a line

const FACETS = ['person', 'place', 'document', 'kind', 'source', 'author', 'language', 'year', 'folder', 'filetype', 'meta.region', 'meta.pages', 'meta.filed'] // biome-ignore format: a list

/** The parameter that allows values of a facet. */
function anyOf(facet: string): string {
  if (facet.startsWith('meta.')) return `anyMeta.${facet.slice('meta.'.length)}`
  return ['person', 'place'].includes(facet) ? 'anyEntity' : facet
}

describe.each(['minisearch', 'packed'] as const)('facets of %s', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const ask = (parameters: RawParameters) =>
    search(bundle, parseSearchRequest({ q: '', facets: FACETS, ...parameters }))
  const found = async (parameters: RawParameters): Promise<string[]> => {
    const { hits } = await ask({ limit: 100, ...parameters })
    return [...new Set(hits.map(hit => hit.passage.document))].sort()
  }
  const values = async (facet: string, parameters: RawParameters = {}) =>
    (await ask(parameters)).facets[facet]?.map(
      ({ id, count, chosen }) => `${chosen === true ? '*' : ''}${id} ${count}`,
    )

  it('every count is the total of the search in which its value alone is allowed', async () => {
    const pairs: (readonly [string, string])[] = Object.entries((await ask({ facetLimit: 100 })).facets).flatMap(
      ([facet, all]) => all.map(({ id }) => [facet, id] as const),
    )
    pairs.push(['folder', 'reports/2019'], ['folder', 'reports/2020'], ['source', 'Nobody'], ['kind', 'boilerplate'])
    const pair = fc.constantFrom(...pairs)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', 'river', 'river -weir', '"the river"', 'Laos OR bridge'),
        fc.array(pair, { maxLength: 4 }), fc.array(pair, { maxLength: 1 }), fc.array(pair, { maxLength: 2 }),
        fc.boolean(),
        async (q, any, all, not, boilerplate) => {
          const parameters: Record<string, string[]> = {}
          const add = (name: string, value: string): void => {
            parameters[name] = [...(parameters[name] ?? []), value]
          }
          for (const [facet, value] of any) add(anyOf(facet), value)
          for (const [facet, value] of all) add(anyOf(facet).replace(/^anyEntity/u, 'entity').replace(/^anyMeta/u, 'meta').replace(/^(?!entity|meta)(\p{L})/u, letter => `all${letter.toUpperCase()}`), value)
          for (const [facet, value] of not) add(anyOf(facet).replace(/^any/u, 'not').replace(/^(?!not)(\p{L})/u, letter => `not${letter.toUpperCase()}`), value)
          const searched = { q, boilerplate, ...parameters }
          const { facets } = await ask({ ...searched, facetLimit: 100 })
          for (const [facet, counted] of Object.entries(facets)) {
            const name = anyOf(facet)
            const others = (parameters[name] ?? []).filter(value => name === 'anyEntity' && !value.startsWith(`${facet}:`))
            // Whether boilerplate is searched is a filter of its own, which to allow that kind switches on.
            const searchesBoilerplate = boilerplate || [...any, ...all].some(([, value]) => value === 'boilerplate')
            for (const { id, count } of counted) {
              const alone = await ask({ ...searched, boilerplate: searchesBoilerplate, [name]: [...others, id], limit: 1, facets: 'none' })
              expect(count, `${facet} ${id}`).toBe(alone.total)
            }
            for (const [other, value] of [...any, ...all])
              if (other === facet) expect(counted.slice(0, new Set([...any, ...all].filter(([own]) => own === facet).map(([, of]) => of)).size).map(({ id }) => id)).toContain(value)
          }
        },
      ),
      { numRuns: 60 },
    )
  }, 120_000) // biome-ignore format: one property

  it('keeps the other values of a facet when one is chosen', async () => {
    expect(await values('source')).toEqual(['The Gazette 4', 'Évian Post 2', 'The Gazette (1921-1940) 1'])
    expect(await values('source', { source: 'Évian Post' })).toEqual(['*Évian Post 2', 'The Gazette 4', 'The Gazette (1921-1940) 1'])
    expect(await values('source', { source: ['Évian Post', 'Nobody'], facetLimit: 1 })).toEqual(['*Évian Post 2', '*Nobody 0'])
    expect(await values('year', { source: 'Évian Post' })).toEqual(['2020 2'])
  }) // biome-ignore format: short

  it('gives folders level by level', async () => {
    expect(await values('folder')).toEqual(['reports 6', 'letters 1'])
    expect(await values('folder', { folder: 'reports' })).toEqual([
      '*reports 6',
      'reports/2019 4',
      'reports/2020 2',
    ])
    expect(await values('folder', { folder: '/reports/2019/' })).toEqual(['*reports/2019 4'])
    const named = await facetValues(bundle, parseFacetValuesRequest('folder', { name: '2019' }))
    expect(named.values.map(({ id }) => id)).toEqual(['reports/2019'])
  })

  it.each([
    [{ author: 'Ann Lee' }, ['reports/2019/dam', 'reports/2020/weir']],
    [{ allAuthor: ['Ann Lee', 'Bo Ek'] }, ['reports/2020/weir']],
    [{ author: 'Ann Lee', notYear: '2019' }, ['reports/2020/weir']],
    [{ language: 'French' }, ['letters/flood']],
    [{ language: 'fra' }, ['letters/flood']],
    [{ filetype: '.HTM' }, ['letters/flood']],
    [{ filetype: ['txt', 'html'] }, ['letters/flood', 'loose']],
    [{ year: '2020..' }, ['reports/2020/weir']],
    [{ notFolder: 'reports', notFiletype: 'md' }, ['letters/flood', 'loose']],
    [{ anyEntity: ['place:laos', 'place:france'], source: 'The Gazette' }, ['reports/2019/bridge', 'reports/2019/dam']],
  ])('%j finds %j', async (parameters, documents) => expect(await found(parameters)).toEqual(documents)) // biome-ignore format: a table

  it.each([
    ['12..50', ['reports/2019/bridge', 'reports/2019/dam']], ['13..', ['reports/2019/bridge', 'reports/2020/weir']], ['..49', ['reports/2019/dam']], ['>50', ['reports/2020/weir']],
    ['>=50', ['reports/2019/bridge', 'reports/2020/weir']], ['{12 TO 50]', ['reports/2019/bridge']], ['1,000..2e3', ['reports/2020/weir']], ['-5..11.5', []], ['60..70', []],
    // as some document has it
    ['10..50', ['odd']], ['10.0..50', ['reports/2019/bridge', 'reports/2019/dam']],
  ])('meta.pages=%s finds %j', async (pages, documents) => expect(await found({ 'meta.pages': pages })).toEqual(documents)) // biome-ignore format: a table

  it.each([
    ['2019-04..2019-12', ['reports/2019/bridge', 'reports/2019/dam']], ['..2019-11-30', ['reports/2019/dam']], ['2020', []], ['2020..', ['reports/2020/weir']], ['<2019-12', ['reports/2019/dam']],
    ['[2019-04-05 TO 2019-04-05]', ['reports/2019/dam']], ['2020-05-05..2020-05-05', ['reports/2020/weir']],
  ])('meta.filed=%s finds %j', async (filed, documents) => expect(await found({ 'meta.filed': filed })).toEqual(documents)) // biome-ignore format: a table

  it.each([
    ['meta.pages', '50..12', 'ends before it begins'],
    ['notMeta.pages', '10..many', '“many” is no number'],
    ['anyMeta.pages', '10..2019-05', 'not two numbers'],
    ['year', '2019..2015', 'ends before it begins'],
  ])(
    '%s=%s is refused',
    async (name, value, said) => await expect(ask({ [name]: value })).rejects.toThrow(said),
  )

  it('a batch and an export say so before they begin', async () => {
    const wrong = { q: 'river', 'notMeta.pages': '50..12' }
    const { queries } = parseBatchRequest({ queries: ['river', wrong] })
    await expect(runBatch(bundle, queries)).rejects.toThrow(
      /queries\[1\]\.notMeta\.pages: .*ends before it begins/u,
    )
    const { filters } = parseExportRequest({ ...wrong, format: 'csv' })
    await expect(resolveFilters(bundle, filters, UNHURRIED)).rejects.toThrow('notMeta.pages')
  })

  it('says what no document has, and what is spelt like it', async () => {
    const notes = async (parameters: RawParameters) => (await ask(parameters)).query.notes.join(' ')
    expect(await notes({ source: 'Evian Past' })).toBe('No document has the source “Evian Past”. Spelt like it: “Évian Post”.')
    expect(await notes({ 'meta.region': 'else..where' })).toContain('No document has the meta.region “else..where”.')
    expect(await notes({ 'meta.region': 'none..such' })).toBe('')
    expect(await notes({ 'meta.pages': '10..50' })).toContain('is a value of meta.pages')
    expect(await notes({ 'meta.pages': '60..70' })).toBe('No document has a value of meta.pages in “60..70”.')
    expect(await notes({ notEntity: 'place:nowhere' })).toBe('There is no entity place:nowhere in this index.')
  }) // biome-ignore format: short

  it('names languages in English', async () =>
    expect((await ask({})).facets['language']?.map(({ name }) => name)).toEqual(['English', 'French']))
})
