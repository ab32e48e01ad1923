// Which dates do the passages of a document name, and which years have their days without a year? The text says it, or the document's
// date does where the document reports on the days before it; else the day stays without a year.
import { dayRange, weekdayOf } from '../domain/dates.ts'
import type { InferredFrom } from '../domain/document.ts'
import { countReportedDays, type FoundDate, findDates } from './find-dates.ts'
import { isFuture } from './future.ts'
import { isoOf } from './iso.ts'
import type { Point } from './scan.ts'

export interface DatedPassage {
  readonly text: string
  /** Of the text, where it is known. */
  readonly language: string | null
  /** The headings above it, outermost first. */
  readonly headings: readonly string[]
}

export interface DateSpan {
  readonly start: number
  readonly end: number
  /** ISO 8601, with the precision that the text gives; an interval for a span, `--10-26` for a day without a year. */
  readonly iso: string
  /** Where its year comes from, for a day that is written without one. */
  readonly inferredFrom?: InferredFrom
}

/** The dates of each passage, in order. */
export function datesOfDocument(
  passages: readonly DatedPassage[],
  documentDate: string | null,
): DateSpan[][] {
  const years = new Years(passages, documentDate)
  return passages.map((_, index) => years.datesOf(index))
}

/** A day with its year, from which days after it take theirs. */
interface Anchor {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly passage: number
  readonly end: number
}

/** Passages of a section over which a day still gives its year to those after it. */
const REACH = 3
/** Days before the document's date on which a report is: more where a day of the week agrees. */
const REPORTED = { plain: 31, withWeekday: 92 }
/** Words for one sign of a report. */
const WORDS_PER_SIGN = 300
/** A day this many days earlier in the year than the one before it in the text may be of the next year. */
const HALF_YEAR = 183

class Years {
  private readonly passages: readonly DatedPassage[]
  private readonly found: readonly FoundDate[][]
  private readonly document: { readonly first: number; readonly last: number } | null
  private anchor: Anchor | null = null
  private reports: boolean | null = null
  private yearsByDay: ReadonlyMap<string, ReadonlySet<number>> | null = null

  constructor(passages: readonly DatedPassage[], documentDate: string | null) {
    this.passages = passages
    this.found = passages.map(({ text, language }) => findDates(text, language))
    this.document = documentDate === null ? null : dayRange(documentDate)
  }

  /** To be asked in the order of the passages. */
  datesOf(index: number): DateSpan[] {
    const found = this.found[index] ?? []
    const sentences = found.some(isOpen) ? sentenceStarts(this.passages[index], found) : []
    return found.map(date => {
      const { start, end } = date
      const inferred = isOpen(date) ? this.infer(date, index, sentences) : null
      const first = inferred === null ? date.first : { ...date.first, year: inferred.year }
      const last = inferred === null || date.last === null ? date.last : { ...date.last, year: inferred.year }
      this.follow(last ?? first, index, end, inferred?.from ?? null)
      const span = { start, end, iso: isoOf({ first, last }) }
      return inferred === null ? span : { ...span, inferredFrom: inferred.from }
    })
  }

  private follow({ year, month, day }: Point, passage: number, end: number, from: InferredFrom | null): void {
    if (year !== null && month !== null && day !== null && from !== 'document')
      this.anchor = { year, month, day, passage, end }
  }

