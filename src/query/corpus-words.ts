// Under which index terms does a word of the query stand in this corpus? In its languages, in any letters, in order.
import { type AnalyzedToken, analyzeWord } from '../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { readQuery } from '../analysis/read-query.ts'
import { capitalTerm, IN_CAPITALS, INDEX_STOP_WORDS, isMarkable } from '../analysis/stop-words.ts'
import {
  ANY_WORD,
  type PhraseNode,
  type QueryNode,
  type WeightedTerm,
  type WordedField,
} from '../domain/query.ts'
import type { Vocabulary } from '../engine/vocabulary.ts'
import { CommonStems } from './common-stems.ts'
import type { Reading } from './common-words.ts'
import type { QueryContext } from './context.ts'
import { groupsOfNumber } from './other-spellings.ts'

/** A star by itself, in a quotation. */
const LONE_STAR = /(?<=^|\s)\*(?=\s|$)/u
/** What stands for it: it has no term. */
const GAP: AnalyzedToken = {
  start: 0,
  end: 0,
  reach: 0,
  raw: ANY_WORD,
  surface: ANY_WORD,
  terms: [],
  isElided: false,
  isUnspaced: false,
}

export class CorpusWords {
  readonly vocabulary: Vocabulary
  readonly languages: readonly string[]
  /** Index terms of the words that count, in order of the query. */
  readonly counted = new Set<string>()

  private readonly commonStems: CommonStems

  constructor(corpus: Pick<QueryContext, 'vocabulary' | 'languages' | 'passagesIn' | 'isOfName'>) {
    this.vocabulary = corpus.vocabulary
    this.languages = corpus.languages
    this.commonStems = new CommonStems(corpus)
  }

  analyze(text: string): AnalyzedToken[] {
    return readQuery(text, this.languages)[0] ?? []
  }

  /**
   * As the languages of the corpus read a text: those readings whose words the corpus has, or the first where it has those
   * of none.
   */
  readings(text: string): AnalyzedToken[][] {
    const readings = readQuery(text, this.languages)
    const isKnown = ({ isElided, terms, surface }: AnalyzedToken): boolean =>
      isElided ||
      terms.length === 0 ||
      terms.some(term => this.vocabulary.hasTerm(term)) ||
      this.groups(surface) !== null
    const known = readings.length < 2 ? readings : readings.filter(tokens => tokens.every(isKnown))
    return known.length === 0 ? readings.slice(0, 1) : known
  }

  /** The readings of a quotation. A star by itself is any word between two others. */
  quotation(text: string): AnalyzedToken[][] {
    const parts = text.split(LONE_STAR).map(part => this.readings(part))
    if (parts.length === 1) return parts[0] ?? []
    const most = Math.max(...parts.map(({ length }) => length))
    return Array.from({ length: most }, (_, reading) => {
      const tokens = parts.flatMap(readings => [GAP, ...(readings[reading] ?? readings[0] ?? [])])
      const isWord = ({ surface }: AnalyzedToken): boolean => surface !== ANY_WORD
      return tokens.slice(tokens.findIndex(isWord), tokens.findLastIndex(isWord) + 1)
    })
  }

  /** The groups of a number that the corpus may set apart by spaces, where a language of it reads them as numbers of their own. */
  groups(surface: string): AnalyzedToken[] | null {
    const text = groupsOfNumber(surface)
    const readings = text === null ? [] : readQuery(text, this.languages)
    const isKnown = ({ terms }: AnalyzedToken): boolean => terms.some(term => this.vocabulary.hasTerm(term))
    return readings.find(tokens => tokens.length > 1 && tokens.every(isKnown)) ?? null
  }

  /**
   * The word's terms in the languages of the corpus, and those of words that differ by accents only: those that the
   * corpus has, or the first where it has none. Not those of a common word that only looks alike: see `standsAsAnother`.
   */
  exact({ terms, surface }: AnalyzedToken, reading?: Reading): WeightedTerm[] {
    const { vocabulary, languages } = this
    const inCapitals = this.isMarkable(surface) ? capitalTerm(surface) : null
    if ((reading === 'in-capitals' || reading === 'as-name') && inCapitals !== null)
      return [{ term: inCapitals, weight: 1 }]
    // In English a word has one term, but for a plural of capitals (NGOs).
    const isPlainEnglish =
      inCapitals === null &&
      !surface.endsWith('s') &&
      languages.every(language => language === DEFAULT_LANGUAGE)
    const all = new Set([...terms, ...(isPlainEnglish ? [] : vocabulary.termsOfWord(surface))])
    const own = [...all].filter(term => !this.commonStems.isOfAnother(surface, term))
    const known = own.filter(term => vocabulary.hasTerm(term))
    const chosen = known.length > 0 ? known : [own[0] ?? surface]
    return chosen.map(term => ({ term, weight: 1 }))
  }

