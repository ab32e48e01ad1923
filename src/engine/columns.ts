// Which value does passage N have? Typed arrays for filters, facets, sorting and the timeline.
// For engines that hold their passages in this process. Not for text: that stays in the passage store.
import { dayRange } from '../domain/dates.ts'
import { type FacetName, type Filters, valuesByKey } from '../domain/query.ts'
import type { PassageSource } from './engine.ts'

/** Day number of an undated document: before every date. */
export const UNDATED = -2_147_483_648

/** What a passage can be filtered by: entities of all types in `entity`; and what it can be counted by. */
export type ColumnName = 'entity' | FacetName

/** Values of passages in compressed sparse row form: `values[offsets[i] .. offsets[i + 1]]` index `ids`. */
export interface Column {
  readonly ids: readonly string[]
  readonly numberOf: ReadonlyMap<string, number>
  readonly offsets: Uint32Array
  readonly values: Uint32Array
}

export interface Columns {
  readonly byName: ReadonlyMap<ColumnName, Column>
  /** Number of the passage's document. */
  readonly document: Uint32Array
  /** First day of the document's date, or `UNDATED`. */
  readonly day: Int32Array
  /** Number of documents. */
  readonly documents: number
  readonly isBoilerplate: Uint8Array
}

export function buildColumns(source: PassageSource): Columns {
  const builders = new Map<ColumnName, ColumnBuilder>()
  const builder = (name: ColumnName, size = source.size): ColumnBuilder => {
    const known = builders.get(name) ?? new ColumnBuilder(size)
    builders.set(name, known)
    return known
  }
  for (const name of ['entity', 'kind', 'document'] as const) builder(name)
  const document = new Uint32Array(source.size)
  const day = new Int32Array(source.size)
  const isBoilerplate = new Uint8Array(source.size)
  for (let index = 0; index < source.size; index++) {
    const passage = source.passage(index)
    const record = source.documentOf(index)
    document[index] = builder('document').add(index, record.id)
    builder('kind').add(index, passage.kind)
    for (const [id, type] of new Map(passage.mentions.map(mention => [mention.entity, mention.type]))) {
      if (id === null) continue
      builder('entity').add(index, id)
      builder(type).add(index, id)
    }
    for (const [key, values] of Object.entries(record.meta)) {
      for (const value of new Set(values)) builder(`meta.${key}`).add(index, value)
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
  private readonly numberOf = new Map<string, number>()
  private readonly values: number[] = []
  private readonly offsets: Uint32Array
  private next = 0

  constructor(size: number) {
    this.offsets = new Uint32Array(size + 1)
  }

  /** Adds a value to a passage; passages come in order. */
  add(index: number, id: string): number {
    let number = this.numberOf.get(id)
    if (number === undefined) {
      number = this.ids.length
      this.numberOf.set(id, number)
      this.ids.push(id)
    }
    while (this.next <= index) this.offsets[this.next++] = this.values.length
    this.values.push(number)
    return number
  }

  build(): Column {
    while (this.next < this.offsets.length) this.offsets[this.next++] = this.values.length
    return {
      ids: this.ids,
      numberOf: this.numberOf,
      offsets: this.offsets,
      values: Uint32Array.from(this.values),
    }
  }
}

/** Clears the mark of every passage that the filters leave out. */
export function applyFilters(marks: Uint8Array, filters: Filters, columns: Columns): void {
  const { isBoilerplate } = columns
  if (!filters.boilerplate && !filters.kinds.includes('boilerplate')) {
    for (let index = 0; index < marks.length; index++) if (isBoilerplate[index] === 1) marks[index] = 0
  }
  const { fromDay, toDay } = filters
  if (fromDay !== null || toDay !== null)
    keepDays(marks, columns, fromDay ?? UNDATED + 1, toDay ?? 2_147_483_647)
  for (const id of filters.entities) keepWithAny(marks, columns, 'entity', [id], true)
  if (filters.anyEntities.length > 0) keepWithAny(marks, columns, 'entity', filters.anyEntities, true)
  if (filters.notEntities.length > 0) keepWithAny(marks, columns, 'entity', filters.notEntities, false)
  if (filters.documents.length > 0) keepWithAny(marks, columns, 'document', filters.documents, true)
  if (filters.kinds.length > 0) keepWithAny(marks, columns, 'kind', filters.kinds, true)
  for (const { key, value } of filters.metadata) keepWithAny(marks, columns, `meta.${key}`, [value], true)
  for (const [key, values] of valuesByKey(filters.anyMetadata))
    keepWithAny(marks, columns, `meta.${key}`, values, true)
  for (const { key, value } of filters.notMetadata) keepWithAny(marks, columns, `meta.${key}`, [value], false)
}

/** Keeps the passages of documents dated from one day to another, both included; undated ones never. */
export function keepDays(marks: Uint8Array, { day }: Columns, from: number, to: number): void {
  for (let index = 0; index < marks.length; index++) {
    const at = day[index] ?? UNDATED
    if (at === UNDATED || at < from || at > to) marks[index] = 0
  }
}

/** Keeps the passages that have one of the ids, or with `wanted` false those that have none. */
export function keepWithAny(
  marks: Uint8Array,
  columns: Columns,
  name: ColumnName,
  ids: readonly string[],
  wanted: boolean,
): void {
  const column = columns.byName.get(name)
  const numbers = new Set<number>()
  for (const id of ids) {
    const number = column?.numberOf.get(id)
    if (number !== undefined) numbers.add(number)
  }
  for (let index = 0; index < marks.length; index++) {
    if (marks[index] === 1 && hasAny(column, index, numbers) !== wanted) marks[index] = 0
  }
}

function hasAny(column: Column | undefined, index: number, numbers: ReadonlySet<number>): boolean {
  if (column === undefined || numbers.size === 0) return false
  const end = column.offsets[index + 1] ?? 0
  for (let at = column.offsets[index] ?? 0; at < end; at++) {
    if (numbers.has(column.values[at] ?? -1)) return true
  }
  return false
}

/** How many marked passages have each value of a column, by value number. */
export function countValues(marks: Uint8Array, column: Column): Uint32Array {
  const counts = new Uint32Array(column.ids.length)
  const { offsets, values } = column
  for (let index = 0; index < marks.length; index++) {
    if (marks[index] === 0) continue
    const end = offsets[index + 1] ?? 0
    for (let at = offsets[index] ?? 0; at < end; at++) {
      const value = values[at] ?? 0
      counts[value] = (counts[value] ?? 0) + 1
    }
  }
  return counts
}
