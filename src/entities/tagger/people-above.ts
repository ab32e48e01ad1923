// Whom does a title or heading name? Titles may have a capital at every word, so what the model sees there needs a second look.
import { isCommonWord } from '../gazetteer/common-words.ts'
import { nameWords } from '../name-words.ts'
import type { TaggedText } from './capitalised.ts'
import { KINDS_OF_THINGS } from './cues.ts'
import { isAnyGivenName, isPersonsName } from './name-lists.ts'
import { isInTitleCase } from './named-after.ts'
import type { Candidate, NameAbove } from './tagger.ts'

/** Folded names of one word by which the texts call people. */
export function peopleAlone(candidates: readonly (readonly Candidate[])[]): ReadonlySet<string> {
  const people = candidates.flat().filter(({ type }) => type === 'person')
  const names = people.map(({ text }) => nameWords(text))
  return new Set(names.filter(words => words.length === 1).map(words => words[0] ?? ''))
}

/**
 * The people that a title or heading names: those that the tagger found there, and words before a name by which the texts call somebody.
 * @param alone as `peopleAlone` gives them
 */
export function namesAbove(
  input: TaggedText,
  candidates: readonly Candidate[],
  language: string | null,
  alone: ReadonlySet<string>,
): NameAbove[] {
  const shouts = isInTitleCase(input)
  const seen = candidates.filter(({ type, text }) => type === 'person' && !(shouts && endsInWord(text)))
  const found = seen.map(({ text, entry }): NameAbove => ({ text, language, entry, isAuthor: false }))
  const isEnglish = language === null || language === 'en'
  for (let at = 1; at < input.tokens.length; at++) {
    if (!alone.has(input.folded[at] ?? '') || !isNameBefore(input, at, isEnglish)) continue
    const start = input.tokens[at - 1]?.start ?? 0
    const end = input.tokens[at]?.end ?? start
    if (seen.some(other => other.start < end && start < other.end && other.text.includes(' '))) continue
    const text = input.text.slice(start, end).replace(/['’]s$/u, '')
    found.push({ text, language, entry: null, isAuthor: false })
  }
  return found
}

/** `Jonathan Wants`, of “What Goodluck Jonathan Wants”. */
function endsInWord(name: string): boolean {
  const last = nameWords(name).at(-1) ?? ''
  return isCommonWord(last) && !isPersonsName(last)
}

/** Whether a given name stands before a word; in English any word that is no common one. */
function isNameBefore(
  { text, tokens, folded, capitals }: TaggedText,
  at: number,
  isEnglish: boolean,
): boolean {
  const before = folded[at - 1] ?? ''
  const isWritten =
    capitals[at - 1] === 1 && capitals[at] === 1 && text.slice(tokens[at - 1]?.end, tokens[at]?.start) === ' '
  if (!isWritten || KINDS_OF_THINGS.some(list => list.has(before))) return false
  return isAnyGivenName(before) || (isEnglish && !isCommonWord(before) && /^[\p{L}-]{2,}$/u.test(before))
}
