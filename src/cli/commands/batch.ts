// `lede batch`: a file of names or queries (CSV, or a query a line), each searched, all results in one table.
import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import type { Bundle } from '../../bundle/open-bundle.ts'
import { ConfigError } from '../../domain/errors.ts'
import { type BatchFormat, type BatchQuery, parseBatchQuery, runBatch, written } from '../../search/batch.ts'
import { type IndexFlags, withIndex } from '../index-flags.ts'
import { userPath } from '../paths.ts'
import { warn } from '../terminal.ts'

export interface BatchFlags extends IndexFlags {
  readonly limit: number
  readonly format: BatchFormat
}

/** Writes to standard output; how many queries found something goes to standard error. */
export async function runBatchFile(path: string, flags: BatchFlags): Promise<number> {
  const queries = await readQueries(path, flags.limit)
  const found = await withIndex(flags, bundle => writeResults(bundle, queries, flags.format))
  warn(`${found.toLocaleString('en')} of ${queries.length.toLocaleString('en')} queries found something.`)
  return 0
}

/** How many queries found something. */
async function writeResults(
  bundle: Bundle,
  queries: readonly BatchQuery[],
  format: BatchFormat,
): Promise<number> {
  let found = 0
  const results = runBatch(bundle, queries)
  const counted = (async function* () {
    for await (const result of results) {
      if (result.total > 0) found++
      yield result
    }
  })()
  for await (const piece of written(counted, format)) {
    if (!process.stdout.write(piece)) await new Promise(resolve => process.stdout.once('drain', resolve))
  }
  return found
}

/** Columns by which a head is known, in any letter case, and what they are in the interface. Without a head the first column is `q`. */
const HEAD: Readonly<Record<string, string>> = { q: 'q', query: 'q', name: 'name', label: 'label' }

/** @throws {ConfigError} where the file cannot be read @throws {RequestError} naming the line and the column */
async function readQueries(path: string, limit: number): Promise<BatchQuery[]> {
  const text = await readFile(userPath(path), 'utf8').catch((error: Error) => {
    throw new ConfigError(`The queries in ${path} cannot be read: ${error.message}.`)
  })
  const rows = readRows(text, path)
  const [first = { cells: [] }] = rows
  const head = first.cells.map(name => HEAD[name.trim().toLowerCase()] ?? name.trim())
  const hasHead = head.includes('q') || head.includes('name')
  const queries = rows.slice(hasHead ? 1 : 0).map(({ cells, line }) => {
    const names = hasHead ? head : ['q']
    const given = names.flatMap((name, at) =>
      (cells[at] ?? '') === '' ? [] : [[name, cells[at] ?? ''] as const],
    )
    return parseBatchQuery(Object.fromEntries(given), limit, `${path}:${line}`)
  })
  if (queries.length === 0) throw new ConfigError(`There are no queries in ${path}.`)
  return queries
}

/** Rows of a CSV file; of any other file each line is a query as it stands. */
function readRows(
  text: string,
  path: string,
): { readonly cells: readonly string[]; readonly line: number }[] {
  if (!/\.csv$/iu.test(path)) {
    const lines = text.split(/\r?\n/u).map((each, at) => ({ cells: [each.trim()], line: at + 1 }))
    return lines.filter(({ cells: [query] }) => query !== '')
  }
  try {
    const read = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true })
    return (read as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new ConfigError(`${path} is no CSV: ${error.message}`)
  }
}
