// How is a passage told to an assistant? As text that can be quoted, with its citation and the place where it can be checked.

import { atPassage } from '../domain/addresses.ts'
import type { Passage } from '../domain/document.ts'
import { placeName } from '../domain/places.ts'
import type { Citation } from '../search/citation.ts'
import type { DocumentSummary } from '../search/search.ts'

/** A passage with all that a quotation of it needs. */
export interface CitedPassage {
  readonly id: string
  readonly document: string
  readonly title: string
  /** 1-based place in the document. */
  readonly paragraph: number
  readonly section: readonly string[]
  readonly text: string
  /** `Author, “Title”, Source, 26 October 2020, ¶4`. */
  readonly citation: string
  /** File and line. */
  readonly source: string
  /** The original at the passage, where it is on the web. */
  readonly url: string | null
  readonly date: string | null
}

export function citedPassage(
  passage: Passage,
  { id, title, url, date }: DocumentSummary,
  citation: Citation,
): CitedPassage {
  const { path, line, page } = passage.source
  return {
    id: passage.id,
    document: id,
    title,
    paragraph: passage.ordinal,
    section: passage.headings,
    text: passage.text,
    citation: citation.text,
    source: page === undefined ? `${path}:${line}` : placeName(passage.source),
    url: url === null ? null : atPassage(url, citation.textFragment),
    date,
  }
}

/** The same as text: the passage in quotation marks, its citation, its id. */
export function asText({ id, text, citation, source, url }: CitedPassage): string {
  return `“${text}”\n— ${citation} [${source}${url === null ? '' : `, ${url}`}] (passage ${id})`
}
