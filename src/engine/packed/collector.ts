// What is asked of the matches? Totals, facets, dates and the best hits, gathered window by window.
import { UNDATED } from '../columns.ts'
import type { EngineAnswer, EngineHit, EngineRequest, PassageGroups } from '../engine.ts'
import { asScore } from '../scoring.ts'
import { timelineOf } from '../timeline.ts'
import type { FacetBits, PackedColumns } from './columns.ts'
import { FacetCounts } from './facet-counts.ts'
import type { PackedIndex } from './plan.ts'
import type { Scratch } from './scratch.ts'
import type { SlotFillers } from './slot-fillers.ts'
import { TopHits } from './top-hits.ts'

export class Collector {
  private readonly request: EngineRequest
  private readonly columns: PackedColumns
  private readonly slots: SlotFillers | null
  private readonly top: TopHits
  private readonly byDocument: Int32Array
  private readonly best: BestOfGroups | null
  private readonly facets: FacetCounts
  private total = 0
  private documents = 0

  /** @param apart see `PackedColumns.filter` */
  constructor(
    request: EngineRequest,
    { columns, copies }: Pick<PackedIndex, 'columns' | 'copies'>,
    apart: readonly FacetBits[],
    scratch: Scratch,
    slots: SlotFillers | null = null,
  ) {
    this.slots = slots
    this.request = request
    this.columns = columns
    this.top = new TopHits(Math.min(request.offset + request.limit, columns.passages))
    this.byDocument = scratch.zeros(columns.documents)
    this.best = bestOfGroups(request, columns, copies)
    this.facets = new FacetCounts(request, columns, apart, scratch)
  }

  /**
   * Takes passages of a window: hits, but for what is allowed of facets apart.
   * @param base first passage of the window
   * @param found their places, in any order; passage = base + place
   * @param scores by place, or null where hits are not ordered by score
   */
  add(base: number, found: Int32Array, scores: Float64Array | null): void {
    const { byDocument, best, top, request } = this
    const { documentOf, day } = this.columns
    const keyOf = keysBy(request.sort)
    const places = this.facets.add(base, found)
    this.total += places.length
    let { threshold } = top
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      const passage = base + place
      const document = documentOf[passage] as number
      const before = byDocument[document] as number
      if (before === 0) this.documents++
      byDocument[document] = before + 1
      const group = best === null ? -1 : (best.groupOf[passage] as number)
      const key = scores === null ? keyOf(day[document] as number) : asScore(scores[place] as number)
      if (best !== null && group >= 0) best.take(group, passage, key)
      else if (key >= threshold) {
        top.offer(key, day[document] as number, passage)
        threshold = top.threshold
      }
    }
    this.slots?.add(base, places)
  }

  /**
   * @param score gives the scores of passages, which ascend; asked only where hits are ordered by something else
   * @param leads those of the hits that stand for their documents
   */
  async answer(
    partial: boolean,
    score: (passages: Int32Array) => Promise<Float64Array>,
    leads: ReadonlySet<number>,
  ): Promise<EngineAnswer> {
    const { request, top, columns } = this
    const keyOf = keysBy(request.sort)
    const isScored = request.sort === 'relevance'
    this.best?.each((passage, best) => {
      const day = columns.day[columns.documentOf[passage] as number] as number
      top.offer(isScored ? best : keyOf(day), day, passage)
    })
    const found = top.sorted().slice(request.offset)
    const scoreOf = isScored ? null : await scoresOf(found, score)
    return {
      ...this.figures(),
      hits: found.map(
        ({ passage, key }): EngineHit => ({
          index: passage,
          score: scoreOf === null ? key : (scoreOf.get(passage) ?? 0),
          inGroup: this.best?.sizeOf(passage) ?? 1,
          ...(leads.has(passage) ? { isLead: true as const } : {}),
        }),
      ),
      ...(partial ? { partial } : {}),
    }
  }

  private figures(): Omit<EngineAnswer, 'hits'> {
    const { request, byDocument, columns } = this
    const { timeline } = request
    const dates = timeline === null ? null : datesOf(byDocument, columns.day)
    return {
      total: this.total,
      documents: this.documents,
      groups: this.total - (this.best?.beyondFirsts ?? 0),
      facets: this.facets.answer(byDocument),
      timeline: dates === null || timeline === null ? [] : timelineOf(dates.byDay, timeline),
      undated: dates?.undated ?? 0,
      ...(this.slots === null ? {} : { slots: this.slots.most(request.facetLimit) }),
    }
  }
}

function bestOfGroups(
  { groupBy }: EngineRequest,
  { documents, documentOf, day }: PackedColumns,
  copies: PassageGroups,
): BestOfGroups | null {
  const dayOf = (passage: number): number => day[documentOf[passage] as number] as number
  switch (groupBy) {
    case null:
      return null
    case 'document':
      return new BestOfGroups(documents, documentOf, dayOf)
    case 'copies':
      return copies.size === 0 ? null : new BestOfGroups(copies.size, copies.groupOfPassage, dayOf)
  }
}

/** The best hit of each group; of equal ones the first. */
class BestOfGroups {
  /** By passage; -1 for one that is in no group. */
  readonly groupOf: Int32Array
  private readonly dayOf: (passage: number) => number
  private readonly passages: Int32Array
  private readonly scores: Float64Array
  private readonly sizes: Int32Array
  /** Hits that are not the first that was found of their group. */
  beyondFirsts = 0

  constructor(groups: number, groupOf: Int32Array, dayOf: (passage: number) => number) {
    this.groupOf = groupOf
    this.dayOf = dayOf
    this.passages = new Int32Array(groups).fill(-1)
    this.scores = new Float64Array(groups)
    this.sizes = new Int32Array(groups)
  }

  /** Hits of the group of one. */
  sizeOf(passage: number): number {
    const group = this.groupOf[passage] as number
    return group < 0 ? 1 : (this.sizes[group] as number)
  }

  each(onGroup: (passage: number, score: number) => void): void {
    for (let group = 0; group < this.passages.length; group++) {
      const passage = this.passages[group] as number
      if (passage >= 0) onGroup(passage, this.scores[group] as number)
    }
  }

  /** @param score or what hits without one are ordered by */
  take(group: number, passage: number, score: number): void {
    const known = this.passages[group] as number
    if (known >= 0) this.beyondFirsts++
    this.sizes[group] = (this.sizes[group] as number) + 1
    if (known >= 0 && !this.comesBefore(passage, score, known, this.scores[group] as number)) return
    this.passages[group] = passage
    this.scores[group] = score
  }

  /** As `TopHits` orders them. */
  private comesBefore(a: number, scoreA: number, b: number, scoreB: number): boolean {
    if (scoreA !== scoreB) return scoreA > scoreB
    const [dayA, dayB] = [this.dayOf(a), this.dayOf(b)]
    return dayA === dayB ? a < b : dayA > dayB
  }
}

async function scoresOf(
  hits: readonly { readonly passage: number }[],
  score: (passages: Int32Array) => Promise<Float64Array>,
): Promise<Map<number, number>> {
  const passages = Int32Array.from(hits, ({ passage }) => passage).sort()
  const scores = await score(passages)
  return new Map(Array.from(passages, (passage, at) => [passage, asScore(scores[at] ?? 0)]))
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
