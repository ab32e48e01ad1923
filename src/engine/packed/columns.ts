// Which value has passage N, and which passages have value V? Views of the file, and bits for filters.
import { ENTITY_TYPES, type EntityType } from '../../domain/document.ts'
import { remember } from '../../domain/memo.ts'
import { type Filters, valuesByKey } from '../../domain/query.ts'
import { UNDATED } from '../columns.ts'
import { ByteReader } from '../growable.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { andInto, andNotInto, makeBits, setAll, setBit, setRange } from './bits.ts'
import { Dictionary } from './dictionary.ts'
import type { Runs } from './postings.ts'

/** Values of a column that are remembered; all are forgotten when there are more. */
const REMEMBERED = 10_000

/** Values of rows in compressed sparse row form: `values[starts[row] .. starts[row + 1]]` are places in the dictionary. */
export interface ValueColumn {
  readonly ids: Dictionary
  /** The value at a place; those that were asked for are remembered. */
  idAt(place: number): string
  readonly starts: Numbers
  readonly values: Numbers
}

export class PackedColumns {
  readonly passages: number
  readonly documents: number
  /** First passage of each document, and the number of passages at the end. */
  readonly documentFirst: Int32Array
  readonly documentOf: Int32Array
  readonly runs: Readonly<Record<'document' | 'section', Runs>>
  /** First day of each document's date, or `UNDATED`. */
  readonly day: Int32Array
  /** Values of passages. */
  readonly entity: ValueColumn
  readonly kind: ValueColumn
  /** Values of documents. */
  readonly meta: ReadonlyMap<string, ValueColumn>
  /** Places in the entity dictionary of each type: from, and to without the end. */
  readonly entityTypes: ReadonlyMap<EntityType, { readonly from: number; readonly to: number }>
  private readonly documentIds: Dictionary
  /** Place of each document in the order of ids. */
  readonly documentRank: Int32Array
  private readonly entityLists: Numbers
  private readonly entityRows: Uint8Array
  /** Passages that are not boilerplate. */
  readonly searchable: Int32Array

  constructor(file: ArrayFile) {
    this.documentFirst = file.integers('document.first')
    this.documents = this.documentFirst.length - 1
    this.passages = this.documentFirst[this.documents] ?? 0
    this.documentOf = spread(this.documentFirst)
    const sections = file.integers('section.first')
    this.runs = {
      document: { starts: this.documentFirst, unitOf: this.documentOf },
      section: { starts: sections, unitOf: spread(sections) },
    }
    this.day = file.integers('document.day')
    this.entity = column(file, 'entity')
    this.kind = column(file, 'kind')
    const keys = JSON.parse(Buffer.from(file.bytes('meta.keys')).toString('utf8')) as string[]
    this.meta = new Map(keys.map((key, number) => [key, column(file, `meta.${number}`)]))
    this.entityLists = file.unsigned('entity.lists')
    this.entityRows = file.bytes('entity.rows')
    const placeOf = (word: string): number => this.entity.ids.placeOf(word)
    this.entityTypes = new Map(
      ENTITY_TYPES.map(type => [type, { from: placeOf(`${type}:`), to: placeOf(`${type};`) }]),
    )
    this.documentIds = new Dictionary(
      { blocks: file.integers('document.id.blocks'), bytes: file.bytes('document.id.bytes') },
      this.documents,
      1,
    )
    this.documentRank = new Int32Array(this.documents)
    let rank = 0
    for (const { figures } of this.documentIds.walk()) this.documentRank[figures[0] ?? 0] = rank++
    this.searchable = this.searchableBits()
  }

  /** The number of a document by its id, or null. */
  documentNumber(id: string): number | null {
    return this.documentIds.find(id)?.figures[0] ?? null
  }

  documentId(number: number): string {
    return this.documentIds.at(this.documentRank[number] ?? 0).word
  }

  /** The passages that mention an entity, ascending; none for an unknown id. */
  passagesWith(id: string): Int32Array {
    const place = this.entity.ids.find(id)?.ordinal
    if (place === undefined) return new Int32Array(0)
    const end = this.entityLists[place + 1] ?? 0
    const reader = new ByteReader(this.entityRows, this.entityLists[place] ?? 0)
    const passages: number[] = []
    let passage = 0
    while (reader.at < end) {
      passage += reader.varint()
      passages.push(passage)
    }
    return Int32Array.from(passages)
  }

