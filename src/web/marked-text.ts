// How is a text shown with its matches and names marked? Everything is escaped; ranges may nest or touch.
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Mention } from '../domain/document.ts'
import type { Range } from '../search/highlight.ts'
import { entityLink } from './links.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** The text with `<mark>` around the ranges. */
export function markedText(text: string, ranges: readonly Range[]): Html {
  const parts: Html[] = []
  let at = 0
  for (const { start, end } of ranges) {
    parts.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`)
    at = end
  }
  return html`${parts}${text.slice(at)}`
}

/** The text with each mention linked to its entity, and the ranges marked inside and outside of mentions. */
export function mentionedText(text: string, mentions: readonly Mention[], ranges: readonly Range[]): Html {
  const parts: Html[] = []
  let at = 0
  const plain = (from: number, to: number): Html => markedText(text.slice(from, to), within(ranges, from, to))
  for (const { start, end, entity, type, candidates } of mentions) {
    if (start < at) continue
    parts.push(plain(at, start))
    if (entity === null) {
      const title = `Could be ${(candidates ?? []).join(' or ')}`
      parts.push(html`<span class="mention ambiguous" title="${title}">${plain(start, end)}</span>`)
    } else parts.push(html`<a class="mention ${type}" href="${entityLink(entity)}">${plain(start, end)}</a>`)
    at = end
  }
  return html`${parts}${plain(at, text.length)}`
}

function within(ranges: readonly Range[], from: number, to: number): Range[] {
  return ranges.flatMap(({ start, end }) => {
    const clipped = { start: Math.max(start, from) - from, end: Math.min(end, to) - from }
    return clipped.start < clipped.end ? [clipped] : []
  })
}

export { html }
