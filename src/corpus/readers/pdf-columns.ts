// Which lines of a page are rows of columns or of a table? Lines whose gaps lie above each other: the gap runs down the page.
import { type Cell, joined, type Line } from './pdf-lines.ts'

export interface Row {
  /** One for each column, null where nothing stands. */
  readonly cells: readonly (Cell | null)[]
  readonly line: Line
}

export type Arranged = { readonly line: Line } | { readonly rows: readonly Row[] }

/** Lines of one page in the order in which they are read: columns one after the other, tables as rows. */
export function arrange(lines: readonly Line[]): Arranged[] {
  const arranged: Arranged[] = []
  for (let at = 0; at < lines.length; ) {
    const rows = rowsFrom(lines, at)
    const made = rows === null ? null : (columns(rows) ?? table(rows))
    arranged.push(...(made ?? [{ line: lines[at] as Line }]))
    at += made === null || rows === null ? 1 : rows.length
  }
  return arranged
}

interface Gap {
  readonly from: number
  readonly to: number
}

/** A gap must stay this wide, as a part of the letters' height. */
const NARROWEST = 0.8
/** Rows are no farther apart, in heights of letters. */
const FARTHEST = 3.2

function rowsFrom(lines: readonly Line[], at: number): Row[] | null {
  const first = lines[at]
  if (first === undefined || first.cells.length < 2) return null
  let gaps: readonly Gap[] = first.cells
    .slice(1)
    .map((cell, index) => ({ from: first.cells[index]?.right ?? 0, to: cell.x }))
  const taken = [first]
  let pitch: number | null = null
  for (const line of lines.slice(at + 1, at + 200)) {
    const above = taken.at(-1) as Line
    const step = above.y - line.y
    if (step <= 0 || step > above.size * FARTHEST || Math.abs(line.size - above.size) > above.size * 0.2)
      break
    if (line.cells.length === 1 && pitch !== null && step > pitch * 1.35) break
    const left = gaps.flatMap(gap => narrowed(gap, line))
    if (left.length === 0) break
    gaps = left
    pitch ??= step
    taken.push(line)
  }
  if (taken.length < 2) return null
  return taken.map(line => ({ line, cells: cellsBetween(line, gaps) }))
}

/** What of a gap no letter of the line stands in; none where that is too narrow. */
function narrowed(gap: Gap, { cells, size }: Line): Gap[] {
  let best: Gap = { from: 0, to: 0 }
  let from = gap.from
  for (const { x, right } of [...cells, { x: gap.to, right: gap.to }]) {
    if (right <= from) continue
    const to = Math.min(x, gap.to)
    if (to - from > best.to - best.from) best = { from, to }
    from = Math.max(from, right)
    if (from >= gap.to) break
  }
  return best.to - best.from >= size * NARROWEST ? [best] : []
}

function cellsBetween({ cells }: Line, gaps: readonly Gap[]): (Cell | null)[] {
  return Array.from({ length: gaps.length + 1 }, (_, column) => {
    const from = column === 0 ? -Infinity : (gaps[column - 1]?.to ?? 0)
    const to = gaps[column]?.from ?? Infinity
    const own = cells.filter(({ x, right }) => x >= from - 1 && right <= to + 1)
    const [first] = own
    const last = own.at(-1)
    return first === undefined || last === undefined
      ? null
      : { ...joined(own), x: first.x, right: last.right }
  })
}

/** Fewest rows of columns, and mean of words of a line in each. */
const FEWEST_ROWS = 3
const FEWEST_WORDS = 3
/** Lines of prose fill their column, most of them. */
const FILL = 0.6

/** Columns of prose, each from top to bottom; null where the rows are something else. */
function columns(rows: readonly Row[]): Arranged[] | null {
  const count = rows[0]?.cells.length ?? 0
  if (rows.filter(({ cells }) => cells.every(cell => cell !== null)).length < FEWEST_ROWS) return null
  const found: Arranged[] = []
  for (let column = 0; column < count; column++) {
    const lines = rows.flatMap(({ cells, line }): Line[] => {
      const cell = cells[column] ?? null
      return cell === null ? [] : [{ ...line, ...cell, cells: [cell] }]
    })
    const widest = Math.max(...lines.map(({ x, right }) => right - x))
    const full = lines.filter(({ x, right }) => right - x >= widest * FILL)
    const words = lines.reduce((sum, { text }) => sum + wordsIn(text), 0)
    if (words < lines.length * FEWEST_WORDS || full.length < lines.length * FILL) return null
    found.push(...lines.map(line => ({ line })))
  }
  return found
}

function wordsIn(text: string): number {
  const signs = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0
  return signs / 2 + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0)
}

/** Rows of a table, a cell of several lines as one; null where only numbers of items or letters of speakers stand before text. */
function table(rows: readonly Row[]): Arranged[] | null {
  const whole = rows.filter(({ cells }) => cells.filter(cell => cell !== null).length > 1)
  const count = rows[0]?.cells.length ?? 0
  if (whole.length < (count > 2 ? 2 : 3)) return null
  if (
    count === 2 &&
    rows.every(({ cells: [first] }) => first === null || first === undefined || first.text.length <= 4)
  )
    return null
  return [{ rows }]
}
