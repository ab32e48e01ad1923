// How is a text shown with its matches and names marked? Everything is escaped; ranges may nest or touch; characters that would
// change how their surroundings look are shown and kept from doing so.
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { dateName } from '../domain/dates.ts'
import type { InferredFrom, Mention } from '../domain/document.ts'
import type { Range } from '../search/highlight.ts'
import { entityLink } from './links.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** Controls of C0 and C1 besides tab and line ends, and those that turn the direction of what follows (Unicode 15, UAX #9). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROLS = /([\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069])/u

/** Letters written from right to left, and marks of direction: such text could reorder what is around it. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Text of the corpus, isolated from what is around it where it needs to be, its control characters named where they stand. */
export function plainText(text: string): Html {
  return RIGHT_TO_LEFT.test(text) ? html`<bdi>${visible(text)}</bdi>` : visible(text)
}

function visible(text: string): Html {
  if (!CONTROLS.test(text)) return html`${text}`
  return html`${text.split(CONTROLS).map((part, at) => (at % 2 === 0 ? part : control(part)))}`
}

function control(character: string): Html {
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return html`<bdi class="control" title="${code}, a control character">${code}</bdi>`
}

/** The text with `<mark>` around the ranges. */
export function markedText(text: string, ranges: readonly Range[]): Html {
  const parts: Html[] = []
  let at = 0
  for (const { start, end } of ranges) {
    parts.push(html`${visible(text.slice(at, start))}<mark>${visible(text.slice(start, end))}</mark>`)
    at = end
  }
  return html`${parts}${visible(text.slice(at))}`
}

/** As `markedText`, isolated from what is around it where it needs to be. */
export function markedTitle(text: string, ranges: readonly Range[]): Html {
  return RIGHT_TO_LEFT.test(text) ? html`<bdi>${markedText(text, ranges)}</bdi>` : markedText(text, ranges)
}

/** The text with each mention linked to its entity, and the ranges marked inside and outside of mentions. */
export function mentionedText(text: string, mentions: readonly Mention[], ranges: readonly Range[]): Html {
  const parts: Html[] = []
  let at = 0
  const plain = (from: number, to: number): Html => markedText(text.slice(from, to), within(ranges, from, to))
  for (const { start, end, entity, type, candidates, inferredFrom } of mentions) {
    if (start < at) continue
    parts.push(plain(at, start))
    if (entity === null) {
      const title = `Could be ${(candidates ?? []).join(' or ')}`
      parts.push(html`<span class="mention ambiguous" title="${title}">${plain(start, end)}</span>`)
    } else
      parts.push(
        html`<a class="mention ${type}" href="${entityLink(entity)}" title="${inferredFrom === undefined ? type : inferredTitle(entity, inferredFrom)}">${plain(start, end)}</a>`,
      )
    at = end
  }
  return html`${parts}${plain(at, text.length)}`
}

/** Where the year of a day comes from, e.g. "5 May 1994: the text gives no year; it is that of a date in the paragraph". */
function inferredTitle(entity: string, from: InferredFrom): string {
  return `${dateName(entity.slice('date:'.length))}: the text gives no year here; ${YEAR_SOURCES[from]}`
}

const YEAR_SOURCES: Readonly<Record<InferredFrom, string>> = {
  sentence: 'it is that of a date in the sentence',
  paragraph: 'it is that of a date in the paragraph',
  section: 'it is that of the section',
  neighbour: 'it is that of a date in the paragraph before',
  document: 'it is that of the document, which reports on the days before its date',
}

/** Ranges as they lie in the piece from `from` to `to`. */
export function within<T extends Range>(ranges: readonly T[], from: number, to: number): T[] {
  return ranges.flatMap(range => {
    const clipped = {
      ...range,
      start: Math.max(range.start, from) - from,
      end: Math.min(range.end, to) - from,
    }
    return clipped.start < clipped.end ? [clipped] : []
  })
}

export { html }
