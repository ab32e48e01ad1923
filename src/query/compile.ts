// Here is a query's structure and the corpus's words, give me the tree that engines answer.
import { type AnalyzedToken, analyzeWord } from '../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { readQuery, wordsOfCharacters } from '../analysis/read-query.ts'
import { capitalTerm, isMarkable } from '../analysis/stop-words.ts'
import { dayRange } from '../domain/dates.ts'
import { ENTITY_TYPES, type EntityType, isEntityType } from '../domain/document.ts'
import type { PhraseNode, QueryNode, WeightedTerm, WordedField } from '../domain/query.ts'
import { type Vocabulary, type VocabularyEntry, weightedTerms } from '../engine/vocabulary.ts'
import {
  type CommonWords,
  type CommonWordsContext,
  type QueryWord,
  type Reading,
  readCommonWords,
} from './common-words.ts'
import { type Clause, parseQuery } from './parse.ts'

export interface CompileOptions {
  readonly match: 'any' | 'all'
  readonly fuzzy: 'auto' | 'off'
  readonly prefix: 'last' | 'off'
}

/** What the compiler asks of the corpus. */
export interface QueryContext extends Pick<CommonWordsContext, 'languages' | 'namesIn'> {
  readonly vocabulary: Vocabulary
  /** Of one language. */
  passagesIn(language: string): number
  /** Ids of the entities of a type that have this name or alias. */
  findEntities(type: EntityType, name: string): readonly string[]
  /** Names for which the corpus defines this short form, and short forms that it defines for this name. */
  longForms(short: string): readonly string[]
  shortForms(name: string): readonly string[]
}

export interface CompiledQuery {
  readonly tree: QueryNode
  /** Index terms of the words that count, in order of the query, exclusions left out. */
  readonly terms: readonly string[]
  readonly notes: readonly string[]
  /** The query with misspelt words replaced, or null. */
  readonly suggestion: string | null
}

const TEXT_FIELDS: Readonly<Record<string, WordedField>> = {
  title: 'title',
  text: 'text',
  heading: 'headings',
  headings: 'headings',
}
const ALL: QueryNode = { type: 'all' }
const NOTHING: QueryNode = { type: 'or', children: [] }

/** Weight of words that only begin with the last word typed: where that is a word itself, and where not. */
const PREFIX_WEIGHT = { known: 0.1, unknown: 0.5 }
/** Weight of words one or two edits away from a word that the corpus does not have. */
const FUZZY_WEIGHT = [1, 0.5, 0.25] as const
/** Weight of the other form of an abbreviation that the corpus defines. */
const ABBREVIATION_WEIGHT = 0.5
/** Weight of common words in a stretch with their neighbours, which are searched by themselves too. */
const TOGETHER_WEIGHT = 0.5
/** Share of a language's passages in which a word of its list stands that is common: the lists hold rarer words, too. English has its own. */
const COMMON_SHARE = 0.05
/** Words that are left out and that a note names. */
const SHOWN = 8
const MAX_FUZZY_WORDS = 20
/** Words of a query for which similar ones are looked for. */
const MAX_SIMILAR = 20
/** A word that ends in `*` or may still be growing stands for at most this many words of the corpus. */
const MAX_PREFIX_WORDS = 2_000
/** Words for all prefixes of a query together. */
const MAX_EXPANSIONS = 5_000

/**
 * Beyond this number of words a query is read as prose, such as a sentence pasted from an article: a quotation in it raises
 * the score and is not required, a dash excludes nothing, and words that the corpus lacks are not replaced.
 */
const PROSE_WORDS = 12

const NEVER = 2_147_483_647

/** Parses and compiles; whatever is typed gets a tree. An empty query matches everything. */
export function compileQuery(query: string, options: CompileOptions, context: QueryContext): CompiledQuery {
  const { root, notes } = parseQuery(query, isFieldName)
  const compiler = new Compiler(query, options, context, notes)
  const tree = root.children.length === 0 ? ALL : compiler.compileRoot(root)
  return {
    tree,
    terms: [...compiler.terms],
    notes: [...new Set(compiler.notes)],
    suggestion: compiler.suggestion(),
  }
}

