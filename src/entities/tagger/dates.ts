// Which spans are dates, and which day, month or year do they name?
import * as chrono from 'chrono-node'
import { dayRange } from '../../domain/dates.ts'

export interface DateSpan {
  readonly start: number
  readonly end: number
  /** ISO 8601, with the precision that the text gives. */
  readonly iso: string
}

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)'
const DAY = '(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?'
const YEAR = '(?:1[5-9]\\d\\d|20\\d\\d)'

/** ISO dates, day and month in either order with or without a year, month and year, a year alone. */
const DATE = new RegExp(
  `\\b(?:${YEAR}-\\d{2}-\\d{2}|${DAY}(?: of)? ${MONTH}(?:,? ${YEAR})?|${MONTH} ${DAY}(?:,? ${YEAR})?(?!\\d)|${MONTH},? ${YEAR}|${YEAR})\\b`,
  'gu',
)
const NOT_A_YEAR_AFTER =
  /^(?:[\d%/:]|[.,]\d|[-–]?(?:km|kg|mm|cm|m|people|soldiers|troops|mines|tonnes?|tons?|miles|dead|men|women|children|times|euros?|dollars?|pages|feet|acres|hectares|homes|cases|copies|items|metres|meters)\b)/iu
const NOT_A_YEAR_BEFORE =
  /(?:[\d$€£#/:.,-]|\b(?:nearly|about|over|than|some|No|Nos|Resolution|Room|page|pp?|approximately|almost|roughly))[\s.]*$/iu

/**
 * Dates named in a text. A day without a year takes the year of the date named before it in the text, else one
 * from the document's date: the nearest such day not more than six months after it. Offsets are UTF-16 code units.
 */
export function findDates(text: string, documentDate: string | null): DateSpan[] {
  const found: DateSpan[] = []
  if (!/\d/u.test(text)) return found
  for (const match of text.matchAll(DATE)) {
    const written = match[0]
    const start = match.index
    const end = start + written.length
    const reference = found.at(-1)?.iso.slice(0, 4) ?? documentDate
    const iso = /^\d{4}$/u.test(written)
      ? yearAlone(written, text, start, end)
      : normalise(written, reference)
    if (iso !== null) found.push({ start, end, iso })
  }
  return found
}

function yearAlone(year: string, text: string, start: number, end: number): string | null {
  if (
    NOT_A_YEAR_AFTER.test(text.slice(end, end + 16).trimStart()) ||
    NOT_A_YEAR_BEFORE.test(text.slice(Math.max(0, start - 16), start))
  )
    return null
  return Number(year) >= 1700 && Number(year) < 2100 ? year : null
}

const remembered = new Map<string, string | null>()

function normalise(written: string, documentDate: string | null): string | null {
  const key = `${documentDate ?? ''}|${written}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  if (remembered.size > 50_000) remembered.clear()
  const iso = parse(written, documentDate)
  remembered.set(key, iso)
  return iso
}

function parse(written: string, documentDate: string | null): string | null {
  if (/^\d{4}-/u.test(written)) return dayRange(written) === null ? null : written
  const [result] = chrono.en.parse(written.replace(/ of /u, ' '))
  if (result === undefined) return null
  const { start } = result
  const month = String(start.get('month')).padStart(2, '0')
  const day = start.isCertain('day') ? String(start.get('day')).padStart(2, '0') : null
  if (start.isCertain('year')) {
    const iso = `${start.get('year')}-${month}${day === null ? '' : `-${day}`}`
    return dayRange(iso) === null ? null : iso
  }
  return day === null ? null : nearestYear(`${month}-${day}`, documentDate)
}

function nearestYear(monthAndDay: string, documentDate: string | null): string | null {
  const reference = documentDate === null ? null : dayRange(documentDate)
  if (reference === null || documentDate === null) return null
  const year = Number(documentDate.slice(0, 4))
  if (documentDate.length === 4)
    return dayRange(`${year}-${monthAndDay}`) === null ? null : `${year}-${monthAndDay}`
  for (const candidate of [year + 1, year, year - 1]) {
    const iso = `${candidate}-${monthAndDay}`
    const range = dayRange(iso)
    if (range !== null && range.first <= reference.last + 183) return iso
  }
  return null
}
