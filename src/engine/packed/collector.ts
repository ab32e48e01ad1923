// What is asked of the matches? Totals, facets, dates and the best hits, gathered window by window.
import { isoDay } from '../../domain/dates.ts'
import { ENTITY_TYPES, type EntityType } from '../../domain/document.ts'
import type { FacetName, Interval } from '../../domain/query.ts'
import { UNDATED } from '../columns.ts'
import type { EngineAnswer, EngineHit, EngineRequest, FacetCount, TimelineCount } from '../engine.ts'
import type { PackedColumns, ValueColumn } from './columns.ts'
import type { Window } from './operators.ts'
import { TopHits } from './top-hits.ts'

export class Collector {
  readonly top: TopHits
  private readonly request: EngineRequest
  private readonly columns: PackedColumns
  private readonly inDocument: Uint32Array
  private readonly byDay = new Map<number, number>()
  private readonly entities: ValueCounts | null
  private readonly kinds: ValueCounts | null
  private total = 0
  private documents = 0
  private undated = 0

  constructor(request: EngineRequest, columns: PackedColumns) {
    this.request = request
    this.columns = columns
    this.top = new TopHits(Math.min(request.offset + request.limit, columns.passages))
    this.inDocument = new Uint32Array(columns.documents)
    this.entities = request.facets.some(isEntityType) ? new ValueCounts(columns.entity) : null
    this.kinds = request.facets.includes('kind') ? new ValueCounts(columns.kind) : null
  }

  /** Takes the matches of the next window. */
  add(window: Window, bits: Uint32Array, scores: Float64Array | null): void {
    this.rank(window, bits, scores)
    this.entities?.add(window.base, bits)
    this.kinds?.add(window.base, bits)
  }

  /** @param score gives the scores of passages, which ascend; asked only where hits are ordered by something else */
  answer(partial: boolean, score: (passages: Uint32Array) => Float64Array): EngineAnswer {
    const { request, columns } = this
    const found = this.top.sorted().slice(request.offset)
    const scoreOf = request.sort === 'relevance' ? null : scoresOf(found, score)
    const hits = found.map(
      ({ passage, key }): EngineHit => ({
        index: passage,
        score: scoreOf === null ? key : (scoreOf.get(passage) ?? 0),
        inDocument: this.inDocument[columns.documentOf[passage] ?? 0] ?? 0,
      }),
    )
    return {
      total: this.total,
      documents: this.documents,
      hits,
      facets: new Map(request.facets.map(name => [name, this.facet(name)])),
      timeline: request.timeline === null ? [] : timelineOf(this.byDay, request.timeline),
      undated: this.undated,
      ...(partial ? { partial } : {}),
    }
  }

  private rank({ base }: Window, bits: Uint32Array, scores: Float64Array | null): void {
    const { columns, top, request } = this
    const { documentOf, day: days } = columns
    const keyOf = keysBy(request.sort)
    let document = -1
    let day = UNDATED
    let matches = 0
    let best = -1
    let bestKey = -Infinity
    const finish = (): void => {
      if (document < 0) return
      this.finishDocument(document, day, matches)
      if (request.groupByDocument) top.offer(bestKey, day, best)
    }
    for (let word = 0; word < bits.length; word++) {
      for (let left = bits[word] as number; left !== 0; left &= left - 1) {
        const place = (word << 5) + (31 - Math.clz32(left & -left))
        const passage = place + base
        const ofPassage = documentOf[passage] as number
        if (ofPassage !== document) {
          finish()
          document = ofPassage
          day = days[document] as number
          matches = 0
          best = -1
        }
        matches++
        const key = scores === null ? keyOf(day) : (scores[place] as number)
        if (!request.groupByDocument) {
          if (key >= top.threshold) top.offer(key, day, passage)
        } else if (best < 0 || key > bestKey) {
          best = passage
          bestKey = key
        }
      }
    }
    finish()
  }

  private finishDocument(document: number, day: number, matches: number): void {
    this.total += matches
    this.documents++
    this.inDocument[document] = matches
    if (day === UNDATED) this.undated += matches
    else if (this.request.timeline !== null) this.byDay.set(day, (this.byDay.get(day) ?? 0) + matches)
  }

