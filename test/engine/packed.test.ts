import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import type { QueryNode } from '../../src/domain/query.ts'
import type { Engine, EngineAnswer, EngineRequest } from '../../src/engine/engine.ts'
import { weightedTerms } from '../../src/engine/vocabulary.ts'
import { regexPattern, wildcardPattern } from '../../src/query/word-patterns.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { minisearchOver, packedFilesOf, packedOver } from '../support/engines.ts'
import { ROOT, temporaryFolder } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
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
} from './conformance.ts'

describeEngine('packed', async (source, copies) => packedOver(source, { copies }))
describeEngine('packed, in windows of 32 passages,', async (source, copies) =>
  packedOver(source, { window: 32, copies }),
)

/** Figures and hits as they are, in order; of a map its entries. */
function comparable({ facets, ...answer }: EngineAnswer): unknown {
  return { ...answer, facets: [...facets] }
}

describe('the packed engine beside MiniSearch', () => {
  it('gives the same totals, facets, dates, scores and order on generated corpora', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.tuple(anyQuery, anyFilters, fc.constantFrom('relevance', 'newest', 'oldest'), anyGrouping), { minLength: 8, maxLength: 8 }),
        async (seed, documents, questions) => {
          const source = makeSource(largeCorpus(seed, documents))
          const copies = copiesIn(source)
          const engines = [minisearchOver(source, copies), packedOver(source, { copies }), packedOver(source, { window: 64, copies })]
          for (const [query, filters, sort, groupBy] of questions) {
            const request: EngineRequest = { ...REQUEST, query, filters, sort: sort as 'newest', groupBy, limit: 5000, facets: FACETS, facetLimit: 3 }
            const [expected, ...found] = await Promise.all(engines.map(engine => engine.search(request)))
            if (expected === undefined) throw new Error('no answer')
            for (const answer of found) expect(comparable(answer)).toEqual(comparable(expected))
          }
        },
      ),
      { numRuns: 40 },
    )
  }, 240_000) // biome-ignore format: one property

  it('scores and orders to the last bit the same on every way, whatever the windows and the order of the words', async () => {
    const hitsOf = ({ hits }: EngineAnswer): unknown => hits.map(({ index, score }) => [index, score])
    const turned = (node: QueryNode): QueryNode =>
      node.type === 'and' || node.type === 'or' ? { ...node, children: node.children.map(turned).reverse() } : node
    await fc.assert(
      fc.asyncProperty(fc.nat(), anyQuery, anyFilters, fc.integer({ min: 1, max: 30 }), async (seed, query, filters, limit) => {
        const source = makeSource(largeCorpus(seed, 30))
        const request: EngineRequest = { ...REQUEST, query, filters, limit }
        const expected = hitsOf(await packedOver(source).search(request))
        for (const settings of [{}, { window: 64 }])
          for (const tree of [query, turned(query)])
            expect(hitsOf(await packedOver(source, settings).search({ ...request, query: tree }))).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  }, 240_000) // biome-ignore format: one property

  it('gives the same for patterns of many words, whose short lists are read beforehand', async () => {
    let many = false
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom('', 'w', 'word1'), anyFilters, anyGrouping, async (seed, prefix, filters, groupBy) => {
        const source = makeSource(largeCorpus(seed, 40))
        const copies = copiesIn(source)
        const engines = [minisearchOver(source, copies), packedOver(source, { copies }), packedOver(source, { window: 32, copies })]
        const { entries } = await (engines[0] as Engine).vocabulary.withPrefix(prefix, 1000)
        const terms = weightedTerms(entries.map((entry, at) => ({ entry, weight: 1 + (at % 3) / 4 })))
        // Beside something that must hold, lists are swept by operators, or a few passages looked up in them.
        const swept: QueryNode = { type: 'terms', word: prefix, terms }
        const rare: QueryNode = { type: 'terms', word: 'rare', terms: terms.slice(-2) }
        for (const query of [swept, { type: 'and', children: [swept, { type: 'all' }] }, { type: 'and', children: [swept, rare] }, { type: 'and', children: [{ type: 'all' }, { type: 'not', child: swept }] }] satisfies QueryNode[]) {
          const request: EngineRequest = { ...REQUEST, query, filters, groupBy, limit: 5000, facets: FACETS, facetLimit: 3 }
          const [expected, ...found] = await Promise.all(engines.map(engine => engine.search(request)))
          if (expected === undefined) throw new Error('no answer')
          for (const answer of found) expect(comparable(answer)).toEqual(comparable(expected))
        }
        many ||= terms.length > 100
      }),
      { numRuns: 15 },
    )
    expect(many).toBe(true)
  }, 240_000) // biome-ignore format: one property

  it('has the same words', async () => {
    const source = makeSource(largeCorpus(7, 30))
    const [list, packed] = [minisearchOver(source), packedOver(source)].map(({ vocabulary }) => vocabulary)
    for (const word of ['mine', 'mines', 'the', 'wordzz', 'word1', '', 'w', 'zzz']) {
      expect(packed?.lookup(word)).toEqual(list?.lookup(word))
      expect(packed?.termsOfWord(word)).toEqual(list?.termsOfWord(word))
      expect(await packed?.withPrefix(word, 3)).toEqual(await list?.withPrefix(word, 3))
      expect(packed?.hasTerm(word)).toBe(list?.hasTerm(word))
      expect(packed?.passagesWith(word)).toBe(list?.passagesWith(word))
      for (const edits of [0, 1, 2])
        expect(await packed?.similar(word, edits)).toEqual(await list?.similar(word, edits))
    }
    for (const pattern of [wildcardPattern('*'), wildcardPattern('*or*'), wildcardPattern('w?rd1*'), regexPattern('(mine|treat(y|ies))s?'), regexPattern('.*[13]')]) {
      if ('problem' in pattern) throw new Error(pattern.problem)
      const found = await packed?.withPrefix(pattern.prefix, 5, undefined, pattern)
      expect(found).toEqual(await list?.withPrefix(pattern.prefix, 5, undefined, pattern))
      expect(found?.entries.length, pattern.typed).toBeGreaterThan(0)
    } // biome-ignore format: a list
  })
})

