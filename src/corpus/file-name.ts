// What does a file's name say? A date at its beginning, as Jekyll and Hugo have it, or in its folders, and a title without it.
import { dayRange } from '../domain/dates.ts'
import { endingOf } from './formats.ts'

export interface NamedDate {
  /** ISO 8601, a day. */
  readonly date: string
  /** What follows the date in the name, or null where nothing does. */
  readonly title: string | null
}

/**
 * `2014-04-28-the-gate.md`, `20140428 The gate.txt`, `2014/04/28/the-gate.md`. Null where the name gives no day, or two.
 * @param path under the source folder
 */
export function readFileName(path: string): NamedDate | null {
  const name = path.slice(path.lastIndexOf('/') + 1, path.length - endingOf(path).length)
  const match = /^(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)(.*)$/u.exec(name)
  if (match !== null) {
    const [, year = '', , month = '', day = '', rest = ''] = match
    const date = dayOf(year, month, day)
    const title = rest.replace(/[\s_-]+/gu, ' ').trim()
    if (date === null || /^(?:(?:to|bis|–|—) ?)?\d{4}[ .]?\d{2}[ .]?\d{2}(?!\d)/u.test(title)) return null
    return { date, title: title === '' ? null : title }
  }
  const folders = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})\/[^/]+$/u.exec(path)
  const [, year = '', month = '', day = ''] = folders ?? []
  const date = folders === null ? null : dayOf(year, month, day)
  return date === null ? null : { date, title: null }
}

function dayOf(year: string, month: string, day: string): string | null {
  const date = `${year}-${month}-${day}`
  return Number(year) < 1500 || Number(year) > 2100 || dayRange(date) === null ? null : date
}
