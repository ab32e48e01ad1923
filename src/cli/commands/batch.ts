// `lede batch`: a file of names or queries, one a line or a table with a head, each searched, all results in one table.
import { readFile } from 'node:fs/promises'
import type { Bundle } from '../../bundle/open-bundle.ts'
import { decode } from '../../corpus/decode.ts'
import { ConfigError } from '../../domain/errors.ts'
import { type BatchFormat, type BatchQuery, readBatch, runBatch, written } from '../../search/batch.ts'
import { type IndexFlags, withIndex } from '../index-flags.ts'
import { userPath } from '../paths.ts'
import { warn } from '../terminal.ts'

export interface BatchFlags extends IndexFlags {
  readonly limit: number
  readonly format: BatchFormat
  /** Plain lines are queries, not names. */
  readonly queries?: true
}

/** Writes to standard output; how many queries found something goes to standard error. */
export async function runBatchFile(path: string, flags: BatchFlags): Promise<number> {
  const { queries, how } = await readList(path, flags)
  warn(reading(queries, how))
  const found = await withIndex(flags, bundle => writeResults(bundle, queries, flags.format))
  warn(`${found.toLocaleString('en')} of ${queries.length.toLocaleString('en')} found something.`)
  return 0
}

/** How many queries found something. */
async function writeResults(
  bundle: Bundle,
  queries: readonly BatchQuery[],
  format: BatchFormat,
): Promise<number> {
  let found = 0
  const results = await runBatch(bundle, queries)
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

/** @throws {ConfigError} where the file cannot be read @throws {RequestError} naming the line and the column */
async function readList(path: string, flags: BatchFlags): Promise<ReturnType<typeof readBatch>> {
  const bytes = await readFile(userPath(path)).catch((error: Error) => {
    throw new ConfigError(`The names in ${path} cannot be read: ${error.message}.`)
  })
  const decoded = decode(bytes)
  if (!decoded.ok) throw new ConfigError(`${path}: ${decoded.message}`)
  for (const { line, message } of decoded.problems) warn(`${path}:${line ?? 1}: ${message}`)
  const as = flags.queries === true ? 'queries' : 'names'
  return readBatch(decoded.text, { as, limit: flags.limit, place: path })
}

/** What the file was read as. */
function reading(queries: readonly BatchQuery[], how: string): string {
  const names = queries.filter(({ read }) => read === 'name').length
  const number = (count: number, what: string, whats: string): string =>
    `${count.toLocaleString('en')} ${count === 1 ? what : whats}`
  const parts = [
    ...(names === 0 ? [] : [`${number(names, 'name', 'names')}, exactly as written`]),
    ...(names === queries.length ? [] : [number(queries.length - names, 'query', 'queries')]),
  ]
  const turned = queries.filter(({ notes }) => notes.some(({ code }) => code === 'other-forms')).length
  const orders =
    turned === 0
      ? ''
      : ` ${number(turned, 'name is', 'names are')} written surname first and searched in both orders.`
  const other = names > 0 ? ' With --queries names are read as queries.' : ''
  return `Read as ${parts.join(' and ')}: ${how}.${orders}${other}`
}
