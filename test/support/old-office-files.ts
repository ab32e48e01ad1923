// Workbooks and slides as Office before 2007 writes them, record by record: what people have, as small as it can be.
import { type BookType, CFB, utils, type WorkSheet, write } from '@e965/xlsx'
import iconv from 'iconv-lite'

/** The package gives this part of it no types. */
const COMPOUND = CFB as {
  readonly utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Buffer): void }
  write(file: object, options: { readonly type: 'buffer' }): Buffer
}

export type OldCell = string | number | boolean

/** A workbook. @param rows of each sheet by its name @param edit what else a sheet is to have */
export function oldWorkbook(
  rows: Readonly<Record<string, readonly (readonly OldCell[])[]>>,
  bookType: BookType = 'biff8',
  edit: (sheets: Record<string, WorkSheet>) => void = () => {},
  hidden: readonly string[] = [],
): Buffer {
  const book = utils.book_new()
  for (const [name, cells] of Object.entries(rows))
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells.map(row => [...row])), name)
  edit(book.Sheets)
  book.Workbook = {
    Sheets: book.SheetNames.map(name => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })),
  }
  return write(book, { bookType, type: 'buffer', cellStyles: true }) as Buffer
}

/** A sheet of Excel 2, whose texts have one byte a sign: records without a file around them. */
export function sheetOfExcel2(rows: readonly (readonly string[])[], codePage: number): Buffer {
  const cells = rows.flatMap((row, y) =>
    row.map((words, x) => {
      const bytes = iconv.encode(words, `cp${codePage}`)
      return biff(0x04, Buffer.concat([shorts(y, x), Buffer.from([0, 0, 0, bytes.length]), bytes]))
    }),
  )
  return Buffer.concat([biff(0x09, shorts(2, 0x10)), biff(0x42, shorts(codePage)), ...cells, biff(0x0a)])
}

function biff(type: number, data: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([shorts(type, data.length), data])
}

function shorts(...values: readonly number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer)
}

export interface OldSlide {
  readonly title?: string
  /** Points of the body. */
  readonly body?: readonly string[]
  /** Texts of boxes. */
  readonly boxes?: readonly string[]
  /** Texts by rows. */
  readonly table?: readonly (readonly string[])[]
  readonly footer?: string
  readonly notes?: string
  readonly comment?: string
  readonly isHidden?: boolean
}

/** A presentation. @param properties texts by the number of the property of the summary */
export function oldSlides(
  slides: readonly OldSlide[],
  properties: ReadonlyMap<number, string> = new Map(),
): Buffer {
  const objects: Buffer[] = []
  const keep = (object: Buffer): number => objects.push(object)
  const entries: Buffer[] = []
  const noted: Buffer[] = []
  for (const [at, slide] of slides.entries()) {
    const notesId = slide.notes === undefined ? 0 : 500 + at
    const outline = [
      ...(slide.title === undefined ? [] : [text(0, slide.title)]),
      ...(slide.body === undefined ? [] : [text(1, slide.body.join('\r'))]),
    ]
    const id = keep(slideRecord(slide, notesId))
    entries.push(record(0x03f3, 0, integers(id, 0, outline.length, 256 + at, 0)), ...outline)
    if (slide.notes === undefined) continue
    const page = container(
      0x03f0,
      0,
      record(0x03f1, 0, integers(256 + at, 0)),
      drawing(box(text(2, slide.notes))),
    )
    noted.push(record(0x03f3, 0, integers(keep(page), 0, 0, notesId, 0)))
  }
  const document = keep(
    container(0x03e8, 0, container(0x0ff0, 0, ...entries), container(0x0ff0, 2, ...noted)),
  )
  const places: number[] = []
  let end = 0
  for (const object of objects) {
    places.push(end)
    end += object.length
  }
  const directory = record(0x1772, 0, integers((objects.length << 20) | 1, ...places))
  const edit = record(0x0ff5, 0, integers(0, 0, 0, end, document, objects.length + 1, 0))
  const user = record(0x0ff6, 0, integers(0x14, 0xe391c05f, end + directory.length))
  return compound({
    'PowerPoint Document': Buffer.concat([...objects, directory, edit]),
    'Current User': user,
    ...(properties.size === 0 ? {} : { '\u0005SummaryInformation': summary(properties) }),
  })
}

