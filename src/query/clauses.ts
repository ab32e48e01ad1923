// What do the clauses of a query say together? Which must hold, which must not, and which raise the score.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { QueryNode, WeightedTerm } from '../domain/query.ts'
import type { Vocabulary } from '../engine/vocabulary.ts'
import type { Alternatives } from './alternatives.ts'
import { boosted, combine } from './combine.ts'
import type { CommonWords } from './common-words.ts'
import { commonWordsOf, plainWords, stretchNode } from './common-words-of.ts'
import type { CompileOptions, QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import type { Expansion } from './expansion.ts'
import { NearNodes } from './near-nodes.ts'
import { noteSigns } from './noted-signs.ts'
import type { Notes } from './notes.ts'
import type { Clause, Sequence } from './parse.ts'
import { hasStar, PatternNodes } from './pattern-nodes.ts'
import { SpecialFields, textField } from './special-fields.ts'
import { type Around, WordNodes } from './word-nodes.ts'

const ALL: QueryNode = { type: 'all' }
const NOTHING: QueryNode = { type: 'or', children: [] }

/** Words that are left out and that a note names. */
const SHOWN = 40

/**
 * Beyond this number of words a query is read as prose, such as a sentence pasted from an article. A quotation in it raises
 * the score and is not required, a dash excludes nothing, and words that the corpus lacks are not replaced.
 */
const PROSE_WORDS = 12

interface ClausesParts {
  readonly query: string
  readonly options: CompileOptions
  readonly context: QueryContext
  readonly notes: Notes
  readonly words: CorpusWords
  readonly expansion: Expansion
  readonly alternatives: Alternatives
}

export class Clauses {
  private readonly query: string
  private readonly options: CompileOptions
  private readonly context: QueryContext
  private readonly notes: Notes
  private readonly words: CorpusWords
  private readonly fields: SpecialFields
  private readonly wordNodes: WordNodes
  private readonly patterns: PatternNodes
  private readonly nearNodes: NearNodes
  private readonly alternatives: Alternatives
  private common: CommonWords = { readings: new Map(), together: [] }
  /** Whether operators join common words and nothing else: then each is searched. */
  private isOnlyCommon = false
  /** Words as typed that are left out, each once. */
  private readonly leftOut = new Set<string>()
  /** Whether the query is a text that was pasted: see `PROSE_WORDS`. */
  private isProse = false

  constructor({ query, options, context, notes, words, expansion, alternatives }: ClausesParts) {
    this.query = query
    this.options = options
    this.context = context
    this.notes = notes
    this.words = words
    this.fields = new SpecialFields(words, notes, context)
    this.wordNodes = new WordNodes(words, expansion, notes, options, context)
    this.patterns = new PatternNodes(words, expansion, notes)
    const { fields, wordNodes, patterns } = this
    const compile = (clause: Clause, counts: boolean): Promise<QueryNode | null> =>
      this.compile(clause, counts)
    this.alternatives = alternatives
    this.nearNodes = new NearNodes({
      query,
      options,
      context,
      notes,
      words,
      fields,
      wordNodes,
      patterns,
      synonyms: alternatives,
      compile,
    })
  }

  async compileRoot(root: Sequence): Promise<QueryNode> {
    if (this.query.trim() === '') return ALL
    this.isProse = this.options.match === 'any' && plainWords(root, false).length > PROSE_WORDS
    if (this.options.syntax === 'on' && this.query.trim() !== '*') {
      const { query, words, notes, isProse } = this
      const { deadline } = this.context
      await noteSigns(root, { query, words, notes, deadline, isProse })
    }
    const tree = this.commonAlone(root) ?? (await this.compileWords(root))
    this.noteLeftOut()
    if (tree !== null) return tree
    if (this.query.trim() !== '*') this.notes.add('nothing', 'nothing-to-search', {})
    return ALL
  }

  /** Words that some language leaves out of the index, as a phrase, so that they are found in passages of each; null for any other query. */
  private commonAlone({ children }: Sequence): QueryNode | null {
    const tokens: AnalyzedToken[] = []
    for (const child of children) {
      if (child.type !== 'word' || child.field !== null || child.suffix !== '') return null
      const own = this.words.analyze(child.text)
      if (own.some(token => token.isUnspaced || !this.words.isLeftOut(token))) return null
      tokens.push(...own)
    }
    if (tokens.length === 0) return null
    if (tokens.length > 1) this.notes.add('common words', 'common-words-as-phrase', {})
    return this.words.phrase(tokens, undefined)
  }

  private async compileWords(root: Sequence): Promise<QueryNode | null> {
    const { common, isOnlyCommon } = await commonWordsOf(this.query, root, this.words, this.context)
    // Where all words are common all are searched; joined by operators each by itself, as it is written.
    const isJoined = root.children.some(({ type }) => type !== 'word')
    if (!isOnlyCommon || isJoined) this.common = common
    this.isOnlyCommon = isOnlyCommon && isJoined && isOfPlainWords(root)
    const tree = await this.compile(root, true)
    const together = this.common.together.map(stretch => stretchNode(this.query, stretch, this.words))
    if (tree === null || together.length === 0) return tree ?? combine('or', together)
    // They only raise the order: what has none of them is found by the tree as it is. Their words count only where they stand together.
    const raised = together.map(
      (stretch): QueryNode => ({ type: 'or', children: [ALL, stretch], alternatives: true }),
    )
    return { type: 'and', children: [tree, ...raised] }
  }

  /** A clause of several; with its common words where the corpus has none of its others. */
  private async several(clause: Clause, make: () => Promise<QueryNode | null>): Promise<QueryNode | null> {
    const before = [...this.leftOut]
    const node = await make()
    const isEmpty = node !== null && !mayFind(node, this.words.vocabulary)
    if (!isEmpty || this.leftOut.size === before.length || this.isOnlyCommon || !isOfPlainWords(clause))
      return node
    this.leftOut.clear()
    for (const word of before) this.leftOut.add(word)
    this.isOnlyCommon = true
    const withCommon = await make()
    this.isOnlyCommon = false
    return withCommon
  }

  private noteLeftOut(): void {
    if (this.leftOut.size === 0) return
    const words = [...[...this.leftOut].slice(0, SHOWN), ...(this.leftOut.size > SHOWN ? ['…'] : [])]
    this.notes.add('left out', 'common-words-left-out', { words })
  }

  /** Null for a clause with nothing to search, such as a stop word among others. */
  private async compile(clause: Clause, counts: boolean): Promise<QueryNode | null> {
    await this.context.deadline.share()
    switch (clause.type) {
      case 'word':
        return (await this.fields.node(clause, this.query)) ?? this.word(clause, counts)
      case 'phrase':
        return (await this.fields.node(clause, this.query)) ?? this.anyReading(clause, counts)
      case 'pattern':
        return (await this.fields.pattern(clause)) ?? this.patterns.node(clause, counts)
      case 'near':
        return this.nearNodes.node(clause, counts)
      case 'range':
        return this.fields.range(clause)
      case 'required':
        if (this.isProse) this.notes.add('prose requirement', 'prose-plus', { most: PROSE_WORDS })
        return this.compile(clause.child, counts)
      case 'boosted': {
        const child = await this.compile(clause.child, counts)
        return child === null ? null : boosted(child, clause.factor)
      }
      case 'not': {
        if (clause.child.type === 'not') return this.compile(clause.child.child, counts)
        if (this.isProse) {
          this.notes.add('prose exclusion', 'prose-minus', { most: PROSE_WORDS })
          return this.compile(clause.child, counts)
        }
        const child = await this.compile(clause.child, false)
        return child === null ? null : { type: 'not', child }
      }
      case 'and':
      case 'or':
        return this.several(clause, () => this.joined(clause, counts))
      case 'sequence':
        return this.several(clause, () => this.sequence(clause.children, counts))
    }
  }

  private async joined(
    { type, children }: Extract<Clause, { type: 'and' | 'or' }>,
    counts: boolean,
  ): Promise<QueryNode | null> {
    const nodes: QueryNode[] = []
    for (const child of children) nodes.push(...present(await this.compile(child, counts)))
    return combine(type, nodes)
  }

  /**
   * Clauses side by side. Exclusions, quotations and fields must hold; of plain words one must (`any`) or
   * all must; beside a quotation plain words only raise the score.
   */
  private async sequence(clauses: readonly Clause[], counts: boolean): Promise<QueryNode | null> {
    const required: QueryNode[] = []
    const excluded: QueryNode[] = []
    const words: QueryNode[] = []
    let quoted = false
    for (let at = 0; at < clauses.length; at++) {
      const clause = clauses[at] as Clause // `at` is one of theirs
      const { type } = unboosted(clause)
      const group = counts && !this.isProse ? this.alternatives.ofWords(clauses, at) : null
      const node = await (group === null
        ? this.compile(clause, counts)
        : this.group(clauses.slice(at, at + group.length), group.nodes, counts))
      at += (group?.length ?? 1) - 1
      if (node === null) continue
      if (node.type === 'not') excluded.push(node)
      else if (this.isProse && type === 'required') words.push(node)
      else if (this.isProse && isQuotation(clause)) {
        this.notes.add('prose quotation', 'prose-quotation', { most: PROSE_WORDS })
        words.push(node)
      } else if (this.options.match === 'all' || isRequired(clause)) {
        required.push(node)
        quoted ||= type === 'required' || isQuotation(clause)
      } else words.push(node)
    }
    if (words.length > 0) required.push(combine('or', quoted ? [...words, ALL] : words) ?? NOTHING)
    if (required.length === 0 && excluded.length > 0) required.push(ALL)
    return combine('and', [...required, ...excluded])
  }

  /** Words that have other names together. */
  private async group(
    clauses: readonly Clause[],
    others: readonly QueryNode[],
    counts: boolean,
  ): Promise<QueryNode> {
    const nodes: QueryNode[] = []
    for (const clause of clauses) nodes.push(...present(await this.compile(clause, counts)))
    return withOthers(combine(this.options.match === 'all' ? 'and' : 'or', nodes), others)
  }

  private async word(clause: Extract<Clause, { type: 'word' }>, counts: boolean): Promise<QueryNode | null> {
    const isRead = !this.isProse && this.options.syntax === 'on'
    const asked = isRead ? await this.patterns.asked(clause) : null
    if (asked !== null) return this.compile(asked, counts)
    const others = counts && !this.isProse ? this.alternatives.ofWord(clause) : []
    const [tokens = []] = clause.suffix === '*' ? this.words.readings(clause.text) : []
    const node =
      tokens.length > 1
        ? await this.patterns.compound(tokens, textField(clause.field), counts)
        : await this.anyReading(clause, counts, others.length > 0)
    return others.length === 0 ? node : withOthers(node, others)
  }

  /** As the languages of the corpus read a word or a quotation. @param isMeant whether it is known, though the corpus may lack it */
  private async anyReading(
    clause: Extract<Clause, { type: 'word' | 'phrase' }>,
    counts: boolean,
    isMeant = false,
  ): Promise<QueryNode | null> {
    const { query, isProse, leftOut } = this
    const { readings: all } = this.common
    const around: Around = this.isOnlyCommon
      ? { query, isProse, isMeant, readings: inCapitals(all), leftOut, areCommonMeant: true }
      : { query, isProse, isMeant, readings: all, leftOut }
    const nodes: QueryNode[] = []
    if (clause.type === 'phrase') {
      const { text, slop, field } = clause
      if (slop !== undefined) return this.nearNodes.quotation(text, slop, textField(field), counts)
      if (hasStar(text)) return this.patterns.quotation(text, textField(field), counts)
    }
    const { text } = clause
    const readings = clause.type === 'phrase' ? this.words.quotation(text) : this.words.readings(text)
    for (const tokens of readings)
      nodes.push(
        ...present(
          clause.type === 'phrase'
            ? await this.quotation(clause.field, tokens, counts)
            : await this.wordNodes.node(clause, tokens, counts, around),
        ),
      )
    const [only] = nodes
    return nodes.length < 2 ? (only ?? null) : { type: 'or', children: nodes, alternatives: true }
  }

  private async quotation(
    field: string | null,
    tokens: readonly AnalyzedToken[],
    counts: boolean,
  ): Promise<QueryNode | null> {
    if (tokens.length === 0) return null
    const [only] = tokens
    const phrase = this.words.phrase(tokens, textField(field))
    // By itself a common word in capitals is another word: “US” is not “us”.
    if (only !== undefined && tokens.length === 1 && this.words.isInCapitals(only)) {
      const [{ term }] = this.words.exact(only, 'in-capitals') as [WeightedTerm]
      const elsewhere = this.words.withoutCapitals(only, textField(field))
      const isKnown = this.words.vocabulary.hasTerm(term)
      if (!isKnown && (elsewhere === null || !(await this.context.isFound(elsewhere))))
        this.notes.add('capitals', 'not-in-capitals', { text: only.raw })
      if (counts) this.words.counted.add(term)
      const inCapitals: QueryNode = { ...phrase, terms: [[term]] }
      return elsewhere === null
        ? inCapitals
        : { type: 'or', children: [inCapitals, elsewhere], alternatives: true }
    }
    if (counts) this.words.count(tokens)
    return phrase
  }
}

/** Whether the corpus has what a tree wants: a word of it, or something that is no word. */
function mayFind(tree: QueryNode, vocabulary: Vocabulary): boolean {
  switch (tree.type) {
    case 'terms':
      return tree.terms.some(({ term }) => vocabulary.hasTerm(term))
    case 'phrase':
      return tree.terms.every(terms => terms.some(term => vocabulary.hasTerm(term)))
    case 'and':
    case 'or':
      return tree.children.some(child => mayFind(child, vocabulary))
    case 'not':
    case 'all':
      return false
    default:
      return true
  }
}

/** Whether it has one plain word or more, and no quotation, field, pattern or range. */
function isOfPlainWords(clause: Clause): boolean {
  switch (clause.type) {
    case 'word':
      return clause.field === null && clause.suffix === ''
    case 'required':
    case 'boosted':
    case 'not':
      return isOfPlainWords(clause.child)
    case 'and':
    case 'or':
    case 'sequence':
      return clause.children.length > 0 && clause.children.every(isOfPlainWords)
    default:
      return false
  }
}

/** The readings of words that are others in capitals. */
function inCapitals(readings: CommonWords['readings']): CommonWords['readings'] {
  return new Map([...readings].filter(([, reading]) => reading === 'in-capitals' || reading === 'as-name'))
}

/** What was typed, where it stands somewhere, and other ways to say it. */
function withOthers(typed: QueryNode | null, others: readonly QueryNode[]): QueryNode {
  return { type: 'or', children: [...present(typed), ...others], alternatives: true }
}

function present(node: QueryNode | null): readonly QueryNode[] {
  return node === null ? [] : [node]
}

/** A quotation, or words near each other, beside which plain words only raise the score. */
function isQuotation(clause: Clause): boolean {
  const quoted = unboosted(clause)
  if (quoted.type === 'near' || isApart(quoted)) return true
  return quoted.type === 'phrase' && (quoted.field === null || quoted.inGroup === true)
}

/** A weight says how much a clause counts, and not what it is. */
function unboosted(clause: Clause): Clause {
  return clause.type === 'boosted' ? unboosted(clause.child) : clause
}

/** `a NOT NEAR/5 b`, which must hold as a distance must. */
function isApart(clause: Clause): boolean {
  return clause.type === 'and' && clause.isApart === true
}

function isRequired(clause: Clause): boolean {
  switch (clause.type) {
    case 'and':
      return isApart(clause)
    case 'phrase':
    case 'near':
    case 'required':
    case 'range':
      return true
    case 'word':
    case 'pattern':
      return clause.field !== null && clause.inGroup !== true
    case 'sequence':
      return clause.ofField === true
    case 'boosted':
      return isRequired(clause.child)
    default:
      return false
  }
}
