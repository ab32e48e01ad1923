// Which names does a subject have? A pack: names with types, aliases and ids in a file of YAML, CSV or JSON Lines; how its types are
// called; and whether letters with figures (`M85`) name its things.
import { extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { parseYaml } from '../../corpus/yaml-file.ts'
import { ENTITY_TYPES, type EntityType } from '../../domain/document.ts'
import { ConfigError } from '../../domain/errors.ts'
import { reasonOf } from '../../domain/reason.ts'
import type { TypeTitles } from '../../domain/type-titles.ts'
import type { GazetteerEntry } from './entry.ts'

export interface Pack {
  readonly names: readonly GazetteerEntry[]
  readonly titles: TypeTitles
  readonly designations: Designations | null
}

/** Letters with figures that name a thing of this type where one of the words, or a word that ends with one, stands in the passage. */
export interface Designations {
  readonly type: EntityType
  readonly words: readonly string[]
}

const PACK_EXTENSIONS = ['.yaml', '.yml', '.csv', '.jsonl', '.ndjson'] as const

/** UTF-16 code units of a name, and of a name with all its aliases. */
const LONGEST = { form: 300, line: 5_000 }

const textUpTo = (longest: number) =>
  z
    .string('must be a text')
    .trim()
    .min(1, 'is empty')
    .max(longest, `is longer than ${longest} characters`)
    .regex(/[\p{L}\p{N}]/u, 'has no letter or digit')
const form = textUpTo(LONGEST.form)
/** `Name | alias | …` */
const line = textUpTo(LONGEST.line)
const TYPES = ENTITY_TYPES.filter(name => name !== 'date')
const type = z.enum(TYPES, `must be one of ${TYPES.join(', ')}`)
const ids = z.record(
  z.string().min(1),
  z.union([z.string(), z.number()]).transform(id => String(id).trim()),
)
const relation = z.strictObject({
  relation: z.enum(['demonym-of', 'capital-of', 'metonym-for']),
  entity: z.string().regex(/^[a-z]+:\S+$/u, 'must be an id such as place:russia'),
})
const named = z.strictObject({
  name: form,
  aliases: z.array(form).default([]),
  ids: ids.optional(),
  relations: z.array(relation).optional(),
})
/** A line of JSON, or a row of CSV. */
const record = named.extend({ type })
const title = z.string().trim().min(1, 'is empty').max(60, 'is longer than 60 characters')

const schema = z.strictObject({
  source: z.string().optional(),
  titles: z
    .partialRecord(type, z.tuple([title, title], 'must be a list of two: of many, and of one'))
    .default({}),
  designations: z
    .strictObject({
      type,
      words: z
        .array(z.string().regex(/^\p{Ll}+(?: \p{Ll}+)*$/u, 'must be words in small letters'))
        .min(1, 'name a word'),
    })
    .optional(),
  names: z
    .partialRecord(
      type,
      z.array(z.union([line, named], 'must be “Name | alias”, or a map with a name')).nullable(),
    )
    .default({}),
})

/** @throws {ConfigError} for a file that is no pack, with file, line and field */
export function parsePack(text: string, path: string): Pack {
  switch (extname(path).toLowerCase()) {
    case '.yaml':
    case '.yml':
      return parseYamlPack(text, path)
    case '.csv':
      return { names: parseTable(text, path), titles: {}, designations: null }
    case '.jsonl':
    case '.ndjson':
      return { names: parseLines(text, path), titles: {}, designations: null }
    default:
      throw new ConfigError(`${path} is no pack: its name must end with ${PACK_EXTENSIONS.join(', ')}.`)
  }
}

function parseYamlPack(text: string, path: string): Pack {
  const { value } = parseYaml(text, path, schema)
  const names = Object.entries(value.names).flatMap(([kind, list]) =>
    (list ?? []).map(
      (each): GazetteerEntry => entryOf(kind as EntityType, typeof each === 'string' ? parted(each) : each),
    ),
  )
  return { names, titles: value.titles as TypeTitles, designations: value.designations ?? null }
}

/** Of `Name | alias | alias`. */
function parted(line: string): z.infer<typeof named> {
  const [name = '', ...aliases] = formsIn(line)
  return { name, aliases }
}

function formsIn(text: string): string[] {
  return text
    .split('|')
    .map(part => part.trim())
    .filter(part => part !== '')
}

function entryOf(
  kind: EntityType,
  { name, aliases, ids: known, relations }: z.infer<typeof named>,
): GazetteerEntry {
  return {
    type: kind,
    name,
    aliases,
    ...(relations === undefined ? {} : { relations }),
    ...(known === undefined || Object.keys(known).length === 0 ? {} : { ids: known }),
  }
}

/** Columns of names; all others are ids. */
const COLUMNS = ['name', 'type', 'aliases']

function parseTable(text: string, path: string): GazetteerEntry[] {
  let rows: { record: string[]; info: { lines: number } }[]
  try {
    rows = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows
  } catch (error) {
    throw new ConfigError(`${path} is not CSV: ${reasonOf(error)}.`)
  }
  const [head, ...body] = rows
  const columns = head?.record ?? []
  const missing = ['name', 'type'].filter(column => !columns.includes(column))
  if (missing.length > 0)
    throw new ConfigError(
      `${path}:1: the first row must name the columns; ${missing.join(' and ')} is missing.`,
    )
  return readAll(
    path,
    body.map(({ record: cells, info }) => ({
      line: info.lines,
      read: () => {
        if (cells.length > columns.length)
          throw new TypeError(`has ${cells.length} cells, and there are ${columns.length} columns`)
        const of = (column: string): string => cells[columns.indexOf(column)] ?? ''
        const others = columns.flatMap((column, at): [string, string][] =>
          COLUMNS.includes(column) || (cells[at] ?? '') === '' ? [] : [[column, cells[at] ?? '']],
        )
        return {
          name: of('name'),
          type: of('type'),
          aliases: formsIn(of('aliases')),
          ids: Object.fromEntries(others),
        }
      },
    })),
  )
}

function parseLines(text: string, path: string): GazetteerEntry[] {
  const lines = text.replace(/^\uFEFF/u, '').split('\n')
  return readAll(
    path,
    lines.flatMap((line, at) =>
      line.trim() === '' ? [] : [{ line: at + 1, read: (): unknown => JSON.parse(line) }],
    ),
  )
}

/** Problems that a message lists. */
const MOST_PROBLEMS = 20

function readAll(
  path: string,
  rows: readonly { readonly line: number; readonly read: () => unknown }[],
): GazetteerEntry[] {
  const wrong: string[] = []
  const names = rows.flatMap(({ line, read }): GazetteerEntry[] => {
    try {
      const result = record.safeParse(read())
      if (result.success) return [entryOf(result.data.type, result.data)]
      for (const { path: keys, message } of result.error.issues)
        wrong.push(`${path}:${line}: ${[keys.map(String).join('.'), message].filter(Boolean).join(': ')}`)
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
      wrong.push(`${path}:${line}: ${error.message}`)
    }
    return []
  })
  if (wrong.length > 0) {
    const more = wrong.length > MOST_PROBLEMS ? [`and ${wrong.length - MOST_PROBLEMS} more.`] : []
    throw new ConfigError(`${path} has names that cannot be used:`, [
      ...wrong.slice(0, MOST_PROBLEMS),
      ...more,
    ])
  }
  return names
}
