// Here is a Word document of before 2007, give me its text.
import WordExtractor from 'word-extractor'
import type { BoilerplateReason } from '../../domain/document.ts'
import { reasonOf } from '../../domain/reason.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import { CompoundFile, summaryOf } from './compound-file.ts'
import { bufferOf, encrypted } from './office-kinds.ts'
import { writeTextTable } from './text-table.ts'
import { TextWriter } from './text-writer.ts'

const WHAT = 'Word document'

/** @throws {UnreadableError} */
export async function readDoc(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const file = bufferOf(bytes)
  if (isEncrypted(file)) throw encrypted(WHAT)
  const document = await new WordExtractor().extract(file).catch((error: Error) => {
    throw new UnreadableError(
      'damaged-file',
      `The ${WHAT} cannot be read: ${reasonOf(error)}. It was left out; save it as .docx.`,
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
  return { source, root, facts: [], ...summaryOf(new CompoundFile(file, WHAT), source.trim() !== '') }
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
