// Common words, beginnings of words and signs in queries: each is searched, or named in a note.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { openBundle } from '../../src/bundle/open-bundle.ts'
import { parseBatchRequest } from '../../src/search/batch.ts'
import { parseExportRequest, parseFacetValuesRequest, parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build, ROOT } from '../support/fixtures.ts'

const ENGLISH = {
  'us.md': 'The US sanctions of that spring closed the port of Bar for a year.',
  'pronoun.md': 'They told us that sanctions would not reach us in the hills.',
  'who.md': 'A WHO report counted the beds in the camp. The report was short.',
  'relative.md': 'The nurse who wrote the report left before anybody who had read it.',
  'it.md': 'The IT department moved to the cellar.',
  'may.md': 'The cease-fire of May 1994 held. You may ask why.',
  'modal.md': 'A cease-fire may hold, and it may not. In 1994 nobody knew.',
  'name.md': 'Doctors Without Borders ran the ward. Doctors Without Borders left in June.',
  'without.md': 'Doctors crossed borders. Borders without guards are rare, said the doctors.',
  'an.md': 'An-26 aircraft landed at night, and one An-26 burned.',
  'number.md': 'Of 26 lorries an inspector saw nine.',
  'fly.md': 'The no-fly zone began at the river.',
  'flight.md': 'No zone was closed, and birds fly over it.',
  'rd.md': 'The R&D budget was cut. AT&T paid for the line.',
  'letters.md': 'Points D and R were mined at noon, and T was not.',
  'inner.md': 'Forensic inspectors inspected the northern annex of the notary; nothing was found.',
} as const

const GERMAN = {
  'krieg.md':
    'Der Krieg war lang, und die Brücke über den Fluss war zerstört. Sprache: die Verwaltung hat sie aufgeschrieben.',
  'die.md':
    'Die Stadt und die Brücke wurden in der Nacht von den Soldaten geräumt, und die Bewohner gingen in den Wald.',
  'us.md':
    'Die US-Truppen verließen die Stadt, und der Bürgermeister übergab die Schlüssel an die Verwaltung der US-Truppen.',
} as const

const FRENCH = {
  'ville.md':
    'La ville a été prise dans la nuit, et les habitants ont quitté les maisons pour la forêt avec leurs enfants.',
  'pont.md':
    'Le pont de la rivière a été détruit par les soldats, et la route est restée fermée pendant toute une année.',
  'sur.md': 'Les chars sont passés sur la rive et les paysans ont compté les obus dans les champs.',
} as const

let english: Bundle
let german: Bundle
let french: Bundle
beforeAll(async () => {
  english = (await build(ENGLISH, undefined, afterAll)).bundle
  german = (await build(GERMAN, undefined, afterAll)).bundle
  french = (await build(FRENCH, undefined, afterAll)).bundle
}, 300_000)

async function ask(bundle: Bundle, q: string, more: Record<string, unknown> = {}) {
  const { hits, total, query } = await search(bundle, parseSearchRequest({ q, facets: 'none', ...more }))
  return {
    total,
    documents: hits.map(({ document }) => document.id),
    terms: query.terms.map(term => term.toLowerCase()),
    notes: query.notes,
    leftOut: query.notes.filter(note => note.startsWith('Too common')).join(' '),
  }
}

