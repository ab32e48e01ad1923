// Which dates does a text name? Each with its place; a day without a year stays so here, and document-dates.ts looks for its year.
import { readSpans } from './read-span.ts'
import { isMark, type Point, type Reading, type Scan, scanOf } from './scan.ts'
import { MAY_HOLD_DATE } from './tokens.ts'

/** A date as a text writes it. Offsets are UTF-16 code units. */
export interface FoundDate {
  readonly start: number
  readonly end: number
  readonly first: Point
  readonly last: Point | null
  /** The day of the week that is named with it, 0 for Sunday. */
  readonly weekday: number | null
  /** For "5 March last year": -1. */
  readonly yearOffset: number | null
}

/** @param language of the text; null where it is not known: then month names of all common languages count */
export function findDates(text: string, language: string | null): FoundDate[] {
  if (!MAY_HOLD_DATE.test(text)) return []
  const scan = scanOf(text, language)
  return readSpans(scan).flatMap((reading): FoundDate[] => {
    const { first, last, from, to } = reading
    const [start, end] = [scan.tokens[from]?.start ?? 0, scan.tokens[to - 1]?.end ?? 0]
    const yearOffset = first.year === null ? yearOffsetAt(scan, to) : null
    return [{ start, end, first, last, weekday: weekdayBeside(scan, reading), yearOffset }]
  })
}

/** `Monday, 11 November`, `Monday the 14th`, `lundi 11 novembre`, `11 November (Monday)`. */
function weekdayBeside({ tokens, calendar, words }: Scan, { from, to, first, last }: Reading): number | null {
  if (first.day === null || last !== null) return null
  for (let at = from - 1; at >= Math.max(0, from - 3); at--) {
    const token = tokens[at]
    const day = token?.kind === 'word' ? calendar.weekdays.get(token.word) : undefined
    if (day !== undefined && token !== undefined && (token.raw.length > 3 || isMark(tokens[at + 1], '.,')))
      return day
    const isSmall = words.links.has(token?.word ?? '-') || (token?.raw.length ?? 9) <= 3
    if (!isSmall && !isMark(token, ',.(')) break
  }
  const inside = isMark(tokens[to], '(') && isMark(tokens[to + 2], ')') ? tokens[to + 1] : undefined
  return inside === undefined ? null : (calendar.weekdays.get(inside.word) ?? null)
}

/** "last year" and "this year" after a day, as CLDR has them. */
function yearOffsetAt({ text, tokens, calendar }: Scan, at: number): number | null {
  const start = tokens[at]?.start
  if (start === undefined) return null
  const after = text
    .slice(start, start + 40)
    .toLowerCase()
    .replace(/^(?:of|de|del|di|do|van) /u, '')
  return calendar.years.find(({ words }) => after.startsWith(words))?.offset ?? null
}

/** Words of somebody who reports on the days before: "yesterday", "last week", and days of the week without a date. */
export function countReportedDays(text: string, language: string | null): number {
  const { tokens, calendar } = scanOf(text, language)
  const lower = text.toLowerCase()
  const relative = calendar.relative.filter(words => words.length > 3 && hasWords(lower, words)).length
  const weekdays = tokens.filter(
    ({ kind, raw, word }, at) =>
      kind === 'word' &&
      raw.length > 4 &&
      calendar.weekdays.has(word) &&
      tokens[at + 1]?.kind !== 'number' &&
      tokens[at + 2]?.kind !== 'number',
  )
  return relative + weekdays.length
}

function hasWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const isApart =
      !/[\p{L}\p{M}]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{M}]/u.test(text[at + words.length] ?? ' ')
    if (isApart || /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(words)) return true
  }
  return false
}
