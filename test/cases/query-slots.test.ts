// Slots for names: who stood near a word, right after a quotation, or anywhere; in several languages, with the counts that a click finds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

const FILES = {
  'en.md': `# Sales

The minister Anna Lindholm met Robert Keane in Oslo. Later the minister spoke.

Arms sold to Iraq were shipped by Robert Keane. Arms sold to the Iraq of those days were old.

Arms sold to Angola came back, said Anna Lindholm and Robert Keane. Nobody was arrested.

Robert Keane was arrested in Angola. In Geneva nobody asked for the minister.`,
  'fr.md': '---\nlanguage: fr\n---\n# Ventes\n\nLe ministre a vendu des armes en Angola.',
  'de.md': '---\nlanguage: de\n---\n# Verkauf\n\nWaffen wurden nach Angola verkauft.',
}

describe.each(['minisearch', 'packed'] as const)('slots for names (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const ask = async (q: string, more: Record<string, string> = {}) =>
    search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))
  const stood = async (q: string, more: Record<string, string> = {}) =>
    ((await ask(q, more)).slots ?? []).map(({ values }) =>
      values.map(({ name, count }) => `${name} ${count}`).sort(),
    )
  const marked = async (q: string) =>
    (await ask(q)).hits.flatMap(({ passage, highlights }) =>
      highlights.map(({ start, end }) => passage.text.slice(start, end)),
    )

  it.each([
    ['minister NEAR/0 person:*', [['Anna Lindholm 1']]],
    ['person:* PRE/0 minister', [[]]],
    ['minister NEAR/5 person:*', [['Anna Lindholm 1', 'Robert Keane 1']]],
    ['"arms sold to" place:*', [['Angola 1', 'Iraq 1']]],
    ['person:* "was arrested"', [['Robert Keane 1']]],
    ['person:* "was arrested in" place:*', [['Robert Keane 1'], ['Angola 1']]],
    ['"arms sold to" AND place:*', [['Angola 1', 'Iraq 1']]],
    ['armes NEAR/2 place:*', [['Angola 2', 'Iraq 1']]],
    ['vendu NEAR/5 place:*', [['Angola 1']]],
    ['Waffen NEAR/2 place:*', [['Angola 1']]],
    ['verkauft NEAR/0 place:*', [['Angola 1']]],
    ['person:* NEAR/4 place:Angola', [['Anna Lindholm 1', 'Robert Keane 1']]],
    ['arms place:*', [['Angola 1', 'Iraq 1']]],
    ['arms -place:*', []],
    ['work:*', [[]]],
  ])('%s: %j', async (q, names) => expect(await stood(q)).toEqual(names))

  it.each([
    ['minister NEAR/0 person:*', ['minister', 'Anna Lindholm']],
    ['"arms sold to" place:*', ['Arms sold to', 'Iraq', 'Arms sold to', 'Angola']],
    ['person:"Robert Keane" NEAR/0 shipped', []],
    ['person:"Robert Keane" NEAR/1 shipped', ['shipped', 'Robert Keane']],
  ])('%s marks the words and the name, and nothing else', async (q, words) =>
    expect((await marked(q)).sort()).toEqual([...words].sort()),
  )

  it('each count is the total of its query', async () => {
    let checked = 0
    for (const q of ['minister NEAR/5 person:*', '"arms sold to" place:*', 'person:* "was arrested in" place:*', 'person:*', '(sold OR arrested) NEAR/6 person:* -Geneva', 'armes NEAR/9 place:*'])
      for (const { values } of (await ask(q)).slots ?? [])
        for (const value of values) {
          const { total, query } = await ask(value.q ?? '')
          expect(total, value.q ?? '').toBe(value.count)
          expect(query.notes).toEqual([])
          checked++
        }
    expect(checked).toBeGreaterThan(10)
  }) // biome-ignore format: a list

  it('a slot that a hit need not have has counts, and no query of its own', async () => {
    for (const q of ['person:* OR oslo', 'sold NEAR/5 (person:* OR place:*)', '(sold AND arms) NEAR/6 person:*']) {
      const values = ((await ask(q)).slots ?? []).flatMap(slot => slot.values)
      expect(values.length, q).toBeGreaterThan(0)
      expect(values.every(({ q: query }) => query === null), q).toBe(true)
    }
  }) // biome-ignore format: short

  it('gives as many names as are asked for, the most frequent first', async () => {
    const { slots } = await ask('person:*', { facetLimit: '1' })
    expect(slots).toMatchObject([{ slot: 'person:*', values: [{ name: 'Robert Keane', count: 4 }] }])
  })

  it('a query without slots has none in its answer', async () => {
    expect(await ask('minister')).not.toHaveProperty('slots')
  })
})
