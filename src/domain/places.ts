// How is a place in a file named, so that a person finds it?
import type { SourceSpan } from './document.ts'

export type Place = Pick<
  SourceSpan,
  'path' | 'line' | 'page' | 'endPage' | 'row' | 'endRow' | 'sheet' | 'time' | 'endTime' | 'part'
> &
  Partial<Pick<SourceSpan, 'endLine'>>

/** `p. 12`, `pp. 12–13`, or null in a format without pages. */
export function pagesName({ page, endPage = page }: Place, dash = '–'): string | null {
  if (page === undefined) return null
  return page === endPage ? `p. ${page}` : `pp. ${page}${dash}${endPage}`
}

/** `row 12`, `sheet “Aid”, rows 12–13`, or null in what is no table. */
function rowsName({ sheet, row, endRow = row }: Place): string | null {
  const rows = row === undefined ? null : row === endRow ? `row ${row}` : `rows ${row}–${endRow}`
  const named = sheet === undefined ? null : `sheet “${sheet}”`
  return named === null || rows === null ? (named ?? rows) : `${named}, ${rows}`
}

/** `01:02–01:09`, `1:02:03–1:02:09`, or null of what was not spoken. */
function timesName({ time, endTime = time }: Place, dash = '–'): string | null {
  if (time === undefined || endTime === undefined) return null
  const [from, to] = [clock(time), clock(endTime)]
  return from === to ? from : `${from}${dash}${to}`
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (part: number): string => String(part).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  return `${hours === 0 ? '' : `${hours}:`}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** Where in its file an editor finds it: page, row or time, as a citation has it; null where the number of the paragraph must do. */
export function pinpoint(place: Place): string | null {
  return pagesName(place) ?? rowsName(place) ?? timesName(place)
}

/** `report.md, lines 4–5`; `report.pdf, p. 12`; `mail.eml, report.pdf, p. 12`; `talk.srt, 01:02–01:09`. */
export function placeName(place: Place): string {
  const { line, endLine = line } = place
  const lines = line === endLine ? `line ${line}` : `lines ${line}–${endLine}`
  const parts = [place.path, place.part, pinpoint(place) ?? lines]
  return parts.filter(part => part !== undefined).join(', ')
}
