// Here is a query tree, give me operators over the postings: terms looked up, weights and idf worked out.
import type { Deadline } from '../../domain/deadline.ts'
import { isEntityType } from '../../domain/document.ts'
import { once, remember } from '../../domain/memo.ts'
import {
  ANY_WORD,
  type FacetNode,
  type Field,
  type NearNode,
  type PhraseNode,
  type PlacedNode,
  type QueryNode,
  uniqueTerms,
  type WeightedTerm,
  WORDED_FIELDS,
  type WordedField,
  type WordedNode,
  wordedIn,
  wordsOfOperands,
} from '../../domain/query.ts'
import type { PassageGroups } from '../engine.ts'
import { FIELD_WEIGHTS, idf } from '../scoring.ts'
import { BLOCK } from './bit-packing.ts'
import type { PackedColumns } from './columns.ts'
import { PostingCursor } from './cursor.ts'
import type { Lists } from './disjunction.ts'
import { costOf, type InTextField, InTextOperator } from './in-text-operator.ts'
import { UNITS } from './layout.ts'
import type { Mentions } from './mentions.ts'
import { NearTexts } from './near-texts.ts'
import {
  AllOperator,
  AndOperator,
  BitsOperator,
  DaysOperator,
  NotOperator,
  type Operator,
  OrOperator,
  PassagesOperator,
} from './operators.ts'
import { Phrase } from './phrase.ts'
import type { PostingFile, PostingList, Runs } from './postings.ts'
import { isShort, ScatteredPostings, type WeightedList } from './scattered-postings.ts'
import type { Scratch } from './scratch.ts'
import type { Sequences, TextTest } from './sequences.ts'
import { type TermLists, TermsOperator } from './terms-operator.ts'
import type { PackedVocabulary } from './vocabulary.ts'

/** An open packed index. */
export interface PackedIndex {
  readonly columns: PackedColumns
  readonly copies: PassageGroups
  readonly postings: PostingFile
  readonly vocabulary: PackedVocabulary
  readonly sequences: Readonly<Record<WordedField, Sequences>>
  readonly mentions: Mentions
}

/** From so many lists on, short ones are read first. */
const MANY_LISTS = 64
/** Terms of one query whose lists are remembered. */
const TERMS_REMEMBERED = 10_000

export class Planner {
  private readonly index: PackedIndex
  private readonly scratch: Scratch
  /** The lists of a term; a tree may be planned in several ways before one fits. */
  private readonly listsOf: (term: string) => readonly PostingList[]
  /** Of all lists that cursors were made for: what evaluating the whole may have to read. */
  postings = 0
  /** By operands: the same distance is asked of matches, and of a text whether it is a hit by itself. */
  private readonly nears: Readonly<Record<WordedField, Map<NearNode['operands'], NearTexts>>> = {
    text: new Map(),
    title: new Map(),
    headings: new Map(),
  }
  /** One for all distances of the query, see `NearParts`. */
  private wanted: Uint8Array | null = null

  constructor(index: PackedIndex, scratch: Scratch) {
    this.index = index
    this.scratch = scratch
    this.listsOf = remember(TERMS_REMEMBERED, (term: string) => {
      const number = index.vocabulary.termNumber(term)
      return number === null ? [] : index.postings.listsOf(number)
    })
  }

  /** Looks up the lists of all terms first, and lets others have their turn meanwhile. */
  async prepare(node: QueryNode, deadline: Deadline): Promise<void> {
    for (const term of termsIn(node)) {
      await deadline.share()
      if (deadline.isOver) return
      this.listsOf(term)
    }
  }

  plan(node: QueryNode): Operator {
    const { columns } = this.index
    switch (node.type) {
      case 'terms':
        return new TermsOperator(this.listsTogether(this.weightedLists(node.terms, node.field)))
      case 'phrase':
        return this.phrase(node)
      case 'near':
        return this.near(node)
      case 'facet':
        return this.facet(node)
      case 'date':
        return new DaysOperator(node.fromDay, node.toDay, columns)
      case 'all':
        return new AllOperator(columns.passages)
      case 'not':
        return new NotOperator(this.plan(node.child), columns.passages)
      case 'or':
        return new OrOperator(this.planAll(node.children), columns.passages)
      case 'and':
        return node.children.length === 0
          ? new AllOperator(columns.passages)
          : new AndOperator(this.planAll(node.children), columns.passages)
    }
  }

