// How do the parts of a date stand in a reference? In English, as both styles write them.
import { type DateParts, monthName } from '../domain/dates.ts'

/** What stands after years of few digits: which era they are of. */
export interface Eras {
  readonly common: string
  readonly before: string
}

/** `October 26`, `October`; empty for a year alone. */
export function monthAndDay({ month, day }: DateParts): string {
  return month === undefined ? '' : `${monthName(month)}${day === undefined ? '' : ` ${Number(day)}`}`
}

/** `2020`, `476 AD`, `44 BC`. */
export function yearOf({ year }: DateParts, { common, before }: Eras): string {
  if (year === null) return 'n.d.'
  return year > 999 ? String(year) : year > 0 ? `${year} ${common}` : `${1 - year} ${before}`
}
