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

/** Among the tokens of a phrase: any one word. No word is folded to this. */
export const ANY_WORD = '*'

/** Matches where the exact tokens (folded, not stemmed) follow each other in one field. */
export interface PhraseNode {
  readonly type: 'phrase'
  /** `ANY_WORD` stands for one word, whichever; it is neither the first nor the last. */
  readonly tokens: readonly string[]
  /** The index terms of each token that has some, by which candidates are found and scored: one of each must match. */
  readonly terms: readonly (readonly string[])[]
  /** All of them where absent. */
  readonly field?: WordedField
  /** How much its score counts; 1 where absent. */
  readonly weight?: number
}

/** What has places in a text: each word of a term, each stretch of words that a phrase names. */
export type PlacedNode = TermsNode | PhraseNode

/** How far an operand may stand from the one before. */
export interface Link {
  /** Words that may stand between the two, at most. */
  readonly distance: number
  /** Whether it comes after the one before. */
  readonly isOrdered: boolean
}

/**
 * Matches where the operands stand near each other in one text of one field. Two of them have at most so many other words between them,
 * and do not overlap. Words are counted as the index cuts them; a character of a script without spaces is one. The end of a sentence does not matter.
 * Scores what the operands score as words: how near they stand does not count.
 */
export interface NearNode {
  readonly type: 'near'
  /** Two or more, each any one of several. Their fields are that of the node. */
  readonly operands: readonly (readonly PlacedNode[])[]
  /**
   * `chain`: each operand stands near the one before; there is a link less than operands. `stretch`: all stand in one stretch of the text, in any order,
   * in which at most so many other words stand; operands that are the same stand at different places.
   */
  readonly within:
    | { readonly type: 'chain'; readonly links: readonly Link[] }
    | { readonly type: 'stretch'; readonly others: number }
  /** All of them where absent. */
  readonly field?: WordedField
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

export type QueryNode =
  | TermsNode
  | PhraseNode
  | NearNode
  | EntityNode
  | DateNode
  | AllNode
  | BooleanNode
  | NotNode

/** The operands of a distance as words that must all be there, near or far. */
export function withoutDistance({ operands }: NearNode): BooleanNode {
  return {
    type: 'and',
    children: operands.map(children => ({ type: 'or', children, alternatives: true })),
  }
}

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