  /** The lists of a disjunction of terms with their weights, all above 0; null where the tree is anything else. */
  disjunction(node: QueryNode): Lists | null {
    const lists = this.alternatives(node)
    if (lists === null) return null
    const { cursors, scattered } = this.listsTogether(lists)
    const isOwn = ({ list }: PostingCursor): boolean => list.field.runs === null
    return {
      own: cursors.filter(isOwn),
      scattered: scattered?.() ?? null,
      context: cursors.filter(cursor => !isOwn(cursor)),
    }
  }

  /** Lists of which any will do: where they are many, the short ones together. */
  private listsTogether(lists: readonly WeightedList[]): TermLists {
    const isScattered = lists.length < MANY_LISTS ? () => false : isShort
    const short = lists.filter(isScattered)
    const { passages } = this.index.columns
    const scattered = once(() => new ScatteredPostings(short, passages, this.scratch.block(BLOCK)))
    return {
      cursors: lists.filter(weighted => !isScattered(weighted)).map(weighted => this.cursor(weighted)),
      scattered: short.length === 0 ? null : scattered,
      postings: lists.reduce((sum, { list }) => sum + list.passages, 0),
    }
  }

  private alternatives(node: QueryNode): WeightedList[] | null {
    if (node.type === 'terms')
      return node.terms.every(({ weight }) => weight > 0) ? this.weightedLists(node.terms, node.field) : null
    if (node.type !== 'or') return null
    const lists: WeightedList[] = []
    for (const child of node.children) {
      const found = this.alternatives(child)
      if (found === null) return null
      lists.push(...found)
    }
    return lists
  }

  private runsOf(field: WordedField): Runs | null {
    const unit = UNITS[field]
    return unit === 'passage' ? null : this.index.columns.runs[unit]
  }

  private planAll(nodes: readonly QueryNode[]): Operator[] {
    return nodes.map(node => this.plan(node))
  }

  private cursors(terms: readonly WeightedTerm[], field: Field | undefined): PostingCursor[] {
    return this.weightedLists(terms, field).map(weighted => this.cursor(weighted))
  }

  private cursor({ list, weight }: WeightedList): PostingCursor {
    this.postings += list.passages
    return new PostingCursor(list, weight, this.scratch.block(list.count))
  }

  private weightedLists(terms: readonly WeightedTerm[], field: Field | undefined): WeightedList[] {
    const lists: WeightedList[] = []
    for (const { term, weight } of terms)
      for (const list of this.listsOf(term)) {
        const name = list.field.field
        if (field !== undefined && name !== field) continue
        const fieldWeight = field === undefined ? FIELD_WEIGHTS[name] : 1
        const rarity = idf(this.index.columns.passages, list.passages)
        lists.push({ list, weight: weight * fieldWeight * rarity })
      }
    return lists
  }

  private phrase(node: PhraseNode): Operator {
    const { sequences } = this.index
    const phrase = this.wordsInOrder(node)
    if (phrase === null) return this.nothing()
    const words = uniqueTerms(node)
    const fields = fieldsOf(node).map(field => ({
      field,
      words: words.map(terms => this.cursors(terms, field)),
      texts: sequences[field].has(phrase),
    }))
    return this.inText(fields, [node], node.field, IN_TEXT_COST)
  }

  /** The texts of a field that have the operands of a distance near each other. */
  nearTexts(node: NearNode, field: WordedField): NearTexts {
    const ofField = this.nears[field].get(node.operands)
    ofField?.remember()
    if (ofField !== undefined) return ofField
    const { sequences, vocabulary, mentions } = this.index
    const phrases = new Map<PlacedNode, Phrase | null>()
    for (const placed of node.operands.flat())
      if (placed.type === 'phrase') phrases.set(placed, this.wordsInOrder(placed))
    this.wanted ??= new Uint8Array(vocabulary.ranks)
    const { wanted } = this
    const texts = new NearTexts(node, { sequences: sequences[field], vocabulary, mentions, wanted, phrases })
    this.nears[field].set(node.operands, texts)
    return texts
  }

