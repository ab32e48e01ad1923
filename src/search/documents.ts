// Which documents are there, and what is in one of them?
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import { NotFoundError } from '../domain/errors.ts'
import { filterInTurns } from '../domain/in-turns.ts'
import { askHits } from '../engine/engine-requests.ts'
import { compile } from './compile.ts'
import { type DocumentCopy, documentCopies } from './copies.ts'
import { marksOf, type Range } from './highlight.ts'
import { perBundle } from './per-bundle.ts'
import type { Selection } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'
import { toHit } from './search.ts'

export interface DocumentList {
  readonly total: number
  readonly offset: number
  readonly limit: number
  /** Newest first, undated last. */
  readonly documents: readonly DocumentRecord[]
}

/** Documents whose title, author or source holds every word of `q`; all where it is empty. */
export async function listDocuments(
  bundle: Bundle,
  q: string,
  offset: number,
  limit: number,
  deadline: Deadline = requestDeadline(),
): Promise<DocumentList> {
  const words = [...new Set(q.toLowerCase().split(/\s+/u))].filter(word => word !== '')
  const fits = ({ title, authors, source, id }: DocumentRecord): boolean => {
    const text = [title, ...authors, source ?? '', id].join(' ').toLowerCase()
    return words.every(word => text.includes(word))
  }
  const matching = await filterInTurns(newestFirst(bundle), fits, deadline)
  return { total: matching.length, offset, limit, documents: matching.slice(offset, offset + limit) }
}

/** Sorted once, not for every page. */
const newestFirst = perBundle(({ records }) =>
  records.documents.toSorted((a, b) => compare(b.date ?? '', a.date ?? '') || compare(a.id, b.id)),
)

export interface OutlineEntry {
  readonly heading: string
  /** 1 for the outermost. */
  readonly depth: number
  /** The first passage under it. */
  readonly passage: string
}

export interface DocumentPage {
  readonly document: DocumentRecord
  /** Other documents that have passages of this one, the most first. */
  readonly copies: readonly DocumentCopy[]
  readonly outline: readonly OutlineEntry[]
  readonly passages: readonly Passage[]
}

export interface MarkedDocument extends DocumentPage {
  /** Matches in each passage in which something is marked, by passage id, in the order of the document. */
  readonly matches: ReadonlyMap<string, readonly Range[]>
  /** In the title. */
  readonly titleHighlights: readonly Range[]
  /** Not the whole document was searched. */
  readonly partial?: true
}

/** A document with what a search finds in it. @throws {NotFoundError} */
export async function markedDocument(
  bundle: Bundle,
  id: string,
  selection: Selection,
  deadline: Deadline = requestDeadline(),
): Promise<MarkedDocument> {
  const page = getDocument(bundle, id)
  if (selection.q.trim() === '') return { ...page, matches: new Map(), titleHighlights: [] }
  const { tree, filters } = await compile(bundle, selection, deadline)
  const { hits, partial } = await bundle.engine.search(
    askHits({
      query: tree,
      filters: {
        ...filters,
        any: [
          ...filters.any.filter(({ facet }) => facet !== 'document'),
          { facet: 'document', values: [id] },
        ],
      },
      sort: 'newest',
      limit: page.passages.length,
      ...limitsOf(deadline),
    }),
  )
  const marks = marksOf(tree)
  const matches = new Map<string, readonly Range[]>()
  let ofTitle: readonly Range[] = []
  for (const hit of hits.toSorted((a, b) => a.index - b.index)) {
    await deadline.share()
    const { passage, highlights, titleHighlights } = toHit(bundle, hit, marks)
    ofTitle = titleHighlights
    if (highlights.length > 0) matches.set(passage.id, highlights)
  }
  return { ...page, matches, titleHighlights: ofTitle, ...(partial === true ? { partial } : {}) }
}

/** @throws {NotFoundError} */
export function getDocument(bundle: Bundle, id: string): DocumentPage {
  const { records } = bundle
  const document = records.document(id)
  if (document === null) throw new NotFoundError(`There is no document ${id} in this index.`)
  const { from, to } = records.passageRange(id)
  const passages = Array.from({ length: to - from }, (_, offset) => records.passage(from + offset))
  return { document, copies: documentCopies(bundle, id), outline: outlineOf(passages), passages }
}

function outlineOf(passages: readonly Passage[]): OutlineEntry[] {
  const outline: OutlineEntry[] = []
  let open: readonly string[] = []
  for (const { id, headings, kind, text } of passages) {
    const path = kind === 'heading-only' ? [...headings, text] : headings
    const same = path.findIndex((heading, depth) => heading !== open[depth])
    for (const [depth, heading] of path.entries()) {
      if (same !== -1 && depth >= same) outline.push({ heading, depth: depth + 1, passage: id })
    }
    open = path
  }
  return outline
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
