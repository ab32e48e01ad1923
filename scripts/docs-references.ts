// What is said of commands, calls and signs of a query in the documentation? It is written here, from the same descriptions that the program uses.
// `node scripts/references.ts` writes the pages again; a test compares them with what stands there.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command, Option } from 'commander'
import { program } from '../src/cli/program.ts'
import { addressOf, EXAMPLES } from '../src/http/examples.ts'
import { openApiDocument } from '../src/http/openapi.ts'
import { ROUTES } from '../src/http/routes.ts'
import { OPERATORS } from '../src/query/operators.ts'

const DOCS = new URL('../docs/reference/', import.meta.url)
const BEGINS = '<!-- from here on made by npm run docs:references -->'
/** Filters that a call takes where it takes all of them. */
const MANY = 10
const ENDS = '<!-- made until here -->'

const PARTS: Readonly<Record<string, () => string>> = {
  'query-language.md': operatorTable,
  'command-line.md': commandList,
  'http-api.md': callList,
}

/** What each page should be: as it is, with the part between the two marks made again. By file name. */
export function references(): Map<
  string,
  { readonly path: string; readonly is: string; readonly shouldBe: string }
> {
  return new Map(
    Object.entries(PARTS).map(([name, write]) => {
      const path = fileURLToPath(new URL(name, DOCS))
      const is = readFileSync(path, 'utf8')
      const [before = '', after = ''] = [is.split(BEGINS)[0], is.split(ENDS)[1]]
      return [name, { path, is, shouldBe: `${before}${BEGINS}\n\n${write()}\n\n${ENDS}${after}` }]
    }),
  )
}

function operatorTable(): string {
  const rows = OPERATORS.map(({ examples, meaning }) => [examples.map(code).join(', '), meaning])
  return table(['typed', 'finds'], rows)
}

function commandList(): string {
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
  return program.commands.flatMap(leaves).map(commandEntry).join('\n\n')
}

function commandEntry(command: Command): string {
  const arguments_ = command.registeredArguments.filter(({ description }) => description !== '')
  const rows = [
    ...arguments_.map(argument => [code(argument.name()), argument.description]),
    ...command.options.map(option => [code(option.flags), optionMeaning(option)]),
  ]
  const usage = command.usage().replace(/^\[options\] ?/u, '')
  return [
    `## \`${nameOf(command)}\``,
    sentence(command.description()),
    `Usage: ${code(`${nameOf(command)} ${usage}`.trim())}`,
    ...(rows.length === 0 ? [] : [table(['option', 'meaning'], rows)]),
  ].join('\n\n')
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}

function optionMeaning({ description, defaultValue }: Option): string {
  const isTold =
    defaultValue === undefined || typeof defaultValue === 'boolean' || Array.isArray(defaultValue)
  return cell(isTold ? description : `${description} (default: ${String(defaultValue)})`)
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly description?: string
  readonly schema: Schema
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
}

interface Operation {
  readonly summary: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly content: Readonly<
      Record<string, { readonly schema: { readonly properties?: Readonly<Record<string, Schema>> } }>
    >
  }
}

function callList(): string {
  const { paths } = openApiDocument(ROUTES, '') as { paths: Record<string, Record<string, Operation>> }
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method,
      path,
      operation,
      fields: fieldsOf(operation),
    })),
  )
  const ofSearch = calls.find(({ path }) => path === '/v1/search')?.fields ?? new Map<string, Schema>()
  return calls.map((call, at) => callEntry(call, at === 0 ? new Map() : ofSearch)).join('\n\n')
}

/** What may be asked, in the query string or in the body. */
function fieldsOf({ parameters = [], requestBody }: Operation): Map<string, Schema> {
  const query = parameters.filter(parameter => parameter.in === 'query')
  const body = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
    Object.entries(schema.properties ?? {}),
  )
  return new Map([
    ...query.map(
      ({ name, description, schema }) =>
        [name, description === undefined ? schema : { ...schema, description }] as const,
    ),
    ...body,
  ])
}

interface Call {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly fields: ReadonlyMap<string, Schema>
}

/** @param known fields that were described before: their names are enough */
function callEntry({ method, path, operation, fields }: Call, known: ReadonlyMap<string, Schema>): string {
  const isKnown = ([name, schema]: readonly [string, Schema]): boolean =>
    known.get(name)?.description === schema.description && schema.description !== undefined
  const own = [...fields].filter(field => !isKnown(field))
  const others = [...fields].filter(isKnown)
  const example = method === 'get' ? EXAMPLES[`get ${path}`] : undefined
  return [
    `## \`${method.toUpperCase()} ${path}\``,
    sentence(operation.summary),
    ...(own.length === 0
      ? []
      : [
          table(
            ['parameter', 'means', 'values'],
            own.map(([name, schema]) => [code(name), cell(schema.description ?? ''), allowed(schema)]),
          ),
        ]),
    ...(others.length === 0 ? [] : [`As in a search: ${namesOf(others)}.`]),
    ...(example === undefined ? [] : [`For instance \`${addressOf(path, example)}\``]),
  ].join('\n\n')
}

/** Filters are many: where most of them are taken, all are. */
function namesOf(fields: readonly (readonly [string, Schema])[]): string {
  const isFilter = ([name, { description = '' }]: readonly [string, Schema]): boolean =>
    description.endsWith('repeatable') || name === 'from' || name === 'to'
  const filters = fields.filter(isFilter)
  const named = fields.filter(field => filters.length < MANY || !isFilter(field)).map(([name]) => code(name))
  return [...named, ...(filters.length < MANY ? [] : ['all filters'])].join(', ')
}

/** What a parameter may be, in a few words. */
function allowed(schema: Schema): string {
  const { default: usual = '' } = schema
  const isPlain = usual !== '' && typeof usual !== 'object'
  return `${kindOf(schema)}${isPlain ? `; ${code(String(usual))} unless given` : ''}`
}

function kindOf({ type, enum: choices, minimum, maximum, anyOf = [], items }: Schema): string {
  if (choices !== undefined) return choices.map(choice => code(String(choice))).join(', ')
  if (anyOf.some(each => each.type === 'boolean')) return '`true`, `false`'
  const whole = anyOf.find(each => each.type === 'integer')
  if (whole !== undefined) return kindOf(whole)
  if (anyOf.some(each => each.type === 'number')) return 'number'
  if (items !== undefined || anyOf.some(each => each.type === 'array')) return 'text or list'
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  return type === 'string' ? 'text' : String(type ?? 'text')
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``
/** A sign that would be markup is none. */
const cell = (text: string): string => text.replaceAll(/[|<]/gu, '\\$&')
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/u.test(text) ? '' : '.'}`

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { path, shouldBe } of references().values()) writeFileSync(path, shouldBe)
