// Here is text, give me its terms: the same for index, query and highlights.
import snowball from 'snowball-stemmers'
import { fold } from './fold.ts'
import { INDEX_STOP_WORDS } from './stop-words.ts'
import { type Token, tokenize } from './tokenize.ts'

export interface AnalyzedToken extends Token {
  /** The folded word: what phrases and spelling compare. */
  readonly surface: string
  /** The index term: stemmed; null for a word that the index leaves out. */
  readonly term: string | null
}

/** Recorded in the manifest: a bundle made with other settings is refused. */
export interface AnalyzerSettings {
  readonly version: number
  readonly stemmer: 'english'
  readonly stopWords: 'lucene-33'
}

export const ANALYZER_SETTINGS: AnalyzerSettings = { version: 1, stemmer: 'english', stopWords: 'lucene-33' }

/** Folded forms remembered, so that a word is folded and stemmed once; emptied when full. */
const CACHE_SIZE = 500_000

interface Form {
  readonly surface: string
  readonly term: string | null
}

const stemmer = snowball.newStemmer('english')
const forms = new Map<string, Form>()

/** The tokens of a text with their surface forms and terms. */
export function analyze(text: string): AnalyzedToken[] {
  const tokens: AnalyzedToken[] = []
  for (const { start, end, raw } of tokenize(text)) {
    const { surface, term } = analyzeWord(raw)
    if (surface !== '') tokens.push({ start, end, raw, surface, term })
  }
  return tokens
}

/** The index terms of a text in order, stop words left out. */
export function terms(text: string): string[] {
  const found: string[] = []
  for (const { term } of analyze(text)) if (term !== null) found.push(term)
  return found
}

function analyzeWord(raw: string): Form {
  const known = forms.get(raw)
  if (known !== undefined) return known
  const surface = fold(raw)
  const form: Form = { surface, term: surface === '' || INDEX_STOP_WORDS.has(surface) ? null : stem(surface) }
  if (forms.size >= CACHE_SIZE) forms.clear()
  forms.set(raw, form)
  return form
}

/** Porter2 (Snowball English) for words of Latin letters; all else is its own term. */
function stem(surface: string): string {
  return /^[a-z]{3,}$/u.test(surface) ? stemmer.stem(surface) : surface
}
