// Which lines stand on every page, and are no text? Heads, feet and numbers of pages, wherever in the margin they stand, and stamps beside the text.
import type { Line } from './pdf-lines.ts'

/** Lines at the head or foot of a page, set apart from its text, that come on several pages, their numbers counting with the pages. */
export function findFurniture(pages: readonly (readonly Line[])[]): ReadonlySet<Line> {
  const found = new Set(pages.flat().filter(({ isStamp }) => isStamp === true))
  const bands = pages.map(lines => margins(lines.filter(line => line.isTurned !== true)))
  const pagesOf = new Map<string, Set<number>>()
  const isLong = pages.length >= FEWEST_PAGES
  const marginal = bands.flat().filter(({ isApart, isAlone }) => isApart && (isLong || isAlone))
  for (const { line } of marginal)
    for (const key of keysOf(line)) pagesOf.set(key, (pagesOf.get(key) ?? new Set()).add(line.page))
  const least = Math.min(FEWEST_PAGES, Math.max(2, pages.length))
  for (const { line } of marginal)
    if (keysOf(line).some(key => (pagesOf.get(key)?.size ?? 0) >= least)) found.add(line)
  for (const { line, isOutermost } of bands.flat())
    if (pages.length > 1 && isOutermost && line.text.length < LONGEST && PAGE_NUMBER.test(line.text))
      found.add(line)
  for (const lines of bands) for (const line of printedAround(lines, pages.length)) found.add(line)
  return found
}

/**
 * What a browser prints around a page that is printed from it, which one page alone shows by its form: an address and `1/1` at its foot, the
 * time and the title at its head.
 */
function printedAround(band: readonly MarginLine[], pages: number): Line[] {
  const lines = band.flatMap(({ line, isOutermost, isApart }) => (isOutermost && isApart ? [line] : []))
  const isFoot = ({ text, page }: Line): boolean =>
    text.endsWith(` ${page}/${pages}`) && /^[a-z]{3,10}:\/\/\S+ \S+$/u.test(text)
  return lines.some(isFoot) ? lines.filter(line => isFoot(line) || TIME.test(line.text)) : []
}

/** `27.11.26, 23:36`, `11/27/26, 11:36 PM`. */
const TIME = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?,? \d{1,2}:\d{2}\b/u

/** Heads and feet come on as many pages; of two pages on both, one line each. */
const FEWEST_PAGES = 3

interface MarginLine {
  readonly line: Line
  /** Nothing stands nearer to the edge of the page. */
  readonly isOutermost: boolean
  /** A wide gap sets it apart from the text. */
  readonly isApart: boolean
  /** It is the only one at its edge. */
  readonly isAlone: boolean
}

/** Most lines of a head or foot. */
const MOST_LINES = 3
/** Longest that is taken for one where there are few pages to tell by, in UTF-16 code units. */
const LONGEST = 80
/** A head or foot is farther from the text than its lines are from each other, in heights of letters. */
const APART = 1.7

function margins(lines: readonly Line[]): MarginLine[] {
  const down = [...lines].sort((a, b) => b.y - a.y || a.x - b.x)
  return [...band(down), ...band(down.toReversed())]
}

/** The outermost lines before the first wide gap, and the outermost of all. */
function band(lines: readonly Line[]): MarginLine[] {
  const [first] = lines
  if (first === undefined) return []
  const rows: Line[][] = [[first]]
  for (const line of lines.slice(1)) {
    const last = rows.at(-1)?.[0] ?? first
    const step = Math.abs(last.y - line.y)
    if (step < 2) rows.at(-1)?.push(line)
    else if (step > Math.max(last.size, line.size) * APART)
      return rows.flatMap((row, at) =>
        row.map(own => ({
          line: own,
          isOutermost: at === 0,
          isApart: true,
          isAlone: rows.length === 1 && own.text.length < LONGEST,
        })),
      )
    else if (rows.length >= MOST_LINES) break
    else rows.push([line])
  }
  return (rows[0] ?? []).map(line => ({ line, isOutermost: true, isApart: false, isAlone: false }))
}

/** Most numbers in a line that are tried as counting with the pages. */
const MOST_NUMBERS = 3

/** What a line says, with each of its numbers as it is or as its distance from the page's. */
function keysOf({ text, page }: Line): string[] {
  const parts = text.toLowerCase().split(NUMBER)
  const numbers = parts.filter((_, at) => at % 2 === 1).length
  if (numbers === 0 || numbers > MOST_NUMBERS) return [parts.join('')]
  return Array.from({ length: 2 ** numbers }, (_, choice) =>
    parts
      .map((part, at) =>
        at % 2 === 1 && (choice >> ((at - 1) / 2)) % 2 === 1 ? `#${numberFrom(part) - page}` : part,
      )
      .join(''),
  )
}

/** Roman ones only at an end of the line. */
const NUMBER = /(\d{1,4}|^[ivxlc]{1,7}(?=\s)|(?<=\s)[ivxlc]{1,7}$)/u

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }

/** Of a number in digits or in small Roman letters. */
function numberFrom(number: string): number {
  if (/^\d/u.test(number)) return Number(number)
  const values = Array.from(number, letter => ROMAN[letter] ?? 0)
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}

const PAGE_NUMBER =
  /^\W*(?:page|p\.|pp\.|seite|s\.|página|pág\.|pagina|strona|стр\.?|страница|sida|side|sivu|sayfa|σελίδα|صفحة|第)?\s*(?:\p{Nd}{1,4}|[ivxlc]{1,7})(?:\s*(?:of|\/|von|de|di|z|из|av|van|sur)\s*\d{1,4})?\s*[页頁]?\W*$/iu
