// Which documents are there, and what is in one of them?
import type { Bundle } from '../bundle/open-bundle.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import { NotFoundError } from '../domain/errors.ts'

export interface DocumentList {
  readonly total: number
  readonly offset: number
  readonly limit: number
  /** Newest first, undated last. */
  readonly documents: readonly DocumentRecord[]
}

/** Documents whose title, author or source holds every word of `q`; all where it is empty. */
export function listDocuments(bundle: Bundle, q: string, offset: number, limit: number): DocumentList {
  const words = q
    .toLowerCase()
    .split(/\s+/u)
    .filter(word => word !== '')
  const matching = bundle.records.documents.filter(({ title, authors, source, id }) => {
    const text = [title, ...authors, source ?? '', id].join(' ').toLowerCase()
    return words.every(word => text.includes(word))
  })
  const sorted = matching.sort((a, b) => compare(b.date ?? '', a.date ?? '') || compare(a.id, b.id))
  return { total: sorted.length, offset, limit, documents: sorted.slice(offset, offset + limit) }
}

export interface OutlineEntry {
  readonly heading: string
  /** 1 for the outermost. */
  readonly depth: number
  /** The first passage under it. */
  readonly passage: string
}

export interface DocumentPage {
  readonly document: DocumentRecord
  readonly outline: readonly OutlineEntry[]
  readonly passages: readonly Passage[]
}

/** @throws {NotFoundError} */
export function getDocument(bundle: Bundle, id: string): DocumentPage {
  const { records } = bundle
  const document = records.document(id)
  if (document === null) throw new NotFoundError(`There is no document ${id} in this index.`)
  const { from, to } = records.passageRange(id)
  const passages = Array.from({ length: to - from }, (_, offset) => records.passage(from + offset))
  return { document, outline: outlineOf(passages), passages }
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
