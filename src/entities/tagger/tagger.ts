// Here is a document's text, give me the spans that name something. The interface of every tagger.
import type { EntityType, InferredFrom } from '../../domain/document.ts'
import type { KnownName } from '../gazetteer/entry.ts'
import type { TaggedText } from './capitalised.ts'
import type { Context } from './context.ts'
import type { DocumentStatistics } from './document-statistics.ts'

export interface TaggerInput {
  /** The plain texts of the document's passages, in order. */
  readonly texts: readonly string[]
  readonly title: string
  /** ISO 8601; may give the year to "September 27". */
  readonly date: string | null
  /** Of each text, where it is known: names of months are looked for in it. */
  readonly languages?: readonly (string | null)[]
  /** Whether each text is a row of a table. */
  readonly rows?: readonly boolean[]
  /** The headings above each text, outermost first. */
  readonly headings?: readonly (readonly string[])[]
}

/** A span that names something, before it is known which thing. Offsets are UTF-16 code units. */
export interface Candidate {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly type: EntityType
  /** The evidence for the span and its type. */
  readonly rule: string
  /** The known name that it matches, if any. */
  readonly entry: KnownName | null
  /** For a date: its ISO form, and what gave it its year where the text writes none. */
  readonly iso?: string
  readonly inferredFrom?: InferredFrom
  /** For a name of one word: what the words around it say. */
  readonly context?: Context
}

/** A person's name that stands above the texts of a document: in its title, in a heading, or as its author's. */
export interface NameAbove {
  readonly text: string
  readonly language: string | null
  /** The known person that it names, if any. */
  readonly entry: KnownName | null
  readonly isAuthor: boolean
}

/** What the tagger found in a document, and what it looked at. */
export interface TaggedDocument {
  /** Of each text, in order, not overlapping. */
  readonly candidates: Candidate[][]
  readonly texts: readonly TaggedText[]
  /** Whether each text was read as English. */
  readonly isEnglish: readonly boolean[]
  /** People that the title and the headings name. */
  readonly peopleAbove: readonly NameAbove[]
  /** Of the texts in English. */
  readonly statistics: DocumentStatistics
}

export type Tagger = (input: TaggerInput) => TaggedDocument
