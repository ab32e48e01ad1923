// Which lines of a PDF are headings? Those whose letters are higher than the text's, those of the outline, and bold ones above text that is not.
import type { Line } from './pdf-lines.ts'

export interface HeadingLook {
  /** Height of the letters of most of the text, in points. */
  readonly size: number
  /** Points from one line of a paragraph to the next, as a multiple of the size. */
  readonly leading: number
}

/** @param outline headings by `headingKey`, with their depth */
export function findHeadings(
  lines: readonly Line[],
  outline: ReadonlyMap<string, number>,
  look: HeadingLook,
): (line: Line) => number | null {
  const sizes = headingSizes(lines, look)
  const bold = boldHeadings(lines, look)
  const boldDepth = Math.min(6, sizes.size + 1)
  return line => {
    if (line.text.length > LONGEST || !/\p{L}/u.test(line.text)) return null
    return sizes.get(line.size) ?? outline.get(headingKey(line.text)) ?? (bold.has(line) ? boldDepth : null)
  }
}

/** Letters and digits only: an outline and its page differ in spaces and points. */
export function headingKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Letters this much higher than those of the text are a heading's. */
const HIGHER = 1.12
const LONGEST = 200

/** Heights of headings with their depth: the highest is the first. */
function headingSizes(lines: readonly Line[], { size: usual }: HeadingLook): ReadonlyMap<number, number> {
  const sizes = [...new Set(lines.map(({ size }) => size))].filter(size => size >= usual * HIGHER)
  return new Map(sizes.sort((a, b) => b - a).map((size, rank) => [size, Math.min(6, rank + 1)]))
}

/** Lines of a bold heading at most. */
const MOST_LINES = 3
/** Of all lines: where more are bold, it is no sign of a heading. */
const MOST_BOLD = 0.25
/** Text stands no farther below its heading, in heights of letters. */
const FARTHEST = 3.5

/** Bold lines that stand alone above a line of the text, and end no sentence. */
function boldHeadings(lines: readonly Line[], look: HeadingLook): ReadonlySet<Line> {
  const found = new Set<Line>()
  for (let at = 0; at < lines.length; ) {
    const end = endOfBold(lines, at)
    const run = lines.slice(at, end)
    const [first] = run
    if (first !== undefined && isHeading(run, lines[at - 1], lines[end], look))
      for (const line of run) found.add(line)
    at = Math.max(at + 1, end)
  }
  return found.size > lines.length * MOST_BOLD ? new Set() : found
}

/** Where bold lines below each other, of one height, end. */
function endOfBold(lines: readonly Line[], at: number): number {
  let end = at
  for (let above: Line | undefined; ; above = lines[end++]) {
    const line = lines[end]
    if (line?.isBold !== true || line.isTurned === true) return end
    if (above !== undefined && (line.size !== above.size || !isBelow(line, above, 2))) return end
  }
}

function isBelow(line: Line, above: Line, most: number): boolean {
  const gap = (above.y - line.y) / above.size
  return line.page === above.page && gap > 0 && gap < most
}

function isHeading(
  run: readonly Line[],
  above: Line | undefined,
  below: Line | undefined,
  look: HeadingLook,
): boolean {
  const [first] = run
  const last = run.at(-1)
  if (first === undefined || last === undefined || run.length > MOST_LINES) return false
  if (!/^[\p{Lu}\p{Lt}\p{Lo}\p{N}«“„"'¿¡(§]/u.test(first.text) || /[.,;…。]$/u.test(last.text)) return false
  const isRow = run.some(({ cells }) => cells.length > 2 || (cells.length === 2 && !isNumber(cells[0]?.text)))
  if (isRow || below === undefined || below.isBold === true || !isBelow(below, last, FARTHEST)) return false
  if (below.size < look.size * 0.95 || below.cells.length > 1) return false
  // Within a paragraph whole lines may be bold, and below a wide gap nothing goes on.
  return (
    above === undefined ||
    !isBelow(first, above, look.leading * 1.15) ||
    /[.!?:;…。]["”»’')\]]*$/u.test(above.text)
  )
}

/** `2.1`, `IV.`, `§ 3`: stands before a heading, a gap away. */
function isNumber(text = ''): boolean {
  return /^(?:§\s?)?(?:[\p{N}.]{1,10}|[IVXLC]{1,7}\.?|\p{L}[.)])$/u.test(text)
}
