// Which passages of each document answer best? Results that stand together by document, a few passages of each.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { FacetCondition } from '../domain/query.ts'
import { type CompiledSelection, compile } from './compile.ts'
import type { DocumentSummary } from './document-summary.ts'
import { rankedHits } from './ranked-hits.ts'
import { copiesLast, type RankedHit } from './ranking/rerank.ts'
import type { SearchRequest } from './request.ts'
import { type Hit, type SearchPage, search, toHits } from './search.ts'

/** A document with its best passages. */
export interface DocumentHits {
  readonly document: DocumentSummary
  readonly titleHighlights: Hit['titleHighlights']
  /** Passages of it that match, shown or not. */
  readonly total: number
  /** The best first; behind those that have the words, those that are only near in meaning. */
  readonly hits: readonly Hit[]
}

export interface PageByDocument extends SearchPage {
  readonly byDocument: readonly DocumentHits[]
}

/** Passages of a document that are shown at first. */
const SHOWN = 3
/** Passages of a page's documents that are ranked together; a document that comes off badly is then asked by itself. */
const TOGETHER = 60

/** A search that lists documents, each with the passages that answer best. */
export async function searchByDocument(
  bundle: Bundle,
  request: SearchRequest,
  deadline: Deadline,
): Promise<PageByDocument> {
  const page = await search(bundle, { ...request, group: 'document' }, deadline)
  const several = page.hits.flatMap(({ document: { id }, inDocument = 1 }) =>
    inDocument > 1 ? [{ id, wanted: Math.min(inDocument, SHOWN), total: inDocument }] : [],
  )
  const found = await bestPassages(bundle, request, several, deadline)
  const byDocument = page.hits.map((hit): DocumentHits => {
    const { document, titleHighlights, inDocument = 1, relatedPassages = [] } = hit
    const hits = [...(found.get(document.id) ?? [hit]), ...relatedPassages]
    return { document, titleHighlights, total: inDocument + relatedPassages.length, hits }
  })
  return { ...page, byDocument }
}

/** A list of passages as one of documents: each passage by itself. */
export function oneByOne(page: SearchPage): PageByDocument {
  const byDocument = page.hits.map(hit => ({
    document: hit.document,
    titleHighlights: hit.titleHighlights,
    total: 1,
    hits: [hit],
  }))
  return { ...page, byDocument }
}

interface Wanted {
  readonly id: string
  readonly wanted: number
  readonly total: number
}

async function bestPassages(
  bundle: Bundle,
  request: SearchRequest,
  documents: readonly Wanted[],
  deadline: Deadline,
): Promise<ReadonlyMap<string, readonly Hit[]>> {
  const found = new Map<string, readonly Hit[]>()
  if (documents.length === 0) return found
  const compiled = await compile(bundle, request, deadline)
  const ofDocument = new Map<string, RankedHit[]>(documents.map(({ id }) => [id, []]))
  const matching = documents.reduce((sum, { total }) => sum + total, 0)
  const together = await rank(bundle, compiled, request, documents, Math.min(matching, TOGETHER), deadline)
  for (const hit of together) ofDocument.get(bundle.records.documentOf(hit.index).id)?.push(hit)
  for (const document of documents) {
    const own = inOwnOrder(bundle, ofDocument.get(document.id) ?? [], request)
    const best =
      own.length >= document.wanted
        ? own.slice(0, document.wanted)
        : await rank(bundle, compiled, request, [document], document.wanted, deadline)
    const hits = await toHits(
      bundle,
      compiled.tree,
      best,
      { explain: request.explain, group: 'copies' },
      deadline,
    )
    if (hits.length > 0) found.set(document.id, hits)
  }
  return found
}

/** Passages of one document. Among several documents a repeat of another one's text comes last; in its own it is as good as any. */
function inOwnOrder(
  bundle: Bundle,
  hits: readonly RankedHit[],
  { sort }: SearchRequest,
): readonly RankedHit[] {
  if (sort !== 'relevance') return hits
  const byScore = hits.toSorted((a, b) => b.score - a.score)
  return copiesLast(byScore, ({ index }) => bundle.records.copies.groupOf(index))
}

/** The best passages of some documents. */
async function rank(
  bundle: Bundle,
  compiled: CompiledSelection,
  request: SearchRequest,
  documents: readonly Wanted[],
  limit: number,
  deadline: Deadline,
): Promise<readonly RankedHit[]> {
  const { filters } = compiled
  const these: FacetCondition = { facet: 'document', values: documents.map(({ id }) => id) }
  const any = [...filters.any.filter(({ facet }) => facet !== 'document'), these]
  const asked = { ...request, group: null, facets: [], timeline: null, offset: 0, limit }
  const { ranked } = await rankedHits(bundle, { ...compiled, filters: { ...filters, any } }, asked, deadline)
  return ranked
}
