// What is a document, a passage, a mention, an entity? The records that every stage shares.
// They are the JSON of the bundle and of the HTTP interface: changing a name here changes the contract.

import type { Author } from './author.ts'

/** Types of entity, in the order in which facets are listed. */
export const ENTITY_TYPES = [
  'person',
  'organization',
  'place',
  'group',
  'work',
  'event',
  'product',
  'other',
  'date',
] as const
export type EntityType = (typeof ENTITY_TYPES)[number]

export function isEntityType(name: string): name is EntityType {
  return ENTITY_TYPES.some(type => type === name)
}

export const PASSAGE_KINDS = [
  'paragraph',
  'quote',
  'list',
  'table',
  'code',
  'caption',
  'heading-only',
  'boilerplate',
] as const
export type PassageKind = (typeof PASSAGE_KINDS)[number]

export function isPassageKind(text: string): text is PassageKind {
  return (PASSAGE_KINDS as readonly string[]).includes(text)
}

/** Why a passage is boilerplate. */
export type BoilerplateReason =
  | 'note'
  | 'share'
  | 'subscribe'
  | 'biography'
  | 'copyright'
  | 'disclaimer'
  | 'contact'
  | 'header'
  | 'footer'
  | 'navigation'
  /** Text that a page does not show. */
  | 'hidden'
  /** How signs are read that stand in the text. */
  | 'reading'
  | 'furniture'
  | 'custom'

/** A name found in a passage's text. Offsets are UTF-16 code units in `Passage.text`, end exclusive. */
export interface Mention {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Entity id, or null where the name could mean several entities (see `candidates`). */
  readonly entity: string | null
  readonly type: EntityType
  /** The evidence that links the mention to its entity, e.g. `gazetteer`, `surname`, `abbreviation`. */
  readonly rule: string
  /** For an ambiguous mention: the entity ids that it could mean. */
  readonly candidates?: readonly string[]
  /** For a day that is written without a year: what gave it one. Not there where it has none, or the text writes it. */
  readonly inferredFrom?: InferredFrom
}

/**
 * What gives a day its year: another date of its sentence, its paragraph, its section, the passage before it, or the document's date,
 * where the document reports on the days before it.
 */
export const INFERRED_FROM = ['sentence', 'paragraph', 'section', 'neighbour', 'document'] as const
export type InferredFrom = (typeof INFERRED_FROM)[number]

/**
 * Where a passage stands in its file. Offsets are UTF-16 code units, end exclusive: of the decoded file where that is text, else of the
 * text that was extracted from it (`lede inspect FILE --text` prints it).
 */
export interface SourceSpan {
  /** Path under the source folder, with forward slashes. */
  readonly path: string
  readonly start: number
  readonly end: number
  /** 1-based line of the first and of the last character. */
  readonly line: number
  readonly endLine: number
  /** In a format with pages: the 1-based page of the first and of the last character. */
  readonly page?: number
  readonly endPage?: number
  /** In a table: the 1-based row in which the first and the last character stand, as its sheet, or a program that opens it, numbers it. */
  readonly row?: number
  readonly endRow?: number
  /** In a workbook of several sheets: the name of the sheet. */
  readonly sheet?: string
  /** Of words that were spoken: seconds from the beginning of the recording to that of the words, and to their end. */
  readonly time?: number
  readonly endTime?: number
  /** The file inside the file, e.g. the name of a mail's attachment. */
  readonly part?: string
}

