// Which day does a date line mean? ISO first, then the forms that newspapers print.
import * as chrono from 'chrono-node'
import { dayRange } from '../domain/dates.ts'

/**
 * The ISO 8601 date that a text gives, with the precision that it gives, or null where it is not a date as
 * a whole or could be read in two ways (`03/04/2020`).
 * @example normaliseDate('October 26, 2020') // '2020-10-26'
 * @example normaliseDate('Oct. 2020') // '2020-10'
 */
export function normaliseDate(text: string): string | null {
  const trimmed = text.trim().replace(/\.$/u, '')
  const iso = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}.*)?$/u.exec(trimmed)?.[1]
  if (iso !== undefined) return dayRange(iso) === null ? null : iso
  return fromNumbers(trimmed) ?? fromWords(trimmed)
}

/** `26.10.2020`, `26/10/2020`, `10/26/2020`, `2020/10/26`; month and day must be told apart by their size. */
function fromNumbers(text: string): string | null {
  const yearFirst = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/u.exec(text)
  if (yearFirst !== null) return checked(yearFirst[1], yearFirst[2], yearFirst[3])
  const match = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/u.exec(text)
  if (match === null) return null
  const [, first, separator, second, year] = match
  if (separator === '.' || Number(first) > 12) return checked(year, second, first)
  if (Number(second) > 12 || first === second) return checked(year, first, second)
  return null
}

function fromWords(text: string): string | null {
  if (!/\d{4}/u.test(text) || !/\p{L}{3}/u.test(text)) return null
  const [result, ...rest] = chrono.en.parse(text)
  if (result === undefined || rest.length > 0 || result.end != null) return null
  const around = text.slice(0, result.index) + text.slice(result.index + result.text.length)
  if (!/^[\s,]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|updated|published|on)?[\s,:]*$/iu.test(around))
    return null
  const { start } = result
  if (!start.isCertain('year') || !start.isCertain('month')) return null
  const year = String(start.get('year')).padStart(4, '0')
  const month = String(start.get('month'))
  return start.isCertain('day') ? checked(year, month, String(start.get('day'))) : checked(year, month)
}

function checked(year: string | undefined, month: string | undefined, day?: string): string | null {
  const parts = [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(part => part !== undefined)
  const iso = parts.join('-')
  return dayRange(iso) === null ? null : iso
}
