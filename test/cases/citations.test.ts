// Who is cited how: names of people as people have them, organisations whole, and what stays open as it is written.
import { describe, expect, it } from 'vitest'
import { splitByline } from '../../src/domain/names/byline.ts'
import { type NameEvidence, nameParts, surnameLast } from '../../src/domain/names/name-parts.ts'
import { citeInStyle } from '../../src/search/csl-style.ts'
import { getPassage } from '../../src/search/passages.ts'
import { references } from '../../src/search/references.ts'
import { build, passagesOf } from '../support/fixtures.ts'

/** `family | given | suffix`, or the name as it is. */
function cited(name: string, evidence: NameEvidence = {}): string {
  const parts = nameParts(name, evidence)
  return 'literal' in parts
    ? parts.literal
    : [parts.family, parts.given, ...(parts.suffix === undefined ? [] : [parts.suffix])].join(' | ')
}

describe('an author is cited', () => {
  it.each<[string, string[], string?]>([
    ['whole, where an organisation', ['Human Rights Watch', 'Amnesty International', 'International Crisis Group', 'Associated Press', 'United Nations', 'BBC News', 'Reuters Staff',
      'Office of the High Commissioner for Human Rights', 'The Washington Post', 'Bank of England', 'Save the Children', 'Transparency International']],
    ['whole, where one in German', ['Ärzte ohne Grenzen', 'Deutsche Presse-Agentur', 'Bundesministerium des Innern', 'Rosa-Luxemburg-Stiftung', 'Robert Bosch Stiftung']],
    ['whole, where one in French', ['Médecins Sans Frontières', 'Reporters sans frontières', 'Ligue des droits de l’homme', 'Agence France-Presse']],
    ['whole, where one in Spanish', ['Defensoría del Pueblo', 'Comisión Interamericana de Derechos Humanos', 'Redacción Internacional']],
    ['whole, where one in Russian or Arabic', ['Министерство обороны', 'Комитет против пыток', 'منظمة العفو الدولية']],
    ['as written, where it is one word', ['Pelé', 'Oxfam', 'Banksy']],
    ['as written, in scripts whose names are not turned', ['王小明', 'Иван Петров', 'محمد صلاح', '김대중', 'Γιώργος Σεφέρης']],
  ])('%s', (_what, names) => {
    for (const name of names) expect(cited(name)).toBe(name)
  }) // biome-ignore format: a table

  it.each<[string, string]>([
    ['Ann Lee', 'Lee | Ann'],
    ['Lee, Ann', 'Lee | Ann'],
    ['Gabriel García Márquez', 'García Márquez | Gabriel'],
    ['García Márquez, Gabriel', 'García Márquez | Gabriel'],
    ['Mario Vargas Llosa', 'Vargas Llosa | Mario'],
    ['José Ortega y Gasset', 'Ortega y Gasset | José'],
    ['María José Torres', 'Torres | María José'],
    ['Anna Maria van der Berg', 'van der Berg | Anna Maria'],
    ['Beethoven, Ludwig van', 'van Beethoven | Ludwig'],
    ['Charles de Gaulle', 'de Gaulle | Charles'],
    ['Mohammed bin Salman', 'bin Salman | Mohammed'],
    ['Luiz Inácio Lula da Silva', 'da Silva | Luiz Inácio Lula'],
    ['J. R. R. Tolkien', 'Tolkien | J. R. R.'],
    ['Jean-Paul Sartre', 'Sartre | Jean-Paul'],
    ['Ólafur Ragnar Grímsson', 'Grímsson | Ólafur Ragnar'],
    ["Flannery O'Connor", "O'Connor | Flannery"],
    ['bell hooks', 'hooks | bell'],
    ['Dr. Anna Schmidt', 'Schmidt | Anna'],
    ['Schmidt, Dr. Anna', 'Schmidt | Anna'],
    ['Prof. Dr. Karl Müller', 'Müller | Karl'],
    ['Gen. Sir Peter de la Billière', 'de la Billière | Peter'],
    ['Anna Schmidt, PhD', 'Schmidt | Anna'],
    ['Martin Luther King, Jr.', 'King | Martin Luther | Jr.'],
    ['King, Martin Luther, Jr.', 'King | Martin Luther | Jr.'],
    ['Henry Ford III', 'Ford | Henry | III'],
  ])('%s as %s', (name, parts) => expect(cited(name)).toBe(parts)) // biome-ignore format: a table

  it('by what the source says', () => {
    expect(cited('Ann Lee', { said: { kind: 'organization' } })).toBe('Ann Lee')
    expect(cited('Nagy Imre', { said: { family: 'Nagy', given: 'Imre' } })).toBe('Nagy | Imre')
    expect(cited('Charlotte Church', { said: { kind: 'person' } })).toBe('Church | Charlotte')
  })

  it('by what the corpus knows', () => {
    expect(cited('Green Peace', { known: 'other' })).toBe('Green Peace')
    expect(cited('Emily Post', { known: 'person' })).toBe('Post | Emily')
  })

  it('as written, where surnames stand first in the language', () => {
    expect(cited('Nagy Imre', { language: 'hu' })).toBe('Nagy Imre')
    expect(cited('Mo Yan', { language: 'zh' })).toBe('Mo Yan')
    expect(cited('Mo, Yan', { language: 'zh' })).toBe('Mo | Yan')
  })
})

