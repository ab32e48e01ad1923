// How is a text shown with its matches and names marked? Everything is escaped; ranges may nest or touch; characters that would
// change how their surroundings look are shown and kept from doing so.
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { InferredFrom, Mention } from '../domain/document.ts'
import type { Range } from '../search/highlight.ts'
import { entityLink } from './links.ts'
import './words/languages.ts'
import { dateText } from './words/dates.ts'
import { type Filling, say, sentence, spoken, written } from './words/spoken.ts'
import type { WordKey } from './words/words.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

type Told<Given extends readonly unknown[]> = Given extends readonly [infer Values]
  ? [values: Values, as?: Readonly<Record<string, Html>>]
  : []

/**
 * A sentence of the page's language with parts of the page in its gaps.
 * @param as how numbers by which its form is chosen are shown
 */
export function tell<Key extends WordKey>(
  key: Key,
  ...[values, as]: Told<Filling<Key, string | number | Html>>
): Html {
  const given: Readonly<Record<string, string | number | Html>> = values ?? {}
  return html`${sentence(key, given['n']).map(piece => {
    if ('text' in piece) return piece.text
    const value = as?.[piece.gap] ?? given[piece.gap] ?? ''
    return typeof value === 'number' ? written(value) : value
  })}`
}

/** Controls of C0 and C1 besides tab and line ends, and those that turn the direction of what follows (Unicode 15, UAX #9). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROLS = /([\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069])/u

/** Letters written from right to left, and marks of direction: such text could reorder what is around it. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Text that the service has in English only, marked as such on a page of another language. */
export function englishText(text: string): Html {
  return spoken().tag === 'en' ? plainText(text) : html`<bdi lang="en">${plainText(text)}</bdi>`
}

/** Text of the corpus, isolated from what is around it where it needs to be, its control characters named where they stand. */
export function plainText(text: string): Html {
  return isIsolated(text) ? html`<bdi>${visible(text)}</bdi>` : visible(text)
}

/** Text of either direction is kept apart from words of the other. */
function isIsolated(text: string): boolean {
  return RIGHT_TO_LEFT.test(text) || spoken().direction === 'rtl'
}

function visible(text: string): Html {
  if (!CONTROLS.test(text)) return html`${text}`
  return html`${text.split(CONTROLS).map((part, at) => (at % 2 === 0 ? part : control(part)))}`
}

function control(character: string): Html {
  const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return html`<bdi class="control" title="${say('control.title', { code })}">${code}</bdi>`
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
  return isIsolated(text) ? html`<bdi>${markedText(text, ranges)}</bdi>` : markedText(text, ranges)
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
      const title = say('name.ambiguous', { names: (candidates ?? []).join(say('filters.or')) })
      parts.push(html`<span class="mention ambiguous" title="${title}">${plain(start, end)}</span>`)
    } else
      parts.push(
        html`<a class="mention ${type}" href="${entityLink(entity)}"${inferredFrom === undefined ? '' : html` title="${inferredTitle(entity, inferredFrom)}"`}>${plain(start, end)}</a>`,
      )
    at = end
  }
  return html`${parts}${plain(at, text.length)}`
}

/** Where the year of a day comes from, e.g. "5 May 1994: the text gives no year; it is that of a date in the paragraph". */
function inferredTitle(entity: string, from: InferredFrom): string {
  const date = dateText(entity.slice('date:'.length))
  return say('name.inferred', { date, source: say(`inferred.${from}`) })
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
