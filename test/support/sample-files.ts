// Files of the formats that are no plain text, made by the programs' own libraries or byte by byte: what people have, and what does harm.
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, deflateSync } from 'node:zlib'
import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import PDFDocument from 'pdfkit'
import yazl from 'yazl'

/** A font of Latin, Greek and Cyrillic letters that comes with the PDF reader. */
export const FONT = join(
  dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))),
  'standard_fonts/LiberationSans-Regular.ttf',
)

export interface PdfPart {
  readonly text: string
  /** Points; default 11. */
  readonly size?: number
}

export interface PdfOptions {
  readonly info?: Record<string, string | Date>
  /** At the foot of each page, its number appended. */
  readonly foot?: string
  readonly password?: string
}

/** Paragraphs as a printing program sets them, each an array of parts for a page. */
export async function pdf(pages: readonly (readonly PdfPart[])[], options: PdfOptions = {}): Promise<Buffer> {
  const { info = {}, foot, password } = options
  const file = new PDFDocument({
    size: 'A4',
    autoFirstPage: false,
    info,
    ...(password === undefined ? {} : { userPassword: password }),
  })
  for (const [index, parts] of pages.entries()) {
    file.addPage()
    for (const { text, size = 11 } of parts) file.fontSize(size).text(text).moveDown()
    if (foot === undefined) continue
    file.page.margins.bottom = 0
    file.fontSize(8).text(`${foot} ${index + 1}`, 72, 810, { lineBreak: false })
  }
  file.end()
  return buffer(file)
}

/** A PDF whose font has no map from its signs to letters, or one to letters that stand later in the alphabet. */
export async function wronglyMapped(pages: readonly string[], map: 'none' | 'wrong'): Promise<Buffer> {
  const file = new PDFDocument({ size: 'A4', autoFirstPage: false, compress: false })
  file.font(FONT)
  for (const text of pages) file.addPage().text(text)
  file.end()
  const bytes = (await buffer(file)).toString('latin1')
  const later = (letter: string): string => {
    const code = Number.parseInt(letter, 16)
    return ((code & ~31) + (((code & 31) + 6) % 26) + 1).toString(16).padStart(2, '0')
  }
  const changed =
    map === 'none'
      ? bytes.replace(/\/ToUnicode \d+ 0 R/gu, entry => ' '.repeat(entry.length))
      : bytes.replace(/begincmap[\s\S]*?endcmap/gu, part =>
          part.replace(/<00([46][1-9a-f]|[57][\da])>/gu, (_, letter: string) => `<00${later(letter)}>`),
        )
  return Buffer.from(changed, 'latin1')
}

/** A PDF of the objects given, number 1 being its catalogue, with a table of them. */
export function rawPdf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = 9
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ])
    offsets.push(at)
    at += part.length
    parts.push(part)
  }
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF`,
    ),
  )
  return Buffer.concat(parts)
}

/** Signs of a page, from the left: what each of them stands for; `x` in points, each sign half as wide as it is high (12). */
export interface SignRow {
  readonly x: number
  readonly y: number
  readonly signs: readonly string[]
}

/** One page that says of its signs only what they stand for, as programs write scripts whose letters change their form. */
export function pdfOfSigns(rows: readonly SignRow[]): Buffer {
  const all = [...new Set(rows.flatMap(({ signs }) => signs))]
  const hex = (code: number): string => code.toString(16).padStart(2, '0')
  const code = (sign: string): string => hex(33 + all.indexOf(sign))
  const letters = (sign: string): string => Buffer.from(sign, 'utf16le').swap16().toString('hex')
  const map = all.map(sign => `<${code(sign)}> <${letters(sign)}>`).join('\n')
  const cmap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange ${all.length} beginbfchar\n${map}\nendbfchar endcmap end end`
  const content = rows
    .map(({ x, y, signs }) => `BT /F 12 Tf ${x} ${y} Td <${signs.map(code).join('')}> Tj ET`)
    .join('\n')
  const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`
  const widths = all.map(sign => (/^\p{M}$/u.test(sign) ? 0 : 500)).join(' ')
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    stream(content),
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 33 /LastChar ${32 + all.length} /Widths [${widths}] /ToUnicode 6 0 R >>`,
    stream(cmap),
  ])
}

