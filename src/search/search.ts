// Here is a request, give me a page: hits with snippets, highlights and citations, facets, notes.
import type { Bundle } from '../bundle/open-bundle.ts'
import { type Deadline, UNHURRIED } from '../domain/deadline.ts'
import { isEntityType, type Passage } from '../domain/document.ts'
import { EncoderError } from '../domain/errors.ts'
import { languageName } from '../domain/language-tags.ts'
import type { FacetName, Interval, QueryNode } from '../domain/query.ts'
import type { EngineHit } from '../engine/engine.ts'
import { askFigures } from '../engine/engine-requests.ts'
import type { CompiledQuery } from '../query/compile.ts'
import { type Note, noteOf, noteText } from '../query/note-texts.ts'
import { type Citation, cite } from './citation.ts'
import { compile, prepareNames } from './compile.ts'
import { type CopySummary, summariseCopies } from './copies.ts'
import { countReadings, type ReadingCounts } from './counts.ts'
import { type DocumentSummary, summarise } from './document-summary.ts'
import { highlight, highlightWords, type Marks, marksOf, type Range } from './highlight.ts'
import {
  explainFused,
  type FusedHit,
  type FusedHits,
  fusedHits,
  type MeaningAnswer,
} from './meaning/fused-hits.ts'
import { prepareEncoder } from './meaning/query-encoder.ts'
import { nameIndexOf } from './name-index.ts'
import { type QueryEntity, queryEntities } from './query-entities.ts'
import { authorNote } from './query-values.ts'
import { engineExplainer } from './ranking/engine-explanation.ts'
import type { Explanation } from './ranking/explanation.ts'
import type { RankingWeights } from './ranking/parameters.ts'
import { trigramsOf } from './ranking/trigrams.ts'
import type { SearchRequest, Selection, TimelineRequest } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'
import { type SlotAnswer, slotAnswers } from './slot-answers.ts'
import { type Snippet, snippet } from './snippet.ts'
import { stats } from './stats.ts'

export interface QueryReport {
  readonly q: string
  /** Index terms that were searched. */
  readonly terms: readonly string[]
  /** What was read otherwise than it may have been meant. */
  readonly notes: readonly string[]
  /** The same by codes, for those who have words of their own. */
  readonly codedNotes: readonly Note[]
  /** The query with misspelt words replaced, or null. */
  readonly suggestion: string | null
  /** Entities that the query names, to be offered. */
  readonly entities: readonly QueryEntity[]
}

export interface Hit {
  readonly score: number
  readonly passage: Passage
  readonly document: DocumentSummary
  /** In `passage.text`. */
  readonly highlights: readonly Range[]
  /** In `document.title`. */
  readonly titleHighlights: readonly Range[]
  /** Given where nothing of the query stands in the passage's own text or names: the hit stands for its document. */
  readonly matched?: 'title' | 'headings'
  /** No word led to it: it is near in meaning. It is counted in `counts.meaning` and nowhere else. */
  readonly related?: true
  readonly snippet: Snippet
  readonly citation: Citation
  /** Matching passages of the document; given with `group=document`. */
  readonly inDocument?: number
  /** Other passages of the document that are near in meaning; with `meaning=auto` no word led to them. Given with `group=document`. */
  readonly relatedPassages?: readonly Hit[]
  /** Given where other passages have nearly the same text; with `group=copies` they have no hit of their own. */
  readonly copies?: CopySummary
  /** Given with `explain=true`. */
  readonly explanation?: Explanation
}

export interface FacetValue {
  readonly id: string
  readonly name: string
  /** Passages that there would be if this value alone were allowed of its facet. */
  readonly count: number
  /** The search allows or demands it. */
  readonly chosen?: true
}

export interface SearchPage {
  readonly query: QueryReport
  readonly total: number
  /** Documents with a matching passage. */
  readonly documents: number
  /**
   * Hits of the words that can be paged through: documents with `group=document`, with `group=copies` passages and their copies once. Those
   * that are near in meaning come besides.
   */
  readonly groups: number
  /** How many passages other readings of the query find; given for two to six plain words, and for a known name. */
  readonly counts?: ReadingCounts
  /** Whether meaning was searched too, and why not; given where it was asked for, or the index has vectors. */
  readonly meaning?: MeaningAnswer
  /** Not the whole corpus was searched: figures and hits are those of a part. */
  readonly partial?: true
  readonly offset: number
  readonly limit: number
  readonly tookMs: number
  readonly hits: readonly Hit[]
  readonly facets: Readonly<Record<string, readonly FacetValue[]>>
  /** Who stood in the slots of the query, such as `person:*`, in its order; given where it has one. */
  readonly slots?: readonly SlotAnswer[]
  /** Given with `timeline=`. */
  readonly timeline?: TimelineCounts
}

