// Queries in archives of several languages, and words whose parts belong together. What is common in one language is a word in another.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { parseBatchRequest, runBatch } from '../../src/search/batch.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

const french = (at: number): string =>
  `---\ntitle: F${at}\nlanguage: fr\n---\nUn homme a vu une femme près du fleuve ${at}, et il a eu peur de la police. Ils ne sont pas venus.\n\nLa ville du nord ${at} est restée calme pendant la nuit de mardi, dit une femme.\n`
const MIXED = {
  'a.md':
    '---\ntitle: A\nlanguage: en\n---\nThe UN Security Council met in Vienna. The EU and the US asked the WHO for a report. The meeting was long.\n\nJohn Smith was arrested in Vienna. He did not comment on the charges.\n',
  'f1.md': french(1),
  'f2.md': french(2),
  'f3.md': french(3),
  'g.md':
    '---\ntitle: G\nlanguage: de\n---\nDie WHO war nicht dabei, sagte der Minister in Wien am Abend der Sitzung.\n',
}
const ENGLISH = {
  'a.md':
    '---\ntitle: Raid 72\nauthor: "Lee, Ann"\nlanguage: en\n---\nWe saw three T-72s and two MiG-29s on 1994-05-12. The US army had gone; they told us so.\n\nJohn Smith met the IT staff.\n\nThe firm of Smith-Jones was paid by IT people in 1994.\n',
  'b.md':
    '---\ntitle: Note 29\nauthor: Ann Lee\nlanguage: en\n---\nThe village was quiet, and nobody told us anything of May 5 or of Tea 72.\n',
}

describe.each(['minisearch', 'packed'] as const)('in %s', engine => {
  let mixed: Bundle
  let english: Bundle
  beforeAll(async () => {
    mixed = (await build(MIXED, undefined, afterAll, { engine })).bundle
    english = (await build(ENGLISH, undefined, afterAll, { engine })).bundle
  })
  const ask = async (bundle: Bundle, q: string) => {
    const { total, query, counts } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
    return { total, notes: query.notes, counts }
  }

  it.each([
    ['Smith AND was AND arrested', 1], ['+not +comment', 1], ['John AND in AND Vienna', 1], ['the AND report', 1], ['John NOT was', 0], ['was', 2], ['Smith AND NOT the', 0],
  ])('a word that one language leaves out of the index is found where it stands: %s', async (q, total) =>
    expect(await ask(mixed, q)).toMatchObject({ total, notes: [] })) // biome-ignore format: a table

  it('the count of all words is no less than that of the phrase', async () => {
    for (const q of ['Smith was arrested', 'the report', 'not comment', 'UN Security Council']) {
      const { counts } = await ask(mixed, q)
      expect(counts?.all, q).toBeGreaterThanOrEqual(counts?.phrase ?? 0)
    }
  })

  it.each([
    ['UN', 1], ['"UN"', 1], ['U.N.', 1], ['EU', 1], ['WHO', 2], ['"WHO"', 2], ['"US"', 1], ['UN NEAR/2 Council', 1], ['text:WHO', 2],
  ])('capitals are found in every language, whichever of them has such a small word: %s', async (q, total) =>
    expect(await ask(mixed, q)).toMatchObject({ total, notes: [] })) // biome-ignore format: a table

  it('a list of names counts them so, too', async () => {
    const totals: number[] = []
    const { queries } = parseBatchRequest({ names: ['UN', 'WHO', 'EU', 'US'] })
    for await (const { total } of await runBatch(mixed, queries)) totals.push(total)
    expect(totals).toEqual([1, 2, 1, 1])
  }) // biome-ignore format: one list

  it.each([
    // capitals in fields and beside operators
    ['text:US', 1], ['title:US', 0], ['text:(US OR IT)', 3], ['IT OR US', 3], ['IT NOT US', 2], ['IT AND US', 0], ['+IT +people', 1],
    // codes and numbers with hyphens
    ['T-72', 1], ['MiG-29', 1], ['1994-05-12', 1], ['12-05', 0], ['AN-26', 0], ['An-26', 0],
    // what is excluded is the whole
    ['smith -Smith-Jones', 1], ['Smith-J*', 1], ['MiG-2*', 1],
    // authors, whichever way
    ['author:"Lee, Ann"', 4], ['author:"Ann Lee"', 4], ['author:"ann, lee"', 4],
  ])('%s finds %s', async (q, total) => expect(await ask(english, q)).toMatchObject({ total, notes: [] })) // biome-ignore format: a table

  it.each(['Ann Lee', 'ann lee', 'ANN LEE'])('the name of an author is said to be one: %s', async q =>
    expect((await ask(english, q)).notes).toEqual([
      `“${q}” is also an author here, of 2 documents: author:"${q}" finds them.`,
    ]),
  )

  it.each(['"Ann Lee"', '“Ann Lee”'])('in quotation marks too: %s', async q =>
    expect((await ask(english, q)).notes).toEqual([expect.stringContaining('“Ann Lee” is also an author')]),
  )

  it('a list of names says so', async () => {
    const { queries } = parseBatchRequest({ names: ['Ann Lee', 'John Smith'] })
    const said: (readonly [number, number])[] = []
    for await (const { total, notes } of await runBatch(english, queries)) said.push([total, notes.length])
    expect(said).toEqual([[0, 1], [1, 0]])
  }) // biome-ignore format: one list

  it.each(['Ann', 'Ann Lee met', 'Ann OR Lee'])('and nothing else is: %s', async q =>
    expect((await ask(english, q)).notes.filter(note => note.includes('author'))).toEqual([]),
  )

  it.each(['"so *"', '"* saw"', '"* * army"'])(
    'a star at the edge of a quotation stands for nothing, and is named: %s',
    async q => expect((await ask(english, q)).notes).toEqual([expect.stringContaining('“*”')]),
  )
})

