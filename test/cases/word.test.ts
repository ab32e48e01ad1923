// Word documents as people get them: what the page shows is read, what is set apart is said to be. The table of inputs that were read wrongly, with others of each kind.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/corpus/read-document.ts'
import { readFormat } from '../../src/corpus/readers/read-format.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { SHARED } from '../support/fixtures.ts'
import fc from '../support/properties.ts'
import { type Entries, WORD_NAMESPACES as NAMESPACES, wordFile as word } from '../support/sample-files.ts'

function paragraph(text: string, properties = ''): string {
  return `<w:p>${run(text, properties)}</w:p>`
}

function run(text: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
}

function table(rows: readonly (readonly (readonly string[])[])[]): string {
  const cell = (lines: readonly string[]): string =>
    `<w:tc>${lines.map(line => paragraph(line)).join('')}</w:tc>`
  return `<w:tbl>${rows.map(row => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
}

async function read(file: Buffer) {
  const [rendition] = await readFormat('docx', file)
  if (rendition === undefined) throw new Error('no document')
  const { document } = interpret({ id: 'word', path: 'word.docx' }, rendition)
  const { passages } = splitPassages(document)
  return {
    ...document.metadata,
    told: passages.map(({ kind, text }) => `${kind}: ${text}`),
    rules: (rendition.problems ?? []).map(({ rule }) => rule),
  }
}

describe('ruby', () => {
  const ruby = (base: string, reading: string): string =>
    `<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/></w:rubyPr><w:rt>${run(reading)}</w:rt><w:rubyBase>${run(base)}</w:rubyBase></w:ruby></w:r>`

  it.each([
    ['山路', 'やまみち', 'を歩く。'],
    ['北京', 'Běijīng', '是首都。'],
    ['港 &amp; 船', 'みなと', 'だ。'],
  ])('keeps the base text in its place, the reading apart: %s', async (base, reading, rest) => {
    const { told } = await read(await word(`<w:p>${ruby(base, reading)}${run(rest)}</w:p>`))
    const plain = base.replace('&amp;', '&')
    expect(told).toEqual([`paragraph: ${plain}${rest}`, `boilerplate: ${plain} ${reading}`])
  })
})

describe('a table with several paragraphs in a cell', () => {
  it('is read by rows, with their heads', async () => {
    const rows = [
      [['Witness'], ['Statement']],
      [['Number one'], ['He saw the convoy.', 'Second line.']],
      [['Number two'], ['She saw the gate.']],
    ]
    expect((await read(await word(table(rows)))).told).toEqual([
      'table: Witness: Number one\nStatement: He saw the convoy.\nSecond line.',
      'table: Witness: Number two\nStatement: She saw the gate.',
    ])
  })

  it('is read so in other languages, and with three columns', async () => {
    const rows = [
      [['Имя'], ['Дата'], ['Показания']],
      [['Ольга'], ['1943'], ['Поезд ушёл.', 'Вагонов не было.', 'Ночью.']],
      [['Пётр'], ['1944'], ['Мост взорван.']],
    ]
    expect((await read(await word(table(rows)))).told[0]).toBe(
      'table: Имя: Ольга\nДата: 1943\nПоказания: Поезд ушёл.\nВагонов не было.\nНочью.',
    )
  })

  it('that only sets two texts beside each other gives texts', async () => {
    const rows = [
      [['The left text is long enough to be read.', 'It has two paragraphs.'], ['The right text.']],
    ]
    expect((await read(await word(table(rows)))).told).toEqual([
      'paragraph: The left text is long enough to be read.',
      'paragraph: It has two paragraphs.',
      'paragraph: The right text.',
    ])
  })
})

describe('the numbers that Word shows before paragraphs', () => {
  const level = (at: number, format: string, text: string, more = ''): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`
  const numbering = (lists: readonly (readonly string[])[], nums = ''): string =>
    `<w:numbering ${NAMESPACES}>${lists.map((levels, at) => `<w:abstractNum w:abstractNumId="${at}">${levels.join('')}</w:abstractNum>`).join('')}${lists.map((_, at) => `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="${at}"/></w:num>`).join('')}${nums}</w:numbering>`
  const item = (text: string, at = 0, list = 1): string =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${run(text)}</w:p>`
  const rels =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
  const texts = async (body: string, xml: string, styles = ''): Promise<string[]> => {
    const parts = {
      'word/numbering.xml': xml,
      'word/_rels/document.xml.rels': rels,
      'word/styles.xml': `<w:styles ${NAMESPACES}>${styles}</w:styles>`,
    }
    const { told } = await read(await word(body, parts))
    return told.flatMap(text => text.replace(/^\w[\w-]*: /u, '').split(/\s*\n\s*/u))
  }

  it.each<[string, string[], string, string[]]>([
    ['are counted', [level(0, 'decimal', '%1.')], item('The Committee notes.') + item('It regrets.'), ['1. The Committee notes.', '2. It regrets.']],
    ['go on after a paragraph without one', [level(0, 'decimal', '%1.')], item('One.') + paragraph('Between.') + item('Two.'), ['1. One.', 'Between.', '2. Two.']],
    ['have levels', [level(0, 'decimal', 'Article %1'), level(1, 'decimal', '%1.%2')], item('Aims') + item('Peace.', 1) + item('Bread.', 1) + item('Means') + item('Work.', 1), ['Article 1 Aims', '1.1 Peace.', '1.2 Bread.', 'Article 2 Means', '2.1 Work.']],
    ['are letters and Roman numbers', [level(0, 'upperRoman', '%1.'), level(1, 'lowerLetter', '(%2)')], item('A.') + item('B.', 1) + item('C.', 1) + item('D.'), ['I. A.', '(a) B.', '(b) C.', 'II. D.']],
    ['are Russian letters', [level(0, 'russianLower', '%1)')], item('Первое.') + item('Второе.'), ['а) Первое.', 'б) Второе.']],
    ['are none for bullets', [level(0, 'bullet', '•')], item('One.') + item('Two.'), ['One.', 'Two.']],
    ['are none in a notation that is not known', [level(0, 'chineseCounting', '%1、')], item('一。'), ['一。']],
    ['count empty paragraphs and show none', [level(0, 'decimal', '%1.')], item('One.') + item('').replace(/<w:r>.*<\/w:r>/u, '') + item('Three.'), ['1. One.', '3. Three.']],
  ])('%s', async (_, levels, body, expected) => {
    expect(await texts(body, numbering([levels]))).toEqual(expected)
  }) // biome-ignore format: a table

  it('begin anew where another list says so, and count on where it does not', async () => {
    const nums =
      '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    const body = item('A.') + item('B.', 0, 8) + item('C.', 0, 9) + item('D.', 0, 9)
    expect(await texts(body, numbering([[level(0, 'decimal', '%1.')]], nums))).toEqual([
      '1. A.',
      '2. B.',
      '5. C.',
      '6. D.',
    ])
  })

  it('come from the style of a paragraph, and of the style on which it is based', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="Absatz"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Rn"><w:basedOn w:val="Absatz"/></w:style>'
    const styled = (text: string, style: string): string =>
      `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run(text)}</w:p>`
    const body = styled('Das Gericht stellt fest.', 'Absatz') + styled('Es weist ab.', 'Rn')
    expect(await texts(body, numbering([[level(0, 'decimal', 'Rn. %1')]]), styles)).toEqual([
      'Rn. 1 Das Gericht stellt fest.',
      'Rn. 2 Es weist ab.',
    ])
  })

  it('may have signs that XML writes otherwise', async () => {
    const body = item('The Committee notes.') + item('It regrets the delay.')
    expect(await texts(body, numbering([[level(0, 'decimal', '&lt;%1&gt;')]]))).toEqual([
      '<1> The Committee notes.',
      '<2> It regrets the delay.',
    ])
  })
})

describe('what is not the text', () => {
  const section = (kind: string, text: string): Entries => ({
    [`word/${kind}1.xml`]: `<w:hdr ${NAMESPACES}>${paragraph(text)}</w:hdr>`,
  })

  it('heads and feet of pages stand apart', async () => {
    const file = await word(paragraph('The quarry was closed.'), {
      ...section('header', 'Ministry of Mines'),
      ...section('footer', 'Seite 3 &amp; 4'),
    })
    expect((await read(file)).told).toEqual([
      'paragraph: The quarry was closed.',
      'boilerplate: Seite 3 & 4',
      'boilerplate: Ministry of Mines',
    ])
  })

  it.each([
    ['<w:vanish/>', ['paragraph: Seen words. End.', 'boilerplate: hidden words']],
    ['<w:b/><w:vanish w:val="true"/>', ['paragraph: Seen words. End.', 'boilerplate: hidden words']],
    ['<w:vanish w:val="0"/>', ['paragraph: Seen words. hidden words End.']],
  ])('hidden text stands apart: %s', async (properties, told) => {
    expect(
      (
        await read(
          await word(`<w:p>${run('Seen words. ')}${run('hidden words ', properties)}${run('End.')}</w:p>`),
        )
      ).told,
    ).toEqual(told)
  })

  it('is what a style hides, for letters and for paragraphs', async () => {
    const style = (type: string, id: string, inside: string): string =>
      `<w:style w:type="${type}" w:styleId="${id}">${inside}</w:style>`
    const hides = '<w:rPr><w:vanish/></w:rPr>'
    const styles = [
      style('character', 'Note', hides),
      style('paragraph', 'Inner', hides),
      style('paragraph', 'Innermost', '<w:basedOn w:val="Inner"/>'),
      style('paragraph', 'Shown', '<w:basedOn w:val="Inner"/><w:rPr><w:vanish w:val="0"/></w:rPr>'),
    ]
    const styled = (id: string, text: string): string =>
      `<w:p><w:pPr><w:pStyle w:val="${id}"/></w:pPr>${run(text)}</w:p>`
    const body = [
      `<w:p>${run('Seen words')}${run(' of a style', '<w:rStyle w:val="Note"/>')}${run('.')}</w:p>`,
      styled('Innermost', 'Внутрішня примітка'),
      styled('Shown', 'Diese Worte stehen da.'),
    ]
    const file = await word(body.join(''), {
      'word/styles.xml': `<w:styles ${NAMESPACES}>${styles.join('')}</w:styles>`,
    })
    expect((await read(file)).told).toEqual([
      'paragraph: Seen words.',
      'paragraph: Diese Worte stehen da.',
      'boilerplate: of a style',
      'boilerplate: Внутрішня примітка',
    ])
  })
})

describe('equations', () => {
  const sign = (text: string): string => `<m:r><m:t>${text}</m:t></m:r>`
  const of = (name: string, ...parts: readonly (readonly [string, string])[]): string =>
    `<m:${name}>${parts.map(([part, inside]) => `<m:${part}>${inside}</m:${part}>`).join('')}</m:${name}>`

  it.each([
    ['a power', sign('E=m') + of('sSup', ['e', sign('c')], ['sup', sign('2')]), 'E=mc²'],
    ['an index', of('sSub', ['e', sign('H')], ['sub', sign('2')]) + sign('O'), 'H₂O'],
    ['a fraction', of('f', ['num', sign('a+b')], ['den', sign('c')]), '(a+b)/c'],
    ['brackets', sign('f') + of('d', ['e', sign('x')]) + sign(' &lt; 1'), 'f(x) < 1'],
    ['a root', of('rad', ['deg', ''], ['e', sign('x+1')]), '√(x+1)'],
    ['a sum', of('nary', ['naryPr', '<m:chr m:val="∑"/>'], ['sub', sign('i=1')], ['sup', sign('n')], ['e', of('sSub', ['e', sign('x')], ['sub', sign('i')])]), '∑_(i=1)^n x_i'],
  ])('are read as text: %s', async (_, inside, text) => {
    const file = await word(`<w:p>${run('It is ')}<m:oMathPara><m:oMath>${inside}</m:oMath></m:oMathPara>${run(' as said.')}</w:p>`)
    expect((await read(file)).told).toEqual([`paragraph: It is ${text} as said.`])
  })
}) // biome-ignore format: an equation a line

describe('words in parts that are seldom used', () => {
  it.each([
    ['a field of one element', `<w:p>${run('By ')}<w:fldSimple w:instr="AUTHOR">${run('Ann Lee')}</w:fldSimple>${run(', Tema')}</w:p>`, ['By Ann Lee, Tema']],
    ['before and after the end of a page', `<w:p>${run('The mill')}<w:r><w:br w:type="page"/></w:r>${run('stood still.')}</w:p>`, ['The mill stood still.']],
    ['before and after a tab with its own place', `<w:p>${run('Млин')}<w:r><w:ptab w:relativeTo="margin"/></w:r>${run('стояв.')}</w:p>`, ['Млин стояв.']],
    ['a text box of the newer form', `<w:p>${run('Beside it.')}<w:r><w:drawing><w:txbxContent>${paragraph('Words in a box.')}</w:txbxContent></w:drawing></w:r></w:p>`, ['Beside it.', 'Words in a box.']],
    ['a text box of both forms', `<w:p>${run('Beside it.')}<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing><w:txbxContent>${paragraph('In a box.')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>${paragraph('In a box.')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, ['Beside it.', 'In a box.']],
    ['a text box whose older form is a picture', `<w:p>${run('Beside it.')}<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing><w:txbxContent>${paragraph('In a box.')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>`, ['Beside it.', 'In a box.']],
    ['a text that was moved', `<w:p>${run('He ')}<w:moveFrom>${run('once ')}</w:moveFrom>${run('left ')}<w:moveTo>${run('once')}</w:moveTo>${run('.')}</w:p>`, ['He left once.']],
  ])('are read once: %s', async (_, body, told) => {
    const texts = (await read(await word(body))).told.map(line => line.replace(/^paragraph: /u, '').replace(/\s+/gu, ' '))
    expect(texts).toEqual(told)
  })
}) // biome-ignore format: a part a line

