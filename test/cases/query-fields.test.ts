// Fields that people know from elsewhere: author:, source:, lang:, filetype:, in:, meta.KEY:, _exists_:. Each row with more of its kind.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

const FILES = {
  'reports/2019/a.md':
    '---\nlanguage: en\nauthor: "Lee, Ann"\nsource: The Daily Gazette\ndate: 2019-05-01\npages: 12\nregion: Central Asia\n---\n# Dams\n\nThe dam and the treaty.',
  'reports/2020/b.md':
    '---\nlanguage: en\nauthor: José Muñoz Grandes\nsource: Évian Post\ndate: 2020-02-03\npages: 120\ncase-number: 1.10\n---\n# Weirs\n\nThe weir and the treaty.',
  'letters/c.md':
    '---\nlanguage: en\nauthor: [Bo Ek, Ann Leeson]\nsource: gazette of record\nfiled: 2020-01-15T10:00:00Z\nregion: Asia\nspan: 10..50\n---\n# Letters\n\nThe bridge was in the letter.',
  'd.html':
    '<html lang="fr"><head><title>La crue</title><meta name="author" content="Мария Иванова"></head><body><p>La rivière est montée pendant la nuit et le pont a été emporté par la crue du printemps.</p></body></html>',
  'e.txt': 'The loose sheet names the treaty.\n',
} // biome-ignore format: a file a line

describe.each(['minisearch', 'packed'] as const)('fields of documents (%s)', engine => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(FILES, undefined, afterAll, { engine })).bundle
  })
  const ask = async (q: string) => {
    const { hits, query } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
    const found = [...new Set(hits.map(({ passage }) => passage.document.at(-1)))].sort().join('')
    return { found, notes: query.notes }
  }

  it.each([
    // authors, whichever way they are written
    ['author:lee', 'a'], ['author:"Ann Lee"', 'a'], ['author:"Lee, Ann"', 'a'], ['author:ANN', 'ac'], ['author:munoz', 'b'], ['author:"muñoz grandes"', 'b'], ['author:иванова', 'd'], ['author: lee', 'a'],
    ['author:le*', 'ac'], ['author:*son', 'c'], ['author:/mu.oz/', 'b'], ['author:leeson~', 'c'], ['author:(ek muñoz)', 'bc'],
    // sources
    ['source:gazette', 'ac'], ['source:"daily gazette"', 'a'], ['source:Evian', 'b'], ['source:"the daily gazette"', 'a'],
    // languages, by tag and by name
    ['lang:fr', 'd'], ['language:French', 'd'], ['lang:français', 'd'], ['lang:fra', 'd'], ['lang:en', 'abce'],
    // files
    ['filetype:html', 'd'], ['filetype:.HTM', 'd'], ['filetype:txt', 'e'], ['filetype:*.md', 'abc'],
    ['in:reports', 'ab'], ['in:reports/2019', 'a'], ['folder:Reports/2019/', 'a'], ['in:2020', 'b'], ['in:letters', 'c'],
    // years, metadata, ranges of both
    ['year:2019', 'a'], ['year:2019..2020', 'ab'], ['year:[2020 TO *]', 'b'], ['year:>2019', 'b'],
    ['meta.region:asia', 'ac'], ['meta.region:"central asia"', 'a'], ['meta.pages:12', 'a'], ['meta.pages:10..50', 'a'], ['meta.pages:50..', 'b'], ['meta.pages:[12 TO 120]', 'ab'], ['meta.pages:{12 TO 120]', 'b'],
    ['meta.pages:>=100', 'b'], ['meta.case-number:1.10', 'b'], ['meta.Case_Number:1.10', 'b'], ['meta.filed:2020-01..2020-02', 'c'], ['meta.span:10..50', 'c'],
    // what is there at all
    ['_exists_:author', 'abcd'], ['_exists_:date', 'ab'], ['_exists_:meta.pages', 'ab'], ['_exists_:pages', 'ab'], ['_exists_:source', 'abc'], ['-_exists_:author', 'e'], ['author:*', 'abcd'], ['meta.pages:*', 'ab'], ['_exists_:title', 'abcde'],
    // together with others
    ['treaty author:lee', 'a'], ['treaty -author:lee', 'be'], ['author:lee OR source:evian', 'ab'], ['(author:ek OR lang:fr) -in:letters', 'd'], ['+author:ann bridge', 'ac'], ['treaty NOT in:reports', 'e'],
    ['"the treaty" year:2020', 'b'], ['author:lee^3 treaty', 'a'],
    // nothing has it
    ['author:nobody', ''], ['treaty source:reuters', ''], ['treaty -source:reuters', 'abe'], ['meta.nokey:x', ''],
  ])('%s finds %s', async (q, found) => expect((await ask(q)).found).toBe(found)) // biome-ignore format: a table

  it.each([
    ['author:muños', 'No document has the author “muños”. Spelt like it: “José Muñoz Grandes”.'],
    ['source:Gazete', 'No document has the source “Gazete”. Spelt like it: “The Daily Gazette”, “gazette of record”.'],
    ['meta.page:3', 'No document has “page” in its metadata. Spelt like it: “pages”.'],
    ['meta.region:-asia', 'Signs are not searched, so “-asia” was read as “asia”.'],
    ['meta.pages:50..10', '“50..10” cannot be a range: it ends before it begins.'],
    ['meta.pages:200..300', 'No document has a value of meta.pages in “200..300”.'],
    ['meta.span:10..50', '“10..50” is a value of meta.span and was read as that, not as a range. To mean the range, write its ends otherwise, e.g. 10.0..50.'],
    ['_exists_:colour', 'No document has a field “colour”, so nothing has it.'],
    ['lang:German', 'No document has the language “German”.'],
    ['year:1999', 'No document has the year “1999”.'],
  ])('%s: %s', async (q, note) => expect((await ask(q)).notes).toContain(note)) // biome-ignore format: a table

  it('a field leaves the order to the words, and alone lists everything', async () => {
    expect((await ask('author:lee')).notes).toEqual([])
    const { total } = await search(bundle, parseSearchRequest({ q: 'in:reports' }))
    expect(total).toBe((await search(bundle, parseSearchRequest({ folder: 'reports' }))).total)
  })
})

