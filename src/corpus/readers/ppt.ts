// Here are slides of PowerPoint 97 to 2003, give me their text, as that of `.pptx`: a slide is a section named by its title (MS-PPT).
import { type Rendition, UnreadableError } from '../rendition.ts'
import { CompoundFile, summaryOf } from './compound-file.ts'
import { encrypted } from './office-kinds.ts'
import { childrenOf, firstWithin, numberAt, type PptRecord, recordAt, within } from './ppt-records.ts'
import { type Box, rowsOf } from './ppt-table.ts'
import { writeTextTable } from './text-table.ts'
import { TextWriter } from './text-writer.ts'

const WHAT = 'PowerPoint presentation'

/** Kinds of records (MS-PPT, 2.13.24; MS-ODRAW, 2.2). */
const KIND = {
  slide: 0x03ee,
  slideAtom: 0x03ef,
  notes: 0x03f0,
  slidePersist: 0x03f3,
  slideShow: 0x03f9,
  placeholder: 0x0bc3,
  outlineText: 0x0f9e,
  textHeader: 0x0f9f,
  textChars: 0x0fa0,
  textBytes: 0x0fa8,
  cString: 0x0fba,
  slideList: 0x0ff0,
  userEdit: 0x0ff5,
  persistDirectory: 0x1772,
  comment: 0x2ee0,
  group: 0xf003,
  shape: 0xf004,
  textbox: 0xf00d,
  childAnchor: 0xf00f,
  tertiaryOptions: 0xf122,
} as const

/** Instances of lists of slides. */
const SLIDES = 0
const NOTES = 2

/** Of texts: titles, and those of a title slide; bodies in four sizes. */
const TITLES = new Set([0, 6])
const BODIES = new Set([1, 5, 7, 8])

/** Placeholders that stand on every slide: date, number, foot, head. */
const FURNITURE = new Set([7, 8, 9, 10])

const ENCRYPTED = 0xf3d1c4df

/** @throws {UnreadableError} */
export function readPpt(bytes: Uint8Array): Omit<Rendition, 'part'> {
  const file = new CompoundFile(bytes, WHAT)
  const stream = file.stream('PowerPoint Document')
  const user = file.stream('Current User')
  if (stream === null || user === null || user.length < 20) throw unreadable(file)
  if (user.readUInt32LE(12) === ENCRYPTED || file.stream('EncryptedSummary') !== null) throw encrypted(WHAT)
  const slides = slidesOf(stream, user.readUInt32LE(16))
  const writer = new TextWriter()
  for (const [at, slide] of slides.entries()) {
    writer.page(at + 1)
    writeSlide(writer, slide, at === 0)
  }
  const { source, root, pages } = writer
  return { source, root, pages, facts: [], ...summaryOf(file, source.trim() !== '') }
}

function unreadable(file: CompoundFile): UnreadableError {
  return file.stream('PP40') !== null || file.stream('PP97_DUALSTORAGE') !== null
    ? new UnreadableError(
        'unknown-format',
        'The presentation is of PowerPoint 95 or before. It was left out; save it as .pptx.',
      )
    : damaged('it has no slides')
}

function damaged(why: string): UnreadableError {
  return new UnreadableError(
    'damaged-file',
    `The ${WHAT} cannot be read: ${why}. It was left out; save it as .pptx.`,
  )
}

interface Text {
  /** As `TITLES` and `BODIES`. */
  readonly type: number
  readonly paragraphs: readonly string[]
}

interface Slide {
  /** What is drawn on it; null where the file refers to nothing. */
  readonly drawn: PptRecord | null
  /** Texts of its placeholders, to which shapes refer by their place. */
  readonly outline: readonly Text[]
  readonly notes: PptRecord | null
}

/** In the order in which they are shown. @param lastEdit where the newest edit of the file is described */
function slidesOf(stream: Buffer, lastEdit: number): Slide[] {
  const { places, document } = persisted(stream, lastEdit)
  const objectOf = (id: number): PptRecord | null => {
    const place = places.get(id)
    return place === undefined ? null : recordAt(stream, place)
  }
  const root = objectOf(document)
  if (root === null) throw damaged('its document is missing')
  const lists = [...within(root, KIND.slideList)]
  const notes = new Map<number, number>()
  for (const list of lists.filter(({ instance }) => instance === NOTES))
    for (const entry of within(list, KIND.slidePersist)) notes.set(numberAt(entry, 12), numberAt(entry, 0))
  return lists
    .filter(({ instance }) => instance === SLIDES)
    .flatMap(entriesOf)
    .map(({ id, outline }) => {
      const drawn = objectOf(id)
      const atom = drawn === null ? null : firstWithin(drawn, KIND.slideAtom)
      const noted = atom === null ? undefined : notes.get(numberAt(atom, 16))
      return { drawn, outline, notes: noted === undefined ? null : objectOf(noted) }
    })
}

