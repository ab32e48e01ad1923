// What is one word of the query, as typed, searched as? Its tokens, what is joined by signs, compounds, abbreviations.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import { wordsOfCharacters } from '../analysis/read-query.ts'
import { capitalTerm } from '../analysis/stop-words.ts'
import type { QueryNode, WordedField } from '../domain/query.ts'
import { combine } from './combine.ts'
import type { Reading } from './common-words.ts'
import type { CompileOptions, QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import type { Expansion } from './expansion.ts'
import type { Notes } from './notes.ts'
import { designationOf } from './other-spellings.ts'
import type { Clause } from './parse.ts'
import { DESIGNATION, HYPHENATED, isJoinedBySigns, PARTED_NUMBER, POINTED, WEB_ADDRESS } from './signs.ts'
import { textField } from './special-fields.ts'

/** Weight of the other form of an abbreviation that the corpus defines. */
const ABBREVIATION_WEIGHT = 0.5

/** How the query around the word is read. */
export interface Around {
  readonly query: string
  /** Whether it is a text that was pasted. */
  readonly isProse: boolean
  /** Whether the word is known, though the corpus may lack it: similar ones are not meant. */
  readonly isMeant: boolean
  /** Common words by where they start. */
  readonly readings: ReadonlyMap<number, Reading>
  /** Words as typed that are left out, each once. */
  readonly leftOut: Set<string>
  /** Whether the word is near something: then its parts stand side by side, and it counts though it is too common itself. */
  readonly isOnePlace?: true
  /** Whether the query has nothing but words that are too common to be searched: then they are. */
  readonly areCommonMeant?: true
}

/** Letters of a code: of longer ones each part may be meant, as in `COVID-19`. */
const LONGEST_CODE = 3

type WordClause = Extract<Clause, { type: 'word' }>

export class WordNodes {
  private readonly words: CorpusWords
  private readonly expansion: Expansion
  private readonly notes: Notes
  private readonly options: CompileOptions
  private readonly context: Pick<QueryContext, 'longForms' | 'shortForms' | 'isFound'>

  constructor(
    words: CorpusWords,
    expansion: Expansion,
    notes: Notes,
    options: CompileOptions,
    context: Pick<QueryContext, 'longForms' | 'shortForms' | 'isFound'>,
  ) {
    this.words = words
    this.expansion = expansion
    this.notes = notes
    this.options = options
    this.context = context
  }

  /** @param all the tokens of the word in one reading; @param counts whether the word is wanted: it is not excluded */
  async node(
    clause: WordClause,
    all: readonly AnalyzedToken[],
    counts: boolean,
    around: Around,
  ): Promise<QueryNode | null> {
    const { text, suffix, field: name } = clause
    const field = textField(name)
    if (around.isProse && counts && WEB_ADDRESS.test(text)) {
      // What a pasted text links to is not what it is about: its pieces would find every page that names the site.
      this.notes.add('address', 'address-left-out', { text })
      return null
    }
    const tokens = all.filter(token => !token.isUnspaced && (!token.isElided || all.length === 1))
    if (suffix === '' && (around.isOnePlace === true || around.areCommonMeant === true)) {
      const parts = all.filter(({ isElided }) => !isElided || all.length === 1)
      const [only] = parts
      if (parts.length > 1 || (only !== undefined && this.words.isLeftOut(only)))
        return this.sideBySide(clause, parts, counts)
    }
    const isOne =
      (!around.isProse && isJoinedBySigns(text, tokens)) ||
      this.isDesignation(text, tokens) ||
      PARTED_NUMBER.test(text)
    // What is excluded is the whole: its parts may be anything.
    if (suffix === '' && (isOne || (!counts && tokens.length > 1)))
      return this.sideBySide(clause, tokens, counts)
    const nodes = [
      ...this.unspaced(text, all, field, counts),
      ...(await this.spaced(clause, tokens, counts, around)),
    ]
    if (nodes.length === 0 && tokens.length > 0 && field !== undefined) {
      for (const { raw } of tokens) around.leftOut.delete(raw)
      return this.words.phrase(tokens, field)
    }
    const own = combine(this.options.match === 'all' ? 'and' : 'or', nodes)
    const others =
      own !== null && name === null && suffix === '' && counts
        ? [...this.joined(tokens, text), ...this.otherForms(text)]
        : []
    return own === null || others.length === 0
      ? own
      : { type: 'or', children: [own, ...others], alternatives: true }
  }

  /** The parts of a word in order, or written as one. */
  private sideBySide(
    { text, field: name }: WordClause,
    tokens: readonly AnalyzedToken[],
    counts: boolean,
  ): QueryNode {
    if (counts) this.words.count(tokens)
    const field = textField(name)
    const phrase = this.words.phrase(tokens, field)
    const several = this.isDesignation(text, tokens) ? this.words.analyze(`${text}s`) : []
    const isKnown = this.words.vocabulary.lookup(several.at(-1)?.surface ?? '') !== null
    return oneOf([
      phrase,
      ...(isKnown ? [this.words.phrase(several, field)] : []),
      ...(name === null ? this.joined(tokens, text) : []),
    ])
  }

  /** The words of scripts with spaces; those that say nothing by themselves are left out. */
  private async spaced(
    { text, suffix, edits, field: name, at }: WordClause,
    tokens: readonly AnalyzedToken[],
    counts: boolean,
    { query, isProse, isMeant, readings, leftOut, isOnePlace }: Around,
  ): Promise<QueryNode[]> {
    const field = textField(name)
    const textStart = query.indexOf(text, at)
    const isLast = suffix === '' && counts && textStart + text.length === query.trimEnd().length
    const nodes: QueryNode[] = []
    for (const [index, token] of tokens.entries()) {
      const last = index === tokens.length - 1
      const isLongEnd = suffix !== '' && last
      const typed = name === null ? readings.get(textStart + token.start) : this.readingInField(token)
      const isAsCapitals = typed === 'in-capitals' || typed === 'as-name'
      const elsewhere = isAsCapitals ? this.words.withoutCapitals(token, field) : null
      // At one place it is sought in any letters where languages differ.
      const reading = elsewhere !== null && isOnePlace === true ? undefined : typed
      if (reading === 'together' && !isLongEnd) continue
      if ((reading === 'left-out' || token.terms.length === 0) && !isLongEnd) {
        leftOut.add(token.raw)
        continue
      }
      const { vocabulary } = this.words
      if (elsewhere !== null && isOnePlace !== true && !vocabulary.hasTerm(capitalTerm(token.surface))) {
        if (!(await this.context.isFound(elsewhere)))
          this.notes.add('capitals', 'not-in-capitals', { text: token.raw })
        nodes.push(elsewhere)
        continue
      }
      // In passages of a language that leaves it out it stands in no list, in others in one with words that only look alike.
      const isLeftOut = suffix === '' && reading === undefined && this.words.isLeftOut(token)
      const isAsWritten = isLeftOut || (suffix === '' && this.words.standsAsAnother(token))
      const parts =
        vocabulary.partsOf(designationOf(token.surface) ?? '') ?? vocabulary.partsOf(token.surface)
      const expanded = await this.expansion.expand({
        token,
        suffix: last ? suffix : '',
        edits,
        mayGrow: isLast && last,
        textStart,
        reading,
        isProse: isProse || isMeant || isAsWritten,
      })
      const terms = isAsWritten
        ? expanded.filter(({ term }) => !this.words.isOfAnother(token, term))
        : expanded
      // Near something they count, and `NearNodes` adds them.
      const isBeginning = suffix === '*' && last && isOnePlace !== true
      const leftOutSo = isBeginning ? this.words.leftOutBeginning(token.surface) : []
      const [first, ...others] = this.words.asQuotations(leftOutSo, field)
      if (terms.length === 0 && first !== undefined) {
        nodes.push(oneOf([first, ...others]))
        continue
      }
      this.expansion.noteLeftOut(`${token.raw}*`, leftOutSo)
      if (counts) for (const { term } of this.words.exact(token, reading)) this.words.counted.add(term)
      const node: QueryNode = {
        type: 'terms',
        word: token.raw,
        terms,
        ...(suffix === '*' && last ? { isPattern: true as const } : {}),
        ...(field === undefined ? {} : { field }),
      }
      const apart = parts === null ? [] : [this.words.phrase(this.words.analyze(parts.join(' ')), field)]
      const unlisted = isAsWritten ? [this.words.phrase([token], field)] : []
      const unmarked = elsewhere === null || isOnePlace === true ? [] : [elsewhere]
      const ways = [...apart, ...this.inGroups(token, field), ...unlisted, ...unmarked]
      const [written = node, ...more] = terms.length === 0 && isAsWritten ? ways : [node, ...ways]
      nodes.push(oneOf([written, ...more]))
    }
    return nodes
  }

  private readingInField(token: AnalyzedToken): Reading | undefined {
    return this.words.isInCapitals(token) ? 'in-capitals' : undefined
  }

  /** A number as languages write it that set thousands apart by spaces, where a text in another language does so. */
  private inGroups({ surface }: AnalyzedToken, field: WordedField | undefined): QueryNode[] {
    const groups = this.words.groups(surface)
    return groups === null ? [] : [this.words.phrase(groups, field)]
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
      const terms = bound.length === 0 ? [this.words.vocabulary.termsOfWord(first?.surface ?? '')] : bound
      if (counts) for (const term of terms.flat()) this.words.counted.add(term)
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

  /** `T-72`, `An-26`: letters of a code mean nothing alone, and the number alone would be any. */
  private isDesignation(text: string, [letters]: readonly AnalyzedToken[]): boolean {
    if (letters === undefined || !DESIGNATION.test(text)) return false
    return letters.surface.length <= LONGEST_CODE || this.words.isLeftOut({ raw: letters.surface })
  }

  /** `cease-fire` is also searched as `ceasefire`, where the corpus has that. */
  private joined(tokens: readonly AnalyzedToken[], text: string): QueryNode[] {
    const [token, ...others] = this.words.analyze(tokens.map(({ surface }) => surface).join(''))
    if (tokens.length !== 2 || token === undefined || token.terms.length === 0 || others.length > 0) return []
    if (
      !(HYPHENATED.test(text) || POINTED.test(text)) ||
      this.words.vocabulary.lookup(token.surface) === null
    )
      return []
    return [{ type: 'terms', word: token.raw, terms: this.words.exact(token) }]
  }

  /** `NK` is also searched as `Nagorno-Karabakh` in the text, and the other way round, where the corpus defines it. */
  private otherForms(text: string): QueryNode[] {
    const { longForms, shortForms } = this.context
    const forms = [...longForms(text), ...shortForms(text)]
    if (forms.length === 0) return []
    this.notes.add('abbreviation', 'other-forms', { text, forms })
    return forms.map(form => ({
      ...this.words.phrase(this.words.analyze(form), 'text'),
      weight: ABBREVIATION_WEIGHT,
    }))
  }
}

/** The nodes as ways to write one thing. */
function oneOf(nodes: readonly [QueryNode, ...QueryNode[]]): QueryNode {
  return nodes.length === 1 ? nodes[0] : { type: 'or', children: nodes, alternatives: true }
}
