// How is a passage quoted in Markdown so that it reads as it was written?
import { type Place, placeName } from './places.ts'

/** A block quotation with its citation, and where it can be checked: the address where it is one of the web, else the place in the file. */
export function quoteMarkdown(text: string, citation: string, place: Place, url: string | null): string {
  const quoted = text
    .split(/\r?\n/u)
    .map(each => `> ${escapeMarkdown(each)}`.trimEnd())
    .join('\n')
  const isLink = url !== null && /^https?:\/\//iu.test(url)
  const checked = isLink
    ? `<${url.replaceAll(/[<>\s]/gu, encodeURIComponent)}>`
    : escapeMarkdown(placeName(place))
  return `${quoted}\n>\n> — ${escapeMarkdown(citation)}. ${checked}`
}

/** Text of one line that Markdown shows as it is; white space at its ends, which would mean something, is left out. */
export function escapeMarkdown(text: string): string {
  return text
    .trim()
    .replaceAll(/[\\`*_[\]<>|&]/gu, sign => `\\${sign}`)
    .replace(/^[#+\-=~]/u, sign => `\\${sign}`)
    .replace(/^(\d+)([.)])/u, '$1\\$2')
}
