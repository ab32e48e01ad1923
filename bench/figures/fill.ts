// How do figures get into README and docs? Between two comments stands what the file of figures says:
//   <!-- figures: TABLE -->                                  … <!-- /figures -->   the whole table, on lines of its own
//   <!-- figure: TABLE | ROW | COLUMN -->                    … <!-- /figure -->    a cell
//   <!-- ratio: TABLE | COLUMN | ROW | OTHER ROW -->         … <!-- /ratio -->     how many times as much the row is as the other
import { type Figures, markdownOf, type Table } from './table.ts'

/** A number and at most its unit, or a mark that it differs. */
const NUMBER = /^[-−+±]?[\d.,]*\d\*?(?: ?(?:%|MB|kB|s|ms))?$/u
const PLACES = /<!-- (figures|figure|ratio): (.*?) -->[\s\S]*?<!-- \/\1 -->/gu

/**
 * The text with the figures that the file has now.
 * @param path is named where a figure is unknown
 * @throws Error naming file, line and what is unknown
 */
export function fill(text: string, figures: Figures, path: string): string {
  return text.replace(PLACES, (_whole, kind: string, named: string, at: number) => {
    const names = named.split('|').map(name => name.trim())
    try {
      const table = tableOf(figures, names[0] ?? '')
      return `<!-- ${kind}: ${named} -->${shownIn(kind, table, names.slice(1))}<!-- /${kind} -->`
    } catch (error) {
      const line = text.slice(0, at).split('\n').length
      throw new Error(`${path}:${line}: ${error instanceof Error ? error.message : error}`)
    }
  })
}

function shownIn(
  kind: string,
  table: Table,
  [first = '', second = '', third = '']: readonly string[],
): string {
  if (kind === 'figures') return `\n\n${markdownOf(table)}\n\n*Measured ${table.measured}.*\n\n`
  if (kind === 'figure') return cellOf(table, first, second)
  const ratio = numberOf(cellOf(table, second, first)) / numberOf(cellOf(table, third, first))
  return ratio < 9.95 ? ratio.toFixed(1) : String(Math.round(ratio))
}

function tableOf(figures: Figures, name: string): Table {
  const table = figures[name]
  if (table === undefined) throw new Error(`the file of figures has no table “${name}”.`)
  return table
}

function cellOf({ head, rows }: Table, row: string, column: string): string {
  const at = head.indexOf(column)
  const found = rows.find(([name]) => name === row)
  if (found === undefined) throw new Error(`the table has no row “${row}”.`)
  if (at === -1) throw new Error(`the table has no column “${column}”.`)
  return found[at] ?? ''
}

function numberOf(cell: string): number {
  const number = Number(cell.replaceAll(',', ''))
  if (cell === '' || Number.isNaN(number)) throw new Error(`“${cell}” is no number.`)
  return number
}

/** Lines at which a table of figures stands outside of a place that is filled: half of the cells beside its names or more are numbers. */
export function tablesByHand(text: string): number[] {
  const filled = text.replace(PLACES, whole => whole.replaceAll(/[^\n]/gu, ' '))
  return [...filled.matchAll(/^\|.*\n\|[-:| ]+\n((?:\|.*\n)+)/gmu)]
    .filter(([, body = '']) => {
      const cells = body.split('\n').flatMap(row => row.split('|').slice(2, -1)).map(cell => cell.trim()).filter(cell => cell !== '') // biome-ignore format: a chain
      return cells.filter(cell => NUMBER.test(cell)).length * 2 >= cells.length && cells.length > 0
    })
    .map(({ index }) => filled.slice(0, index).split('\n').length)
}