  private facet(name: FacetName): FacetCount[] {
    const { columns, request, inDocument } = this
    const limit = request.facetLimit
    if (name === 'kind') return this.kinds?.top(0, columns.kind.ids.length, limit) ?? []
    if (isEntityType(name)) {
      const { from, to } = columns.entityTypes.get(name) ?? { from: 0, to: 0 }
      return this.entities?.top(from, to, limit) ?? []
    }
    if (name === 'document') {
      const places: number[] = []
      for (let document = 0; document < inDocument.length; document++)
        if (inDocument[document] !== 0) places.push(document)
      const countOf = (place: number): number => inDocument[place] as number
      const rankOf = (place: number): number => columns.documentRank[place] as number
      return mostFrequent(places, countOf, rankOf, limit).map(document => ({
        id: columns.documentId(document),
        count: countOf(document),
      }))
    }
    const column = columns.meta.get(name.slice('meta.'.length))
    if (column === undefined) return []
    const counts = new ValueCounts(column)
    for (let document = 0; document < inDocument.length; document++)
      counts.addRow(document, inDocument[document] as number)
    return counts.top(0, column.ids.length, limit)
  }
}

function scoresOf(
  hits: readonly { readonly passage: number }[],
  score: (passages: Uint32Array) => Float64Array,
): Map<number, number> {
  const passages = Uint32Array.from(hits, ({ passage }) => passage).sort()
  const scores = score(passages)
  return new Map(Array.from(passages, (passage, at) => [passage, scores[at] ?? 0]))
}

/** Counts the values of a column; the values that occurred are remembered, so that the others need not be looked at. */
class ValueCounts {
  private readonly column: ValueColumn
  private readonly counts: Uint32Array
  private readonly met: number[] = []

  constructor(column: ValueColumn) {
    this.column = column
    this.counts = new Uint32Array(column.ids.length)
  }

  /** Counts the values of every row in the set. */
  add(base: number, bits: Uint32Array): void {
    const { counts, met } = this
    const { starts, values } = this.column
    for (let word = 0; word < bits.length; word++) {
      for (let left = bits[word] as number; left !== 0; left &= left - 1) {
        const row = base + (word << 5) + (31 - Math.clz32(left & -left))
        const end = starts[row + 1] as number
        for (let at = starts[row] as number; at < end; at++) {
          const value = values[at] as number
          const count = counts[value] as number
          if (count === 0) met.push(value)
          counts[value] = count + 1
        }
      }
    }
  }

  /** Counts the values of one row so many times. */
  addRow(row: number, times: number): void {
    if (times === 0) return
    const { counts, met } = this
    const { starts, values } = this.column
    const end = starts[row + 1] as number
    for (let at = starts[row] as number; at < end; at++) {
      const value = values[at] as number
      const count = counts[value] as number
      if (count === 0) met.push(value)
      counts[value] = count + times
    }
  }

  /** Of the values from one place to another the most frequent, ties by id. */
  top(from: number, to: number, limit: number): FacetCount[] {
    const { counts, met } = this
    const places = met.filter(value => value >= from && value < to)
    const countOf = (place: number): number => counts[place] as number
    return mostFrequent(places, countOf, place => place, limit).map(place => ({
      id: this.column.ids.at(place).word,
      count: countOf(place),
    }))
  }
}

/** The `limit` places with the highest counts, the lower rank first among equals. */
function mostFrequent(
  places: readonly number[],
  countOf: (place: number) => number,
  rankOf: (place: number) => number,
  limit: number,
): number[] {
  let least = 0
  if (limit > 0 && places.length > 4 * limit) {
    const best = new TopHits(limit)
    for (const place of places) best.offer(countOf(place), 0, rankOf(place))
    least = best.threshold
  }
  return places
    .filter(place => countOf(place) >= least)
    .sort((a, b) => countOf(b) - countOf(a) || rankOf(a) - rankOf(b))
    .slice(0, limit)
}

function isEntityType(name: FacetName): name is EntityType {
  return ENTITY_TYPES.some(type => type === name)
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

const START_LENGTH: Readonly<Record<Interval, number>> = { year: 4, month: 7, day: 10 }

/** A document dated less precisely than the interval is counted at the first day that its date covers. */
function timelineOf(byDay: ReadonlyMap<number, number>, interval: Interval): TimelineCount[] {
  const counts = new Map<string, number>()
  for (const [day, count] of byDay) {
    const start = isoDay(day).slice(0, START_LENGTH[interval])
    counts.set(start, (counts.get(start) ?? 0) + count)
  }
  return Array.from(counts, ([start, count]) => ({ start, count })).sort((a, b) =>
    a.start < b.start ? -1 : 1,
  )
}
