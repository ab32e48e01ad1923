// How is a passage cited in a thesis, a footnote, a reference manager? APA, Chicago, BibTeX, RIS, CSL-JSON, and a quotation in Markdown.

import type { Bundle } from '../bundle/open-bundle.ts'
import { atPassage } from '../domain/addresses.ts'
import { datesOf } from '../domain/dates.ts'
import { type DocumentRecord, hasDateOfFile, type Passage } from '../domain/document.ts'
import { quoteMarkdown } from '../domain/markdown.ts'
import { type NameParts as CslName, nameParts } from '../domain/names/name-parts.ts'
import { type Apa, apa } from './apa.ts'
import { chicago } from './chicago.ts'
import type { CslItem } from './csl-item.ts'
import type { DocumentSummary } from './document-summary.ts'
import { nameIndexOf } from './name-index.ts'
import type { PassagePage } from './passages.ts'
import { referenceFiles } from './reference-files.ts'
import { noteOn } from './reference-note.ts'

export interface References {
  /** Entry of a reference list and citation in the text: APA Publication Manual, 7th edition, 10.1 and 8.13. */
  readonly apa: Apa
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
  const isDateOfFile = record !== null && hasDateOfFile(record)
  const csl = cslItem(document, names, passage, isDateOfFile)
  return {
    apa: apa(document, names, passage),
    chicago: chicago(document, names, passage),
    ...(await referenceFiles(csl, document.date, passage, isDateOfFile)),
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
  passage: Passage,
  isDateOfFile: boolean,
): CslItem {
  const issued = date === null ? null : cslDate(date)
  const note = noteOn(passage, isDateOfFile)
  return {
    id,
    type: source === null ? 'document' : 'article-newspaper',
    title,
    ...(names.length === 0 ? {} : { author: names }),
    ...(issued === null || issued.length === 0 ? {} : { issued: { 'date-parts': issued } }),
    ...(source === null ? {} : { 'container-title': source }),
    ...(url === null ? {} : { URL: url }),
    ...(note === null ? {} : { note }),
  }
}

/** Years, months and days of CSL: it has no year 0, so that 44 BC is -44. */
function cslDate(date: string): number[][] | null {
  const dates = datesOf(date)
  if (dates === null) return null
  return [dates.first, ...(dates.last === null ? [] : [dates.last])].flatMap(({ year, month, day }) =>
    year === null
      ? []
      : [[year > 0 ? year : year - 1, ...[month, day].filter(part => part !== undefined).map(Number)]],
  )
}

/** The passage as a quotation with its citation, and where it can be checked: the original, else the file. */
export function markdownQuote({ passage, document, citation }: PassagePage): string {
  const url = document.url === null ? null : atPassage(document.url, citation.textFragment)
  return quoteMarkdown(passage.text, citation.text, passage.source, url)
}
