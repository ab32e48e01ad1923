// Which words does this pattern mean? `wom?n`, `*vention`, `/Dimitr[iyu]/`: whole words, in folded letters.
import { RE2JS, RE2JSSyntaxException } from 're2js'
import { fold } from '../analysis/fold.ts'
import type { WordPattern } from './expansion.ts'

/** Longest regular expression, in UTF-16 code units, and what its numbers of repeats may multiply to: larger ones take long to compile. */
const LONGEST = 200
const MOST_REPEATS = 1_000

/** `?` stands for one letter or digit, `*` for any number of them, none included. */
export function wildcardPattern(typed: string): WordPattern {
  const pieces = typed.split(/([*?])/u).map(piece => (/^[*?]?$/u.test(piece) ? piece : fold(piece)))
  const glob = [...pieces.join('')]
  const wild = glob.findIndex(sign => sign === '*' || sign === '?')
  return {
    typed,
    prefix: glob.slice(0, wild === -1 ? glob.length : wild).join(''),
    isMeant: globMatcher(glob),
  }
}

/**
 * A regular expression in the syntax of RE2, for whole words; case and accents do not count. It takes linear time.
 * @returns what is wrong with it, where it is none
 */
export function regexPattern(typed: string): WordPattern | { readonly problem: string } {
  if (typed.length > LONGEST) return { problem: `it has more than ${LONGEST} characters` }
  const repeats = Array.from(typed.matchAll(/\{(?:\d{0,9},)?(\d{0,9})\}/gu), ([, most]) => Number(most) || 1)
  if (repeats.reduce((all, next) => all * next, 1) > MOST_REPEATS)
    return { problem: `its repeats multiply to more than ${MOST_REPEATS}` }
  try {
    // Words are folded: so are letters with marks, outside of what signs and escapes say.
    const pattern = RE2JS.compile(typed.replace(/[^\x20-\x7e]+/gu, fold), RE2JS.CASE_INSENSITIVE)
    const part = requiredPart(typed)
    return {
      typed: `/${typed}/`,
      prefix: '',
      isMeant: word => word.includes(part) && pattern.matches(word),
    }
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return { problem: problemOf(error, typed) }
    throw error
  }
}

/** The longest run of letters that each word that the expression matches has; empty where it is not plain. Most words lack it. */
function requiredPart(regex: string): string {
  if (/[^a-z0-9[\]^$.*+?-]/u.test(regex)) return ''
  const [start = '', ...sets] = regex.split('[')
  const outside = [start, ...sets.map(afterSet)]
  const runs = outside.flatMap(part => part.replace(/.[*?]\??/gu, '.').split(/[^a-z0-9]/u))
  return runs.reduce((best, run) => (run.length > best.length ? run : best), '')
}

/** What follows a set, without its quantifier; a bracket that comes first in it is one of its signs. */
function afterSet(set: string): string {
  const end = set.indexOf(']', set.startsWith('^') ? 2 : 1)
  return end < 0 ? '' : set.slice(end + 1).replace(/^[*+?]+/u, '')
}

/** What is wrong, and where; the flags were not typed. */
function problemOf(error: RE2JSSyntaxException, typed: string): string {
  const part = error.getPattern()?.replace(/^\(\?i\)/u, '') ?? typed
  return part === typed ? error.getDescription() : `${error.getDescription()}: ${part}`
}

/** Most words lack the longest part of the pattern between its signs: that is found fast. */
function globMatcher(glob: readonly string[]): (word: string) => boolean {
  const parts = glob.join('').split(/[*?]/u)
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '')
  return word => word.includes(longest) && matchesGlob(glob, [...word])
}

/** Greedily, going back to the last `*` only: the time is at most the product of both lengths (Krauss 2008). */
function matchesGlob(glob: readonly string[], word: readonly string[]): boolean {
  let [at, star, resume] = [0, -1, 0]
  let place = 0
  while (place < word.length) {
    if (glob[at] === '*') {
      star = at++
      resume = place
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === word[place])) {
      at++
      place++
    } else if (star !== -1) {
      at = star + 1
      place = ++resume
    } else return false
  }
  while (glob[at] === '*') at++
  return at === glob.length
}