export interface Passage {
  /** `<document id>~<8 base32 characters>`, see `passageId`. */
  readonly id: string
  readonly document: string
  /** 1-based position in the document: the number after ¶ in a citation. */
  readonly ordinal: number
  readonly kind: PassageKind
  /** Section path: the headings above the passage, outermost first. */
  readonly headings: readonly string[]
  /** Plain text. */
  readonly text: string
  readonly source: SourceSpan
  readonly mentions: readonly Mention[]
  /** The language by which it is analysed, where that is not the document's first: an ISO 639 code, as in `DocumentRecord.languages`. */
  readonly language?: string
  /** True where a sentence or quotation broken over two paragraphs was joined. */
  readonly repaired?: true
  readonly boilerplate?: BoilerplateReason
  /** The rule that made it boilerplate, e.g. `en/copyright-notice`. */
  readonly boilerplateRule?: string
  /** In a mail, of words that are not its sender's: whose they are, null where nobody is named. */
  readonly speaker?: string | null
  /** True where its text, or a part of it, was recognised on a picture. */
  readonly ocr?: true
  /** Words of such text that were probably read wrong. Offsets as those of mentions. */
  readonly doubtful?: readonly { readonly start: number; readonly end: number }[]
}

/** The parts of a name, or what it names, as the source gives them. */
export type AuthorParts = Omit<Author, 'name'>

export interface DocumentMetadata {
  readonly title: string
  /** ISO 8601 date with the precision that the source gives: `2020`, `2020-10` or `2020-10-26`. */
  readonly date: string | null
  readonly authors: readonly string[]
  /** By author: what the source says of a name beside itself. Absent where it says nothing. */
  readonly authorParts?: Readonly<Record<string, AuthorParts>>
  /** The publication, e.g. `Global Research`. */
  readonly source: string | null
  readonly url: string | null
  /** BCP 47 language tag as the source gives it; in a bundle the detected language where it gives none. */
  readonly language: string | null
  readonly standfirst: string | null
  /** Every further key, as lists of values: these become `meta.<key>` facets. */
  readonly meta: Readonly<Record<string, readonly string[]>>
}

/** Where a document's date comes from, in its `meta`, where it stands neither in the text nor in what the text says of itself. */
export const DATE_FROM = 'date-from'
/** What a program keeps in the file beside its text: the date may be that of the day on which it was saved. */
export const FILE_PROPERTIES = 'file properties'

/** Whether the document's date is that of the file's properties. */
export function hasDateOfFile({ meta }: Pick<DocumentMetadata, 'meta'>): boolean {
  return meta[DATE_FROM]?.includes(FILE_PROPERTIES) === true
}

/** One source file: its metadata, and how much of it became passages. */
export interface DocumentRecord extends DocumentMetadata {
  /** The file's path under the source folder without its extension, slugged. */
  readonly id: string
  readonly path: string
  /** ISO 639 codes of the languages by which it is analysed: its own, by which title and headings are, then those of other passages. */
  readonly languages: readonly string[]
  readonly passages: number
  readonly words: number
}

/** Why a name belongs to an entity: shown by `GET /v1/entities/{id}`. */
export interface EntityAlias {
  readonly name: string
  /** The rule that linked most mentions of this form. */
  readonly rule: string
  readonly mentions: number
}

/** A visible link to another entity that is not the same thing, e.g. a demonym to its country. */
export interface EntityRelation {
  readonly relation: 'demonym-of' | 'capital-of' | 'metonym-for' | 'distinct-from'
  readonly entity: string
}

/** What a thing is called in registers, by the register's name: `{ wikidata: 'Q1065' }`. */
export type EntityIds = Readonly<Record<string, string>>

/** One thing in the world. Counts cover passages that search returns by default, boilerplate left out. */
export interface EntityRecord {
  /** `<type>:<slug of the canonical name>`. */
  readonly id: string
  readonly type: EntityType
  readonly name: string
  readonly aliases: readonly EntityAlias[]
  readonly relations: readonly EntityRelation[]
  /** Absent where no pack gives one. */
  readonly ids?: EntityIds
  /** Ids that it, or what was merged into it, would have without the corrections; absent where there are none. */
  readonly formerIds?: readonly string[]
  readonly passages: number
  readonly documents: number
  readonly mentions: number
}

/** Something about the input that a person should know; it never stops a build by itself. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  /** Stable name of the rule, e.g. `unreadable-date`. */
  readonly rule: string
  readonly path: string
  readonly line?: number
  /** A sentence: what is wrong and what to do. */
  readonly message: string
}
