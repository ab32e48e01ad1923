// Which number is written here? Digits of every script, thousands and decimals as the language writes them.
import { asciiDigits } from '../domain/digits.ts'

/** What may stand between the digits of one number; the Arabic decimal separator and thousands separator among them. */
export const SEPARATORS = '.,٫٬'
/** Swiss thousands, with three digits after each. */
export const GROUPING_APOSTROPHES = "'’"
/** Spaces that do not break, which stand between thousands in every language. */
const FIRM_SPACES = '\u00A0\u202F\u2009'

const FIRM_GROUPS = groupsAfter(FIRM_SPACES, '*')
const SPACED_GROUPS = groupsAfter(` ${FIRM_SPACES}`, '*')
/** Two groups and more. */
const LONG_SPACED_GROUPS = groupsAfter(` ${FIRM_SPACES}`, '+')

const THOUSANDS_FOLLOW = /^[ \u00A0\u202F\u2009]\p{Nd}{3}/u
const DIGIT = /\p{Nd}/u
const WRITTEN_NUMBER = /^[0-9][0-9.,]*$/u
const GROUP_MARKS = /['’٬\u00A0\u202F\u2009 ]/gu

/**
 * One form for one number: thousands without separators, a point before decimals; null for what is no number. Two groups of three digits
 * are thousands in every language, one group is what the language makes of its separator.
 * @example numberForm('12.000', 'de') // '12000'
 * @example numberForm('3,14', 'de') // '3.14'
 */
export function numberForm(raw: string, language: string): string | null {
  if (!/^\p{Nd}/u.test(raw)) return null
  const number = asciiDigits(raw).replace(GROUP_MARKS, '').replaceAll('٫', '.')
  if (!WRITTEN_NUMBER.test(number)) return null
  if (/^[0-9]+$/u.test(number)) return number
  if (/^[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?$/u.test(number)) return number.replaceAll(',', '')
  if (/^[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?$/u.test(number)) return pointed(number)
  if (decimalOf(language) === ',')
    return /^[1-9][0-9]{0,2}(?:\.[0-9]{3})(?:,[0-9]+)?$/u.test(number) || /^[0-9]+,[0-9]+$/u.test(number)
      ? pointed(number)
      : number
  // Thousands, and lakhs and crores: 1,20,000
  return /^[1-9][0-9]{0,2}(?:,[0-9]{3})(?:\.[0-9]+)?$/u.test(number) ||
    /^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?$/u.test(number)
    ? number.replaceAll(',', '')
    : number
}

/** `1.250,5` in English. */
function pointed(number: string): string {
  return number.replaceAll('.', '').replace(',', '.')
}

/**
 * Where a number ends whose first digits end at `end`: thousands may follow after spaces, `14 000`. A space that breaks counts only in languages
 * that write thousands so, in others with a decimal comma from a million on, and never after another number: in `01 42 345` there is none.
 */
export function endOfSpacedNumber(text: string, start: number, end: number, language: string): number {
  if (end - start > 3 || !THOUSANDS_FOLLOW.test(text.slice(end, end + 4))) return end
  if (!/^[1-9]/u.test(asciiDigits(text.slice(start, start + 1)))) return end
  const groups = isNumberBefore(text, start) ? FIRM_GROUPS : groupsOf(language)
  groups.lastIndex = end
  return groups.test(text) ? groups.lastIndex : end
}

function groupsOf(language: string): RegExp {
  if (groupsBySpace(language)) return SPACED_GROUPS
  return decimalOf(language) === ',' ? LONG_SPACED_GROUPS : FIRM_GROUPS
}

function groupsAfter(spaces: string, more: '*' | '+'): RegExp {
  return new RegExp(
    `([${spaces}])\\p{Nd}{3}(?:\\1\\p{Nd}{3})${more}(?:[.,٫]\\p{Nd}+)?(?![\\p{L}\\p{N}])`,
    'uy',
  )
}

/** Whether one space and a number that is no thousand stand before. */
function isNumberBefore(text: string, start: number): boolean {
  return (
    text[start - 1] === ' ' &&
    DIGIT.test(text[start - 2] ?? '') &&
    !/(?:^|[^0-9])[1-9][0-9]{0,2}(?: [0-9]{3})+ $/u.test(text.slice(Math.max(0, start - 16), start))
  )
}

interface Separators {
  readonly group: string
  readonly decimal: string
}

const separators = new Map<string, Separators>()

function separatorsOf(language: string): Separators {
  const known = separators.get(language)
  if (known !== undefined) return known
  const parts = new Intl.NumberFormat(language === '' ? 'en' : language, {
    useGrouping: 'always',
  }).formatToParts(12_345.6)
  const value = (type: string): string => parts.find(part => part.type === type)?.value ?? ''
  const made = { group: value('group'), decimal: value('decimal') }
  separators.set(language, made)
  return made
}

function decimalOf(language: string): string {
  return separatorsOf(language).decimal
}

function groupsBySpace(language: string): boolean {
  return /\s/u.test(separatorsOf(language).group)
}
