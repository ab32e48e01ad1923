// How many hits have each value of a facet? Counted window by window. A facet of which some values only are allowed is counted without
// that: with the passages, too, that fail for its sake alone.
import type { FacetName } from '../../domain/query.ts'
import type { EngineRequest } from '../engine.ts'
import { chosenValues, type FacetCount, isDirectlyIn, openFolders, withChosen } from '../facets.ts'
import { hasBit } from './bits.ts'
import type { FacetBits, PackedColumns, ValueColumn } from './columns.ts'
import type { Scratch } from './scratch.ts'
import { TopHits } from './top-hits.ts'

export class FacetCounts {
  private readonly request: EngineRequest
  private readonly columns: PackedColumns
  private readonly apart: readonly FacetBits[]
  private readonly scratch: Scratch
  /** Of facets of passages: types of entity share one. */
  private readonly ofPassages = new Map<ValueColumn, Int32Array>()
  /** For each of `apart`: the passages left out for its sake alone, by value, or for facets of documents by document. */
  private readonly missing: readonly Int32Array[]

  /** @param apart see `PackedColumns.filter`: passages come without these conditions */
  constructor(request: EngineRequest, columns: PackedColumns, apart: readonly FacetBits[], scratch: Scratch) {
    this.request = request
    this.columns = columns
    this.apart = apart
    this.scratch = scratch
    for (const facet of request.facets) {
      const column = columns.ofPassages(facet)
      if (column !== null && !this.ofPassages.has(column))
        this.ofPassages.set(column, scratch.zeros(column.ids.length))
    }
    this.missing = apart.map(({ facet }) =>
      scratch.zeros(columns.ofPassages(facet)?.ids.length ?? columns.documents),
    )
  }

  /** Counts passages `base + place`. @returns those that meet the conditions apart, too: the hits */
  add(base: number, places: Int32Array): Int32Array {
    const hits = this.apart.length === 0 ? places : this.withoutMissing(base, places)
    for (const [column, counts] of this.ofPassages) countValues(counts, column, base, hits)
    return hits
  }

  /** @param byDocument hits of each document */
  answer(byDocument: Int32Array): Map<FacetName, FacetCount[]> {
    return new Map(this.request.facets.map(facet => [facet, this.values(facet, byDocument)]))
  }

