// Documents of random blocks whose words stand nowhere else, as each format writes them: a new format is one more renderer.
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { outlookMessage } from './container-files.ts'
import {
  escaped,
  openDocument,
  openTable,
  presentation,
  shape,
  slideTable,
  workbook,
} from './office-files.ts'
import { type OldSlide, oldSlides, oldWorkbook } from './old-office-files.ts'
import fc from './properties.ts'
import { FONT, WORD_NAMESPACES, wordFile, zip } from './sample-files.ts'

export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'quote' | 'code'; readonly words: readonly string[] }
  | { readonly kind: 'list' | 'table'; readonly rows: readonly (readonly string[])[] }

/** A word with what stands before and after it in a text. */
const word = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom('“', '(', '«', '*', '[') }),
    fc.constantFrom('w', 'w', 'W'),
    fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      { weight: 2, arbitrary: fc.constantFrom('.', ',', ':', ';', '?', '!', '-', '”', ')', '»', '—', '¹', '[2]', '|', ']:') },
    ),
  )
  .map(([before, letter, after]): Written => number => `${before}${letter}${number}x${after}`) // biome-ignore format: a table of signs

type Written = (number: number) => string

/** How heads, feet and menus begin, in several languages: what may be one is still read, or said to be one. */
const led = fc
  .tuple(
    fc.constantFrom('By ', 'Speaker: ', 'Ort: ', 'Date: 3 May 2020 ', 'Share: ', 'Read more: ', '© 2020 ', 'Von ', 'Автор: ', '3 mai 2020, ', 'Photo: ', 'Note: ', 'Contact ', '1. ', 'Q. '),
    word,
  )
  .map(([lead, rest]): Written => number => `${lead}${rest(number)}`) // biome-ignore format: a list of words

