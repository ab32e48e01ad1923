// The records of a bundle behind one interface. They are parsed when they are asked for, and looked up by what the engine's files or
// the records themselves say.
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import type { Copies } from '../copies/copies.ts'
import { rememberWithin } from '../domain/byte-cache.ts'
import type { DocumentRecord, EntityRecord, Passage } from '../domain/document.ts'
import type { PassageSource } from '../engine/engine.ts'

export interface RecordList<T> {
  readonly length: number
  at(index: number): T
}

/** How documents lie over the passages, and which number an id has. */
export interface RecordIndex {
  /** First passage of each document, and the number of all passages at the end. */
  readonly documentFirst: ArrayLike<number>
  /** The document of each passage. */
  readonly documentOf: ArrayLike<number>
  documentNumber(id: string): number | null
  entityNumber(id: string): number | null
}

/** Bytes of parsed passages that are kept: those asked for last. */
const PASSAGE_BYTES = 32 * 1024 * 1024
/** The same of the places of passages by id. */
const PLACE_BYTES = 4 * 1024 * 1024

/** Documents, passages and entities, with the lookups that search needs. */
export class Records implements PassageSource {
  private readonly documentList: RecordList<DocumentRecord>
  private readonly entityList: RecordList<EntityRecord>
  private readonly passages: RecordList<Passage>
  private readonly index: RecordIndex
  readonly copies: Copies
  private allDocuments: readonly DocumentRecord[] | undefined
  private allEntities: readonly EntityRecord[] | undefined
  private keyCounts: ReadonlyMap<string, number> | undefined
  private passagesByLanguage: ReadonlyMap<string, number> | undefined
  /** Of a document by number: where each of its passages stands, by id. */
  private readonly placesOf: (document: number) => ReadonlyMap<string, number>

  /** @param passages in the order of `documents`, each document's together */
  constructor(
    documents: RecordList<DocumentRecord>,
    passages: RecordList<Passage>,
    entities: RecordList<EntityRecord>,
    index: RecordIndex,
    copies: Copies,
  ) {
    this.documentList = keeping(documents)
    const passageAt = (at: number): Passage => passages.at(at)
    this.passages = { length: passages.length, at: rememberWithin(PASSAGE_BYTES, bytesOf, passageAt) }
    this.entityList = keeping(entities)
    this.index = index
    this.copies = copies
    const size = (places: ReadonlyMap<string, number>): number => places.size * BYTES_OF_PLACE
    this.placesOf = rememberWithin(PLACE_BYTES, size, number => this.indexPassages(number))
  }

  /** All of them, parsed: for lists. */
  get documents(): readonly DocumentRecord[] {
    this.allDocuments ??= Array.from({ length: this.documentList.length }, (_, at) =>
      this.documentList.at(at),
    )
    return this.allDocuments
  }

  /** All of them, parsed: for lists. */
  get entities(): readonly EntityRecord[] {
    this.allEntities ??= Array.from({ length: this.entityList.length }, (_, at) => this.entityList.at(at))
    return this.allEntities
  }

  get size(): number {
    return this.passages.length
  }

  passage(index: number): Passage {
    return this.passages.at(index)
  }

  documentOf(index: number): DocumentRecord {
    const document = this.index.documentOf[index]
    if (document === undefined) throw new RangeError(`no passage ${index}`)
    return this.documentList.at(document)
  }

  /** Of the passage's document, from 0. */
  documentNumber(index: number): number {
    return this.index.documentOf[index] ?? 0
  }

  languageOf(index: number): string {
    return this.passage(index).language ?? this.documentLanguageOf(index)
  }

  documentLanguageOf(index: number): string {
    return this.documentOf(index).languages[0] ?? DEFAULT_LANGUAGE
  }

  /** Languages by which passages are analysed, those of most passages first. */
  get languages(): readonly string[] {
    return [...this.languageCounts.keys()]
  }

  /** How many passages the documents have in which a language is. */
  passagesIn(language: string): number {
    return this.languageCounts.get(language) ?? 0
  }