export interface TimelineCounts {
  readonly interval: Interval
  /** Periods with matching passages, in order. */
  readonly buckets: readonly { readonly start: string; readonly count: number }[]
  /** Matching passages of documents without a date. */
  readonly undated: number
}

/** Makes what the first search of a bundle would wait for: what is known of its names, and of its words letter by letter, and its encoder. */
export async function prepareSearch(bundle: Bundle): Promise<void> {
  nameIndexOf(bundle)
  trigramsOf(bundle)
  stats(bundle)
  prepareNames(bundle)
  await prepareEncoder(bundle)
}

/** @param deadline of the whole request; where its signal ends it the promise is rejected with the signal's reason */
export async function search(
  bundle: Bundle,
  request: SearchRequest,
  deadline: Deadline = requestDeadline(),
): Promise<SearchPage> {
  const started = performance.now()
  const compiled = await compile(bundle, request, deadline)
  const { answer, ranked, meaning, ...near } = await fusedHits(bundle, compiled, request, deadline)
  const isCut = request.explain && answer.partial !== true && deadline.isOver
  const hits = await toHits(bundle, compiled.tree, ranked, request, deadline)
  const read = await report(bundle, request, compiled, answer, deadline, [
    ...(isCut ? [CUT] : []),
    ...notesOn(meaning),
  ])
  const counted = request.counts
    ? await countReadings(bundle, request, { total: answer.total, entities: read.entities }, deadline)
    : null
  const counts = withMeaning(counted, meaning, near)
  const isUncounted = counts === 'partial' && answer.partial !== true
  return {
    query: isUncounted ? withNotes(read, [...read.codedNotes, PARTIAL]) : read,
    total: answer.total,
    documents: answer.documents,
    groups: answer.groups,
    ...(counts === null || counts === 'partial' ? {} : { counts }),
    ...(meaning === null ? {} : { meaning }),
    ...(answer.partial === true || isUncounted ? { partial: true as const } : {}),
    offset: request.offset,
    limit: request.limit,
    tookMs: Math.round((performance.now() - started) * 100) / 100,
    hits,
    facets: Object.fromEntries(
      Array.from(answer.facets, ([name, counts]) => [
        name,
        counts.map(({ id, ...counted }) => ({ id, name: valueName(bundle, name, id), ...counted })),
      ]),
    ),
    ...(answer.slots === undefined
      ? {}
      : { slots: slotAnswers(bundle, request.q, compiled.tree, answer.slots) }),
    ...(request.timeline === null
      ? {}
      : { timeline: { interval: request.timeline, buckets: answer.timeline, undated: answer.undated } }),
  }
}

/** Ranked passages as hits, with their copies, and with the parts of their scores where these are asked for. */
export async function toHits(
  bundle: Bundle,
  tree: QueryNode,
  ranked: readonly FusedHit[],
  request: Pick<SearchRequest, 'explain' | 'group'>,
  deadline: Deadline,
): Promise<Hit[]> {
  const marks = marksOf(tree)
  const explain = request.explain ? await engineExplainer(bundle, tree, ranked, deadline) : null
  const hits: Hit[] = []
  for (const hit of ranked) {
    const { inGroup, beside = [] } = hit
    const isRelated = hit.related === true
    const copies = summariseCopies(
      bundle,
      hit.index,
      request.group === 'copies' ? inGroup : Math.min(1, inGroup),
    )
    await deadline.share()
    hits.push({
      ...toHit(bundle, hit, marks),
      ...(isRelated ? { related: true as const } : {}),
      ...(request.group === 'document' && inGroup > 0 ? { inDocument: inGroup } : {}),
      ...(beside.length === 0
        ? {}
        : { relatedPassages: await toHits(bundle, tree, beside, { ...request, group: null }, deadline) }),
      ...(copies === null ? {} : { copies }),
      ...(explain === null ? {} : { explanation: explainFused(hit, inGroup === 0 ? null : explain(hit)) }),
    })
  }
  return hits
}

/** Related hits are counted apart: whatever else is counted has the words. */
function withMeaning(
  counted: ReadingCounts | 'partial' | null,
  meaning: MeaningAnswer | null,
  { related, relatedPassages }: Pick<FusedHits, 'related' | 'relatedPassages'>,
): ReadingCounts | 'partial' | null {
  if (meaning?.searched !== true || counted === 'partial') return counted
  return { ...counted, meaning: related, ...(relatedPassages === null ? {} : { relatedPassages }) }
}

