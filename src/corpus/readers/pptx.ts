// Here are slides of PowerPoint, give me their text: a slide is a section named by its title; what the speaker noted belongs to it.
import type { Element } from 'xast'
import type { Rendition } from '../rendition.ts'
import { mainPart, openOffice, type Relation, relationsOf } from './office-archive.ts'
import { propertiesOf } from './office-properties.ts'
import { chartRows } from './pptx-chart.ts'
import { writeTextTable } from './text-table.ts'
import { TextWriter } from './text-writer.ts'
import { elementsOf, parseXml, textOf } from './xml.ts'
import type { Archive } from './zip.ts'

const WHAT = 'PowerPoint presentation'

/** @throws {UnreadableError} */
export async function readPptx(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const archive = await openOffice(bytes, WHAT, '.pptx')
  const { name, xml } = await mainPart(archive, WHAT)
  const relations = await relationsOf(archive, name)
  const ids = [...elementsOf(parseXml(xml, name))].filter(element => element.name === 'p:sldId')
  const writer = new TextWriter()
  let number = 0
  for (const { attributes } of ids) {
    number++
    const slide = relations.find(({ id }) => id === attributes['r:id'])
    const content = slide === undefined ? null : await archive.read(slide.target)
    if (slide === undefined || content === null) continue // a reference to nothing
    writer.page(number)
    await writeSlide(writer, archive, slide.target, content.toString('utf8'), number)
  }
  const { source, root, pages } = writer
  return { source, root, pages, facts: [], ...(await propertiesOf(archive, source.trim() !== '')) }
}

/** Placeholders that stand on every slide. */
const FURNITURE = new Set(['dt', 'ftr', 'sldNum', 'hdr'])
const TITLES = new Set(['title', 'ctrTitle'])

async function writeSlide(
  writer: TextWriter,
  archive: Archive,
  part: string,
  xml: string,
  number: number,
): Promise<void> {
  const [slide] = parseXml(xml, part).children.filter(child => child.type === 'element')
  if (slide === undefined) return
  const isHidden = slide.attributes['show'] === '0' || slide.attributes['show'] === 'false'
  writer.apart = isHidden ? 'hidden' : undefined
  const own = await relationsOf(archive, part)
  const shapes = [...shapesIn(slide)]
  const title = shapes.find(shape => TITLES.has(placeholderOf(shape)))
  writer.heading(
    number === 1 ? 1 : 2,
    title === undefined ? '' : paragraphsOf(title).join(' ').replace(/\s+/gu, ' ').trim(),
  )
  for (const shape of shapes) {
    if (shape === title) continue
    if (shape.name === 'p:graphicFrame') await writeGraphic(writer, archive, own, shape)
    else writeShape(writer, shape, isHidden)
  }
  for (const { type, target } of own) {
    if (type === 'notesSlide') writer.note(await notesIn(archive, target))
    if (type === 'comments' || type === 'comment') writer.note(await commentsIn(archive, target))
  }
  writer.apart = undefined
}

/** Shapes and tables in the order in which they are written, those of groups among them. */
function* shapesIn(parent: Element): Generator<Element> {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (child.name === 'p:sp' || child.name === 'p:graphicFrame' || child.name === 'p:cxnSp') yield child
    // Of alternatives the first says what newer programs show; the other is a picture of it.
    else if (child.name === 'mc:AlternateContent') {
      const [first] = child.children.filter(choice => choice.type === 'element')
      if (first !== undefined) yield* shapesIn(first)
    } else yield* shapesIn(child)
  }
}

/** The kind of placeholder that a shape fills: `title`, `body`; '' for a text box. */
function placeholderOf(shape: Element): string {
  const [place] = [...elementsOf(shape)].filter(({ name }) => name === 'p:ph')
  return place === undefined ? '' : (place.attributes['type'] ?? 'body')
}

/** The points of a body are a list; a text box has paragraphs. */
function writeShape(writer: TextWriter, shape: Element, isHidden: boolean): void {
  const kind = placeholderOf(shape)
  const paragraphs = paragraphsOf(shape)
  if (FURNITURE.has(kind)) {
    writer.apart = 'footer'
    for (const words of paragraphs) writer.paragraph(words)
    writer.apart = isHidden ? 'hidden' : undefined
  } else if (kind === 'body' && paragraphs.length > 1) writer.list(paragraphs)
  else for (const words of paragraphs) writer.paragraph(words)
}

