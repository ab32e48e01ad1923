// How does a footnote in the style of Chicago cite a document? Chicago Manual of Style, 17th edition, 14.191.
import { type DateParts, datesOf } from '../domain/dates.ts'
import type { Passage } from '../domain/document.ts'
import type { NameParts } from '../domain/names/name-parts.ts'
import { pinpoint } from '../domain/places.ts'
import { READ_BY_OCR } from './citation.ts'
import type { DocumentSummary } from './document-summary.ts'
import { type Eras, monthAndDay, yearOf } from './reference-dates.ts'
import { quoted, withCurlyMarks, withEnding } from './reference-marks.ts'

/** Authors up to which a note names all of them. */
const NAMED = 3
const ERAS: Eras = { common: 'AD', before: 'BC' }

export function chicago(
  { title, date, source, url }: DocumentSummary,
  names: readonly NameParts[],
  { source: place, ordinal, speaker, ocr }: Passage,
): string {
  const authors = authorList(names.map(fullName))
  const by = speaker === undefined ? '' : speaker === null ? 'Quoted' : `${speaker}, quoted`
  const parts = [
    source === null ? '' : withCurlyMarks(source),
    issuedIn(date),
    pinpoint(place)?.replace(/^pp?\. /u, '') ?? `para. ${ordinal}`,
    ocr === true ? READ_BY_OCR : '',
    url ?? '',
  ].filter(part => part !== '')
  const who = by === '' ? authors : authors === '' ? by : `${by} in ${authors}`
  const titled = quoted(title.replace(/\.$/u, ''), ',')
  return withEnding(`${who === '' ? '' : `${who}, `}${titled} ${parts.join(', ')}`, '.')
}

function authorList(names: readonly string[]): string {
  if (names.length > NAMED) return `${names[0]} et al.`
  const last = names.at(-1) ?? ''
  if (names.length < 2) return last
  return `${names.slice(0, -1).join(', ')}${names.length > 2 ? ',' : ''} and ${last}`
}

/** `October 26, 2020`; `May 5–7, 1994`; `December 30, 1994–January 2, 1995`. */
function issuedIn(date: string | null): string {
  const dates = date === null ? null : datesOf(date)
  if (dates === null) return 'n.d.'
  const { first, last } = dates
  if (last === null) return whole(first)
  if (first.year !== last.year) return `${whole(first)}–${whole(last)}`
  const isOneMonth = first.month === last.month && first.day !== undefined && last.day !== undefined
  return `${monthAndDay(first)}–${isOneMonth ? `${Number(last.day)}, ${yearOf(last, ERAS)}` : whole(last)}`
}

function whole(date: DateParts): string {
  const before = monthAndDay(date)
  return `${before}${before === '' ? '' : date.day === undefined ? ' ' : ', '}${yearOf(date, ERAS)}`
}

function fullName(name: NameParts): string {
  if ('literal' in name) return withCurlyMarks(name.literal)
  return withCurlyMarks(
    [name.given, name.family, ...(name.suffix === undefined ? [] : [name.suffix])].join(' '),
  )
}
