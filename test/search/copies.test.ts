// Copies of a text, whatever the language: found with a seventh of the words changed, told apart from forms that differ in their figures.

import { afterAll, describe, expect, it } from 'vitest'
import { CopyFinder } from '../../src/copies/copy-finder.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { searchByDocument } from '../../src/search/by-document.ts'
import { documentCopies, listCopies } from '../../src/search/copies.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build, temporaryFolder } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

/** The groups among texts, by their numbers. */
async function groupsOf(texts: readonly string[]): Promise<(readonly number[])[]> {
  const finder = new CopyFinder(await temporaryFolder())
  try {
    for (const [number, text] of texts.entries()) finder.add(number, text)
    return [...finder.groups()]
  } finally {
    finder.close()
  }
}

describe('copies', () => {
  it.each([
    ['English, a word replaced and one added', 'The harbour master said on Monday that two barges had left the quay at night without lights or papers.', 'The harbour-master said on Tuesday that two barges had left the quay at night, without lights or any papers.'],
    ['German, in capitals', 'Der Rat hat gestern beschlossen, die Brücke über den Fluss bis zum Herbst für Lastwagen zu sperren.', 'DER RAT HAT GESTERN BESCHLOSSEN, DIE BRÜCKE ÜBER DEN FLUSS BIS ZUM HERBST FÜR LASTWAGEN ZU SPERREN.'],
    ['Russian, shortened', 'Комиссия сообщила в четверг, что колодцы в трёх сёлах были осушены, а насосы вывезены на грузовиках.', 'Комиссия сообщила, что колодцы в трёх сёлах были осушены, а насосы вывезены на грузовиках.'],
    ['Chinese', '委员会星期四表示，三个村庄的水井已经干涸，水泵被卡车运走，居民们正在等待供水车。', '委员会星期五表示，三个村庄的水井已经干涸，水泵被卡车运走，居民正在等待供水车。'],
    ['a short text, the same', 'The bridge stayed closed until October.', 'The bridge stayed closed, until October'],
  ])('are found: %s', async (_, text, copy) => {
    expect(await groupsOf([text, 'Another text about something else that nobody wrote down at the time of the flood.', copy])).toEqual([[0, 2]])
  })

  it.each([
    ['figures in a form', 'Entry 17: 42 rifles were handed in at the depot and 3 were found to be broken.', 'Entry 18: 61 rifles were handed in at the depot and 9 were found to be broken.'],
    ['the same words in another order', 'After the flood the council paid the farmers, and the farmers repaired the old mill and the road.', 'The old mill and the road repaired the council, and after the farmers the flood paid the farmers.'],
    ['a short text with one word changed', 'The bridge stayed closed until October.', 'The bridge stayed closed until May.'],
    ['a greeting', 'Yours sincerely', 'Yours sincerely'],
    ['one text within another', 'The harbour master said on Monday that two barges had left the quay at night.', 'The harbour master said on Monday that two barges had left the quay at night. He had seen them from the tower, where he keeps a lamp, and he wrote down the hour and the names that were painted on their sides.'],
  ])('are not made of %s', async (_, text, other) => {
    expect(await groupsOf([text, other])).toEqual([])
  })

  it('are found among thousands of other texts, wherever they stand', async () => {
    const word = fc.constantFrom(...Array.from({ length: 400 }, (__, n) => `word${n.toString(36)}`))
    const text = fc.array(word, { minLength: 20, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 5, maxLength: 40 }), fc.nat(), fc.nat(), async (texts, from, seed) => {
        const original = texts[from % texts.length] ?? []
        const copy = original.map((own, at) => ((at + seed) % 8 === 0 ? 'replaced' : own))
        const groups = await groupsOf([...texts, copy].map(words => words.join(' ')))
        expect(groups.some(group => group.includes(texts.length))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
}) // biome-ignore format: a row a line

describe('in a bundle', () => {
  const story = (change: string): string =>
    `The committee met on Thursday and heard from three engineers who had walked the length of the pipeline. ${change} The chair thanked them and closed the meeting at noon.`
  const files = {
    'herald.md': `---\ntitle: Herald\ndate: 2021-03-02\nsource: The Herald\n---\n\n${story('They named nine leaks.')}\n\nOur reporter was there.`,
    'agency.md': `---\ntitle: Agency\ndate: 2021-03-01\n---\n\n${story('They named nine leaks.')}`,
    'post.md': `---\ntitle: Post\n---\n\n${story('They named nine large leaks.')}`,
  }

  it.each(['minisearch', 'packed'] as const)('are one hit, listed by first appearance, with what was changed (%s)', async engine => {
    const { bundle } = await build(files, undefined, afterAll, { engine })
    const page = await search(bundle, parseSearchRequest({ q: 'pipeline' }))
    expect([page.total, page.documents, page.groups]).toEqual([3, 3, 1])
    expect(page.hits[0]?.copies).toMatchObject({ total: 3, matching: 3, first: { document: { id: 'agency' } } })
    const { total, copies } = await listCopies(bundle, page.hits[0]?.passage.id ?? '', { offset: 0, limit: 10 }, UNHURRIED)
    expect(total).toBe(3)
    expect(copies.map(({ document }) => document.id)).toEqual(['agency', 'herald', 'post'])
    for (const { passage, changes } of copies) {
      const text = changes.filter(({ kind }) => kind !== 'removed').map(part => part.text).join('')
      const index = bundle.records.passageIndex(passage) ?? -1
      expect(text).toBe(bundle.records.passage(index).text)
    }
    expect(copies[2]?.changes.filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'added', text: 'large ' }])
    expect(documentCopies(bundle, 'herald').map(({ document, passages }) => [document.id, passages])).toEqual([['agency', 1], ['post', 1]])
  })

  it('are as good as any passage in their own document, where results stand by document', async () => {
    const more = [
      'The pipeline is long, and nobody in the valley remembers who laid it or when.',
      'Farmers along the pipeline keep goats, sell cheese and complain of the dust in August.',
      'Snow lay over the pipeline until April that year, so the inspection was put off twice.',
    ]
    const longer = Object.entries(files).map(([name, text], at) => [name, `${text}\n\n${more[at]}`])
    const { bundle } = await build(Object.fromEntries(longer), undefined, afterAll)
    const { byDocument } = await searchByDocument(bundle, parseSearchRequest({ q: 'pipeline committee leaks' }), UNHURRIED)
    for (const { document, hits } of byDocument) expect(hits[0]?.passage.text, document.id).toContain('The committee met')
    expect(byDocument.map(({ document }) => document.id).sort()).toEqual(['agency', 'herald', 'post'])
  })

  it('count only those that a filter lets through, and all with group=none', async () => {
    const { bundle } = await build(files, undefined, afterAll)
    const dated = await search(bundle, parseSearchRequest({ q: 'pipeline', from: '2021' }))
    expect([dated.total, dated.groups, dated.hits[0]?.copies?.matching, dated.hits[0]?.copies?.total]).toEqual([2, 1, 2, 3])
    const all = await search(bundle, parseSearchRequest({ q: 'pipeline', group: 'none' }))
    expect([all.total, all.groups, all.hits.length]).toEqual([3, 3, 3])
  })
}) // biome-ignore format: a row a line