function isFieldName(name: string): boolean {
  return Object.hasOwn(TEXT_FIELDS, name) || name === 'before' || name === 'after' || isEntityType(name)
}

interface Correction {
  readonly from: number
  readonly to: number
  readonly word: string
}

class Compiler {
  readonly terms = new Set<string>()
  readonly notes: string[]
  private readonly query: string
  private readonly options: CompileOptions
  private readonly context: QueryContext
  private readonly corrections: Correction[] = []
  private common: CommonWords = { readings: new Map(), together: [] }
  /** Words as typed that are left out, each once. */
  private readonly leftOut = new Set<string>()
  /** Whether the query is a text that was pasted: see `PROSE_WORDS`. */
  private isProse = false
  /** Words that prefixes were expanded to so far. */
  private expansions = 0
  /** By word: looking for them walks the whole vocabulary. */
  private readonly similarWords = new Map<string, { entry: VocabularyEntry; weight: number }[]>()

  constructor(query: string, options: CompileOptions, context: QueryContext, notes: readonly string[]) {
    this.query = query
    this.options = options
    this.context = context
    this.notes = [...notes]
  }

  compileRoot(root: Extract<Clause, { type: 'sequence' }>): QueryNode {
    this.isProse = this.options.match === 'any' && plainWords(root, false).length > PROSE_WORDS
    const tree = this.commonAlone(root) ?? this.compileWords(root)
    this.noteLeftOut()
    if (tree !== null) return tree
    if (this.query.trim() !== '*')
      this.notes.push('There is no word to search in this query, so everything is listed.')
    return ALL
  }

  /** Words that are all left out of the index, as a phrase; null for any other query. */
  private commonAlone({ children }: Extract<Clause, { type: 'sequence' }>): QueryNode | null {
    const words = children.flatMap(child =>
      child.type === 'word' && child.field === null && child.suffix === '' ? [child.text] : [],
    )
    const tokens = words.length < children.length ? [] : this.analyze(words.join(' '))
    if (tokens.length === 0 || tokens.some(({ terms, isUnspaced }) => isUnspaced || terms.length > 0))
      return null
    if (tokens.length > 1)
      this.notes.push('These words are too common to be searched one by one; they were searched as a phrase.')
    return this.phraseNode(tokens, undefined)
  }

  private compileWords(root: Extract<Clause, { type: 'sequence' }>): QueryNode | null {
    const words = plainWords(root, true).flatMap(clause => this.queryWords(clause))
    const common = readCommonWords(this.query, words, this.commonContext())
    // Where all words are common all are searched.
    const isOnlyCommon = words.every(({ start }) =>
      /left-out|together/u.test(common.readings.get(start) ?? ''),
    )
    const isOnlyWords = root.children.every(({ type }) => type === 'word')
    if (!isOnlyCommon || !isOnlyWords) this.common = common
    const tree = this.compile(root, true)
    const together = this.common.together.map(stretch => this.together(stretch))
    if (tree === null || together.length === 0) return tree ?? combine('or', together)
    // With some words only the order is raised: what has none of them is found by the tree as it is.
    return { type: 'and', children: [tree, { type: 'or', children: [...together, ALL] }] }
  }

  private queryWords({ text, at }: Extract<Clause, { type: 'word' }>): QueryWord[] {
    const from = this.query.indexOf(text, at)
    const typed = { start: from, end: from + text.length }
    const tokens = this.analyze(text)
    return tokens.map(({ start, end, raw, surface }) => {
      const place = { start: from + start, end: from + end }
      return { ...place, raw, surface, typed: tokens.length > 1 ? typed : place }
    })
  }

