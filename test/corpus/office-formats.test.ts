// Sheets, slides, texts of office programs and subtitles: their words, their order, their places; and files that are damaged or do harm.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lede } from '../support/cli.ts'
import { build, passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import {
  compoundFile,
  openDocument,
  openDocumentPart,
  presentation,
  relations,
  shape,
  slideTable,
  workbook,
} from '../support/office-files.ts'
import { read } from '../support/read-file.ts'
import { lyingZip, zip } from '../support/sample-files.ts'

describe('a table as text', () => {
  it('gives each row with its heads, at its place in the file', async () => {
    const text = 'Country;Year;Note\r\nLaos;2019;"said ""so"", twice\r\nover"\r\nNorway;2020;\r\n'
    const { told, passages, document } = await read('a.csv', text)
    expect(told).toEqual([
      'table: Country: Laos\nYear: 2019\nNote: said "so", twice\nover',
      'table: Country: Norway\nYear: 2020',
    ])
    expect(passages[0]?.source).toMatchObject({ line: 2, endLine: 3 })
    const { start = 0, end = 0 } = passages[0]?.source ?? {}
    expect(text.slice(start, end)).toBe('Laos;2019;"said ""so"", twice\r\nover"')
    expect(document?.metadata.title).toBe('a')
  })

  it.each([
    ['commas', 'a.csv', 'name,city\nAnn,Oslo'],
    ['semicolons between decimal commas', 'a.csv', 'name;city;rate\nAnn;Oslo;1,5\nBen;Rome;2,5'],
    ['tabs, whatever the ending', 'a.csv', 'name\tcity\nAnn, the first\tOslo'],
    ['bars', 'a.tsv', 'name|city\nAnn|Oslo'],
    ['what the first line says', 'a.csv', 'sep=;\nname;city\nAnn;Oslo, Bergen, Narvik'],
  ])('is parted by %s', async (_, name, text) => {
    const { told } = await read(name, text)
    expect(told[0]).toMatch(/^table: name: Ann[^\n]*\ncity: Oslo/u)
  })

  it('is not parted by a sign within what is quoted', async () => {
    const { told } = await read('a.csv', '"name|first",city,"|post"\n"Ann|B",Oslo,"|mayor"\nBen|C,Rome\n')
    expect(told[0]).toBe('table: name|first: Ann|B\ncity: Oslo\n|post: |mayor')
  })

  it('is read in the encoding in which its letters make words', async () => {
    const rows = [
      'ville;événement',
      ...Array(20).fill("Orléans;la fête de l'été, où l'armée a défilé à côté"),
    ]
    const { told } = await read('a.csv', Buffer.from(rows.join('\n'), 'latin1'))
    expect(told[0]).toContain('événement: la fête')
  })

  it('has lines above it, and no heads where the first row is data', async () => {
    expect((await read('a.csv', 'Figures of the ministry;;\n\nCountry;Deaths;\nLaos;12;\n')).told).toEqual([
      'paragraph: Figures of the ministry',
      'table: Country: Laos\nDeaths: 12',
    ])
    expect((await read('a.csv', '1,a@b.example\n2,c@d.example\n')).told).toEqual([
      'table: 1\na@b.example',
      'table: 2\nc@d.example',
    ])
  })

  it('keeps its heads below a row without values', async () => {
    expect((await read('a.csv', 'name,post\nAnn,mayor\n,\nBen,\n')).told).toEqual([
      'table: name: Ann\npost: mayor',
      'table: name: Ben\npost:',
    ])
  })

  it('loses nothing where a quotation mark is not closed, and says where', async () => {
    const { told, problems } = await read('a.csv', 'name,note\nAnn,"open\nBen,closed\n')
    expect(told).toEqual(['table: name: Ann\nnote: "open', 'table: name: Ben\nnote: closed'])
    expect(problems).toMatchObject([{ rule: 'unclosed-quotation', line: 2 }])
  })

  it('of many quotation marks is read in time', async () => {
    const { passages } = await read('a.csv', `a,b\n${'"x,'.repeat(20_000)}`, {
      limits: { seconds: 30, megabytes: 1024 },
    })
    expect(passages.length).toBeGreaterThan(0)
  })
})

describe('a workbook of Excel', () => {
  const STYLES =
    '<numFmts><numFmt numFmtId="164" formatCode="d. mmmm yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00\\ &quot;kr&quot;"/></numFmts><fonts><font/><font><b/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>'

  it('gives each row with its heads, its sheet above it, and its number', async () => {
    const file = await workbook([
      {
        name: 'Deaths',
        rows: [['Deaths by place'], ['Place', 'Number'], ['Oslo', 12], ['Bergen & Voss', 3]],
      },
      {
        name: 'Aid',
        rows: [
          ['Year', 'Sum'],
          [2019, 5],
        ],
      },
    ])
    const { passages, told } = await read('a.xlsx', file)
    expect(told).toEqual([
      'paragraph: Deaths by place',
      'table: Place: Oslo\nNumber: 12',
      'table: Place: Bergen & Voss\nNumber: 3',
      'table: Year: 2019\nSum: 5',
    ])
    expect(passages.map(({ headings, source }) => [headings[0], source.row])).toEqual([
      ['Deaths', 1],
      ['Deaths', 3],
      ['Deaths', 4],
      ['Aid', 2],
    ])
  })

  it('shows figures and dates as Excel displays them, and every digit of a whole number', async () => {
    const cells = [['s="1"', 43890], ['s="2"', 43890.5], ['s="3"', 1234.5], ['s="4"', 0.25], ['', 12345678901234], ['', 0.30000000000000004], ['t="b"', 1], ['t="e"', '#N/A']] // biome-ignore format: a cell each
    const rows = cells.map(
      ([attributes, value]) =>
        `<row><c t="inlineStr"><is><t>x</t></is></c><c ${attributes}><v>${value}</v></c></row>`,
    )
    const { told } = await read('a.xlsx', await workbook([{ name: 'A', rows: rows.join('') }], STYLES))
    expect(told.map(text => text.split('\n')[1])).toEqual([
      '29. February 2020',
      '2020-02-29',
      '1,234.50 kr',
      '25%',
      '12345678901234',
      '0.3',
      'TRUE',
      '#N/A',
    ])
  })

  it('sets hidden sheets and rows apart, and keeps notes of cells', async () => {
    const file = await workbook(
      [
        {
          name: 'A',
          rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="str"><v>Number</v></c></row><row r="2" hidden="1"><c r="A2" t="str"><v>secret</v></c></row><row r="3"><c r="A3" t="str"><v>Oslo</v></c><c r="C3"><v>7</v></c></row>',
        },
        { name: 'B', rows: [['not shown']], state: 'veryHidden' },
      ],
      '',
      {
        'xl/sharedStrings.xml':
          '<sst><si><r><t>Pla</t></r><r><t>ce</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>',
        'xl/worksheets/_rels/sheet0.xml.rels': relations(['c', 'comments', '../comments1.xml']),
        'xl/comments1.xml':
          '<comments><commentList><comment ref="C3"><text><r><t>Ann Lee: </t></r><r><t>count again</t></r></text></comment></commentList></comments>',
      },
    )
    const { told, passages } = await read('a.xlsx', file)
    // A comment and the name of a sheet stand in no row.
    expect(passages.map(({ source }) => [source.sheet, source.row])).toEqual([
      ['A', 3],
      ['A', undefined],
      ['A', 2],
      ['B', undefined],
      ['B', 1],
    ])
    expect(told).toEqual([
      'table: Place: Oslo\nNumber: 7',
      'paragraph: C3: Ann Lee: count again',
      'boilerplate: secret',
      'boilerplate: B',
      'boilerplate: not shown',
    ])
  })

  it('shows a formula where no value was kept', async () => {
    const rows = '<row><c t="str"><v>Sum</v></c><c><f>A1*2</f></c></row>'
    expect((await read('a.xlsx', await workbook([{ name: 'A', rows }]))).told).toEqual(['table: Sum\n=A1*2'])
  })

  it('is cited by its row', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, {
      'c/deaths.xlsx': await workbook([
        {
          name: 'A',
          rows: [
            ['Place', 'Number'],
            ['Oslo', 12],
          ],
        },
      ]),
    })
    const index = join(folder, 'index')
    expect((await lede(['build', join(folder, 'c'), '--out', index])).code).toBe(0)
    const { out } = await lede(['search', 'Oslo', '--index', index, '--json'])
    expect(JSON.parse(out).hits[0].citation.text).toBe('“deaths”, row 2, ¶1')
  })
})

