// Which words name months, weekdays and eras in a language, and in which order are dates written? As Unicode's locale data (CLDR) have them.
import { once, remember } from '../domain/memo.ts'

export interface Month {
  readonly month: number
  /** Written with a capital: English `May` is a month and `may` is none. */
  readonly capital: boolean
  readonly short: boolean
  /** Whether the day may follow: `May 5`, and not `mai 5`. */
  readonly leads: boolean
}

export type Order = 'dmy' | 'mdy' | 'ymd'

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

/** Regions whose month names differ from those of the language. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  ar: ['ar', 'ar-SY', 'ar-DZ', 'ar-MA'],
  de: ['de', 'de-AT'],
  en: ['en', 'en-GB'],
  es: ['es', 'es-PE'],
  pt: ['pt', 'pt-PT'],
  zh: ['zh', 'zh-Hant'],
}

/** Languages that are tried where nobody says which it is. */
const COMMON = 'en de fr es it pt nl ru uk pl tr ar cs sk sv da nb fi ro hu ca el bg he id hr sl lt lv et fa zh ja ko'.split(' ') // biome-ignore format: one list

const OTHER_CALENDARS = ['islamic-umalqura', 'hebrew', 'persian', 'indian', 'ethiopic', 'coptic']
const UNITS =
  'acre day foot gallon gram hectare hour inch kilogram kilometer liter meter centimeter mile millimeter minute month ounce percent pound second week degree'.split(' ') // biome-ignore format: one list
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'RUB', 'INR', 'CHF', 'TRY', 'PLN']

/** The calendar of a language (`de`, `de-AT`), or that of all common languages together where it is null or unknown. */
export function calendarOf(tag: string | null): Calendar {
  return remembered(tag === null ? '' : tag.replaceAll('_', '-'))
}

const remembered = remember(200, (tag: string): Calendar => {
  const known = tag === '' || !isSupported(tag) ? null : tag
  return known === null ? union() : make(known)
})

/** One form for a word as written and as listed: lower case, without marks and the dot of a Turkish i. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase()
  return /^[a-z]*$/u.test(lower)
    ? lower
    : lower.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').replaceAll('ı', 'i')
}

function isSupported(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function make(tag: string): Calendar {
  const language = new Intl.Locale(tag).language
  const locales = VARIANTS[language] ?? [tag]
  const order = orderOf(tag)
  const months = new Map<string, Month>()
  for (const locale of locales) addMonths(months, locale, language === 'en' || order === 'ymd')
  addInflected(months, locales[0] ?? tag)
  const weekdays = new Map<string, number>()
  for (const style of ['short', 'long'] as const)
    for (let day = 0; day < 7; day++)
      for (const word of wordsOf(part(tag, { weekday: style }, Date.UTC(2020, 9, 25 + day), 'weekday')))
        if (word.length > 1 && !/^\p{N}/u.test(word)) weekdays.set(word, day)
  const foreign = once(() => foreignOf(tag, months))
  const units = once(() => unitsOf(tag))
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  return {
    language,
    months,
    declines: [...months.keys()].some(name => name.endsWith('*')),
    monthStarts: new Set(
      [...months.keys()].filter(name => name.includes(' ')).map(name => name.split(' ')[0] ?? ''),
    ),
    weekdays,
    before: erasOf(tag, Date.UTC(-1000, 0)),
    since: erasOf(tag, 0),
    get foreign() {
      return foreign()
    },
    order: tag === 'en' ? null : order,
    yearsAhead: new Intl.DateTimeFormat(tag).resolvedOptions().calendar === 'buddhist' ? 543 : 0,
    get units() {
      return units()
    },
    and: new Set(
      new Intl.ListFormat(tag, { type: 'conjunction' })
        .formatToParts(['1', '2'])
        .flatMap(({ type, value }) => (type === 'literal' ? wordsOf(value) : [])),
    ),
    relative: [
      relative.format(-1, 'day'),
      relative.format(0, 'day'),
      relative.format(-1, 'week'),
      relative.format(1, 'day'),
    ],
    years: [-1, 0, 1].map(offset => ({ words: relative.format(offset, 'year').toLowerCase(), offset })),
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

function addMonths(months: Map<string, Month>, locale: string, leads: boolean): void {
  for (const style of ['long', 'short'] as const)
    for (const [index, name] of [
      ...monthsOf(locale, style),
      ...monthsOf(locale, style, { day: 'numeric' }),
    ].entries()) {
      const word = wordsOf(name).join(' ')
      if (word === '' || /\p{N}/u.test(name) || months.has(word)) continue
      months.set(word, {
        month: (index % 12) + 1,
        capital: /^\p{Lu}/u.test(name),
        short: style === 'short' || name.endsWith('.'),
        leads,
      })
    }
}

/**
 * Cases that the locale data do not list, where the language declines its months: what nominative and genitive have in common,
 * and an ending. `октябр` of `октябрь` and `октября` stands for `октябре` too.
 */
