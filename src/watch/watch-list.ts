// What is waited for? Reads `watch.yaml`: queries, and names with the other forms in which they are written.
import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { findBeside } from '../build/beside.ts'
import type { BuildConfig } from '../build/config.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import { parseYaml } from '../corpus/yaml-file.ts'
import { ConfigError, RequestError } from '../domain/errors.ts'
import { asPhrase } from '../query/plain-words.ts'
import { nameIndexOf } from '../search/name-index.ts'
import { parseSelection, type Selection } from '../search/request.ts'

const text = z.string().trim().min(1, 'must not be empty')

const entry = z
  .looseObject({
    label: text.optional(),
    q: text.optional(),
    names: z.array(text).min(1, 'name somebody').optional(),
  })
  .refine(({ q, names }) => q === undefined || names === undefined, 'give q or names, not both')
  .refine(
    ({ label, q, names, ...filters }) =>
      q !== undefined || names !== undefined || (label !== undefined && Object.keys(filters).length > 0),
    'give q, or names, or a label and a filter',
  )

const schema = z.strictObject({
  watch: z.array(entry).default([]),
  webhook: z.url({ protocol: /^https?$/u, error: 'must be an address, https://…' }).optional(),
})

export interface WatchEntry {
  readonly label: string
  /** The query, or the names as they are written in the list. */
  readonly q: string | null
  readonly names: readonly string[]
  /** Filters and options, as parameters of a search. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** What is asked, in short: another question is another key. */
  readonly key: string
}

export interface WatchList {
  readonly entries: readonly WatchEntry[]
  readonly webhook: string | null
}

/**
 * The list that goes with a corpus: the configured one, else `watch.yaml` in a source folder or beside it. Null where there is none.
 * @throws {ConfigError} with the line at fault
 */
export async function findWatchList(
  sources: readonly string[],
  config: BuildConfig,
): Promise<WatchList | null> {
  const path = await findBeside(sources, 'watch.yaml', config.watch.list, {
    what: 'watch',
    setting: 'watch.list',
  })
  return path === null ? null : parseWatchList(await readFile(path, 'utf8'), path)
}

/** @throws {ConfigError} */
export function parseWatchList(yaml: string, path: string): WatchList {
  const { value, lineOf } = parseYaml(yaml, path, schema)
  const labels = new Set<string>()
  const entries = value.watch.map(({ label: given, q, names = [], ...filters }, index): WatchEntry => {
    const parameters = asTexts(filters)
    const label = given ?? q ?? names[0] ?? ''
    const wrong = (message: string): ConfigError =>
      new ConfigError(`${path} has entries that cannot be used:`, [
        `${path}:${lineOf(['watch', index])}: ${message}`,
      ])
    if (labels.has(label)) throw wrong(`“${label}” comes twice. Give one of the two another label.`)
    labels.add(label)
    try {
      parseSelection({ ...parameters, q: q ?? '' })
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      throw wrong(error.message)
    }
    const key = hash('sha256', JSON.stringify([q ?? null, names, parameters])).slice(0, 16)
    return { label, q: q ?? null, names, parameters, key }
  })
  return { entries, webhook: value.webhook ?? null }
}

/** YAML reads a year as a number; what filters is text. */
function asTexts(filters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const asText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value)
  return Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(asText) : asText(value),
    ]),
  )
}

/** The search of an entry: names as they are written, and the entities that the index knows by them. */
export function selectionOf(bundle: Bundle, { q, names, parameters }: WatchEntry): Selection {
  return parseSelection({ ...parameters, q: q ?? queryOf(bundle, names) })
}

function queryOf(bundle: Bundle, names: readonly string[]): string {
  const index = nameIndexOf(bundle)
  const clauses = names.flatMap(name => {
    const quoted = asPhrase(name)
    return [quoted, ...new Set(index.find(name).map(({ type }) => `${type}:${quoted}`))]
  })
  return clauses.join(' OR ')
}
