// Lists and pictures of a whole result: each figure is the total of a search.
import { describe, expect, it } from 'vitest'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { exportHits } from '../../src/search/export.ts'
import { facetValues } from '../../src/search/facet-values.ts'
import { network } from '../../src/search/network.ts'
import {
  parseExportRequest,
  parseFacetValuesRequest,
  parseNetworkRequest,
  parseSearchRequest,
} from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { ROOT } from '../support/fixtures.ts'

const bundle = await openBundle(`${ROOT}/index-build`)
const total = async (parameters: Record<string, unknown>): Promise<number> =>
  (await search(bundle, parseSearchRequest({ ...parameters, facets: 'none' }))).total

describe('all values of a facet', () => {
  it('are those of the search, in pages, each with its exact count', async () => {
    const given = { q: 'treaty', 'notMeta.region': 'Africa' }
    const all = await facetValues(bundle, parseFacetValuesRequest('place', { ...given, limit: 1000 }))
    expect(all.values).toHaveLength(all.total)
    for (const { id, count } of all.values.slice(0, 30))
      expect(await total({ ...given, entity: id })).toBe(count)
    const second = await facetValues(
      bundle,
      parseFacetValuesRequest('place', { ...given, limit: 5, offset: 5 }),
    )
    expect(second.values).toEqual(all.values.slice(5, 10))
  })

  it('are found by the beginnings of their names and aliases', async () => {
    const names = async (facet: string, name: string): Promise<string[]> =>
      (await facetValues(bundle, parseFacetValuesRequest(facet, { name, order: 'name' }))).values.map(
        value => value.name,
      )
    expect(await names('work', 'ccm')).toContain('Convention on Cluster Munitions')
    expect(await names('meta.theme', 'clear')).toEqual(['Mine Clearance'])
    expect(await names('place', 'north kor')).toEqual(['North Korea'])
    expect(await names('place', 'zzz')).toEqual([])
    expect(() => parseFacetValuesRequest('colour', {})).toThrow(/facet: must be one of person/u)
  })
})

describe('a network', () => {
  it('has the most frequent names, and for each pair the passages that name both', async () => {
    const {
      nodes,
      links,
      total: all,
    } = await network(bundle, parseNetworkRequest({ q: 'treaty', limit: 12 }))
    expect(all).toBe(await total({ q: 'treaty' }))
    expect(nodes).toHaveLength(12)
    expect(nodes.map(({ count }) => count)).toEqual(nodes.map(({ count }) => count).sort((a, b) => b - a))
    for (const { id, count } of nodes) expect(await total({ q: 'treaty', entity: id })).toBe(count)
    for (const [at, { id: source }] of nodes.entries()) {
      for (const { id: target } of nodes.slice(at + 1)) {
        const both = await total({ q: 'treaty', entity: [source, target] })
        const link = links.find(
          ends => [ends.source, ends.target].sort().join() === [source, target].sort().join(),
        )
        expect(link?.count ?? 0).toBe(both)
      }
    }
  })
})

describe('an export', () => {
  it('has every hit of a search, in its order', async () => {
    const page = await search(bundle, parseSearchRequest({ q: 'observers', limit: 100 }))
    const lines: string[] = []
    for await (const piece of exportHits(bundle, parseExportRequest({ q: 'observers', format: 'ndjson' })))
      lines.push(piece)
    const ids = lines
      .join('')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).passage.id)
    expect(ids).toEqual(page.hits.map(({ passage }) => passage.id))
    let everything = ''
    for await (const piece of exportHits(bundle, parseExportRequest({ format: 'csv' }))) everything += piece
    expect(everything.match(/^[\w-]+~\w{8}(?:-\d+)?,/gmu)).toHaveLength(await total({}))
  })

  it('ends where nobody reads it any more', async () => {
    const leaving = new AbortController()
    const pieces = exportHits(bundle, parseExportRequest({ format: 'ndjson' }), leaving.signal)
    await pieces.next()
    leaving.abort()
    await expect(pieces.next()).rejects.toThrow(/abort/u)
  })
})
