// How is a passage told to an assistant? As text that can be quoted, with its citation and the place where it can be checked.

import { atPassage } from '../domain/addresses.ts'
import type { InferredFrom, Passage } from '../domain/document.ts'
import { pinpoint, placeName } from '../domain/places.ts'
import type { Citation } from '../search/citation.ts'
import type { DocumentSummary } from '../search/document-summary.ts'

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
  /** Days that the text writes without a year, with the year that was found for them and where. */
  readonly inferredDates?: readonly InferredDate[]
}

interface InferredDate {
  readonly text: string
  readonly date: string
  readonly inferredFrom: InferredFrom
}

export function citedPassage(
  passage: Passage,
  { id, title, url, date }: DocumentSummary,
  citation: Citation,
): CitedPassage {
  const { path, line } = passage.source
  return {
    id: passage.id,
    document: id,
    title,
    paragraph: passage.ordinal,
    section: passage.headings,
    text: passage.text,
    citation: citation.text,
    source: pinpoint(passage.source) === null ? `${path}:${line}` : placeName(passage.source),
    url: url === null ? null : atPassage(url, citation.textFragment),
    date,
    ...inferredDates(passage),
  }
}

function inferredDates({ mentions }: Passage): Pick<CitedPassage, 'inferredDates'> {
  const found = mentions.flatMap(({ text, entity, inferredFrom }): InferredDate[] =>
    entity === null || inferredFrom === undefined
      ? []
      : [{ text, date: entity.replace(/^date:/u, ''), inferredFrom }],
  )
  return found.length === 0 ? {} : { inferredDates: found }
}

/** The same as text: the passage in quotation marks, its citation, its id. */
export function asText({ id, text, citation, source, url, inferredDates: dates = [] }: CitedPassage): string {
  const quoted = `“${text}”\n— ${citation} [${source}${url === null ? '' : `, ${url}`}] (passage ${id})`
  const notes = dates.map(
    ({ text: day, date, inferredFrom }) => `${day} is ${date}, its year inferred from the ${inferredFrom}`,
  )
  return notes.length === 0 ? quoted : `${quoted}\n[${notes.join('; ')}]`
}