  private commonContext(): CommonWordsContext {
    const { languages, vocabulary, passagesIn, namesIn } = this.context
    const passagesWith = (terms: readonly string[]): number =>
      Math.max(0, ...terms.map(term => vocabulary.passagesWith(term)))
    return {
      languages,
      namesIn,
      isFrequent: (surface, language) =>
        passagesWith(vocabulary.termsOfWord(surface)) >= COMMON_SHARE * passagesIn(language),
      isMostlyInCapitals: surface => {
        const term = capitalTerm(surface)
        const others = vocabulary.termsOfWord(surface).filter(other => other !== term)
        return others.length > 0 && vocabulary.passagesWith(term) >= passagesWith(others)
      },
    }
  }

  private together({ start, end }: { readonly start: number; readonly end: number }): QueryNode {
    const tokens = this.analyze(this.query.slice(start, end))
    this.report(tokens)
    return { ...this.phraseNode(tokens, undefined), weight: TOGETHER_WEIGHT }
  }

  private noteLeftOut(): void {
    if (this.leftOut.size === 0) return
    const shown = [...this.leftOut].slice(0, SHOWN).map(word => `“${word}”`)
    const more = this.leftOut.size > SHOWN ? ', …' : ''
    this.notes.push(
      `Too common to be searched by themselves and left out: ${shown.join(', ')}${more}. Put words in quotation marks to search them.`,
    )
  }

  suggestion(): string | null {
    if (this.corrections.length === 0) return null
    let corrected = ''
    let from = 0
    for (const correction of this.corrections) {
      corrected += this.query.slice(from, correction.from) + correction.word
      from = correction.to
    }
    return corrected + this.query.slice(from)
  }

  /** Null for a clause with nothing to search, such as a stop word among others. */
  private compile(clause: Clause, counts: boolean): QueryNode | null {
    switch (clause.type) {
      case 'word':
        return this.anyReading(clause.text, tokens => this.word(clause, tokens, counts))
      case 'phrase':
        return this.anyReading(clause.text, tokens => this.quotation(clause, tokens, counts))
      case 'not': {
        if (this.isProse) {
          this.noteProse('nothing was excluded')
          return this.compile(clause.child, counts)
        }
        const child = this.compile(clause.child, false)
        return child === null ? null : { type: 'not', child }
      }
      case 'and':
      case 'or':
        return combine(
          clause.type,
          clause.children.map(child => this.compile(child, counts)).filter(node => node !== null),
        )
      case 'sequence':
        return this.sequence(clause.children, counts)
    }
  }

  /**
   * Clauses side by side. Exclusions, quotations and fields must hold; of plain words one must (`any`) or
   * all must; beside a quotation plain words only raise the score.
   */
  private sequence(clauses: readonly Clause[], counts: boolean): QueryNode | null {
    const required: QueryNode[] = []
    const excluded: QueryNode[] = []
    const words: QueryNode[] = []
    let quoted = false
    for (const clause of clauses) {
      const node = this.compile(clause, counts)
      if (node === null) continue
      if (node.type === 'not') excluded.push(node)
      else if (this.isProse && clause.type === 'phrase' && clause.field === null) {
        this.noteProse('quotations in it raise the score and are not required')
        words.push(node)
      } else if (this.options.match === 'all' || isRequired(clause)) {
        required.push(node)
        quoted ||= clause.type === 'phrase' && clause.field === null
      } else words.push(node)
    }
    if (words.length > 0) required.push(combine('or', quoted ? [...words, ALL] : words) ?? NOTHING)
    if (required.length === 0 && excluded.length > 0) required.push(ALL)
    return combine('and', [...required, ...excluded])
  }

  private noteProse(what: string): void {
    const note = `A text of more than ${PROSE_WORDS} words is read as prose: ${what}.`
    if (!this.notes.includes(note)) this.notes.push(note)
  }

