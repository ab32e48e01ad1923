// Which rows of a sheet are lines of text, which are tables, and which row of a table has the heads of its columns?

export interface SheetCell {
  /** As it is displayed; empty where nothing is. */
  readonly text: string
  /** A number, an amount or a date, and no words. */
  readonly isFigure: boolean
  /** Set apart by its form, as heads are. */
  readonly isMarked?: boolean
}

export interface SheetRow<Cell extends SheetCell = SheetCell> {
  /** By column. */
  readonly cells: readonly Cell[]
}

export type SheetPart<Row extends SheetRow> =
  | { readonly kind: 'line'; readonly row: Row }
  | {
      readonly kind: 'table'
      readonly head: Row | null
      /** Whether the head is that of a table above, from which blank rows part this one. */
      readonly isOfAbove: boolean
      readonly rows: readonly Row[]
    }

export interface SheetKnowledge<Row extends SheetRow> {
  /** Rows that the file itself says are heads. */
  readonly heads?: ReadonlySet<Row>
  /** Whether files of the kind begin with heads, unless they look like data. */
  readonly hasHeads?: boolean
}

/** Blank rows part tables; lines that fill one cell above a table are its title. */
export function sheetParts<Row extends SheetRow>(
  rows: readonly Row[],
  known: SheetKnowledge<Row> = {},
): SheetPart<Row>[] {
  const parts: SheetPart<Row>[] = []
  const width = Math.max(0, ...rows.slice(0, LOOK).map(row => filled(row)))
  let above: Row | null = null
  for (const block of blocksOf(rows)) {
    let first = 0
    // In a table as text a row of one value is one of the table above it; in a sheet it is a line below the table.
    if (known.hasHeads !== true || (width > 1 && above === null))
      for (
        ;
        first < block.length && filled(block[first]) === 1 && known.heads?.has(block[first] as Row) !== true;
        first++
      )
        parts.push({ kind: 'line', row: block[first] as Row }) // first < length
    const table = block.slice(first)
    const [head] = table
    if (head === undefined) continue
    if (isHead(table, 0, known)) {
      above = head
      parts.push({ kind: 'table', head, isOfAbove: false, rows: table.slice(1) })
      continue
    }
    // A table of other columns than the one above has other heads.
    if (above !== null && lastColumn(table) > lastColumn([above])) above = null
    parts.push({ kind: 'table', head: above, isOfAbove: true, rows: table })
  }
  return parts
}

/** Rows that are looked at to tell what a table is like. */
const LOOK = 200
const LONGEST_HEAD = 80

function* blocksOf<Row extends SheetRow>(rows: readonly Row[]): Generator<Row[]> {
  let block: Row[] = []
  for (const row of rows) {
    if (filled(row) > 0) block.push(row)
    else if (block.length > 0) {
      yield block
      block = []
    }
  }
  if (block.length > 0) yield block
}

function filled(row: SheetRow | undefined): number {
  return row?.cells.reduce((count, { text }) => count + (text === '' ? 0 : 1), 0) ?? 0
}

function lastColumn(rows: readonly SheetRow[]): number {
  return rows.reduce(
    (last, { cells }) =>
      Math.max(
        last,
        cells.findLastIndex(({ text }) => text !== ''),
      ),
    -1,
  )
}

/** Short words, each once, that stand above something else: figures, longer texts, other forms. */
function isHead<Row extends SheetRow>(
  rows: readonly Row[],
  at: number,
  { heads, hasHeads = false }: SheetKnowledge<Row>,
): boolean {
  const row = rows[at]
  if (row === undefined) return false
  if (heads?.has(row) === true) return true
  const below = rows.slice(at + 1, at + 1 + LOOK)
  const cells = row.cells.flatMap((cell, column) => (cell.text === '' ? [] : [{ cell, column }]))
  if (below.length === 0 || cells.length < (hasHeads ? 1 : 2)) return false
  const texts = new Set(cells.map(({ cell }) => cell.text))
  if (texts.size < cells.length || !cells.every(({ cell }) => mayLabel(cell))) return false
  if (!cells.some(({ cell }) => !cell.isFigure)) return false
  const columns = cells.map(({ cell, column }) => ({
    cell,
    values: below.map(({ cells: others }) => others[column]).filter(value => value !== undefined),
  }))
  if (columns.some(({ cell, values }) => values.some(({ text }) => text === cell.text))) return false
  if (hasHeads) return true
  return columns.some(({ cell, values: all }) => {
    const values = all.filter(({ text }) => text !== '')
    if (values.length === 0) return false
    const figures = values.filter(({ isFigure }) => isFigure).length
    const length = values.reduce((sum, { text }) => sum + text.length, 0) / values.length
    const isRepeated = new Set(values.map(({ text }) => text)).size * 2 <= values.length
    const isAboveFigures = cell.isFigure
      ? values.every(value => value.isFigure && !YEAR.test(value.text))
      : figures * 2 > values.length
    // One row below says little of what stands above it.
    const isAboveOthers = values.length > 1 && (length > 2 * cell.text.length || isRepeated)
    return (
      isAboveFigures ||
      isAboveOthers ||
      (cell.isMarked === true && values.every(({ isMarked }) => isMarked !== true))
    )
  })
}

/** Words, or a year as of a column of figures. */
function mayLabel({ text, isFigure }: SheetCell): boolean {
  if (text.length > LONGEST_HEAD) return false
  return isFigure ? YEAR.test(text) : !/[@]|:\/\//u.test(text)
}

const YEAR = /^(?:1[5-9]|20)\d\d(?:[-/]\d{2,4})?$/u
