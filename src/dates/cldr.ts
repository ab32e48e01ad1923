// What do Unicode's locale data (CLDR) say about the months, weekdays, eras and units of a language? Asked through `Intl`, slowly.
import { foldWord } from './fold-word.ts'

/** A name of a month: its number from 1, whether it has a capital, is a short form, and may be followed by the day. */
export type MonthName = readonly [
  name: string,
  month: number,
  capital: boolean,
  short: boolean,
  leads: boolean,
]

/** A language's part of `calendars.json`. */
export interface CalendarData {
  readonly language: string
  /** A name that ends in `*` is the stem of further forms. */
  readonly months: readonly MonthName[]
  /** 0 is Sunday. */
  readonly weekdays: readonly (readonly [name: string, day: number])[]
  readonly before: readonly string[]
  readonly since: readonly string[]
  readonly foreign: readonly string[]
  readonly order: Order | null
  readonly yearsAhead: number
  readonly units: readonly string[]
  readonly and: readonly string[]
  readonly relative: readonly string[]
  readonly years: readonly { readonly words: string; readonly offset: number }[]
}

export type Order = 'dmy' | 'mdy' | 'ymd'

/** Regions whose month names differ from those of the language. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  ar: ['ar', 'ar-SY', 'ar-DZ', 'ar-MA'],
  de: ['de', 'de-AT'],
  en: ['en', 'en-GB'],
  es: ['es', 'es-PE'],
  pt: ['pt', 'pt-PT'],
  zh: ['zh', 'zh-Hant'],
}

const OTHER_CALENDARS = ['islamic-umalqura', 'hebrew', 'persian', 'indian', 'ethiopic', 'coptic']
const UNITS =
  'acre day foot gallon gram hectare hour inch kilogram kilometer liter meter centimeter mile millimeter minute month ounce percent pound second week degree'.split(' ') // biome-ignore format: one list
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'RUB', 'INR', 'CHF', 'TRY', 'PLN']

/** @throws {RangeError} for what is no language tag */
export function calendarData(tag: string): CalendarData {
  const language = new Intl.Locale(tag).language
  const locales = VARIANTS[language] ?? [tag]
  const order = orderOf(tag)
  const months = new Map<string, MonthName>()
  for (const locale of locales) addMonths(months, locale, language === 'en' || order === 'ymd')
  addInflected(months, locales[0] ?? tag)
  const weekdays = new Map<string, number>()
  for (const style of ['short', 'long'] as const)
    for (let day = 0; day < 7; day++)
      for (const word of wordsOf(part(tag, { weekday: style }, Date.UTC(2020, 9, 25 + day), 'weekday')))
        if (word.length > 1 && !/^\p{N}/u.test(word)) weekdays.set(word, day)
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  return {
    language,
    months: [...months.values()],
    weekdays: [...weekdays],
    before: erasOf(tag, Date.UTC(-1000, 0)),
    since: erasOf(tag, 0),
    foreign: [...foreignOf(tag, months)],
    order: tag === 'en' ? null : order,
    yearsAhead: new Intl.DateTimeFormat(tag).resolvedOptions().calendar === 'buddhist' ? 543 : 0,
    units: [...unitsOf(tag)],
    and: new Intl.ListFormat(tag, { type: 'conjunction' })
      .formatToParts(['1', '2'])
      .flatMap(({ type, value }) => (type === 'literal' ? wordsOf(value) : [])),
    relative: [
      relative.format(-1, 'day'),
      relative.format(0, 'day'),
      relative.format(-1, 'week'),
      relative.format(1, 'day'),
    ],
    years: [-1, 0, 1].map(offset => ({ words: relative.format(offset, 'year').toLowerCase(), offset })),
  }
}

function addMonths(months: Map<string, MonthName>, locale: string, leads: boolean): void {
  for (const style of ['long', 'short'] as const)
    for (const [index, name] of [
      ...monthsOf(locale, style),
      ...monthsOf(locale, style, { day: 'numeric' }),
    ].entries()) {
      const word = wordsOf(name).join(' ')
      if (word === '' || /\p{N}/u.test(name) || months.has(word)) continue
      const isShort = style === 'short' || name.endsWith('.')
      months.set(word, [word, (index % 12) + 1, /^\p{Lu}/u.test(name), isShort, leads])
    }
}

/**
 * Cases that the locale data do not list, where the language declines its months: what nominative and genitive have in common,
 * and an ending. `октябр` of `октябрь` and `октября` stands for `октябре` too.
 */
function addInflected(months: Map<string, MonthName>, locale: string): void {
  const alone = monthsOf(locale, 'long')
  for (const [index, inside] of monthsOf(locale, 'long', { day: 'numeric' }).entries()) {
    const [a = '', b = ''] = [foldWord(alone[index] ?? ''), foldWord(inside)]
    if (a === b || /[\s\p{N}]/u.test(a)) continue
    let shared = 0
    while (shared < a.length && a[shared] === b[shared]) shared++
    const stem = a.slice(0, shared)
    const known = months.get(a)
    if (known === undefined || shared <= 1) continue
    const [, ...rest] = known
    months.set(`${stem}*`, [`${stem}*`, ...rest])
  }
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

function foreignOf(locale: string, months: ReadonlyMap<string, MonthName>): Set<string> {
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