  private word(
    clause: Extract<Clause, { type: 'word' }>,
    all: readonly AnalyzedToken[],
    counts: boolean,
  ): QueryNode | null {
    const { text, suffix, field } = clause
    const special = this.specialField(field, text)
    if (special !== undefined) return special
    const textField = field === null ? undefined : TEXT_FIELDS[field.toLowerCase()]
    const tokens = all.filter(token => !token.isUnspaced && (!token.isElided || all.length === 1))
    this.noteSigns(text, all)
    if (suffix === '' && !this.isProse && isJoinedBySigns(text, tokens)) {
      if (counts) this.report(tokens)
      return this.phraseNode(tokens, textField)
    }
    if (suffix === '' && this.isDesignation(text, tokens)) {
      if (counts) this.report(tokens)
      const forms = [this.phraseNode(tokens, textField), ...(field === null ? this.joined(tokens, text) : [])]
      return forms.length === 1 ? (forms[0] ?? null) : { type: 'or', children: forms, alternatives: true }
    }
    const textStart = this.query.indexOf(text, clause.at)
    const isLast = suffix === '' && counts && textStart + text.length === this.query.trimEnd().length
    const nodes: QueryNode[] = this.unspaced(text, all, textField, counts)
    for (const [index, token] of tokens.entries()) {
      const isLongEnd = suffix !== '' && index === tokens.length - 1
      const reading = field === null ? this.common.readings.get(textStart + token.start) : undefined
      if (reading === 'together' && !isLongEnd) continue
      if ((reading === 'left-out' || token.terms.length === 0) && !isLongEnd) {
        this.leftOut.add(token.raw)
        continue
      }
      const last = index === tokens.length - 1
      const parts = this.context.vocabulary.partsOf(token.surface)
      const terms = this.expand(token, last ? suffix : '', isLast && last, textStart, reading)
      if (counts) for (const { term } of this.exact(token, reading)) this.terms.add(term)
      const node: QueryNode = {
        type: 'terms',
        word: token.raw,
        terms,
        ...(textField === undefined ? {} : { field: textField }),
      }
      const apart = parts === null ? null : this.phraseNode(this.analyze(parts.join(' ')), textField)
      nodes.push(apart === null ? node : { type: 'or', children: [node, apart], alternatives: true })
    }
    if (nodes.length === 0 && tokens.length > 0 && textField !== undefined) {
      for (const { raw } of tokens) this.leftOut.delete(raw)
      return this.phraseNode(tokens, textField)
    }
    const own = combine(this.options.match === 'all' ? 'and' : 'or', nodes)
    const others =
      own !== null && field === null && suffix === '' && counts
        ? [...this.joined(tokens, text), ...this.otherForms(text)]
        : []
    return own === null || others.length === 0
      ? own
      : { type: 'or', children: [own, ...others], alternatives: true }
  }

  /** Signs that may be meant, as in `C++`, `#metoo` and `§`, are not in the index. */
  private noteSigns(text: string, tokens: readonly AnalyzedToken[]): void {
    if (this.query.trim() === '*') return
    const [first] = tokens
    const last = tokens.at(-1)
    const around =
      first === undefined || last === undefined ? text : text.slice(0, first.start) + text.slice(last.end)
    const isWithin = tokens.some(
      ({ start }, at) => at > 0 && WILDCARD.test(text.slice(tokens[at - 1]?.end, start)),
    )
    if (!isWithin && !SIGN.test(around) && !/^\.\p{L}/u.test(text)) return
    const read = tokens.map(({ raw }) => raw).join(' ')
    this.notes.push(
      read === ''
        ? `“${text}” has no letter or digit, so it was not searched.`
        : `Signs are not searched, so “${text}” was read as “${read}”.`,
    )
  }

  /** `An-26`, `A-10`: the number alone, without the letters that English leaves out of the index, would be any number. */
  private isDesignation(text: string, [letters]: readonly AnalyzedToken[]): boolean {
    if (letters === undefined || !DESIGNATION.test(text)) return false
    return (
      this.context.languages.includes(DEFAULT_LANGUAGE) &&
      analyzeWord(letters.surface, DEFAULT_LANGUAGE)?.term === null
    )
  }

  /** As the languages of the corpus read a text: those readings whose words the corpus has, or the first where it has those of none. */
  private anyReading(
    text: string,
    compile: (tokens: readonly AnalyzedToken[]) => QueryNode | null,
  ): QueryNode | null {
    const readings = readQuery(text, this.context.languages)
    const isKnown = ({ isElided, terms }: AnalyzedToken): boolean =>
      isElided || terms.length === 0 || terms.some(term => this.context.vocabulary.hasTerm(term))
    const known = readings.length < 2 ? readings : readings.filter(tokens => tokens.every(isKnown))
    const nodes = (known.length === 0 ? readings.slice(0, 1) : known)
      .map(compile)
      .filter(node => node !== null)
    const [only] = nodes
    return nodes.length < 2 ? (only ?? null) : { type: 'or', children: nodes, alternatives: true }
  }

