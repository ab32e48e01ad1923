// Which letters of a page stand on one line? Runs of text with their places become lines, in the order in which the page writes them.
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'

export interface Line {
  readonly text: string
  readonly page: number
  /** Of the first letter, from the left and from the bottom, in points. */
  readonly x: number
  readonly y: number
  /** Where the last letter ends. */
  readonly right: number
  /** Height of most letters, in points. */
  readonly size: number
}

interface Draft {
  text: string
  x: number
  y: number
  right: number
  /** Letters by height. */
  sizes: Map<number, number>
}

/** Runs whose feet differ by less than this part of their height stand on one line: notes' numbers are raised. */
const SAME_LINE = 0.5
/** A gap wider than this part of the height is a space. */
const SPACE = 0.18

export function linesOfPage(items: readonly (TextItem | TextMarkedContent)[], page: number): Line[] {
  const lines: Line[] = []
  let draft: Draft | null = null
  const end = (): void => {
    const line = draft === null ? null : finished(draft, page)
    if (line !== null) lines.push(line)
    draft = null
  }
  for (const item of items) {
    if (!('str' in item)) continue
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[]
    const size = Math.round(Math.hypot(a, b) * 2) / 2 || item.height
    if (draft !== null && !continues(draft, item, x, y, size)) end()
    if (item.str !== '') draft = extended(draft, item, x, y, size)
    if (item.hasEOL) end()
  }
  end()
  return lines
}

function continues(draft: Draft, item: TextItem, x: number, y: number, size: number): boolean {
  if (item.str === '') return true
  const height = Math.max(size, ...draft.sizes.keys())
  return Math.abs(y - draft.y) < height * SAME_LINE && x > draft.x - height
}

function extended(draft: Draft | null, item: TextItem, x: number, y: number, size: number): Draft {
  const { str, width } = item
  const letters = str.trim().length
  if (draft === null) return { text: str, x, y, right: x + width, sizes: new Map([[size, letters]]) }
  const needsSpace = x - draft.right > size * SPACE && !/\s$/u.test(draft.text) && !/^\s/u.test(str)
  draft.text += needsSpace ? ` ${str}` : str
  if (letters > 0) draft.right = Math.max(draft.right, x + width)
  draft.sizes.set(size, (draft.sizes.get(size) ?? 0) + letters)
  return draft
}

function finished({ text, x, y, right, sizes }: Draft, page: number): Line | null {
  const clean = text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  if (clean === '') return null
  const [size = 0] = [...sizes].reduce((most, next) => (next[1] > most[1] ? next : most))
  return { text: clean, page, x, y, right, size }
}
