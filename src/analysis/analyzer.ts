// Here is text, give me its terms: the same for index, query and highlights.
import { stem as stemEnglish } from 'porter2'
import snowball from 'snowball-stemmers'
import { spellGreek, standardForm } from './english-forms.ts'
import { fold } from './fold.ts'
import { baseLanguage, DEFAULT_LANGUAGE, STEMMERS } from './languages.ts'
import { INDEX_STOP_WORDS, termInCapitals } from './stop-words.ts'
import { type Token, tokenize } from './tokenize.ts'

export interface AnalyzedToken extends Token {
  /** The folded word: what phrases and spelling compare. */
  readonly surface: string
  /**
   * The index terms: the stem in each of the languages, each once; none for a word that the index leaves out. A text
   * of one language has one at most; a query has one for each language of the corpus that stems the word in its own way.
   */
  readonly terms: readonly string[]
}

/** Recorded in the manifest: a bundle made with other settings is refused. */
export interface AnalyzerSettings {
  readonly version: number
  readonly stemmers: 'snowball by language'
  readonly stopWords: 'lucene-33 in English'
}

export const ANALYZER_SETTINGS: AnalyzerSettings = {
  version: 4,
  stemmers: 'snowball by language',
  stopWords: 'lucene-33 in English',
}

/** Folded forms remembered, so that a word is folded and stemmed once; emptied when full. */
const CACHE_SIZE = 500_000

const ENGLISH: readonly string[] = [DEFAULT_LANGUAGE]

/**
 * The tokens of a text with their surface forms and terms.
 * @param languages BCP 47 tags; words of a language without a stemmer are their own terms
 */
export function analyze(text: string, languages: readonly string[] = ENGLISH): AnalyzedToken[] {
  const tokens: AnalyzedToken[] = []
  const analyzers = languages.map(analyzerOf)
  for (const { start, end, raw } of tokenize(text)) {
    const surface = fold(raw)
    if (surface === '') continue
    const [only] = analyzers
    const terms =
      analyzers.length === 1 && only !== undefined
        ? only.terms(raw, surface)
        : [...new Set(analyzers.flatMap(analyzer => analyzer.terms(raw, surface)))]
    tokens.push({ start, end, raw, surface, terms })
  }
  return tokens
}

/**
 * The surface form of one word, and its term in one language: null for a word that the index leaves out. Remembers nothing:
 * for who does so himself.
 * @returns null where nothing is left of the word
 */
export function analyzeWord(
  raw: string,
  language: string,
): { readonly surface: string; readonly term: string | null } | null {
  const surface = fold(raw)
  return surface === '' ? null : { surface, term: analyzerOf(language).term(raw, surface) }
}

/** The index terms of a text in order, stop words left out. */
export function termsOf(text: string, language: string): string[] {
  return analyze(text, [language]).flatMap(({ terms }) => terms)
}

/** Snowball's English algorithm, of 316 000 words the same stems as the library for the other languages, in a fifth of the time. */
const ENGLISH_STEMMER = { stem: stemEnglish }

/** Stems words of one language, each once. */
class LanguageAnalyzer {
  private readonly forms = new Map<string, readonly string[]>()
  private readonly language: string
  private readonly isEnglish: boolean
  private readonly stemmer: { stem(word: string): string } | null

  constructor(language: string) {
    this.language = language
    const algorithm = STEMMERS[language]
    this.isEnglish = language === DEFAULT_LANGUAGE
    this.stemmer =
      algorithm === undefined ? null : this.isEnglish ? ENGLISH_STEMMER : snowball.newStemmer(algorithm)
  }

  terms(raw: string, surface: string): readonly string[] {
    const known = this.forms.get(raw)
    if (known !== undefined) return known
    const term = this.term(raw, surface)
    const made = term === null ? [] : [term]
    if (this.forms.size >= CACHE_SIZE) this.forms.clear()
    this.forms.set(raw, made)
    return made
  }

  term(raw: string, surface: string): string | null {
    const inCapitals = termInCapitals(raw, surface, this.language)
    if (inCapitals !== null) return inCapitals
    return this.isEnglish && INDEX_STOP_WORDS.has(surface) ? null : this.stem(raw, surface)
  }

  /** English stems what is folded, in one of its spellings; other languages need their accents to be stemmed, and are folded afterwards. */
  private stem(raw: string, surface: string): string {
    if (this.stemmer === null) return surface
    if (this.isEnglish)
      return /^[a-z]{3,}$/u.test(surface) ? this.stemmer.stem(standardForm(surface)) : spellGreek(surface)
    if (!/^\p{L}{3,}$/u.test(surface)) return surface
    return fold(this.stemmer.stem(raw.toLowerCase().normalize('NFC'))) || surface
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