describe('on the sample corpus', () => {
  let bundles: { minisearch: Bundle; packed: Bundle }
  beforeAll(async () => {
    const out = join(await temporaryFolder(afterAll), 'packed')
    await buildBundle({ sources: [join(ROOT, 'corpus')], out, engine: 'packed', noCache: true })
    bundles = { minisearch: await openBundle(join(ROOT, 'index-build')), packed: await openBundle(out) }
  })

  it.each([
    'cluster munitions', '"Security Council"', '"of the"', 'mine clearance -angola', 'Oslo OR Ottawa', 'observ*', 'karabach~', 'title:armistice',
    'person:"Jody Williams"', 'before:2010', 'cease-fire', 'ceasefire', 'NK', 'tresty', '', 'which states have not joined the convention and why',
    'headings:treaty', '("cluster munitions" OR mines) AND (Laos OR Angola)', '"the use of" OR "member states"',
  ])('%s: the whole answer is the same', async q => {
    const ask = async (bundle: Bundle): Promise<unknown> => {
      const { tookMs: _, ...page } = await search(bundle, parseSearchRequest({ q, limit: '50', facets: 'person,place,date,kind,document,meta.theme' }))
      return JSON.parse(JSON.stringify(page), (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value))
    }
    expect(await ask(bundles.packed)).toEqual(await ask(bundles.minisearch))
  }) // biome-ignore format: a list

  it('gives the same lines when its passages are decompressed', () => {
    const { records } = bundles.packed
    const lines = Array.from({ length: records.size }, (_, at) => `${JSON.stringify(records.passage(at))}\n`)
    expect(lines.join('')).toBe(readFileSync(join(ROOT, 'index-build/passages.jsonl'), 'utf8'))
  })
})

describe('writing', () => {
  it('gives the same bytes whether postings wait in memory or on disk', () => {
    const source = makeSource(largeCorpus(3, 25))
    expect(packedFilesOf(source, { memoryBytes: 2000 })).toEqual(packedFilesOf(source))
  })
})

describe('a search with limits', () => {
  const source = makeSource(largeCorpus(5, 60))
  const engine: Engine = packedOver(source, { window: 32 })

  it('says that it is partial when its time is up, and counts what it saw', async () => {
    const answer = await engine.search({ ...REQUEST, budgetMs: -1 })
    expect(answer).toMatchObject({ partial: true, total: 0, hits: [] })
    expect(await engine.search({ ...REQUEST, budgetMs: 60_000 })).not.toHaveProperty('partial')
  })

  it('ends when it is called off, and serves the next one', async () => {
    const reason = new Error('the client went away')
    await expect(engine.search({ ...REQUEST, signal: AbortSignal.abort(reason) })).rejects.toThrow(reason)
    expect((await engine.search(REQUEST)).total).toBeGreaterThan(0)
  })
})
