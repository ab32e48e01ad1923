// How is a query tree said in the query DSL of OpenSearch? Node by node: what scores, what only matches.
import {
  allowedValues,
  type FacetNode,
  FIELDS,
  type Filters,
  leavesOutBoilerplate,
  type NearNode,
  type PhraseNode,
  type QueryNode,
  type SlotNode,
  type TermsNode,
  uniqueTerms,
  type WeightedTerm,
  WORDED_FIELDS,
  type WordedNode,
  wordedIn,
} from '../../domain/query.ts'
import { FIELD_WEIGHTS } from '../scoring.ts'
import type { Dsl } from './dsl.ts'
import {
  COLUMNS,
  facetField,
  plainField,
  SCORE_FACTOR,
  termKey,
  valueKey,
  wordsField,
} from './index-settings.ts'
import { intervalsOf, nameAlone, pairsOf } from './near-dsl.ts'

const ALL: Dsl = { match_all: {} }
const NOTHING: Dsl = { match_none: {} }

export class QueryDsl {
  private readonly metadataKeys: readonly string[]
  private readonly mostClauses: number
  /** Terms that score; the cluster takes a limited number. */
  private clauses = 0

  /** Passages that were found to match a node, where the cluster cannot say which do. */
  private readonly lookedUp: ReadonlyMap<QueryNode, Int32Array>

  /** @param mostClauses what the cluster takes in one query */
  constructor(
    metadataKeys: readonly string[],
    mostClauses: number,
    lookedUp: ReadonlyMap<QueryNode, Int32Array> = new Map(),
  ) {
    this.lookedUp = lookedUp
    this.metadataKeys = metadataKeys
    this.mostClauses = mostClauses
  }

  /** @param condition that a passage must meet besides, without effect on its score */
  query(tree: QueryNode, filters: Filters, condition: Dsl | null): Dsl {
    const { wanted, unwanted } = this.conditions(filters)
    const filter = condition === null ? wanted : [condition, ...wanted]
    return { bool: { must: [this.node(tree)], filter, must_not: unwanted } }
  }

  /** What matches a tree, without scores: any number of terms is one clause. */
  matching(node: QueryNode): Dsl {
    switch (node.type) {
      case 'terms': {
        const terms = node.terms.map(({ term }) => termKey(term))
        const fields = node.field === undefined ? FIELDS : [node.field]
        return any(fields.map(field => ({ terms: { [field]: terms } })))
      }
      case 'phrase':
        return any(phrases(node))
      case 'near': {
        const found = this.lookedUp.get(node)
        const alone = nameAlone(node)
        if (alone !== null) return any(alone.map(slot => this.mention(slot)))
        return any(found === undefined ? intervalsOf(node) : passagesAre(found))
      }
      case 'facet':
        return this.has(node)
      case 'date':
        return days(node.fromDay, node.toDay)
      case 'all':
        return ALL
      case 'not':
        return { bool: { filter: [ALL], must_not: [this.matching(node.child)] } }
      case 'and':
        return { bool: { filter: [ALL, ...node.children.map(child => this.matching(child))] } }
      case 'or':
        return any(node.children.map(child => this.matching(child)))
    }
  }

  /** What has all operands of a distance, and those of them near each other of which the cluster can say so. */
  candidates(node: NearNode): Dsl {
    const near = pairsOf(node).map(pair => any(intervalsOf(pair)))
    const each = node.operands.map(nodes =>
      any(nodes.map(placed => (placed.type === 'slot' ? this.mention(placed) : this.matching(placed)))),
    )
    return { bool: { filter: [...each, ...near] } }
  }

  /** A name of a type, or one of these, in the passage. */
  private mention({ entityType, ids }: SlotNode): Dsl {
    return this.has({ facet: entityType, values: ids ?? null })
  }

  private node(node: QueryNode): Dsl {
    switch (node.type) {
      case 'terms':
        return this.terms(node)
      case 'phrase':
        return { bool: { filter: [this.matching(node)], should: this.scoredWords([node], node) } }
      case 'near':
        return {
          bool: { filter: [this.matching(node)], should: this.scoredWords(wordedIn(node), node) },
        }
      case 'facet':
        return unscored(this.has(node))
      case 'date':
        return unscored(days(node.fromDay, node.toDay))
      case 'all':
        return unscored(ALL)
      case 'not':
        return { bool: { filter: [ALL], must_not: [this.node(node.child)] } }
      case 'and':
        return node.children.length === 0
          ? unscored(ALL)
          : { bool: { must: node.children.map(child => this.node(child)) } }
      case 'or':
        return any(node.children.map(child => this.node(child)))
    }
  }