describe('an OpenDocument file', () => {
  it('gives its text in order; notes, comments and what is hidden after it', async () => {
    const body =
      '<text:p text:style-name="P1">The plan</text:p><text:h text:outline-level="2">The   river</text:h><text:p>It rose<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>By a metre.</text:p></text:note-body></text:note> in<text:s/><text:span text:style-name="T1">secret </text:span>May.<office:annotation><dc:creator>Ann</dc:creator><text:p>which?</text:p></office:annotation><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p><text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list><table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell><table:table-cell><text:p>Post</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>Ann</text:p></table:table-cell><table:table-cell><text:p>mayor</text:p></table:table-cell></table:table-row></table:table><text:tracked-changes><text:changed-region><text:deletion><text:p>taken out</text:p></text:deletion></text:changed-region></text:tracked-changes>'
    const styles =
      '<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    const file = await openDocument('text', body, {
      styles,
      more: {
        'styles.xml': openDocumentPart(
          'document-styles',
          '<style:footer><text:p>Foot</text:p></style:footer>',
        ),
        'meta.xml': openDocumentPart(
          'document-meta',
          '<meta:initial-creator>Ben Li</meta:initial-creator><meta:creation-date>2012-04-02T10:00:00</meta:creation-date>',
        ),
      },
    })
    const { told, document } = await read('a.odt', file)
    expect(document?.metadata).toMatchObject({ title: 'The plan', authors: ['Ben Li'], date: '2012-04-02' })
    expect(told).toEqual([
      'paragraph: It rose in May.',
      'paragraph: which?',
      'paragraph: In a box.',
      'list: one\ntwo',
      'table: Name: Ann\nPost: mayor',
      'paragraph: By a metre.',
      'boilerplate: secret',
      'boilerplate: taken out',
      'boilerplate: Foot',
    ])
  })

  it('has the numbers of its lists, which go on where the file says so', async () => {
    const item = (words: string, more = '', start = ''): string =>
      `<text:list-item${start}><text:p>${words}</text:p>${more}</text:list-item>`
    const list = (items: string, more = ''): string =>
      `<text:list text:style-name="L"${more}>${items}</text:list>`
    const level = (number: number, form: string, more: string): string =>
      `<text:list-level-style-number text:level="${number}" style:num-format="${form}" ${more}/>`
    const styles = `<text:list-style style:name="L">${level(1, '1', 'style:num-suffix="." text:start-value="11"')}${level(2, 'a', 'style:num-prefix="(" style:num-suffix=")"')}${level(3, '1', 'text:display-levels="3"')}</text:list-style>`
    const within = list(item('north', list(item('deep'))) + item('south'))
    const body = [
      list(item('one') + item('two', within) + item('three')),
      '<text:p>Between.</text:p>',
      list(item('four'), ' text:continue-numbering="true"'),
      '<text:p>Then.</text:p>',
      list(item('new') + item('later', '', ' text:start-value="20"')),
      '<text:p>Last.</text:p>',
      list(list(item('only within')).replace(/^/u, '<text:list-item>').concat('</text:list-item>')),
      '<text:list><text:list-item><text:p>none</text:p></text:list-item></text:list>',
    ].join('')
    const { told } = await read('a.odt', await openDocument('text', body, { styles }))
    expect(told).toEqual([
      'list: 11. one\n12. two\n(a) north\n12.a.1 deep\n(b) south\n13. three',
      'paragraph: Between.',
      'list: 14. four',
      'paragraph: Then.',
      'list: 11. new\n20. later',
      'paragraph: Last.',
      'list: (a) only within',
      'list: none',
    ])
  })

  it.each([
    ['[no title]', 'root', 'Docutils/0.15'],
    ['Unbenannt 3', 'Administrator', 'LibreOffice/7.0'],
    ['Sans titre 1', 'LibreOffice', 'LibreOffice/7.0'],
    ['Без имени 2', 'unknown', ''],
  ])('has no title or author that a program put there: %s, %s', async (title, author, generator) => {
    const meta = `<dc:title>${title}</dc:title><dc:creator>${author}</dc:creator><meta:generator>${generator}</meta:generator>`
    const file = await openDocument('text', '<text:p>It rained.</text:p>', {
      more: { 'meta.xml': openDocumentPart('document-meta', meta) },
    })
    const { document, rules } = await read('weir.odt', file)
    expect(document?.metadata).toMatchObject({ title: 'weir', authors: [] })
    expect(rules).toEqual(['template-properties'])
  })

  it('keeps a title that only sounds so', async () => {
    const meta = '<dc:title>Untitled lands of the north</dc:title><dc:creator>Ann Root</dc:creator>'
    const file = await openDocument('text', '<text:p>It rained.</text:p>', {
      more: { 'meta.xml': openDocumentPart('document-meta', meta) },
    })
    const { document, rules } = await read('weir.odt', file)
    expect(document?.metadata).toMatchObject({ title: 'Untitled lands of the north', authors: ['Ann Root'] })
    expect(rules).toEqual([])
  })

  it('of sheets gives rows as they are displayed', async () => {
    const rows =
      '<table:table table:name="A"><table:table-row><table:table-cell><text:p>Place</text:p></table:table-cell><table:table-cell><text:p>Sum</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row><table:table-row><table:table-cell><text:p>Oslo</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="1234.5"><text:p>1.234,50 kr</text:p></table:table-cell></table:table-row><table:table-row table:visibility="collapse"><table:table-cell><text:p>secret</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    const { told, passages } = await read('a.ods', await openDocument('spreadsheet', rows))
    expect(told).toEqual(['table: Place: Oslo\nSum: 1.234,50 kr', 'boilerplate: secret'])
    expect(passages.map(({ source }) => source.row)).toEqual([2, 3])
  })

  it('of slides gives a section each', async () => {
    const slide = (title: string, text: string, notes: string): string =>
      `<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>${title}</text:p></draw:text-box></draw:frame><draw:custom-shape><text:p>${text}</text:p></draw:custom-shape><presentation:notes><draw:frame><draw:text-box><text:p>${notes}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>`
    const file = await openDocument(
      'presentation',
      slide('First', 'one', 'noted') + slide('Second', 'two', ''),
    )
    const { told, passages, document } = await read('a.odp', file)
    expect(document?.metadata.title).toBe('First')
    expect(told).toEqual(['paragraph: one', 'paragraph: noted', 'paragraph: two'])
    expect(passages[2]).toMatchObject({ headings: ['Second'], source: { page: 2 } })
  })
})