  /** Words of scripts without spaces: their characters in order, wherever they stand. */
  private unspaced(
    text: string,
    tokens: readonly AnalyzedToken[],
    field: WordedField | undefined,
    counts: boolean,
  ): QueryNode[] {
    const words = wordsOfCharacters(text, tokens)
    const wanted = this.options.match === 'all' ? words.filter(({ isPair }) => !isPair) : words
    return wanted.map(({ characters }) => {
      const [first] = characters
      const bound = characters.slice(0, -1).map(({ terms }) => terms)
      const terms = bound.length === 0 ? [this.context.vocabulary.termsOfWord(first?.surface ?? '')] : bound
      if (counts) for (const term of terms.flat()) this.terms.add(term)
      const [pair = []] = terms
      const ofField = field === undefined ? {} : { field }
      return characters.length === 2
        ? {
            type: 'terms',
            word: characters.map(({ raw }) => raw).join(''),
            terms: pair.map(term => ({ term, weight: 1 })),
            ...ofField,
          }
        : { type: 'phrase', tokens: characters.map(({ surface }) => surface), terms, ...ofField }
    })
  }

  /** `cease-fire` is also searched as `ceasefire`, where the corpus has that. */
  private joined(tokens: readonly AnalyzedToken[], text: string): QueryNode[] {
    const [token, ...others] = this.analyze(tokens.map(({ surface }) => surface).join(''))
    if (tokens.length !== 2 || token === undefined || token.terms.length === 0 || others.length > 0) return []
    if (!/^\S+[-‐‑]\S+$/u.test(text) || this.context.vocabulary.lookup(token.surface) === null) return []
    return [{ type: 'terms', word: token.raw, terms: this.exact(token) }]
  }

  /** `NK` is also searched as `Nagorno-Karabakh` in the text, and the other way round, where the corpus defines it. */
  private otherForms(text: string): QueryNode[] {
    const { longForms, shortForms } = this.context
    const forms = [...longForms(text), ...shortForms(text)]
    if (forms.length === 0) return []
    this.notes.push(`“${text}” was also searched as ${forms.map(form => `“${form}”`).join(', ')}.`)
    return forms.map(form => ({
      ...this.phraseNode(this.analyze(form), 'text'),
      weight: ABBREVIATION_WEIGHT,
    }))
  }

  private quotation(
    clause: Extract<Clause, { type: 'phrase' }>,
    tokens: readonly AnalyzedToken[],
    counts: boolean,
  ): QueryNode | null {
    const special = this.specialField(clause.field, clause.text)
    if (special !== undefined) return special
    const field = clause.field === null ? undefined : TEXT_FIELDS[clause.field.toLowerCase()]
    if (tokens.length === 0) return null
    if (counts) this.report(tokens)
    return this.phraseNode(tokens, field)
  }

  private phraseNode(tokens: readonly AnalyzedToken[], field: WordedField | undefined): PhraseNode {
    const terms = tokens
      .map(token => this.alternatives(token))
      .filter(alternatives => alternatives.length > 0)
    return {
      type: 'phrase',
      tokens: tokens.map(token => token.surface),
      terms,
      ...(field === undefined ? {} : { field }),
    }
  }

  /** The terms under which a word of a phrase may stand in the index, in any letters; none where a language leaves it out. */
  private alternatives({ surface, terms }: AnalyzedToken): readonly string[] {
    const { languages } = this.context
    const small = languages.map(language => analyzeWord(surface, language)?.term ?? null)
    if (small.includes(null)) return []
    return this.isMarkable(surface)
      ? [...new Set([...terms, ...small.filter(term => term !== null), capitalTerm(surface)])]
      : terms
  }

