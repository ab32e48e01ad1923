// What is searched for `a NEAR/5 b` and `"a b c"~5`? Words, quotations and groups of them, at places near each other.

import { fold } from '../analysis/fold.ts'
import { isEntityType } from '../domain/document.ts'
import type { NearNode, PlacedNode, QueryNode, TypedSlot, WordedField, WordedNode } from '../domain/query.ts'
import type { Alternatives } from './alternatives.ts'
import { boostedPlaced, combine } from './combine.ts'
import { commonWordsOf } from './common-words-of.ts'
import type { CompileOptions, QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import type { Notes } from './notes.ts'
import type { Clause, TypedLink } from './parse.ts'
import type { PatternNodes } from './pattern-nodes.ts'
import { isTextField, type SpecialFields, textField } from './special-fields.ts'
import type { Around, WordNodes } from './word-nodes.ts'

/** Distances that one with AND in its groups stands for: `(a AND b) NEAR/5 c` is `a NEAR/5 c` and `b NEAR/5 c`. */
const MOST_NODES = 32
/** Operands of a chain, or words of a quotation with a distance: each of them is looked for in every candidate. */
const MOST_OPERANDS = 32

type NearClause = Extract<Clause, { type: 'near' }>
/** What stands at one place: any of these. */
type AnyOf = readonly PlacedNode[]

interface NearParts {
  readonly query: string
  readonly options: CompileOptions
  readonly context: QueryContext
  readonly notes: Notes
  readonly words: CorpusWords
  readonly fields: SpecialFields
  readonly wordNodes: WordNodes
  readonly patterns: PatternNodes
  readonly synonyms: Alternatives
  /** Any clause, wherever it stands in the text. */
  readonly compile: (clause: Clause, counts: boolean) => Promise<QueryNode | null>
}

export class NearNodes {
  private readonly parts: NearParts

  constructor(parts: NearParts) {
    this.parts = parts
  }

  /** @param counts whether the words are wanted: they are not excluded */
  async node(clause: NearClause, counts: boolean): Promise<QueryNode | null> {
    const { children, links } = inOneChain(clause)
    if (children.length > MOST_OPERANDS) return this.anywhere(clause, counts)
    const operands: (readonly AnyOf[])[] = []
    for (const [at, child] of children.entries()) {
      const found = await this.operand(child, counts)
      if (found === null || found.length === 0) return this.anywhere(clause, counts)
      const [isAfter, isBefore] = [links[at - 1]?.typed === '', links[at]?.typed === '']
      operands.push(isAfter || isBefore ? found.map(nodes => beside(nodes, { isAfter, isBefore })) : found)
    }
    const chains = combinations(operands)
    const field = fieldOf(operands.flat(2))
    if (field === null || chains === null) return this.anywhere(clause, counts)
    return combine(
      'and',
      chains.map(
        (chain): NearNode => ({
          type: 'near',
          operands: chain,
          within: { type: 'chain', links: links.map(({ distance, isOrdered }) => ({ distance, isOrdered })) },
          ...(field === undefined ? {} : { field }),
        }),
      ),
    )
  }

  /** The words of a quotation in any order, among so many others at most; patterns in it stand for the words that they mean. */
  async quotation(
    text: string,
    others: number,
    field: WordedField | undefined,
    counts: boolean,
  ): Promise<QueryNode | null> {
    const written = (await this.parts.patterns.quotations(text)) ?? [text]
    const nodes = written.flatMap(words => this.within(words, others, field, counts) ?? [])
    return nodes.length < 2 ? (nodes[0] ?? null) : { type: 'or', children: nodes, alternatives: true }
  }

  private within(
    text: string,
    others: number,
    field: WordedField | undefined,
    counts: boolean,
  ): QueryNode | null {
    const { words, notes } = this.parts
    const operands: WordedNode[][] = []
    for (const word of text.split(/\s+/u)) {
      const readings = words.readings(word).filter(tokens => tokens.length > 0)
      if (counts) for (const tokens of readings) words.count(tokens)
      if (readings.length > 0) operands.push(readings.map(tokens => words.phrase(tokens, field)))
    }
    if (operands.length > MOST_OPERANDS) {
      notes.add('distance', 'distance-too-many', { most: MOST_OPERANDS, text })
      return {
        type: 'and',
        children: operands.map(children => ({ type: 'or', children, alternatives: true })),
      }
    }
    const [first] = operands
    if (first === undefined || operands.length === 1) return combine('or', first ?? [])
    return {
      type: 'near',
      operands,
      within:
        operands.length === 2
          ? { type: 'chain', links: [{ distance: others, isOrdered: false }] }
          : { type: 'stretch', others },
      ...(field === undefined ? {} : { field }),
    }
  }

  /** What is wanted at the place of a clause, of which all are; null where it has no place in the text. */
  private async operand(clause: Clause, counts: boolean): Promise<readonly AnyOf[] | null> {
    switch (clause.type) {
      case 'word':
        if (isTextField(clause.field))
          return inField(asOne(await this.word(clause, counts)), textField(clause.field))
        return asOne((await this.parts.fields.node(clause, this.parts.query)) ?? null)
      case 'phrase':
        return clause.slop === undefined ? asOne(await this.parts.compile(clause, counts)) : null
      case 'pattern':
        if (isTextField(clause.field)) return asOne(await this.parts.patterns.placed(clause, counts))
        return asOne((await this.parts.fields.pattern(clause)) ?? null)
      case 'required':
        return this.operand(clause.child, counts)
      case 'boosted': {
        const found = await this.operand(clause.child, counts)
        return found?.map(nodes => nodes.map(node => boostedPlaced(node, clause.factor))) ?? null
      }
      case 'and':
      case 'or':
        return this.several(clause.type, clause.children, counts)
      case 'sequence':
        return this.several(this.parts.options.match === 'all' ? 'and' : 'or', clause.children, counts)
      default:
        return null
    }
  }

  private async several(
    type: 'and' | 'or',
    clauses: readonly Clause[],
    counts: boolean,
  ): Promise<readonly AnyOf[] | null> {
    const found: (readonly AnyOf[])[] = []
    for (const clause of clauses) {
      const operand = await this.operand(clause, counts)
      if (operand === null) return null
      found.push(operand)
    }
    if (type === 'and') return found.flat()
    return combinations(found)?.map(nodes => nodes.flat()) ?? null
  }

  /** A word as it is searched by itself, but with all of its parts side by side, and also where it is too common to be searched. */
  private async word(clause: Extract<Clause, { type: 'word' }>, counts: boolean): Promise<QueryNode | null> {
    const { words, wordNodes, patterns, synonyms, query } = this.parts
    const field = textField(clause.field)
    const asked = await patterns.asked(clause)
    if (asked !== null) return patterns.placed(asked, counts)
    const others = counts ? synonyms.ofWord(clause, true) : []
    const around: Around = {
      query,
      isProse: false,
      readings: await this.capitals(clause),
      leftOut: new Set(),
      isOnePlace: true,
      isMeant: others.length > 0,
    }
    const nodes: QueryNode[] = []
    for (const tokens of words.readings(clause.text)) {
      if (tokens.length > 1 && clause.suffix === '*') return patterns.compound(tokens, field, counts)
      if (tokens.length === 0) continue
      nodes.push((await wordNodes.node(clause, tokens, counts, around)) ?? words.phrase(tokens, field))
    }
    const leftOut = clause.suffix === '*' ? words.leftOutBeginning(fold(clause.text)) : []
    return combine('or', [...nodes, ...words.asQuotations(leftOut, field), ...others])
  }

  /** A word in capitals is meant so, as outside of distances; a common word counts also in small letters. */
  private async capitals(clause: Extract<Clause, { type: 'word' }>): Promise<Around['readings']> {
    const { query, words, context } = this.parts
    const { common } = await commonWordsOf(query, { type: 'sequence', children: [clause] }, words, context)
    return new Map([...common.readings].filter(([, reading]) => reading === 'in-capitals'))
  }

  private async anywhere(clause: NearClause, counts: boolean): Promise<QueryNode | null> {
    const typed = [...new Set(clause.links.map(link => link.typed || ' '))]
    this.parts.notes.add('distance', 'distance-of-other', { most: MOST_OPERANDS, typed })
    const nodes: QueryNode[] = []
    for (const child of clause.children) {
      const node = await this.parts.compile(child, counts)
      if (node !== null) nodes.push(node)
    }
    return combine('and', nodes)
  }
}

/** The slots among the nodes as they are joined. */
function beside(nodes: AnyOf, joins: Pick<TypedSlot, 'isAfter' | 'isBefore'>): AnyOf {
  return nodes.map(node =>
    node.type === 'slot' && node.typed !== undefined ? { ...node, typed: { ...node.typed, ...joins } } : node,
  )
}

/** Parentheses around distances change nothing: each operand stands near the one before. */
function inOneChain({ children, links }: NearClause): {
  readonly children: readonly Clause[]
  readonly links: readonly TypedLink[]
} {
  const all: Clause[] = []
  const between: TypedLink[] = []
  for (const [at, child] of children.entries()) {
    const link = links[at - 1]
    if (link !== undefined) between.push(link)
    const inner = child.type === 'near' ? inOneChain(child) : { children: [child], links: [] }
    all.push(...inner.children)
    between.push(...inner.links)
  }
  return { children: all, links: between }
}

/** The nodes of a word or a quotation; of none where something else is among them. */
function asOne(node: QueryNode | null): readonly AnyOf[] | null {
  const nodes = node === null ? null : placedIn(node)
  return nodes === null ? null : [nodes]
}

/** The same in one field: what a short form stands for is sought in texts only where it stands alone. */
function inField(found: readonly AnyOf[] | null, field: WordedField | undefined): readonly AnyOf[] | null {
  const placed = (node: PlacedNode): PlacedNode => {
    if (node.type === 'slot') return node
    const { field: _, ...rest } = node
    return field === undefined ? rest : { ...rest, field }
  }
  return found?.map(nodes => nodes.map(placed)) ?? null
}

function placedIn(node: QueryNode): AnyOf | null {
  if (node.type === 'terms' || node.type === 'phrase') return [node]
  // Names that were typed with their type: who has them may have several.
  if (node.type === 'facet' && isEntityType(node.facet) && node.values !== null)
    return [{ type: 'slot', entityType: node.facet, ids: node.values }]
  if (node.type === 'near') return node.operands.length === 1 ? (node.operands[0] ?? null) : null
  if (node.type !== 'or') return null
  const found = node.children.map(placedIn)
  return found.includes(null) ? null : found.flatMap(nodes => nodes ?? [])
}

/** The field of the words of a distance; null where they have several, or names in another field than the text. */
function fieldOf(nodes: readonly PlacedNode[]): WordedField | undefined | null {
  const fields = new Set(
    nodes.map(node => (node.type === 'slot' ? undefined : (node.field as WordedField | undefined))),
  )
  if (!nodes.some(({ type }) => type === 'slot')) return fields.size > 1 ? null : fields.values().next().value
  return fields.has('title') || fields.has('headings') ? null : 'text'
}

/** One of each, in every way; null where there are too many. */
function combinations<T>(lists: readonly (readonly T[])[]): T[][] | null {
  let all: T[][] = [[]]
  for (const list of lists) {
    if (all.length * list.length > MOST_NODES) return null
    all = all.flatMap(before => list.map(next => [...before, next]))
  }
  return all
}