function slideRecord(slide: OldSlide, notesId: number): Buffer {
  const { title, body, boxes = [], table, footer, comment, isHidden = false } = slide
  const shapes = [
    ...(title === undefined ? [] : [box(record(0x0f9e, 0, integers(0)))]),
    ...(body === undefined ? [] : [box(record(0x0f9e, 0, integers(title === undefined ? 0 : 1)))]),
    ...boxes.map(words => box(text(4, words))),
    ...(table === undefined ? [] : [tableGroup(table)]),
    ...(footer === undefined ? [] : [box(text(4, footer), container(0xf011, 0, record(0x0bc3, 0, Buffer.from([0, 0, 0, 0, 9, 0, 0, 0]))))]),
  ] // biome-ignore format: a shape a line
  const show = Buffer.alloc(16)
  show.writeUInt16LE(isHidden ? 5 : 1, 10)
  const tags = (words: string): Buffer =>
    container(0x1388, 0, container(0x138a, 0, record(0x138b, 0, container(0x2ee0, 0, record(0x0fba, 0, wide('Ann')), record(0x0fba, 1, wide(words)))))) // biome-ignore format: records in each other
  return container(
    0x03ee,
    0,
    record(0x03ef, 0, integers(0, 0, 0, 0, notesId, 0)),
    record(0x03f9, 0, show),
    drawing(...shapes),
    ...(comment === undefined ? [] : [tags(comment)]),
  )
}

function drawing(...shapes: readonly Buffer[]): Buffer {
  return container(0x040c, 0, container(0xf002, 0, container(0xf003, 0, container(0xf004, 0), ...shapes)))
}

/** A shape. The box of its text says nowhere that it holds records. */
function box(words: Buffer, ...more: readonly Buffer[]): Buffer {
  return container(0xf004, 0, ...more, record(0xf00d, 0, words))
}

function tableGroup(rows: readonly (readonly string[])[]): Buffer {
  const option = Buffer.alloc(6)
  option.writeUInt16LE(0x039f, 0)
  const own = container(0xf004, 0, record(0xf122, 1, option))
  const cells = rows.flatMap((row, y) =>
    row.map((words, x) =>
      box(text(4, words), record(0xf00f, 0, integers(x * 100, y * 50, x * 100 + 99, y * 50 + 49))),
    ),
  )
  return container(0xf003, 0, own, ...cells)
}

/** Words with their kind; in one byte each where they can be. */
function text(type: number, words: string): Buffer {
  const isNarrow = Buffer.from(words, 'latin1').toString('latin1') === words
  return Buffer.concat([
    record(0x0f9f, 0, integers(type)),
    isNarrow ? record(0x0fa8, 0, Buffer.from(words, 'latin1')) : record(0x0fa0, 0, wide(words)),
  ])
}

function wide(words: string): Buffer {
  return Buffer.from(words, 'utf16le')
}

function container(type: number, instance: number, ...records: readonly Buffer[]): Buffer {
  return record(type, instance, Buffer.concat(records), 0xf)
}

function record(type: number, instance: number, data: Buffer, version = 0): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16LE((instance << 4) | version, 0)
  head.writeUInt16LE(type, 2)
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data])
}

function integers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, 4 * at)
  return bytes
}

/** Texts of a summary in UTF-8 (MS-OLEPS, 2.21). */
function summary(properties: ReadonlyMap<number, string>): Buffer {
  const entries: Buffer[] = []
  const values: Buffer[] = []
  const count = properties.size + 1
  let end = 8 + 8 * count
  const put = (id: number, value: Buffer): void => {
    entries.push(integers(id, end))
    values.push(value)
    end += value.length
  }
  put(1, integers(2, 65_001))
  for (const [id, words] of properties) {
    const bytes = Buffer.from(`${words}\0`)
    put(id, Buffer.concat([integers(0x1e, bytes.length), bytes, Buffer.alloc(-bytes.length & 3)]))
  }
  const set = Buffer.concat([integers(end, count), ...entries, ...values])
  const head = Buffer.alloc(48)
  head.writeUInt16LE(0xfffe, 0)
  head.writeUInt32LE(1, 24)
  head.writeUInt32LE(48, 44)
  return Buffer.concat([head, set])
}

/** A file in which these streams lie. */
export function compound(streams: Readonly<Record<string, Buffer>>): Buffer {
  const file = COMPOUND.utils.cfb_new()
  for (const [name, content] of Object.entries(streams)) COMPOUND.utils.cfb_add(file, `/${name}`, content)
  return Buffer.from(COMPOUND.write(file, { type: 'buffer' }))
}
