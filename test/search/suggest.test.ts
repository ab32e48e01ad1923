// Suggestions: whatever is typed, each leads to a search that finds something, and says how much.

import { describe, expect, it } from 'vitest'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest, parseSuggestRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { type Suggestions, suggest } from '../../src/search/suggest.ts'
import { packedOver } from '../support/engines.ts'
import { build, ROOT } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

type Parameters = Record<string, unknown>

const sample = await openBundle(`${ROOT}/index-build`)
const packed: Bundle = { ...sample, engine: packedOver(sample.records) }

const suggested = (bundle: Bundle, q: string, more: Parameters = {}): Promise<Suggestions> =>
  suggest(bundle, parseSuggestRequest({ q, ...more }))
const texts = async (bundle: Bundle, q: string, more: Parameters = {}): Promise<string[]> =>
  (await suggested(bundle, q, more)).terms.map(({ text }) => text)
const totalOf = async (bundle: Bundle, parameters: Parameters): Promise<number> =>
  (await search(bundle, parseSearchRequest({ ...parameters, facets: 'none' }))).total

/** What is wrong with the suggestions, which are otherwise as they should be. */
async function wrongOf(bundle: Bundle, q: string, more: Parameters): Promise<string[]> {
  const { terms, entities } = await suggested(bundle, q, { ...more, limit: 4 })
  const wrong: string[] = []
  const check = async (what: string, passages: number, parameters: Parameters): Promise<void> => {
    const total = await totalOf(bundle, { ...more, ...parameters })
    if (total !== passages || passages === 0) wrong.push(`${what}: ${passages} instead of ${total}`)
  }
  for (const { text, passages } of terms) await check(text, passages, { q: text })
  for (const { id, before, passages } of entities)
    await check(`${before} + ${id}`, passages, {
      q: before,
      entity: [...((more['entity'] as string[]) ?? []), id],
    })
  return wrong
}

const words = sample.records.passage(5).text.split(/\s+/u).slice(0, 60)
const typed = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...words, 'cluster', 'jody', 'the', 'US', 'mines') },
        fc.constantFrom('OR', 'AND', '-', '"', '(', ')', 'title:', 'place:', '+', '!', '*', '~2', 'zzz'),
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom('m', 'tre', 'w', 'ar', 'Nor', 'x', '', 'munition', '"sec'),
  )
  .map(([before, last]) => [...before, last].join(' '))
const selection = fc.constantFrom<Parameters>(
  {},
  { match: 'all' },
  { 'meta.region': 'Africa' },
  { entity: ['place:laos'] },
  { syntax: 'off' },
  { from: '2015', to: '2018' },
)

describe('suggestions', () => {
  for (const [name, bundle] of [
    ['minisearch', sample],
    ['packed', packed],
  ] as const)
    it(`say the total of the search that they lead to, and none finds nothing (${name})`, async () => {
      await fc.assert(
        fc.asyncProperty(typed, selection, async (q, more) => {
          expect(await wrongOf(bundle, q, more)).toEqual([])
        }),
        { numRuns: 60 },
      )
    })

  it('complete to words that the corpus says together, those first that follow each other', async () => {
    expect((await texts(sample, 'jody w'))[0]).toBe('jody Williams')
    expect((await texts(sample, 'cluster mun'))[0]).toBe('cluster munitions')
    for (const text of await texts(sample, 'nagorno ka'))
      expect(await totalOf(sample, { q: text, match: 'all' })).toBeGreaterThan(0)
    expect(await texts(sample, 'zzzqqq mun')).toEqual([])
  })

  it('offer no stop words, and one word of each stem', async () => {
    for (const q of ['jody wh', 'wh', 'th', 'mines a', 'treaty o'])
      for (const text of await texts(sample, q, { limit: 50 }))
        expect(text).not.toMatch(/\b(?:who|what|which|when|that|the|they|and|are|of|on|or)$/iu)
    const completed = await texts(sample, 'cluster mun', { limit: 50 })
    expect(completed.filter(text => /munitions?$/iu.test(text))).toHaveLength(1)
  })

  it('go on after a space with words that follow', async () => {
    expect(await texts(sample, 'cluster ')).toContain('cluster munitions')
    expect(await texts(sample, 'cluster munitions)')).toEqual([])
  })

  it('heed signs and filters', async () => {
    for (const text of await texts(sample, 'title:trea')) expect(text).toMatch(/^title:/u)
    expect(await texts(sample, 'mines -trea')).toEqual([])
    const without = await suggested(sample, 'mines lao', { notEntity: 'place:laos' })
    expect(without.entities.map(({ id }) => id)).not.toContain('place:laos')
  })

  it('find names by the last words, and say what stands before them', async () => {
    const { entities } = await suggested(sample, 'mines in the lao', { limit: 3 })
    expect(entities[0]).toMatchObject({ id: 'place:laos', before: 'mines in the' })
    expect((await suggested(sample, 'north kor')).entities[0]).toMatchObject({ before: '' })
    expect((await suggested(sample, 'zzz qqq')).entities).toEqual([])
  })

  it('are written as the corpus writes them, in its languages', async () => {
    const { bundle } = await build({
      'a.md':
        '---\ntitle: Bericht\nlanguage: de\n---\n\nDie lokale Wasserbehörde prüfte den Staudamm.\n\nEine lokale Wasserbehörde baut.\n',
      'b.md': '---\ntitle: Ecole\nlanguage: fr\n---\n\nLa vieille école élémentaire est fermée.\n',
      'c.md': '---\ntitle: Школа\nlanguage: ru\n---\n\nСтарая школа закрыта.\n',
    })
    expect(await texts(bundle, 'lokale wass')).toEqual(['lokale Wasserbehörde'])
    expect(await texts(bundle, 'vieille eco')).toEqual(['vieille école'])
    expect(await texts(bundle, 'старая шк')).toEqual(['старая школа'])
    expect(await texts(bundle, 'lokale sta')).toEqual(['lokale Staudamm'])
    expect(await texts(bundle, 'lokale eco')).toEqual([])
  })

  it('end in time, whatever is typed', async () => {
    for (const q of [
      'a '.repeat(2_000),
      'mine tre '.repeat(400),
      `"${'x'.repeat(3_900)}`,
      '('.repeat(4_000),
    ]) {
      const started = performance.now()
      await suggested(sample, q.slice(0, 4_000), { limit: 50 })
      expect(performance.now() - started).toBeLessThan(20_000)
    }
  })
})