  private get languageCounts(): ReadonlyMap<string, number> {
    if (this.passagesByLanguage === undefined) {
      const counts = new Map<string, number>()
      for (const { languages, passages } of this.documents)
        for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + passages)
      this.passagesByLanguage = new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    }
    return this.passagesByLanguage
  }

  document(id: string): DocumentRecord | null {
    const number = this.index.documentNumber(id)
    return number === null ? null : this.documentList.at(number)
  }

  /** Index of the first passage of a document, and one past its last. */
  passageRange(document: string): { from: number; to: number } {
    const { documentFirst } = this.index
    const number = this.index.documentNumber(document)
    if (number === null) return { from: 0, to: 0 }
    return { from: documentFirst[number] ?? 0, to: documentFirst[number + 1] ?? 0 }
  }

  /** Index of a passage by its id, which begins with its document's: only that document's passages are read. */
  passageIndex(id: string): number | null {
    const document = id.slice(0, Math.max(0, id.lastIndexOf('~')))
    const number = this.index.documentNumber(document)
    return number === null ? null : (this.placesOf(number).get(id) ?? null)
  }

  private indexPassages(document: number): Map<string, number> {
    const { documentFirst } = this.index
    const places = new Map<string, number>()
    const to = documentFirst[document + 1] ?? 0
    for (let index = documentFirst[document] ?? 0; index < to; index++)
      places.set(this.passage(index).id, index)
    return places
  }

  /** Metadata keys, sorted, with the number of documents that have them. */
  get metadataKeys(): ReadonlyMap<string, number> {
    if (this.keyCounts === undefined) {
      const counts = new Map<string, number>()
      for (const { meta } of this.documents) {
        for (const key of Object.keys(meta)) counts.set(key, (counts.get(key) ?? 0) + 1)
      }
      this.keyCounts = new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    }
    return this.keyCounts
  }

  entity(id: string): EntityRecord | null {
    const number = this.index.entityNumber(id)
    return number === null ? null : this.entityList.at(number)
  }

  entityNames(index: number): readonly string[] {
    return searchedNames(this.passage(index), id => this.entity(id)?.name ?? null)
  }
}

/** Names of the entities that a passage mentions, dates left out: numbers would drown their field. */
export function searchedNames(passage: Passage, nameOf: (id: string) => string | null): string[] {
  const names = new Set<string>()
  for (const { entity, type } of passage.mentions) {
    const name = entity === null || type === 'date' ? null : nameOf(entity)
    if (name !== null) names.add(name)
  }
  return [...names]
}

/** The list, each record parsed once: lists need all of them anyway. */
function keeping<T>(list: RecordList<T>): RecordList<T> {
  const parsed: T[] = []
  return {
    length: list.length,
    at: index => {
      parsed[index] ??= list.at(index)
      return parsed[index]
    },
  }
}

/** An id of a passage, and its place. */
const BYTES_OF_PLACE = 120

/** About what a parsed passage takes: its text and id, its place, its mentions. */
function bytesOf({ text, headings, mentions }: Passage): number {
  return 2 * text.length + 40 * headings.length + 300 * mentions.length + 500
}

/** The index of records that are all read anyway. */
export function indexRecords(
  documents: RecordList<DocumentRecord>,
  entities: RecordList<EntityRecord>,
): RecordIndex {
  const documentFirst = new Uint32Array(documents.length + 1)
  const documentNumbers = new Map<string, number>()
  const entityNumbers = new Map<string, number>()
  for (let number = 0; number < documents.length; number++) {
    const { id, passages } = documents.at(number)
    documentNumbers.set(id, number)
    documentFirst[number + 1] = (documentFirst[number] ?? 0) + passages
  }
  for (let number = 0; number < entities.length; number++) entityNumbers.set(entities.at(number).id, number)
  const documentOf = new Uint32Array(documentFirst[documents.length] ?? 0)
  for (let number = 0; number < documents.length; number++)
    documentOf.fill(number, documentFirst[number], documentFirst[number + 1])
  return {
    documentFirst,
    documentOf,
    documentNumber: id => documentNumbers.get(id) ?? null,
    entityNumber: id => entityNumbers.get(id) ?? null,
  }
}
