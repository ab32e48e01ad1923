// Where does a text write something that may be a name? What the tagger found, and runs of words with capitals that it passed over.
import { QUERY_STOP_WORDS } from '../../analysis/stop-words.ts'
import type { TaggedText } from '../tagger/capitalised.ts'
import { NOT_NAMES } from '../tagger/cues.ts'
import type { DocumentStatistics } from '../tagger/document-statistics.ts'
import type { Candidate } from '../tagger/tagger.ts'

/** A place where a form stands. `from` and `to` are indexes of tokens, `to` exclusive. */
export interface Occurrence {
  readonly from: number
  readonly to: number
  /** What the tagger found there, or null. */
  readonly found: Candidate | null
}

/** All of a text, in order. Dates are none. */
export function occurrencesOf(
  input: TaggedText,
  found: readonly Candidate[],
  statistics: DocumentStatistics,
): Occurrence[] {
  const taken = new Uint8Array(input.tokens.length)
  const occurrences: Occurrence[] = []
  let at = 0
  for (const candidate of found) {
    while (at < input.tokens.length && (input.tokens[at]?.end ?? 0) <= candidate.start) at++
    const from = at
    let to = at
    while (to < input.tokens.length && (input.tokens[to]?.start ?? 0) < candidate.end) to++
    // `Node` of `Node.js` is no name of its own.
    if (candidate.rule === 'model' && isJoinedByPoint(input, to)) continue
    taken.fill(1, from, to)
    if (candidate.type !== 'date' && to > from) occurrences.push({ from, to, found: candidate })
  }
  for (let from = 0; from < input.tokens.length; ) {
    if (taken[from] === 1 || !isNameWord(input, from)) {
      from++
      continue
    }
    let to = from + 1
    while (to < input.tokens.length && taken[to] === 0 && joins(input, to)) to++
    const first = opensByItself(input, from, statistics) ? from + 1 : from
    if (first < to) occurrences.push({ from: first, to, found: null })
    from = to
  }
  return occurrences.sort((a, b) => a.from - b.from)
}

/** Whether a word has its capital from the sentence that it opens: the document writes it small elsewhere. */
function opensByItself(input: TaggedText, at: number, statistics: DocumentStatistics): boolean {
  return input.opensSentence[at] === true && statistics.isWrittenSmall(input.folded[at] ?? '')
}

/** `Paris`, `iPhone`: a capital at the beginning or after a few small letters. */
const NAME_WORD = /^\p{Ll}{0,3}\p{Lu}/u

function isNameWord(input: TaggedText, at: number): boolean {
  const raw = input.tokens[at]?.raw ?? ''
  const folded = input.folded[at] ?? ''
  if (!NAME_WORD.test(raw) || NOT_NAMES.has(folded)) return false
  return !QUERY_STOP_WORDS.has(folded) || /^\p{Lu}{2,}$/u.test(raw)
}

/** Whether a token goes on with the name that the one before it ends: `Red Hat`, `Hewlett-Packard`, `Node.js`, `Johnson & Johnson`. */
function joins(input: TaggedText, at: number): boolean {
  if (input.opensSentence[at] === true) return false
  const token = input.tokens[at]
  const gap = input.text.slice(input.tokens[at - 1]?.end, token?.start)
  if (gap === '.') return isJoinedByPoint(input, at)
  return (gap === ' ' || gap === '-' || gap === '\u00A0' || gap === ' & ') && isNameWord(input, at)
}

function isJoinedByPoint(input: TaggedText, at: number): boolean {
  const token = input.tokens[at]
  const gap = input.text.slice(input.tokens[at - 1]?.end, token?.start)
  return token !== undefined && gap === '.' && /^\p{Ll}{2,3}$/u.test(token.raw)
}
