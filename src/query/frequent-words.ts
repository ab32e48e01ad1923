// Is a word of a language's list of common words really common in this corpus? The lists hold rarer words, too.
import type { QueryContext } from './context.ts'

/** Share of a language's passages in which a word stands that is common. */
const COMMON_SHARE = 0.05

export function isFrequentIn(
  { vocabulary, passagesIn }: Pick<QueryContext, 'vocabulary' | 'passagesIn'>,
  surface: string,
  language: string,
): boolean {
  const passages = vocabulary.termsOfWord(surface).map(term => vocabulary.passagesWith(term))
  return Math.max(0, ...passages) >= COMMON_SHARE * passagesIn(language)
}
