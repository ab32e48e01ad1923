// How does a sheet of a workbook become text? Its name as a heading, lines, and tables whose rows keep their numbers.
import type { TableRow } from 'mdast'
import { type SheetCell, type SheetRow, sheetParts } from './sheet-parts.ts'
import type { TextWriter, WrittenRow } from './text-writer.ts'

export interface NumberedRow extends SheetRow {
  /** 1-based, as the sheet numbers it. */
  readonly number: number
}

export const BLANK: SheetCell = { text: '', isFigure: false }

/** A sheet as the readers of workbooks find it. */
export interface Sheet {
  readonly name: string
  readonly isHidden: boolean
  readonly rows: readonly NumberedRow[]
  /** Those of the rows that the file itself says are heads. */
  readonly heads: ReadonlySet<NumberedRow>
  /** Rows that are hidden. */
  readonly hidden: readonly NumberedRow[]
  /** What people noted at cells. */
  readonly notes: readonly string[]
}

/** A hidden sheet stands apart, and so do hidden rows, which come last. */
export function writeSheet(writer: TextWriter, { name, isHidden, rows, heads, hidden, notes }: Sheet): void {
  writer.apart = isHidden ? 'hidden' : undefined
  writeRows(writer, name, rows, heads)
  for (const note of notes) writer.note([note])
  writer.apart = 'hidden'
  writeRows(writer, '', hidden, new Set())
  writer.apart = undefined
}

/** @param name empty where the rows are more of the sheet before */
function writeRows(
  writer: TextWriter,
  name: string,
  rows: readonly NumberedRow[],
  heads: ReadonlySet<NumberedRow>,
): void {
  if (name !== '') writer.sheet = name
  if (rows.length === 0) return
  if (name !== '') {
    writer.startRow(null)
    writer.heading(2, name)
  }
  const columns = columnsOf(rows)
  let head: TableRow | null = null
  for (const part of sheetParts(rows, { heads })) {
    if (part.kind === 'line') {
      writer.startRow(part.row.number)
      writer.paragraph(part.row.cells.find(({ text }) => text !== '')?.text ?? '')
      continue
    }
    const line = ({ cells, number }: NumberedRow): WrittenRow => ({
      cells: columns.map(column => cells[column]?.text ?? ''),
      number,
    })
    const above = part.head === null ? null : part.isOfAbove ? head : line(part.head)
    head = writer.table(above, part.rows.map(line))
  }
  // Comments follow, which name their cells themselves.
  writer.startRow(null)
}

/** The columns in which something stands. */
function columnsOf(rows: readonly SheetRow[]): number[] {
  const columns = new Set<number>()
  for (const { cells } of rows)
    for (const [column, cell] of cells.entries()) if ((cell?.text ?? '') !== '') columns.add(column)
  return [...columns].sort((a, b) => a - b)
}
