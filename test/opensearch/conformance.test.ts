// The same suite as for the embedded engines, on a real cluster; and the same answers as theirs.

import { afterEach, expect, it } from 'vitest'
import type { Engine, EngineAnswer, EngineRequest } from '../../src/engine/engine.ts'
import { Connection } from '../../src/engine/opensearch/connection.ts'
import {
  anyFilters,
  anyGrouping,
  anyQuery,
  copiesIn,
  describeEngine,
  FACETS,
  largeCorpus,
  makeSource,
  REQUEST,
} from '../engine/conformance.ts'
import { describeCluster } from '../support/cluster.ts'
import { minisearchOver, openSearchOver } from '../support/engines.ts'
import fc from '../support/properties.ts'
import { difference } from '../support/same.ts'

/** Each corpus takes an index of its own, a tenth of a second and more: few are asked much. */
const EFFORT = { corpora: 20, questions: 12 }
describeCluster('a cluster of one node', 1, cluster => {
  let removals: (() => Promise<void>)[] = []
  const removeAll = async (): Promise<void> => {
    for (const remove of removals) await remove()
    removals = []
  }
  afterEach(removeAll)

  describeEngine(
    'opensearch',
    async (source, copies) => {
      await removeAll()
      const { engine, remove } = await openSearchOver(source, cluster().urls, 3, undefined, copies)
      removals = [remove]
      return engine
    },
    EFFORT,
  )

  it('gives the totals, facets, dates, scores and order of MiniSearch, on larger corpora in several shards', async () => {
    const question = fc.tuple(
      anyQuery,
      anyFilters,
      fc.constantFrom<EngineRequest['sort']>('relevance', 'newest', 'oldest'),
      anyGrouping,
      fc.constantFrom<EngineRequest['timeline']>('day', 'month', 'year'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        fc.array(question, { minLength: 12, maxLength: 12 }),
        async (seed, documents, questions) => {
          const source = makeSource(largeCorpus(seed, documents))
          const copies = copiesIn(source)
          const oracle = minisearchOver(source, copies)
          const shards = 1 + (seed % 5)
          const { engine, remove } = await openSearchOver(source, cluster().urls, shards, undefined, copies)
          removals.push(remove)
          for (const [query, filters, sort, groupBy, timeline] of questions) {
            const common = { ...REQUEST, query, filters, sort, groupBy, timeline }
            const request: EngineRequest = { ...common, limit: 5000, facets: FACETS, facetLimit: 3 }
            const [expected, found] = await Promise.all([oracle.search(request), engine.search(request)])
            expect(difference(figures(found), figures(expected))).toBeNull()
            expectSameHits(found, expected, groupBy !== null)
          }
        },
      ),
      { numRuns: 12 },
    )
  }, 240_000)

  it('walks through more hits than a cluster gives at once, and counts more values', async () => {
    const source = makeSource([
      ...Array.from({ length: 2_600 }, (_, number) => ({
        title: `peace ${number % 7}`,
        date: ['2020', '2021-01-01', null][number % 3] ?? null,
        region: [`region ${number % 1_300}`],
        passages: Array.from({ length: 5 }, (_, at) => ({
          text: `war ${number % 11} river ${at}`,
          headings: [],
          entities: [],
          kind: 'paragraph' as const,
        })),
      })),
    ])
    const { engine, remove } = await openSearchOver(source, cluster().urls)
    removals.push(remove)
    const oracle = minisearchOver(source)
    const query = { type: 'terms', word: 'war', terms: [{ term: 'war', weight: 1 }] } as const
    const ask = async (request: Partial<EngineRequest>): Promise<void> => {
      const whole: EngineRequest = { ...REQUEST, query, ...request }
      const [expected, found] = await Promise.all([oracle.search(whole), engine.search(whole)])
      expect(difference(figures(found), figures(expected))).toBeNull()
      expectSameHits(found, expected, whole.groupBy !== null)
    }
    await ask({ limit: 20_000, facets: ['meta.region'], facetLimit: 50_000 })
    await ask({
      limit: 40,
      offset: 12_900,
      sort: 'newest',
      facets: ['document', 'meta.region'],
      facetLimit: 7,
    })
    await ask({ limit: 20_000, groupBy: 'document', sort: 'oldest' })
    expect(await pages(engine, { ...REQUEST, query, sort: 'relevance' }, 900)).toEqual(
      (await engine.search({ ...REQUEST, query, limit: 13_000 })).hits.map(({ index }) => index),
    )
  }, 240_000)

  it('matches every word that a prefix stands for, also where they are more than the cluster scores', async () => {
    const words = Array.from({ length: 1_500 }, (_, number) => `mine${1_000 + number}`)
    const source = makeSource(
      words.map(word => ({
        title: 'x',
        date: null,
        region: [],
        passages: [{ text: word, headings: [], entities: [], kind: 'paragraph' as const }],
      })),
    )
    const { engine, remove } = await openSearchOver(source, cluster().urls, 1, { mostClauses: 500 })
    removals.push(remove)
    const terms = words.map(term => ({ term, weight: 1 }))
    const answer = await engine.search({
      ...REQUEST,
      query: { type: 'terms', word: 'mine', terms },
      limit: 5_000,
    })
    expect(answer.total).toBe(1_500)
    expect(answer.hits.filter(({ score }) => score > 0).length).toBeGreaterThan(50)
  })

  it('reads how many terms the cluster takes', async () => {
    const connection = new Connection({ urls: cluster().urls, alias: 'any' })
    expect(await connection.readLimits()).toEqual({ mostClauses: 25_000 })
    await connection.close()
  })

  it('ends when it is called off', async () => {
    const { engine, remove } = await openSearchOver(makeSource(largeCorpus(1, 5)), cluster().urls)
    removals.push(remove)
    const reason = new Error('the client went away')
    await expect(engine.search({ ...REQUEST, signal: AbortSignal.abort(reason) })).rejects.toThrow(reason)
    expect((await engine.search(REQUEST)).total).toBeGreaterThan(0)
  })
})

function figures({ hits: _, facets, ...others }: EngineAnswer): unknown {
  return { ...others, facets: Object.fromEntries(facets) }
}

/** The same scores in the same order; where hits of one answer differ by less than rounding they may change places. */
function expectSameHits(found: EngineAnswer, expected: EngineAnswer, isGrouped: boolean): void {
  expect(found.hits.length).toBe(expected.hits.length)
  const scores = ({ hits }: EngineAnswer): number[] => hits.map(({ score }) => score + 1e-9)
  expect(difference(scores(found), scores(expected))).toBeNull()
  const places = new Map(expected.hits.map((hit, at) => [hit.index, { at, hit }]))
  for (const [at, { index, inGroup }] of found.hits.entries()) {
    const other = places.get(index)
    // Of passages of a document that score the same but for rounding (the cluster in steps, here to one part in 65,536), either may be its best.
    if (other === undefined && isGrouped) continue
    if (other === undefined) throw new Error(`passage ${index} is found only by one`)
    if (isGrouped) expect(inGroup).toBe(other.hit.inGroup)
    if (other.at !== at) {
      const there = expected.hits[at]?.score ?? 0
      expect(Math.abs(there - other.hit.score)).toBeLessThanOrEqual(2 ** -14 * Math.max(1, there))
    }
  }
}

async function pages(engine: Engine, request: EngineRequest, size: number): Promise<number[]> {
  const found: number[] = []
  for (let offset = 0; ; offset += size) {
    const { hits } = await engine.search({ ...request, offset, limit: size })
    found.push(...hits.map(({ index }) => index))
    if (hits.length < size) return found
  }
}