describe('slides of PowerPoint', () => {
  it('are a section each, with what the speaker noted', async () => {
    const file = await presentation([
      {
        shapes: shape('ctrTitle', ['The weir']) + shape('body', ['It broke.', 'Nobody was told.']),
        notes: 'Pause here.',
      },
      {
        shapes: `<p:grpSp>${shape('', ['A box'])}</p:grpSp>${slideTable([
          ['Name', 'Post'],
          ['Ann', 'mayor'],
        ])}${shape('sldNum', ['2'])}`,
      },
      { shapes: shape('title', ['Left out']) + shape('', ['Not shown']), isHidden: true },
    ])
    const { told, passages, document } = await read('a.pptx', file)
    expect(document?.metadata.title).toBe('The weir')
    expect(told).toEqual([
      'list: It broke.\nNobody was told.',
      'paragraph: Pause here.',
      'paragraph: A box',
      'table: Name: Ann\nPost: mayor',
      'boilerplate: 2',
      'boilerplate: Left out',
      'boilerplate: Not shown',
    ])
    expect(passages.map(({ source }) => source.page)).toEqual([1, 1, 2, 2, 2, 3, 3])
  })
})

describe('a chart on a slide', () => {
  const points = (...values: (string | null)[]): string =>
    values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)).join('')
  const series = (name: string, ...values: (string | null)[]): string =>
    `<c:ser><c:tx><c:strRef><c:strCache>${points(name)}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>${points('North', 'South')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>#,##0</c:formatCode>${points(...values)}</c:numCache></c:numRef></c:val></c:ser>`
  const slides = (chart: string): Promise<Buffer> =>
    presentation(
      [
        {
          shapes: `${shape('title', ['The camps'])}<p:graphicFrame><a:graphic><a:graphicData><c:chart xmlns:c="urn:c" r:id="c"/></a:graphicData></a:graphic></p:graphicFrame>`,
        },
      ],
      {
        'ppt/slides/_rels/slide0.xml.rels': relations(['c', 'chart', '../charts/chart1.xml']),
        'ppt/charts/chart1.xml': `<c:chartSpace xmlns:c="urn:c" xmlns:a="urn:a"><c:chart><c:title><a:p><a:r><a:t>People by region</a:t></a:r></a:p></c:title><c:plotArea><c:barChart>${chart}</c:barChart></c:plotArea></c:chart></c:chartSpace>`,
      },
    )

  it('gives the figures that it was drawn from, by category and series', async () => {
    const { told } = await read(
      'a.pptx',
      await slides(series('1990', '12000', '7') + series('1991', null, '8.4')),
    )
    expect(told).toEqual([
      'list: People by region',
      'table: North\n1990: 12,000',
      'table: South\n1990: 7\n1991: 8',
    ])
  })

  it('gives titles that it takes from cells', async () => {
    const axis = `<c:valAx><c:title><c:tx><c:strRef><c:f>A1</c:f><c:strCache>${points('Thousands')}</c:strCache></c:strRef></c:tx></c:title></c:valAx>`
    const { told } = await read('a.pptx', await slides(series('1990', '12000') + axis))
    expect(told[0]).toBe('list: People by region\nThousands')
  })

  it('without figures, or with points that have no place, loses nothing else', async () => {
    const { told } = await read(
      'a.pptx',
      await slides('<c:ser><c:val><c:pt idx="x"><c:v>1</c:v></c:pt></c:val></c:ser><c:ser/>'),
    )
    expect(told).toEqual(['list: People by region'])
  })
})

