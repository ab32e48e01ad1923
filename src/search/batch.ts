// Here are hundreds of names or queries, what is there about each? One search after the other, counted, with its best passages cited.
import { z } from 'zod'
import type { Bundle } from '../bundle/open-bundle.ts'
import { hasOwnLines } from '../corpus/formats.ts'
import { csvLine } from '../domain/csv.ts'
import { Deadline } from '../domain/deadline.ts'
import { RequestError } from '../domain/errors.ts'
import { surnameLast } from '../domain/names/name-parts.ts'
import { speakerName } from '../domain/speaker.ts'
import { type Note, noteOf, noteText } from '../query/note-texts.ts'
import { asPhrase, withoutSigns } from '../query/plain-words.ts'
import { READ_AS, type ReadAs, readBatchList } from './batch-list.ts'
import { LIMITS } from './limits.ts'
import {
  parseSearchRequest,
  type RawParameters,
  type SearchRequest,
  validate,
  wholeNumber,
} from './request.ts'
import { requestDeadline } from './request-deadline.ts'
import { resolveFilters } from './resolve-filters.ts'
import { type Hit, type QueryReport, type SearchPage, search } from './search.ts'

export const BATCH_FORMATS = ['ndjson', 'csv'] as const
export type BatchFormat = (typeof BATCH_FORMATS)[number]

const TOO_MANY = `may have ${LIMITS.batch.queries} at most`

export const batchParameters = z.strictObject({
  queries: z
    .array(z.union([z.string(), z.record(z.string(), z.unknown())]), 'must be a list of queries')
    .min(1, 'must have a query')
    .max(LIMITS.batch.queries, TOO_MANY)
    .optional()
    .describe('each a query, or an object with parameters of a search, or with a name'),
  names: z
    .array(z.string(), 'must be a list of texts')
    .min(1, 'must have a name')
    .max(LIMITS.batch.queries, TOO_MANY)
    .optional()
    .describe(
      'names, each searched exactly as it is written; surname first, as in `Lee, Ann`, in both orders',
    ),
  list: z
    .string()
    .optional()
    .describe('the text of a file: a name a line, or a table with a head; read as `lede batch` reads it'),
  as: z
    .enum(READ_AS)
    .optional()
    .describe('what plain texts are read as: names in `list` unless said, queries in `queries`'),
  limit: wholeNumber(0, LIMITS.limit.max).default(LIMITS.batch.hits).describe('passages of each query'),
  format: z.enum(BATCH_FORMATS).default('ndjson').describe('a line of JSON for each query, or a table'),
})

/** A name is searched exactly as it is written, a query by its words and signs. */
export type BatchReading = 'name' | 'query'

export interface BatchQuery {
  /** What the query is called in the answer. */
  readonly label: string
  readonly read: BatchReading
  readonly request: SearchRequest
  /** What a name was read without, and in which other order. */
  readonly notes: readonly Note[]
  /** The name has no letter or digit. Nothing is searched: without a word it would be a search for everything. */
  readonly isEmpty: boolean
}

export interface BatchRequest {
  readonly queries: readonly BatchQuery[]
  readonly format: BatchFormat
}

export interface BatchResult {
  readonly label: string
  readonly read: BatchReading
  readonly q: string
  /** Matching passages, and their documents: exact. */
  readonly total: number
  readonly documents: number
  readonly partial?: true
  readonly notes: readonly string[]
  /** The same by codes, for the page. */
  readonly codedNotes: readonly Note[]
  /** The best passages. */
  readonly hits: readonly Hit[]
}

