// Which words does this pattern mean? `wom?n`, `*vention`, `/Dimitr[iyu]/`: whole words, in folded letters.
import { RE2JS, RE2JSSyntaxException } from 're2js'
import { fold } from '../analysis/fold.ts'
import type { WordPattern } from './expansion.ts'
import { requiredOf } from './required-parts.ts'

/** Longest regular expression, in UTF-16 code units, and what its numbers of repeats may multiply to: larger ones take long to compile. */
const LONGEST = 200
const MOST_REPEATS = 1_000

/** `?` stands for one letter or digit, `*` for any number of them, none included. */
export function wildcardPattern(typed: string): WordPattern {
  const pieces = typed.split(/([*?])/u).map(piece => (/^[*?]?$/u.test(piece) ? piece : fold(piece)))
  const glob = [...pieces.join('')]
  const wild = glob.findIndex(sign => sign === '*' || sign === '?')
  const longest = glob
    .join('')
    .split(/[*?]/u)
    .reduce((best, part) => (part.length > best.length ? part : best), '')
  return {
    typed,
    prefix: glob.slice(0, wild === -1 ? glob.length : wild).join(''),
    parts: longest === '' ? [] : [longest],
    least: glob.filter(sign => sign !== '*').length,
    most: glob.includes('*') ? Infinity : glob.length,
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
    const folded = typed.replace(/[^\x20-\x7e]+/gu, fold)
    const pattern = RE2JS.compile(folded, RE2JS.CASE_INSENSITIVE)
    return {
      typed: `/${typed}/`,
      prefix: '',
      ...requiredOf(folded.toLowerCase()),
      isMeant: word => pattern.matches(word),
    }
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return { problem: problemOf(error, typed) }
    throw error
  }
}

/** What is wrong, and where; the flags were not typed. */
function problemOf(error: RE2JSSyntaxException, typed: string): string {
  const part = error.getPattern()?.replace(/^\(\?i\)/u, '') ?? typed
  return part === typed ? error.getDescription() : `${error.getDescription()}: ${part}`
}

function globMatcher(glob: readonly string[]): (word: string) => boolean {
  if (glob.includes('?')) return word => matchesGlob(glob, [...word])
  const [first = '', ...others] = glob.join('').split('*')
  const last = others.pop()
  if (last === undefined) return word => word === first
  return word => {
    if (!word.startsWith(first) || !word.endsWith(last)) return false
    let at = first.length
    for (const part of others) {
      const found = word.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at + last.length <= word.length
  }
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
