// How is a passage quoted in Markdown so that it reads as it was written?

/** Where a quotation can be checked. */
export interface QuotePlace {
  readonly path: string
  readonly line: number
  readonly url: string | null
}

/** A block quotation with its citation, and the place: the address where it is one of the web, else file and line. */
export function quoteMarkdown(text: string, citation: string, { path, line, url }: QuotePlace): string {
  const quoted = text
    .split(/\r?\n/u)
    .map(each => `> ${escapeMarkdown(each)}`.trimEnd())
    .join('\n')
  const isLink = url !== null && /^https?:\/\//iu.test(url)
  const place = isLink
    ? `<${url.replaceAll(/[<>\s]/gu, encodeURIComponent)}>`
    : escapeMarkdown(`${path}, line ${line}`)
  return `${quoted}\n>\n> — ${escapeMarkdown(citation)}. ${place}`
}

/** Text of one line that Markdown shows as it is; white space at its ends, which would mean something, is left out. */
function escapeMarkdown(text: string): string {
  return text
    .trim()
    .replaceAll(/[\\`*_[\]<>|&]/gu, sign => `\\${sign}`)
    .replace(/^[#+\-=~]/u, sign => `\\${sign}`)
    .replace(/^(\d+)([.)])/u, '$1\\$2')
}