  private withoutMissing(base: number, places: Int32Array): Int32Array {
    const hits = new Int32Array(places.length)
    const missing = this.apart.map(() => ({ places: new Int32Array(places.length), count: 0 }))
    let kept = 0
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      let faults = 0
      let fault = 0
      for (let group = 0; group < this.apart.length; group++) {
        if (hasBit((this.apart[group] as FacetBits).bits, base + place)) continue
        faults++
        fault = group
      }
      if (faults === 0) hits[kept++] = place
      const left = missing[fault]
      if (faults === 1 && left !== undefined) left.places[left.count++] = place
    }
    for (const [group, { places: left, count }] of missing.entries())
      this.addMissing(group, base, left.subarray(0, count))
    return hits.subarray(0, kept)
  }

  private addMissing(group: number, base: number, places: Int32Array): void {
    const counts = this.missing[group] as Int32Array
    const column = this.columns.ofPassages((this.apart[group] as FacetBits).facet)
    if (column !== null) {
      countValues(counts, column, base, places)
      return
    }
    const { documentOf } = this.columns
    for (let at = 0; at < places.length; at++) {
      const document = documentOf[base + (places[at] as number)] as number
      counts[document] = (counts[document] as number) + 1
    }
  }

  private values(facet: FacetName, byDocument: Int32Array): FacetCount[] {
    const { columns } = this
    const ofPassages = columns.ofPassages(facet)
    if (ofPassages !== null) {
      const counts = this.withMissing(facet, this.ofPassages.get(ofPassages) ?? new Int32Array(0))
      return this.topOf(facet, ofPassages, counts)
    }
    const passages = this.withMissing(facet, byDocument)
    if (facet === 'document') return this.topDocuments(passages)
    const column = columns.ofDocuments(facet)
    if (column === null) return this.chosen(facet, () => 0, [])
    const counts = this.scratch.zeros(column.ids.length)
    for (let document = 0; document < passages.length; document++)
      addRow(counts, column, document, passages[document] as number)
    return this.topOf(facet, column, counts)
  }

  /** The counts, and with them the passages that are left out for the facet's own sake. */
  private withMissing(facet: FacetName, counts: Int32Array): Int32Array {
    const missing = this.missing[this.apart.findIndex(group => group.facet === facet)]
    return missing === undefined ? counts : counts.map((count, at) => count + (missing[at] as number))
  }

  private topOf(facet: FacetName, column: ValueColumn, counts: Int32Array): FacetCount[] {
    const { request, columns } = this
    const parents = request.everyFolder === true ? null : openFolders(request.filters, facet)
    const shown = parents === null ? counts : onlyIn(parents, column, counts)
    const { from, to } = columns.placesOf(facet, column)
    const countOf = (id: string): number => counts[column.ids.find(id)?.ordinal ?? -1] ?? 0
    const top = mostFrequent(shown, from, to, request.facetLimit)
    return this.chosen(
      facet,
      countOf,
      top.map(place => ({ id: column.idAt(place), count: counts[place] as number })),
    )
  }

  private topDocuments(counts: Int32Array): FacetCount[] {
    const { columns, request } = this
    const top = mostFrequent(counts, 0, counts.length, request.facetLimit, columns.documentRank)
    return this.chosen(
      'document',
      id => counts[columns.documentNumber(id) ?? -1] ?? 0,
      top.map(document => ({ id: columns.documentId(document), count: counts[document] as number })),
    )
  }

  private chosen(
    facet: FacetName,
    countOf: (id: string) => number,
    others: readonly FacetCount[],
  ): FacetCount[] {
    const { filters, facetLimit } = this.request
    const chosen = chosenValues(filters, facet).map(id => ({ id, count: countOf(id) }))
    return withChosen(chosen, others, facetLimit)
  }
}

/** The counts of the folders that lie right in one of the parents. */
function onlyIn(parents: readonly string[], { ids }: ValueColumn, counts: Int32Array): Int32Array {
  const shown = new Int32Array(counts.length)
  for (const { word, ordinal } of ids.walk())
    if (isDirectlyIn(word, parents)) shown[ordinal] = counts[ordinal] as number
  return shown
}

/** Counts the values of the rows `base + place`. */
function countValues(
  counts: Int32Array,
  { starts, values }: ValueColumn,
  base: number,
  places: Int32Array,
): void {
  for (let next = 0; next < places.length; next++) {
    const row = base + (places[next] as number)
    const end = starts[row + 1] as number
    for (let at = starts[row] as number; at < end; at++) {
      const value = values[at] as number
      counts[value] = (counts[value] as number) + 1
    }
  }
}

/** Counts the values of one row so many times. */
function addRow(counts: Int32Array, { starts, values }: ValueColumn, row: number, times: number): void {
  if (times === 0) return
  const end = starts[row + 1] as number
  for (let at = starts[row] as number; at < end; at++) {
    const value = values[at] as number
    counts[value] = (counts[value] as number) + times
  }
}

/** Of the places from one to another the `limit` with the highest counts above 0, the lower rank first among equals. */
function mostFrequent(
  counts: Int32Array,
  from: number,
  to: number,
  limit: number,
  ranks: Int32Array | null = null,
): number[] {
  const best = new TopHits(Math.min(limit, to - from))
  offerAll(best, counts, from, to, ranks)
  return best.sorted().map(({ passage }) => passage)
}

/** A function of its own: V8 compiles the loop alone, and not again with what follows it each time. */
function offerAll(
  best: TopHits,
  counts: Int32Array,
  from: number,
  to: number,
  ranks: Int32Array | null,
): void {
  let least = 1
  for (let place = from; place < to; place++) {
    const count = counts[place] as number
    if (count < least) continue
    best.offer(count, -(ranks === null ? place : (ranks[place] as number)), place)
    least = Math.max(1, best.threshold)
  }
}
