// Which lines of a PDF are one paragraph, which are headings, which stand on every page? Decided by size, gaps, indents and repetition.
import type { Root, RootContent } from 'mdast'
import type { BoilerplateReason } from '../../domain/document.ts'
import { type PageStart, spanning } from '../rendition.ts'
import type { Line } from './pdf-lines.ts'

export interface Composed {
  readonly source: string
  readonly root: Root
  readonly pages: readonly PageStart[]
}

/** @param outline headings by `headingKey`, with their depth */
export function composePages(
  pages: readonly (readonly Line[])[],
  outline: ReadonlyMap<string, number>,
): Composed {
  const furniture = findFurniture(pages)
  const lines = pages.flat().filter(line => !furniture.has(line))
  const look = lookOf(lines)
  const headings = headingSizes(lines, look)
  const blocks: Block[] = []
  let block: Block | null = null
  for (const line of lines) {
    const depth = headingDepth(line, outline, headings)
    if (block !== null && belongs(block, line, depth, look)) {
      block.lines.push(line)
      block.right = Math.max(block.right, line.right)
    } else {
      block = { lines: [line], depth, right: line.right }
      blocks.push(block)
    }
  }
  return compose(blocks, [...furniture], wordsOf(lines))
}

interface Block {
  readonly lines: Line[]
  /** Of a heading, else null. */
  readonly depth: number | null
  /** Where its longest line ends. */
  right: number
}

/** What most of the text looks like. */
interface Look {
  readonly size: number
  /** Points from one line of a paragraph to the next, as a multiple of the size. */
  readonly leading: number
}

function lookOf(lines: readonly Line[]): Look {
  const size = most(lines.map(line => [line.size, line.text.length] as const)) ?? 10
  const gaps: (readonly [number, number])[] = []
  for (const [at, line] of lines.entries()) {
    const previous = lines[at - 1]
    if (previous?.page !== line.page || previous.size !== line.size) continue
    const gap = (previous.y - line.y) / line.size
    if (gap > 0.8 && gap < 3) gaps.push([Math.round(gap * 20) / 20, 1])
  }
  return { size, leading: most(gaps) ?? 1.2 }
}

/** The value with the greatest weight, the smaller of two. */
function most(weighted: readonly (readonly [value: number, weight: number])[]): number | null {
  const sums = new Map<number, number>()
  for (const [value, weight] of weighted) sums.set(value, (sums.get(value) ?? 0) + weight)
  const [first] = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return first?.[0] ?? null
}

/** Letters this much higher than those of the text are a heading's. */
const HEADING = 1.12
const LONGEST_HEADING = 200

/** Heights of headings with their depth: the highest is the first. */
function headingSizes(lines: readonly Line[], look: Look): ReadonlyMap<number, number> {
  const sizes = [...new Set(lines.map(({ size }) => size))].filter(size => size >= look.size * HEADING)
  return new Map(sizes.sort((a, b) => b - a).map((size, rank) => [size, Math.min(6, rank + 1)]))
}

function headingDepth(
  line: Line,
  outline: ReadonlyMap<string, number>,
  sizes: ReadonlyMap<number, number>,
): number | null {
  if (line.text.length > LONGEST_HEADING || !/\p{L}/u.test(line.text)) return null
  return sizes.get(line.size) ?? outline.get(headingKey(line.text)) ?? null
}

