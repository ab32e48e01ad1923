// Which date, or list of days, begins at this token? One date in any of the forms that people write; spans are put together in read-span.ts.
import { isBareYear } from './bare-years.ts'
import { type Days, dayAt, daysAt } from './days.ts'
import { easternDate, numericDate } from './numeric-dates.ts'
import { readPeriod } from './periods.ts'
import {
  afterLinks, daysIn, eraAfter, eraBefore, type FoundMonth, followsNumber, goesOn, isCounted, isMark, isRangeMark, monthAt, type Point, point,
  type Reading, type Scan, yearOfEra,
} from './scan.ts' // biome-ignore format: a list of names

/** The dates that begin at the token: several where days are listed, `3 and 9 May 1975`; none where there is no date. */
export function readDates(scan: Scan, at: number, joined = false): readonly Reading[] {
  const token = scan.tokens[at]
  if (token === undefined || token.kind === 'mark') return []
  const period = readPeriod(scan, at)
  if (period !== null) return [period]
  if (token.kind === 'word') return monthFirst(scan, at)
  const numeric = numericDate(scan, at)
  if (numeric !== null) return numeric
  const eastern = easternDate(scan, at)
  if (eastern !== null) return [eastern]
  const worded = dayFirst(scan, at)
  if (worded.length > 0) return worded
  return yearFirst(scan, at) ?? yearAlone(scan, at, joined)
}

interface Year {
  readonly year: number
  readonly to: number
}

/** A year after a month: four digits, or fewer with an era. */
function yearAt(scan: Scan, at: number): Year | null {
  if (scan.calendar.yearsAhead > 0) {
    const ahead = yearAhead(scan, at)
    if (ahead !== null) return ahead
  }
  const token = scan.tokens[at]
  if (token?.kind !== 'number' || token.raw.length > 4 || token.value === 0) return null
  const era = eraAfter(scan, at + 1)
  if (era !== null) return { year: yearOfEra(token.value, era.before), to: era.to }
  if (token.raw.length !== 4 || token.value < 1000 || token.value > 2199 || goesOn(scan, at)) return null
  const right = scan.tokens[at + 1]
  if (
    isCounted(scan, at + 1) ||
    (right?.glued === true && right.kind === 'word' && /\p{Script=Latin}{2}/u.test(right.raw))
  )
    return null
  return { year: token.value, to: at + 1 }
}

/** `2535` of the Buddhist era, which may stand before it as `พ.ศ.` */
function yearAhead(scan: Scan, at: number): Year | null {
  const { tokens, calendar } = scan
  let next = at
  while (next < at + 4 && (isMark(tokens[next], '.') || /^(?:พ|ศ|พศ)$/u.test(tokens[next]?.raw ?? ''))) next++
  const token = tokens[next]
  if (token?.kind !== 'number' || token.raw.length !== 4 || goesOn(scan, next)) return null
  const year = token.value - calendar.yearsAhead
  return year >= 1700 && year <= 2199 ? { year, to: next + 1 } : null
}

/** `26 October 2020`, `26. Oktober`, `1er mai 1994`, `26 de octubre de 2020`, `26-Oct-2020`, `3–5 and 9 March 1975`. */
function dayFirst(scan: Scan, at: number): readonly Reading[] {
  const { tokens } = scan
  if (followsNumber(scan, at)) return []
  const days = daysAt(scan, at, true)
  const after = days.at(-1)?.to
  if (after === undefined) return []
  const named = afterLinks(scan, after, '-/')
  const month = monthAt(scan, named) ?? monthElsewhere(scan, named)
  if (month === null) return []
  const next = afterLinks(scan, month.to, ',.-/')
  const year = yearAt(scan, next)
  const isOtherCalendar = scan.calendar.foreign.has(tokens[month.to]?.word ?? '-')
  if (isOtherCalendar || (year === null && (!month.whole || isCut(scan, month.to, next)))) return []
  return readingsOf(days, month, year, at, year?.to ?? month.to)
}

/** A month that another language names, in a date with day and year: `5 mai 1821` in English text. */
function monthElsewhere(scan: Scan, at: number): FoundMonth | null {
  const { tokens, calendar } = scan
  if (calendar.language === null || tokens[at]?.kind !== 'word' || tokens[at]?.raw === undefined) return null
  if (
    tokens[at + 1]?.raw.length !== 4 ||
    tokens[at + 1]?.kind !== 'number' ||
    (tokens[at]?.raw.length ?? 0) < 3
  )
    return null
  return monthAt(scan, at, scan.common())
}

/** A number that is no year stands where the year would: `5 March 500 people` is cut as it is, `26 Oct 44` is refused. */
function isCut({ tokens }: Scan, to: number, next: number): boolean {
  return (
    tokens[next]?.kind === 'number' &&
    next > to &&
    (tokens[next]?.glued ?? false) &&
    tokens[next - 1]?.raw === '-'
  )
}

