// Here are hundreds of names or queries, what is there about each? One search after the other, counted, with its best passages cited.
import { z } from 'zod'
import type { Bundle } from '../bundle/open-bundle.ts'
import { csvLine } from '../domain/csv.ts'
import { RequestError } from '../domain/errors.ts'
import { LIMITS } from './limits.ts'
import {
  parseSearchRequest,
  type RawParameters,
  type SearchRequest,
  validate,
  wholeNumber,
} from './request.ts'
import { requestDeadline } from './request-deadline.ts'
import { type Hit, search } from './search.ts'

export const BATCH_FORMATS = ['ndjson', 'csv'] as const
export type BatchFormat = (typeof BATCH_FORMATS)[number]

export const batchParameters = z.strictObject({
  queries: z
    .array(z.union([z.string(), z.record(z.string(), z.unknown())]), 'must be a list of queries')
    .min(1, 'must have a query')
    .max(LIMITS.batch.queries, `may have ${LIMITS.batch.queries} queries at most`),
  limit: wholeNumber(0, LIMITS.limit.max).default(LIMITS.batch.hits),
  format: z.enum(BATCH_FORMATS).default('ndjson'),
})

export interface BatchQuery {
  /** What the query is called in the answer. */
  readonly label: string
  readonly request: SearchRequest
}

export interface BatchRequest {
  readonly queries: readonly BatchQuery[]
  readonly format: BatchFormat
}

export interface BatchResult {
  readonly label: string
  readonly q: string
  /** Matching passages, and their documents: exact. */
  readonly total: number
  readonly documents: number
  readonly partial?: true
  readonly notes: readonly string[]
  /** The best passages. */
  readonly hits: readonly Hit[]
}

/** @throws {RequestError} naming the query and the parameter */
export function parseBatchRequest(raw: RawParameters): BatchRequest {
  const { queries, limit, format } = validate(batchParameters, raw)
  return { queries: queries.map((query, at) => parseBatchQuery(query, limit, `queries[${at}]`)), format }
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
  const q = name === undefined ? parameters['q'] : asPhrase(name)
  try {
    const request = parseSearchRequest({
      facets: 'none',
      limit: Math.max(1, limit),
      ...parameters,
      ...(q === undefined ? {} : { q }),
    })
    return {
      label: label ?? name ?? request.q,
      request: { ...request, limit: limit === 0 ? 0 : request.limit },
    }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    throw new RequestError(
      error.errors.map(({ parameter, message }) => ({ parameter: `${place}.${parameter}`, message })),
    )
  }
}

/** A name as a query for it as it is written. */
export function asPhrase(name: string): string {
  return `"${name.replaceAll('"', ' ').trim()}"`
}

/** One result for each query, in order, all of one bundle. @param signal ends it */
export async function* runBatch(
  bundle: Bundle,
  queries: readonly BatchQuery[],
  signal?: AbortSignal,
): AsyncGenerator<BatchResult> {
  for (const { label, request } of queries) {
    signal?.throwIfAborted()
    const { total, documents, partial, query, hits } = await search(bundle, request, requestDeadline(signal))
    yield {
      label,
      q: request.q,
      total,
      documents,
      ...(partial === true ? { partial } : {}),
      notes: query.notes,
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
]

/** The results as text, piece by piece: a line of JSON for each query; or rows of CSV, one for each passage, one where there is none. */
export async function* written(
  results: AsyncIterable<BatchResult>,
  format: BatchFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS)
  for await (const result of results) yield format === 'csv' ? rowsOf(result) : `${JSON.stringify(result)}\n`
}

function rowsOf({ label, q, total, documents, hits }: BatchResult): string {
  const head = [label, q, String(total), String(documents)]
  if (hits.length === 0) return csvLine([...head, ...COLUMNS.slice(head.length).map(() => '')])
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
      String(passage.source.line),
      String(passage.source.page ?? ''),
      document.url ?? '',
    ]),
  )
  return rows.join('')
}
