// How is a passage cited in a thesis, a footnote, a reference manager? APA, Chicago, BibTeX, CSL-JSON, and a quotation in Markdown.

import type { Bundle } from '../bundle/open-bundle.ts'
import { atPassage } from '../domain/addresses.ts'
import { dateName, monthName } from '../domain/dates.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import { quoteMarkdown } from '../domain/markdown.ts'
import { type NameParts as CslName, nameParts } from '../domain/names/name-parts.ts'
import { pagesName } from '../domain/places.ts'
import { nameIndexOf } from './name-index.ts'
import type { PassagePage } from './passages.ts'
import type { DocumentSummary } from './search.ts'

/** An item of CSL-JSON, Citation Style Language 1.0.2. */
export interface CslItem {
  readonly id: string
  readonly type: 'article-newspaper' | 'document'
  readonly title: string
  readonly author?: readonly CslName[]
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly 'container-title'?: string
  readonly URL?: string
}

export interface References {
  /** Entry of a reference list and citation in the text: APA Publication Manual, 7th edition, 10.1 and 8.13. */
  readonly apa: { readonly reference: string; readonly inText: string }
  /** A footnote: Chicago Manual of Style, 17th edition, 14.191. */
  readonly chicago: string
  readonly bibtex: string
  readonly csl: CslItem
  readonly markdown: string
}

export function references(bundle: Bundle, page: PassagePage): References {
  const { document, passage } = page
  const record = bundle.records.document(document.id)
  const names = document.authors.map(author => citedName(bundle, author, record))
  const csl = cslItem(document, names)
  return {
    apa: apa(document, names, passage),
    chicago: chicago(document, names, passage),
    bibtex: bibtex(document, names, passage),
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

function cslItem({ id, title, date, source, url }: DocumentSummary, names: readonly CslName[]): CslItem {
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
  { source: place, ordinal, speaker }: Passage,
): References['apa'] {
  const [year = 'n.d.', month, day] = dateParts(date)
  const within =
    month === undefined ? '' : `, ${monthName(month)}${day === undefined ? '' : ` ${Number(day)}`}`
  const authors = listed(names.map(apaName), ', & ')
  const issued = `(${year}${within}).`
  const titled = /[.?!]$/u.test(title) ? title : `${title}.`
  const parts = authors === '' ? [titled, issued] : [`${ended(authors)} ${issued}`, titled]
  const reference = [...parts, source === null ? '' : ended(source), url ?? '']
    .filter(part => part !== '')
    .join(' ')
  const short = names.map(familyName)
  const cited =
    short.length === 0 ? `“${title}”` : short.length > 2 ? `${short[0]} et al.` : short.join(' & ')
  const by = speaker === undefined ? '' : `${speaker === null ? '' : `${speaker}, `}as cited in `
  return { reference, inText: `(${by}${cited}, ${year}, ${pagesName(place) ?? `para. ${ordinal}`})` }
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
  { source: place, ordinal, speaker }: Passage,
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
    `“${title},”`,
    source ?? '',
    issued,
    pagesName(place)?.replace(/^pp?\. /u, '') ?? `para. ${ordinal}`,
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

function bibtex(
  { id, title, date, source, url }: DocumentSummary,
  names: readonly CslName[],
  { source: place, ordinal, speaker }: Passage,
): string {
  const [year, month, day] = dateParts(date)
  const author = names
    .map(name => ('literal' in name ? `{${bibtexText(name.literal)}}` : bibtexText(bibtexName(name))))
    .join(' and ')
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['author', author],
    ['title', `{${bibtexText(title)}}`],
    ['howpublished', source === null ? undefined : bibtexText(source)],
    ['year', year],
    ['month', month === undefined ? undefined : String(Number(month))],
    ['day', day === undefined ? undefined : String(Number(day))],
    ['url', url === null ? undefined : url.replaceAll(/[{}\\]/gu, encodeURIComponent)],
    ['pages', pagesName(place, '--')?.replace(/^pp?\. /u, '')],
    [
      'note',
      `Paragraph ${ordinal}${speaker === undefined ? '' : `, words of ${bibtexText(speaker ?? 'another person')}`}`,
    ],
  ]
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = {${value}},`],
  )
  return `@misc{${id.replaceAll(/[^\w:.-]+/gu, '-')},\n${lines.join('\n')}\n}`
}

function bibtexName(name: { family: string; given: string; suffix?: string }): string {
  return [name.family, ...(name.suffix === undefined ? [] : [name.suffix]), name.given].join(', ')
}

const BIBTEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

function bibtexText(text: string): string {
  return text.replaceAll(/[\\{}~^$&#_%]/gu, sign => BIBTEX[sign] ?? `\\${sign}`).replaceAll(/\s+/gu, ' ')
}

/** The passage as a quotation with its citation, and where it can be checked: the original, else the file. */
export function markdownQuote({ passage, document, citation }: PassagePage): string {
  const url = document.url === null ? null : atPassage(document.url, citation.textFragment)
  return quoteMarkdown(passage.text, citation.text, passage.source, url)
}