/** One page whose content unpacks to that many bytes of white space. */
export function pdfBomb(bytes: number): Buffer {
  const content = deflateSync(Buffer.alloc(bytes, ' '))
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>',
    Buffer.concat([
      Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
  ])
}

/** A Word document with a title, a heading, bold words, a note, a list and a table. */
export function wordDocument(): Promise<Buffer> {
  const row = (cells: readonly string[]): TableRow =>
    new TableRow({ children: cells.map(text => new TableCell({ children: [new Paragraph(text)] })) })
  const file = new Document({
    title: 'Name of a template',
    creator: 'Somebody Else',
    footnotes: { 1: { children: [new Paragraph('The count is of December.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Clearance in Laos', heading: HeadingLevel.TITLE }),
          new Paragraph('By Ann Lee'),
          new Paragraph({ text: 'Background', heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new TextRun('The government of Laos asked the '),
              new TextRun({ text: 'United Nations', bold: true }),
              new TextRun(' for help.'),
              new FootnoteReferenceRun(1),
            ],
          }),
          new Paragraph({ text: 'first item', bullet: { level: 0 } }),
          new Paragraph({ text: 'second item', bullet: { level: 0 } }),
          new Table({ rows: [row(['Year', 'Cleared']), row(['2019', '12 km²']), row(['2020', '14 km²'])] }),
          new Paragraph('After the table.'),
        ],
      },
    ],
  })
  return Packer.toBuffer(file)
}

export type Entries = Readonly<Record<string, string | Buffer>>

export async function zip(entries: Entries): Promise<Buffer> {
  const file = new yazl.ZipFile()
  for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content), name)
  file.end()
  return buffer(file.outputStream)
}

export const WORD_NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

/** A Word document of this body, with other parts of the file. */
export function wordFile(body: string, parts: Entries = {}): Promise<Buffer> {
  return zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document ${WORD_NAMESPACES}><w:body>${body}</w:body></w:document>`,
    ...parts,
  })
}

/** A zip of one entry that says it unpacks to `said` bytes, and unpacks to `bytes`. */
export function lyingZip(name: string, bytes: number, said: number): Buffer {
  const content = deflateRawSync(Buffer.alloc(bytes, ' '))
  const path = Buffer.from(name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(content.length, 14)
  common.writeUInt32LE(said, 18)
  common.writeUInt16LE(path.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, content])
  const rest = Buffer.alloc(14)
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, path])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

const CONTAINER =
  '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'

/** An electronic book of chapters, XHTML each. */
export function epub(chapters: readonly string[], more: Entries = {}): Promise<Buffer> {
  const items = chapters.map(
    (_, at) => `<item id="c${at}" href="chapter%20${at}.xhtml" media-type="application/xhtml+xml"/>`,
  )
  const spine = chapters.map((_, at) => `<itemref idref="c${at}"/>`)
  const metadata =
    '<dc:title>The Book</dc:title><dc:creator>Bo Li</dc:creator><dc:date>1999-05-01</dc:date><dc:language>en</dc:language>'
  return zip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': CONTAINER,
    'OEBPS/content.opf': `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">${metadata}</metadata><manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ...Object.fromEntries(
      chapters.map((body, at) => [
        `OEBPS/chapter ${at}.xhtml`,
        `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`,
      ]),
    ),
    ...more,
  })
}

export interface MailPart {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

/** A message of plain text with attachments. */
export function mail(text: string, attachments: readonly MailPart[] = []): string {
  const encoded = (content: Buffer): string => content.toString('base64').replace(/.{76}/gu, '$&\r\n')
  const parts = attachments.map(
    ({ name, type, content }) =>
      `--B\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded(content)}\r\n`,
  )
  return [
    'From: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <jm@one.example>\r\nTo: "Lee, Ann" <ann@two.example>, desk@two.example\r\n',
    'Subject: The report on Laos\r\nDate: Mon, 26 Oct 2020 23:30:00 -0500\r\nMessage-ID: <1@one.example>\r\nMIME-Version: 1.0\r\n',
    'Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n',
    `${encoded(Buffer.from(text))}\r\n`,
    ...parts,
    '--B--\r\n',
  ].join('')
}