/** Letters and digits only: an outline and its page differ in spaces and points. */
export function headingKey(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

const ITEM = /^(?:[•▪●○■–—*-]|\d{1,3}[.)]|\(?[a-z]{1,3}\)|\([ivx]+\))\s/iu
const ENDED = /[.!?:;…]["”»’')\]]*\d{0,3}$/u

/** Whether a line goes on with a block. */
function belongs(block: Block, line: Line, depth: number | null, look: Look): boolean {
  const last = block.lines.at(-1) as Line // no block is empty
  if (block.depth !== depth) return false
  const samePage = last.page === line.page
  const gap = (last.y - line.y) / line.size
  if (depth !== null) return samePage && last.size === line.size && gap > 0 && gap < 2
  if (Math.abs(last.size - line.size) > last.size * 0.12) return false
  if (ITEM.test(line.text)) return false
  // A new page or column: only what breaks off in the middle of a sentence goes on there.
  if (!samePage || gap < 0 || gap > 8) {
    const isFull =
      block.lines.length > 1 && last.right > block.right - last.size * 4 && (!samePage || gap < 0)
    return !ENDED.test(last.text) && (isFull || /^[\p{Ll}(]/u.test(line.text))
  }
  if (gap > look.leading * 1.3) return false
  const isIndented = line.x > last.x + line.size * 0.8 && block.lines.length > 1
  const isShort = last.right < Math.max(block.right, line.right) - line.size * 4
  return !(ENDED.test(last.text) && (isIndented || isShort))
}

/** Lines at the head or foot that come on many pages, but for their numbers, and numbers of pages. */
function findFurniture(pages: readonly (readonly Line[])[]): ReadonlySet<Line> {
  const candidates = pages.flatMap(lines => {
    const byHeight = [...lines].sort((a, b) => b.y - a.y)
    return [...new Set([...byHeight.slice(0, 2), ...byHeight.slice(-2)])]
  })
  const pagesOf = new Map<string, Set<number>>()
  for (const line of candidates) {
    const key = furnitureKey(line)
    pagesOf.set(key, (pagesOf.get(key) ?? new Set()).add(line.page))
  }
  const least = Math.max(3, Math.ceil(pages.length * 0.2))
  const found = candidates.filter(
    line =>
      (pages.length > 1 && PAGE_NUMBER.test(line.text)) ||
      (pagesOf.get(furnitureKey(line))?.size ?? 0) >= least,
  )
  return new Set(found)
}

const PAGE_NUMBER =
  /^\W*(?:page|p\.|seite|página)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|\/|von|de)\s*\d{1,4})?\W*$/iu

/** Where it stands, and what it says, numbers aside. */
function furnitureKey({ text, y }: Line): string {
  return `${Math.round(y / 8)} ${text.toLowerCase().replace(/\d+/gu, '#')}`
}

/** Words as they stand within lines, for deciding about hyphens. */
function wordsOf(lines: readonly Line[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const { text } of lines) {
    const inside = text.replace(/\S+-$/u, '')
    for (const [word] of inside.toLowerCase().matchAll(/\p{L}+(?:-\p{L}+)*/gu)) words.add(word)
  }
  return words
}

function compose(blocks: readonly Block[], furniture: readonly Line[], words: ReadonlySet<string>): Composed {
  const parts: string[] = []
  let length = 0
  const pages: PageStart[] = []
  const children: RootContent[] = []
  const add = (lines: readonly Line[], depth: number | null, boilerplate?: BoilerplateReason): void => {
    let text = ''
    for (const line of lines) {
      if (text !== '') text = openFor(line.text, text, words)
      if (pages.at(-1)?.page !== line.page) pages.push({ at: length + text.length, page: line.page })
      text += line.text
    }
    const position = spanning(length, length + text.length)
    const level = depth as 1 | 2 | 3 | 4 | 5 | 6
    children.push({
      ...(depth === null ? { type: 'paragraph' } : { type: 'heading', depth: level }),
      children: [{ type: 'text', value: text, position }],
      position,
      ...(boilerplate === undefined ? {} : { data: { boilerplate } }),
    })
    parts.push(text)
    length += text.length + BREAK.length
  }
  const waiting = furniture.values()
  let next = waiting.next()
  for (const { lines, depth } of blocks) {
    const page = lines[0]?.page ?? 1
    // Heads and feet come before the first block of a later page: never inside a paragraph that goes on there.
    for (; !next.done && next.value.page < page; next = waiting.next()) add([next.value], null, 'footer')
    add(lines, depth)
  }
  for (; !next.done; next = waiting.next()) add([next.value], null, 'footer')
  return { source: parts.map(part => part + BREAK).join(''), root: { type: 'root', children }, pages }
}

const BREAK = '\n\n'

const LONGEST_WORD = 80

/** A text to which its next line can be added: with a space, or with none where a word goes on, its hyphen dropped if the line's end put it there. */
function openFor(next: string, text: string, words: ReadonlySet<string>): string {
  if (text.endsWith('\u00AD')) return text.slice(0, -1)
  const first = /(\p{L}+(?:-\p{L}+)*)-$/u.exec(text.slice(-LONGEST_WORD))?.[1]
  const second = /^\p{Ll}[\p{L}-]*/u.exec(next)?.[0]
  if (first === undefined || second === undefined) return `${text} `
  const keepsHyphen =
    words.has(`${first}-${second}`.toLowerCase()) && !words.has(`${first}${second}`.toLowerCase())
  return keepsHyphen ? text : text.slice(0, -1)
}