  /** The passages that meet all conditions; not to be written to. */
  filter(filters: Filters): Int32Array {
    let bits = this.searchable
    /** The same, once it is this filter's own. */
    const own = (): Int32Array => {
      if (bits === this.searchable) bits = bits.slice()
      return bits
    }
    if (filters.boilerplate || filters.kinds.includes('boilerplate')) setAll(own(), this.passages)
    const keep = (fill: (wanted: Int32Array) => void): void => {
      const wanted = makeBits(this.passages)
      fill(wanted)
      andInto(own(), wanted)
    }
    const drop = (fill: (unwanted: Int32Array) => void): void => {
      const unwanted = makeBits(this.passages)
      fill(unwanted)
      andNotInto(own(), unwanted)
    }
    const { fromDay, toDay } = filters
    if (fromDay !== null || toDay !== null)
      keep(wanted => this.setDays(wanted, fromDay ?? UNDATED + 1, toDay ?? 2_147_483_647))
    for (const id of filters.entities) keep(wanted => this.setEntities(wanted, [id]))
    if (filters.anyEntities.length > 0) keep(wanted => this.setEntities(wanted, filters.anyEntities))
    if (filters.notEntities.length > 0) drop(unwanted => this.setEntities(unwanted, filters.notEntities))
    if (filters.documents.length > 0) keep(wanted => this.setDocuments(wanted, filters.documents))
    if (filters.kinds.length > 0) keep(wanted => this.setKinds(wanted, filters.kinds))
    for (const { key, value } of filters.metadata) keep(wanted => this.setMetadata(wanted, key, [value]))
    for (const [key, values] of valuesByKey(filters.anyMetadata))
      keep(wanted => this.setMetadata(wanted, key, values))
    for (const [key, values] of valuesByKey(filters.notMetadata))
      drop(unwanted => this.setMetadata(unwanted, key, values))
    return bits
  }

  private setEntities(bits: Int32Array, ids: readonly string[]): void {
    for (const id of ids) for (const passage of this.passagesWith(id)) setBit(bits, passage)
  }

  private setDocuments(bits: Int32Array, ids: readonly string[]): void {
    for (const id of ids) {
      const document = this.documentNumber(id)
      if (document !== null) this.setDocument(bits, document)
    }
  }

  private setDocument(bits: Int32Array, document: number): void {
    setRange(bits, this.documentFirst[document] ?? 0, this.documentFirst[document + 1] ?? 0)
  }

  /** Passages of documents dated from one day to another, both included; undated ones never. */
  private setDays(bits: Int32Array, from: number, to: number): void {
    for (let document = 0; document < this.documents; document++) {
      const day = this.day[document] ?? UNDATED
      if (day !== UNDATED && day >= from && day <= to) this.setDocument(bits, document)
    }
  }

  private setKinds(bits: Int32Array, kinds: readonly string[]): void {
    const wanted = new Set(kinds.map(kind => this.kind.ids.find(kind)?.ordinal))
    const { values } = this.kind
    for (let passage = 0; passage < this.passages; passage++)
      if (wanted.has(values[passage])) setBit(bits, passage)
  }

  private setMetadata(bits: Int32Array, key: string, values: readonly string[]): void {
    const found = this.meta.get(key)
    if (found === undefined) return
    const places = new Set(values.map(value => found.ids.find(value)?.ordinal))
    for (let document = 0; document < this.documents; document++) {
      const end = found.starts[document + 1] ?? 0
      for (let at = found.starts[document] ?? 0; at < end; at++)
        if (places.has(found.values[at])) this.setDocument(bits, document)
    }
  }

  private searchableBits(): Int32Array {
    const bits = makeBits(this.passages)
    setAll(bits, this.passages)
    const boilerplate = this.kind.ids.find('boilerplate')?.ordinal
    const { values } = this.kind
    if (boilerplate !== undefined)
      for (let passage = 0; passage < this.passages; passage++)
        if (values[passage] === boilerplate)
          bits[passage >>> 5] = (bits[passage >>> 5] as number) & ~(1 << (passage & 31))
    return bits
  }
}

function column(file: ArrayFile, name: string): ValueColumn {
  const size = file.unsigned(`${name}.size`)[0] ?? 0
  const arrays = { blocks: file.integers(`${name}.blocks`), bytes: file.bytes(`${name}.bytes`) }
  const values = file.unsigned(`${name}.values`)
  const starts = file.unsigned(`${name}.starts`)
  const ids = new Dictionary(arrays, size, 0)
  return {
    ids,
    idAt: remember(REMEMBERED, (place: number) => ids.at(place).word),
    starts: starts.length > 0 ? starts : Int32Array.from({ length: values.length + 1 }, (_, row) => row),
    values,
  }
}

/** The group of each member, from the first member of each group. */
function spread(first: Int32Array): Int32Array {
  const groups = first.length - 1
  const groupOf = new Int32Array(first[groups] ?? 0)
  for (let group = 0; group < groups; group++) groupOf.fill(group, first[group], first[group + 1])
  return groupOf
}
