// How is a table of an office text written, whose cells are texts? By rows with its heads; one of a single column lays text out.
import { type SheetRow, sheetParts } from './sheet-parts.ts'
import type { TextWriter, WrittenRow } from './text-writer.ts'

export interface TextRow {
  readonly cells: readonly string[]
  /** Whether the file says that it has the heads of the columns. */
  readonly isHead?: boolean
}

export function writeTextTable(writer: TextWriter, rows: readonly TextRow[]): void {
  const heads = new Set<SheetRow>()
  const read = rows.flatMap(({ cells, isHead }): SheetRow[] => {
    if (cells.every(text => text === '')) return []
    const row = {
      cells: cells.map(text => ({ text, isFigure: /\p{N}/u.test(text) && !/\p{L}/u.test(text) })),
    }
    if (isHead === true) heads.add(row)
    return [row]
  })
  if (read.every(({ cells }) => cells.length <= 1)) {
    for (const { cells } of read) writer.paragraph(cells[0]?.text ?? '')
    return
  }
  for (const part of sheetParts(read, { heads })) {
    if (part.kind === 'line') writer.paragraph(part.row.cells.find(({ text }) => text !== '')?.text ?? '')
    else writer.table(part.head === null ? null : written(part.head), part.rows.map(written))
  }
}

function written({ cells }: SheetRow): WrittenRow {
  return { cells: cells.map(({ text }) => text) }
}