  private infer(
    date: FoundDate,
    index: number,
    sentences: readonly number[],
  ): { year: number; from: InferredFrom } | null {
    const around = this.inSentence(date, index, sentences)
    if (date.yearOffset !== null) {
      const year = this.document === null ? null : yearOf(this.document.last) + date.yearOffset
      return year !== null && this.fits(date, year) ? { year, from: 'document' } : null
    }
    const reported = this.reportedYear(date, around)
    const inSentence = yearInSentence(date, around, this.passages[index]?.text ?? '', sentences)
    if (inSentence !== null && this.fits(date, inSentence)) return { year: inSentence, from: 'sentence' }
    const { text = '', language = null } = this.passages[index] ?? {}
    if (around.length > 0 || holdsOtherYear(text, date, sentences)) return null
    if (isFuture(sentenceAround(text, date, sentences), language)) return null
    for (const [from, year] of [
      ['paragraph', this.yearInParagraph(date, index, sentences)],
      ['neighbour', this.yearBefore(date, index, 1)],
      ['section', this.yearInSection(date, index)],
    ] as const) {
      if (year === null || !this.fits(date, year)) continue
      if (this.isOfOtherYear(date, year)) return null
      return reported === null || reported === year ? { year, from } : null
    }
    return reported === null ? null : { year: reported, from: 'document' }
  }

  /** Valid, on the day of the week that is named, and not after the document's date. */
  private fits({ first, last, weekday }: FoundDate, year: number): boolean {
    const range = dayRange(
      isoOf({ first: { ...first, year }, last: last === null ? null : { ...last, year } }),
    )
    if (range === null || (weekday !== null && weekdayOf(range.first) !== weekday)) return false
    return (
      this.document === null ||
      range.first <= this.document.last ||
      (this.anchor?.year === year && this.anchorIsLater())
    )
  }

  /** Whether the document names this very day, and always with other years. */
  private isOfOtherYear({ first, last }: FoundDate, year: number): boolean {
    this.yearsByDay ??= yearsByDay(this.found.flat())
    const { yearsByDay: known } = this
    return [first, last ?? first].some(day => known.get(dayKey(day))?.has(year) === false)
  }

  /** The text speaks of a day after the document's date. */
  private anchorIsLater(): boolean {
    if (this.anchor === null || this.document === null) return false
    const { year, month, day } = this.anchor
    return (dayRange(isoOf({ first: { year, month, day }, last: null }))?.first ?? 0) > this.document.last
  }

  private inSentence({ start }: FoundDate, index: number, sentences: readonly number[]): FoundDate[] {
    const number = sentences.findLastIndex(at => at <= start)
    const [from, to] = [sentences[number] ?? 0, sentences[number + 1] ?? Number.POSITIVE_INFINITY]
    return (this.found[index] ?? []).filter(
      other => other.start >= from && other.start < to && other.first.year !== null,
    )
  }

  private yearInParagraph(date: FoundDate, index: number, sentences: readonly number[]): number | null {
    const before = (this.found[index] ?? [])
      .filter(({ start, first }) => start < date.start && first.year !== null)
      .at(-1)
    const sameMonth = before !== undefined && before.last === null && before.first.month === date.first.month
    if (sameMonth) return before.first.year
    return (
      this.yearBefore(date, index, 0) ?? this.yearFrame(date, index, sentences) ?? this.yearAfter(date, index)
    )
  }

  /**
   * The year of the day named last, at most so many passages before and in the same section; null where the day may be of the year
   * after, or where another year is named in between.
   */
  private yearBefore(date: FoundDate, index: number, distance: number): number | null {
    const { anchor } = this
    if (anchor === null || anchor.passage < index - distance) return null
    if (!haveSameHeadings(this.passages[index], this.passages[anchor.passage])) return null
    if (anchor.passage < index && this.otherYearBetween(anchor, date, index)) return null
    return isMuchEarlier(date.first, anchor) && date.weekday === null ? null : anchor.year
  }

  private otherYearBetween({ passage, year, end }: Anchor, date: FoundDate, index: number): boolean {
    for (let at = passage; at <= index; at++)
      for (const { start, first, last } of this.found[at] ?? []) {
        if ((at === passage && start < end) || (at === index && start >= date.start) || first.year === null)
          continue
        if (first.year !== year || (last !== null && last.year !== year)) return true
      }
    return false
  }

