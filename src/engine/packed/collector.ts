// What is asked of the matches? Totals, facets, dates and the best hits, gathered window by window.
import { UNDATED } from '../columns.ts'
import type { EngineAnswer, EngineHit, EngineRequest } from '../engine.ts'
import { timelineOf } from '../timeline.ts'
import type { FacetBits, PackedColumns } from './columns.ts'
import { FacetCounts } from './facet-counts.ts'
import type { Scratch } from './scratch.ts'
import type { SlotFillers } from './slot-fillers.ts'
import { TopHits } from './top-hits.ts'

export class Collector {
  private readonly request: EngineRequest
  private readonly columns: PackedColumns
  private readonly slots: SlotFillers | null
  private readonly top: TopHits
  private readonly byDocument: Int32Array
  private readonly best: BestOfDocuments | null
  private readonly facets: FacetCounts
  private total = 0
  private documents = 0

  /** @param apart see `PackedColumns.filter` */
  constructor(
    request: EngineRequest,
    columns: PackedColumns,
    apart: readonly FacetBits[],
    scratch: Scratch,
    slots: SlotFillers | null = null,
  ) {
    this.slots = slots
    this.request = request
    this.columns = columns
    this.top = new TopHits(Math.min(request.offset + request.limit, columns.passages))
    this.byDocument = scratch.zeros(columns.documents)
    this.best = request.groupByDocument ? new BestOfDocuments(columns.documents) : null
    this.facets = new FacetCounts(request, columns, apart, scratch)
  }

  /**
   * Takes passages of a window: hits, but for what is allowed of facets apart.
   * @param base first passage of the window
   * @param found their places, in any order; passage = base + place
   * @param scores by place, or null where hits are not ordered by score
   */
  add(base: number, found: Int32Array, scores: Float64Array | null): void {
    const places = this.facets.add(base, found)
    this.total += places.length
    this.countDocuments(base, places)
    if (this.best === null) this.offer(base, places, scores)
    else this.best.add(base, places, scores, this.columns.documentOf)
    this.slots?.add(base, places)
  }

  /**
   * @param score gives the scores of passages, which ascend; asked only where hits are ordered by something else
   * @param leads those of the hits that stand for their documents
   */
  answer(
    partial: boolean,
    score: (passages: Int32Array) => Float64Array,
    leads: ReadonlySet<number>,
  ): EngineAnswer {
    const { request, top, columns } = this
    const keyOf = keysBy(request.sort)
    const isScored = request.sort === 'relevance'
    this.best?.each((document, passage, best) => {
      const day = columns.day[document] as number
      top.offer(isScored ? best : keyOf(day), day, passage)
    })
    const found = top.sorted().slice(request.offset)
    const scoreOf = isScored ? null : scoresOf(found, score)
    return {
      ...this.figures(),
      hits: found.map(
        ({ passage, key }): EngineHit => ({
          index: passage,
          score: scoreOf === null ? key : (scoreOf.get(passage) ?? 0),
          inDocument: this.byDocument[columns.documentOf[passage] ?? 0] ?? 0,
          ...(leads.has(passage) ? { isLead: true as const } : {}),
        }),
      ),
      ...(partial ? { partial } : {}),
    }
  }

  private offer(base: number, places: Int32Array, scores: Float64Array | null): void {
    const { top, columns, request } = this
    const { documentOf, day } = columns
    const keyOf = keysBy(request.sort)
    let { threshold } = top
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      if (scores !== null && (scores[place] as number) < threshold) continue
      const ofDocument = day[documentOf[base + place] as number] as number
      top.offer(scores === null ? keyOf(ofDocument) : (scores[place] as number), ofDocument, base + place)
      threshold = top.threshold
    }
  }

  private countDocuments(base: number, places: Int32Array): void {
    const { byDocument } = this
    const { documentOf } = this.columns
    for (let at = 0; at < places.length; at++) {
      const document = documentOf[base + (places[at] as number)] as number
      const count = byDocument[document] as number
      if (count === 0) this.documents++
      byDocument[document] = count + 1
    }
  }

  private figures(): Omit<EngineAnswer, 'hits'> {
    const { request, byDocument, columns } = this
    const { timeline } = request
    const dates = timeline === null ? null : datesOf(byDocument, columns.day)
    return {
      total: this.total,
      documents: this.documents,
      facets: this.facets.answer(byDocument),
      timeline: dates === null || timeline === null ? [] : timelineOf(dates.byDay, timeline),
      undated: dates?.undated ?? 0,
      ...(this.slots === null ? {} : { slots: this.slots.most(request.facetLimit) }),
    }
  }
}

/** The best matching passage of each document; of equal ones the first. */
class BestOfDocuments {
  private readonly passages: Int32Array
  private readonly scores: Float64Array

  constructor(documents: number) {
    this.passages = new Int32Array(documents).fill(-1)
    this.scores = new Float64Array(documents)
  }

  add(base: number, places: Int32Array, scores: Float64Array | null, documentOf: Int32Array): void {
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      const passage = base + place
      const document = documentOf[passage] as number
      const known = this.passages[document] as number
      const score = scores === null ? 0 : (scores[place] as number)
      const best = this.scores[document] as number
      if (known >= 0 && (best > score || (best === score && known < passage))) continue
      this.passages[document] = passage
      this.scores[document] = score
    }
  }

  each(onDocument: (document: number, passage: number, score: number) => void): void {
    for (let document = 0; document < this.passages.length; document++) {
      const passage = this.passages[document] as number
      if (passage >= 0) onDocument(document, passage, this.scores[document] as number)
    }
  }
}

function scoresOf(
  hits: readonly { readonly passage: number }[],
  score: (passages: Int32Array) => Float64Array,
): Map<number, number> {
  const passages = Int32Array.from(hits, ({ passage }) => passage).sort()
  const scores = score(passages)
  return new Map(Array.from(passages, (passage, at) => [passage, scores[at] ?? 0]))
}

/** The key by which hits without a score are ordered; undated documents come last. */
function keysBy(sort: EngineRequest['sort']): (day: number) => number {
  switch (sort) {
    case 'relevance':
      return () => 0
    case 'newest':
      return day => day
    case 'oldest':
      return day => (day === UNDATED ? -Infinity : -day)
  }
}

/** Matching passages by day, and those of documents without a date. */
function datesOf(
  byDocument: Int32Array,
  days: Int32Array,
): { readonly byDay: ReadonlyMap<number, number>; readonly undated: number } {
  const byDay = new Map<number, number>()
  let undated = 0
  for (let document = 0; document < byDocument.length; document++) {
    const count = byDocument[document] as number
    const day = days[document] as number
    if (day === UNDATED) undated += count
    else if (count > 0) byDay.set(day, (byDay.get(day) ?? 0) + count)
  }
  return { byDay, undated }
}
