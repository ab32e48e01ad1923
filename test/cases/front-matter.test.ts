// Heads of files as people write them: what each says, and what is text. Each row is a file.

import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/corpus/read-document.ts'
import { markdownRendition } from '../../src/corpus/readers/plain-file.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { interpretMarkdown } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const BODY = 'The convoy left the northern gate at seven in the morning.'

/** What is known about a file, without the fields that it does not fill. */
function known(source: string, path = 'doc.md'): Record<string, unknown> {
  const { document } = interpret({ id: 'doc', path }, markdownRendition(source))
  const { meta, authorParts: _, ...fields } = document.metadata
  const filled = Object.entries(fields).filter(([, value]) => value !== null && value.length > 0)
  return { ...Object.fromEntries(filled), ...(Object.keys(meta).length === 0 ? {} : { meta }) }
}

function passages(source: string): string[] {
  return splitPassages(interpretMarkdown(source).document).passages.map(({ text }) => text)
}

const yaml = (...lines: string[]): string => ['---', ...lines, '---', '', BODY, ''].join('\n')

describe('values of YAML are as they are written', () => {
  it.each<[string, string, string[]]>([
    ['a version', 'issue: 1.10', ['1.10']],
    ['a number that begins with zeros', 'docket: 0042', ['0042']],
    ['a number longer than any that can be counted with', 'record: 90071992547409931234', ['90071992547409931234']],
    ['a number in another base', 'box: 0x1F', ['0x1F']],
    ['a number with an exponent', 'dose: 1e3', ['1e3']],
    ['a sign before a number', 'shelf: +7', ['+7']],
    ['a word that YAML takes for true', 'sealed: yes', ['yes']],
    ['the land whose code YAML takes for false', 'country: NO', ['NO']],
    ['a day that is no date of the text', 'seen: 2020-10-26', ['2020-10-26']],
    ['a time of day', 'hour: 12:30', ['12:30']],
    ['a time stamp with a tag', 'seen: !!timestamp 2001-12-14t21:59:43.10-05:00', ['2001-12-14t21:59:43.10-05:00']],
    ['a list of numbers', 'pages: [007, 1.50, 12_000]', ['007', '1.50', '12_000']],
    ['nothing', 'shelf: ~', []],
    ['a quoted nothing', 'shelf: "null"', ['null']],
    ['a template', 'place: {{ site.place }}', ['{{ site.place }}']],
  ])('%s: %s', (_what, line, values) => {
    const { meta = {} } = known(yaml('title: T', line)) as { meta?: Record<string, string[]> }
    expect(Object.values(meta).flat()).toEqual(values)
  }) // biome-ignore format: a table

  it('whatever stands there', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9+.~_-][A-Za-z0-9 ._+~/-]{0,20}$/u).map(text => text.trim())
    fc.assert(
      fc.property(plain, value => {
        fc.pre(
          !/^(?:~|null|-+|-.*)$/iu.test(value) && !value.startsWith('- ') && !/^\.\.\.$|^---$/u.test(value),
        )
        expect(known(yaml('title: T', `docket: ${value}`))['meta']).toEqual({ docket: [value] })
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a head says', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['an author as a map', yaml('title: T', 'author:', '  name: Ann Lee', '  email: ann@example.org'),
      { title: 'T', authors: ['Ann Lee'], meta: { 'author.email': ['ann@example.org'] } }],
    ['authors as a list of maps', yaml('authors:', '  - name: Ann Lee', '    affiliation: Port Office', '  - {given: Bo, family: Li}'),
      { title: 'doc', authors: ['Ann Lee', 'Bo Li'], meta: { 'authors.affiliation': ['Port Office'] } }],
    ['an author as Quarto has it', yaml('author:', '  - name:', '      given: Zoë', '      family: de Wit', '    orcid: 0000-0001'),
      { title: 'doc', authors: ['Zoë de Wit'], meta: { 'author.orcid': ['0000-0001'] } }],
    ['institutions, as listed', yaml('authors: [Ministry of Trade and Industry, Food and Agriculture Organization]'),
      { title: 'doc', authors: ['Ministry of Trade and Industry', 'Food and Agriculture Organization'] }],
    ['institutions in Spanish, as listed', yaml('autores: x', 'authors:', '- Ministerio de Comercio e Industria', '- Defensoría del Pueblo y Procuraduría'),
      { title: 'doc', authors: ['Ministerio de Comercio e Industria', 'Defensoría del Pueblo y Procuraduría'], meta: { autores: ['x'] } }],
    ['one listed author', yaml('authors: [Ministry of Justice and Public Order]'), { title: 'doc', authors: ['Ministry of Justice and Public Order'] }],
    ['anchors and merged keys', yaml('base: &b', '  region: Asia', 'other:', '  <<: *b', '  theme: rivers', 'place: *b'),
      { title: 'doc', meta: { 'base.region': ['Asia'], 'other.region': ['Asia'], 'other.theme': ['rivers'], 'place.region': ['Asia'] } }],
    ['a merged key that is said otherwise', yaml('a: &a {x: 1, y: 2}', 'b:', '  <<: *a', '  y: 3'),
      { title: 'doc', meta: { 'a.x': ['1'], 'a.y': ['2'], 'b.x': ['1'], 'b.y': ['3'] } }],
    ['folded and kept lines', yaml('title: >-', '  The northern', '  gate', 'summary: |', '  One.', '  Two.'),
      { title: 'The northern gate', standfirst: 'One.\nTwo.' }],
    ['a value over several lines', yaml('title: The northern', '  gate', 'region: "Asia', '  Minor"'), { title: 'The northern gate', meta: { region: ['Asia Minor'] } }],
    ['a key twice', yaml('title: First', 'title: Second', 'author: Ann Lee', 'author: Bo Li'),
      { title: 'First', authors: ['Ann Lee', 'Bo Li'], meta: { title: ['Second'] } }],
    ['keys in capitals', yaml('Title: T', 'DATE: 2020-10-26', 'Author: Ann Lee'), { title: 'T', date: '2020-10-26', authors: ['Ann Lee'] }],
    ['quoted and complex keys', yaml('"quoted key": x', '? complex', ': y', '1: z'), { title: 'doc', meta: { 'quoted-key': ['x'], complex: ['y'], '1': ['z'] } }],
    ['empty values', yaml('title: T', 'date:', 'author: ""', 'tags: []', 'place: null'), { title: 'T' }],
    ['links between notes', yaml('author: "[[Ann Lee]]"', 'people: ["[[people/bo|Bo Li]]"]'), { title: 'doc', authors: ['Ann Lee'], meta: { people: ['Bo Li'] } }],
    ['tags in one text', yaml('tags: war, peace', 'keywords: a; b'), { title: 'doc', meta: { tags: ['war', 'peace'], keywords: ['a', 'b'] } }],
    ['a title in two languages', yaml('title: {en: The gate, fr: La porte}'), { title: 'The gate', meta: { 'title.fr': ['La porte'] } }],
    ['two titles', yaml('title: [A, B]'), { title: 'A', meta: { title: ['B'] } }],
    ['a byte-order mark and CRLF', `\uFEFF${yaml('title: T', 'author: Ann Lee')}`.replaceAll('\n', '\r\n'), { title: 'T', authors: ['Ann Lee'] }],
    ['blank lines before', `\n\n${yaml('title: T')}`, { title: 'T' }],
    ['dots as the end', `---\ntitle: T\ndate: 2020-10-26\n...\n\n${BODY}`, { title: 'T', date: '2020-10-26' }],
    ['nothing between the fences', `---\n---\n\n${BODY}`, { title: 'doc' }],
    ['TOML', `+++\ntitle = "T"\ndate = 2019-03-04\nauthors = ["Ann Lee"]\nissue = 1.10\ntags = ['a', 'b']\ndraft = false\n+++\n\n${BODY}`,
      { title: 'T', date: '2019-03-04', authors: ['Ann Lee'], meta: { issue: ['1.10'], tags: ['a', 'b'], draft: ['false'] } }],
    ['TOML with tables', `+++\ntitle = 'T' # so\ncount = 90071992547409931234\n[params]\nvolume = 0x1F # hex\n[[authors]]\nname = "Ann Lee"\n[[authors]]\nname = "Bo Li"\n+++\n${BODY}`,
      { title: 'T', authors: ['Ann Lee', 'Bo Li'], meta: { count: ['90071992547409931234'], 'params.volume': ['0x1F'] } }],
    ['TOML over several lines', `+++\nsummary = """\nOne "two".\nThree."""\npages = [\n  007, # first\n  1.50,\n]\nplace = { city = "Tema", lat = 5.670 }\n+++\n${BODY}`,
      { title: 'doc', standfirst: 'One "two".\nThree.', meta: { pages: ['007', '1.50'], 'place.city': ['Tema'], 'place.lat': ['5.670'] } }],
    ['TOML that is named', `---toml\ntitle = "T"\n---\n${BODY}`, { title: 'T' }],
    ['JSON', `{\n  "title": "T",\n  "issue": 1.10,\n  "record": 90071992547409931234,\n  "author": {"name": "Ann Lee"}\n}\n\n${BODY}`,
      { title: 'T', authors: ['Ann Lee'], meta: { issue: ['1.10'], record: ['90071992547409931234'] } }],
    ['JSON between semicolons', `;;;\n{"title": "T", "date": "2019-03-05"}\n;;;\n${BODY}`, { title: 'T', date: '2019-03-05' }],
    ['JSON that is named', `---json\n{"title":"T", "tags": ["a", "b"],}\n---\n${BODY}`, { title: 'T', meta: { tags: ['a', 'b'] } }],
    ['a title block of Pandoc', `% The northern\n  gate\n% Ann Lee; Ministry of Trade and Industry\n% 26 October 2020\n\n${BODY}`,
      { title: 'The northern gate', date: '2020-10-26', authors: ['Ann Lee', 'Ministry of Trade and Industry'] }],
    ['headers of MultiMarkdown', `title: T\nauthor: Ann Lee\ndate: 2019-03-04\nkeywords: a, b\n\n${BODY}`,
      { title: 'T', date: '2019-03-04', authors: ['Ann Lee'], meta: { keywords: ['a', 'b'] } }],
    ['keywords of Org', `#+TITLE: T\n#+AUTHOR: Ann Lee\n#+FILETAGS: a\n\n${BODY}`, { title: 'T', authors: ['Ann Lee'], meta: { filetags: ['a'] } }],
  ])('%s', (_what, source, expected) => {
    expect(known(source)).toEqual(expected)
    expect(interpretMarkdown(source).problems).toEqual([])
    expect(passages(source)).toEqual([BODY])
  }) // biome-ignore format: a table
})