describe('a common word', () => {
  it.each([
    ['US sanctions', 'us', 'us'],
    ['us sanctions', 'us', 'us'],
    ['US SANCTIONS', 'us', 'us'],
    ['U.S. sanctions', 'us', 'us'],
    ['WHO report', 'who', 'who'],
    ['IT', 'it', 'it'],
    ['IT department', 'it', 'it'],
    ['May 1994 cease-fire', 'may', 'may'],
    ['cease-fire may 1994', 'may', 'may'],
    ['Doctors Without Borders', 'without', 'name'],
    ['An-26', '26', 'an'],
    ['no-fly zone', 'zone', 'fly'],
  ])('is kept where it says something: %s', async (q, term, first) => {
    const { documents, terms, leftOut } = await ask(english, q)
    expect(documents[0]).toBe(first)
    expect(terms).toContain(term)
    expect(leftOut).toBe('')
  })

  it.each(['by-product', 'in-house', 'up-to-date'])(
    'in a compound leads to the compound, however long the passage: %s',
    async q => {
      const files = {
        'a.md':
          'The in-house lawyer sold a by-product of the up-to-date work, and nobody in the street asked for more of it at all on that long and cold day in winter.',
        'b.md': 'A product was sold.',
        'c.md': 'Government house.',
        'd.md': 'A product of house work, to date.',
      }
      const { bundle } = await build(files, undefined, afterAll)
      expect((await ask(bundle, q)).documents[0]).toBe('a')
    },
  )

  it.each([
    ['IT', ['it']],
    ['WHO', ['who']],
    ['US', ['us']],
    ['"US"', ['us']],
    ['"IT"', ['it']],
  ])('in capitals finds only what stands in capitals: %s', async (q, documents) => {
    expect((await ask(english, q)).documents.sort()).toEqual(documents)
  })

  it('in quotation marks and small letters is found in any letters', async () => {
    expect((await ask(english, '"us"')).documents.sort()).toEqual(['pronoun', 'us'])
  })

  it('that is a name in capitals is searched as that, and the answer says so', async () => {
    const files = {
      'a.md': 'The World Health Organization (WHO) met. The WHO report was read.',
      'b.md': 'The nurse who came had read it. Nobody told us.',
      'c.md': 'The US paid for the beds. The US delegate left.',
    }
    const { bundle } = await build(files, undefined, afterAll)
    const { documents, notes } = await ask(bundle, 'who report')
    expect([documents, notes]).toEqual([
      ['a'],
      expect.arrayContaining([expect.stringContaining('“WHO” is a name in capitals here')]),
    ])
    expect((await ask(bundle, 'WHO report')).notes.join(' ')).not.toContain('in capitals here')
    expect((await ask(bundle, 'WHO US')).documents.sort()).toEqual(['a', 'c'])
  })

  it.each([
    ['t?e', 2],
    ['th*', 2],
    ['/th.*/', 2],
    ['"t?e nurse"', 1],
    ['"*f that"', 1],
    ['th* NEAR/1 river', 1],
    ['b? NEAR/0 the', 0],
    ['/[b-p]f/ NEAR/0 that', 1],
  ])('is meant by a pattern where it counts, or where nothing else is: %s', async (q, least) => {
    const { total, notes } = await ask(english, q)
    expect([total >= least, notes]).toEqual([true, []])
  })

  it.each(['n*', '/n.*/', 'no?*', 't*'])('beside others that a pattern means is named: %s', async q => {
    expect((await ask(english, q)).notes.join(' ')).toMatch(
      /too common to be searched by themselves: .*“(?:the|not)”/u,
    )
  })

  it.each([
    ['the report of the nurse', '“the”, “of”'],
    ['THE REPORT OF THE NURSE', '“THE”, “OF”'],
    ['cease-fire which was it', '“which”, “was”, “it”'],
    ['sanctions -the', '“the”'],
  ])('is left out where others say more, and named: %s', async (q, words) => {
    const { notes } = await ask(english, q)
    expect(notes).toEqual([
      `Too common to be searched by themselves and left out: ${words}. Put words in quotation marks to search them.`,
    ])
  })

  it.each(['"the"', '"of that"', '"told us"', '"an 26"', '"AN 26"'])(
    'is searched in quotation marks, in any letters: %s',
    async q => {
      const { total, notes } = await ask(english, q)
      expect(total).toBeGreaterThan(0)
      expect(notes).toEqual([])
    },
  )

  it('that nobody wrote in capitals is not taken for the small word', async () => {
    const { total, notes } = await ask(english, 'WILL')
    expect(total).toBe(0)
    expect(notes.join(' ')).toContain('No passage has “WILL” in capitals.')
  })
})

describe('common words of another language', () => {
  it.each([
    ['the', 'no German word is left out for being English'],
    ['was die Brücke', 'German words are'],
  ])('%s: %s', async q => {
    const { notes } = await ask(german, q, { fuzzy: 'off' })
    expect(notes.join(' ')).toBe(
      q === 'the'
        ? ''
        : 'Too common to be searched by themselves and left out: “die”. Put words in quotation marks to search them.',
    )
  })

  it('in German: a word in capitals is another one, a word amid the query with a capital is kept', async () => {
    expect((await ask(german, 'US Truppen')).documents[0]).toBe('us')
    expect((await ask(german, 'die Brücke')).documents.sort()).toEqual(['die', 'krieg'])
  })

  it('in French: les, la and de are left out and named, pont is found', async () => {
    const { documents, leftOut } = await ask(french, 'le pont de la rivière')
    expect(documents[0]).toBe('pont')
    expect(leftOut).toContain('“la”')
    expect((await ask(french, 'the pont')).leftOut).toBe('')
  })
})

