// How is a passage cited in a thesis, a footnote, a reference manager? APA, Chicago, BibTeX, RIS, CSL-JSON, and a quotation in Markdown.

import type { Bundle } from '../bundle/open-bundle.ts'
import { atPassage } from '../domain/addresses.ts'
import { dateName, monthName } from '../domain/dates.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import { quoteMarkdown } from '../domain/markdown.ts'
import { type NameParts as CslName, nameParts } from '../domain/names/name-parts.ts'
import { pinpoint } from '../domain/places.ts'
import { READ_BY_OCR } from './citation.ts'
import type { CslItem } from './csl-item.ts'
import type { DocumentSummary } from './document-summary.ts'
import { nameIndexOf } from './name-index.ts'
import type { PassagePage } from './passages.ts'
import { referenceFiles } from './reference-files.ts'

export interface References {
  /** Entry of a reference list and citation in the text: APA Publication Manual, 7th edition, 10.1 and 8.13. */
  readonly apa: { readonly reference: string; readonly inText: string }
  /** A footnote: Chicago Manual of Style, 17th edition, 14.191. */
  readonly chicago: string
  readonly bibtex: string
  /** Of Research Information Systems: what EndNote, Zotero and Citavi import. */
  readonly ris: string
  readonly csl: CslItem
  readonly markdown: string
}

export async function references(bundle: Bundle, page: PassagePage): Promise<References> {
  const { document, passage } = page
  const record = bundle.records.document(document.id)
  const names = document.authors.map(author => citedName(bundle, author, record))
  const csl = cslItem(document, names, passage)
  return {
    apa: apa(document, names, passage),
    chicago: chicago(document, names, passage),
    ...(await referenceFiles(csl, document.date, passage)),
    csl,
    markdown: markdownQuote(page),
  }
}

/** A name in parts, by what its source says, what the corpus knows under it, and its own words. */
function citedName(bundle: Bundle, name: string, document: DocumentRecord | null): CslName {
  const types = nameIndexOf(bundle)
    .find(name)
    .map(({ type }) => type)
  const said = document?.authorParts?.[name]
  return nameParts(name, {
    ...(said === undefined ? {} : { said }),
    ...(types.length === 0 ? {} : { known: types.includes('person') ? 'person' : 'other' }),
    language: document?.language ?? null,
  })
}

function cslItem(
  { id, title, date, source, url }: DocumentSummary,
  names: readonly CslName[],
  { ocr }: Passage,
): CslItem {
  return {
    id,
    type: source === null ? 'document' : 'article-newspaper',
    title,
    ...(names.length === 0 ? {} : { author: names }),
    ...(date === null
      ? {}
      : { issued: { 'date-parts': date.split('/').map(day => day.split('-').map(Number)) } }),
    ...(source === null ? {} : { 'container-title': source }),
    ...(url === null ? {} : { URL: url }),
    ...(ocr === true ? { note: `Text ${READ_BY_OCR}` } : {}),
  }
}

/** Year, month and day; a span stands whole where the year would: `5–7 May 1994`. */
function dateParts(date: string | null): string[] {
  if (date === null) return []
  return date.includes('/') ? [dateName(date)] : date.split('-')
}

function apa(
  { title, date, source, url }: DocumentSummary,
  names: readonly CslName[],
  { source: place, ordinal, speaker, ocr }: Passage,
): References['apa'] {
  const { year, whole } = apaDate(date)
  const authors = listed(names.map(apaName), ', & ')
  const issued = `(${whole}).`
  const described = ocr === true ? `${title} [Text ${READ_BY_OCR}]` : title
  const titled = /[.?!]$/u.test(described) ? described : `${described}.`
  const parts = authors === '' ? [titled, issued] : [`${ended(authors)} ${issued}`, titled]
  const reference = [...parts, source === null ? '' : ended(source), url ?? '']
    .filter(part => part !== '')
    .join(' ')
  const short = names.map(familyName)
  const cited =
    short.length === 0 ? `“${title}”` : short.length > 2 ? `${short[0]} et al.` : short.join(' & ')
  const by = speaker === undefined ? '' : `${speaker === null ? '' : `${speaker}, `}as cited in `
  return {
    reference,
    inText: `(${by}${cited}, ${year}, ${pinpoint(place) ?? `para. ${ordinal}`}${ocr === true ? `, ${READ_BY_OCR}` : ''})`,
  }
}

