// How is a passage quoted so that an editor can check it? A reference, a W3C text selector, a text fragment.
import { dateName } from '../domain/dates.ts'
import { type DocumentRecord, hasDateOfFile, type Passage } from '../domain/document.ts'
import { pinpoint } from '../domain/places.ts'

export interface Citation {
  /** `Author, “Title”, Source, 26 October 2020, ¶4`; in a format with pages `…, p. 12, ¶4`; of a table `…, row 7, ¶4`, with several sheets `…, sheet “Aid”, row 7, ¶4`; of spoken words `…, 01:02–01:09, ¶4`; of words that a mail quotes `Name, quoted in Author, …`; of text that was recognised on a picture `…, ¶4, read by OCR`. */
  readonly text: string
  /** Text Quote Selector of the W3C Web Annotation Data Model, section 4.2.4. */
  readonly selector: { readonly exact: string; readonly prefix: string; readonly suffix: string }
  /** Appended to the page's URL it scrolls to the passage (WICG Scroll to Text Fragment). */
  readonly textFragment: string
  /** True where the text, or a part of it, was recognised on a picture: compare it with the original. */
  readonly ocr?: true
}

/** What every form of a citation says of text that was recognised on a picture. */
export const READ_BY_OCR = 'read by OCR'
/** And of a date that stands in the file’s properties alone. */
export const DATE_OF_FILE = 'date of the file'

const AROUND = 32

/** @param before text of the passage before, @param after text of the passage after; empty at the ends */
export function cite(passage: Passage, document: DocumentRecord, before: string, after: string): Citation {
  const date = document.date === null ? null : dateName(document.date)
  const ofFile = hasDateOfFile(document) ? ` (${DATE_OF_FILE})` : ''
  const author = authors(document.authors)
  const parts = [
    passage.speaker === undefined ? author : quotedIn(passage.speaker, author),
    `“${document.title}”`,
    document.source,
    date === null ? null : `${date}${ofFile}`,
    pinpoint(passage.source),
    `¶${passage.ordinal}`,
    passage.ocr === true ? READ_BY_OCR : null,
  ]
  return {
    text: parts.filter(part => part !== null && part !== '').join(', '),
    selector: { exact: passage.text, prefix: lastPart(before), suffix: firstPart(after) },
    textFragment: textFragment(passage),
    ...(passage.ocr === true ? { ocr: true } : {}),
  }
}

/** Words that a mail quotes are not its sender's. */
function quotedIn(speaker: string | null, author: string | null): string {
  const within = author === null ? 'quoted' : `quoted in ${author}`
  return speaker === null ? `Q${within.slice(1)}` : `${speaker}, ${within}`
}

function authors(names: readonly string[]): string | null {
  if (names.length <= 2) return names.length === 0 ? null : names.join(' and ')
  return `${names[0]} et al.`
}

function lastPart(text: string): string {
  return wholeCharacters(text.slice(-AROUND))
}

function firstPart(text: string): string {
  return wholeCharacters(text.slice(0, AROUND))
}

/** Without half a surrogate pair at either end. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]/u, '').replace(/[\uD800-\uDBFF]$/u, '')
}

/**
 * Short passages whole, long ones and lists by their first and last words: a browser finds no words across two items. The number of an item
 * is printed and no text of the page.
 */
function textFragment({ kind, text }: Passage): string {
  const lines = kind === 'list' ? text.split('\n').map(line => line.replace(/^\w{1,9}[.)] /u, '')) : [text]
  const first = wordsOf(lines[0] ?? '')
  const last = wordsOf(lines.at(-1) ?? '')
  if (lines.length === 1 && first.length <= 12) return `#:~:text=${encode(first)}`
  return `#:~:text=${encode(first.slice(0, 5))},${encode(last.slice(-5))}`
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter(word => word !== '')
}

function encode(words: readonly string[]): string {
  return encodeURIComponent(words.join(' ').toWellFormed()).replaceAll('-', '%2D')
}
