// Give me the whole result, not a page of it: every hit as a line of CSV, of JSON, or as a quotation in Markdown.
import type { Bundle } from '../bundle/open-bundle.ts'
import { hasOwnLines } from '../corpus/formats.ts'
import { BibtexKeys } from '../domain/bibtex-keys.ts'
import { csvLine } from '../domain/csv.ts'
import { Deadline } from '../domain/deadline.ts'
import type { Sort } from '../domain/query.ts'
import { speakerName } from '../domain/speaker.ts'
import type { EngineAnswer } from '../engine/engine.ts'
import { compile } from './compile.ts'
import { type Marks, marksOf } from './highlight.ts'
import { rankedHits } from './ranked-hits.ts'
import type { RankedHit } from './ranking/rerank.ts'
import { markdownQuote, references } from './references.ts'
import type { ExportFormat, ExportRequest, Selection } from './request.ts'
import { type Hit, toHit } from './search.ts'

/** How a format is sent. */
export const EXPORTS: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> =
  {
    csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
    ndjson: { type: 'application/x-ndjson', extension: 'ndjson' },
    markdown: { type: 'text/markdown; charset=utf-8', extension: 'md' },
    bibtex: { type: 'application/x-bibtex; charset=utf-8', extension: 'bib' },
    ris: { type: 'application/x-research-info-systems; charset=utf-8', extension: 'ris' },
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
  'speaker',
  'row',
  'sheet',
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
  const everything = {
    sort: request.sort,
    offset: 0,
    limit: bundle.records.size,
    group: null,
    facets: [],
    facetLimit: 0,
    timeline: null,
    explain: false,
  }
  const hits = await rankedHits(bundle, compiled, everything, unhurried)
  return { ...hits, marks: marksOf(compiled.tree) }
}

/**
 * Every hit of a search in its order, or the passages asked for in theirs, in pieces of the format's text. Nothing is left out: there is
 * no limit, in number or time.
 * @param signal ends it
 */
export async function* exportHits(
  bundle: Bundle,
  request: ExportRequest,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const { ranked, marks } = await wantedHits(bundle, request, signal)
  const write = writerOf(bundle, request.format)
  yield request.format === 'csv' ? csvLine(COLUMNS) : ''
  const turns = new Deadline(Infinity, signal)
  for (let at = 0; at < ranked.length; at += BATCH) {
    signal?.throwIfAborted()
    let piece = ''
    for (const hit of ranked.slice(at, at + BATCH)) {
      await turns.share()
      piece += await write(toHit(bundle, hit, marks))
    }
    yield piece
  }
}

async function wantedHits(
  bundle: Bundle,
  request: ExportRequest,
  signal?: AbortSignal,
): Promise<{ ranked: readonly Pick<RankedHit, 'index' | 'score' | 'isLead'>[]; marks: Marks }> {
  const { passages } = request
  if (passages.length === 0) return everyHit(bundle, request, signal)
  const { tree } = await compile(bundle, request, new Deadline(Infinity, signal))
  const ranked = passages.flatMap(id => {
    const index = bundle.records.passageIndex(id)
    return index === null ? [] : [{ index, score: 0 }]
  })
  return { ranked, marks: marksOf(tree) }
}

/** How one hit after the other is written. */
function writerOf(bundle: Bundle, format: ExportFormat): (hit: Hit) => string | Promise<string> {
  switch (format) {
    case 'csv':
      return hit => csvLine(cellsOf(hit))
    case 'ndjson':
      return hit => `${JSON.stringify(hit)}\n`
    case 'markdown':
      return hit => `${markdownQuote(hit)}\n\n`
    case 'bibtex': {
      const keys = new BibtexKeys()
      return async hit => `${keys.unique((await references(bundle, hit)).bibtex).trim()}\n\n`
    }
    case 'ris':
      return async hit => `${(await references(bundle, hit)).ris.trim()}\n\n`
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
    line: hasOwnLines(passage.source) ? String(passage.source.line) : '',
    page: String(passage.source.page ?? ''),
    names: [...names].join('; '),
    matched: matched ?? 'text',
    speaker: speakerName(passage.speaker),
    row: String(passage.source.row ?? ''),
    sheet: passage.source.sheet ?? '',
  }
  return COLUMNS.map(column => cells[column])
}
