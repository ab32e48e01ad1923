// What does a query mean, once parsed? The tree that `src/query` makes and every engine answers.
import type { EntityType } from './document.ts'

/** The searched fields of a passage. */
export const FIELDS = ['text', 'title', 'headings', 'entities'] as const
export type Field = (typeof FIELDS)[number]

/** Fields that hold words as they were written: these are suggested and corrected, and phrases are sought in them. */
export const WORDED_FIELDS = ['text', 'title', 'headings'] as const
export type WordedField = (typeof WORDED_FIELDS)[number]

/** An index term and how much its score counts: 1 for the word typed, less for a guess. */
export interface WeightedTerm {
  readonly term: string
  readonly weight: number
}

/** Matches a passage with any of the terms; scores the sum of their weighted BM25. */
export interface TermsNode {
  readonly type: 'terms'
  /** As typed, for messages. */
  readonly word: string
  readonly terms: readonly WeightedTerm[]
  /** All fields where absent. */
  readonly field?: Field
}

/** Matches where the exact tokens (folded, not stemmed) follow each other in one field. */
export interface PhraseNode {
  readonly type: 'phrase'
  readonly tokens: readonly string[]
  /** The index terms of each token that has some, by which candidates are found and scored: one of each must match. */
  readonly terms: readonly (readonly string[])[]
  /** All of them where absent. */
  readonly field?: WordedField
  /** How much its score counts; 1 where absent. */
  readonly weight?: number
}

/** Matches a passage that mentions any of the entities. Scores nothing. */
export interface EntityNode {
  readonly type: 'entity'
  readonly ids: readonly string[]
}

/** Matches by document date, days since 1970-01-01, both ends inclusive. Scores nothing. */
export interface DateNode {
  readonly type: 'date'
  readonly fromDay: number
  readonly toDay: number
}

export interface AllNode {
  readonly type: 'all'
}

/** Children that must, may and must not match; scores of those that match add up. */
export interface BooleanNode {
  readonly type: 'and' | 'or'
  readonly children: readonly QueryNode[]
  /** The children are ways to write the same, the first as it was typed. */
  readonly alternatives?: true
}

export interface NotNode {
  readonly type: 'not'
  readonly child: QueryNode
}

export type QueryNode = TermsNode | PhraseNode | EntityNode | DateNode | AllNode | BooleanNode | NotNode

export type MetadataFilter = { readonly key: string; readonly value: string }

/** The values of each key. */
export function valuesByKey(filters: readonly MetadataFilter[]): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (const { key, value } of filters) values.set(key, [...(values.get(key) ?? []), value])
  return values
}

/** Conditions that a passage must meet besides the query; they do not score. */
export interface Filters {
  /** Each of these entities is mentioned. */
  readonly entities: readonly string[]
  /** At least one of these is mentioned (no condition where empty). */
  readonly anyEntities: readonly string[]
  readonly notEntities: readonly string[]
  /** One of these documents. */
  readonly documents: readonly string[]
  /** One of these kinds. */
  readonly kinds: readonly string[]
  /** Document date, days since 1970-01-01, inclusive; undated documents fail any bound. */
  readonly fromDay: number | null
  readonly toDay: number | null
  /** Each of these holds. */
  readonly metadata: readonly MetadataFilter[]
  /** For each key that is given: one of its values holds. */
  readonly anyMetadata: readonly MetadataFilter[]
  /** None of these holds. */
  readonly notMetadata: readonly MetadataFilter[]
  /** Boilerplate is searched only where this is true. */
  readonly boilerplate: boolean
}

/** What to count: an entity type, `kind`, `document`, or `meta.<key>`. */
export type FacetName = EntityType | 'kind' | 'document' | `meta.${string}`

export type Sort = 'relevance' | 'newest' | 'oldest'
export const INTERVALS = ['day', 'month', 'year'] as const
export type Interval = (typeof INTERVALS)[number]

/** The terms of a phrase, alternatives together, those of a word that comes twice once. */
export function uniqueTerms({ terms, weight = 1 }: PhraseNode): WeightedTerm[][] {
  const byKey = new Map(terms.map(alternatives => [alternatives.join('\n'), alternatives]))
  return Array.from(byKey.values(), alternatives => alternatives.map(term => ({ term, weight })))
}
