// Which words of a person's name are given names and surname, and in which order are they spoken? By the language of the text.
import { fold } from '../analysis/fold.ts'
import { tokenize } from '../analysis/tokenize.ts'
import { nameSlug } from '../domain/ids.ts'
import { remember } from '../domain/memo.ts'
import { isParticle } from '../domain/names/particles.ts'
import { bareForm, spokenOrder } from './name-words.ts'
import {
  EASTERN_SURNAMES,
  FAMILY_FIRST,
  FAMILY_WORDS,
  FATHER_WORDS,
  NEVER_GIVEN,
  PATRONYMIC,
  TWO_SURNAMES,
  titlesOf,
} from './names-by-language.ts'
import { isAnyGivenName, isSurname } from './tagger/name-lists.ts'

export interface PersonName {
  /** Folded, in one order however the text has them: `Lee, Ann` is `ann lee`; initials are words. Titles, `Jr` and `Sr` are left out. */
  readonly words: readonly string[]
  /** With its titles, as the text has it. */
  readonly written: readonly string[]
  /** `jr` or `sr`. */
  readonly generation: string | null
  /** The second of three words, where it is made of the father's name: Сергеевич. */
  readonly fathersName: string | null
  /** By what the person may be called alone: surnames with particles and without; and given names. */
  readonly surnames: readonly string[]
  readonly givenNames: readonly string[]
}

/** @param language ISO 639-1 of the text that has the name; null where it is not known */
export function readPersonName(text: string, language: string | null): PersonName {
  return read(`${language ?? ''}\n${text}`)
}

const read = remember(100_000, (key: string): PersonName => {
  const split = key.indexOf('\n')
  const language = key.slice(0, split) || null
  const all = wordsOf(key.slice(split + 1))
  const written = all.filter(({ folded }) => !GENERATIONS.has(folded))
  const words = inSpokenOrder(withoutTitles(written, language).map(({ folded }) => folded))
  const [, second = ''] = words
  return {
    words,
    written: written.map(({ folded }) => folded),
    generation: all.find(({ folded }) => GENERATIONS.has(folded))?.folded ?? null,
    fathersName: words.length === 3 && PATRONYMIC.test(second) ? second : null,
    ...partsOf(words, language),
  }
})

const GENERATIONS: ReadonlySet<string> = new Set(['jr', 'sr'])
/** `J.K.` */
const INITIALS = /^(?:\p{L}\.)+\p{L}?$/u

/** A word of a name as a text has it. */
export interface WrittenWord {
  readonly folded: string
  /** Whether it begins with a small letter. */
  readonly isSmall: boolean
}

function wordsOf(text: string): WrittenWord[] {
  const bare = bareForm(text.replace(/^the\s+/iu, '')).replace(/^([^,]+), ([^,]+), ([js]r)\.?$/iu, '$2 $1 $3')
  return tokenize(spokenOrder(bare)).flatMap(({ raw }) => {
    const parts = INITIALS.test(raw) ? [...raw.replaceAll('.', '')] : [raw]
    return parts.map(part => ({ folded: fold(part), isSmall: /^\p{Ll}/u.test(part) }))
  })
}

function withoutTitles(words: readonly WrittenWord[], language: string | null): readonly WrittenWord[] {
  const { after } = titlesOf(language)
  const from = titlesBefore(words, language)
  let to = words.length
  while (to - from > 1 && after.has(words[to - 1]?.folded ?? '')) to--
  return words.slice(from, to)
}

/**
 * The number of words that are titles before the name. In Italian, `regina` and `Regina` before `Elena` are titles, but `Regina Baresi` is
 * called Regina: a queen is called by a given name.
 */
export function titlesBefore(words: readonly WrittenWord[], language: string | null): number {
  const { before } = titlesOf(language)
  let count = 0
  while (count < words.length - 1 && before.has(words[count]?.folded ?? '') && !isGivenAt(words, count))
    count++
  return count
}

/** Whether a title is a given name here: none follows it. A last word that may be a surname is taken for one. */
function isGivenAt(words: readonly WrittenWord[], at: number): boolean {
  const { folded, isSmall } = words[at] ?? { folded: '', isSmall: true }
  if (isSmall || !isAnyGivenName(folded) || NEVER_GIVEN.has(folded)) return false
  const next = words[at + 1]?.folded ?? ''
  return !isAnyGivenName(next) || (at + 2 === words.length && isSurname(next))
}

/** Lists, registers and some languages have the surname first: `Путин Владимир Владимирович`, `Petrov I. S.`, `Orbán Viktor`. */
function inSpokenOrder(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words
  const last = rest.at(-1)
  if (last === undefined || first.length < 2) return words
  const turned = [...rest, first]
  if (rest.every(word => word.length === 1))
    return (rest.length > 1 ? !isCalled(first) : isNeverGiven(first)) ? turned : words
  if (rest.length === 2 && isBeforeFathers(rest[0] ?? '', last) && !isCalled(nameSlug(first))) return turned
  const isGivenLast = rest.length === 1 && isAnyGivenName(last) && !isSurname(last)
  return isGivenLast && isNeverGiven(first) ? turned : words
}

/** `Louis` of `Louis C. K.`, `John` of `John Henry Rabinovich`: no surname that stands first. */
function isCalled(word: string): boolean {
  return isAnyGivenName(word) && !EASTERN_SURNAMES.has(word) && !/.{3}[lnrt]ova?$/u.test(word)
}

/** `Pavel Igorevich`. `Rabinovich` may be a surname, and lists tell where letters are Latin; `Igorevna` is none. */
function isBeforeFathers(given: string, last: string): boolean {
  if (!PATRONYMIC.test(last) || PATRONYMIC.test(given)) return false
  return isAnyGivenName(given) || last.endsWith('na') || !/^[a-z]/u.test(given)
}

function isNeverGiven(surname: string): boolean {
  return isSurname(surname) && !isAnyGivenName(surname)
}

function partsOf(
  words: readonly string[],
  language: string | null,
): Pick<PersonName, 'surnames' | 'givenNames'> {
  const [first = '', ...rest] = words
  const last = words.at(-1) ?? ''
  const surnames = new Set<string>()
  const isEastern = FAMILY_FIRST.has(language ?? '') || EASTERN_SURNAMES.has(first)
  if (isEastern) surnames.add(first)
  if (!FATHER_WORDS.has(words.at(-2) ?? '')) surnames.add(last)
  const ofFather = words.at(-2) ?? ''
  if (TWO_SURNAMES.has(language ?? '') && words.length > 2 && !isAnyGivenName(ofFather))
    surnames.add(ofFather)
  for (const [at, word] of words.entries()) {
    if (at === 0 || at === words.length - 1 || !beginsSurname(word)) continue
    surnames.add(words.slice(at).join(' '))
    if (FATHER_WORDS.has(word)) surnames.add(words.slice(at, at + 2).join(' '))
  }
  // `Jae-in` of Moon Jae-in, and `Kim` of Kim Philby.
  return { surnames: [...surnames], givenNames: isEastern ? [rest.join(' '), first] : [first] }
}

/** Whether a folded word is a small one that begins a surname, or a father's name: `von`, `al`, `bin`. */
export function beginsSurname(word: string): boolean {
  return FATHER_WORDS.has(word) || FAMILY_WORDS.has(word) || isParticle(word)
}
