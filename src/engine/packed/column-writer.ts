// Which values does each passage have, and which passages has each value? Collected while passages are read.

import { dayRange } from '../../domain/dates.ts'
import type { Passage } from '../../domain/document.ts'
import { compareTexts } from '../../domain/order.ts'
import { UNDATED } from '../columns.ts'
import type { IndexInput } from '../engine.ts'
import { documentValues } from '../facets.ts'
import { GrowableBytes, GrowableWords } from '../growable.ts'
import { type NumericArray, narrowest } from './array-file.ts'
import { encodeDictionary } from './dictionary.ts'
import { DOCUMENT_COLUMNS } from './layout.ts'

export class ColumnWriter {
  private readonly firstPassage = new GrowableWords()
  private readonly firstOfSection = new GrowableWords()
  private readonly days: number[] = []
  private readonly documentIds: string[] = []
  private readonly kinds = new ValueColumn()
  private readonly languages = new ValueColumn()
  private readonly entities = new ValueColumn()
  private readonly ofDocuments = DOCUMENT_COLUMNS.map(facet => [facet, new ValueColumn()] as const)
  private readonly metadata = new Map<string, ValueColumn>()
  private passages = 0

  /** Begins a document; its passages follow. */
  addDocument(record: IndexInput['document']): void {
    this.firstPassage.push(this.passages)
    this.documentIds.push(record.id)
    this.days.push(record.date === null ? UNDATED : (dayRange(record.date)?.first ?? UNDATED))
    const document = this.documentIds.length - 1
    for (const [facet, column] of this.ofDocuments) column.add(document, documentValues(record, facet))
    for (const key of Object.keys(record.meta)) {
      const column = this.metadata.get(key) ?? new ValueColumn()
      this.metadata.set(key, column)
      column.add(document, documentValues(record, `meta.${key}`))
    }
  }

  /** Begins a run of passages under the same headings. */
  addSection(): void {
    this.firstOfSection.push(this.passages)
  }

  addPassage(kind: Passage['kind'], language: string, entities: readonly string[]): void {
    this.kinds.add(this.passages, [kind])
    this.languages.add(this.passages, [language])
    this.entities.add(this.passages, new Set(entities))
    this.passages++
  }

  get starts(): { readonly documents: Uint32Array; readonly sections: Uint32Array } {
    return {
      documents: withEnd(this.firstPassage.view, this.passages),
      sections: withEnd(this.firstOfSection.view, this.passages),
    }
  }

  finish(): Record<string, NumericArray> {
    const documents = this.documentIds.length
    const numbers = Uint32Array.from({ length: documents }, (_, number) => number)
    const byId = numbers.toSorted((a, b) =>
      compareTexts(this.documentIds[a] ?? '', this.documentIds[b] ?? ''),
    )
    const ids = encodeDictionary(
      Array.from(byId, number => ({ word: this.documentIds[number] ?? '', figures: [number] })),
    )
    const keys = [...this.metadata.keys()].sort(compareTexts)
    const { documents: firstPassage, sections } = this.starts
    return {
      'document.first': firstPassage,
      'section.first': sections,
      'document.day': Int32Array.from(this.days),
      'document.id.blocks': ids.blocks,
      'document.id.bytes': ids.bytes,
      ...this.kinds.finish('kind', this.passages),
      ...this.languages.finish('language', this.passages),
      ...this.entities.finish('entity', this.passages, true),
      ...Object.assign({}, ...this.ofDocuments.map(([facet, column]) => column.finish(facet, documents))),
      'meta.keys': Buffer.from(JSON.stringify(keys), 'utf8'),
      ...Object.assign(
        {},
        ...keys.map((key, number) => this.metadata.get(key)?.finish(`meta.${number}`, documents)),
      ),
    }
  }
}

/** Values of rows in compressed sparse row form; numbers follow the order of the values, not of their coming. */
class ValueColumn {
  private readonly numberOf = new Map<string, number>()
  private readonly rows = new GrowableWords()
  private readonly values = new GrowableWords()

  /** Rows come in order; rows that do not come have no value. */
  add(row: number, values: Iterable<string>): void {
    for (const value of values) {
      let number = this.numberOf.get(value)
      if (number === undefined) {
        number = this.numberOf.size
        this.numberOf.set(value, number)
      }
      this.rows.push(row)
      this.values.push(number)
    }
  }

  /** @param isInverted whether the rows of each value are wanted too */
  finish(name: string, rows: number, isInverted = false): Record<string, NumericArray> {
    const sorted = [...this.numberOf.keys()].sort(compareTexts)
    const dictionary = encodeDictionary(sorted.map(word => ({ word, figures: [] })))
    const starts = countStarts(this.rows.view, rows)
    const values = this.ranked(sorted)
    // Where every row has one value, they begin where the rows do.
    const isSingle = starts.every((start, row) => start === row)
    return {
      [`${name}.blocks`]: dictionary.blocks,
      [`${name}.bytes`]: dictionary.bytes,
      [`${name}.size`]: Uint32Array.of(sorted.length),
      [`${name}.starts`]: isSingle ? new Uint8Array(0) : narrowest(starts),
      [`${name}.values`]: narrowest(values),
      ...(isInverted ? this.invert(name, values, sorted.length, rows) : {}),
    }
  }

  /** The rows of each value: varint steps from the row before. */
  private invert(
    name: string,
    values: Uint32Array,
    size: number,
    rows: number,
  ): Record<string, NumericArray> {
    const starts = countStarts(values, size)
    const next = starts.slice()
    const byValue = new Uint32Array(values.length)
    const ofValue = this.rows.view
    for (let at = 0; at < values.length; at++) {
      const value = values[at] ?? 0
      const place = next[value] ?? 0
      byValue[place] = ofValue[at] ?? 0
      next[value] = place + 1
    }
    const bytes = new GrowableBytes()
    const ends = new GrowableWords()
    for (let value = 0; value < size; value++) {
      ends.push(bytes.length)
      let before = 0
      for (let at = starts[value] ?? 0; at < (starts[value + 1] ?? 0); at++) {
        const row = byValue[at] ?? rows
        bytes.pushVarint(row - before)
        before = row
      }
    }
    ends.push(bytes.length)
    return { [`${name}.lists`]: narrowest(ends.view.slice()), [`${name}.rows`]: bytes.view }
  }

  private ranked(sorted: readonly string[]): Uint32Array {
    const ranks = new Uint32Array(sorted.length)
    for (const [rank, value] of sorted.entries()) ranks[this.numberOf.get(value) ?? 0] = rank
    return this.values.view.map(number => ranks[number] ?? 0)
  }
}

/** Where the entries of each number begin; one more than there are numbers. */
function countStarts(numbers: Uint32Array, size: number): Uint32Array {
  const starts = new Uint32Array(size + 1)
  for (const number of numbers) starts[number + 1] = (starts[number + 1] ?? 0) + 1
  for (let number = 0; number < size; number++)
    starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0)
  return starts
}

function withEnd(starts: Uint32Array, end: number): Uint32Array {
  const all = new Uint32Array(starts.length + 1)
  all.set(starts)
  all[starts.length] = end
  return all
}
