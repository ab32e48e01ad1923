// How are dates compared? ISO 8601 dates of year, month or day precision, as days since 1970-01-01.

import { remember } from './memo.ts'

const MS_PER_DAY = 86_400_000

export interface DayRange {
  readonly first: number
  readonly last: number
}

/**
 * The days that an ISO date (`2020`, `2020-10`, `2020-10-26`) covers, or null where it is no such date.
 * @example dayRange('2020-02') // { first: 18293, last: 18321 }
 */
export function dayRange(iso: string): DayRange | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(iso)
  if (match === null) return null
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
export const isoDay = remember(100_000, (day: number): string =>
  new Date(day * MS_PER_DAY).toISOString().slice(0, 10),
)

function daysSinceEpoch(year: number, monthIndex: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, monthIndex, day)
  return Math.round(date.getTime() / MS_PER_DAY)
}

const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ')

/** `October` for `10`. */
export function monthName(month: string): string {
  return MONTH_NAMES[Number(month) - 1] ?? month
}

/** How a date is shown: `26 October 2020`, `October 2020`, `2020`. */
export function dateName(iso: string): string {
  const [year = '', month, day] = iso.split('-')
  if (month === undefined) return year
  const name = monthName(month)
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
}