describe('a head that is not quite YAML', () => {
  it.each<[string, string[], Record<string, unknown>]>([
    ['a quotation that goes on at the margin', ['title: T', 'authors:', '- ann', '', 'excerpt: "The convoy left', 'before anybody had been told of it."'],
      { title: 'T', authors: ['ann'], standfirst: 'The convoy left before anybody had been told of it.' }],
    ['one that has a colon there', ["summary: 'Der Zug fuhr ab,", "Ziel: unbekannt.'", 'region: Asia'],
      { title: 'doc', standfirst: 'Der Zug fuhr ab, Ziel: unbekannt.', meta: { region: ['Asia'] } }],
    ['a list that is closed at the margin', ['tags: [a,', 'b', ']', 'title: T'], { title: 'T', meta: { tags: ['a', 'b'] } }],
    ['tabs', ['title: T', 'authors:', '\t- Ann Lee', '\t- Bo Li'], { title: 'T', authors: ['Ann Lee', 'Bo Li'] }],
  ])('is read as Jekyll reads it: %s', (_what, lines, expected) => {
    expect(known(yaml(...lines))).toEqual(expected)
    expect(interpretMarkdown(yaml(...lines)).problems).toEqual([])
  }) // biome-ignore format: a table

  it.each<[string, string, number, Record<string, unknown>]>([
    ['quotation marks in quotation marks', 'title: "How "it" works"', 4, { title: 'How "it" works' }],
    ['a colon', 'title: War: a history', 4, { title: 'War: a history' }],
    ['a sign of YAML’s own', 'title: @home in the *war*', 4, { title: '@home in the *war*' }],
    ['an apostrophe inside single ones', "title: 'L'affaire d'État'", 4, { title: "L'affaire d'État" }],
    ['words after a list', 'title: [1] und mehr', 4, { title: '[1] und mehr' }],
  ])('is read line by line, and said: %s', (_what, line, number, expected) => {
    const source = yaml('date: "2024-05-19"', 'docket: 0042', line, 'region: \'Asia\'')
    expect(known(source)).toEqual({ ...expected, date: '2024-05-19', meta: { docket: ['0042'], region: ['Asia'] } })
    expect(interpretMarkdown(source).problems).toMatchObject([{ rule: 'bad-front-matter', line: number }])
    expect(passages(source)).toEqual([BODY])
  }) // biome-ignore format: a table

  it('keeps a line that belongs to no key, and says it', () => {
    const source = yaml('title: T', 'what is this', 'region: Asia')
    expect(known(source)).toEqual({ title: 'T', meta: { unread: ['what is this'], region: ['Asia'] } })
    expect(interpretMarkdown(source).problems).toMatchObject([{ rule: 'bad-front-matter', line: 3 }])
  })

  it('is read up to the text where nothing closes it, and said', () => {
    const source = `---\ntitle: T\ndate: 2020-10-26\n\n${BODY}\n\n---\n\nThe end.\n`
    expect(known(source)).toEqual({ title: 'T', date: '2020-10-26' })
    expect(interpretMarkdown(source).problems).toMatchObject([{ rule: 'unclosed-front-matter', line: 1 }])
    expect(passages(source)).toEqual([BODY, 'The end.'])
  })

  it('of broken TOML or JSON keeps what can be read, and says the rest', () => {
    const toml = `+++\ntitle = "T\ndate = 2019-03-04\n+++\n${BODY}`
    expect(known(toml)).toMatchObject({ date: '2019-03-04' })
    expect(interpretMarkdown(toml).problems).toMatchObject([{ rule: 'bad-front-matter', line: 2 }])
    const json = `{\n  "title": "T"\n  "region": "Asia"\n}\n\n${BODY}`
    expect(known(json)).toMatchObject({ title: 'T', meta: { region: ['Asia'] } })
    expect(interpretMarkdown(json).problems).toMatchObject([{ rule: 'bad-front-matter', line: 3 }])
  })

  it('with aliases that multiply is bounded', () => {
    const rows = Array.from(
      { length: 9 },
      (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`,
    )
    const source = yaml('title: T', 'a0: &a0 [x, x, x]', ...rows)
    expect(known(source)['title']).toBe('T')
    expect(interpretMarkdown(source).problems.length).toBeGreaterThan(0)
  })
})

describe('text is not taken for a head', () => {
  it.each<[string, string, string[]]>([
    ['between two thematic breaks', `---\n\n${BODY}\n\n---\n\nThe end.`, [BODY, 'The end.']],
    ['between two breaks, with colons', '---\n\nJudge: Did you see the lorries leave?\n\nWitness: I did, at seven in the morning.\n\n---\n\nThe end.',
      ['Judge: Did you see the lorries leave?', 'Witness: I did, at seven in the morning.', 'The end.']],
    ['between two breaks, nothing but a heading', '---\n\n## Überschrift\n\n---\n\nEnde.', ['Ende.']],
    ['between two breaks, headings alone', '---\n# Un\n## Deux\n---', ['Deux']],
    ['between two breaks, with a heading', '---\n\n# Titre\n\nNote: une.\n\n---\n\nFin.', ['Note: une.', 'Fin.']],
    ['of people who speak', '---\nJuge: Avez-vous vu partir les camions ?\nTémoin: Oui, à sept heures du matin.\n\n---\n\nFin.',
      ['Juge: Avez-vous vu partir les camions ?\nTémoin: Oui, à sept heures du matin.', 'Fin.']],
    ['between plus signs', '+++\nRoses are red\n+++\nViolets are blue\n+++\n', ['+++ Roses are red +++ Violets are blue +++']],
    ['that begins with a brace', '{% raw %}\n\nThe end.', ['{% raw %}', 'The end.']],
    ['of two speakers at the head', 'Author: I wrote it in the winter of that year.\nPublisher: We printed it in the spring.\n', ['x']],
    ['that begins with a percentage', '% of households with water: 45.\n\nThe end.', ['x']],
  ])('%s', (_what, source, expected) => {
    const found = passages(source).join(' ').replaceAll(/\s+/gu, ' ')
    if (expected[0] !== 'x') expect(found).toBe(expected.join(' ').replaceAll(/\s+/gu, ' '))
    expect(interpretMarkdown(source).document.root.children[0]?.type).not.toBe('yaml')
  }) // biome-ignore format: a table
})

describe('the better of two keys', () => {
  it.each<[string, string[], string | null]>([
    ['the date of the text stands before that of its file', ['created: 2019-01-01', 'date: 2020-05-05'], '2020-05-05'],
    ['publication before making', ['created_at: 2019-01-01', 'datePublished: 2020-05-05'], '2020-05-05'],
    ['the date of the text before its publication', ['publishDate: 2021-02-03', 'date: 1942-05-01'], '1942-05-01'],
    ['Dublin Core', ['DC.date.created: 2019-01-01', 'dc.date.issued: 2018-05-05'], '2018-05-05'],
    ['a page of the web', ['article:published_time: 2020-05-05T10:00:00+02:00'], '2020-05-05'],
    ['a change is no date of a text', ['updated: 2022-02-02', 'lastmod: 2022-02-03'], null],
    ['yes and no are no dates', ['published: true', 'date: 2020-01-01'], '2020-01-01'],
    ['one that cannot be read gives way', ['date: soon', 'created: 2019-01-01'], '2019-01-01'],
  ])('%s', (_what, lines, date) => {
    expect(known(yaml(...lines))['date'] ?? null).toBe(date)
  }) // biome-ignore format: a table

  it('keeps the other', () => {
    expect(
      known(yaml('created: 2019-01-01', 'date: 2020-05-05', 'publisher: Aufbau', 'journal: Die Zeit')),
    ).toEqual({
      title: 'doc',
      date: '2020-05-05',
      source: 'Die Zeit',
      meta: { created: ['2019-01-01'], publisher: ['Aufbau'] },
    })
  })

  it('reads the words of other programs', () => {
    const zotero = yaml('itemType: newspaperArticle', 'creators:', '  - {creatorType: author, firstName: Ann, lastName: Lee}', '  - {creatorType: editor, firstName: Bo, lastName: Li}', 'publicationTitle: The Post', 'abstractNote: In short.', 'inLanguage: fr')
    expect(known(zotero)).toMatchObject({ authors: ['Ann Lee'], source: 'The Post', standfirst: 'In short.', language: 'fr', meta: { 'creators.lastname': ['Li'] } })
    const csl = yaml('container-title: The Post', 'issued: {date-parts: [[2020, 10, 26]]}', 'author: [{family: García Márquez, given: Gabriel}]')
    expect(known(csl)).toMatchObject({ date: '2020-10-26', authors: ['Gabriel García Márquez'], source: 'The Post' })
    expect(known(yaml('dc:title: T', 'dc:creator: Ann Lee', 'og:site_name: The Post'))).toEqual({ title: 'T', authors: ['Ann Lee'], source: 'The Post' })
  }) // biome-ignore format: one file a line
})

describe('the name of a file', () => {
  it.each<[string, string | null, string]>([
    ['2014-04-28-the-gate.md', '2014-04-28', 'the gate'],
    ['20140428 The gate.md', '2014-04-28', 'The gate'],
    ['_posts/2014-04-28-la-porte.md', '2014-04-28', 'la porte'],
    ['1987.03.05_протокол.md', '1987-03-05', 'протокол'],
    ['2014/04/28/the-gate.md', '2014-04-28', 'the gate'],
    ['2014-04-28.md', '2014-04-28', '2014 04 28'],
    ['2014-13-28-no-month.md', null, '2014 13 28 no month'],
    ['20149999 no day.md', null, '20149999 no day'],
    ['2014-04-28 to 2014-05-02.md', null, '2014 04 28 to 2014 05 02'],
    ['20140428123.md', null, '20140428123'],
    ['call 2014-04-28.md', null, 'call 2014 04 28'],
  ])('%s gives %s', (path, date, title) => {
    expect(known(BODY, path)).toMatchObject({ title, ...(date === null ? {} : { date, meta: { 'date-from': ['file name'] } }) })
    expect(known(BODY, path)['date'] ?? null).toBe(date)
  }) // biome-ignore format: a table

  it('says nothing where the text gives a date', () => {
    expect(known(yaml('title: T', 'date: 2020-10-26'), '2014-04-28-gate.md')).toEqual({
      title: 'T',
      date: '2020-10-26',
    })
  })
})
