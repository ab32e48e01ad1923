// Here is text, give me its terms: the same for index, query and highlights.
import { stem as stemEnglish } from 'porter2'
import snowball from 'snowball-stemmers'
import { ownCopy } from '../domain/byte-cache.ts'
import { spellGreek, standardForm } from './english-forms.ts'
import { fold } from './fold.ts'
import { hindiTerm } from './hindi.ts'
import { baseLanguage, DEFAULT_LANGUAGE, STEMMERS } from './languages.ts'
import { INVISIBLE, POSSESSIVE } from './marks.ts'
import { numberForm } from './numbers.ts'
import { persianTerm } from './persian.ts'
import { INDEX_STOP_WORDS, termInCapitals } from './stop-words.ts'
import { type Token, WordScanner } from './tokenize.ts'
import { withoutTurkishSuffix } from './turkish.ts'
import { firstCharacter, UNSPACED } from './unspaced.ts'

export interface AnalyzedToken extends Token {
  /** The folded word: what phrases and spelling compare. */
  readonly surface: string
  /**
   * The index terms: the stem in each of the languages, each once; none for a word that the index leaves out. A text
   * of one language has one at most; a query has one for each language of the corpus that stems the word in its own way.
   */
  readonly terms: readonly string[]
  /** Where what the terms stand for ends: a character of a script without spaces is found together with the next one. */
  readonly reach: number
  /** Whether the word is an article or the like that leans on the next one: `l` of `l'école`. */
  readonly isElided: boolean
  /** Whether it is one character of a script without spaces. */
  readonly isUnspaced: boolean
}

/** Recorded in the manifest: a bundle made with other settings is refused. */
export interface AnalyzerSettings {
  readonly version: number
  readonly stemmers: 'snowball by language'
  readonly stopWords: 'lucene-33 in English'
  readonly words: 'elision and numbers by language'
  readonly unspaced: 'characters in pairs'
}

export const ANALYZER_SETTINGS: AnalyzerSettings = {
  version: 9,
  stemmers: 'snowball by language',
  stopWords: 'lucene-33 in English',
  words: 'elision and numbers by language',
  unspaced: 'characters in pairs',
}

/**
 * Bytes of the words of a language that are kept, so that each is folded and stemmed once; emptied when full: to know which was asked for
 * last would take longer than to fold a word.
 */
const KEPT_BYTES = 48 * 1024 * 1024
/** What a kept word takes besides its letters. */
const WORD_BYTES = 250
/** UTF-16 code units of a word that is kept. */
const LONGEST_KEPT = 64

const ENGLISH: readonly string[] = [DEFAULT_LANGUAGE]

/**
 * The tokens of a text with their surface forms and terms.
 * @param languages BCP 47 tags; words of a language without a stemmer are their own terms. Words are cut as the first of them has it: a query
 *   that may be in any of several languages is read by `readQuery`
 * @param isTyped whether a person typed the text: its words are not kept, as nobody may type them again
 */
export function analyze(
  text: string,
  languages: readonly string[] = ENGLISH,
  isTyped = false,
): AnalyzedToken[] {
  const tokens: AnalyzedToken[] = []
  const analyzers = languages.map(analyzerOf)
  const [first = analyzerOf('')] = analyzers
  const words = new WordScanner(text, first.language)
  while (words.next()) {
    const { start, end, reach, isElided } = words
    const found = text.slice(start, reach)
    const { surface, terms: own, isUnspaced } = first.read(found, isTyped)
    if (surface === '') continue
    const terms =
      analyzers.length < 2
        ? own
        : [...new Set(analyzers.flatMap(analyzer => analyzer.read(found, isTyped).terms))]
    tokens.push({ start, end, raw: text.slice(start, end), surface, terms, reach, isElided, isUnspaced })
  }
  return tokens
}

/**
 * The surface form of one word, and its term in one language: null for a word that the index leaves out. Remembers nothing:
 * for a caller that does so itself.
 * @param raw the text from a word's start to its reach
 * @returns null where nothing is left of the word
 */
export function analyzeWord(
  raw: string,
  language: string,
): { readonly surface: string; readonly term: string | null } | null {
  const analyzer = analyzerOf(language)
  const surface = analyzer.surface(raw)
  return surface === '' ? null : { surface, term: analyzer.term(raw, surface) }
}

/** The index terms of a text in order, stop words left out. */
export function termsOf(text: string, language: string): string[] {
  return analyze(text, [language]).flatMap(({ terms }) => terms)
}