describe.each(['minisearch', 'packed'] as const)(
  'capitals among passages of other languages, in %s',
  engine => {
    const texts: Readonly<Record<string, readonly string[]>> = {
      de: [
        'Man kann also sagen, der Weg war to lang.',
        'Der TO Standort und die US Truppen.',
        'Er will, dass sie may sagen, und wer war es?',
      ],
      fr: ['Les gens ont vu le fleuve, who knows, et le maire.', 'La WHO et les ponts de la ville.'],
      en: ['They told us that we may also go to the river.'],
    }
    const FILES = Object.fromEntries(
    Object.entries(texts).flatMap(([language, passages]) => passages.map((text, at) => [`${language}${at}.md`, `---\nlanguage: ${language}\n---\n${text}\n`])),
  ) // biome-ignore format: one list
    const german = Object.fromEntries(Object.entries(FILES).filter(([name]) => name.startsWith('de')))
    let mixed: Bundle
    let own: Bundle
    beforeAll(async () => {
      mixed = (await build(FILES, undefined, afterAll, { engine })).bundle
      own = (await build(german, undefined, afterAll, { engine })).bundle
    })
    const ask = async (bundle: Bundle, q: string) => {
    const { hits, query } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
    return { found: hits.map(({ passage }) => passage.document).toSorted().join(' '), notes: query.notes.join(' ') }
  } // biome-ignore format: one call

    it.each([
    ['TO', 'de1'], ['"TO"', 'de1'], ['TO Standort', 'de1'], ['text:TO', 'de1'], ['WHO', 'fr1'], ['US', 'de1'],
    // in small letters it is found in any
    ['to', 'de0 de1 en0'], ['"to"', 'de0 de1 en0'], ['who', 'fr0 fr1'], ['us', 'de1 en0'], ['to NEAR/3 Standort', 'de1'],
  ])('an English common word is found as it is typed: %s in %s', async (q, found) =>
    expect(await ask(mixed, q)).toEqual({ found, notes: '' })) // biome-ignore format: a table

    it.each(['MAY', 'ALSO', 'WER', '"MAY"', '"WER"'])(
      'what no passage has in capitals finds nothing, and says so: %s',
      async q => {
        const { found, notes } = await ask(mixed, q)
        expect([found, notes]).toEqual(['', expect.stringContaining('in capitals')])
      },
    )

    it('a word that is another one in capitals is marked in capitals only, but where its language has no such word', async () => {
    const files = {
      'a.md': '---\nlanguage: de\n---\nWir lesen DIE ZEIT, und die Zeit vergeht, sagte die Frau.',
      'b.md': '---\nlanguage: en\n---\nThey die hard.',
      'c.md': '---\nlanguage: de\n---\nNur die Zeit.',
    }
    const { bundle } = await build(files, undefined, afterAll, { engine })
    for (const q of ['DIE', '"DIE"']) {
      const { hits } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
      const marked = hits.map(({ passage, highlights }) => [passage.document, highlights.map(({ start, end }) => passage.text.slice(start, end)).join()])
      expect(marked.toSorted()).toEqual([['a', 'DIE'], ['b', 'die']])
    }
  }) // biome-ignore format: one list

    it('the same where no passage is English', async () => {
      expect(await ask(own, 'TO')).toEqual({ found: 'de1', notes: '' })
      expect(await ask(own, 'to')).toEqual({ found: 'de0 de1', notes: '' })
      expect((await ask(own, 'MAY')).notes).toContain('No passage has “MAY” in capitals')
    })
  },
)

/** Thirty passages with the commonest small words of a language, and two that tell of somebody or something whose stem is one of them. */
const archive = (language: string, common: string, telling: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    [...Array.from({ length: 30 }, (_, at) => common.replace('N', `${at}`)), ...telling].map((text, at) => [
      `${language}${at}.md`,
      `---\ntitle: ${language.toUpperCase()} ${at}\nlanguage: ${language}\n---\n${text}\n`,
    ]),
  )

