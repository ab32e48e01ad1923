// Which day does a value of metadata name? The value must be a date as a whole, and be read in one way only.
import { dayRange } from '../domain/dates.ts'
import { asciiDigits } from '../domain/digits.ts'
import { isoOf } from './iso.ts'
import { readSpans } from './read-span.ts'
import { isMark, type Scan, scanOf } from './scan.ts'
import type { Token } from './tokens.ts'

/** Longest value that is looked at, in UTF-16 code units. */
const LONGEST = 200

/**
 * The ISO 8601 date that a value gives, with the precision that it gives, an interval for a span. Null where the value is no date as a
 * whole, could be read in two ways (`03/04/2020` where the language has no one order), or says that it is not certain (`circa 1942`).
 * @param language BCP 47 tag of the document, where it is known: it gives the names of months and the order of `5/10/2020`
 * @example parseDate('26. Oktober 2020', 'de') // '2020-10-26'
 * @example parseDate('5/10/2020', 'fr') // '2020-10-05'
 * @example parseDate('May 5–7, 1994', null) // '1994-05-05/1994-05-07'
 */
export function parseDate(written: string, language: string | null): string | null {
  const text = written.length > LONGEST ? '' : asciiDigits(unwrapped(written.trim()))
  const iso = /^\d+(?:\.\d+)?$/u.test(text)
    ? fromDigits(text)
    : (fromCompact(text) ?? fromWeek(text) ?? fromWords(text, language))
  return iso === null || iso.startsWith('-') || dayRange(iso) === null ? null : iso
}

/** A cataloguer's brackets, those of a time stamp in Org, quotation marks, a full stop at the end. */
function unwrapped(text: string): string {
  const inside = /^\[([^[\]]+)\]$|^<([^<>]+)>$|^"([^"]+)"$|^“([^”]+)”$|^'([^']+)'$/u.exec(text)
  return (inside?.slice(1).find(part => part !== undefined) ?? text)
    .replace(/(?<=[\p{L}\p{N}])\.$/u, '')
    .trim()
}

/** A year, `20201026`, a time stamp `20201026140000`, seconds or milliseconds since 1970. */
function fromDigits(text: string): string | null {
  const [whole = ''] = text.split('.')
  if (/^\d{4}$/u.test(text)) return text
  const day = /^([12]\d{3})([01]\d)([0-3]\d)(?:[0-2]\d[0-5]\d[0-5]\d)?$/u.exec(text)
  if (day !== null) return `${day[1]}-${day[2]}-${day[3]}`
  const milliseconds = whole.length === 9 || whole.length === 10 ? Number(whole) * 1000 : Number(whole)
  return whole.length >= 9 && whole.length <= 13 && whole.length !== 11
    ? new Date(milliseconds).toISOString().slice(0, 10)
    : null
}

/** `20201026T1400`, `20201026T140000+0100`: the basic format of ISO 8601. */
function fromCompact(text: string): string | null {
  const day = /^([12]\d{3})([01]\d)([0-3]\d)T[0-2]\d[0-5]\d(?:[0-5]\d)?(?:Z|[+-]\d{2}:?\d{2})?$/u.exec(text)
  return day === null ? null : `${day[1]}-${day[2]}-${day[3]}`
}

/** `2020-W12` is Monday to Sunday, `2020-W12-3` a Wednesday. */
function fromWeek(text: string): string | null {
  const match = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/u.exec(text)
  if (match === null) return null
  const [year, week] = [Number(match[1]), Number(match[2])]
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * 7 * DAY_MS
  const isoDay = (offset: number): string => new Date(monday + offset * DAY_MS).toISOString().slice(0, 10)
  if (week < 1 || week > 53 || isoDay(3).slice(0, 4) !== match[1]) return null
  return match[3] === undefined ? `${isoDay(0)}/${isoDay(6)}` : isoDay(Number(match[3]) - 1)
}

const DAY_MS = 86_400_000

const TIME =
  /(?:(?<=\d)T|\s+(?:at|um|à|a las|alle|às|om|в|o|о)?\s?|^)\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?(?![\p{L}]))?(?:\s?(?:Z|[A-Z]{2,5})(?![\p{L}]))?(?:\s?[+-]\d{2}:?\d{2})?(?:\s?\([^)]{1,40}\))?/iu

function fromWords(text: string, language: string | null): string | null {
  const [date, rest = ''] = cutOnce(text, TIME)
  const whole = `${date} ${rest}`.trim()
  const own = wholeDate(scanOf(whole, language), language)
  return (
    own ?? (language === null || /^[\d\s./-]+$/u.test(whole) ? null : wholeDate(scanOf(whole, null), null))
  )
}

function cutOnce(text: string, pattern: RegExp): [string, string?] {
  const match = pattern.exec(text)
  return match === null ? [text] : [text.slice(0, match.index), text.slice(match.index + match[0].length)]
}

function wholeDate(scan: Scan, language: string | null): string | null {
  const [span, ...others] = readSpans(scan)
  if (span === undefined || others.length > 0 || span.first.year === null) return null
  const around = [...scan.tokens.slice(0, span.from), ...scan.tokens.slice(span.to)]
  if (!around.every(token => isAside(scan, token, language))) return null
  const isLoneMark = isMark(scan.tokens[0], '-–—/') || isMark(scan.tokens.at(-1), '-–—/')
  return isLoneMark ? null : isoOf(span)
}

/** What may stand around a date without changing it. */
function isAside({ calendar }: Scan, token: Token, language: string | null): boolean {
  if (token.kind === 'mark') return ',.()[]:;|-–—"“”'.includes(token.raw)
  const isOfWeekday =
    SPACELESS.test(token.raw) && [...calendar.weekdays.keys()].some(name => name.includes(token.raw))
  if (isOfWeekday || calendar.weekdays.has(token.word) || ASIDES.has(token.word)) return true
  return language === null && token.word === 'm'
}

const SPACELESS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Articles, "published", words for year and season, as `foldWord` gives them. */
const ASIDES = new Set(
  'the of on date dated published posted updated le la el il o lo den der dem am de del du den vom г года год р року рік roku r rok m م عام سنة spring summer autumn fall winter fruhling fruhjahr sommer herbst printemps ete automne hiver primavera verano otono invierno estate autunno inverno verao outono lente zomer herfst весна лето осень зима'.split(' '),
) // biome-ignore format: one list