  /** Whether the word stands in the corpus under the term of a common word that only looks alike: there it is sought as it is written. */
  standsAsAnother({ surface }: AnalyzedToken): boolean {
    return this.vocabulary.termsOfWord(surface).some(term => this.commonStems.isOfAnother(surface, term))
  }

  /** Whether a term is that of a common word that only looks alike. */
  isOfAnother({ surface }: AnalyzedToken, term: string): boolean {
    return this.commonStems.isOfAnother(surface, term)
  }

  /** Counts the terms of the words as searched. */
  count(tokens: readonly AnalyzedToken[]): void {
    for (const token of tokens) {
      if (token.terms.length === 0) continue
      for (const { term } of this.exact(token)) this.counted.add(term)
    }
  }

  phrase(tokens: readonly AnalyzedToken[], field: WordedField | undefined): PhraseNode {
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

  /** Whether a language of the corpus leaves the word out of the index, as it is written. */
  isLeftOut({ raw }: Pick<AnalyzedToken, 'raw'>): boolean {
    return this.languages.some(language => analyzeWord(raw, language)?.term === null)
  }

  /** Words that some language of the corpus leaves out of the index, of those that are meant. */
  leftOutWords(isMeant: (word: string) => boolean): readonly string[] {
    return [...INDEX_STOP_WORDS].filter(raw => isMeant(raw) && this.isLeftOut({ raw }))
  }

  /** The same of words that start with a prefix. */
  leftOutBeginning(prefix: string): readonly string[] {
    return this.leftOutWords(word => word.startsWith(prefix))
  }

  /** Words that the index leaves out, each as a quotation. */
  asQuotations(words: readonly string[], field: WordedField | undefined): readonly PhraseNode[] {
    return words.map(word => this.phrase(this.analyze(word), field))
  }

  /**
   * Where a word in capitals is no word of its own: in passages of languages in which it is no common word. Null where there are none such.
   */
  withoutCapitals(token: AnalyzedToken, field: WordedField | undefined): QueryNode | null {
    const { raw, surface } = token
    const languages = this.languages.filter(language => !isMarkable(surface, language))
    const terms = [...new Set(languages.map(language => analyzeWord(surface, language)?.term ?? ''))]
    const known = terms.filter(term => this.vocabulary.hasTerm(term))
    if (!this.isInCapitals({ ...token, raw: raw.toUpperCase() }) || known.length === 0) return null
    const inField = field === undefined ? {} : { field }
    return {
      type: 'and',
      children: [
        { type: 'terms', word: raw, terms: known.map(term => ({ term, weight: 1 })), ...inField },
        { type: 'facet', facet: 'language', values: languages },
      ],
    }
  }

  /** Whether a token is a common word in capitals or with points, which is a word of its own in the index: `US`, `I.T.` */
  isInCapitals({ raw, surface }: AnalyzedToken): boolean {
    return IN_CAPITALS.test(raw) && this.isMarkable(surface)
  }

  /** The terms under which a word of a phrase may stand in the index, in any letters; none where a language leaves it out. */
  private alternatives({ surface, terms }: AnalyzedToken): readonly string[] {
    const small = this.languages.map(language => analyzeWord(surface, language)?.term ?? null)
    if (small.includes(null)) return []
    const written = surface.endsWith('s') ? this.vocabulary.termsOfWord(surface) : []
    return this.isMarkable(surface)
      ? [...new Set([...terms, ...small.filter(term => term !== null), capitalTerm(surface), ...written])]
      : [...new Set([...terms, ...written])]
  }

  private isMarkable(surface: string): boolean {
    return this.languages.some(language => isMarkable(surface, language))
  }
}
