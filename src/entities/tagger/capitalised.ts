// Which runs of capitalised words could be names? Finds them; says nothing of what they name.
import { QUERY_STOP_WORDS } from '../../analysis/stop-words.ts'
import { type Token, tokenize } from '../../analysis/tokenize.ts'
import {
  ADJECTIVE_ENDINGS,
  CONNECTORS,
  LATER_CONNECTORS,
  NOT_NAMES,
  ORGANIZATION_WORDS,
  PARTICLES,
  WORK_WORDS,
} from './cues.ts'
import { languageForms, languageTokens } from './language-tokens.ts'
import type { Language } from './language-words.ts'
import { type WordForm, wordForm } from './word-forms.ts'

export interface Run {
  /** Index of the first token, and one past the last. */
  readonly from: number
  readonly to: number
  /** Whether the first word stands where any word would have a capital. */
  readonly opensSentence: boolean
}

/** A tokenised text with the folded form of each token and which tokens open a sentence. */
export interface TaggedText {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly forms: readonly WordForm[]
  readonly folded: readonly string[]
  readonly opensSentence: readonly boolean[]
  /** For each token how it begins: 0 with a small letter, 1 with a capital, 2 with neither. */
  readonly capitals: Uint8Array
}

/** @param language of the text, where a model of its own reads it */
export function prepareText(text: string, language: Language | null = null): TaggedText {
  const tokens = language === null ? tokenize(text) : languageTokens(text, language)
  const forms =
    language === null ? tokens.map(token => wordForm(token.raw)) : languageForms(text, tokens, language)
  const folded = forms.map(form => form.folded)
  const opensSentence = tokens.map((token, index) => {
    const previous = tokens[index - 1]
    if (previous === undefined) return true
    if (token.start === previous.end + 1 && text.charCodeAt(previous.end) === SPACE) return false
    const gap = text.slice(previous.end, token.start)
    return SENTENCE_END.test(gap) || (gap.startsWith('.') && !ABBREVIATION.test(previous.raw))
  })
  const capitals = Uint8Array.from(forms, form => form.capital)
  return { text, tokens, forms, folded, opensSentence, capitals }
}

const SPACE = 32
const SENTENCE_END = /[\n!?:…•]/u
/** Words after which a point ends no sentence. */
const ABBREVIATION = /^\p{Lu}$|^(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|St|Mk|No)$/u

/** Runs of capitalised tokens, joined by particles always and by connectors inside organisations and treaties. */
export function capitalisedRuns(input: TaggedText, isTaken: (token: number) => boolean): Run[] {
  const runs: Run[] = []
  const { tokens } = input
  for (let at = 0; at < tokens.length; ) {
    if (isTaken(at) || !isNameWord(input, at)) {
      at++
      continue
    }
    const to = endOfRun(input, at, isTaken)
    runs.push({ from: at, to, opensSentence: input.opensSentence[at] ?? false })
    at = to
  }
  return runs
}

/** Whether a token is written as part of a name. */
function isNameWord(input: TaggedText, at: number): boolean {
  if (input.capitals[at] !== 1) return false
  const raw = input.tokens[at]?.raw ?? ''
  const folded = input.folded[at] ?? ''
  return !NOT_NAMES.has(folded) && !(QUERY_STOP_WORDS.has(folded) && !/^\p{Lu}{2,}$/u.test(raw))
}

function endOfRun(input: TaggedText, from: number, isTaken: (token: number) => boolean): number {
  let to = from + 1
  let institutional = isInstitutional(input.folded[from] ?? '')
  for (;;) {
    if (!isTaken(to) && joins(input, to) && isNameWord(input, to)) {
      institutional ||= isInstitutional(input.folded[to] ?? '')
      to++
      continue
    }
    if (to - from >= 2 && !isTaken(to) && isHyphenated(input, to)) {
      to++
      continue
    }
    const reach = to + connectorLength(input, from, to, institutional)
    if (reach > to && !isTaken(reach) && joins(input, reach) && isNameWord(input, reach)) {
      to = reach + 1
      continue
    }
    return to
  }
}

/** The second half of a given name: "Ban Ki-moon". */
export function isHyphenated(input: TaggedText, at: number): boolean {
  const token = input.tokens[at]
  const gap = input.text.slice(input.tokens[at - 1]?.end, token?.start)
  return (
    gap === '-' && /^\p{Ll}{2,6}$/u.test(token?.raw ?? '') && !ADJECTIVE_ENDINGS.has(input.folded[at] ?? '')
  )
}

/** Connectors and particles at `at`: how many tokens until the next part of the name, or 0. */
function connectorLength(input: TaggedText, from: number, at: number, institutional: boolean): number {
  const isJoined = input.folded.slice(from, at).some(word => CONNECTORS.has(word))
  for (let length = 0; length < 4; length++) {
    const word = input.folded[at + length]
    if (word === undefined || !joins(input, at + length)) return 0
    const raw = input.tokens[at + length]?.raw ?? ''
    const small = /^\p{Ll}/u.test(raw)
    if (!small) return length
    const connects = CONNECTORS.has(word) || (isJoined && length === 0 && LATER_CONNECTORS.has(word))
    if (!PARTICLES.has(word) && !(institutional && connects)) return 0
  }
  return 0
}

/** Whether only a space, hyphen or an initial's point stands before the token. */
function joins(input: TaggedText, at: number): boolean {
  const previous = input.tokens[at - 1]
  const token = input.tokens[at]
  if (previous === undefined || token === undefined) return false
  const gap = input.text.slice(previous.end, token.start)
  return (
    /^[ \u00A0]?[-–]?$|^[ -]$/u.test(gap) ||
    (gap === '. ' && /^\p{Lu}$|^(?:St|Mt|Ft)$/u.test(previous.raw)) ||
    gap === ' & '
  )
}

function isInstitutional(folded: string): boolean {
  return ORGANIZATION_WORDS.has(folded) || WORK_WORDS.has(folded)
}