it.each<[string, string | null]>([
  ['Lee, Ann', 'Ann Lee'],
  ['García Márquez, Gabriel', 'Gabriel García Márquez'],
  ['Schmidt, Dr. Anna', 'Anna Schmidt'],
  ['Beethoven, Ludwig van', 'Ludwig van Beethoven'],
  ['King, Martin Luther, Jr.', 'Martin Luther King Jr.'],
  ['Петров, Илья', 'Илья Петров'],
  ['Ann Lee', null],
  ['Lee,', null],
  ['Martin Luther King, Jr.', null],
  ['Anna Schmidt, PhD', null],
  ['Ministry of Trade, Industry and Energy', null],
  ['Lee, Ann, Bo, Cy', null],
])('%s with its surname last is %s', (name, turned) => expect(surnameLast(name)).toBe(turned))

describe('a byline', () => {
  it.each<[string, string[]]>([
    ['By Ann Lee, Bo Li and Cy Day', ['Ann Lee', 'Bo Li', 'Cy Day']],
    ['Ann Lee, Bo Li, and Cy Day', ['Ann Lee', 'Bo Li', 'Cy Day']],
    ['Ann Lee; Bo Li', ['Ann Lee', 'Bo Li']],
    ['Ann Lee & Bo Li', ['Ann Lee', 'Bo Li']],
    ['Von Anna Schmidt und Karl Müller', ['Anna Schmidt', 'Karl Müller']],
    ['Par Jean Dupont et Marie Curie', ['Jean Dupont', 'Marie Curie']],
    ['Juan Pérez y María Gómez', ['Juan Pérez', 'María Gómez']],
    ['Jeanne van den Berg en Piet de Vries', ['Jeanne van den Berg', 'Piet de Vries']],
    ['Иван Петров и Анна Сидорова', ['Иван Петров', 'Анна Сидорова']],
    ['أحمد علي و محمد حسن', ['أحمد علي', 'محمد حسن']],
    ['王小明、李华', ['王小明', '李华']],
    ['Ann Lee and Reuters', ['Ann Lee', 'Reuters']],
    ['Human Rights Watch and Amnesty International', ['Human Rights Watch', 'Amnesty International']],
    ['Martin Luther King, Jr. and Ann Lee', ['Martin Luther King, Jr.', 'Ann Lee']],
    ['Lee, Ann; Li, Bo', ['Lee, Ann', 'Li, Bo']],
    ['Lee, Ann and Li, Bo', ['Lee, Ann', 'Li, Bo']],
  ])('%s names several', (byline, names) => expect(splitByline(byline)).toEqual(names)) // biome-ignore format: a table

  it.each([
    'von Weizsäcker, Richard', 'von der Leyen, Ursula', 'di Maio, Luigi', 'da Silva, Luiz', 'von Humboldt', 'da Ponte',
    'Ministry of Trade and Industry', 'Food and Agriculture Organization', 'Department of Health and Human Services', 'Bill and Melinda Gates Foundation',
    'Ministry of Trade, Industry and Energy', 'Simon and Schuster', 'Johnson & Johnson', 'Ministerium für Handel und Industrie', 'Ministère du Commerce et de l’Industrie',
    'Ministerio de Comercio e Industria', 'Министерство торговли и промышленности', 'José Ortega y Gasset', 'Santiago Ramón y Cajal', 'Lee, Ann',
    'García Márquez, Gabriel', 'Martin Luther King, Jr.', 'Ann and Bo Lee',
  ])('%s names one', byline => expect(splitByline(byline)).toEqual([byline])) // biome-ignore format: a list of names
})

