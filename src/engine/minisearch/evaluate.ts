// Which passages does this query tree match, and how do they score? MiniSearch answers the leaves.
import { analyze } from '../../analysis/analyzer.ts'
import { fillersOf, nearPlaces } from '../../analysis/near.ts'
import { containsPhrase } from '../../analysis/phrase.ts'
import type { Passage } from '../../domain/document.ts'
import {
  type FacetNode,
  FIELDS,
  type Field,
  type NearNode,
  type PhraseNode,
  type PlacedNode,
  type QueryNode,
  uniqueTerms,
  type WeightedTerm,
  WORDED_FIELDS,
  type WordedField,
  wordedIn,
} from '../../domain/query.ts'
import type { Slot } from '../../domain/slots.ts'
import { type Columns, keepDays, keepWithAny } from '../columns.ts'
import type { PassageSource } from '../engine.ts'
import { fieldLanguage, fieldTexts } from '../field-texts.ts'
import { BM25, FIELD_WEIGHTS } from '../scoring.ts'
import type { IndexedPassage, MiniSearch } from './options.ts'

/** A mark and a score for every passage. */
export interface Evaluation {
  readonly marks: Uint8Array
  readonly scores: Float64Array
}

export class Evaluator {
  private readonly index: MiniSearch<IndexedPassage>
  private readonly source: PassageSource
  private readonly columns: Columns

  constructor(index: MiniSearch<IndexedPassage>, source: PassageSource, columns: Columns) {
    this.index = index
    this.source = source
    this.columns = columns
  }

  evaluate(node: QueryNode): Evaluation {
    switch (node.type) {
      case 'terms':
        return this.matchTerms(node.terms, node.field)
      case 'phrase':
        return this.matchPhrase(node)
      case 'near':
        return this.matchNear(node)
      case 'facet':
        return this.matchFacet(node)
      case 'date':
        return this.matchDays(node.fromDay, node.toDay)
      case 'all':
        return this.everything()
      case 'not': {
        const { marks } = this.evaluate(node.child)
        return { marks: marks.map(mark => 1 - mark), scores: new Float64Array(marks.length) }
      }
      case 'and':
      case 'or':
        return this.combine(node.children, node.type)
    }
  }

  /**
   * One leaf is one query term to MiniSearch, so its coordination factor (score × matched query terms) is
   * divided out wherever several index terms stand for one word.
   */
  private matchTerms(terms: readonly WeightedTerm[], field?: Field): Evaluation {
    const result = this.nothing()
    if (terms.length === 0) return result
    const weights = new Map(terms.map(({ term, weight }) => [term, weight]))
    const results = this.index.search(terms.map(({ term }) => term).join('\n'), {
      fields: field === undefined ? [...FIELDS] : [field],
      boost: field === undefined ? { ...FIELD_WEIGHTS } : { [field]: 1 },
      boostTerm: term => weights.get(term) ?? 1,
      tokenize: joined => joined.split('\n'),
      bm25: BM25,
    })
    for (const { id, score, queryTerms } of results) {
      result.marks[id] = 1
      result.scores[id] = score / queryTerms.length
    }
    return result
  }

  /** Candidates hold every term of the phrase in one field; the words themselves are compared in the text. */
  private matchPhrase(node: PhraseNode): Evaluation {
    const result = this.nothing()
    const fields: readonly WordedField[] = node.field === undefined ? WORDED_FIELDS : [node.field]
    const weighted = uniqueTerms(node)
    for (const field of fields) {
      const candidates = weighted.map(terms => this.matchTerms(terms, field))
      for (let index = 0; index < this.source.size; index++) {
        if (result.marks[index] === 1 || !candidates.every(({ marks }) => marks[index] === 1)) continue
        const language = this.source.languageOf(index)
        if (!fieldTexts(this.source, index, field).some(text => containsPhrase(text, node.tokens, language)))
          continue
        result.marks[index] = 1
      }
    }
    const scores = weighted.map(terms => this.matchTerms(terms, node.field).scores)
    for (let index = 0; index < this.source.size; index++) {
      if (result.marks[index] === 1)
        result.scores[index] = scores.reduce((sum, score) => sum + (score[index] ?? 0), 0)
    }
    return result
  }

