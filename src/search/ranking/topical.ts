// Which terms may tell what a text is about?
import { termsOf } from '../../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../../analysis/languages.ts'
import { QUERY_STOP_WORDS } from '../../analysis/stop-words.ts'

/** No number, nothing as short as two letters, and no word that is left out of queries. */
export function isTopical(term: string): boolean {
  return term.length > 2 && /^\p{L}/u.test(term) && !STOP_TERMS.has(term)
}

const STOP_TERMS = new Set([...QUERY_STOP_WORDS].flatMap(word => termsOf(word, DEFAULT_LANGUAGE)))