it.each([
  ['Von Ann Lee', ['Ann Lee']],
  ['von Ann Lee und Bo Day', ['Ann Lee', 'Bo Day']],
  ['di Anna Rossi', ['Anna Rossi']],
  ['by Reuters', ['Reuters']],
  ['By Lee, Ann', ['Lee, Ann']],
  ['da Silva, Luiz; Meier, Hans', ['da Silva, Luiz', 'Meier, Hans']],
])('“by” in its language is no part of a name: %s', (byline, names) =>
  expect(splitByline(byline)).toEqual(names),
)

it.each(['Ibn Battuta', 'Le Corbusier', 'Van Gogh'])('%s has no given name', name =>
  expect(cited(name)).toBe(name),
)

describe('a document', () => {
  async function citedDocument(frontMatter: string, text = 'The curlew was seen.') {
    const { bundle } = await build({ 'a.md': `---\n${frontMatter}\n---\n\n${text}\n` })
    return references(bundle, getPassage(bundle, passagesOf(bundle)[0]?.id ?? ''))
  }

  it('of organisations is cited by their whole names', async () => {
    const { apa } = await citedDocument(
      'title: A note\nauthors: [Human Rights Watch, United Nations]\ndate: 2020',
    )
    expect(apa.reference).toBe('Human Rights Watch, & United Nations. (2020). A note.')
  })

  it('of an institution in one text is cited by it', async () => {
    const { apa } = await citedDocument('title: A note\nauthor: Ministry of Trade and Industry\ndate: 2020')
    expect(apa.reference).toBe('Ministry of Trade and Industry. (2020). A note.')
  })

  it('is cited as its list says what each author is', async () => {
    const { csl } = await citedDocument('title: A note\nauthor:\n  - {organization: Ann Summers}\n  - {name: Bo Li, type: Organization}\n  - {family: Nagy, given: Imre}\n  - name: Cy Day')
    expect(csl.author).toEqual([{ literal: 'Ann Summers' }, { literal: 'Bo Li' }, { family: 'Nagy', given: 'Imre' }, { family: 'Day', given: 'Cy' }])
  }) // biome-ignore format: one row

  it('keeps titles in its record and drops them in the citation', async () => {
    const { bundle } = await build({ 'a.md': '---\ntitle: T\nauthor: Prof. Anna Schmidt\n---\n\nThe curlew was seen.\n' })
    const [passage] = passagesOf(bundle)
    const page = getPassage(bundle, passage?.id ?? '')
    expect(page.document.authors).toEqual(['Prof. Anna Schmidt'])
    expect((await references(bundle, page)).apa.reference).toBe('Schmidt, A. (n.d.). T.')
  }) // biome-ignore format: one file a line
})

