// How are dates compared and shown? ISO 8601 dates of year, month or day precision and intervals of them, as days since 1970-01-01.

import { remember } from './memo.ts'

const MS_PER_DAY = 86_400_000

export interface DayRange {
  readonly first: number
  readonly last: number
}

/**
 * The days that an ISO date (`2020`, `2020-10`, `2020-10-26`) or interval (`1994-05-05/1994-05-07`) covers, or null where it is no
 * such date. A date without a year (`--10-26`) covers none.
 * @example dayRange('2020-02') // { first: 18293, last: 18321 }
 */
export function dayRange(iso: string): DayRange | null {
  const slash = iso.indexOf('/')
  if (slash === -1) return daysOf(iso)
  const start = daysOf(iso.slice(0, slash))
  const end = daysOf(iso.slice(slash + 1))
  return start === null || end === null || end.last < start.first
    ? null
    : { first: start.first, last: end.last }
}

function daysOf(iso: string): DayRange | null {
  const match = /^(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(iso)
  if (match === null || iso.startsWith('-0000')) return null
  const year = Number(match[1])
  const month = match[2] === undefined ? null : Number(match[2])
  const day = match[3] === undefined ? null : Number(match[3])
  if (month !== null && (month < 1 || month > 12)) return null
  const first = daysSinceEpoch(year, (month ?? 1) - 1, day ?? 1)
  if (day !== null) {
    return isoDay(first) === iso ? { first, last: first } : null
  }
  const last = (month === null ? daysSinceEpoch(year + 1, 0, 1) : daysSinceEpoch(year, month, 1)) - 1
  return { first, last }
}

/** `2020-10-26` for a number of days since 1970-01-01. */
export const isoDay = remember(100_000, (day: number): string => {
  const date = new Date(day * MS_PER_DAY)
  const year = date.getUTCFullYear()
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${date.toISOString().slice(-19, -14)}`
})

function daysSinceEpoch(year: number, monthIndex: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, monthIndex, day)
  return Math.round(date.getTime() / MS_PER_DAY)
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ')

/** `October` for `10`. */
export function monthName(month: string): string {
  return MONTH_NAMES[Number(month) - 1] ?? month
}

/** How a date is shown: `26 October 2020`, `October 2020`, `2020`, `26 October`, `5–7 May 1994`, `1990s`, `44 BC`. */
export function dateName(iso: string): string {
  const [start = '', end] = iso.split('/')
  const [first, last] = [partsOf(start), partsOf(end ?? start)]
  if (end === undefined) return named(first)
  const period = periodOf(first, last)
  if (period !== null) return periodName(period)
  if (first.year !== last.year || first.month === undefined) {
    const gap = first.month === undefined && last.month === undefined ? '–' : ' – '
    return `${named(first)}${gap}${named(last)}`
  }
  if (first.day === undefined && last.day === undefined) return `${monthName(first.month)}–${named(last)}`
  if (first.day !== undefined && first.month === last.month) return `${Number(first.day)}–${named(last)}`
  return `${named({ ...first, year: null })} – ${named(last)}`
}

/** Of a date as it is written. */
export interface DateParts {
  /** Null where the date gives none. */
  readonly year: number | null
  readonly month?: string | undefined
  readonly day?: string | undefined
}

/** The parts of a date, or of both ends of an interval; null where it is no date. */
export function datesOf(iso: string): { readonly first: DateParts; readonly last: DateParts | null } | null {
  const [start = '', end] = iso.split('/')
  if (![start, end ?? start].every(date => WRITTEN.test(date))) return null
  return { first: partsOf(start), last: end === undefined ? null : partsOf(end) }
}

const WRITTEN = /^(-|-?\d+)(?:-(\d+))?(?:-(\d+))?$/u

function partsOf(iso: string): DateParts {
  const [, year, month, day] = WRITTEN.exec(iso) ?? []
  return { year: year === undefined || year === '-' ? null : Number(year), month, day }
}

function named({ year, month, day }: DateParts): string {
  const ofMonth =
    month === undefined ? '' : `${day === undefined ? '' : `${Number(day)} `}${monthName(month)}`
  const ofYear = year === null ? '' : year > 0 ? String(year) : `${1 - year} BC`
  return `${ofMonth}${ofMonth === '' || ofYear === '' ? '' : ' '}${ofYear}`
}

/** A decade by its first year, or a century by its number. */
export interface Period {
  readonly kind: 'decade' | 'century' | 'centuryBefore'
  readonly number: number
}

/** The decade or century that a span of years is; null for any other span. */
export function periodOf(first: DateParts, last: DateParts): Period | null {
  if (first.month !== undefined || last.month !== undefined || first.year === null || last.year === null)
    return null
  if (first.year > 0 && first.year % 10 === 0 && last.year === first.year + 9)
    return { kind: 'decade', number: first.year }
  if (last.year !== first.year + 99) return null
  if (first.year > 0 && first.year % 100 === 1) return { kind: 'century', number: last.year / 100 }
  return last.year <= 0 && last.year % 100 === 0
    ? { kind: 'centuryBefore', number: (1 - first.year) / 100 }
    : null
}

/** `1990s`, `20th century`, `5th century BC`. */
function periodName({ kind, number }: Period): string {
  if (kind === 'decade') return `${number}s`
  return `${ordinal(number)} century${kind === 'century' ? '' : ' BC'}`
}

function ordinal(number: number): string {
  const ending =
    number % 100 > 10 && number % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}