describe('properties', () => {
  const core = (author: string, description = ''): string =>
    `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>${author}</dc:creator><dc:description>${description}</dc:description><dcterms:created>2013-12-23T23:15:00Z</dcterms:created></cp:coreProperties>`
  const app = (words: number): string =>
    `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Words>${words}</Words><Application>Some Writer</Application></Properties>`
  const made = (author: string, words: number, description?: string): Promise<Buffer> =>
    word(paragraph('The convoy left the northern gate.'), {
      'docProps/core.xml': core(author, description),
      'docProps/app.xml': app(words),
    })

  it('of a document are taken', async () => {
    expect(await read(await made('Ann Lee', 6))).toMatchObject({
      authors: ['Ann Lee'],
      date: '2013-12-23',
      rules: [],
    })
  })

  it.each([['Ann Lee'], ['Штаб'], ['Somebody of the template']])(
    'of a template are not, and that is said: %s',
    async author => {
      expect(await read(await made(author, 0))).toMatchObject({
        authors: [],
        date: null,
        rules: ['template-properties'],
      })
    },
  )

  it.each([
    ['a-generator', 'generated by a-generator'],
    ['Some Writer', ''],
    ['Microsoft Office User', ''],
  ])('that name a program are no author: %s', async (author, description) => {
    expect(await read(await made(author, 6, description))).toMatchObject({
      authors: [],
      date: '2013-12-23',
      rules: ['template-properties'],
    })
  })
})