/** The year, which the text cites, and all of the date: `2020, October 26`; `1994, May 5–7`. */
function apaDate(date: string | null): { readonly year: string; readonly whole: string } {
  if (date === null) return { year: 'n.d.', whole: 'n.d.' }
  const [from = [], to] = date.split('/').map(day => day.split('-'))
  const first = within(from)
  const whole = (year: string | undefined, days: string): string => `${year}${days === '' ? '' : `, ${days}`}`
  if (to === undefined) return { year: from[0] ?? '', whole: whole(from[0], first) }
  if (from[0] !== to[0])
    return { year: `${from[0]}–${to[0]}`, whole: `${whole(from[0], first)}–${whole(to[0], within(to))}` }
  const last = from[1] === to[1] ? String(Number(to[2])) : within(to)
  return { year: from[0] ?? '', whole: whole(from[0], `${first}–${last}`) }
}

function within([, month, day]: readonly string[]): string {
  return month === undefined ? '' : `${monthName(month)}${day === undefined ? '' : ` ${Number(day)}`}`
}

function apaName(name: CslName): string {
  if ('literal' in name) return name.literal
  const initials = name.given
    .split(/\s+/u)
    .map(part =>
      part
        .split('-')
        .map(piece => `${Array.from(piece)[0] ?? ''}.`)
        .join('-'),
    )
    .join(' ')
  return `${name.family}, ${initials}${name.suffix === undefined ? '' : `, ${name.suffix}`}`
}

function chicago(
  { title, date, source, url }: DocumentSummary,
  names: readonly CslName[],
  { source: place, ordinal, speaker, ocr }: Passage,
): string {
  const authors =
    names.length > 3
      ? `${fullName(names[0] as CslName)} et al.`
      : listed(names.map(fullName), names.length > 2 ? ', and ' : ' and ')
  const [year, month, day] = dateParts(date)
  const issued =
    year === undefined
      ? 'n.d.'
      : month === undefined
        ? year
        : `${monthName(month)}${day === undefined ? '' : ` ${Number(day)},`} ${year}`
  const by = speaker === undefined ? '' : speaker === null ? 'Quoted' : `${speaker}, quoted`
  const parts = [
    by === '' ? authors : authors === '' ? by : `${by} in ${authors}`,
    `“${title.replace(/\.$/u, '')},”`,
    source ?? '',
    issued,
    pinpoint(place)?.replace(/^pp?\. /u, '') ?? `para. ${ordinal}`,
    ocr === true ? READ_BY_OCR : '',
    url ?? '',
  ]
  return `${parts
    .filter(part => part !== '')
    .join(', ')
    .replaceAll(',”,', ',”')}.`
}

function fullName(name: CslName): string {
  if ('literal' in name) return name.literal
  return [name.given, name.family, ...(name.suffix === undefined ? [] : [name.suffix])].join(' ')
}

function familyName(name: CslName): string {
  return 'literal' in name ? name.literal : name.family
}

function listed(names: readonly string[], last: string): string {
  const [final = '', ...before] = [...names].reverse()
  return before.length === 0 ? final : `${before.reverse().join(', ')}${last}${final}`
}

function ended(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}

/** The passage as a quotation with its citation, and where it can be checked: the original, else the file. */
export function markdownQuote({ passage, document, citation }: PassagePage): string {
  const url = document.url === null ? null : atPassage(document.url, citation.textFragment)
  return quoteMarkdown(passage.text, citation.text, passage.source, url)
}