describe('the beginning of a word', () => {
  it.each([
    ['for*', ['inner']],
    ['no*', ['inner', 'modal', 'pronoun']],
    ['in*', ['inner', 'number']],
    ['not*', ['inner']],
  ])('of a common word finds words that begin so: %s', async (q, expected) => {
    const { documents } = await ask(english, q, { limit: 50 })
    expect(documents).toEqual(expect.arrayContaining(expected.slice(0, 1)))
    expect(documents.length).toBeLessThan(Object.keys(ENGLISH).length / 2)
  })

  it.each(['der*', 'un*'])('in German: %s', async q => {
    const { bundle } = { bundle: german }
    expect((await ask(bundle, q)).total).toBeGreaterThan(0)
  })

  it('is searched only with an asterisk, or where asked for, by every door', async () => {
    for (const { prefix } of [
      parseSearchRequest({ q: 'mine' }),
      parseExportRequest({ q: 'mine', format: 'csv' }),
      parseFacetValuesRequest('person', { q: 'mine' }),
      ...parseBatchRequest({ queries: ['mine', { name: 'mine' }] }).queries.map(({ request }) => request),
    ])
      expect(prefix).toBe('off')
    expect((await ask(english, 'inspect')).documents).toEqual(['inner'])
    expect((await ask(english, 'inspec', { fuzzy: 'off' })).total).toBe(0)
    expect((await ask(english, 'inspec*')).documents.sort()).toEqual(['inner', 'number'])
    expect((await ask(english, 'inspec', { prefix: 'last' })).documents.sort()).toEqual(['inner', 'number'])
  })

  it.each([
    ['arm', /\barm(?:s|ed|ing)?\b/iu],
    ['rat', /\brats?\b/iu],
    ['mine', /\bmin(?:e|es|ed|ing)\b/iu],
  ])('is nothing that %s finds in the sample corpus', async (q, word) => {
    const bundle = await openBundle(join(ROOT, 'index-build'))
    const { hits, total } = await search(bundle, parseSearchRequest({ q, limit: 100, facets: 'none' }))
    expect(total).toBe(hits.length)
    for (const { passage, document } of hits)
      expect(
        [
          document.title,
          ...passage.headings,
          passage.text,
          ...passage.mentions.map(({ entity }) => entity),
        ].join(' '),
      ).toMatch(word)
  })
})

describe('an address of the web', () => {
  const pasted =
    'The nurse wrote in her report that the ward had no beds left at all https://example.com/ward pic.example.com/x'
  const asked = async (q: string) => search(english, parseSearchRequest({ q, syntax: 'off' }))

  it('in a pasted text is left out and named: what the text is about stands in its words', async () => {
    const { query } = await asked(pasted)
    expect(query.terms).not.toContain('com')
    expect(query.notes.join(' ')).toMatch(/https:\/\/example\.com\/ward/u)
  })

  it('in a short query is searched', async () => {
    expect((await asked('report https://example.com/ward')).query.terms).toContain('exampl')
  })
})

describe('signs', () => {
  it.each([
    ['R&D', ['rd']],
    ['AT&T', ['rd']],
    ['T-26', []],
  ])('inside a word hold its parts together: %s', async (q, documents) => {
    const found = await ask(english, q)
    expect(found.documents).toEqual(documents)
    expect(found.notes).toEqual([])
  })

  it.each([
    ['C++', 'Signs are not searched, so “C++” was read as “C”.'],
    ['.NET', 'Signs are not searched, so “.NET” was read as “NET”.'],
    ['#metoo', 'Signs are not searched, so “#metoo” was read as “metoo”.'],
    ['@nurse', 'Signs are not searched, so “@nurse” was read as “nurse”.'],
    ['§ 12', '“§” has no letter or digit, so it was not searched.'],
    ['report 🕊', '“🕊” has no letter or digit, so it was not searched.'],
    ['$26', 'Signs are not searched, so “$26” was read as “26”.'],
  ])('that are not searched are named: %s', async (q, note) => {
    expect((await ask(english, q, { fuzzy: 'off' })).notes).toContain(note)
  })

  it.each(['report.', 'Who? The report!', 'report – nurse', '(report), nurse', 'report - nurse'])(
    'of a sentence need no note: %s',
    async q => {
      expect((await ask(english, q)).notes.filter(note => !note.startsWith('Too common'))).toEqual([])
    },
  )
})