  private near(node: NearNode): Operator {
    const fields = fieldsOf(node).map(field => ({
      field,
      words: wordsOfOperands(node).flatMap(nodes => {
        const lists = nodes.map(placed => this.rarest(placed, field))
        // A quotation of words that the index leaves out stands in no list.
        return lists.includes(null) ? [] : [lists.flatMap(list => list ?? [])]
      }),
      texts: this.nearTexts(node, field),
    }))
    return this.inText(fields, wordedIn(node), node.field, OPERAND_COST * node.operands.flat().length)
  }

  /** @param scoring nodes whose terms score; @param cost of a look at a text, in postings */
  private inText(
    fields: readonly (Omit<InTextField, 'runs'> & {
      readonly field: WordedField
      readonly texts: TextTest
    })[],
    scoring: readonly WordedNode[],
    field: WordedField | undefined,
    cost: number,
  ): Operator {
    const { columns } = this.index
    const possible = fields
      .filter(({ words }) => words.every(({ length }) => length > 0))
      .map(({ words, texts, field }) => ({ words, texts, runs: this.runsOf(field) }))
    const cursors = scoring.flatMap(node => termsOf(node).flatMap(terms => this.cursors(terms, field)))
    for (const { words } of possible)
      this.postings += cost * (words.length === 0 ? columns.passages : rarestOf(words))
    return new InTextOperator(possible, cursors, columns.passages)
  }

  /** The lists of a node's rarest word in a field, by which its candidates are found; null where no list has one. */
  private rarest(node: WordedNode, field: WordedField): readonly PostingCursor[] | null {
    const words = termsOf(node).map(terms => this.cursors(terms, field))
    const [first, ...others] = words
    if (first === undefined) return null
    return others.reduce((rarest, next) => (costOf(next) < costOf(rarest) ? next : rarest), first)
  }

  /** Null where one of the words stands nowhere. */
  private wordsInOrder({ tokens }: PhraseNode): Phrase | null {
    const ranks = tokens.map(token => (token === ANY_WORD ? null : this.index.vocabulary.ranksOf(token)))
    return ranks.length === 0 || ranks.some(found => found?.length === 0) ? null : new Phrase(ranks)
  }

  private nothing(): Operator {
    return new OrOperator([], this.index.columns.passages)
  }

  private facet({ facet, values }: FacetNode): Operator {
    const { columns } = this.index
    if (!isEntityType(facet) || values === null) return new BitsOperator(columns.withValues(facet, values))
    return new OrOperator(
      values.map(id => new PassagesOperator(columns.passagesWith(id))),
      columns.passages,
    )
  }
}

/** Looking whether a passage has words in order, or near each other, costs about as much as reading this many postings. */
const IN_TEXT_COST = 20
/** The same for each operand of a distance. */
const OPERAND_COST = 40

/** Postings of the rarest word. */
function rarestOf(words: readonly (readonly PostingCursor[])[]): number {
  return words.reduce((least, cursors) => Math.min(least, costOf(cursors)), words.length === 0 ? 0 : Infinity)
}

function* termsIn(node: QueryNode): Generator<string> {
  switch (node.type) {
    case 'terms':
      for (const { term } of node.terms) yield term
      return
    case 'phrase':
      for (const term of node.terms.flat()) yield term
      return
    case 'near':
      for (const words of wordedIn(node).flatMap(termsOf)) for (const { term } of words) yield term
      return
    case 'not':
      yield* termsIn(node.child)
      return
    case 'and':
    case 'or':
      for (const child of node.children) yield* termsIn(child)
  }
}

/** The terms of each word. */
function termsOf(node: WordedNode): readonly (readonly WeightedTerm[])[] {
  return node.type === 'phrase' ? uniqueTerms(node) : [node.terms]
}

function fieldsOf({ field }: PhraseNode | NearNode): readonly WordedField[] {
  return field === undefined ? WORDED_FIELDS : [field]
}
