// Here is a workbook of Excel, give me its sheets: each row a passage with its heads, figures and dates as they are displayed.
import { type Rendition, UnreadableError } from '../rendition.ts'
import { mainPart, openOffice, type Relation, relationsOf } from './office-archive.ts'
import { propertiesOf } from './office-properties.ts'
import { writeSheet } from './sheet-text.ts'
import { TextWriter } from './text-writer.ts'
import { readCellForms } from './xlsx-forms.ts'
import { readSharedStrings, readSheet } from './xlsx-sheet.ts'
import { elementsOf, parseXml, textOf } from './xml.ts'
import type { Archive } from './zip.ts'

const WHAT = 'Excel workbook'

/** @throws {UnreadableError} */
export async function readXlsx(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const archive = await openOffice(bytes, WHAT, '.xlsx')
  const { name, xml } = await mainPart(archive, WHAT)
  const workbook = [...elementsOf(parseXml(xml, name))]
  const relations = await relationsOf(archive, name)
  const forms = readCellForms(
    await partOf(archive, relations, 'styles'),
    workbook.some(
      ({ name: own, attributes }) => /(?:^|:)workbookPr$/u.test(own) && isOn(attributes['date1904']),
    ),
  )
  const strings = readSharedStrings(await partOf(archive, relations, 'sharedStrings'))
  const writer = new TextWriter()
  const sheets = workbook.filter(({ name: own }) => /(?:^|:)sheet$/u.test(own))
  for (const { attributes } of sheets) {
    const relation = relations.find(
      ({ id }) => id === (attributes['r:id'] ?? attributes['d3p1:id'] ?? relationId(attributes)),
    )
    const content = relation === undefined ? null : await archive.read(relation.target)
    if (relation === undefined || content === null) continue // a reference to nothing
    if (relation.type !== 'worksheet') continue // a chart on a sheet of its own has no cells
    const own = await relationsOf(archive, relation.target)
    const sheet = readSheet(content.toString('utf8'), strings, forms, await headsOf(archive, own))
    writeSheet(writer, {
      ...sheet,
      name: attributes['name'] ?? '',
      isHidden: attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden',
      notes: await notesOf(archive, own),
    })
  }
  if (sheets.length === 0)
    throw new UnreadableError('damaged-file', 'The Excel workbook has no sheets. It was left out.')
  const { source, root, rows } = writer
  return { source, root, isHeadless: true, rows, facts: [], ...(await propertiesOf(archive, false)) }
}

/** The attribute that names a relation, whatever its prefix. */
function relationId(attributes: Readonly<Record<string, string | null | undefined>>): string | null {
  return Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? null
}

export function isOn(value: string | null | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on'
}

async function partOf(archive: Archive, relations: readonly Relation[], type: string): Promise<string> {
  const found = relations.find(relation => relation.type === type)
  const bytes = found === undefined ? null : await archive.read(found.target)
  return bytes?.toString('utf8') ?? ''
}

/** The first rows of the sheet's tables, as its author marked them. */
async function headsOf(archive: Archive, relations: readonly Relation[]): Promise<number[]> {
  const heads: number[] = []
  for (const { type, target } of relations) {
    if (type !== 'table') continue
    const xml = (await archive.read(target))?.toString('utf8') ?? ''
    const [table] = xml === '' ? [] : elementsOf(parseXml(xml, target))
    const row = /^[A-Z]+(\d+)/u.exec(table?.attributes['ref'] ?? '')?.[1]
    if (row !== undefined && table?.attributes['headerRowCount'] !== '0') heads.push(Number(row))
  }
  return heads
}

/** What people noted at cells: `B4: …`; the author's name stands in most of them. */
async function notesOf(archive: Archive, relations: readonly Relation[]): Promise<string[]> {
  const threads = relations.filter(({ type }) => type === 'threadedComment')
  const chosen = threads.length > 0 ? threads : relations.filter(({ type }) => type === 'comments')
  const notes: string[] = []
  for (const { target } of chosen) {
    const xml = (await archive.read(target))?.toString('utf8') ?? ''
    if (xml === '') continue
    for (const element of elementsOf(parseXml(xml, target)))
      if (/(?:^|:)(?:comment|threadedComment)$/u.test(element.name)) {
        const text = textOf(element)
        if (text !== '') notes.push(`${element.attributes['ref'] ?? ''}: ${text}`)
      }
  }
  return notes
}