  /** "In 1962 …" at the beginning of a sentence before: the year that the paragraph speaks of, if it is the last that it names. */
  private yearFrame({ start }: FoundDate, index: number, sentences: readonly number[]): number | null {
    const before = (this.found[index] ?? [])
      .filter(other => other.start < start && other.first.year !== null)
      .at(-1)
    if (before === undefined || !isYear(before)) return null
    return framesSentence(before, this.passages[index]?.text ?? '', sentences) ? before.first.year : null
  }

  /** The day named next, in the next sentence, where the paragraph names no other year. */
  private yearAfter(date: FoundDate, index: number): number | null {
    const others = (this.found[index] ?? []).filter(other => other.first.year !== null)
    const years = new Set(others.map(other => other.first.year))
    const next = others.find(other => other.start > date.start)
    if (years.size !== 1 || next?.first.month == null || next.first.day === null) return null
    return isMuchEarlier(next.first, date.first) ? null : next.first.year
  }

  /** A year in the nearest heading that has one, or the day named last in the section. */
  private yearInSection(date: FoundDate, index: number): number | null {
    const passage = this.passages[index]
    for (const heading of passage?.headings.toReversed() ?? []) {
      const named = findDates(heading, passage?.language ?? null).filter(({ first }) => first.year !== null)
      const [only, ...others] = new Set(
        named.flatMap(({ first, last }) => [first.year, last?.year ?? first.year]),
      )
      if (only != null) return others.length === 0 ? only : null
    }
    return this.yearBefore(date, index, REACH)
  }

  /** The year in which the day was last before the document's date, where the document is a report on the days before it. */
  private reportedYear(date: FoundDate, around: readonly FoundDate[]): number | null {
    const { document } = this
    if (document === null || document.first !== document.last) return null
    const year = [yearOf(document.last), yearOf(document.last) - 1].find(candidate =>
      this.fits(date, candidate),
    )
    if (year === undefined || around.some(({ first }) => first.year !== yearOf(document.last))) return null
    const day = dayRange(isoOf({ first: { ...date.first, year }, last: null }))
    const age = document.last - (day?.first ?? 0)
    return age <= (date.weekday === null ? REPORTED.plain : REPORTED.withWeekday) && this.isReport()
      ? year
      : null
  }

  /** A report speaks of days as its reader does: "yesterday", "on Tuesday"; or it begins with its place and day. */
  private isReport(): boolean {
    this.reports ??= this.passages.length > 0 && (this.hasDateline() || this.speaksOfDays())
    return this.reports
  }

  private speaksOfDays(): boolean {
    const words = this.passages.reduce((sum, { text }) => sum + text.length / 6, 0)
    const signs = this.passages.reduce(
      (sum, { text, language }) => sum + countReportedDays(text, language),
      0,
    )
    return signs > 0 && signs >= words / WORDS_PER_SIGN
  }

  /** `KYIV, 5 March (Agency) —`: a day in the first line, a dash after it. */
  private hasDateline(): boolean {
    const [first] = this.found[0] ?? []
    if (first === undefined || first.first.day === null || first.start > 40) return false
    return /^[^.!?]{0,30}[—–-]/u.test(this.passages[0]?.text.slice(first.end) ?? '')
  }
}

/** The years with which each day of the year is named. */
function yearsByDay(dates: readonly FoundDate[]): Map<string, Set<number>> {
  const days = new Map<string, Set<number>>()
  for (const { first, last } of dates)
    for (const point of [first, last ?? first]) {
      if (point.year === null || point.day === null) continue
      const years = days.get(dayKey(point)) ?? new Set()
      days.set(dayKey(point), years.add(point.year))
    }
  return days
}

function dayKey({ month, day }: Point): string {
  return `${month}-${day}`
}

function isOpen({ first }: FoundDate): boolean {
  return first.year === null
}

function isYear({ first, last }: FoundDate): boolean {
  return first.month === null && last === null
}

function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear()
}

function isMuchEarlier(
  date: Point,
  other: { readonly month: number | null; readonly day: number | null },
): boolean {
  const place = (point: { readonly month: number | null; readonly day: number | null }): number =>
    (point.month ?? 0) * 30.5 + (point.day ?? 0)
  return place(other) - place(date) > HALF_YEAR
}

