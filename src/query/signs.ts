// Which signs stand in a word of the query, and what do they say? Signs are not in the index.
import type { AnalyzedToken } from '../analysis/analyzer.ts'

/** Marks, invisible signs, apostrophes and dashes of print: read with the letters beside them, or as a gap between words. */
const QUIET = String.raw`\p{M}\p{Cf}\p{Cc}'’‘ʼ‚…–—―`
/** Quotation marks and brackets that are no signs of a query. */
const PAIRED = String.raw`(?![\[\](){}<>"“”„«»])[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Quotation_Mark}]`
/** Punctuation of a sentence: right before a word, between two of its parts, right after it. Whatever else stands there may be meant. */
const BEFORE = new RegExp(String.raw`^(?:[${QUIET}¿¡]|\.{3,}|${PAIRED})*$`, 'u')
const WITHIN = new RegExp(String.raw`^(?:(?![?!])[${QUIET}\p{Terminal_Punctuation}‐‑·・-]|${PAIRED})*$`, 'u')
const AFTER = new RegExp(String.raw`^(?:[${QUIET}\p{Terminal_Punctuation}]|${PAIRED})*$`, 'u')
/** Twice between two parts, it is no punctuation: `author::lee`, `2010..12`. Three points are. */
const DOUBLED = /([:;,])\1|^\.\.$/u
/** By itself between two words: "one - two". */
const DASH = /^-+$/u

/** Letters, a hyphen, a number that a letter may follow: `An-26`. */
export const DESIGNATION = /^\p{L}+[-‐‑]\p{N}+\p{L}?$/u

/** Numbers with hyphens between: `1994-05-12`, `12-05`. */
export const PARTED_NUMBER = /^\p{N}+(?:[-‐‑]\p{N}+)+$/u

/** Two short parts with points: `Ph.D.`, `M.Sc`. */
export const POINTED = /^\p{L}{1,3}\.\p{L}{1,3}\.?$/u

/** Two words with a hyphen: `cease-fire`. */
export const HYPHENATED = /^[^\s‐‑-]+[‐‑-]\S+$/u

/** An address of the web or the end of one: `https://t.co/x`, `pic.example.com/x`. */
export const WEB_ADDRESS = /:\/\/\S|\.\p{L}{2,10}\/\S/u

/**
 * Whether the text has signs that may be meant and are not searched, as in `C++`, `#metoo` and `§`.
 * @param text what was typed without a space
 * @param isAfterWord whether a word stands before it: then punctuation may stand by itself, « Quoi ? »
 * @param isBeforeWord whether a word stands after it
 */
export function hasSigns(
  text: string,
  tokens: readonly AnalyzedToken[],
  { isAfterWord, isBeforeWord }: { readonly isAfterWord: boolean; readonly isBeforeWord: boolean },
): boolean {
  const [first] = tokens
  const last = tokens.at(-1)
  if (first === undefined || last === undefined) {
    // Two points may be meant as a range.
    const isPunctuation = (AFTER.test(text) && text !== '..') || (isBeforeWord && DASH.test(text))
    return !(isAfterWord && isPunctuation)
  }
  if (!BEFORE.test(text.slice(0, first.start)) || !AFTER.test(text.slice(last.end))) return true
  const between = tokens.flatMap(({ start }, at) =>
    at === 0 ? [] : [text.slice(tokens[at - 1]?.end, start)],
  )
  if (between.some(signs => DOUBLED.test(signs))) return true
  return !isJoinedBySigns(text, tokens) && between.some(signs => !WITHIN.test(signs))
}

/** `R&D`, `name@example.org`, `12:30`: words that only signs part are read as one. */
export function isJoinedBySigns(text: string, tokens: readonly AnalyzedToken[]): boolean {
  if (tokens.length < 2) return false
  return tokens.every(
    ({ start }, at) => at === 0 || /^[&@._+#:]+$/u.test(text.slice(tokens[at - 1]?.end, start)),
  )
}
