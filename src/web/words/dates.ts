// How is a date said in the language of the page?
import { type DateParts, dateName, datesOf, type Period, periodOf } from '../../domain/dates.ts'
import { formatFor, number, say, spoken } from './spoken.ts'

/** `26 October 2020`, `October 2020`, `2020`, `26 October`, `5–7 May 1994`, `1990s`, `44 BC`; English is that of the citations. */
export function dateText(iso: string): string {
  const dates = datesOf(iso)
  if (dates === null) return iso
  if (spoken().tag === 'en') return dateName(iso)
  const { first, last } = dates
  if (![first, last].every(isOfCalendar)) return iso
  if (last === null) return formatOf(first).format(dayOf(first))
  const period = periodOf(first, last)
  return period === null ? formatOf(first).formatRange(dayOf(first), dayOf(last)) : periodName(period)
}

const LEAP_YEAR = 2000
/** Years that a date of the runtime can have, either way. */
const FARTHEST = 270_000

/** Whether there is such a day, month or year: an address may name any. */
function isOfCalendar(parts: DateParts | null): boolean {
  if (parts === null) return true
  if (Math.abs(parts.year ?? LEAP_YEAR) > FARTHEST) return false
  const day = dayOf(parts)
  return day.getUTCMonth() === Number(parts.month ?? 1) - 1 && day.getUTCDate() === Number(parts.day ?? 1)
}

function dayOf({ year, month, day }: DateParts): Date {
  const date = new Date(0)
  date.setUTCFullYear(year ?? LEAP_YEAR, Number(month ?? 1) - 1, Number(day ?? 1))
  return date
}

function formatOf({ year, month, day }: DateParts): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: 'UTC',
    calendar: 'gregory',
    ...(year === null ? {} : { year: 'numeric' }),
    ...(year !== null && year <= 0 ? { era: 'short' } : {}),
    ...(month === undefined ? {} : { month: 'long' }),
    ...(day === undefined ? {} : { day: 'numeric' }),
  }
  return formatFor(JSON.stringify(options), tag => new Intl.DateTimeFormat(tag, options))
}

/** `1990s` and `20th century`. */
function periodName({ kind, number: which }: Period): string {
  if (kind === 'decade') return say('date.decade', { year: String(which) })
  return say(`date.${kind}`, { century: number(which) })
}