/** @throws {RequestError} naming the query and the parameter */
export function parseBatchRequest(raw: RawParameters): BatchRequest {
  const { queries, names, list, as, limit, format } = validate(batchParameters, raw)
  if ([queries, names, list].filter(given => given !== undefined).length !== 1)
    throw new RequestError([{ parameter: 'queries', message: 'give one of queries, names and list' }])
  if (list !== undefined)
    return {
      queries: readBatch(list, { as: as ?? 'names', limit, place: 'list', most: LIMITS.batch.queries })
        .queries,
      format,
    }
  const given = queries ?? (names ?? []).map(name => ({ name }))
  const what = queries === undefined ? 'names' : 'queries'
  return {
    queries: given.map((query, at) =>
      parseBatchQuery(
        typeof query === 'string' && as === 'names' ? { name: query } : query,
        limit,
        `${what}[${at}]`,
      ),
    ),
    format,
  }
}

export interface BatchReadOptions {
  readonly as: ReadAs
  /** Passages of each. */
  readonly limit: number
  /** Of the file, for messages. */
  readonly place: string
  /** Queries that are taken; any number where absent. */
  readonly most?: number
}

/**
 * The queries of a file, and how it was read, in words.
 * @throws {RequestError} naming the line and the column
 */
export function readBatch(
  text: string,
  { as, limit, place, most = Infinity }: BatchReadOptions,
): { readonly queries: readonly BatchQuery[]; readonly how: string } {
  const { rows, how } = readBatchList(text, as, place)
  if (rows.length > most)
    throw new RequestError([
      { parameter: place, message: `has ${rows.length} names or queries, and may have ${most} at most` },
    ])
  return {
    queries: rows.map(({ parameters, line }) => parseBatchQuery(parameters, limit, `${place}:${line}`)),
    how,
  }
}

/**
 * A query is a text, or parameters of a search; instead of `q` a `name`, which is searched as it is written; and perhaps a `label`.
 * @param place for messages
 * @throws {RequestError} naming the place and the parameter
 */
export function parseBatchQuery(query: string | RawParameters, limit: number, place: string): BatchQuery {
  const { label, name, ...parameters } = typeof query === 'string' ? { q: query } : query
  const wrong = (parameter: string, message: string): RequestError =>
    new RequestError([{ parameter: `${place}.${parameter}`, message }])
  if (name !== undefined && parameters['q'] !== undefined)
    throw wrong('name', 'is given beside q: give one of them')
  if (name !== undefined && typeof name !== 'string') throw wrong('name', 'must be a text')
  if (label !== undefined && typeof label !== 'string') throw wrong('label', 'must be a text')
  const turned = name === undefined ? null : surnameLast(name)
  const q = name === undefined ? parameters['q'] : phraseOf(name, turned)
  try {
    const request = parseSearchRequest({
      facets: 'none',
      // A row that has no such words is a finding, too: what is merely near in meaning comes where it is asked for.
      meaning: 'off',
      limit: Math.max(1, limit),
      ...parameters,
      ...(q === undefined ? {} : { q }),
      // A name is a quotation, whatever the signs of queries are.
      ...(name === undefined ? {} : { syntax: 'on' }),
    })
    return {
      label: label ?? name ?? request.q,
      read: name === undefined ? 'query' : 'name',
      request: { ...request, limit: limit === 0 ? 0 : request.limit },
      notes: [...signsNoted(name), ...orderNoted(name, turned)],
      isEmpty: name !== undefined && !hasLetters(name),
    }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new RequestError(
      error.errors.map(({ parameter, message }) => ({ parameter: `${place}.${parameter}`, message })),
    )
  }
}

/** The name as it is written, and as well the other way round where its surname stands first. */
function phraseOf(name: string, turned: string | null): string {
  return turned === null ? asPhrase(name) : `${asPhrase(name)} OR ${asPhrase(turned)}`
}

function hasLetters(name: string): boolean {
  return /[\p{L}\p{N}]/u.test(name)
}

/** Signs that would mean something in a query, and in a name do not. */
function signsNoted(name: string | undefined): Note[] {
  if (name === undefined) return []
  if (!hasLetters(name)) return [noteOf('no-letters', { text: name.trim() })]
  if (!/[*?]/u.test(name)) return []
  const read = withoutSigns(name).replace(/\s+/gu, ' ')
  return [noteOf('signs-dropped', { text: name.trim(), read })]
}

