// Which words carry no meaning of their own? Those of each language, and the few of English that the index leaves out.
import { createRequire } from 'node:module'
import type * as Lists from 'stopword'
import { fold } from './fold.ts'
import { DEFAULT_LANGUAGE } from './languages.ts'

/** The 33 words of Lucene's classic English set: left out of the index. */
export const INDEX_STOP_WORDS: ReadonlySet<string> = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there these
   they this to was will with`.split(/\s+/u),
)

/** English words that a query does without where other words remain. Folded forms. */
export const QUERY_STOP_WORDS: ReadonlySet<string> = new Set([
  ...INDEX_STOP_WORDS,
  ...`about above across after again against all almost along already also although always am among
   another any anyone anything around because been before being below between both can cannot could did
   do does doing done down during each either else ever every everyone everything few from further get
   give given gives had has have having he her here hers herself him himself his how however i im its
   itself just let made make many may me might more most much must my myself neither nor nothing now off
   often once one only other others otherwise our ours ourselves out over own per perhaps please quite
   rather really said same say says shall she should since so some someone something still than thats
   them themselves those though through thus too toward towards under until up upon us very want we well
   were what whatever whats when where whether which while who whom whose why within without would yet
   you your yours yourself`.split(/\s+/u),
])

const sets = new Map<string, ReadonlySet<string>>([[DEFAULT_LANGUAGE, QUERY_STOP_WORDS]])

/**
 * Folded words that carry little meaning in a language; none for a language without a list. The lists of languages other than
 * English come from the package `stopword`. They also hold common nouns: see `isCommon` in `query/common-words.ts`.
 */
export function stopWordsOf(language: string): ReadonlySet<string> {
  let known = sets.get(language)
  if (known === undefined) {
    known = new Set(
      listOf(language)
        .map(fold)
        .filter(word => SPACED_WORD.test(word)),
    )
    sets.set(language, known)
  }
  return known
}

/** A word of a script that parts its words by spaces: in the others words are cut in another way than the lists cut them. */
const SPACED_WORD =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}]+$/u

let lists: ReadonlyMap<string, readonly string[]> | null = null

/** The package is loaded when it is first needed: a corpus in English needs none of it. */
function listOf(language: string): readonly string[] {
  if (lists === null) {
    const all: typeof Lists = createRequire(import.meta.url)('stopword')
    // Lists have ISO 639-3 codes as names; a few more have names of other kinds.
    const named = Object.entries(all).filter(
      (entry): entry is [string, readonly string[]] =>
        /^[a-z]{3}$/u.test(entry[0]) && Array.isArray(entry[1]),
    )
    lists = new Map(named.map(([code, words]) => [Intl.getCanonicalLocales(code)[0] ?? code, words]))
  }
  return lists.get(language) ?? []
}

/** Longest stop word that is another word in capitals: US, WHO, IT, MAY. */
const LONGEST_IN_CAPITALS = 4

/**
 * The index term of a stop word that is written in capitals or with points, such as IT or U.S.: other than that of the small word.
 * Null for all other words. In a text all in capitals it is given to small words too, so a query for the small word asks for both.
 */
export function termInCapitals(raw: string, surface: string, language: string): string | null {
  if (!IN_CAPITALS.test(raw) || !isMarkable(surface, language)) return null
  return capitalTerm(surface)
}

/**
 * Whether a folded word has a second index term for where it stands in capitals: a common word of the language, or of English, whose
 * short names in capitals (US, WHO, IT) stand in texts of all languages.
 */
export function isMarkable(surface: string, language: string): boolean {
  if (surface.length < 2 || surface.length > LONGEST_IN_CAPITALS) return false
  return QUERY_STOP_WORDS.has(surface) || stopWordsOf(language).has(surface)
}

/** No other index term has capitals. */
export function capitalTerm(surface: string): string {
  return surface.toUpperCase()
}

/** `US`, `U.S.`, `WHO's`; not `Us`, `A`. */
export const IN_CAPITALS = /^\p{Lu}(?:\.?\p{Lu})+\.?(?:['’ʼ＇]s)?$/u
