// Which words stand where in this passage? The terms of passages in numbers, made when needed and remembered.
import { analyze, termsOf } from '../../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../../analysis/languages.ts'
import { QUERY_STOP_WORDS } from '../../analysis/stop-words.ts'
import type { Bundle } from '../../bundle/open-bundle.ts'
import { rememberWithin } from '../../domain/byte-cache.ts'
import type { TermCounter, TermSequences } from '../../engine/engine.ts'
import { idf } from '../../engine/scoring.ts'
import { perBundle } from '../per-bundle.ts'
import type { HitWords } from './hit-texts.ts'
import { Numbering } from './numbering.ts'
import { RANKING } from './parameters.ts'
import { Slots } from './slots.ts'

/** Some words of a text, and how long it is. */
export interface CountedText {
  readonly frequencies: Frequencies
  /** In tokens. */
  readonly length: number
}

/** How often each term stands in a text. */
export type Frequencies = ReadonlyMap<number, number>

/** Bytes of the terms of passages, and of titles, that are kept: those asked for last. */
const PASSAGE_BYTES = 32 * 1024 * 1024
const TITLE_BYTES = 4 * 1024 * 1024
const TERM_BYTES = 4

/** Terms of one bundle's passages and titles. Numbers are valid for this bundle, in this process. */
export class PassageTerms {
  /** Mean number of tokens of the window of a document around a passage, its title counted as there. */
  readonly meanDocument: number
  private readonly bundle: Bundle
  private readonly terms: TermNumbers
  private readonly idfs = new Map<number, number>()
  private readonly topicWeights = new Slots(0)
  private readonly weighTopic = (number: number): number =>
    isTopical(this.nameOf(number)) ? this.idf(number) : 0
  constructor(bundle: Bundle) {
    this.bundle = bundle
    const { documents, size } = bundle.records
    const { sequences } = bundle.engine
    this.terms = sequences === null ? new AnalyzedTerms(bundle) : new KeptTerms(sequences)
    let tokens = 0
    for (const { words, passages, title } of documents) {
      const ofTitle = passages * title.split(/\s+/u).length
      tokens += words * Math.min(passages, RANKING.document.passages) + RANKING.document.title * ofTitle
    }
    this.meanDocument = Math.max(1, tokens / Math.max(1, size))
  }

  /** Number of passages. */
  get size(): number {
    return this.bundle.records.size
  }

  numberOf(term: string): number {
    return this.terms.numberOf(term)
  }

  nameOf(number: number): string {
    return this.terms.nameOf(number)
  }

  /** Over passages, whatever the field. */
  idf(number: number): number {
    const known = this.idfs.get(number)
    if (known !== undefined) return known
    const passages = this.bundle.engine.vocabulary.passagesWith(this.nameOf(number))
    const all = this.bundle.records.size
    const weight = idf(all, passages)
    this.idfs.set(number, weight)
    return weight
  }

  /** What a word tells of a text's topic: its idf; 0 for numbers and what is left out of queries. */
  topicWeight(number: number): number {
    return this.topicWeights.get(number, this.weighTopic)
  }

  /** For each word of the passage and its title the number of its term, -1 where the index leaves it out. */
  wordsOf(index: number): HitWords {
    return { passage: this.terms.passage(index), title: this.terms.title(index) }
  }

  /** The same of the title of the document that the passage belongs to. */
  title(index: number): Int32Array {
    return this.terms.title(index)
  }

  /** Counts some terms in runs of passages. */
  counter(terms: Iterable<number>): TermCounter {
    return this.terms.counter(terms)
  }
}

/** Numbers for terms, and the terms of texts by number, -1 for words that the index leaves out. */
interface TermNumbers {
  numberOf(term: string): number
  nameOf(number: number): string
  passage(index: number): Int32Array
  title(index: number): Int32Array
  counter(terms: Iterable<number>): TermCounter
}

/** Stands for every term that no passage has. */
const UNKNOWN = -2

function bytesOf(terms: Int32Array): number {
  return terms.length * TERM_BYTES + 200
}

/** Numbers terms as they come: texts are analysed. */
class AnalyzedTerms implements TermNumbers {
  readonly passage: (index: number) => Int32Array
  private readonly bundle: Bundle
  private readonly numbers = new Numbering()
  private readonly titles: (document: string) => Int32Array

  constructor(bundle: Bundle) {
    this.bundle = bundle
    const { records } = bundle
    this.passage = rememberWithin(PASSAGE_BYTES, bytesOf, index =>
      this.analyze(records.passage(index).text, records.languageOf(index)),
    )
    this.titles = rememberWithin(TITLE_BYTES, bytesOf, document => {
      const { from } = records.passageRange(document)
      return this.analyze(records.documentOf(from).title, records.documentLanguageOf(from))
    })
  }

  numberOf(term: string): number {
    return this.bundle.engine.vocabulary.hasTerm(term) ? this.numbers.numberOf(term) : UNKNOWN
  }

  nameOf(number: number): string {
    return this.numbers.at(number)
  }

  title(index: number): Int32Array {
    return this.titles(this.bundle.records.documentOf(index).id)
  }

  counter(terms: Iterable<number>): TermCounter {
    const wanted = new Set(terms)
    return (from, to, frequencies) => {
      let length = 0
      for (let index = from; index < to; index++) {
        const words = this.passage(index)
        for (const term of words)
          if (wanted.has(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
        length += words.length
      }
      return length
    }
  }

  private analyze(text: string, language: string): Int32Array {
    const tokens = analyze(text, [language])
    return Int32Array.from(tokens, ({ terms: [term] }) =>
      term === undefined ? -1 : this.numbers.numberOf(term),
    )
  }
}

/** The numbers of an engine that keeps texts as sequences of terms. */
class KeptTerms implements TermNumbers {
  private readonly kept: TermSequences

  constructor(kept: TermSequences) {
    this.kept = kept
  }

  numberOf(term: string): number {
    return this.kept.numberOf(term) ?? UNKNOWN
  }

  nameOf(number: number): string {
    return number === UNKNOWN ? '' : this.kept.termOf(number)
  }

  passage(index: number): Int32Array {
    return this.kept.text(index)
  }

  title(index: number): Int32Array {
    return this.kept.title(index)
  }

  counter(terms: Iterable<number>): TermCounter {
    return this.kept.counter(terms)
  }
}

export const passageTermsOf = perBundle(bundle => new PassageTerms(bundle))

/** Whether a term may tell what a text is about: no number, nothing as short as two letters, no word that is left out of queries. */
export function isTopical(term: string): boolean {
  return term.length > 2 && /^\p{L}/u.test(term) && !STOP_TERMS.has(term)
}

const STOP_TERMS = new Set([...QUERY_STOP_WORDS].flatMap(word => termsOf(word, DEFAULT_LANGUAGE)))
