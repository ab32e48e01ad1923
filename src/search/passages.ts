// Here is a passage id: its record, its neighbours, and passages like it.
import { analyze } from '../analysis/analyzer.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import type { QueryNode } from '../domain/query.ts'
import { askHits, NO_FILTERS } from '../engine/engine-requests.ts'
import type { Citation } from './citation.ts'
import { compile } from './compile.ts'
import type { DocumentSummary } from './document-summary.ts'
import { marksOf } from './highlight.ts'
import { indexOf } from './passage-index.ts'
import type { Selection } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'
import { type Hit, toHit } from './search.ts'

export interface PassagePage {
  readonly passage: Passage
  readonly document: DocumentSummary
  readonly citation: Citation
}

/** @throws {NotFoundError} */
export function getPassage(bundle: Bundle, id: string): PassagePage {
  const { passage, document, citation } = toHit(
    bundle,
    { index: indexOf(bundle, id), score: 0 },
    marksOf({ type: 'all' }),
  )
  return { passage, document, citation }
}

/** A passage with what a search finds in it; nothing where its query is empty. @throws {NotFoundError} */
export async function markedPassage(
  bundle: Bundle,
  id: string,
  selection: Selection,
  deadline: Deadline = requestDeadline(),
): Promise<Hit> {
  const index = indexOf(bundle, id)
  const { tree } = await compile(bundle, selection, deadline)
  return toHit(bundle, { index, score: 0 }, marksOf(tree))
}

export interface PassageContext {
  readonly document: DocumentRecord
  readonly before: readonly Passage[]
  readonly passage: Passage
  readonly after: readonly Passage[]
}

/**
 * The passage with up to `before` and `after` neighbours, in the order of the document. Boilerplate is stepped
 * over unless the passage itself is boilerplate or `boilerplate` is set.
 * @throws {NotFoundError}
 */
export function getContext(
  bundle: Bundle,
  id: string,
  before: number,
  after: number,
  boilerplate = false,
): PassageContext {
  const { records } = bundle
  const index = indexOf(bundle, id)
  const passage = records.passage(index)
  const document = records.documentOf(index)
  const shows = (other: Passage): boolean =>
    boilerplate || passage.kind === 'boilerplate' || other.kind !== 'boilerplate'
  const { from, to } = records.passageRange(document.id)
  const take = (start: number, step: 1 | -1, count: number): Passage[] => {
    const taken: Passage[] = []
    for (let at = start; at >= from && at < to && taken.length < count; at += step) {
      const neighbour = records.passage(at)
      if (shows(neighbour)) taken.push(neighbour)
    }
    return taken
  }
  return {
    document,
    before: take(index - 1, -1, before).reverse(),
    passage,
    after: take(index + 1, 1, after),
  }
}

/** Words of a passage that are searched for similar ones: the rarest that others have too. */
const SIMILAR_WORDS = 20

export interface SimilarPassages {
  readonly hits: readonly Hit[]
  /** As in `SearchPage`. */
  readonly partial?: true
}

/** Passages that share its rarest words, ranked as the engine ranks them; its copies are left out. @throws {NotFoundError} */
export async function similarPassages(
  bundle: Bundle,
  id: string,
  limit: number,
  deadline: Deadline = requestDeadline(),
): Promise<SimilarPassages> {
  const { engine, records } = bundle
  const index = indexOf(bundle, id)
  const terms = new Set(
    analyze(records.passage(index).text, [records.languageOf(index)]).flatMap(({ terms: own }) => own),
  )
  const copies = new Set(records.copies.of(index))
  const rarest = Array.from(terms, term => ({ term, passages: engine.vocabulary.passagesWith(term) }))
    .filter(({ passages }) => passages > 1)
    .sort((a, b) => a.passages - b.passages || (a.term < b.term ? -1 : 1))
    .slice(0, SIMILAR_WORDS)
  const children = rarest.map(
    ({ term }): QueryNode => ({ type: 'terms', word: term, terms: [{ term, weight: 1 }], field: 'text' }),
  )
  const query: QueryNode = { type: 'or', children }
  const answer = await engine.search(
    askHits({
      query,
      filters: NO_FILTERS,
      sort: 'relevance',
      limit: limit + copies.size,
      ...limitsOf(deadline),
    }),
  )
  const marks = marksOf(query)
  const hits: Hit[] = []
  for (const hit of answer.hits.filter(other => !copies.has(other.index)).slice(0, limit)) {
    await deadline.share()
    hits.push(toHit(bundle, hit, marks))
  }
  return { hits, ...(answer.partial === true ? { partial: true as const } : {}) }
}
