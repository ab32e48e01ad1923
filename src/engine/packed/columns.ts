// Which value has passage N, and which passages have value V? Views of the file, and bits for filters.
import { ENTITY_TYPES, type EntityType, isEntityType } from '../../domain/document.ts'
import { remember } from '../../domain/memo.ts'
import { allowedValues, type FacetName, type Filters, leavesOutBoilerplate } from '../../domain/query.ts'
import { UNDATED } from '../columns.ts'
import { ByteReader } from '../growable.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { andInto, andNotInto, makeBits, setAll, setBit, setRange } from './bits.ts'
import { Dictionary } from './dictionary.ts'
import { DOCUMENT_COLUMNS } from './layout.ts'
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

/** The passages that have some of a facet's values. */
export interface FacetBits {
  readonly facet: FacetName
  readonly bits: Int32Array
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
  private readonly kind: ValueColumn
  private readonly language: ValueColumn
  /** Values of documents, by facet. */
  private readonly byDocument: ReadonlyMap<string, ValueColumn>
  /** Places in the entity dictionary of each type: from, and to without the end. */
  private readonly entityTypes: ReadonlyMap<EntityType, { readonly from: number; readonly to: number }>
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
    this.language = column(file, 'language')
    const keys = JSON.parse(Buffer.from(file.bytes('meta.keys')).toString('utf8')) as string[]
    this.byDocument = new Map([
      ...DOCUMENT_COLUMNS.map(facet => [facet, column(file, facet)] as const),
      ...keys.map((key, number) => [`meta.${key}`, column(file, `meta.${number}`)] as const),
    ])
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

  /** The values that passages have of a facet; null where it is one of documents. */
  ofPassages(facet: FacetName): ValueColumn | null {
    if (facet === 'kind') return this.kind
    if (facet === 'language') return this.language
    return isEntityType(facet) ? this.entity : null
  }

  /** The values that documents have of a facet, ids aside; null where no document has any. */
  ofDocuments(facet: FacetName): ValueColumn | null {
    return this.byDocument.get(facet) ?? null
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

  /**
   * The passages that meet the conditions; not to be written to.
   * @param apart facets whose allowed values are no condition here, but given beside it
   */
  filter(
    filters: Filters,
    apart: readonly FacetName[],
  ): { readonly allowed: Int32Array; readonly apart: readonly FacetBits[] } {
    let bits = this.searchable
    /** The same, once it is this filter's own. */
    const own = (): Int32Array => {
      if (bits === this.searchable) bits = bits.slice()
      return bits
    }
    if (!leavesOutBoilerplate(filters)) setAll(own(), this.passages)
    const { fromDay, toDay } = filters
    if (fromDay !== null || toDay !== null)
      andInto(own(), this.withDays(fromDay ?? UNDATED + 1, toDay ?? 2_147_483_647))
    for (const { facet, values } of filters.all) andInto(own(), this.withValues(facet, values))
    for (const { facet, values } of filters.not) andNotInto(own(), this.withValues(facet, values))
    const set: FacetBits[] = []
    for (const [facet, values] of allowedValues(filters)) {
      const wanted = this.withValues(facet, values)
      if (apart.includes(facet)) set.push({ facet, bits: wanted })
      else andInto(own(), wanted)
    }
    return { allowed: bits, apart: set }
  }

  /** The passages that have any of the values of a facet, or with `null` any value at all. */
  withValues(facet: FacetName, values: readonly string[] | null): Int32Array {
    const bits = makeBits(this.passages)
    const ofPassages = this.ofPassages(facet)
    if (facet === 'document') {
      if (values === null) setAll(bits, this.passages)
      for (const id of values ?? []) {
        const document = this.documentNumber(id)
        if (document !== null) this.setDocument(bits, document)
      }
    } else if (isEntityType(facet) && values !== null) {
      for (const id of values) for (const passage of this.passagesWith(id)) setBit(bits, passage)
    } else if (ofPassages !== null) {
      const { from, to } = this.placesOf(facet, ofPassages)
      eachRow(ofPassages, placesOf(ofPassages, values), from, to, passage => setBit(bits, passage))
    } else {
      const column = this.byDocument.get(facet)
      if (column !== undefined)
        eachRow(column, placesOf(column, values), 0, column.ids.length, document =>
          this.setDocument(bits, document),
        )
    }
    return bits
  }

  /** Where the values of a facet stand in its column: types of entity share one. */
  placesOf(facet: FacetName, { ids }: ValueColumn): { readonly from: number; readonly to: number } {
    return isEntityType(facet)
      ? (this.entityTypes.get(facet) ?? { from: 0, to: 0 })
      : { from: 0, to: ids.length }
  }

  private setDocument(bits: Int32Array, document: number): void {
    setRange(bits, this.documentFirst[document] ?? 0, this.documentFirst[document + 1] ?? 0)
  }

  /** Passages of documents dated from one day to another, both included; undated ones never. */
  private withDays(from: number, to: number): Int32Array {
    const bits = makeBits(this.passages)
    for (let document = 0; document < this.documents; document++) {
      const day = this.day[document] ?? UNDATED
      if (day !== UNDATED && day >= from && day <= to) this.setDocument(bits, document)
    }
    return bits
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

/** Null for every value. */
function placesOf({ ids }: ValueColumn, values: readonly string[] | null): ReadonlySet<number> | null {
  return values === null ? null : new Set(values.map(value => ids.find(value)?.ordinal ?? -1))
}

/** The rows that have one of the places, or with `null` any place from one to another. */
function eachRow(
  { starts, values }: ValueColumn,
  places: ReadonlySet<number> | null,
  from: number,
  to: number,
  onRow: (row: number) => void,
): void {
  for (let row = 0; row + 1 < starts.length; row++) {
    const end = starts[row + 1] as number
    for (let at = starts[row] as number; at < end; at++) {
      const place = values[at] as number
      if (places === null ? place < from || place >= to : !places.has(place)) continue
      onRow(row)
      break
    }
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
