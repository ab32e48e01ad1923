// Which signs stand in a word of the query, and what do they say? Signs are not in the index.
import type { AnalyzedToken } from '../analysis/analyzer.ts'

/** A sign around a word that is no punctuation of a sentence in any script, and no quotation mark or bracket. */
const SIGN =
  /[^\p{L}\p{N}\p{M}\s\p{Terminal_Punctuation}\p{Quotation_Mark}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pd}…¡¿ʼ\p{Cf}\p{Cc}]/u

/** What other search tools read within a word: `wom?n`, `colo*r`, `mine^2`. */
const WILDCARD = /[?*~^]/u

/** Letters, a hyphen, a number that a letter may follow: `An-26`. */
export const DESIGNATION = /^\p{L}+[-‐‑]\p{N}+\p{L}?$/u

/** Two short parts with points: `Ph.D.`, `M.Sc`. */
export const POINTED = /^\p{L}{1,3}\.\p{L}{1,3}\.?$/u

/** Two words with a hyphen: `cease-fire`. */
export const HYPHENATED = /^[^\s‐‑-]+[‐‑-]\S+$/u

/** An address of the web or the end of one: `https://t.co/x`, `pic.example.com/x`. */
export const WEB_ADDRESS = /:\/\/\S|\.\p{L}{2,10}\/\S/u

/** Whether the text has signs that may be meant, as in `C++`, `#metoo` and `§`. */
export function hasSigns(text: string, tokens: readonly AnalyzedToken[]): boolean {
  const [first] = tokens
  const last = tokens.at(-1)
  const around =
    first === undefined || last === undefined ? text : text.slice(0, first.start) + text.slice(last.end)
  const isWithin = tokens.some(
    ({ start }, at) => at > 0 && WILDCARD.test(text.slice(tokens[at - 1]?.end, start)),
  )
  return isWithin || SIGN.test(around) || /^\.\p{L}/u.test(text)
}

/** `R&D`, `name@example.org`, `12:30`: words that only signs part are read as one. */
export function isJoinedBySigns(text: string, tokens: readonly AnalyzedToken[]): boolean {
  if (tokens.length < 2) return false
  return tokens.every(
    ({ start }, at) => at === 0 || /^[&@._+#:]+$/u.test(text.slice(tokens[at - 1]?.end, start)),
  )
}