  /**
   * Any of the terms. Where they are more than the cluster takes, all of them match, and the first score: those of the word itself, then of the
   * most frequent words.
   */
  private terms(node: TermsNode): Dsl {
    const scored = this.scored(node)
    const fields = node.field === undefined ? FIELDS : [node.field]
    if (scored.length === node.terms.length * fields.length) return any(scored)
    return { bool: { filter: [this.matching(node)], should: scored } }
  }

  /** The terms of words and phrases, which score wherever they stand. */
  private scoredWords(nodes: readonly WordedNode[], of: Pick<TermsNode, 'field'>): Dsl[] {
    const terms = nodes.flatMap(node => (node.type === 'phrase' ? uniqueTerms(node).flat() : node.terms))
    return this.scored({ terms, ...inField(of) })
  }

  private scored({
    terms,
    field,
  }: { readonly terms: readonly WeightedTerm[] } & Pick<TermsNode, 'field'>): Dsl[] {
    const found: Dsl[] = []
    for (const { term, weight } of terms) {
      for (const name of field === undefined ? FIELDS : [field]) {
        if (this.clauses >= this.mostClauses) return found
        this.clauses++
        const boost = SCORE_FACTOR * weight * (field === undefined ? FIELD_WEIGHTS[name] : 1)
        found.push({ term: { [name]: { value: termKey(term), boost } } })
      }
    }
    return found
  }

  private conditions(filters: Filters): { wanted: Dsl[]; unwanted: Dsl[] } {
    const allowed = Array.from(allowedValues(filters), ([facet, values]) => ({ facet, values }))
    const wanted = [...filters.all, ...allowed].map(condition => this.has(condition))
    const unwanted = filters.not.map(condition => this.has(condition))
    if (leavesOutBoilerplate(filters)) unwanted.push(this.has({ facet: 'kind', values: ['boilerplate'] }))
    if (filters.fromDay !== null || filters.toDay !== null) wanted.push(days(filters.fromDay, filters.toDay))
    return { wanted, unwanted }
  }

  /** Any of the values, however many; with `null` any at all. */
  private has({ facet, values }: Pick<FacetNode, 'facet' | 'values'>): Dsl {
    const field = facetField(facet, this.metadataKeys)
    if (field === null) return NOTHING
    if (values === null) return { exists: { field } }
    const parts: Dsl[] = []
    for (let from = 0; from < values.length; from += MOST_VALUES)
      parts.push({ terms: { [field]: values.slice(from, from + MOST_VALUES).map(valueKey) } })
    return any(parts)
  }
}

function phrases({ field, tokens }: PhraseNode): Dsl[] {
  const fields = field === undefined ? WORDED_FIELDS : [field]
  // The analyzer leaves a gap where any word may stand.
  const query = { query: tokens.map(termKey).join(' '), analyzer: 'places' }
  return fields.map(name => ({ match_phrase: { [wordsField(name)]: query } }))
}

/** Values that the cluster takes in one clause. */
const MOST_VALUES = 60_000

function inField<T>({ field }: { readonly field?: T }): { readonly field?: T } {
  return field === undefined ? {} : { field }
}

/** Values that one clause of the cluster takes: its `index.max_terms_count` is 65,536. */
const VALUES_AT_ONCE = 50_000

/** Clauses that match these passages. */
export function passagesAre(passages: Int32Array): Dsl[] {
  const clauses: Dsl[] = []
  for (let at = 0; at < passages.length; at += VALUES_AT_ONCE)
    clauses.push({ terms: { [COLUMNS.index]: [...passages.subarray(at, at + VALUES_AT_ONCE)] } })
  return clauses
}

/** Matches and scores nothing. */
function unscored(filter: Dsl): Dsl {
  return { constant_score: { filter, boost: 0 } }
}

export function any(children: readonly Dsl[]): Dsl {
  const [only] = children
  if (only === undefined) return NOTHING
  return children.length === 1 ? only : { bool: { should: children, minimum_should_match: 1 } }
}

/** A kind that no passage has. */
const NO_KIND: Dsl = { term: { [plainField('kind')]: '*' } }

/**
 * Documents without a date have no such field, and never match. A shard whose dates are all out of the range would take the whole query for
 * one that matches nothing, and leave its terms out of the frequencies by which the other shards score. The second clause keeps it from
 * that.
 */
function days(from: number | null, to: number | null): Dsl {
  const range = { ...(from === null ? {} : { gte: from }), ...(to === null ? {} : { lte: to }) }
  return any([{ range: { [COLUMNS.day]: range } }, NO_KIND])
}