  private isMarkable(surface: string): boolean {
    return this.context.languages.some(language => isMarkable(surface, language))
  }

  /** Dates and entities; undefined where the field is a text field or none. */
  private specialField(field: string | null, text: string): QueryNode | undefined {
    const name = field?.toLowerCase()
    if (name === 'before' || name === 'after') return this.date(name, text)
    const type = ENTITY_TYPES.find(candidate => candidate === name)
    return type === undefined ? undefined : this.entity(type, text)
  }

  private date(field: 'before' | 'after', text: string): QueryNode {
    const range = dayRange(text.trim())
    if (range === null) {
      this.notes.push(
        `“${text}” is not a date (YYYY, YYYY-MM or YYYY-MM-DD), so “${field}:${text}” was read as text.`,
      )
      return this.asText(text)
    }
    if (field === 'before') return { type: 'date', fromDay: -NEVER, toDay: range.first - 1 }
    return { type: 'date', fromDay: range.last + 1, toDay: NEVER }
  }

  private entity(type: EntityType, text: string): QueryNode {
    const ids = this.context.findEntities(type, text)
    if (ids.length > 0) return { type: 'entity', ids }
    this.notes.push(`No ${type} is called “${text}” here, so it was searched as text.`)
    return this.asText(text)
  }

  private asText(text: string): QueryNode {
    const tokens = this.analyze(text)
    this.report(tokens)
    return tokens.length === 0 ? NOTHING : this.phraseNode(tokens, undefined)
  }

  /**
   * The word's terms in the languages of the corpus, and those of words that differ by accents only: those that the
   * corpus has, or the first where it has none.
   */
  private exact({ terms, surface }: AnalyzedToken, reading?: Reading): WeightedTerm[] {
    const { vocabulary, languages } = this.context
    const inCapitals = this.isMarkable(surface) ? capitalTerm(surface) : null
    if (reading === 'in-capitals' && inCapitals !== null) return [{ term: inCapitals, weight: 1 }]
    const isPlainEnglish = inCapitals === null && languages.every(language => language === DEFAULT_LANGUAGE)
    const known = [...new Set([...terms, ...(isPlainEnglish ? [] : vocabulary.termsOfWord(surface))])].filter(
      term => vocabulary.hasTerm(term),
    )
    const chosen = known.length > 0 ? known : [terms[0] ?? surface]
    return chosen.map(term => ({ term, weight: 1 }))
  }

  private report(tokens: readonly AnalyzedToken[]): void {
    for (const token of tokens) {
      if (token.terms.length === 0) continue
      for (const { term } of this.exact(token)) this.terms.add(term)
    }
  }

  private analyze(text: string): AnalyzedToken[] {
    return readQuery(text, this.context.languages)[0] ?? []
  }

  /** The index terms that a word stands for: itself, and what its suffix, its place or a misspelling add. */
  private expand(
    token: AnalyzedToken,
    suffix: '' | '*' | '~',
    mayGrow: boolean,
    textStart: number,
    reading: Reading | undefined,
  ): WeightedTerm[] {
    const { vocabulary } = this.context
    const { surface } = token
    const exact = this.exact(token, reading)
    const known = exact.some(({ term }) => vocabulary.hasTerm(term))
    if (!known && vocabulary.partsOf(surface) !== null) return exact
    if (suffix === '*') return this.prefixed(surface, 1)
    if (suffix === '~') return mergeTerms(exact, weightedTerms(this.similar(surface)))
    const growing = mayGrow && this.options.prefix === 'last' && surface.length > 1
    const longer = growing ? this.prefixed(surface, known ? PREFIX_WEIGHT.known : PREFIX_WEIGHT.unknown) : []
    if (known || longer.length > 0) return mergeTerms(known ? exact : [], longer)
    if (reading === 'in-capitals') {
      this.notes.push(
        `No passage has “${surface.toUpperCase()}” in capitals. Put it in quotation marks to search it in small letters too.`,
      )
      return exact
    }
    if (this.isProse) return exact
    const similar = this.similar(surface)
    const [best] = similar
    if (best !== undefined) this.correct(token, best.entry.word, textStart)
    if (this.options.fuzzy === 'off' || best === undefined) return exact
    const shown = similar.slice(0, 3).map(({ entry }) => entry.word)
    this.notes.push(
      `No passage has “${token.raw}”; similar words were searched: ${shown.join(', ')}${similar.length > 3 ? ', …' : ''}.`,
    )
    return weightedTerms(similar)
  }

