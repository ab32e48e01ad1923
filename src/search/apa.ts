// How does a reference list in the style of the APA cite a document? Publication Manual, 7th edition, 8.10–8.13 and chapter 9.
import { datesOf } from '../domain/dates.ts'
import type { Passage } from '../domain/document.ts'
import type { NameParts } from '../domain/names/name-parts.ts'
import { pinpoint } from '../domain/places.ts'
import { READ_BY_OCR } from './citation.ts'
import type { DocumentSummary } from './document-summary.ts'
import { type Eras, monthAndDay, yearOf } from './reference-dates.ts'
import { quoted, withCurlyMarks, withEnding } from './reference-marks.ts'

export interface Apa {
  readonly reference: string
  readonly inText: string
}

/** Authors up to which all are listed; of more, one less than these and the last (9.8). */
const LISTED = 20
const ERAS: Eras = { common: 'C.E.', before: 'B.C.E.' }

export function apa(
  { title, date, source, url }: DocumentSummary,
  names: readonly NameParts[],
  { source: place, ordinal, speaker, ocr }: Passage,
): Apa {
  const { year, whole } = issuedIn(date)
  const authors = authorList(names.map(listedName))
  const described = `${withCurlyMarks(title)}${ocr === true ? ` [Text ${READ_BY_OCR}]` : ''}`
  const titled = withEnding(described, '.')
  const issued = `(${whole}).`
  const parts = authors === '' ? [titled, issued] : [`${withEnding(authors, '.')} ${issued}`, titled]
  const reference = [...parts, source === null ? '' : withEnding(withCurlyMarks(source), '.'), url ?? '']
    .filter(part => part !== '')
    .join(' ')
  const short = names.map(shortName)
  const cited =
    short.length === 0
      ? // What stands alone is set in italics, and what is part of something in quotation marks (8.14).
        source === null
        ? `${withCurlyMarks(title)},`
        : quoted(title, ',')
      : `${short.length > 2 ? `${short[0]} et al.` : short.join(' & ')},`
  const by = speaker === undefined ? '' : `${speaker === null ? '' : `${speaker}, `}as cited in `
  return {
    reference,
    inText: `(${by}${cited} ${year}, ${pinpoint(place) ?? `para. ${ordinal}`}${ocr === true ? `, ${READ_BY_OCR}` : ''})`,
  }
}

function authorList(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  if (names.length < 2) return last
  if (names.length > LISTED) return `${names.slice(0, LISTED - 1).join(', ')}, … ${last}`
  return `${names.slice(0, -1).join(', ')}, & ${last}`
}

/** The year, which the text cites, and all of the date: `2020, October 26`; `1994, May 5–7`; `1994–1995, December 30–January 2`. */
function issuedIn(date: string | null): { readonly year: string; readonly whole: string } {
  const dates = date === null ? null : datesOf(date)
  if (dates === null) return { year: 'n.d.', whole: 'n.d.' }
  const { first } = dates
  const last = dates.last ?? first
  const year = first.year === last.year ? yearOf(first, ERAS) : `${yearOf(first, ERAS)}–${yearOf(last, ERAS)}`
  const from = monthAndDay(first)
  const isOneMonth = first.year === last.year && first.month === last.month && last.day !== undefined
  const to = dates.last === null ? '' : isOneMonth ? String(Number(last.day)) : monthAndDay(last)
  const days = [from, to].filter(part => part !== '').join('–')
  return { year, whole: days === '' ? year : `${year}, ${days}` }
}

/** `Lee, A. M.`; `Roy, J.-P., Jr.` */
function listedName(name: NameParts): string {
  if ('literal' in name) return withCurlyMarks(name.literal)
  const initials = name.given
    .split(/\s+/u)
    .map(part =>
      part
        .split('-')
        .map(piece => `${Array.from(piece)[0] ?? ''}.`)
        .join('-'),
    )
    .join(' ')
  return `${withCurlyMarks(name.family)}, ${initials}${name.suffix === undefined ? '' : `, ${name.suffix}`}`
}

function shortName(name: NameParts): string {
  return withCurlyMarks('literal' in name ? name.literal : name.family)
}