function orderNoted(name: string | undefined, turned: string | null): Note[] {
  if (name === undefined || turned === null) return []
  return [noteOf('other-forms', { text: name.trim(), forms: [turned] })]
}

/**
 * One result for each query, in order, all of one bundle.
 * @param signal ends it
 * @throws {RequestError} naming the query and the parameter, before the first result
 */
export async function runBatch(
  bundle: Bundle,
  queries: readonly BatchQuery[],
  signal?: AbortSignal,
): Promise<AsyncGenerator<BatchResult>> {
  await checkFilters(bundle, queries, signal)
  return inTurn(bundle, queries, signal)
}

async function checkFilters(
  bundle: Bundle,
  queries: readonly BatchQuery[],
  signal?: AbortSignal,
): Promise<void> {
  const deadline = new Deadline(Infinity, signal)
  for (const [at, { request }] of queries.entries()) {
    try {
      await resolveFilters(bundle, request.filters, deadline)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      throw new RequestError(
        error.errors.map(({ parameter, message }) => ({ parameter: `queries[${at}].${parameter}`, message })),
      )
    }
  }
}

/** What is found where nothing is searched. */
const NOTHING: Pick<SearchPage, 'total' | 'documents' | 'partial' | 'hits'> & {
  readonly query: Pick<QueryReport, 'codedNotes'>
} = { total: 0, documents: 0, hits: [], query: { codedNotes: [] } }

async function* inTurn(
  bundle: Bundle,
  queries: readonly BatchQuery[],
  signal?: AbortSignal,
): AsyncGenerator<BatchResult> {
  for (const { label, read, request, notes, isEmpty } of queries) {
    signal?.throwIfAborted()
    const { total, documents, partial, query, hits } = isEmpty
      ? NOTHING
      : await search(bundle, { ...request, counts: false }, requestDeadline(signal))
    const codedNotes = [...notes, ...query.codedNotes]
    yield {
      label,
      read,
      q: request.q,
      total,
      documents,
      ...(partial === true ? { partial } : {}),
      notes: codedNotes.map(noteText),
      codedNotes,
      hits,
    }
    // Other requests have their turn between two queries.
    await new Promise(resolve => setImmediate(resolve))
  }
}

const COLUMNS = [
  'label',
  'query',
  'passages',
  'documents',
  'rank',
  'passage',
  'title',
  'date',
  'text',
  'citation',
  'file',
  'line',
  'page',
  'url',
  'read',
  'speaker',
  'row',
  'sheet',
  'notes',
]

/** The results as text, piece by piece: a line of JSON for each query; or rows of CSV, one for each passage, one where there is none. */
export async function* written(
  results: AsyncIterable<BatchResult>,
  format: BatchFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS)
  for await (const result of results) yield format === 'csv' ? rowsOf(result) : `${JSON.stringify(result)}\n`
}

function rowsOf({ label, read, q, total, documents, notes, hits }: BatchResult): string {
  const head = [label, q, String(total), String(documents)]
  if (hits.length === 0)
    return csvLine([
      ...head,
      ...COLUMNS.slice(head.length).map(column =>
        column === 'read' ? read : column === 'notes' ? notes.join(' ') : '',
      ),
    ])
  const rows = hits.map(({ passage, document, citation }, at) =>
    csvLine([
      ...head,
      String(at + 1),
      passage.id,
      document.title,
      document.date ?? '',
      passage.text,
      citation.text,
      passage.source.path,
      hasOwnLines(passage.source) ? String(passage.source.line) : '',
      String(passage.source.page ?? ''),
      document.url ?? '',
      read,
      speakerName(passage.speaker),
      String(passage.source.row ?? ''),
      passage.source.sheet ?? '',
      notes.join(' '),
    ]),
  )
  return rows.join('')
}