describe('Rich Text', () => {
  it('gives its text, its table, its notes; letters of other alphabets and properties', async () => {
    const text = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 MS;}}{\stylesheet{\s0 Normal;}{\s1 heading 1;}}
{\info{\title A title}{\author Ann Lee}{\creatim\yr2012\mo4\dy2}}{\header Head\par}{\*\generator none;}
\pard\s1 The weir\par\pard\plain\f0 It b\'f8r up{\footnote In May.}. {\f1 \'cf\'f0\'e8} {\f2 \'93\'fa\'96\{} \u8220?so\u8221?{\v hidden}\par
{\pntext\'B7\tab}one\par{\pntext\'B7\tab}two\par
\trowd\intbl Name\cell Post\cell\row\trowd\intbl Ann\cell 2019\cell\row\pard{\field{\*\fldinst HYPERLINK "x"}{\fldrslt A link}}.\par}`
    const { told, document, problems } = await read('a.rtf', text)
    expect(problems).toEqual([])
    expect(document?.metadata).toMatchObject({ title: 'The weir', authors: ['Ann Lee'], date: '2012-04-02' })
    expect(told).toEqual([
      'paragraph: It bør up. При 日本 “so”',
      'list: one\ntwo',
      'table: Name: Ann\nPost: 2019',
      'paragraph: A link.',
      'paragraph: In May.',
      'boilerplate: Head',
      'boilerplate: hidden',
    ])
  })

  it('that ends too early is read, and said', async () => {
    const { told, rules } = await read('a.rtf', '{\\rtf1 Some words\\par and more')
    expect(told).toEqual(['paragraph: Some words', 'paragraph: and more'])
    expect(rules).toEqual(['truncated-file'])
  })
})

describe('subtitles', () => {
  it('are joined to sentences, and cited by time', async () => {
    const talk =
      '\uFEFF1\r\n00:00:01,000 --> 00:00:04,000\r\nThe <i>river</i> rose\r\nin the night,\r\n\r\n2\r\n00:00:04,100 --> 00:00:07,250\r\nand the {\\an8}weir broke &amp; fell.\r\n\r\n3\r\n01:00:30,000 --> 01:00:31,000\r\n- Who was there?\r\n'
    const passages = passagesOf((await build({ 'talk.srt': talk })).bundle)
    expect(passages.map(({ text, source }) => [text, source.time, source.endTime])).toEqual([
      ['The river rose in the night, and the weir broke & fell.', 1, 7.25],
      ['- Who was there?', 3630, 3631],
    ])
  })

  it('of WebVTT name who speaks', async () => {
    const { passages } = await read(
      'a.vtt',
      'WEBVTT\n\nNOTE for us\n\n00:01.000 --> 00:04.000 align:start\n<v Ann Lee>The river rose.\n\n00:04.000 --> 00:05.000\n<v Ben Li>When?\n',
    )
    expect(passages.map(({ text, speaker }) => [text, speaker])).toEqual([
      ['The river rose.', 'Ann Lee'],
      ['When?', 'Ben Li'],
    ])
  })

  it('that roll up say each line once, and what is said twice is said twice', async () => {
    const cues = (...all: readonly (readonly [string, string])[]): string =>
      `WEBVTT\n\n${all.map(([times, words]) => `${times}\n${words}\n\n`).join('')}`
    const rolling = cues(['00:01.000 --> 00:03.000', 'so we went'], ['00:03.000 --> 00:03.010', 'so we went'], ['00:03.010 --> 00:05.000', 'so we went\nto the weir']) // biome-ignore format: a cue each
    expect((await read('a.vtt', rolling)).told).toEqual(['paragraph: so we went to the weir'])
    const twice = cues(['00:01.000 --> 00:03.000', 'No.'], ['00:03.000 --> 00:04.000', 'No.'])
    expect((await read('a.vtt', twice)).told).toEqual(['paragraph: No. No.'])
  })

  it('whose times cannot be read, or end at a blank line, keep their words', async () => {
    const { problems, told } = await read(
      'a.srt',
      '1\n00:00:01,000 --> 00:00:02,000\nWords.\n\nAfter a blank line.\n\n2\nlater --> soon\nWithout times.\n',
    )
    expect(told).toEqual(['paragraph: Words. After a blank line. Without times.'])
    expect(problems).toMatchObject([{ rule: 'unreadable-time', line: 8 }])
  })
})

describe('an office file that is damaged, encrypted or made to do harm', () => {
  const limits = { seconds: 20, megabytes: 400 }
  const DOCTYPE = `<!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')}]>`
  const deep = (name: string, times: number): string => `<${name}>`.repeat(times) + `</${name}>`.repeat(times)
  const SAMPLES: readonly (readonly [string, string, () => Promise<Buffer> | Buffer | string, RegExp])[] = [
    ...['a.xlsx', 'a.ods', 'a.odt', 'a.odp', 'a.pptx', 'a.doc', 'a.rtf', 'a.srt', 'a.vtt'].flatMap(name => [
      [`${name} of other bytes`, name, (): Buffer => Buffer.from('these are no bytes of such a file'), /damaged-file/u] as const,
      [`${name} without a byte`, name, (): string => '', /empty-file/u] as const,
    ]),
    ['a.csv without a byte', 'a.csv', () => '', /empty-file/u],
    ['a.csv that is no text', 'a.csv', () => Buffer.from([1, 0, 2, 0, 0, 3, 4, 0, 0, 0, 0, 9]), /binary-file/u],
    ['a workbook that ends too early', 'a.xlsx', async () => (await workbook([{ name: 'A', rows: [['x']] }])).subarray(0, 400), /damaged-file/u],
    ['a text that ends too early', 'a.odt', async () => (await openDocument('text', '<text:p>x</text:p>')).subarray(0, 200), /damaged-file/u],
    ['an encrypted workbook', 'a.xlsx', () => compoundFile('EncryptedPackage'), /protected-file/u],
    ['encrypted slides', 'a.pptx', () => compoundFile('EncryptedPackage'), /protected-file/u],
    [
      'an encrypted text of OpenDocument',
      'a.odt',
      () => openDocument('text', '', { more: { 'META-INF/manifest.xml': '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>' } }),
      /protected-file/u,
    ],
    ['an encrypted Word document of before 2007', 'a.doc', () => encryptedDoc(), /protected-file/u],
    ['entities in a sheet', 'a.xlsx', () => workbook([{ name: 'A', rows: [['x']] }], '', { 'xl/sharedStrings.xml': `${DOCTYPE}<sst><si><t>&l30;</t></si></sst>` }), /damaged-file/u],
    ['entities in a text', 'a.odt', () => zip({ 'content.xml': `${DOCTYPE}<a>&l30;</a>` }), /damaged-file/u],
    ['entities in slides', 'a.pptx', () => presentation([{ shapes: '' }], { 'ppt/presentation.xml': `${DOCTYPE}<a>&l30;</a>` }), /damaged-file/u],
    ['a sheet that says it unpacks to 900 MB', 'a.xlsx', () => lyingZip('xl/workbook.xml', 1e6, 900e6), /archive-too-large/u],
    ['a text nested 20 000 deep', 'a.odt', () => openDocument('text', deep('text:section', 20_000)), /damaged-file|uninterpretable-file|too-/u],
    ['slides nested 20 000 deep', 'a.pptx', () => presentation([{ shapes: deep('p:grpSp', 20_000) }]), /damaged-file|uninterpretable-file|too-/u],
    ['a cell that repeats ten million times', 'a.ods', () => openDocument('spreadsheet', '<table:table><table:table-row table:number-rows-repeated="10000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>'), /archive-too-large/u],
    ['a table of a text that repeats as often', 'a.odt', () => openDocument('text', '<table:table><table:table-row table:number-rows-repeated="100000000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>'), /archive-too-large/u],
    ['a long text that a million cells name', 'a.xlsx', () => workbook([{ name: 'A', rows: '<row><c t="s"><v>0</v></c></row>'.repeat(200_000) }], '', { 'xl/sharedStrings.xml': `<sst><si><t>${'long '.repeat(6000)}</t></si></sst>` }), /too-much-text|too-much-memory/u],
    ['Rich Text nested deep', 'a.rtf', () => `{\\rtf1 ${'{'.repeat(20_000)}`, /nested-too-deep/u],
    ['a text box of two million paragraphs', 'a.rtf', () => `{\\rtf1 ${'\\par w'.repeat(2_000_000)}}`, /too-|uninterpretable/u],
  ] // biome-ignore format: a sample a line

  it.each(SAMPLES)(
    '%s is refused by name',
    async (_, name, make, rule) => {
      const { rules, document } = await read(name, await make(), { limits })
      expect(document).toBeUndefined()
      expect(rules[0]).toMatch(rule)
    },
    60_000,
  )

  it('is named in what lede inspect says', async () => {
    const folder = await temporaryFolder()
    await writeFiles(folder, { 'a.xlsx': compoundFile('EncryptedPackage') })
    const { code, error } = await lede(['inspect', join(folder, 'a.xlsx')])
    expect([code, error]).toEqual([1, expect.stringMatching(/a\.xlsx: The Excel workbook is encrypted/u)])
  })
})

function encryptedDoc(): Buffer {
  const file = compoundFile('WordDocument')
  file.writeUInt16LE(0xa5ec, 512)
  file.writeUInt16LE(0x0100, 522)
  return file
}
