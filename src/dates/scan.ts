// Where is a reader in a text? The text's tokens, with what the language calls things, and the steps that all readers share.
import { type Calendar, calendarOf, type Month, monthOf } from './calendar.ts'
import { type Token, tokenise } from './tokens.ts'
import { type DateWords, dateWords } from './words.ts'

export interface Scan {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly calendar: Calendar
  /** All languages together, for a whole date in another language than the text's. */
  readonly common: () => Calendar
  readonly words: DateWords
}

/** What stands for a part that the text does not give is null. Years before Christ as ISO 8601 counts them: 44 BC is -43. */
export interface Point {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
}

export function scanOf(text: string, language: string | null): Scan {
  const calendar = calendarOf(language)
  return {
    text,
    tokens: tokenise(text),
    calendar,
    common: () => calendarOf(null),
    words: dateWords(calendar.language),
  }
}

export function isMark(token: Token | undefined, marks: string): token is Token {
  return token?.kind === 'mark' && marks.includes(token.raw)
}

/** The index after small words and marks such as `of`, `de` and a comma; at most three of them. */
export function afterLinks({ tokens, words }: Scan, at: number, marks: string): number {
  let next = at
  while (next < at + 3) {
    const token = tokens[next]
    if (token === undefined) return next
    const isLink = token.kind === 'word' ? words.links.has(token.word) : isMark(token, marks)
    const isElision = isMark(token, "'’") && words.links.has(tokens[next - 1]?.word ?? '')
    if (!isLink && !isElision) return next
    next++
  }
  return next
}

export interface FoundMonth {
  readonly month: number
  /** May stand without a year. */
  readonly whole: boolean
  /** The day may follow it. */
  readonly leads: boolean
  readonly to: number
}

/** A month's name at the index, with the point of an abbreviation; `كانون الثاني/يناير` is one month. */
export function monthAt(scan: Scan, at: number, calendar: Calendar = scan.calendar): FoundMonth | null {
  const one = singleMonth(scan, at, calendar)
  if (one === null || !isMark(scan.tokens[one.to], '/')) return one
  const other = singleMonth(scan, one.to + 1, calendar)
  return other?.month === one.month ? { ...one, to: other.to } : one
}

function singleMonth({ tokens }: Scan, at: number, calendar: Calendar): FoundMonth | null {
  const token = tokens[at]
  if (token?.kind !== 'word') return null
  const two = calendar.monthStarts.has(token.word)
    ? calendar.months.get(`${token.word} ${tokens[at + 1]?.word ?? ''}`)
    : undefined
  const found: Month | null = two ?? monthOf(calendar, token.word)
  if (found === null || (found.capital && !/^\p{Lu}/u.test(token.raw))) return null
  const after = at + (two === undefined ? 1 : 2)
  const point = tokens[after]
  const pointed = found.short && isMark(point, '.') && point.glued
  return {
    month: found.month,
    leads: found.leads,
    whole: !found.short || found.capital || pointed,
    to: pointed ? after + 1 : after,
  }
}

/** The index after the sign of an era, and which it is. */
export function eraAfter({ tokens, calendar }: Scan, at: number): { before: boolean; to: number } | null {
  let letters = ''
  let signed = false
  for (let next = at; next < at + 8; next++) {
    const token = tokens[next]
    if (token === undefined || (token.kind === 'mark' && token.raw !== '.' && token.raw !== '-')) return null
    if (token.kind === 'number') return null
    signed ||= token.kind === 'mark' || !/^\p{Ll}/u.test(token.raw) || /\P{Script=Latin}/u.test(token.raw)
    letters += token.word
    const before = calendar.before.includes(letters)
    if (token.kind !== 'word' || !(before || calendar.since.includes(letters)) || !signed) continue
    return { before, to: next + 1 + (isMark(tokens[next + 1], '.') && token.word.length === 1 ? 1 : 0) }
  }
  return null
}

/** Whether the sign of an era stands before the index: `AD 476`, `公元前221年`; and where it begins. */
export function eraBefore({ tokens, calendar }: Scan, at: number): { before: boolean; from: number } | null {
  let letters = ''
  for (let next = at - 1; next >= Math.max(0, at - 4); next--) {
    const token = tokens[next]
    if (token?.kind !== 'word' || !/^(?:\p{Lu}+|\P{Script=Latin}+)$/u.test(token.raw)) return null
    letters = token.word + letters
    if (calendar.before.includes(letters)) return { before: true, from: next }
    if (calendar.since.includes(letters)) {
      const longer = tokens[next - 1]?.word ?? ''
      return calendar.before.includes(longer + letters)
        ? { before: true, from: next - 1 }
        : { before: false, from: next }
    }
  }
  return null
}

export function yearOfEra(year: number, before: boolean): number {
  return before ? 1 - year : year
}

/** Whether a number goes on after the index, as in `2,000`, `5.3`, `12:30` and `50%`. */
export function goesOn({ tokens }: Scan, at: number): boolean {
  const mark = tokens[at + 1]
  if (mark === undefined) return false
  if (mark.kind === 'mark' && /[%‰°\p{Sc}]/u.test(mark.raw)) return true
  const next = tokens[at + 2]
  const longest = next?.raw.length ?? 0
  if (next?.kind !== 'number' || !next.glued) return mark.kind === 'number' && mark.raw.length === 3
  if (!mark.glued) return false
  return (
    mark.raw === '.' || mark.raw === ':' || mark.raw === '٫' || (",٬'’".includes(mark.raw) && longest === 3)
  )
}

/** Short signs of units that are words in no language; `in` is one, and no sign of inches. */
const METRIC = new Set(['km', 'kg', 'cm', 'mm', 'ha'])

/** Whether the word at the index is something counted: what is before it is a number of things. */
export function isCounted({ tokens, words, calendar }: Scan, at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word') return false
  return (
    words.counted.has(token.word) ||
    METRIC.has(token.word) ||
    (calendar.units.has(token.word) && token.word.length > 2)
  )
}

/** Tokens `from` up to `to` name the days from `first` to `last`. */
export interface Reading {
  readonly from: number
  readonly to: number
  readonly first: Point
  readonly last: Point | null
  /** It is a date only as the beginning of a span: `1939` of `1939-1945`. */
  readonly open?: true
}

/** `12:30 May`, `3.5 May`: the number is the end of another. */
export function followsNumber({ tokens }: Scan, at: number): boolean {
  const mark = tokens[at - 1]
  return (
    tokens[at]?.glued === true &&
    mark?.kind === 'mark' &&
    mark.glued &&
    '.,:$#'.includes(mark.raw) &&
    tokens[at - 2]?.kind === 'number'
  )
}

export function isRangeMark(token: Token | undefined): boolean {
  return token !== undefined && '-–—~〜～至到‐‑−'.includes(token.raw)
}

export const point = (
  year: number | null,
  month: number | null = null,
  day: number | null = null,
): Point => ({
  year,
  month,
  day,
})

export function daysIn(month: number, year: number | null): number {
  if (month === 2 && year !== null) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31
}
