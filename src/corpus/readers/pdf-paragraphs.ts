// Which lines of a PDF are one paragraph, and which are headings? Decided by size, gaps and indents.
import { type Arranged, arrange } from './pdf-columns.ts'
import { type Block, type Composed, compose } from './pdf-compose.ts'
import { findFurniture } from './pdf-furniture.ts'
import { findHeadings, type HeadingLook } from './pdf-headings.ts'
import type { Line } from './pdf-lines.ts'

/** @param outline headings by `headingKey`, with their depth */
export function composePages(
  pages: readonly (readonly Line[])[],
  outline: ReadonlyMap<string, number>,
): Composed {
  const furniture = findFurniture(pages)
  const arranged = pages.flatMap(lines => arrange(lines.filter(line => !furniture.has(line))))
  const lines = arranged.flatMap(part => ('line' in part ? [part.line] : []))
  const look = lookOf(lines)
  return compose(blocksOf(arranged, findHeadings(lines, outline, look), look), [...furniture])
}

function blocksOf(
  arranged: readonly Arranged[],
  depthOf: (line: Line) => number | null,
  look: HeadingLook,
): Block[] {
  const blocks: Block[] = []
  let current: Block | undefined
  for (const part of arranged) {
    if ('rows' in part) {
      current = { lines: part.rows.map(({ line }) => line), depth: null, right: 0, rows: part.rows }
      blocks.push(current)
      continue
    }
    const { line } = part
    const depth = depthOf(line)
    const goesOn = (block: Block | undefined): block is Block =>
      block !== undefined && block.rows === undefined && belongs(block, line, depth, look)
    const block =
      [current, beforeNotes(blocks, line, look)].find(goesOn) ?? beforeBox(blocks, line, depth, look)
    if (block === undefined) {
      current = { lines: [line], depth, right: line.right }
      blocks.push(current)
    } else {
      block.lines.push(line)
      block.right = Math.max(block.right, line.right)
      current = block
    }
  }
  return blocks
}

/** Most notes at the foot of a page. */
const MOST_NOTES = 40

/** At the beginning of a page, the paragraph that stands above the notes of the page before: it may go on here. */
function beforeNotes(blocks: readonly Block[], line: Line, look: HeadingLook): Block | undefined {
  const previous = blocks.at(-1)?.lines.at(-1)?.page
  if (previous === undefined || previous === line.page || line.size < look.size * 0.95) return undefined
  const recent = blocks.slice(-MOST_NOTES)
  return recent.findLast(
    ({ lines, depth }) =>
      depth === null && lines.at(-1)?.page === previous && (lines[0]?.size ?? 0) >= look.size * 0.95,
  )
}

/** Blocks of a figure, a table or a box, at most. */
const MOST_OF_BOX = 60

/** A paragraph that broke off above a figure or a side box, where a line goes on with it in the middle of a sentence. */
function beforeBox(
  blocks: readonly Block[],
  line: Line,
  depth: number | null,
  look: HeadingLook,
): Block | undefined {
  if (depth !== null || !/^\p{Ll}/u.test(line.text) || ITEM.test(line.text)) return undefined
  if (line.cells.length > 1 || !isOfText(line, look)) return undefined
  const recent = blocks.slice(-MOST_OF_BOX)
  const at = recent.findLastIndex(({ lines: [first] }) => first !== undefined && isOfText(first, look))
  const found = recent[at]
  const box = recent.slice(at + 1)
  if (box.length === 0 || box.some(part => part.depth !== null)) return undefined
  const last = found?.lines.at(-1)
  if (found === undefined || last === undefined || found.lines.length < 2 || found.depth !== null)
    return undefined
  const isBrokenOff =
    found.rows === undefined && !ENDED.test(last.text) && last.right > found.right - last.size * 4
  const isNear = last.page === line.page || last.page === line.page - 1
  return isBrokenOff && isNear && last.size === line.size ? found : undefined
}

/** As high as the text, and as wide as one of its lines, not a word of a figure. */
function isOfText({ size, text }: Line, look: HeadingLook): boolean {
  return (
    Math.abs(size - look.size) <= look.size * 0.05 && text.length >= FEWEST_LETTERS && !CAPTION.test(text)
  )
}

const FEWEST_LETTERS = 25

function lookOf(lines: readonly Line[]): HeadingLook {
  const size = most(lines.map(line => [line.size, line.text.length] as const)) ?? 10
  const gaps: (readonly [number, number])[] = []
  for (const [at, line] of lines.entries()) {
    const previous = lines[at - 1]
    if (previous?.page !== line.page || previous.size !== line.size) continue
    const gap = (previous.y - line.y) / line.size
    if (gap > 0.8 && gap < 3) gaps.push([Math.round(gap * 20) / 20, 1])
  }
  const leading = most(gaps) ?? USUAL_LEADING
  return { size, leading: gaps.length < FEW_GAPS ? Math.min(leading, USUAL_LEADING) : leading }
}

/** What few lines show may be the distance of paragraphs. */
const FEW_GAPS = 4
const USUAL_LEADING = 1.3

/** The value with the greatest weight, the smaller of two. */
function most(weighted: readonly (readonly [value: number, weight: number])[]): number | null {
  const sums = new Map<number, number>()
  for (const [value, weight] of weighted) sums.set(value, (sums.get(value) ?? 0) + weight)
  const [first] = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return first?.[0] ?? null
}

const ITEM = /^(?:[•▪●○■–—*-]|\d{1,3}[.)]|\(?[a-z]{1,3}\)|\([ivx]+\))\s/iu
const ENDED = /[.!?:;…]["”»’')\]]*\d{0,3}$/u

/** Dots that lead to the number of a page. */
const LEADERS = /(?:\.\s?){4,}\s*[\p{Nd}ivxlc]{1,7}$/iu

/** A list of contents has an entry on each line, also where it says only the number of the page. */
function isNextEntry({ text }: Line, line: Line): boolean {
  return LEADERS.test(text) || (LEADERS.test(line.text) && /\p{Nd}$/u.test(text))
}

/** `Table 1: `, `Abb. 3.2. ` */
const CAPTION = /^\p{Lu}\p{L}{2,12}\.?\s\d{1,3}(?:[.-]\d{1,3})*\s?[.:]\s/u

/** Whether a line goes on with a block. */
function belongs(block: Block, line: Line, depth: number | null, look: HeadingLook): boolean {
  const last = block.lines.at(-1) as Line // no block is empty
  if (block.depth !== depth) return false
  const samePage = last.page === line.page
  const gap = (last.y - line.y) / line.size
  if (depth !== null) return samePage && last.size === line.size && gap > 0 && gap < 2
  if (Math.abs(last.size - line.size) > last.size * 0.12) return false
  if (ITEM.test(line.text) || isNextEntry(last, line)) return false
  // A new page or column: only what breaks off in the middle of a sentence goes on there.
  if (!samePage || gap < 0 || gap > 8) {
    if (CAPTION.test(line.text)) return false
    const isFull =
      block.lines.length > 1 && last.right > block.right - last.size * 4 && (!samePage || gap < 0)
    return !ENDED.test(last.text) && (isFull || /^[\p{Ll}(]/u.test(line.text))
  }
  if (gap > look.leading * 1.3) return false
  const isIndented = line.x > last.x + line.size * 0.8 && block.lines.length > 1
  const isShort = last.right < Math.max(block.right, line.right) - line.size * 4
  return !(ENDED.test(last.text) && (isIndented || isShort))
}
