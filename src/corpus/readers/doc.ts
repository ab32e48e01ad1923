// Here is a Word document of before 2007, give me its text. Files that only have its ending are read as what they are.

import WordExtractor from 'word-extractor'
import type { BoilerplateReason } from '../../domain/document.ts'
import { reasonOf } from '../../domain/reason.ts'
import { readPage } from '../decode.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { isCompound } from './office-archive.ts'
import { readRtf } from './rtf.ts'
import { writeTextTable } from './text-table.ts'
import { TextWriter } from './text-writer.ts'

/** @throws {UnreadableError} */
export async function readDoc(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isCompound(file)) return readOther(file)
  if (isEncrypted(file))
    throw new UnreadableError(
      'protected-file',
      'The Word document is encrypted. It was left out; save it without a password.',
    )
  const document = await new WordExtractor().extract(file).catch((error: Error) => {
    throw new UnreadableError(
      'damaged-file',
      `The Word document cannot be read: ${reasonOf(error)}. It was left out; save it as .docx.`,
    )
  })
  const writer = new TextWriter()
  writeBody(writer, document.getBody())
  const boxes = document.getTextboxes({ includeHeadersAndFooters: false, includeBody: true })
  for (const line of linesOf(boxes)) writer.paragraph(line)
  for (const note of [document.getFootnotes(), document.getEndnotes(), document.getAnnotations()].flatMap(
    linesOf,
  ))
    writer.note([note])
  const besides: readonly (readonly [string, BoilerplateReason])[] = [
    [document.getHeaders({ includeFooters: false }), 'header'],
    [document.getFooters(), 'footer'],
  ]
  for (const [text, reason] of besides) {
    writer.apart = reason
    for (const line of new Set(linesOf(text))) writer.paragraph(line)
  }
  const { source, root } = writer
  return { source, root, facts: [] }
}

/** Word opens them all, whatever the ending says. */
async function readOther(file: Buffer): Promise<Omit<Rendition, 'part'>> {
  const head = file.subarray(0, 512).toString('latin1').trimStart().toLowerCase()
  if (head.startsWith('{\\rtf')) return readRtf(file)
  if (head.startsWith('pk\u0003\u0004')) return readDocx(file)
  if (/^(?:\u00ef\u00bb\u00bf)?<(?:!doctype html|html|\?xml|head|body)/u.test(head)) {
    const { text, problems } = readPage(file)
    return { ...readHtml(text), problems }
  }
  throw new UnreadableError(
    'damaged-file',
    'The file is no Word document. It was left out; save it as .docx.',
  )
}

/** The head of the text's stream begins at a sector and says whether it is encrypted (MS-DOC, 2.5.2). */
function isEncrypted(file: Buffer): boolean {
  for (let at = 512; at + 12 <= file.length; at += 512)
    if (file.readUInt16LE(at) === 0xa5ec) return (file.readUInt16LE(at + 10) & 0x0100) !== 0
  return false
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n\r]+/u)
    .map(line => line.trim())
    .filter(line => line !== '')
}

/** Paragraphs one below the other; the cells of a row stand between tabs. */
function writeBody(writer: TextWriter, body: string): void {
  let rows: string[][] = []
  const end = (): void => {
    if (rows.length > 1)
      writeTextTable(
        writer,
        rows.map(cells => ({ cells })),
      )
    else for (const cells of rows) writer.paragraph(cells.join(' '))
    rows = []
  }
  for (const line of body.split(/[\n\r\f]+/u)) {
    const cells = line
      .trim()
      .split('\t')
      .map(cell => cell.trim())
    if (cells.length > 1 && (rows.length === 0 || rows[0]?.length === cells.length)) rows.push(cells)
    else {
      end()
      if (cells.length > 1) rows.push(cells)
      else writer.paragraph(line)
    }
  }
  end()
}
