// Give me the whole result, not a page of it: every hit as a line of CSV, of JSON, or as a quotation in Markdown.
import type { Bundle } from '../bundle/open-bundle.ts'
import { csvLine } from '../domain/csv.ts'
import { Deadline } from '../domain/deadline.ts'
import type { Sort } from '../domain/query.ts'
import type { EngineAnswer } from '../engine/engine.ts'
import { compile } from './compile.ts'
import { COUNT_ONLY } from './count-only.ts'
import { type Marks, marksOf } from './highlight.ts'
import { rankedHits } from './ranked-hits.ts'
import type { RankedHit } from './ranking/rerank.ts'
import { markdownQuote } from './references.ts'
import type { ExportFormat, ExportRequest, Selection } from './request.ts'
import { type Hit, toHit } from './search.ts'

/** How a format is sent. */
export const EXPORTS: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> =
  {
    csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
    ndjson: { type: 'application/x-ndjson', extension: 'ndjson' },
    markdown: { type: 'text/markdown; charset=utf-8', extension: 'md' },
  }

/** Columns of the CSV form, in order. */
const COLUMNS = [
  'passage',
  'document',
  'title',
  'authors',
  'source',
  'date',
  'url',
  'paragraph',
  'section',
  'text',
  'citation',
  'file',
  'line',
  'page',
  'names',
  'matched',
] as const

/** Hits whose text is given out in one piece. */
const BATCH = 200

/** Every hit of a search, ranked, and what marks its matches; for as long as it takes. @param signal ends it */
export async function everyHit(
  bundle: Bundle,
  request: Selection & { readonly sort: Sort },
  signal?: AbortSignal,
): Promise<{ answer: EngineAnswer; ranked: RankedHit[]; marks: Marks }> {
  const unhurried = new Deadline(Infinity, signal)
  const compiled = await compile(bundle, request, unhurried)
  const everything = { ...COUNT_ONLY, ...request, limit: bundle.records.size, group: null, explain: false }
  const hits = await rankedHits(bundle, compiled, everything, unhurried)
  return { ...hits, marks: marksOf(compiled.tree) }
}

/**
 * Every hit of a search in its order, in pieces of the format's text. Nothing is left out: there is no limit, in number or time.
 * @param signal ends it
 */
export async function* exportHits(
  bundle: Bundle,
  request: ExportRequest,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const { ranked, marks } = await everyHit(bundle, request, signal)
  const { format } = request
  yield format === 'csv' ? csvLine(COLUMNS) : ''
  for (let at = 0; at < ranked.length; at += BATCH) {
    signal?.throwIfAborted()
    yield ranked
      .slice(at, at + BATCH)
      .map(hit => written(toHit(bundle, hit, marks), format))
      .join('')
    // Other requests have their turn between two pieces.
    await new Promise(resolve => setImmediate(resolve))
  }
}

function written(hit: Hit, format: ExportFormat): string {
  switch (format) {
    case 'csv':
      return csvLine(cellsOf(hit))
    case 'ndjson':
      return `${JSON.stringify(hit)}\n`
    case 'markdown':
      return `${markdownQuote(hit)}\n\n`
  }
}

function cellsOf({ passage, document, citation, matched }: Hit): string[] {
  const names = new Set(passage.mentions.filter(({ type }) => type !== 'date').map(({ text }) => text))
  const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
    passage: passage.id,
    document: document.id,
    title: document.title,
    authors: document.authors.join('; '),
    source: document.source ?? '',
    date: document.date ?? '',
    url: document.url ?? '',
    paragraph: String(passage.ordinal),
    section: passage.headings.join(' › '),
    text: passage.text,
    citation: citation.text,
    file: passage.source.path,
    line: String(passage.source.line),
    page: String(passage.source.page ?? ''),
    names: [...names].join('; '),
    matched: matched ?? 'text',
  }
  return COLUMNS.map(column => cells[column])
}