  private prefixed(prefix: string, weight: number): WeightedTerm[] {
    const most = Math.min(MAX_PREFIX_WORDS, MAX_EXPANSIONS - this.expansions)
    const { total, entries } = this.context.vocabulary.withPrefix(prefix, most)
    this.expansions += entries.length
    if (total > most) {
      this.notes.push(`“${prefix}*” begins ${total} words; the ${most} most frequent were searched.`)
    }
    return weightedTerms(entries.map(entry => ({ entry, weight })))
  }

  /** One edit for words of four to seven letters, two for longer ones; the nearest distance only. */
  private similar(surface: string): { entry: VocabularyEntry; weight: number }[] {
    const limit = surface.length < 4 ? 0 : surface.length < 8 ? 1 : 2
    if (limit === 0 || /^\d+$/u.test(surface)) return []
    const before = this.similarWords.get(surface)
    if (before !== undefined) return before
    if (this.similarWords.size >= MAX_SIMILAR) {
      this.notes.push(
        `Words like the first ${MAX_SIMILAR} unknown ones were searched, and for the others none.`,
      )
      return []
    }
    const found = this.context.vocabulary
      .similar(surface, limit)
      .slice(0, MAX_FUZZY_WORDS)
      .map(({ entry, distance }) => ({ entry, weight: FUZZY_WEIGHT[distance] ?? 0.1 }))
    this.similarWords.set(surface, found)
    return found
  }

  private correct(token: AnalyzedToken, word: string, textStart: number): void {
    this.corrections.push({ from: textStart + token.start, to: textStart + token.end, word })
  }
}

/** Each term once, at the higher of its weights. */
function mergeTerms(terms: readonly WeightedTerm[], more: readonly WeightedTerm[]): WeightedTerm[] {
  const weights = new Map(terms.map(({ term, weight }) => [term, weight]))
  for (const { term, weight } of more) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return Array.from(weights, ([term, weight]) => ({ term, weight }))
}

/** A sign at the end of a word that is no punctuation of a sentence. */
const SIGN = /[^\p{L}\p{N}\p{M}\s.,;:!?…'’ʼ"“”„«»()[\]{}\p{Pd}\p{Cf}\p{Cc}]/u

/** What other search tools read within a word: `wom?n`, `colo*r`, `mine^2`. */
const WILDCARD = /[?*~^]/u

/** `R&D`, `name@example.org`, `12:30`: words that only signs part are read as one. */
function isJoinedBySigns(text: string, tokens: readonly AnalyzedToken[]): boolean {
  if (tokens.length < 2) return false
  return tokens.every(
    ({ start }, at) => at === 0 || /^[&@._+#:]+$/u.test(text.slice(tokens[at - 1]?.end, start)),
  )
}

/** Letters, a hyphen, a number that a letter may follow. */
const DESIGNATION = /^\p{L}+[-‐‑]\p{N}+\p{L}?$/u

function isRequired(clause: Clause): boolean {
  return clause.type === 'phrase' || (clause.type === 'word' && clause.field !== null)
}

function combine(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode | null {
  if (nodes.length <= 1) return nodes[0] ?? null
  return { type, children: nodes }
}

/** Words outside fields and quotations. */
function plainWords(clause: Clause, withExcluded: boolean): Extract<Clause, { type: 'word' }>[] {
  switch (clause.type) {
    case 'word':
      return clause.field === null ? [clause] : []
    case 'phrase':
      return []
    case 'not':
      return withExcluded ? plainWords(clause.child, withExcluded) : []
    default:
      return clause.children.flatMap(child => plainWords(child, withExcluded))
  }
}