function readingsOf(
  days: readonly Days[],
  month: FoundMonth,
  year: Year | null,
  from: number,
  to: number,
): readonly Reading[] {
  const value = year?.year ?? null
  const readings = days.map(
    ({ first, last, from: start, to: end }, index): Reading => ({
      from: index === 0 ? from : start,
      to: index === days.length - 1 && end <= to ? to : end,
      first: point(value, month.month, first),
      last: last === first ? null : point(value, month.month, last),
    }),
  )
  return readings.every(reading => isDay(reading.first) && (reading.last === null || isDay(reading.last)))
    ? readings
    : []
}

function isDay({ year, month, day }: Point): boolean {
  return month !== null && day !== null && day <= daysIn(month, year)
}

/** `October 26, 2020`, `May 5–7, 1994`, `October 2020`, `March–April 1988`. */
function monthFirst(scan: Scan, at: number): readonly Reading[] {
  const { tokens, words, calendar } = scan
  const month = monthAt(scan, at)
  const before = tokens[at - 1]
  const isNoDay =
    before?.kind === 'number' && before.raw.length <= 2 && before.value > daysIn(month?.month ?? 1, null)
  if (month === null || isNoDay) return []
  const dayIndex = month.leads ? afterLinks(scan, month.to, '') : month.to
  const days = month.leads ? daysAt(scan, dayIndex, false) : []
  const last = days.at(-1)
  if (last !== undefined) {
    const next = afterLinks(scan, last.to, ',')
    const year = yearAt(scan, next)
    if (year === null && (!month.whole || isCounted(scan, last.to) || isMark(tokens[last.to], '%'))) return []
    const [first, ...others] = readingsOf(days, month, year, at, year?.to ?? last.to)
    if (first === undefined) return []
    return others.length === 0 ? [first] : withYearAtEnd(first, others, year)
  }
  const year = yearAt(scan, afterLinks(scan, month.to, ',/'))
  if (year !== null) return [{ from: at, to: year.to, first: point(year.year, month.month), last: null }]
  const sign = tokens[month.to]
  const isRange = isRangeMark(sign) || words.to.has(sign?.word ?? '-')
  const isList = calendar.and.has(sign?.word ?? '-') || isMark(sign, '/&')
  const other = isRange || isList ? monthAt(scan, month.to + 1) : null
  const otherYear = other === null ? null : yearAt(scan, afterLinks(scan, other.to, ','))
  if (other === null || otherYear === null) return []
  const joined = isRange || other.month === month.month + 1 || words.between.has(tokens[at - 1]?.word ?? '-')
  if (!joined) return [{ from: at, to: month.to, first: point(otherYear.year, month.month), last: null }]
  const startYear = month.month > other.month ? otherYear.year - 1 : otherYear.year
  return [
    {
      from: at,
      to: otherYear.to,
      first: point(startYear, month.month),
      last: point(otherYear.year, other.month),
    },
  ]
}

/** In `May 5 and 9, 1994` the last day's span has the year's too. */
function withYearAtEnd(first: Reading, others: readonly Reading[], year: Year | null): readonly Reading[] {
  const last = others.at(-1)
  if (last === undefined || year === null) return [first, ...others]
  return [first, ...others.slice(0, -1), { ...last, to: year.to }]
}

/** `2020 October 26`, `2020. október 26.` */
function yearFirst(scan: Scan, at: number): readonly Reading[] | null {
  const token = scan.tokens[at]
  if (token?.raw.length !== 4 || token.value < 1000 || token.value > 2199) return null
  const month = monthAt(scan, afterLinks(scan, at + 1, ',.-'))
  if (month === null || !month.leads) return null
  const day =
    dayAt(scan, month.to, false) ??
    (isMark(scan.tokens[month.to], '-') ? dayAt(scan, month.to + 1, false) : null)
  if (day === null || day.day > daysIn(month.month, token.value) || isCounted(scan, day.to)) return null
  return [{ from: at, to: day.to, first: point(token.value, month.month, day.day), last: null }]
}

/** `2020`, `44 BC`, `AD 476`. */
function yearAlone(scan: Scan, at: number, joined: boolean): readonly Reading[] {
  const { tokens } = scan
  const token = tokens[at]
  if (token === undefined || token.raw.length > 4 || token.value === 0) return []
  const era =
    goesOn(scan, at) || followsNumber(scan, at)
      ? null
      : eraAfter(scan, at + (tokens[at + 1]?.raw === '年' ? 2 : 1))
  if (era !== null)
    return [{ from: at, to: era.to, first: point(yearOfEra(token.value, era.before)), last: null }]
  const isApart = !token.glued || !/\p{Script=Latin}$/u.test(tokens[at - 1]?.raw ?? '')
  const earlier = isApart ? eraBefore(scan, at) : null
  if (earlier !== null && !goesOn(scan, at) && !isCounted(scan, at + 1))
    return [
      { from: earlier.from, to: at + 1, first: point(yearOfEra(token.value, earlier.before)), last: null },
    ]
  if (!isBareYear(scan, at, joined)) return []
  const [sign, next] = tokens.slice(at + 1, at + 3)
  const isOpen = !joined && isMark(sign, '-–/‐‑') && sign.glued && next?.kind === 'number' && next.glued
  return [
    {
      from: at,
      to: at + 1,
      first: point(token.value),
      last: null,
      ...(isOpen ? { open: true as const } : {}),
    },
  ]
}
