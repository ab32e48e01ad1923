// Here is a table as text (CSV, TSV), give me its rows: each a passage with its heads, at its place in the file.
import type { PhrasingContent, Root, RootContent, TableRow } from 'mdast'
import { readPage } from '../decode.ts'
import { type Rendition, spanning, UnreadableError } from '../rendition.ts'
import { type CsvCell, csvRows, delimiterOf } from './csv-rows.ts'
import { type SheetCell, sheetParts } from './sheet-parts.ts'

/** Bytes of the largest file that is read: it is held in memory as a whole. */
const LARGEST = 256 * 1024 * 1024

interface Cell extends SheetCell {
  readonly written: CsvCell
}

interface Row {
  readonly cells: readonly Cell[]
}

/** @throws {UnreadableError} */
export function readCsv(bytes: Uint8Array): Omit<Rendition, 'part'> {
  return readTable(bytes, ',')
}

/** @throws {UnreadableError} */
export function readTsv(bytes: Uint8Array): Omit<Rendition, 'part'> {
  return readTable(bytes, '\t')
}

/** @param delimiter that the file's name promises; another is taken where it fits better */
function readTable(bytes: Uint8Array, delimiter: ',' | '\t'): Omit<Rendition, 'part'> {
  if (bytes.length > LARGEST)
    throw new UnreadableError(
      'large-file',
      `The file has ${Math.round(bytes.length / 1e6)} MB; a table as text may have ${Math.round(LARGEST / 1e6)}. It was left out; split it.`,
    )
  const { text: source, problems } = readPage(bytes)
  const start = source.startsWith('\uFEFF') ? 1 : 0
  const told = /^sep=(.)\r?\n/u.exec(source.slice(start, start + 8))
  const from = start + (told?.[0].length ?? 0)
  const sign = told?.[1] ?? delimiterOf(source, from, delimiter)
  const { rows, unclosed } = csvRows(source, sign, from)
  const read = rows.map((row): Row => ({ cells: row.map(toCell) }))
  const children: RootContent[] = []
  for (const part of sheetParts(read, { hasHeads: true })) {
    if (part.kind === 'line') {
      const cell = part.row.cells.find(({ text }) => text !== '')
      if (cell === undefined) continue
      const { position, children: phrases } = phrasesOf(cell, source)
      children.push({ type: 'paragraph', children: phrases, position })
      continue
    }
    const [first] = part.rows
    const head = part.head === null ? null : toRow(part.head, source)
    const begin = head?.position ?? toRow(first ?? { cells: [] }, source).position
    const body = part.rows.map(row => toRow(row, source))
    if (head !== null && !part.isOfAbove && body.length === 0)
      body.push({ type: 'tableRow', children: [], position: spanning(endOf(head), endOf(head)) })
    const last = body.at(-1) ?? head
    const empty: TableRow = {
      type: 'tableRow',
      children: [],
      position: spanning(startOf(begin), startOf(begin)),
    }
    const start = part.isOfAbove ? startOf(body[0]?.position) : startOf(begin)
    children.push({
      type: 'table',
      children: [head ?? empty, ...body],
      position: spanning(start, endOf(last)),
    })
  }
  const root: Root = { type: 'root', children }
  return {
    source,
    root,
    isHeadless: true,
    rows: rows.map(([first], at) => ({ at: first?.start ?? 0, row: at + 1 })),
    facts: [],
    problems: [...problems, ...unclosedProblem(source, unclosed)],
  }
}

type Position = ReturnType<typeof spanning>

function startOf(position: TableRow['position']): number {
  return position?.start.offset ?? 0
}

function endOf(row: TableRow | null): number {
  return row?.position?.end.offset ?? 0
}

/** White space around a value is no part of it. */
function toCell(written: CsvCell): Cell {
  const text = written.text.trim()
  return { text, isFigure: /\p{N}/u.test(text) && !/\p{L}/u.test(text), written }
}

function toRow({ cells }: Row, source: string): TableRow {
  const first = cells[0]?.written.start ?? 0
  return {
    type: 'tableRow',
    children: cells.map(cell => ({ type: 'tableCell', ...phrasesOf(cell, source) })),
    position: spanning(first, cells.at(-1)?.written.end ?? first),
  }
}

/** The lines of a cell, each at its own place: the file has as many, its signs doubled or not. */
function phrasesOf(
  { text, written }: Cell,
  source: string,
): { children: PhrasingContent[]; position: Position } {
  const { start, end } = written
  const children: PhrasingContent[] = []
  let from = start
  const values = text === '' ? [] : written.text.split(LINE_END)
  for (const raw of text === '' ? [] : source.slice(start, end).split(LINE_END)) {
    const value = (values.shift() ?? '').trim()
    const to = from + raw.length
    if (value !== '') {
      if (children.length > 0) children.push({ type: 'break', position: spanning(from, from) })
      children.push({ type: 'text', value, position: spanning(from, to) })
    }
    from = to + (source.startsWith('\r\n', to) ? 2 : 1)
  }
  return { children, position: spanning(start, end) }
}

const LINE_END = /\r\n|[\n\r]/u

function unclosedProblem(source: string, at: number | null): NonNullable<Rendition['problems']> {
  if (at === null) return []
  const line = (source.slice(0, at).match(/\r\n|\n|\r/gu)?.length ?? 0) + 1
  const message =
    'A quotation mark opens a value here and none closes it. It and those after it were read as signs of the text; look whether the columns below are right.'
  return [{ severity: 'warning', rule: 'unclosed-quotation', line, message }]
}