describe.each(['minisearch', 'packed'] as const)('fields of names (%s)', engine => {
  const NAMED = {
    'a.md':
      '---\nlang: en\n---\n# Talks\n\nPresident Ann Larsson met Boris Larsen in Angola. Ann Larsson left for Oslo.',
    'b.md':
      '---\nlang: en\n---\n# Visits\n\nMinister Boris Larsen flew to Oslo. Boris Larsen spoke with Carla Lindqvist.',
    'c.md':
      '---\nlang: en\n---\n# Dams\n\nMayor Carla Lindqvist opened the dam in Angola. The river rose near Ankara.',
  }
  let bundle: Bundle
  beforeAll(async () => {
    bundle = (await build(NAMED, undefined, afterAll, { engine })).bundle
  })
  const ask = async (q: string) => {
    const { hits, query } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
    return {
      found: hits
        .map(({ passage }) => passage.document)
        .sort()
        .join(''),
      notes: query.notes,
    }
  }

  it.each([
    ['person:lars*', 'ab'], ['person:l*qvist', 'bc'], ['person:/lars(on|en)/', 'ab'], ['person:larsen~', 'ab'], ['person:lindqvist~', 'bc'], ['place:ang*', 'ac'], ['place:an*', 'ac'], ['place:?slo', 'ab'], ['person:"Ann Larsson"', 'a'],
    ['-person:lars*', 'c'], ['met NEAR/5 person:lars*', 'a'], ['person:lind?vist NEAR/3 dam', 'c'], ['(person:lars* OR person:lind*) NEAR/2 opened', 'c'],
  ])('%s finds %s', async (q, found) => expect(await ask(q)).toEqual({ found, notes: [] })) // biome-ignore format: a table

  it('a surname finds the names that have it, and says so', async () => {
    const note = 'No person is called just “larsson” here; names that have it were searched.'
    expect(await ask('person:larsson')).toEqual({ found: 'a', notes: [note] })
    expect((await ask('person:arsson')).notes).toEqual([
      expect.stringContaining('so it was searched as text'),
    ])
  })

  it('a pattern that no name matches finds nothing, and says so', async () => {
    expect(await ask('person:zz*')).toEqual({
      found: '',
      notes: ['No person has a name like “zz*” here, so nothing is found by it.'],
    })
  })
})
