// Which value does passage N have? Typed arrays for filters, facets, sorting and the timeline.
// For engines that hold their passages in this process. Not for text: that stays in the passage store.
import { dayRange } from '../domain/dates.ts'
import type { DocumentRecord } from '../domain/document.ts'
import {
  allowedValues,
  type FacetCondition,
  type FacetName,
  type Filters,
  leavesOutBoilerplate,
} from '../domain/query.ts'
import type { PassageSource } from './engine.ts'
import { documentValues, facetsOf } from './facets.ts'

/** Day number of an undated document: before every date. */
export const UNDATED = -2_147_483_648

/** Values of passages in compressed sparse row form: `values[offsets[i] .. offsets[i + 1]]` index `ids`. */
export interface Column {
  readonly ids: readonly string[]
  readonly numberOf: ReadonlyMap<string, number>
  readonly offsets: Uint32Array
  readonly values: Uint32Array
}

export interface Columns {
  readonly byName: ReadonlyMap<FacetName, Column>
  /** Number of the passage's document. */
  readonly document: Uint32Array
  /** First day of the document's date, or `UNDATED`. */
  readonly day: Int32Array
  /** Number of documents. */
  readonly documents: number
  readonly isBoilerplate: Uint8Array
}

export function buildColumns(source: PassageSource): Columns {
  const builders = new Map<FacetName, ColumnBuilder>()
  const builder = (name: FacetName): ColumnBuilder => {
    const known = builders.get(name) ?? new ColumnBuilder(source.size)
    builders.set(name, known)
    return known
  }
  const document = new Uint32Array(source.size)
  const day = new Int32Array(source.size)
  const isBoilerplate = new Uint8Array(source.size)
  let [known, values]: [DocumentRecord | null, readonly (readonly [FacetName, readonly string[]])[]] = [
    null,
    [],
  ]
  for (let index = 0; index < source.size; index++) {
    const passage = source.passage(index)
    const record = source.documentOf(index)
    if (record !== known)
      [known, values] = [
        record,
        facetsOf(record).map(facet => [facet, documentValues(record, facet)] as const),
      ]
    for (const [facet, own] of values) for (const value of own) builder(facet).add(index, value)
    document[index] = builder('document').numberOf(record.id)
    builder('kind').add(index, passage.kind)
    builder('language').add(index, source.languageOf(index))
    for (const [id, type] of new Map(passage.mentions.map(mention => [mention.entity, mention.type]))) {
      if (id !== null) builder(type).add(index, id)
    }
    day[index] = record.date === null ? UNDATED : (dayRange(record.date)?.first ?? UNDATED)
    isBoilerplate[index] = passage.kind === 'boilerplate' ? 1 : 0
  }
  const byName = new Map(Array.from(builders, ([name, column]) => [name, column.build()] as const))
  const documents = byName.get('document')?.ids.length ?? 0
  return { byName, document, documents, day, isBoilerplate }
}

class ColumnBuilder {
  private readonly ids: string[] = []
  private readonly numbers = new Map<string, number>()
  private readonly values: number[] = []
  private readonly offsets: Uint32Array
  private next = 0

  constructor(size: number) {
    this.offsets = new Uint32Array(size + 1)
  }

  /** Adds a value to a passage; passages come in order. */
  add(index: number, id: string): void {
    const number = this.numberOf(id)
    while (this.next <= index) this.offsets[this.next++] = this.values.length
    this.values.push(number)
  }

  /** Of a value, from 0 in the order of their coming. */
  numberOf(id: string): number {
    const known = this.numbers.get(id)
    if (known !== undefined) return known
    const number = this.ids.length
    this.numbers.set(id, number)
    this.ids.push(id)
    return number
  }

  build(): Column {
    while (this.next < this.offsets.length) this.offsets[this.next++] = this.values.length
    return {
      ids: this.ids,
      numberOf: this.numbers,
      offsets: this.offsets,
      values: Uint32Array.from(this.values),
    }
  }
}

/**
 * Clears the mark of every passage that the filters leave out.
 * @returns for each facet of which some values only are allowed, the passages that are left out for this alone: it is counted with them
 */
export function applyFilters(
  marks: Uint8Array,
  filters: Filters,
  columns: Columns,
): ReadonlyMap<FacetName, Uint8Array> {
  const { isBoilerplate } = columns
  if (leavesOutBoilerplate(filters)) {
    for (let index = 0; index < marks.length; index++) if (isBoilerplate[index] === 1) marks[index] = 0
  }
  const { fromDay, toDay } = filters
  if (fromDay !== null || toDay !== null)
    keepDays(marks, columns, fromDay ?? UNDATED + 1, toDay ?? 2_147_483_647)
  for (const condition of filters.all) keepWithAny(marks, columns, condition, true)
  for (const condition of filters.not) keepWithAny(marks, columns, condition, false)
  const groups = Array.from(allowedValues(filters), ([facet, values]) => ({ facet, values }))
  const faults = new Uint8Array(groups.length === 0 ? 0 : marks.length)
  const missing = new Map<FacetName, Uint8Array>()
  for (const group of groups) {
    const meeting = marks.slice()
    keepWithAny(meeting, columns, group, true)
    missing.set(
      group.facet,
      meeting.map((meets, index) => (marks[index] ?? 0) - meets),
    )
    for (let index = 0; index < marks.length; index++)
      // More than two are as bad as two.
      faults[index] = Math.min(2, (faults[index] ?? 0) + (marks[index] ?? 0) - (meeting[index] ?? 0))
  }
  for (let index = 0; index < faults.length; index++) {
    if (faults[index] !== 0) marks[index] = 0
    if (faults[index] === 2) for (const of of missing.values()) of[index] = 0
  }
  return missing
}

/** Keeps the passages of documents dated from one day to another, both included; undated ones never. */
export function keepDays(marks: Uint8Array, { day }: Columns, from: number, to: number): void {
  for (let index = 0; index < marks.length; index++) {
    const at = day[index] ?? UNDATED
    if (at === UNDATED || at < from || at > to) marks[index] = 0
  }
}

/** Keeps the passages that have one of the values, or with `wanted` false those that have none of them; `null` stands for every value. */
export function keepWithAny(
  marks: Uint8Array,
  columns: Columns,
  { facet, values }: { readonly facet: FacetName; readonly values: FacetCondition['values'] | null },
  wanted: boolean,
): void {
  const column = columns.byName.get(facet)
  const numbers = values === null ? null : new Set(values.map(value => column?.numberOf.get(value) ?? -1))
  for (let index = 0; index < marks.length; index++) {
    if (marks[index] === 1 && hasAny(column, index, numbers) !== wanted) marks[index] = 0
  }
}

function hasAny(column: Column | undefined, index: number, numbers: ReadonlySet<number> | null): boolean {
  const end = column?.offsets[index + 1] ?? 0
  let at = column?.offsets[index] ?? 0
  if (numbers === null) return at < end
  for (; at < end; at++) {
    if (numbers.has(column?.values[at] ?? -1)) return true
  }
  return false
}

/** Adds how many marked passages have each value of a column, by value number. */
export function countValues(marks: Uint8Array, column: Column, counts: Uint32Array): void {
  const { offsets, values } = column
  for (let index = 0; index < marks.length; index++) {
    if (marks[index] === 0) continue
    const end = offsets[index + 1] ?? 0
    for (let at = offsets[index] ?? 0; at < end; at++) {
      const value = values[at] ?? 0
      counts[value] = (counts[value] ?? 0) + 1
    }
  }
}
