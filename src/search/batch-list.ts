// Here is a file that a person made, which names or queries are in it? A table by its head, else a list: a name a line.
import { CsvError, parse } from 'csv-parse/sync'
import { RequestError } from '../domain/errors.ts'

/** What a plain text is read as: a name is searched exactly as it is written, a query with its words and signs. */
export const READ_AS = ['names', 'queries'] as const
export type ReadAs = (typeof READ_AS)[number]

export interface BatchList {
  readonly rows: readonly BatchRow[]
  /** How the file was read, in words: `one a line`. */
  readonly how: string
}

export interface BatchRow {
  /** Parameters of a query of a batch. */
  readonly parameters: Readonly<Record<string, string>>
  readonly line: number
}

/** Names of columns by which a head is known, in any letter case, and what they are in the interface. */
const HEAD: Readonly<Record<string, 'name' | 'q' | 'label'>> = {
  name: 'name',
  names: 'name',
  q: 'q',
  query: 'q',
  queries: 'q',
  label: 'label',
}
const DELIMITERS = [',', ';', '\t'] as const
type Delimiter = (typeof DELIMITERS)[number]
const CALLED: Readonly<Record<Delimiter, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' }

interface Line {
  readonly text: string
  readonly line: number
}

interface Row {
  readonly cells: readonly string[]
  readonly line: number
}

/**
 * The separator is decided for the whole file: by a head with a column `name` or `q`; without one, by all lines having the same number
 * of fields. A comma or a semicolon in some lines only is part of a name.
 * @param place of the file, for messages
 * @throws {RequestError} naming the line
 */
export function readBatchList(file: string, as: ReadAs, place: string): BatchList {
  const text = file.replace(/^\uFEFF?(?:sep=[,;\t]\r?\n)?/u, '')
  const skipped = file.slice(0, file.length - text.length).includes('\n') ? 1 : 0
  const lines = linesOf(text, skipped)
  if (lines.length === 0) throw wrong(place, 'has no names or queries')
  const table = readTable(text, skipped, lines, as, place)
  if (table !== null) return table
  const column = headOf(lines[0]?.text ?? '', null)?.[0]
  const rest = column === undefined ? lines : lines.slice(1)
  if (as === 'queries' || column === 'q')
    return { rows: rest.map(({ text: q, line }) => ({ parameters: { q }, line })), how: 'one a line' }
  return readNames(text, skipped, rest, column !== undefined)
}

/** A table with a head that says which column is the name or the query; null for another file. */
function readTable(
  text: string,
  skipped: number,
  [first]: readonly Line[],
  as: ReadAs,
  place: string,
): BatchList | null {
  for (const delimiter of DELIMITERS) {
    const head = headOf(first?.text ?? '', delimiter)
    if (head === null || head.length < 2) continue
    const names = head.map(name => (name === 'name' && as === 'queries' ? 'q' : name))
    const rows = readRows(text, skipped, delimiter, place).slice(1)
    return {
      rows: rows.map(({ cells, line }) => {
        if (cells.length > names.length)
          throw wrong(
            `${place}:${line}`,
            `has ${cells.length} fields, and the head has ${names.length}: put a text with ${CALLED[delimiter]} in quotation marks`,
          )
        const given = names.map((name, at) => [name, cells[at]?.trim() ?? ''] as const)
        return { parameters: Object.fromEntries(given.filter(([, value]) => value !== '')), line }
      }),
      how: `a table with the columns ${head.join(', ')}, parted by ${CALLED[delimiter]}`,
    }
  }
  return null
}

/** Names without a head. */
function readNames(text: string, skipped: number, lines: readonly Line[], hasHead: boolean): BatchList {
  if (!hasHead)
    for (const delimiter of ['\t', ';', ','] as const) {
      const rows = columnsOf(text, skipped, delimiter)
      if (rows === null) continue
      const [only, ...others] = rows
      if (others.length === 0 && only !== undefined && delimiter !== ',')
        return {
          rows: only.cells.flatMap(cell => (cell.trim() === '' ? [] : [named(cell, only.line)])),
          how: `parted by ${CALLED[delimiter]}`,
        }
      const wide = rows[0]?.cells.length ?? 0
      return {
        rows: rows.map(({ cells, line }) => named(cells[0] ?? '', line)),
        how: `the first of ${wide} columns, parted by ${CALLED[delimiter]}; the others were not read: give them a head`,
      }
    }
  const whole = lines.map(({ text: line, line: number }) => named(unquoted(line), number))
  const signs = [';', ','].filter(sign => whole.some(({ parameters }) => parameters['name']?.includes(sign)))
  const kept = signs.map(sign => CALLED[sign as Delimiter]).join(' and ')
  return { rows: whole, how: kept === '' ? 'one a line' : `one a line, ${kept} as part of a name` }
}

/** The rows where all have as many fields, two or more: commas part only where a field is quoted, as “Lee, Ann” is one name. */
function columnsOf(text: string, skipped: number, delimiter: Delimiter): Row[] | null {
  if (!text.includes(delimiter)) return null
  if (delimiter === ',' && !/(?:^|,)"(?:[^"]|"")*",|,"(?:[^"]|"")*"$/mu.test(text)) return null
  let rows: Row[]
  try {
    rows = readRows(text, skipped, delimiter, '')
  } catch (error) {
    if (error instanceof RequestError) return null
    throw error
  }
  const wide = rows[0]?.cells.length ?? 0
  return wide > 1 && rows.every(({ cells }) => cells.length === wide) ? rows : null
}

/** The columns of a line that is a head; null for another line. @param delimiter null for a line of one column */
function headOf(line: string, delimiter: Delimiter | null): string[] | null {
  const cells = delimiter === null ? [line] : line.split(delimiter)
  const names = cells.map(cell => unquoted(cell.trim())).map(name => HEAD[name.toLowerCase()] ?? name)
  return names.includes('name') || names.includes('q') ? names : null
}

/** @throws {RequestError} for a text that is no CSV (RFC 4180) */
function readRows(text: string, skipped: number, delimiter: Delimiter, place: string): Row[] {
  try {
    const read = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
    return (read as unknown as { record: string[]; info: { lines: number } }[])
      .map(({ record, info }) => ({ cells: record, line: info.lines + skipped }))
      .filter(({ cells }) => cells.some(cell => cell.trim() !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw wrong(place, `is no CSV: ${error.message}`)
  }
}

function linesOf(text: string, skipped: number): Line[] {
  return text
    .split(/\r\n|\n|\r/u)
    .map((line, at) => ({ text: line.trim(), line: at + 1 + skipped }))
    .filter(line => line.text !== '')
}

/** Without the quotation marks around a whole field. */
function unquoted(field: string): string {
  return /^"(?:[^"]|"")*"$/u.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field
}

function named(name: string, line: number): BatchRow {
  return { parameters: { name: name.trim() }, line }
}

function wrong(parameter: string, message: string): RequestError {
  return new RequestError([{ parameter, message }])
}