describe('a reference manager', () => {
  async function forms(frontMatter: string) {
    const { bundle } = await build({ 'talks/a.md': `---\n${frontMatter}\n---\n\nThe curlew was seen.\n` })
    return references(bundle, getPassage(bundle, passagesOf(bundle)[0]?.id ?? ''))
  }

  it('takes everything from RIS', async () => {
    const { ris } = await forms('title: A note on 50%\nauthors: [Ann Lee, Human Rights Watch, Gabriel García Márquez]\nsource: The Post\ndate: 2020-05-06\nurl: https://example.org/a_b')
    expect(ris.split('\n').map(line => line.trimEnd())).toEqual([
      'TY  - NEWS', 'AU  - Lee, Ann', 'AU  - Human Rights Watch', 'AU  - García Márquez, Gabriel', 'DA  - 2020/05/06/', 'PY  - 2020', 'ID  - talks-a',
      'N1  - Paragraph 1', 'T2  - The Post', 'TI  - A note on 50%', 'UR  - https://example.org/a_b', 'ER  -',
    ])
  }) // biome-ignore format: lines of a file

  it('takes what there is of a document without author, date and source', async () => {
    expect((await forms('title: Who signed?')).ris.split('\n').map(line => line.trimEnd())).toEqual([
      'TY  - GEN', 'ID  - talks-a', 'N1  - Paragraph 1', 'TI  - Who signed?', 'ER  -',
    ])
  }) // biome-ignore format: lines of a file

  it.each([
    ['Russian', 'Доклад о событиях в Ёлкино № 7'],
    ['Chinese', '证词：南京'],
    ['Arabic', 'تقرير عن المدينة'],
    ['Greek', 'Έκθεση για την Αθήνα'],
    ['Polish and Icelandic', 'Łódź og Þingvellir'],
  ])('takes a title in %s whole from BibTeX', async (_, title) => {
    const { bibtex } = await forms(`title: "${title}"\nauthor: {family: Петров, given: Илья}`)
    const plain = bibtex.replace(/[{}]|\\' ?(?=\w)/gu, '')
    for (const word of title.split(' ').filter(word => word !== 'Łódź')) expect(plain).toContain(word)
    expect(plain).toContain('Петров, Илья')
  })

  it('finds the id of a document whole, however long it is', async () => {
    const { bundle } = await build({ 'reports/cluster-munitions-convention-in-force.md': '# T\n\nThe curlew was seen.\n' })
    const { ris } = await references(bundle, getPassage(bundle, passagesOf(bundle)[0]?.id ?? ''))
    expect(ris).toMatch(/^ID {2}- reports-cluster-munitions-convention-in-force$/mu)
  }) // biome-ignore format: one file

  it.each([
    ['2020-09-08', '\tyear = {2020},\n\tmonth = sep,\n\tday = {8},\n'],
    ['2020-05', '\tyear = {2020},\n\tmonth = may,\n'],
    ['2020', '\tyear = {2020},\n'],
  ])('reads the date %s from BibTeX: the month by its name of three letters, the day apart', async (date, lines) => {
    const { bibtex } = await forms(`title: Who signed?\ndate: ${date}`)
    expect(bibtex).toContain(lines)
    expect(bibtex.match(/^\t(?:month|day) =/gmu)?.length ?? 0).toBe(lines.split('\n').length - 2)
  }) // biome-ignore format: a table

  it('is told of a span, of which both formats have the first day only', async () => {
    const { ris, bibtex } = await forms('title: Talks\ndate: 1994-05-05/1994-05-07')
    expect(ris).toContain('DA  - 1994/05/05/')
    expect(ris).toContain('N1  - Paragraph 1; 5–7 May 1994')
    expect(bibtex).toContain('5--7 May 1994')
  })
})

describe('a date that only the properties of a file give', () => {
  const RTF =
    '{\\rtf1\\ansi{\\info{\\title The weir}{\\creatim\\yr2019\\mo3\\dy12}} The curlew was seen.\\par}'

  it('is said to be one, in citations, references and metadata', async () => {
    const { bundle } = await build({ 'a.rtf': RTF })
    const page = getPassage(bundle, passagesOf(bundle)[0]?.id ?? '')
    expect(page.citation.text).toBe('“The weir”, 12 March 2019 (date of the file), ¶1')
    const { ris, csl } = await references(bundle, page)
    expect(ris).toContain('N1  - Paragraph 1; date of the file')
    expect(csl.note).toBe('Date of the file')
    expect(bundle.records.document('a')?.meta).toEqual({ 'date-from': ['file properties'] })
  })

  it('is none where the text or the name has one', async () => {
    const { bundle } = await build({ '2014-04-28-a.rtf': RTF })
    const page = getPassage(bundle, passagesOf(bundle)[0]?.id ?? '')
    expect(page.citation.text).toBe('“The weir”, 28 April 2014, ¶1')
    const [document] = bundle.records.documents
    expect(document?.meta).toEqual({ 'date-from': ['file name'], 'file-date': ['2019-03-12'] })
  })
})

/** Notes as the Chicago manual describes them, in a style written for this test. */
const CHICAGO = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" demote-non-dropping-particle="never"><info><title>Notes</title><id>notes</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<macro name="issued"><choose><if variable="issued"><date variable="issued"><date-part name="month" suffix=" "/><date-part name="day" suffix=", "/><date-part name="year"/></date></if><else><text term="no date" form="short"/></else></choose></macro>
<citation et-al-min="4" et-al-use-first="1"><layout suffix="."><group delimiter=", "><names variable="author"><name and="text" delimiter=", "/></names><text variable="title" quotes="true"/><text variable="container-title"/><text macro="issued"/><group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group><text variable="URL"/></group></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>`

describe('a reference in APA and Chicago', () => {
  /** Ours, and what citeproc makes of the same item. */
  async function both(frontMatter: string) {
    const { bundle } = await build({ 'a.md': `---\n${frontMatter}\n---\n\nThe curlew was seen.\n` })
    const { apa, chicago, csl } = await references(
      bundle,
      getPassage(bundle, passagesOf(bundle)[0]?.id ?? ''),
    )
    const { plugins } = await import('@citation-js/core')
    await import('@citation-js/plugin-csl')
    const place = { label: 'paragraph', locator: '1' } as const
    const theirs = (kind: string, more = {}): string =>
      plugins.output.format(kind, [csl], { format: 'text', template: 'apa', lang: 'en-US', ...more }).trim()
    return {
      ours: { ...apa, chicago },
      theirs: {
        reference: theirs('bibliography'),
        inText: theirs('citation', { entry: [{ id: csl.id, ...place }] }),
        chicago: (await citeInStyle(csl, CHICAGO, place)).inText,
      },
    }
  }

  const NAMES = ['Ann Lee', 'Bo Li', 'Cy Day', 'Dan Fox', 'Ed Gray', 'Flo Hill', 'Gus Ide', 'Hal Joy', 'Ida Kay', 'Jo Low', 'Kit May', 'Lou Nash', 'Mia Orr', 'Ned Poe', 'Ola Quin', 'Pat Roe', 'Quin Sol', 'Ray Tod', 'Sue Usk', 'Tom Vane', 'Uma Webb', 'Vic Yule'] // biome-ignore format: a list

  it.each(NAMES.map((_, at) => at + 1))('of %d authors is citeproc’s', async number => {
    const listed = NAMES.slice(0, number).join(', ')
    const { ours, theirs } = await both(`title: A note\nauthors: [${listed}]\nsource: Post\ndate: 2020-10-26`)
    expect(ours).toEqual(theirs)
  })

  it.each([
    'title: What Was Signed\nauthors: [Anna Maria van der Berg, Jean-Paul Roy Jr., Reuters News Agency]\nsource: Daily Star\ndate: 2020-10-26\nurl: https://example.org/a',
    'title: Who Signed?',
    'title: Undated\nsource: Post',
    'title: A note\nauthor: Gabriel García Márquez\nsource: El País\ndate: 1982-10',
    'title: 王\nauthor: 王小明\ndate: 2020',
    'title: 戦争\nauthor: 村上春樹\nlanguage: ja\ndate: 2020-10-26',
    'title: Война и мир\nauthor: Лев Толстой\nlanguage: ru\ndate: 1869',
    'title: "War: a history"\nauthor: "King, Martin Luther, Jr."\ndate: 1963-08-28\nsource: Post',
    'title: A note\nauthor: Robert Downey III\nsource: Post\ndate: 2020-10-26',
    'title: Über die Grenze\nauthor: Ludwig van Beethoven\nsource: Die Zeit\ndate: 1810-01-02',
    'title: Stop!\nauthor: Charles de Gaulle\nsource: Post\ndate: 2020',
    'title: Undated\nauthor: Amnesty International\nsource: Amnesty International',
    'title: Stop!\nauthors: [Dr. Anna Schmidt]\ndate: 2020-10-26\nurl: https://example.org/x_y?a=1&b=%20',
    'title: A note\nauthor: J. R. R. Tolkien',
    'title: A note\nauthor: Madonna\ndate: 2020',
    'title: A note\nauthor: United Nations\nsource: United Nations\ndate: 2001',
    'title: A note\nauthor: Ann Lee\nsource: Post Co.\ndate: 2020-10-26',
    'title: The “War” Ends\nauthor: Ann Lee\nsource: Post\ndate: 1945-05-08',
    "title: The 'War' Ends\nauthor: Ann Lee\nsource: Post\ndate: 1945-05-08",
    'title: \'It ends "so"\'\nauthor: Ann Lee\nsource: Post\ndate: 1945-05-08',
    "title: The Others' Wars\nauthor: O'Brien, Flann\nsource: Ann's Post\ndate: 1945-05-08",
    'title: "¿Quién firmó?"\nauthor: José Luis Rodríguez Zapatero\nsource: El País\ndate: 2020-10-26',
    'title: A note\nauthor: Osama bin Laden\nsource: Post\ndate: 1994-05-05/1994-05-07',
    'title: A note\nauthor: Ann Lee\nsource: Post\ndate: 1994-05-30/1994-06-02',
    'title: A note\nauthor: Ann Lee\nsource: Post\ndate: 1994-12-30/1995-01-02',
    'title: A note\nauthor: Ann Lee\nsource: Post\ndate: 1994-05/1994-06',
    'title: A note\nauthor: Ann Lee\nsource: Post\ndate: 1994/1996',
    'title: A note\nauthor: Ann Lee\nsource: Post\ndate: 0476',
  ])('is citeproc’s: %j', async frontMatter => {
    const { ours, theirs } = await both(frontMatter)
    expect(ours).toEqual(theirs)
  }) // biome-ignore format: a table

  it('of mail is citeproc’s', async () => {
    const { bundle } = await build({ 'a.eml': 'From: Ann Lee <ann@example.org>\nTo: Bo Li <bo@example.org>\nSubject: Re: the "deal"\nDate: Mon, 26 Oct 2020 10:00:00 +0000\n\nThe curlew was seen.\n' })
    const { chicago, csl } = await references(bundle, getPassage(bundle, passagesOf(bundle)[0]?.id ?? ''))
    const theirs = await citeInStyle(csl, CHICAGO, { label: 'paragraph', locator: '1' })
    expect(chicago).toMatch(/^Ann Lee, /u)
    // Who said the words stands before the note: citeproc has no place for that.
    expect(chicago.replace(/^Ann Lee, quoted in /u, '')).toBe(theirs.inText)
  }) // biome-ignore format: one file a line

  it('has a comma before the last of two authors also where one is a group, as section 9.8 of the manual has it', async () => {
    const { ours, theirs } = await both(
      'title: A note\nauthors: [Human Rights Watch, United Nations]\ndate: 2020',
    )
    expect([ours.reference, theirs.reference]).toEqual([
      'Human Rights Watch, & United Nations. (2020). A note.',
      'Human Rights Watch & United Nations. (2020). A note.',
    ])
    expect(ours.chicago).toBe(theirs.chicago)
  })

  it('says “Retrieved” for nobody: the day on which a page was read is not known', async () => {
    const { ours, theirs } = await both('title: A note\nauthor: Ann Lee\nurl: https://example.org/')
    expect([ours.reference, theirs.reference]).toEqual([
      'Lee, A. (n.d.). A note. https://example.org/',
      'Lee, A. (n.d.). A note. Retrieved https://example.org/',
    ])
    expect(ours.chicago).toBe(theirs.chicago)
  })

  it('has no point before a comma', async () => {
    const { ours, theirs } = await both('title: It ends.\nauthor: Ann Lee\ndate: 2020')
    expect(ours.reference).toBe(theirs.reference)
    expect([ours.chicago, theirs.chicago]).toEqual([
      'Ann Lee, “It ends,” 2020, para. 1.',
      'Ann Lee, “It ends.,” 2020, para. 1.',
    ])
  })
})

describe('a style of the user’s own', () => {
  const STYLE = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Own</title><id>own</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="[" suffix="]"><group delimiter=" "><names variable="author"><name form="short"/></names><text variable="locator" prefix="¶"/></group></layout></citation>
<bibliography><layout suffix="."><group delimiter=" — "><names variable="author"><name name-as-sort-order="all"/></names><text variable="title"/></group></layout></bibliography></style>`

  it('cites', async () => {
    const item = { id: 'a', type: 'document', title: 'A note', author: [{ family: 'Lee', given: 'Ann' }] } as const
    expect(await citeInStyle(item, STYLE, { label: 'paragraph', locator: '3' })).toEqual({ reference: 'Lee, Ann — A note.', inText: '[Lee ¶3]' })
  }) // biome-ignore format: one item a line

  it('is the one that was asked for, after another', async () => {
    const item = { id: 'a', type: 'document', title: 'A note' } as const
    const place = { label: 'page', locator: '3' } as const
    const first = await citeInStyle(item, STYLE, place)
    const second = await citeInStyle(item, STYLE.replace('suffix="."', 'suffix="!"'), place)
    expect([first.reference, second.reference]).toEqual(['A note.', 'A note!'])
  })

  it('that is none is refused', async () => {
    const item = { id: 'a', type: 'document', title: 'A note' } as const
    await expect(citeInStyle(item, '<html/>', { label: 'page', locator: '3' })).rejects.toThrow(
      /no CSL style/u,
    )
  })
})
