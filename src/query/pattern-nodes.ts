// What is searched for a pattern? The words of the corpus that it means, alone or within a quotation.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { PhraseNode, QueryNode, WordedField } from '../domain/query.ts'
import { weightedTerms } from '../engine/vocabulary.ts'
import type { CorpusWords } from './corpus-words.ts'
import type { Expansion, WordPattern } from './expansion.ts'
import type { Notes } from './notes.ts'
import type { Clause } from './parse.ts'
import { textField } from './special-fields.ts'
import { regexPattern, wildcardPattern } from './word-patterns.ts'

/** Words that one pattern within a quotation stands for. */
const MOST_IN_QUOTATION = 50
/** Quotations that a quotation with patterns stands for. */
const MOST_QUOTATIONS = 200
type PatternClause = Extract<Clause, { type: 'pattern' }>

/** What a pattern means: words of the index, and words that it leaves out. */
interface FoundWords {
  readonly typed: string
  readonly terms: QueryNode
  readonly leftOut: readonly PhraseNode[]
}

const NOTHING: QueryNode = { type: 'or', children: [] }
/** A word with a sign for other letters, within a quotation: `begin*`, `wom?n`. */
const STARRED = /^(?=.*[\p{L}\p{N}])(?=.*\*|.*\?[\p{L}\p{N}])[\p{L}\p{M}\p{N}*?]+$/u

/** A word with a question mark at its end, which asks or stands for a letter: `smit?`. */
const ASKED = /^([\p{L}\p{M}\p{N}]+)\?$/u

/** Whether a quotation has a word with a sign for other letters. */
export function hasStar(text: string): boolean {
  return text.split(/\s+/u).some(word => STARRED.test(word))
}

export class PatternNodes {
  private readonly words: CorpusWords
  private readonly expansion: Expansion
  private readonly notes: Notes

  constructor(words: CorpusWords, expansion: Expansion, notes: Notes) {
    this.words = words
    this.expansion = expansion
    this.notes = notes
  }

  /** The pattern that a word with a question mark at its end is: where the corpus lacks the word and has one with a letter more; else null. */
  async asked({ text, field, suffix, at }: Extract<Clause, { type: 'word' }>): Promise<PatternClause | null> {
    const [, word] = ASKED.exec(text) ?? []
    const [token, ...others] = word === undefined ? [] : this.words.analyze(word)
    if (word === undefined || suffix !== '' || token === undefined || others.length > 0) return null
    if (this.words.exact(token).some(({ term }) => this.words.vocabulary.hasTerm(term))) return null
    const pattern = wildcardPattern(text)
    if (!(await this.expansion.hasWord(pattern))) return null
    this.notes.add('pattern', 'question-as-pattern', { text, read: word })
    return { type: 'pattern', syntax: 'wildcard', text, field, at }
  }

  /**
   * The words of a pattern by themselves. Those that the index leaves out are searched where it means no others.
   * @param counts whether the words are wanted: they are not excluded
   */
  async node(clause: PatternClause, counts: boolean): Promise<QueryNode> {
    const { terms, leftOut, typed } = await this.found(clause, counts)
    if (leftOut.length === 0 || isEmpty(terms)) return leftOut.length === 0 ? terms : anyOf(leftOut)
    this.expansion.noteLeftOut(
      typed,
      leftOut.map(({ tokens }) => tokens.join(' ')),
    )
    return terms
  }

  /** The same near something, where words count that the index leaves out. */
  async placed(clause: PatternClause, counts: boolean): Promise<QueryNode> {
    const { terms, leftOut } = await this.found(clause, counts)
    return leftOut.length === 0 ? terms : anyOf([terms, ...leftOut])
  }

  private async found({ syntax, text, field: name }: PatternClause, counts: boolean): Promise<FoundWords> {
    const pattern = syntax === 'regex' ? regexPattern(text) : wildcardPattern(text)
    const field = textField(name)
    const inField = field === undefined ? {} : { field }
    if ('problem' in pattern) {
      this.notes.add('pattern', 'not-a-regular-expression', {
        text: `/${text}/`,
        problem: pattern.problem,
      })
      const tokens = this.words.analyze(text)
      if (counts) this.words.count(tokens)
      return {
        typed: text,
        terms: tokens.length === 0 ? NOTHING : this.words.phrase(tokens, field),
        leftOut: [],
      }
    }
    const { typed } = pattern
    const leftOut = this.words.leftOutWords(word => isMeant(pattern, word))
    const entries = await this.expansion.matching(pattern, { leftOut })
    const terms = weightedTerms(entries.map(entry => ({ entry, weight: 1 })))
    if (counts) for (const { term } of terms) this.words.counted.add(term)
    return {
      typed,
      terms: { type: 'terms', word: typed, terms, isPattern: true, ...inField },
      leftOut: this.words.asQuotations(leftOut, field),
    }
  }

  /** A quotation for each word that stands at the place of a pattern in it. */
  async quotation(text: string, field: WordedField | undefined, counts: boolean): Promise<QueryNode> {
    const children: QueryNode[] = []
    for (const quotation of (await this.quotations(text)) ?? [text]) {
      const [tokens = []] = this.words.quotation(quotation)
      if (counts) this.words.count(tokens)
      if (tokens.length > 0) children.push(this.words.phrase(tokens, field))
    }
    return { type: 'or', children, alternatives: true }
  }

  /** A compound whose last part is a beginning: `cease-fi*`. */
  compound(
    tokens: readonly AnalyzedToken[],
    field: WordedField | undefined,
    counts: boolean,
  ): Promise<QueryNode> {
    return this.quotation(`${tokens.map(({ surface }) => surface).join(' ')}*`, field, counts)
  }

  /** The quotations of a quotation with patterns, as texts; null where no word of the quotation is a pattern. */
  async quotations(text: string): Promise<readonly string[] | null> {
    if (!hasStar(text)) return null
    let quotations: string[] = ['']
    for (const word of text.split(/\s+/u)) {
      const found = STARRED.test(word) ? await this.wordsOf(wildcardPattern(word)) : [word]
      const all = quotations.flatMap(before => found.map(next => `${before} ${next}`))
      if (all.length > MOST_QUOTATIONS)
        this.notes.add('pattern', 'quotations-cut', { text, all: all.length, most: MOST_QUOTATIONS })
      quotations = all.slice(0, MOST_QUOTATIONS)
    }
    return quotations
  }

  /** Also those that the index leaves out: within a quotation they count. */
  private async wordsOf(pattern: WordPattern): Promise<readonly string[]> {
    const leftOut = this.words.leftOutWords(word => isMeant(pattern, word))
    const entries = await this.expansion.matching(pattern, { limit: MOST_IN_QUOTATION, leftOut })
    return [...new Set([...leftOut, ...entries.map(({ word }) => word)])]
  }
}

function isMeant(pattern: WordPattern, word: string): boolean {
  return word.startsWith(pattern.prefix) && pattern.isMeant(word)
}

function isEmpty(node: QueryNode): boolean {
  return node.type === 'terms' && node.terms.length === 0
}

function anyOf(children: readonly QueryNode[]): QueryNode {
  return { type: 'or', children, alternatives: true }
}
