// Which fields does a page offer as facets? Decided by their values alone, whatever the fields are called.
import { afterAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { isTelling } from '../../src/search/offered-facets.ts'
import { stats } from '../../src/search/stats.ts'
import { temporaryFolder, writeFiles } from '../support/fixtures.ts'

const times = (values: Readonly<Record<string, number>>) => new Map(Object.entries(values))
const each = (count: number, name: (number: number) => string, uses = 1) =>
  new Map(Array.from({ length: count }, (_, number) => [name(number), uses]))

describe('values that tell documents apart', () => {
  it.each([
    ['two of many', times({ Asia: 40, Europe: 2 })],
    ['a few of a small corpus, each once', times({ memo: 1, letter: 1, cable: 1 })],
    ['tags, of which some come once', new Map([...each(30, number => `tag ${number}`), ...each(20, number => `topic ${number}`, 9)])],
    ['years', times({ 2017: 9, 2018: 30, 2019: 2 })],
    ['months', times({ '2019-01': 9, '2019-02': 30 })],
    ['yes and no', times({ true: 19_390, false: 3 })],
    ['numbers of pages that come again', each(40, number => String(number + 1), 7)],
    ['versions', times({ '1.10': 30, '2.0': 40, '2.1': 9 })],
    ['ships with numbers', times({ 'U-20': 12, 'U-35': 8 })],
    ['clauses', times({ '12.3': 12, '12.4': 8 })],
  ])('%s are offered', (_, values) => expect(isTelling(values)).toBe(true)) // biome-ignore format: a table

  it.each([
    ['one value', times({ true: 19_390 })],
    ['none', times({})],
    ['titles', each(60, number => `The matter of the ${number}th bridge`)],
    ['identifiers of which two come again', new Map([...each(60, number => `AB-${number}`), ['AB-X', 2]])],
    ['days', each(20, number => `2019-05-${String(number + 10)}`, 8)],
    ['time stamps', each(20, number => `2021-03-04T10:${number + 10}:11.000Z`, 5)],
    ['time stamps with a zone', each(20, number => `2021-03-04 10:${number + 10}+02:00`, 5)],
    ['Unix times', each(20, number => String(1_603_670_400 + 86_400 * number), 5)],
    ['days in words', each(20, number => `${number + 1} October 2020`, 4)],
    ['days in French', each(20, number => `${number + 2} octobre 2020`, 4)],
    ['days and some gaps', new Map([...each(20, number => `2019-05-${number + 10}`, 8), ['unknown', 3], ['n. d.', 1]])],
    ['times of day', each(12, number => `${number + 1}:30`, 3)],
  ])('%s are not', (_, values) => expect(isTelling(values)).toBe(false)) // biome-ignore format: a table
})

describe('a corpus', () => {
  it('offers source, author, language, year and folder where there are several, then such metadata', async () => {
    const folder = await temporaryFolder(afterAll)
    const files = Object.fromEntries(
      Array.from({ length: 14 }, (_, number) => [
        `${number % 2 === 0 ? 'old' : 'new'}/${number}.md`,
        `---\nlanguage: en\nsource: Gazette\nauthor: ${['Ann', 'Bo'][number % 2]}\ndate: 20${10 + (number % 3)}-02-03\nregion: ${['Asia', 'Europe'][number % 2]}\ntranslated: true\nscraped-at: 2024-01-02T10:11:${10 + number}Z\nserial: N${number}\n${number < 4 ? `desk: ${['home', 'abroad'][number % 2]}\n` : ''}---\n# Number ${number}\n\nThe text of this document.`,
      ]),
    )
    await writeFiles(`${folder}/corpus`, files)
    await buildBundle({ sources: [`${folder}/corpus`], out: `${folder}/index` })
    const bundle = await openBundle(`${folder}/index`)
    expect(stats(bundle).facets).toEqual([
      { facet: 'author', values: 2 },
      { facet: 'year', values: 3 },
      { facet: 'folder', values: 2 },
      { facet: 'meta.region', values: 2 },
      { facet: 'meta.desk', values: 2 },
    ])
  })
})