/** Where the newest form of each object lies, by its id; and the id of the document. Each edit of the file leads to the one before. */
function persisted(
  stream: Buffer,
  lastEdit: number,
): { places: ReadonlyMap<number, number>; document: number } {
  const places = new Map<number, number>()
  const seen = new Set<number>()
  let document: number | null = null
  for (let at = lastEdit; !seen.has(at); ) {
    seen.add(at)
    const edit = recordAt(stream, at)
    if (edit?.type !== KIND.userEdit) break
    document ??= numberAt(edit, 16)
    const directory = recordAt(stream, numberAt(edit, 12))
    if (directory?.type === KIND.persistDirectory) addPlaces(directory, places)
    at = numberAt(edit, 8)
    if (at === 0) break
  }
  if (document === null) throw damaged('its last edit is missing')
  return { places, document }
}

/** Runs of objects: the id of the first and how many there are in one number, then the place of each (MS-PPT, 2.3.5). */
function addPlaces({ data }: PptRecord, places: Map<number, number>): void {
  for (let at = 0; at + 4 <= data.length; ) {
    const run = data.readUInt32LE(at)
    const first = run & 0xfffff
    const count = Math.min(run >>> 20, Math.floor((data.length - at - 4) / 4))
    for (let n = 0; n < count; n++)
      if (!places.has(first + n)) places.set(first + n, data.readUInt32LE(at + 4 + 4 * n))
    at += 4 + 4 * count
    if (count === 0) break
  }
}

/** The slides of a list, each with the texts behind it. */
function entriesOf(list: PptRecord): { id: number; outline: Text[] }[] {
  const entries: { id: number; outline: Text[] }[] = []
  let type = 0
  for (const record of childrenOf(list)) {
    const outline = entries.at(-1)?.outline
    if (record.type === KIND.slidePersist) entries.push({ id: numberAt(record, 0), outline: [] })
    else if (record.type === KIND.textHeader) {
      type = numberAt(record, 0)
      outline?.push({ type, paragraphs: [] })
    } else if (outline !== undefined && isText(record)) {
      outline.pop()
      outline.push({ type, paragraphs: paragraphsOf(record) })
    }
  }
  return entries
}

function isText({ type }: PptRecord): boolean {
  return type === KIND.textChars || type === KIND.textBytes
}

/** Characters of two bytes, or the lower ones of them; a vertical tab is a line's end within a paragraph. */
function paragraphsOf({ type, data }: PptRecord): string[] {
  return data
    .toString(type === KIND.textChars ? 'utf16le' : 'latin1')
    .split('\r')
    .map(paragraph => paragraph.replaceAll('\u000b', '\n').trim())
    .filter(paragraph => paragraph !== '')
}

function writeSlide(writer: TextWriter, { drawn, outline, notes }: Slide, isFirst: boolean): void {
  const show = drawn === null ? null : firstWithin(drawn, KIND.slideShow)
  const isHidden = show !== null && show.data.length > 10 && (show.data.readUInt16LE(10) & 4) !== 0
  writer.apart = isHidden ? 'hidden' : undefined
  const blocks = drawn === null ? [] : blocksIn(drawn, outline)
  const shown = new Set(blocks.flatMap(block => ('text' in block ? [block.text] : [])))
  // A text that no shape shows was typed in the outline.
  const rest = outline.filter(text => !shown.has(text))
  const title = [...shown, ...rest].find(({ type }) => TITLES.has(type)) ?? null
  writer.heading(isFirst ? 1 : 2, title?.paragraphs.join(' ').replace(/\s+/gu, ' ') ?? '')
  for (const block of [...blocks, ...rest.map(text => ({ text, isFurniture: false }))]) {
    if ('rows' in block)
      writeTextTable(
        writer,
        block.rows.map(cells => ({ cells })),
      )
    else if (block.text !== title) writeText(writer, block, isHidden)
  }
  if (notes !== null) writer.note(notedIn(notes))
  if (drawn !== null) writer.note(commentsIn(drawn))
  writer.apart = undefined
}

