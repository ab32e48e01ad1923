// The table of inputs on which Lede was wrong: its rows on words, and what people type who come from elsewhere.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { ROOT, SHARED, temporaryFolder } from '../support/fixtures.ts'

const FOLDERS = ['french', 'scripts', 'html', 'cjk', 'num', 'planes', 'email', 'query', 'lang']

async function ask(bundle: Bundle, q: string) {
  const { total, hits, query } = await search(bundle, parseSearchRequest({ q, facets: 'none', fuzzy: 'off' }))
  return { total, first: hits[0]?.passage.text ?? '', notes: query.notes }
}

describe.skipIf(SHARED === undefined).each(['minisearch', 'packed'] as const)(
  'the words of the table (%s)',
  engine => {
    const bundles = new Map<string, Bundle>()
    beforeAll(async () => {
      const folder = await temporaryFolder(afterAll)
      for (const name of FOLDERS) {
        const corpus = join(folder, name)
        await cp(join(SHARED as string, 'cases', name), corpus, { recursive: true })
        await buildBundle({ sources: [corpus], out: join(folder, `${name}-index`), engine })
        bundles.set(name, await openBundle(join(folder, `${name}-index`)))
      }
    }, 120_000)

    it.each([
    ['french', 'école', 2, 'école'], ['french', '"armée a quitté"', 1, "l'armée a quitté"],
    ['scripts', 'צה"ל ארה"ב', 2, 'ארה"ב'], ['scripts', 'שלום', 1, 'שָׁלוֹם'], ['scripts', 'محمد', 1, ''], ['scripts', 'ایرانی', 1, ''], ['scripts', 'ايراني', 1, ''],
    ['scripts', 'Germany', 1, 'Germany'], ['scripts', 'Netherlands', 1, ''], ['scripts', 'Qaida', 1, ''], ['scripts', 'Shia', 1, 'Shi'],
    ['html', 'Donaudampfschiff', 1, 'Donaudampfschiff'], ['cjk', '空港', 1, '新千歳空港'], ['cjk', 'ソーシャル', 1, 'ソーシャルメディア'], ['cjk', '大戦', 1, '第二次世界大戦'],
    ['num', '12000', 1, '12.000'], ['planes', 'An-26', 1, 'An-26'], ['planes', 'A-10', 1, 'A-10'], ['planes', 'by-election', 3, 'by-election'], ['planes', 'no-fly zone', 3, 'no-fly zone'],
    ['email', 'email', 1, 'e-mail'], ['query', 'U.N', 1, 'U.N.'], ['query', 'U.S.A', 1, 'U.S.A.'], ['lang', 'army', 3, 'army'],
  ])('%s: %s is found, the passage with it first', async (name, q, total, first) => {
    const answer = await ask(bundles.get(name) as Bundle, q)
    expect([answer.total, answer.notes]).toEqual([total, []])
    expect(answer.first).toContain(first)
  }) // biome-ignore format: a table
  },
)

describe('what people type who come from elsewhere', () => {
  let sample: Bundle
  beforeAll(async () => {
    sample = await openBundle(join(ROOT, 'index-build'))
  })

  it.each([
    '"human treaty"~5', 'human NEAR/5 treaty', 'human W/5 treaty', 'human AROUND(5) treaty', '+treaty +nuclear', '!treaty', 'rats && mines', 'rats || mines', 'wom?n', 'wom*n', '*vention', '"human right*"',
    '/Dimitr[iyu]/', 'title:(armistice OR human)', 'title: human', 'before: 2012', '[2010 TO 2015]', '2010..2015', '>=2010', 'treaty^2 ban', 'intitle:treaty', 'since:2010', 'until:2012', 'lang:en', 'filetype:md', 'convention~1',
    'treaty NOT NEAR/5 ban', 'US sanctions', 'WHO report', 'May 1994 cease-fire', 'IT', 'U.N.',
  ])('%s is read as meant: nothing of it is dropped', async q => {
    const { notes } = await ask(sample, q)
    expect(notes.filter(note => /Signs|is not a field|read as text|not searched|left out:/u.test(note))).toEqual([])
  }) // biome-ignore format: a list
})