describe.each(['minisearch', 'packed'] as const)(
  'a rare word whose stem is that of a common one, in %s',
  engine => {
    it.each([
    ['fr', 'Les gens de la ville N ont vu le fleuve, et le maire a dit que les ponts tiennent.', ['Hier soir, Anne Lee a parlé au conseil.', 'Personne ne vient.'], 'Lee', 1],
    ['fr', 'Dans la ville N les gens sont dans les rues, et dans le parc.', ['Hier soir, Dan a parlé au conseil.', 'Personne ne vient.'], 'Dan', 1],
    ['pt', 'Nas ruas da cidade N as pessoas falam com os vizinhos que vivem nas casas do norte.', ['A Nasa enviou uma sonda.', 'Ninguém viu nada.'], 'Nasa', 1],
    ['ru', 'Они сказали нам N, что у нас так много работы, и так было всегда для нас.', ['НАСА запустило аппарат.', 'Никого нет дома.'], 'НАСА', 1],
    // forms of one word stay together
    [
      'de',
      'Bei der Sitzung N war es im Saal still, sagte der Minister am Abend.',
      ['Im Laufe des Tages kamen alle.', 'Am Tag darauf blieb niemand.', 'Viele Tage vergingen.'],
      'Tages',
      3,
    ],
    ['fr', 'Les ponts de la ville N tiennent, et le maire a dit que la vie est calme.', ['Deux vies furent sauvées.', 'Personne ne vient.'], 'vies', 31],
  ] as const)('is no form of that: %s, %s …', async (language, common, telling, q, total) => {
    const own = (await build(archive(language, common, telling), undefined, afterAll, { engine })).bundle
    const english = { 'en.md': '---\ntitle: EN\nlanguage: en\n---\nAnn Lee of NASA wrote at length.\n' }
    const mixed = (await build({ ...archive(language, common, telling), ...english }, undefined, afterAll, { engine })).bundle // biome-ignore format: one call
    const ask = async (bundle: Bundle) => search(bundle, parseSearchRequest({ q, facets: 'none' }))
    expect(await ask(own)).toMatchObject({ total, query: { notes: [] } })
    // A stem may be the word itself.
    const besides = language === 'ru' || q === 'Lee' || q === 'Nasa' ? 1 : 0
    expect((await ask(mixed)).total).toBe(total + besides)
  }) // biome-ignore format: a table
  },
)

describe.each(['minisearch', 'packed'] as const)(
  'a name whose stem is that of a common word, in %s',
  engine => {
    it.each([
    ['fr', ['Les ponts tiennent.', 'Le maire a vu les gens.', 'Anne Lee a parlé hier soir.'], 'Anne Lee', 'Lee'],
    ['fr', ['Les ponts sont dans la ville.', 'Dans les rues, des gens.', 'Le maire est dans le parc.', 'Dan Roux a parlé hier soir.'], 'Dan Roux', 'Dan'],
    ['pt', ['Nas ruas da cidade.', 'Eles vivem nas casas.', 'Rui Nasa falou ontem.'], 'Rui Nasa', 'Nasa'],
  ] as const)('is no form of that, however often it stands: %s', async (language, texts, name, q) => {
    const files = Object.fromEntries(texts.map((text, at) => [`${at}.md`, `---\ntitle: T ${at}\nlanguage: ${language}\n---\n${text}\n`]))
    const yaml = `names:\n  person: [${name}]\n`
    const { bundle } = await build({ ...files, 'names.yaml': yaml, 'lede.yaml': 'packs: [names.yaml]\n' }, undefined, afterAll, { engine })
    const { total, hits } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
    expect(total).toBe(1)
    expect(hits[0]?.passage.text).toContain(name)
  }) // biome-ignore format: a table
  },
)

describe.each(['minisearch', 'packed'] as const)(
  'operators between nothing but common words, in %s',
  engine => {
    const FILES = {
      'a.md': 'Who told us that?',
      'b.md': 'The man who came was tired.',
      'c.md': 'It was not us.',
      'd.md': 'Rain fell.',
    }
    it.each([
    ['us AND who', 'a'], ['+us +who', 'a'], ['(us) AND (who)', 'a'], ['us OR who', 'abc'], ['who NOT us', 'b'], ['-was', 'ad'], ['the AND was', 'b'], ['not AND who', ''],
  ])('hold: %s finds %s', async (q, expected) => {
    const { bundle } = await build(FILES, undefined, afterAll, { engine })
    const { hits } = await search(bundle, parseSearchRequest({ q, facets: 'none' }))
    expect(hits.map(({ passage }) => passage.document).sort().join('')).toBe(expected)
  }) // biome-ignore format: a table
  },
)
