// Word documents as people get them: what the page shows is read, what is set apart is said to be. The table of inputs that were read wrongly, with others of each kind.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/corpus/read-document.ts'
import { readFormat } from '../../src/corpus/readers/read-format.ts'
import { splitPassages } from '../../src/passages/split-passages.ts'
import { SHARED } from '../support/fixtures.ts'
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

  it('equations are read as their signs', async () => {
    const equation =
      '<m:oMathPara><m:oMath><m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></m:oMathPara>'
    expect(
      (await read(await word(`<w:p>${run('It is ')}${equation}${run(' as said.')}</w:p>`))).told,
    ).toEqual(['paragraph: It is E=mc2 as said.'])
  })
})

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
    ['of before 2007', 'WordDocument', /before 2007.*save it as \.docx/u],
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