/** What a person should know: not that a name was searched as it is written. */
function notesOn(meaning: MeaningAnswer | null): Note[] {
  return meaning?.searched === false && meaning.failed === true
    ? [noteOf('meaning-failed', { why: meaning.why })]
    : []
}

/** Said where scores are explained in part. */
const CUT = noteOf('explanation-cut', {})

/** Said wherever an answer is `partial`. */
const PARTIAL = noteOf('partial', {})

/**
 * The best documents for a search: ids and scores only, to any depth.
 * @param weights of the ranking's parts, instead of the ordinary ones
 * @param meaningWeight of the nearness in meaning, likewise
 * @throws {EncoderError} where meaning is to be searched and cannot be
 */
export async function rankDocuments(
  bundle: Bundle,
  request: SearchRequest,
  depth: number,
  weights?: RankingWeights,
  meaningWeight?: number,
): Promise<readonly { readonly document: string; readonly score: number }[]> {
  const { ranked, meaning } = await fusedHits(
    bundle,
    await compile(bundle, request, UNHURRIED),
    { ...request, group: 'document', facets: [], offset: 0, limit: depth },
    UNHURRIED,
    weights,
    meaningWeight,
  )
  if (meaning?.searched === false && meaning.failed === true) throw new EncoderError('failed', meaning.why)
  return ranked.map(({ index, score }) => ({ document: bundle.records.documentOf(index).id, score }))
}

export interface Timeline extends TimelineCounts {
  readonly query: QueryReport
  readonly total: number
  /** As in `SearchPage`. */
  readonly partial?: true
}

/** Counts over time for the same search. */
export async function timeline(
  bundle: Bundle,
  request: TimelineRequest,
  deadline: Deadline = requestDeadline(),
): Promise<Timeline> {
  const compiled = await compile(bundle, request, deadline)
  const {
    total,
    timeline: buckets,
    undated,
    partial,
  } = await bundle.engine.search(
    askFigures({
      query: compiled.tree,
      filters: compiled.filters,
      timeline: request.interval,
      ...limitsOf(deadline),
    }),
  )
  return {
    query: await report(bundle, request, compiled, { partial }, deadline),
    total,
    ...(partial === true ? { partial } : {}),
    interval: request.interval,
    buckets,
    undated,
  }
}

/** A passage as a hit, with nothing or the given matches marked. */
export function toHit(
  bundle: Bundle,
  { index, score, isLead }: Pick<EngineHit, 'index' | 'score' | 'isLead'>,
  marks: Marks,
): Hit {
  const { records } = bundle
  const passage = records.passage(index)
  const document = records.documentOf(index)
  const highlights = highlight(
    passage,
    marks.text,
    id => records.entity(id)?.name ?? null,
    records.languageOf(index),
    records.documentLanguageOf(index),
  )
  const titleHighlights = highlightWords(document.title, marks.title, records.documentLanguageOf(index))
  const { from, to } = records.passageRange(document.id)
  const before = index > from ? records.passage(index - 1).text : ''
  const after = index + 1 < to ? records.passage(index + 1).text : ''
  return {
    score,
    passage,
    document: summarise(document),
    highlights,
    titleHighlights,
    ...(isLead === true ? { matched: titleHighlights.length > 0 ? 'title' : 'headings' } : {}),
    snippet: snippet(passage.text, highlights),
    citation: cite(passage, document, before, after),
  }
}

async function report(
  bundle: Bundle,
  { q }: Selection,
  compiled: CompiledQuery,
  { partial }: { readonly partial?: true | undefined },
  deadline: Deadline,
  more: readonly Note[] = [],
): Promise<QueryReport> {
  const author = authorNote(bundle, q)
  const notes = [
    ...compiled.notes,
    ...(author === null ? [] : [author]),
    ...(partial === true ? [PARTIAL] : []),
    ...more,
  ]
  const read = {
    q,
    terms: compiled.terms,
    suggestion: compiled.suggestion,
    entities: await queryEntities(bundle, q, deadline),
  }
  return withNotes(read, notes)
}

function withNotes(read: Omit<QueryReport, 'notes' | 'codedNotes'>, notes: readonly Note[]): QueryReport {
  const { q, terms, suggestion, entities } = read
  return { q, terms, notes: notes.map(noteText), codedNotes: notes, suggestion, entities }
}

/** How a facet's value is called. */
export function valueName(bundle: Bundle, facet: FacetName, id: string): string {
  if (isEntityType(facet)) return bundle.records.entity(id)?.name ?? id
  if (facet === 'document') return bundle.records.document(id)?.title ?? id
  return facet === 'language' ? languageName(id) : id
}