function paragraphsOf(parent: Element): string[] {
  return [...elementsOf(parent)]
    .filter(({ name }) => name === 'a:p')
    .map(wordsOf)
    .filter(words => words.trim() !== '')
}

function wordsOf(paragraph: Element): string {
  let words = ''
  const walk = (parent: Element): void => {
    for (const child of parent.children) {
      if (child.type !== 'element') continue
      if (child.name === 'a:br') words += '\n'
      else if (child.name === 'a:t' || child.name === 'm:t') words += textIn(child)
      else walk(child)
    }
  }
  walk(paragraph)
  return words
}

function textIn(element: Element): string {
  return element.children
    .map(child => (child.type === 'text' || child.type === 'cdata' ? child.value : ''))
    .join('')
}

/** A table as rows; of a drawn diagram its texts, of a chart its titles and its figures. */
async function writeGraphic(
  writer: TextWriter,
  archive: Archive,
  relations: readonly Relation[],
  frame: Element,
): Promise<void> {
  for (const table of [...elementsOf(frame)].filter(({ name }) => name === 'a:tbl')) writeTable(writer, table)
  const ids = new Set(
    [...elementsOf(frame)].flatMap(({ attributes }) => [attributes['r:dm'], attributes['r:id']]),
  )
  for (const { id, type, target } of relations) {
    if (!ids.has(id) || (type !== 'diagramData' && type !== 'chart')) continue
    const xml = (await archive.read(target))?.toString('utf8') ?? ''
    if (xml === '') continue
    const elements = [...elementsOf(parseXml(xml, target))]
    const paragraphs = elements.filter(({ name }) => name === 'a:p').map(wordsOf)
    writer.list([...new Set([...paragraphs, ...linkedTitles(elements)])])
    const [chart] = elements.filter(({ name }) => name === 'c:chart')
    if (type === 'chart' && chart !== undefined)
      writeTextTable(
        writer,
        chartRows(chart).map((cells, at) => ({ cells, isHead: at === 0 && cells.some(cell => cell !== '') })),
      )
  }
}

/** Titles of a chart and its axes that are taken from a cell: what the chart keeps of it. */
function linkedTitles(elements: readonly Element[]): string[] {
  return elements
    .filter(({ name }) => name === 'c:title')
    .flatMap(title => [...elementsOf(title)].filter(({ name }) => name === 'c:v').map(textOf))
}

function writeTable(writer: TextWriter, table: Element): void {
  const elements = [...elementsOf(table)]
  const hasHead = elements.some(
    ({ name, attributes }) => name === 'a:tblPr' && attributes['firstRow'] === '1',
  )
  const rows = elements.filter(({ name }) => name === 'a:tr')
  writeTextTable(
    writer,
    rows.map((row, at) => ({
      cells: row.children.flatMap(cell =>
        cell.type === 'element' && cell.name === 'a:tc' ? [paragraphsOf(cell).join('\n').trim()] : [],
      ),
      isHead: hasHead && at === 0,
    })),
  )
}

/** What the speaker noted; the picture of the slide and the page's number stand on the same page. */
async function notesIn(archive: Archive, target: string): Promise<string[]> {
  const xml = (await archive.read(target))?.toString('utf8') ?? ''
  const [page] = xml === '' ? [] : parseXml(xml, target).children.filter(child => child.type === 'element')
  if (page === undefined) return []
  return [...shapesIn(page)].filter(shape => !FURNITURE.has(placeholderOf(shape))).flatMap(paragraphsOf)
}

async function commentsIn(archive: Archive, target: string): Promise<string[]> {
  const xml = (await archive.read(target))?.toString('utf8') ?? ''
  if (xml === '') return []
  const elements = [...elementsOf(parseXml(xml, target))]
  const old = elements.filter(({ name }) => name === 'p:text').map(textIn)
  return old.length > 0 ? old : elements.filter(({ name }) => name === 'a:p').map(wordsOf)
}