function addInflected(months: Map<string, Month>, locale: string): void {
  const alone = monthsOf(locale, 'long')
  for (const [index, inside] of monthsOf(locale, 'long', { day: 'numeric' }).entries()) {
    const [a = '', b = ''] = [foldWord(alone[index] ?? ''), foldWord(inside)]
    if (a === b || /[\s\p{N}]/u.test(a)) continue
    let shared = 0
    while (shared < a.length && a[shared] === b[shared]) shared++
    const stem = a.slice(0, shared)
    const known = months.get(a)
    if (known !== undefined && shared > 1) months.set(`${stem}*`, known)
  }
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

function monthsOf(locale: string, month: 'long' | 'short', other: Intl.DateTimeFormatOptions = {}): string[] {
  const format = new Intl.DateTimeFormat(locale, {
    month,
    ...other,
    timeZone: 'UTC',
    numberingSystem: 'latn',
    // Persian is not written with the Gregorian calendar where nothing else is said.
    ...(locale.includes('-u-ca-') ? {} : { calendar: 'gregory' }),
  })
  const first = Date.UTC(2020, 0, 15)
  return Array.from({ length: 12 }, (_, index) => {
    const date = locale.includes('-u-ca-') ? first + index * 29.6 * 86_400_000 : Date.UTC(2020, index, 15)
    return format.formatToParts(date).find(({ type }) => type === 'month')?.value ?? ''
  })
}

function part(locale: string, options: Intl.DateTimeFormatOptions, date: number, type: string): string {
  const parts = new Intl.DateTimeFormat(locale, {
    ...options,
    timeZone: 'UTC',
    calendar: 'gregory',
  }).formatToParts(date)
  return parts.find(found => found.type === type)?.value ?? ''
}

function erasOf(locale: string, date: number): string[] {
  const styles = ['long', 'short', 'narrow'] as const
  const written = styles.map(era => part(locale, { year: 'numeric', era }, date, 'era'))
  const english = date < 0 ? ['BCE', 'BC'] : ['CE', 'AD']
  return [...new Set([...written, ...english].map(era => foldWord(era).replace(/[^\p{L}]/gu, '')))].filter(
    era => era.length > 1,
  )
}

function orderOf(locale: string): Order {
  const parts = new Intl.DateTimeFormat(locale, {
    dateStyle: 'short',
    timeZone: 'UTC',
    calendar: 'gregory',
  }).formatToParts(0)
  const order = parts.map(({ type }) => (['day', 'month', 'year'].includes(type) ? type[0] : '')).join('')
  return order === 'mdy' || order === 'ymd' ? order : 'dmy'
}

function foreignOf(locale: string, months: ReadonlyMap<string, Month>): Set<string> {
  return new Set(
    OTHER_CALENDARS.flatMap(calendar => monthsOf(`${locale}-u-ca-${calendar}`, 'long'))
      .flatMap(name => wordsOf(name).slice(0, 1))
      .filter(word => word.length > 2 && !months.has(word)),
  )
}

function unitsOf(locale: string): Set<string> {
  const units = new Set<string>()
  const add = (options: Intl.NumberFormatOptions): void => {
    const format = new Intl.NumberFormat(locale, options)
    for (const count of [1, 2, 5, 2000])
      for (const { type, value } of format.formatToParts(count))
        if (type === 'unit' || type === 'currency') for (const word of wordsOf(value)) units.add(word)
  }
  for (const unit of UNITS)
    for (const unitDisplay of ['long', 'short'] as const) add({ style: 'unit', unit, unitDisplay })
  for (const currency of CURRENCIES) add({ style: 'currency', currency, currencyDisplay: 'name' })
  return units
}

function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{M}]+/gu) ?? []).map(foldWord)
}
