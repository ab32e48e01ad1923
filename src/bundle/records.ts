// The records of a bundle behind one interface, whether they are being built or were read from disk.
import { baseLanguage, DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import type { DocumentRecord, EntityRecord, Passage } from '../domain/document.ts'
import type { PassageSource } from '../engine/engine.ts'

export interface PassageList {
  readonly length: number
  at(index: number): Passage
}

/** Documents, passages and entities, with the lookups that search needs. */
export class Records implements PassageSource {
  readonly documents: readonly DocumentRecord[]
  readonly entities: readonly EntityRecord[]
  private readonly passages: PassageList
  private readonly documentNumber = new Map<string, number>()
  private readonly entityById: ReadonlyMap<string, EntityRecord>
  /** First passage of each document, and the number of all passages at the end. */
  private readonly firstPassage: Uint32Array
  private readonly documentOfPassage: Uint32Array
  private keyCounts: ReadonlyMap<string, number> | undefined
  private languageList: readonly string[] | undefined
  /** Of the documents whose passages were asked for by id. */
  private readonly passageIndexes = new Map<string, ReadonlyMap<string, number>>()

  /** @param passages in the order of `documents`, each document's together */
  constructor(
    documents: readonly DocumentRecord[],
    passages: PassageList,
    entities: readonly EntityRecord[],
  ) {
    this.documents = documents
    this.passages = passages
    this.entities = entities
    this.entityById = new Map(entities.map(entity => [entity.id, entity]))
    this.firstPassage = new Uint32Array(documents.length + 1)
    this.documentOfPassage = new Uint32Array(passages.length)
    let next = 0
    for (const [number, document] of documents.entries()) {
      this.documentNumber.set(document.id, number)
      this.firstPassage[number] = next
      this.documentOfPassage.fill(number, next, next + document.passages)
      next += document.passages
    }
    this.firstPassage[documents.length] = next
  }

  get size(): number {
    return this.passages.length
  }

  passage(index: number): Passage {
    return this.passages.at(index)
  }

  documentOf(index: number): DocumentRecord {
    const document = this.documents[this.documentOfPassage[index] ?? -1]
    if (document === undefined) throw new RangeError(`no passage ${index}`)
    return document
  }

  languageOf(index: number): string {
    return baseLanguage(this.documentOf(index).language) ?? DEFAULT_LANGUAGE
  }

  /** Languages by which documents are analysed, each once. */
  get languages(): readonly string[] {
    this.languageList ??= [
      ...new Set(this.documents.map(({ language }) => baseLanguage(language) ?? DEFAULT_LANGUAGE)),
    ].sort()
    return this.languageList
  }

  document(id: string): DocumentRecord | null {
    return this.documents[this.documentNumber.get(id) ?? -1] ?? null
  }

  /** Index of the first passage of a document, and one past its last. */
  passageRange(document: string): { from: number; to: number } {
    const number = this.documentNumber.get(document) ?? 0
    return { from: this.firstPassage[number] ?? 0, to: this.firstPassage[number + 1] ?? 0 }
  }

  /** Index of a passage by its id, which begins with its document's: only that document's passages are read. */
  passageIndex(id: string): number | null {
    const document = id.slice(0, Math.max(0, id.lastIndexOf('~')))
    if (!this.documentNumber.has(document)) return null
    const known = this.passageIndexes.get(document) ?? this.indexPassages(document)
    return known.get(id) ?? null
  }

  private indexPassages(document: string): Map<string, number> {
    const { from, to } = this.passageRange(document)
    const indexes = new Map<string, number>()
    for (let index = from; index < to; index++) indexes.set(this.passage(index).id, index)
    this.passageIndexes.set(document, indexes)
    return indexes
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
    return this.entityById.get(id) ?? null
  }

  /** Names of the entities that a passage mentions, dates left out: numbers would drown their field. */
  entityNames(index: number): readonly string[] {
    const names = new Set<string>()
    for (const { entity, type } of this.passage(index).mentions) {
      const name = entity === null || type === 'date' ? undefined : this.entityById.get(entity)?.name
      if (name !== undefined) names.add(name)
    }
    return [...names]
  }
}
