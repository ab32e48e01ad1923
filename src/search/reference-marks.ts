// How do marks stand in a reference? Quotation marks within quotation marks, and points and commas before those that close.

/** Straight marks around words: `'War'`, and the apostrophe of `'Ann's War'` within them. */
const STRAIGHT = /(?<=^|[\s([{–—-])'(\p{L}[^']*(?:'\p{L}[^']*)*)'(?!\p{L})/gu
/** `‘War’`, as above. */
const SINGLE = /‘([^‘’]*(?:’\p{L}[^‘’]*)*)’(?!\p{L})/gu

/** A text with the marks of print: `"so"` and `'so'` are “so”, and `O'Brien` is O’Brien. */
export function withCurlyMarks(text: string): string {
  return text
    .replace(STRAIGHT, '“$1”')
    .replace(/(?<=^|[\s([{“‘–—-])"/gu, '“')
    .replaceAll('"', '”')
    .replaceAll("'", '’')
}

/** A text in quotation marks: those within are single, and within these they are double again. */
export function quoted(text: string, ending = ''): string {
  const curly = withCurlyMarks(text)
  const inner = /[“”]/u.test(curly) ? curly.replace(SINGLE, '\uE000$1\uE001') : curly
  return `“${withEnding(
    inner.replace(/[“”\uE000\uE001]/gu, mark => INNER[mark] ?? mark),
    ending,
  )}”`
}

/** The marks within marks; letters of private use stand for single ones that were found in pairs. */
const INNER: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '\uE000': '“', '\uE001': '”' }

/** A point or comma after a text: before the quotation marks that close it, and no point after a sign that ends a sentence. */
export function withEnding(text: string, ending: string): string {
  const marks = /[”’]*$/u.exec(text)?.[0] ?? ''
  const body = text.slice(0, text.length - marks.length)
  const isEnded = ending === '.' && /[.?!]$/u.test(body)
  return `${body}${isEnded ? '' : ending}${marks}`
}
