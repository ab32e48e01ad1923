// Where do the figures of the documentation come from? Each bench prints its tables here. Where LEDE_FIGURES names a file they are also kept in it,
// and `fill.ts` writes them into README and docs: a figure has one source.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

export interface Table {
  /** The day it was measured, as YYYY-MM-DD. */
  readonly measured: string
  readonly head: readonly string[]
  /** The first cell names the row. */
  readonly rows: readonly (readonly string[])[]
}

/** Tables by their name. */
export type Figures = Readonly<Record<string, Table>>

/** A table that is being measured. */
export interface OpenTable {
  /** Prints a row as soon as it is known. */
  row(cells: readonly string[]): void
  /** Keeps the table, whole, where LEDE_FIGURES names a file. */
  end(): void
}

/** Prints the head of a table. @param name the table's name in the file of figures */
export function beginTable(name: string, head: readonly string[]): OpenTable {
  const rows: (readonly string[])[] = []
  const print = (cells: readonly string[]): boolean => process.stdout.write(`${lineOf(cells)}\n`)
  print(head)
  print(head.map(() => '---'))
  return {
    row(cells) {
      if (cells.length !== head.length)
        throw new Error(`A row of ${name} has ${cells.length} cells, its head ${head.length}.`)
      rows.push(cells)
      print(cells)
    },
    end() {
      process.stdout.write('\n')
      const path = process.env['LEDE_FIGURES']
      if (path === undefined) return
      const measured = new Date().toISOString().slice(0, 10)
      writeFigures(path, { ...readFigures(path), [name]: { measured, head, rows } })
    },
  }
}

/** @throws Error where the file is there, and no file of figures */
export function readFigures(path: string): Figures {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Figures) : {}
}

/** Writes a row a line, tables in the order of their names, so that a new run changes the lines that it measured. */
export function writeFigures(path: string, figures: Figures): void {
  const tables = Object.keys(figures)
    .sort()
    .map(name => {
      const { measured, head, rows } = figures[name] as Table
      const lines = rows.map(row => `      ${JSON.stringify(row)}`)
      return `  ${JSON.stringify(name)}: {\n    "measured": ${JSON.stringify(measured)},\n    "head": ${JSON.stringify(head)},\n    "rows": [\n${lines.join(',\n')}\n    ]\n  }`
    })
  const whole = `${path}.new`
  writeFileSync(whole, `{\n${tables.join(',\n')}\n}\n`)
  renameSync(whole, path)
}

/** As Markdown, columns of numbers on the right. */
export function markdownOf({ head, rows }: Table): string {
  const rule = head.map((_, column) =>
    column > 0 && rows.every(row => isNumber(row[column] ?? '')) ? '---:' : '---',
  )
  return [head, rule, ...rows].map(lineOf).join('\n')
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function isNumber(cell: string): boolean {
  return /^(?:[-−+±]?[\d.,]+\*?(?: %)?)?$/u.test(cell)
}