describe('a file that is no archive', () => {
  const compound = (stream: string): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(1024),
      Buffer.from(stream, 'utf16le'),
      Buffer.alloc(64),
    ])

  it.each([
    ['encrypted', 'EncryptedPackage', /is encrypted.*without a password/u],
    ['encrypted by a rights server', 'DRMContent', /is encrypted/u],
    ['of before 2007, and damaged', 'WordDocument', /cannot be read.*left out/u],
  ])('is named as what it is: %s', async (_, stream, message) => {
    await expect(readFormat('docx', compound(stream))).rejects.toThrow(message)
  })
})

describe('any Word document', () => {
  it('keeps each word once, in the text or apart, and adds none', async () => {
    let counter = 0
    const words = fc
      .integer({ min: 1, max: 3 })
      .map(count => Array.from({ length: count }, () => `w${counter++}x`).join(' '))
    const equation = words.map(text => `<m:oMath><m:r><m:t>${text}</m:t></m:r></m:oMath>`)
    const inline = fc.oneof(
      words.map(text => run(`${text} `)),
      words.map(text => run(`${text} `, '<w:vanish/>')),
      words.map(text => run(`${text} `, '<w:b/>')),
      equation,
      equation.map(inner => `<m:oMathPara>${inner}</m:oMathPara>`),
      words.map(
        text =>
          `<w:r><w:ruby><w:rt>${run('reading')}</w:rt><w:rubyBase>${run(text)}</w:rubyBase></w:ruby></w:r>${run(' ')}`,
      ),
    )
    const block = fc.oneof(
      fc.array(inline, { minLength: 1, maxLength: 5 }).map(runs => `<w:p>${runs.join('')}</w:p>`),
      fc
        .array(fc.array(fc.array(words, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 2 }), {
          minLength: 1,
          maxLength: 4,
        })
        .map(table),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), words, async (blocks, head) => {
        const body = blocks.join('')
        const { told, title } = await read(
          await word(body, { 'word/header1.xml': `<w:hdr ${NAMESPACES}>${paragraph(head)}</w:hdr>` }),
        )
        const kept = new Set(`${title}\n${told.join('\n')}`.match(/w\d+x/gu))
        expect([...kept].toSorted()).toEqual((`${body} ${head}`.match(/w\d+x/gu) ?? []).toSorted())
      }),
      { numRuns: 100 },
    )
  })
})

describe.skipIf(SHARED === undefined)('the documents of the table', () => {
  it.each([
    ['real/ruby-word.docx', 'paragraph: 山路を歩く。'],
    [
      'real/table-two-paragraphs.docx',
      'table: Witness: Number one\nStatement: He saw the convoy.\nSecond line.',
    ],
    ['docx/quarry.docx', 'boilerplate: Header words speak of vermilion.'],
    ['docx/quarry.docx', 'boilerplate: vanished kumquat'],
  ])('%s', async (file, line) => {
    expect((await read(await readFile(join(SHARED as string, 'cases', file)))).told).toContain(line)
  })

  it('template-date.docx has no date and no author', async () => {
    const file = await readFile(join(SHARED as string, 'cases/real/template-date.docx'))
    expect(await read(file)).toMatchObject({ date: null, authors: [], rules: ['template-properties'] })
  })

  it('encrypted.docx is said to be encrypted', async () => {
    const file = await readFile(join(SHARED as string, 'cases/real/encrypted.docx'))
    await expect(readFormat('docx', file)).rejects.toThrow(/is encrypted/u)
  })
})