  /** Candidates hold a word of each operand in one field; how near they stand is looked up in the text. */
  private matchNear(node: NearNode): Evaluation {
    const result = this.nothing()
    for (const field of node.field === undefined ? WORDED_FIELDS : [node.field]) {
      const candidates = node.operands.map(nodes => nodes.map(placed => this.candidates(placed, field)))
      const mentions = (index: number): Passage['mentions'] =>
        field === 'text' ? this.source.passage(index).mentions : []
      for (let index = 0; index < this.source.size; index++) {
        if (result.marks[index] === 1) continue
        if (!candidates.every(marks => marks.some(of => of[index] === 1))) continue
        const language = fieldLanguage(this.languagesOf(index), field)
        const isNear = fieldTexts(this.source, index, field).some(
          text => nearPlaces(analyze(text, [language]), node, mentions(index))[0]?.length,
        )
        if (isNear) result.marks[index] = 1
      }
    }
    for (const placed of wordedIn(node))
      for (const terms of placed.type === 'phrase' ? uniqueTerms(placed) : [placed.terms]) {
        const { scores } = this.matchTerms(terms, node.field)
        for (let index = 0; index < scores.length; index++)
          if (result.marks[index] === 1)
            result.scores[index] = (result.scores[index] ?? 0) + (scores[index] ?? 0)
      }
    return result
  }

  /** The entities that fill a slot in a passage. */
  fillers(index: number, slot: Slot): ReadonlySet<string> {
    const { text, mentions } = this.source.passage(index)
    return fillersOf(analyze(text, [this.source.languageOf(index)]), mentions, slot)
  }

  /** Marks of the passages that hold all words of a phrase, a term, or a name. */
  private candidates(node: PlacedNode, field: WordedField): Uint8Array {
    if (node.type === 'slot') {
      const { marks } = this.everything()
      keepWithAny(marks, this.columns, { facet: node.entityType, values: node.ids ?? null }, true)
      return marks
    }
    const words = node.type === 'phrase' ? uniqueTerms(node) : [node.terms]
    const marks = this.everything().marks
    for (const terms of words) {
      const found = this.matchTerms(terms, field).marks
      for (let index = 0; index < marks.length; index++)
        marks[index] = (marks[index] ?? 0) & (found[index] ?? 0)
    }
    return marks
  }

  private languagesOf(index: number): { language: string; documentLanguage: string } {
    const { source } = this
    return { language: source.languageOf(index), documentLanguage: source.documentLanguageOf(index) }
  }

  private matchFacet(node: FacetNode): Evaluation {
    const result = this.everything()
    keepWithAny(result.marks, this.columns, node, true)
    return result
  }

  private matchDays(from: number, to: number): Evaluation {
    const result = this.everything()
    keepDays(result.marks, this.columns, from, to)
    return result
  }

  private combine(children: readonly QueryNode[], type: 'and' | 'or'): Evaluation {
    const [first, ...rest] = children
    if (first === undefined) return type === 'and' ? this.everything() : this.nothing()
    const { marks, scores } = this.evaluate(first)
    for (const child of rest) {
      const other = this.evaluate(child)
      for (let index = 0; index < marks.length; index++) {
        const both =
          type === 'and'
            ? (marks[index] ?? 0) & (other.marks[index] ?? 0)
            : (marks[index] ?? 0) | (other.marks[index] ?? 0)
        marks[index] = both
        scores[index] = both === 1 ? (scores[index] ?? 0) + (other.scores[index] ?? 0) : 0
      }
    }
    return { marks, scores }
  }

  private everything(): Evaluation {
    return { marks: new Uint8Array(this.source.size).fill(1), scores: new Float64Array(this.source.size) }
  }

  private nothing(): Evaluation {
    return { marks: new Uint8Array(this.source.size), scores: new Float64Array(this.source.size) }
  }
}