interface ShownText {
  readonly text: Text
  readonly isFurniture: boolean
}

type Block = ShownText | { readonly rows: readonly string[][] }

/** The texts of shapes in their order, and tables: groups that say that they are one. */
function blocksIn(drawn: PptRecord, outline: readonly Text[]): Block[] {
  const blocks: Block[] = []
  const read = (parent: PptRecord): void => {
    for (const child of childrenOf(parent)) {
      if (child.type === KIND.shape) {
        const block = shapeText(child, outline)
        if (block !== null) blocks.push(block)
      } else if (child.type === KIND.group && isTable(child))
        blocks.push({ rows: rowsOf(boxesIn(child, outline)) })
      else if (child.isContainer) read(child)
    }
  }
  read(drawn)
  return blocks
}

function shapeText(shape: PptRecord, outline: readonly Text[]): ShownText | null {
  const box = firstWithin(shape, KIND.textbox)
  if (box === null) return null
  const inBox: PptRecord = { ...box, isContainer: true }
  const place = firstWithin(shape, KIND.placeholder)
  const isFurniture = place !== null && FURNITURE.has(place.data[4] ?? 0)
  const reference = firstWithin(inBox, KIND.outlineText)
  const text = reference === null ? ownText(inBox) : outline[numberAt(reference, 0)]
  return text === undefined || text.paragraphs.length === 0 ? null : { text, isFurniture }
}

function ownText(box: PptRecord): Text {
  const records = [...childrenOf(box)]
  const header = records.find(({ type }) => type === KIND.textHeader)
  return {
    type: header === undefined ? -1 : numberAt(header, 0),
    paragraphs: records.filter(isText).flatMap(paragraphsOf),
  }
}

/** `tableProperties` (MS-ODRAW, 2.3.4.37) among the options of the group's own shape. */
const TABLE_PROPERTIES = 0x039f

function isTable(group: PptRecord): boolean {
  const [own] = childrenOf(group)
  const options = own === undefined ? null : firstWithin(own, KIND.tertiaryOptions)
  if (options === null) return false
  for (let n = 0; n < options.instance && 6 * n + 2 <= options.data.length; n++)
    if ((options.data.readUInt16LE(6 * n) & 0x3fff) === TABLE_PROPERTIES) return true
  return false
}

/** The cells of a table, each where it stands. */
function boxesIn(group: PptRecord, outline: readonly Text[]): Box[] {
  return [...childrenOf(group)].slice(1).flatMap((shape): Box[] => {
    const anchor = firstWithin(shape, KIND.childAnchor)
    const block = shapeText(shape, outline)
    if (anchor === null || firstWithin(shape, KIND.textbox) === null) return []
    return [
      { left: numberAt(anchor, 0), top: numberAt(anchor, 4), text: block?.text.paragraphs.join('\n') ?? '' },
    ]
  })
}

/** The points of a body are a list; a text box has paragraphs. */
function writeText(
  writer: TextWriter,
  { text: { type, paragraphs }, isFurniture }: ShownText,
  isHidden: boolean,
): void {
  if (isFurniture) {
    writer.apart = 'footer'
    // A star stands for what changes from slide to slide, such as its number.
    for (const words of paragraphs) if (words !== '*') writer.paragraph(words)
    writer.apart = isHidden ? 'hidden' : undefined
  } else if (BODIES.has(type) && paragraphs.length > 1) writer.list(paragraphs)
  else for (const words of paragraphs) writer.paragraph(words)
}

/** What the speaker noted: the body of the page on which the slide is pictured. */
function notedIn(notes: PptRecord): string[] {
  return blocksIn(notes, []).flatMap(block =>
    'text' in block && !block.isFurniture ? block.text.paragraphs.filter(words => words !== '*') : [],
  )
}

/** The second text of a comment, after its author. */
function commentsIn(slide: PptRecord): string[] {
  return [...within(slide, KIND.comment)].flatMap(comment =>
    [...childrenOf(comment)].flatMap(({ type, instance, data }) =>
      type === KIND.cString && instance === 1 ? [data.toString('utf16le').trim()] : [],
    ),
  )
}