/** Words are numbered in the order in which they stand: `w0x`, `w1x`, … */
export const documents: fc.Arbitrary<readonly Block[]> = fc
  .array(
    fc.oneof(
      fc.record({
        kind: fc.constantFrom('heading' as const, 'paragraph' as const, 'paragraph' as const, 'quote' as const, 'code' as const),
        words: fc.array(word, { minLength: 1, maxLength: 12 }),
      }),
      fc.record({
        kind: fc.constant('paragraph' as const),
        words: fc.tuple(led, fc.array(word, { maxLength: 3 })).map(([first, rest]) => [first, ...rest]),
      }),
      fc.record({
        kind: fc.constantFrom('list' as const, 'table' as const),
        rows: fc.array(fc.tuple(word, word), { minLength: 3, maxLength: 5 }),
      }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(blocks => {
    let next = 0
    const plain: Written = number => `w${number}x`
    const number = (words: readonly Written[]): string[] => words.map(written => written(next++))
    const first: Block = { kind: 'heading', words: number([plain, plain]) }
    return [
      first,
      ...blocks.map((block): Block =>
        'rows' in block ? { kind: block.kind, rows: block.rows.map(number) } : { kind: block.kind, words: number(block.words) },
      ),
    ]
  }) // biome-ignore format: one kind of block a line

/** A word of such a document, whatever stands around it. */
export const WORD = /w\d+x/giu

export function wordsOf(blocks: readonly Block[]): string[] {
  return wordsIn(blocks.flatMap(block => ('rows' in block ? block.rows.flat() : block.words)).join(' '))
}

export function wordsIn(text: string): string[] {
  return Array.from(text.matchAll(WORD), ([found]) => found.toLowerCase())
}

/** What a file of each format holds that says the same. */
export const RENDERERS: Readonly<Record<string, (blocks: readonly Block[]) => Promise<string | Buffer>>> = {
  'a.md': async blocks => blocks.map((block, at) => markdown(block, at)).join('\n\n'),
  'a.txt': async blocks => blocks.map(text).join('\n\n'),
  'a.html': async blocks => page(blocks),
  'a.epub': async blocks =>
    zip({
      'META-INF/container.xml': '<container><rootfiles><rootfile full-path="o.opf"/></rootfiles></container>',
      'o.opf':
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
      'a.xhtml': page(blocks),
    }),
  'a.docx': async blocks =>
    wordFile(blocks.map(wordBlock).join(''), {
      'word/_rels/document.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>',
      'word/numbering.xml': `<w:numbering ${WORD_NAMESPACES}><w:abstractNum w:abstractNumId="1">${[0, 1].map(level => `<w:lvl w:ilvl="${level}"><w:numFmt w:val="bullet"/></w:lvl>`).join('')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${[0, 1].map(level => `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%${level + 1}."/></w:lvl>`).join('')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`,
    }),
  'a.pdf': printed,
  'a.csv': async blocks => blocks.map(lineOfCells).join('\n\n'),
  'a.xlsx': async blocks =>
    workbook(blocks.map((block, at) => ({ name: `${at + 1}`, rows: cellsIn(block) }))),
  'a.ods': async blocks =>
    openDocument('spreadsheet', blocks.map((block, at) => openTable(`${at + 1}`, cellsIn(block))).join('')),
  'a.odt': async blocks => openDocument('text', blocks.map(openBlock).join('')),
  'a.odp': async blocks =>
    openDocument(
      'presentation',
      blocks
        .map(
          (block, at) =>
            `<draw:page>${block.kind === 'heading' ? `<draw:frame presentation:class="title"><draw:text-box>${openBlock(block, at)}</draw:text-box></draw:frame>` : `<draw:frame><draw:text-box>${openBlock(block, at)}</draw:text-box></draw:frame>`}</draw:page>`,
        )
        .join(''),
    ),
  'a.pptx': async blocks => presentation(blocks.map((block, at) => ({ shapes: slideShape(block, at) }))),
  'a.xls': async blocks =>
    oldWorkbook(Object.fromEntries(blocks.map((block, at) => [`${at + 1}`, cellsIn(block)]))),
  'a.ppt': async blocks => oldSlides(blocks.map(oldSlide)),
  'a.rtf': async blocks => `{\\rtf1\\ansi{\\stylesheet{\\s1 heading 1;}}${blocks.map(richBlock).join('\n')}}`,
  'a.srt': async blocks => blocks.map((block, at) => cue(block, at)).join('\n'),
  'plain.eml': async blocks =>
    message(subjectOf(blocks), 'text/plain', blocks.slice(1).map(text).join('\n\n')),
  'page.eml': async blocks => message('', 'text/html', page(blocks)),
  'parts.eml': async blocks =>
    message(
      subjectOf(blocks),
      'multipart/mixed; boundary=B',
      blocks
        .slice(1)
        .map((block, at) => mailPart(block, at))
        .join('') + '--B--\r\n',
    ),
  // Each paragraph is a message of the box.
  'a.mbox': async blocks =>
    [
      message(subjectOf(blocks), 'text/plain', ''),
      ...blocks.slice(1).map(block => message('', 'text/plain', text(block))),
    ]
      .map(one => `From a@one.example Mon Apr  2 18:26:00 2012\n${one.replaceAll('\r\n', '\n')}\n\n`)
      .join(''),
  'plain.msg': async blocks =>
    outlookMessage({ '0037': subjectOf(blocks), '1000': blocks.slice(1).map(text).join('\r\n\r\n') }),
  'page.msg': async blocks => outlookMessage({ '1013': Buffer.from(page(blocks)) }),
  'a.jsonl': async blocks => blocks.map((block, at) => JSON.stringify(record(block, at))).join('\n'),
  'a.json': async blocks => JSON.stringify(blocks.map(record), null, 2),
}

function markdown(block: Block, at: number): string {
  switch (block.kind) {
    case 'heading':
      return `${at === 0 ? '#' : '##'} ${block.words.join(' ')}`
    case 'paragraph':
      return block.words
        .map((word, index) => (index % 3 === 1 ? `*${word}*` : word))
        .join(at % 2 === 0 ? ' ' : '\n')
    case 'quote':
      return `> ${block.words.join('\n> ')}`
    case 'code':
      return `\`\`\`\n${block.words.join('\n')}\n\`\`\``
    case 'list':
      return block.rows.map(([a = '', b = '']) => `- ${a}\n  - ${b}`).join('\n')
    case 'table':
      return block.rows
        .map((row, index) => `| ${row.join(' | ')} |${index === 0 ? '\n|---|---|' : ''}`)
        .join('\n')
  }
}

function text(block: Block): string {
  if ('rows' in block) return block.rows.map(row => `- ${row.join(' ')}`).join('\n')
  return block.kind === 'quote'
    ? `> ${block.words.join('\n>> ')}`
    : block.words.join(block.kind === 'code' ? '\n' : ' ')
}

function page(blocks: readonly Block[]): string {
  return `<html><head><title></title></head><body>${blocks.map(element).join('\n')}</body></html>`
}

function element(block: Block, at: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${at === 0 ? 1 : 2}>${block.words.join(' ')}</h${at === 0 ? 1 : 2}>`
    case 'paragraph':
      return `<p>${block.words.map((word, index) => ['', '<span hidden>', '<b>'][index % 3] + word + ['', '</span>', '</b>'][index % 3]).join(' ')}</p>`
    case 'quote':
      return `<blockquote>${block.words.join('<br/>')}</blockquote>`
    case 'code':
      return `<pre>${block.words.join('\n')}</pre>`
    case 'list':
      return `<ul>${block.rows.map(([a = '', b = '']) => `<li>${a}<ol><li>${b}</li></ol></li>`).join('')}</ul>`
    case 'table':
      return `<table>${block.rows.map((row, index) => `<tr>${row.map(word => (index === 0 ? `<th>${word}</th>` : `<td>${word}</td>`)).join('')}</tr>`).join('')}</table>`
  }
}

function wordBlock(block: Block, at: number): string {
  const run = (words: string, properties = ''): string =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`
  const paragraph = (content: string, properties = ''): string =>
    `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
  switch (block.kind) {
    case 'heading':
      return paragraph(run(block.words.join(' ')), `<w:pStyle w:val="Heading${at === 0 ? 1 : 2}"/>`)
    case 'paragraph':
      return paragraph(
        block.words.map((word, index) => run(`${word} `, ['', '<w:vanish/>', '<w:b/>'][index % 3])).join(''),
      )
    case 'quote':
      return paragraph(run(block.words.join(' ')), '<w:ind w:left="720"/>')
    case 'code':
      return paragraph(block.words.map(word => run(word)).join('<w:r><w:br/></w:r>'))
    case 'list':
      return block.rows
        .flatMap(row =>
          row.map((word, level) =>
            paragraph(
              run(word),
              `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${(at % 2) + 1}"/></w:numPr>`,
            ),
          ),
        )
        .join('')
    case 'table':
      return `<w:tbl>${block.rows.map(row => `<w:tr>${row.map(word => `<w:tc>${paragraph(run(word))}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
  }
}

/** Rows of several cells of a table, and of a heading, which fills the first row; else rows of one. */
function cellsIn(block: Block): readonly (readonly string[])[] {
  if (block.kind === 'table') return block.rows
  if ('rows' in block) return block.rows.map(row => [row.join(' ')])
  return block.kind === 'heading' ? [block.words] : [[block.words.join(' ')]]
}

function lineOfCells(block: Block): string {
  const quoted = (words: string): string =>
    /[",;|\n]/u.test(words) ? `"${words.replaceAll('"', '""')}"` : words
  return cellsIn(block)
    .map(cells => cells.map(quoted).join(','))
    .join('\n')
}

function openBlock(block: Block, at: number): string {
  const paragraph = (words: string): string => `<text:p>${escaped(words)}</text:p>`
  switch (block.kind) {
    case 'heading':
      return `<text:h text:outline-level="${at === 0 ? 1 : 2}">${escaped(block.words.join(' '))}</text:h>`
    case 'code':
      return `<text:p>${block.words.map(escaped).join('<text:line-break/>')}</text:p>`
    case 'list':
      return `<text:list>${block.rows.map(([a = '', b = '']) => `<text:list-item>${paragraph(a)}<text:list><text:list-item>${paragraph(b)}</text:list-item></text:list></text:list-item>`).join('')}</text:list>`
    case 'table':
      return openTable('', block.rows)
    default:
      return paragraph(block.words.join(' '))
  }
}

function slideShape(block: Block, at: number): string {
  if (block.kind === 'table') return slideTable(block.rows)
  if ('rows' in block)
    return shape(
      'body',
      block.rows.map(row => row.join(' ')),
    )
  return shape(block.kind === 'heading' ? 'title' : at % 2 === 0 ? '' : 'body', [block.words.join(' ')])
}

function richBlock(block: Block): string {
  const rich = (words: string): string =>
    Array.from(words, sign =>
      sign > '\u007F' ? `\\u${sign.charCodeAt(0)}?` : /[\\{}]/u.test(sign) ? `\\${sign}` : sign,
    ).join('')
  switch (block.kind) {
    case 'heading':
      return `\\pard\\s1 ${rich(block.words.join(' '))}\\par`
    case 'list':
      return block.rows.map(row => `\\pard{\\pntext\\bullet\\tab}${rich(row.join(' '))}\\par`).join('')
    case 'table':
      return block.rows
        .map(row => `\\trowd\\pard\\intbl ${row.map(word => `${rich(word)}\\cell `).join('')}\\row`)
        .join('')
    default:
      return `\\pard ${block.words.map(rich).join(block.kind === 'code' ? '\\line ' : ' ')}\\par`
  }
}

function cue(block: Block, at: number): string {
  const words = 'rows' in block ? block.rows.flat() : block.words
  const time = (seconds: number): string =>
    `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')},000`
  return `${at + 1}\n${time(at * 3)} --> ${time(at * 3 + 2)}\n${words.join(at % 2 === 0 ? '\n' : ' ')}\n`
}

/** As a printing program sets it: lines end where the page does, rows of a table stand at the same places. */
async function printed(blocks: readonly Block[]): Promise<Buffer> {
  const file = new PDFDocument({ size: 'A5', margin: 60 })
  file.font(FONT)
  const set = (words: string, size: number, left = 60): void => {
    file.fontSize(size).text(words, left).moveDown()
  }
  for (const [at, block] of blocks.entries()) {
    if (file.y > 450) file.addPage()
    switch (block.kind) {
      case 'heading':
        set(block.words.join(' '), at === 0 ? 22 : 15)
        break
      case 'quote':
        set(block.words.join(' '), 10, 90)
        break
      case 'list':
        for (const row of block.rows) file.fontSize(10).text(`• ${row.join(' ')}`, 60)
        file.moveDown()
        break
      case 'table':
        for (const row of block.rows) {
          const { y } = file
          for (const [column, word] of row.entries())
            file.fontSize(10).text(word, 60 + column * 120, y, { lineBreak: false })
          file.y = y + 14
        }
        file.moveDown()
        break
      default:
        set(block.words.join(block.kind === 'code' ? '\n' : ' '), 10)
    }
  }
  file.end()
  return buffer(file)
}

function subjectOf([first]: readonly Block[]): string {
  return first === undefined ? '' : wordsOf([first]).join(' ')
}

function message(subject: string, type: string, body: string): string {
  const head = [
    'From: <a@one.example>',
    'To: <b@one.example>',
    `Subject: ${subject}`,
    `Content-Type: ${type}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

/** A block as a part of the message, in turn as text, as a page, and as an attached file. */
function mailPart(block: Block, at: number): string {
  const [type, content] = [
    ['text/plain', text(block)],
    ['text/html', element(block, 1)],
    [`text/plain; name="a${at}.txt"\r\nContent-Disposition: attachment`, text(block)],
  ][at % 3] ?? ['', '']
  return `--B\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`
}

/** A block as an exported object, in turn as its text, deeper within it, and beside a title. */
function record(block: Block, at: number): object {
  if (block.kind === 'heading') return { title: block.words[0], text: block.words.slice(1).join(' ') || '…' }
  const content = at % 2 === 0 ? markdown(block, at) : element(block, 1)
  return at % 3 === 0 ? { id: at, article: { body: content } } : { id: at, text: content }
}

function oldSlide(block: Block): OldSlide {
  if (!('rows' in block)) {
    const words = block.words.join(' ')
    return block.kind === 'heading' ? { title: words } : { boxes: [words] }
  }
  return block.kind === 'table' ? { table: block.rows } : { body: block.rows.map(row => row.join(' ')) }
}
