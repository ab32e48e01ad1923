// Which words name months, weekdays and eras in a language, and in which order are dates written? As Unicode's locale data (CLDR) have them.
import { readFileSync } from 'node:fs'
import { once, remember } from '../domain/memo.ts'
import { type CalendarData, calendarData, type Order } from './cldr.ts'

export interface Month {
  readonly month: number
  /** Written with a capital: English `May` is a month and `may` is none. */
  readonly capital: boolean
  readonly short: boolean
  /** Whether the day may follow: `May 5`, and not `mai 5`. */
  readonly leads: boolean
}

export interface Calendar {
  readonly language: string | null
  readonly months: ReadonlyMap<string, Month>
  /** Whether months have cases that are not listed. */
  readonly declines: boolean
  /** First words of months of two words, e.g. Arabic `كانون الثاني`. */
  readonly monthStarts: ReadonlySet<string>
  /** 0 is Sunday. */
  readonly weekdays: ReadonlyMap<string, number>
  /** Letters of the signs of an era, without points and spaces. */
  readonly before: readonly string[]
  readonly since: readonly string[]
  /** Months of other calendars: a number beside them is no year or day of ours. */
  readonly foreign: ReadonlySet<string>
  /** Of `5/10/2020`; null where the language has no one order. */
  readonly order: Order | null
  /** By how much years are ahead of ours: 543 in Thai, where 2535 is 1992. */
  readonly yearsAhead: number
  /** Units and currencies, in one and in many. */
  readonly units: ReadonlySet<string>
  readonly and: ReadonlySet<string>
  /** "yesterday", "today", "last week": words of somebody who reports. */
  readonly relative: readonly string[]
  /** "last year", "this year". */
  readonly years: readonly { readonly words: string; readonly offset: number }[]
}

/** Languages that are tried where nobody says which it is. */
export const COMMON = 'en de fr es it pt nl ru uk pl tr ar cs sk sv da nb fi ro hu ca el bg he id hr sl lt lv et fa zh ja ko'.split(' ') // biome-ignore format: one list

/** The calendar of a language (`de`, `de-AT`), or that of all common languages together where it is null or unknown. */
export function calendarOf(tag: string | null): Calendar {
  return remembered(tag === null ? '' : tag.replaceAll('_', '-'))
}

const remembered = remember(200, (tag: string): Calendar => {
  const known = tag === '' || !isSupported(tag) ? null : tag
  return known === null ? union() : fromData(dataOf(known))
})

function isSupported(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Of the common languages, as `scripts/calendars.ts` wrote them: asking takes a second, and other versions of CLDR may answer otherwise. */
const listed = once((): Readonly<Record<string, CalendarData>> => {
  const text = readFileSync(new URL('./calendars.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly languages: Record<string, CalendarData> }).languages
})

function dataOf(tag: string): CalendarData {
  return listed()[tag] ?? calendarData(tag)
}

function fromData({ months: names, weekdays, foreign, units, and, ...data }: CalendarData): Calendar {
  const months = new Map(
    names.map(([name, month, capital, short, leads]) => [name, { month, capital, short, leads }]),
  )
  return {
    ...data,
    months,
    declines: [...months.keys()].some(name => name.endsWith('*')),
    monthStarts: new Set(
      [...months.keys()].filter(name => name.includes(' ')).map(name => name.split(' ')[0] ?? ''),
    ),
    weekdays: new Map(weekdays),
    foreign: new Set(foreign),
    units: new Set(units),
    and: new Set(and),
  }
}

/** All common languages together; a word that means different months in two of them is left out. */
function union(): Calendar {
  const english = remembered('en')
  const months = new Map<string, Month>()
  const weekdays = new Map<string, number>()
  const contested = new Set<string>()
  const calendars = COMMON.map(remembered)
  for (const calendar of calendars) {
    for (const [word, month] of calendar.months) {
      const other = months.get(word)
      if (other !== undefined && other.month !== month.month) contested.add(word)
      months.set(
        word,
        other === undefined
          ? month
          : {
              month: month.month,
              capital: other.capital && month.capital,
              short: other.short && month.short,
              leads: other.leads || month.leads,
            },
      )
    }
    for (const [word, day] of calendar.weekdays) weekdays.set(word, day)
  }
  for (const word of contested) months.delete(word)
  const all = <T>(list: (calendar: Calendar) => Iterable<T>): T[] =>
    calendars.flatMap(calendar => [...list(calendar)])
  const foreign = once(() => new Set(all(calendar => calendar.foreign).filter(word => !months.has(word))))
  const units = once(() => new Set(all(calendar => calendar.units)))
  return {
    language: null,
    months,
    declines: true,
    monthStarts: new Set(all(calendar => calendar.monthStarts)),
    weekdays,
    before: [...english.before, ...all(calendar => calendar.before).filter(isLong)],
    since: [...english.since, ...all(calendar => calendar.since).filter(isLong)],
    get foreign() {
      return foreign()
    },
    order: null,
    yearsAhead: 0,
    get units() {
      return units()
    },
    and: new Set(all(calendar => calendar.and)),
    relative: all(calendar => calendar.relative),
    years: english.years,
  }
}

/** Letters of an era that are no word or sign of another language. */
function isLong(era: string): boolean {
  return era.length > 3 || /[^\p{Script=Latin}]/u.test(era)
}

/** Longest ending that an inflected month has after its stem. */
const LONGEST_ENDING = 4

/** The month that a folded word names. */
export function monthOf(calendar: Calendar, word: string): Month | null {
  const exact = calendar.months.get(word)
  if (exact !== undefined || !calendar.declines) return exact ?? null
  for (let length = word.length - 1; length >= Math.max(2, word.length - LONGEST_ENDING); length--) {
    if (length === 2 && word.length > 3) return null
    const found = calendar.months.get(`${word.slice(0, length)}*`)
    if (found !== undefined) return found
  }
  return null
}
