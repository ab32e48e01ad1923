// What does a query mean, once parsed? The tree that `src/query` makes and every engine answers.
import { type EntityType, isEntityType } from './document.ts'

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
  /** What was typed is a pattern or a beginning: its terms are many words, and none of them was meant. */
  readonly isPattern?: true
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

/**
 * Stands at each mention in a passage's text that is of an entity of this type: `person:*`. A mention that may be of several entities is of
 * none.
 */
export interface SlotNode {
  readonly type: 'slot'
  readonly entityType: EntityType
  /** One of these only. */
  readonly ids?: readonly string[]
  /** Of a slot of which is asked who stood in it. */
  readonly typed?: TypedSlot
}

export interface TypedSlot {
  /** UTF-16 offsets in the query. */
  readonly start: number
  readonly end: number
  /** Whether it follows the quotation before it, or the one after follows it, without a sign that says so. */
  readonly isAfter?: boolean
  readonly isBefore?: boolean
}

export type WordedNode = TermsNode | PhraseNode

/** What has places in a text: each word of a term, each stretch of words that a phrase names, each mention of a name. */
export type PlacedNode = WordedNode | SlotNode

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
 * Scores what the operands score as words: how near they stand does not count, and names score nothing.
 */
export interface NearNode {
  readonly type: 'near'
  /** Each any one of several. Their fields are that of the node. One alone is a name: it stands anywhere in the text. */
  readonly operands: readonly (readonly PlacedNode[])[]
  /**
   * `chain`: each operand stands near the one before; there is a link less than operands. `stretch`: all stand in one stretch of the text, in any order,
   * in which at most so many other words stand; operands that are the same stand at different places.
   */
  readonly within:
    | { readonly type: 'chain'; readonly links: readonly Link[] }
    | { readonly type: 'stretch'; readonly others: number }
  /** All of them where absent; `text` where an operand is a name. */
  readonly field?: WordedField
}

/** Matches a passage that has any of the values of a facet, or with `null` any value at all. Scores nothing. */
export interface FacetNode {
  readonly type: 'facet'
  readonly facet: FacetName
  readonly values: readonly string[] | null
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
  | FacetNode
  | DateNode
  | AllNode
  | BooleanNode
  | NotNode

/** The words and phrases of a distance, those of an operand together, each any one of several. */
export function wordsOfOperands({ operands }: NearNode): WordedNode[][] {
  return operands
    .map(nodes => nodes.filter(node => node.type !== 'slot'))
    .filter((nodes, at) => nodes.length === operands[at]?.length)
}

/** All words and phrases of a distance. */
export function wordedIn({ operands }: NearNode): WordedNode[] {
  return operands.flat().filter(node => node.type !== 'slot')
}

/** A name wherever it stands in the text. */
export function anywhereInText(slot: SlotNode): NearNode {
  return { type: 'near', operands: [[slot]], within: { type: 'chain', links: [] }, field: 'text' }
}

/** Facets whose values are those of the passage's document, besides `meta.<key>`; and those of the passage, besides entities. */
export const DOCUMENT_FACETS = ['document', 'source', 'author', 'year', 'folder', 'filetype'] as const
const PASSAGE_FACETS = ['kind', 'language'] as const
/** Facets that are neither types of entity nor metadata. */
export const PLAIN_FACETS = [...PASSAGE_FACETS, ...DOCUMENT_FACETS] as const
export type PlainFacet = (typeof PLAIN_FACETS)[number]

/** What to count and to filter by. */
export type FacetName = EntityType | PlainFacet | `meta.${string}`

export function isPlainFacet(name: string): name is PlainFacet {
  return PLAIN_FACETS.some(facet => facet === name)
}

export function isFacetName(name: string): name is FacetName {
  return isEntityType(name) || isPlainFacet(name) || /^meta\../u.test(name)
}

/** A passage meets it that has one of the values. */
export interface FacetCondition {
  readonly facet: FacetName
  readonly values: readonly string[]
  /** Nobody named the values one by one: they are those of a range. */
  readonly isRange?: true
}

/** Conditions that a passage must meet besides the query; they do not score. */
export interface Filters {
  /** Each of these is met. */
  readonly all: readonly FacetCondition[]
  /** For each facet that is given: one of its conditions is met. */
  readonly any: readonly FacetCondition[]
  /** None of these is met. */
  readonly not: readonly FacetCondition[]
  /** Document date, days since 1970-01-01, inclusive; undated documents fail any bound. */
  readonly fromDay: number | null
  readonly toDay: number | null
  /** Boilerplate is searched only where this is true, or its kind is allowed or demanded. */
  readonly boilerplate: boolean
}

/** Whether passages of boilerplate are left out. */
export function leavesOutBoilerplate({ boilerplate, all, any }: Filters): boolean {
  const isNamed = ({ facet, values }: FacetCondition): boolean =>
    facet === 'kind' && values.includes('boilerplate')
  return !boilerplate && !all.some(isNamed) && !any.some(isNamed)
}

/** The values that are allowed of each facet; of a facet that is not there all are. */
export function allowedValues({ any }: Pick<Filters, 'any'>): ReadonlyMap<FacetName, readonly string[]> {
  const allowed = new Map<FacetName, readonly string[]>()
  for (const { facet, values } of any) allowed.set(facet, [...(allowed.get(facet) ?? []), ...values])
  return allowed
}

export type Sort = 'relevance' | 'newest' | 'oldest'
export const INTERVALS = ['day', 'month', 'year'] as const
export type Interval = (typeof INTERVALS)[number]

/** The terms of a phrase, alternatives together, those of a word that comes twice once. */
export function uniqueTerms({ terms, weight = 1 }: PhraseNode): WeightedTerm[][] {
  const byKey = new Map(terms.map(alternatives => [alternatives.join('\n'), alternatives]))
  return Array.from(byKey.values(), alternatives => alternatives.map(term => ({ term, weight })))
}