/** Snowball's English algorithm, of 316 000 words the same stems as the library for the other languages, in a fifth of the time. */
const ENGLISH_STEMMER = { stem: stemEnglish }

/** Two F-16s, three 747s; the 1990s are another thing than 1990. */
const PLURAL_NUMBER = /(?<=^[a-z]{0,3}[0-9]{1,3})s$/u

/** NGOs, PhDs, LKWs: an `s` behind the last of two capitals or more is no letter of the name, in any language. Stemmers leave it where no vowel stands in the word, or right before it. */
const PLURAL_OF_CAPITALS = /^\p{Lu}[\p{L}\p{N}]*(?<=\p{Lu})(?<!^.)s$/u

const UNSEEN = new RegExp(`[${INVISIBLE}]`, 'gu')
const NO_TERMS: readonly string[] = []

interface ReadWord {
  readonly surface: string
  readonly terms: readonly string[]
  readonly isUnspaced: boolean
}

/** Folds and stems words of one language, each once. */
class LanguageAnalyzer {
  readonly language: string
  private readonly words = new Map<string, ReadWord>()
  private keptBytes = 0
  private readonly isEnglish: boolean
  private readonly stemmer: { stem(word: string): string } | null

  constructor(language: string) {
    this.language = language
    const algorithm = STEMMERS[language]
    this.isEnglish = language === DEFAULT_LANGUAGE
    this.stemmer =
      algorithm === undefined ? null : this.isEnglish ? ENGLISH_STEMMER : snowball.newStemmer(algorithm)
  }

  read(raw: string, isTyped: boolean): ReadWord {
    const known = this.words.get(raw)
    if (known !== undefined) return known
    const word = ownCopy(raw)
    const surface = this.surface(word)
    const term = this.term(word, surface)
    const made = { surface, terms: term === null ? NO_TERMS : [term], isUnspaced: UNSPACED.test(word) }
    if (!isTyped && word.length <= LONGEST_KEPT) this.keep(word, made)
    return made
  }

  private keep(word: string, made: ReadWord): void {
    if (this.keptBytes > KEPT_BYTES) {
      this.words.clear()
      this.keptBytes = 0
    }
    this.words.set(word, made)
    this.keptBytes += WORD_BYTES + 4 * word.length
  }

  surface(raw: string): string {
    if (UNSPACED.test(raw)) return fold(firstCharacter(raw))
    return numberForm(raw.replace(POSSESSIVE, ''), this.language) ?? fold(this.bare(raw))
  }

  term(raw: string, surface: string): string | null {
    if (UNSPACED.test(raw)) return fold(raw)
    if (surface.endsWith('s') && PLURAL_OF_CAPITALS.test(raw))
      return this.term(raw.slice(0, -1), surface.slice(0, -1))
    const inCapitals = termInCapitals(raw, surface, this.language)
    if (inCapitals !== null) return inCapitals
    return this.isEnglish && INDEX_STOP_WORDS.has(surface) ? null : this.stem(raw, surface)
  }

  /** English stems what is folded, in one of its spellings; other languages need their accents to be stemmed, and are folded afterwards. */
  private stem(raw: string, surface: string): string {
    if (this.language === 'hi') return hindiTerm(surface)
    if (this.language === 'fa') return persianTerm(surface)
    if (this.stemmer === null) return surface
    if (this.isEnglish)
      return /^[a-z]{3,}$/u.test(surface)
        ? this.stemmer.stem(standardForm(surface))
        : spellGreek(surface.replace(PLURAL_NUMBER, ''))
    if (!/^\p{L}{3,}$/u.test(surface)) return surface
    if (this.language === 'ar') return this.stemmer.stem(surface) || surface
    const word = this.bare(raw).replace(UNSEEN, '').normalize('NFKC')
    return fold(this.stemmer.stem(word.toLocaleLowerCase(this.language))) || surface
  }

  /** Without the suffix that Turkish parts from names by an apostrophe. */
  private bare(raw: string): string {
    return this.language === 'tr' || this.language === 'az' ? withoutTurkishSuffix(raw) : raw
  }
}

const analyzers = new Map<string, LanguageAnalyzer>()

function analyzerOf(tag: string): LanguageAnalyzer {
  const language = baseLanguage(tag) ?? ''
  const known = analyzers.get(language)
  if (known !== undefined) return known
  const made = new LanguageAnalyzer(language)
  analyzers.set(language, made)
  return made
}