/**
 * The year of a day in the same sentence, the nearest before it or else after it; or a year that the sentence begins with ("In 1962, on
 * 5 March …") or states ("this was 1492").
 */
function yearInSentence(
  date: FoundDate,
  around: readonly FoundDate[],
  text: string,
  sentences: readonly number[],
): number | null {
  const days = around.filter(({ first }) => first.day !== null)
  const before = days.filter(({ start }) => start < date.start).at(-1)
  if (before !== undefined) return isMuchEarlier(date.first, before.first) ? null : before.first.year
  const after = new Set(days.map(({ first }) => first.year))
  const years = new Set(around.map(({ first }) => first.year))
  const [only] = after
  if (only != null && years.size === 1) return only
  const framing = around
    .filter(isYear)
    .filter(other =>
      other.start < date.start
        ? framesSentence(other, text, sentences) || /^: ?$/u.test(text.slice(other.end, date.start))
        : isStated(other, text),
    )
  return framing.length === 1 && years.size === 1 ? (framing[0]?.first.year ?? null) : null
}

/** What may stand before a year that a sentence opens with. */
const FRAME =
  /^(?:["“«„(]?(?:in|during|throughout|im|en|nel|nell['’]|em|no|v|w|we|в|у|في|عام)(?: (?:the year|the (?:spring|summer|autumn|fall|winter) of|jahre?|l['’]année|el año|ano|het jaar|roku|عام|سنة))?)? ?$/iu

function framesSentence({ start }: FoundDate, text: string, sentences: readonly number[]): boolean {
  const from = sentences.findLast(at => at <= start) ?? 0
  return start - from <= 40 && FRAME.test(text.slice(from, start))
}

/** Whether the sentence has a number that may be a year and was not read as one: then nothing outside of it gives the day its year. */
function holdsOtherYear(text: string, date: FoundDate, sentences: readonly number[]): boolean {
  return MAY_BE_YEAR.test(sentenceAround(text, date, sentences))
}

/** The sentence of a date without the date. */
function sentenceAround(text: string, { start, end }: FoundDate, sentences: readonly number[]): string {
  const number = sentences.findLastIndex(at => at <= start)
  const [from, to] = [sentences[number] ?? 0, sentences[number + 1] ?? text.length]
  return `${text.slice(from, start)} ${text.slice(end, to)}`
}

const MAY_BE_YEAR = /(?<![\p{N}\p{Sc},.])(?:1\d|20)\d\d(?![\p{N}%])/u

/** "It was 1492.": the year ends the sentence after a verb that says what it is. */
function isStated({ start, end }: FoundDate, text: string): boolean {
  return (
    /(?:was|war|était|fue|era|foi)\s$/u.test(text.slice(Math.max(0, start - 8), start)) &&
    /^[.!?;)]|^$/u.test(text.slice(end, end + 1))
  )
}

function haveSameHeadings(a: DatedPassage | undefined, b: DatedPassage | undefined): boolean {
  return a !== undefined && b !== undefined && a.headings.join('\n') === b.headings.join('\n')
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The segmenter sees no end before "12 мая": a number, and then a small letter. What ends there may be an abbreviation if it is short. */
const END = /(?:[\p{L}\p{M}]{4}|\p{Lu}{2}|\p{N}|[»”")\]])[.!?…]["”»)\]]{0,2}\s$/u

function sentenceStarts(passage: DatedPassage | undefined, found: readonly FoundDate[]): number[] {
  const text = passage?.text ?? ''
  const starts = Array.from(segmenter.segment(text), ({ index }) => index)
  for (const { start } of found)
    if (/^\p{Nd}/u.test(text.slice(start, start + 2)) && END.test(text.slice(Math.max(0, start - 10), start)))
      starts.push(start)
  return starts.sort((a, b) => a - b)
}
