// Here are passages, make them findable; here is a query tree, rank them. What every engine promises.
import type { DocumentRecord, Passage } from '../domain/document.ts'
import type { FacetName, Field, Filters, Interval, QueryNode, Sort } from '../domain/query.ts'
import type { Slot } from '../domain/slots.ts'
import type { FacetCount, FacetedDocument } from './facets.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Random access to the records that an engine ranks; indexes count from 0 in corpus order. */
export interface PassageSource {
  readonly size: number
  passage(index: number): Passage
  documentOf(index: number): DocumentRecord
  /** The language by which the passage's text is analysed. */
  languageOf(index: number): string
  /** The language by which its title, headings and names are analysed: that of its document. */
  documentLanguageOf(index: number): string
  /** The names under which the passage's entities are searched, in order of mention. */
  entityNames(index: number): readonly string[]
}

/** How long an engine may take. */
export type Limits = Pick<EngineRequest, 'budgetMs' | 'signal'>

export interface EngineRequest {
  readonly query: QueryNode
  readonly filters: Filters
  readonly sort: Sort
  readonly offset: number
  readonly limit: number
  /** One hit of each document, or of each passage and its copies: the best. */
  readonly groupBy: Grouping | null
  /** Each is counted without the `any` conditions of its own: how many passages there would be if a value alone were allowed. */
  readonly facets: readonly FacetName[]
  /** Values given for each facet: the chosen ones, however many, then the most frequent, ties by id. */
  readonly facetLimit: number
  /** Folders of every depth are given, not those right below the chosen ones. */
  readonly everyFolder?: boolean
  readonly timeline: Interval | null
  /** Who stood in these is asked; nobody is where absent. */
  readonly slots?: readonly Slot[]
  /** Every passage that the query holds for is wanted, whether it is a hit or not (`hits.ts`): to explain scores, to find candidates. */
  readonly everyMatch?: boolean
  /** Only hits are wanted: an engine may then leave all figures at 0. */
  readonly hitsOnly?: boolean
  /** Time after which an engine that can do so answers with what it has, and says `partial`. */
  readonly budgetMs?: number
  /** Ends the search where an engine can do so; the answer is then refused with the signal's reason. */
  readonly signal?: AbortSignal
}

export type Grouping = 'document' | 'copies'

/** Passages that tell the same. */
export interface PassageGroups {
  /** Number of groups. */
  readonly size: number
  /** By passage: the number of its group, from 0; -1 where it is in none. Empty without groups. */
  readonly groupOfPassage: Int32Array
}

/** The same, and for a passage that is in none a number of its own behind those of the groups. */
export function groupNumber(groups: PassageGroups, passage: number): number {
  const group = groups.groupOfPassage[passage] ?? -1
  return group < 0 ? groups.size + passage : group
}

export const NO_GROUPS: PassageGroups = { size: 0, groupOfPassage: new Int32Array(0) }

export interface EngineHit {
  /** Index of the passage in the source. */
  readonly index: number
  /** 0 where the query has nothing to score. */
  readonly score: number
  /** Hits of its group, itself among them; 1 without groups. */
  readonly inGroup: number
  /** Only the title or the headings match: the hit stands for its document. */
  readonly isLead?: true
}

export interface TimelineCount {
  /** `2020`, `2020-10` or `2020-10-26`, by interval. */
  readonly start: string
  readonly count: number
}

export interface EngineAnswer {
  /** Passages that are hits (`hits.ts`): exact. So are all figures below. */
  readonly total: number
  /** Documents with a matching passage: exact. */
  readonly documents: number
  /** Hits that can be listed: groups where `groupBy` is given, else passages: exact. */
  readonly groups: number
  /** Best first; ties newest first, then in corpus order. */
  readonly hits: readonly EngineHit[]
  readonly facets: ReadonlyMap<FacetName, readonly FacetCount[]>
  readonly timeline: readonly TimelineCount[]
  /** For each slot that is asked about: the entities that fill it, and the hits in which they do, `facetLimit` of them. */
  readonly slots?: readonly (readonly FacetCount[])[]
  /** Matching passages whose document has no date; counted only with `timeline`. */
  readonly undated: number
  /** The time was up, or a part of a cluster did not answer: only a part of the corpus was looked at. */
  readonly partial?: true
}

/** An open index. Every figure it gives is exact, whatever `limit` and `facetLimit` say, unless `partial` or `hitsOnly` is said. */
export interface Engine {
  readonly name: string
  readonly vocabulary: Vocabulary
  /** Null where the engine does not keep texts in order: then they are analysed again by who needs their terms. */
  readonly sequences: TermSequences | null
  search(request: EngineRequest): Promise<EngineAnswer>
  /** 1 for each passage that the filters allow, 0 for the others, by index; null where the time was up before all were looked at. */
  allowed(filters: Filters, limits?: Limits): Promise<Uint8Array | null>
  close(): void
}

/** The terms of passages and titles, in order, by number. */
export interface TermSequences {
  /** Numbers are below this. */
  readonly terms: number
  /** For each word of a passage's text the number of its term, or -1. */
  text(index: number): Int32Array
  /** For each word of the title of a passage's document. */
  title(index: number): Int32Array
  /** Null for a term that stands nowhere. */
  numberOf(term: string): number | null
  termOf(number: number): string
  /** Counts some terms, by number, in runs of passages. */
  counter(terms: Iterable<number>): TermCounter
}

/**
 * Counts terms in the texts of passages, `to` left out.
 * @param frequencies to which it adds
 * @returns the words of these texts, all of them
 */
export type TermCounter = (from: number, to: number, frequencies: Map<number, number>) => number

/** What one passage gives to an index. */
export interface IndexInput {
  readonly document: FacetedDocument
  readonly kind: Passage['kind']
  /** Ids of the entities that it mentions; one may come several times. */
  readonly entities: readonly string[]
  /** Where each of them stands in its text. */
  readonly mentioned: readonly { readonly start: number; readonly end: number }[]
  /** By which the words of its text are stemmed. */
  readonly language: string
  /** By which those of title, headings and names are. */
  readonly documentLanguage: string
  readonly texts: Readonly<Record<Field, readonly string[]>>
}

/** A document without passages. It has its number and its id among the others all the same. */
export interface EmptyDocument extends Pick<IndexInput, 'document'> {
  readonly texts?: undefined
}

/** Makes an index's files. Passages come in the order of the corpus, those of a document together. */
export interface IndexWriter {
  add(input: IndexInput | EmptyDocument): void
  /** The files by name, each in chunks; called once, after the last passage. */
  finish(): Iterable<readonly [name: string, chunks: Iterable<string | Uint8Array>]>
  /** Gives up what is held, whatever happened. */
  close(): void
}
