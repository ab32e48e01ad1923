// Which letters of a page stand on one line? Runs of text become lines, in the order in which the page writes them, with the gaps in them.
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'
import { NUMBERS, raised, withMarksInPlace } from './pdf-late-marks.ts'
import { inReadingOrder } from './pdf-reading-order.ts'
import { type Run, runsOfPage, SAME_LINE, SPACE, WIDE } from './pdf-runs.ts'

/** What stands between two wide gaps of a line. */
export interface Cell {
  readonly text: string
  readonly x: number
  readonly right: number
  /** Where it was recognised on a picture: its words. */
  readonly words?: readonly LineWord[]
}

/** A word that was recognised; offsets count in the text in which it stands. */
export interface LineWord {
  readonly at: number
  readonly length: number
  readonly confidence: number
}

/** Cells side by side as one. */
export function joined(cells: readonly Cell[]): Pick<Cell, 'text' | 'words'> {
  const words: LineWord[] = []
  let text = ''
  for (const [index, cell] of cells.entries()) {
    if (index > 0) text += ' '
    for (const word of cell.words ?? []) words.push({ ...word, at: word.at + text.length })
    text += cell.text
  }
  return words.length === 0 ? { text } : { text, words }
}

export interface Line extends Cell {
  readonly page: number
  /** From the bottom, in points. */
  readonly y: number
  /** Height of most letters, in points. */
  readonly size: number
  readonly cells: readonly Cell[]
  /** Is written in another direction than the text of the page. */
  readonly isTurned?: boolean
  /** Stands turned beside the text of the page. */
  readonly isStamp?: boolean
  /** All of its letters are. */
  readonly isBold?: boolean
}

/** Between signs of scripts without spaces a gap is a space only where it is wider than this part of the height. */
const SPACE_BETWEEN_SIGNS = 0.6

/** @param bold names of fonts */
export function linesOfPage(
  items: readonly (TextItem | TextMarkedContent)[],
  page: number,
  bold: ReadonlySet<string> = new Set(),
): Line[] {
  const runs = inReadingOrder(withMarksInPlace(runsOfPage(items)))
  const upright = runs.filter(({ turns, text }) => turns === 0 && text.trim() !== '')
  const left = Math.min(...upright.map(({ x }) => x))
  const right = Math.max(...upright.map(({ x, width }) => x + width))
  const turned = [1, 2, 3].flatMap(turns => runs.filter(run => run.turns === turns))
  const isOutside = ({ across }: Run): boolean => upright.length > 0 && (across <= left || across >= right)
  // As long as a text, it is one.
  const isStamp = lettersIn(turned.filter(isOutside)) < lettersIn(upright) * LONGEST_STAMP
  const isBeside = (run: Run): boolean => isStamp && isOutside(run)
  return [
    ...linesOf(
      runs.filter(({ turns }) => turns === 0),
      page,
      bold,
    ),
    ...linesOf(
      turned.filter(run => !isBeside(run)),
      page,
      bold,
    ).map(line => ({ ...line, isTurned: true })),
    ...linesOf(turned.filter(isBeside), page, bold).map(line => ({ ...line, isTurned: true, isStamp: true })),
  ]
}

/** As a part of the letters of the page's text. */
const LONGEST_STAMP = 0.5

function lettersIn(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + text.trim().length, 0)
}

interface Draft {
  cells: { text: string; x: number; right: number }[]
  x: number
  right: number
  y: number
  turns: number
  /** Letters by height. */
  sizes: Map<number, number>
  hasSpace: boolean
  last: Run
  /** The last run that is no raised number. */
  base: Run
  isBold: boolean
}

function linesOf(runs: readonly Run[], page: number, bold: ReadonlySet<string>): Line[] {
  const lines: Line[] = []
  let draft: Draft | null = null
  const end = (): void => {
    const line = draft === null ? null : finished(draft, page)
    if (line !== null) lines.push(line)
    draft = null
  }
  for (const run of runs) {
    if (run.text.trim() === '') {
      if (draft !== null) (draft as Draft).hasSpace ||= run.text !== ''
    } else {
      if (draft !== null && !continues(draft, run)) end()
      draft = extended(draft, run)
      draft.isBold &&= bold.has(run.font)
    }
    if (run.endsLine) end()
  }
  end()
  return lines
}

function continues(draft: Draft, run: Run): boolean {
  const height = Math.max(run.size, ...draft.sizes.keys())
  if (draft.turns !== run.turns || Math.abs(run.y - draft.y) >= height * SAME_LINE) return false
  if (run.isRightToLeft) return true
  // What stands lower or higher, below what is written already, is a line of its own.
  if (Math.abs(run.y - draft.last.y) > height * 0.1 && run.x < draft.right - height) return false
  return run.x > draft.x - height
}

function extended(draft: Draft | null, run: Run): Draft {
  const { text, x, y, width, size, turns } = run
  const letters = text.trim().length
  if (draft === null)
    return {
      cells: [{ text, x, right: x + width }],
      x,
      y,
      right: x + width,
      turns,
      sizes: new Map([[size, letters]]),
      hasSpace: false,
      last: run,
      base: run,
      isBold: true,
    }
  const cell = draft.cells.at(-1) as Draft['cells'][number] // a draft has a cell
  const isLeftward = x < draft.x && run.isRightToLeft
  const gap = isLeftward ? draft.x - (x + width) : x - draft.right
  const mark = isRaised(draft, run, gap) ? raised(text) : null
  if (isDropCap(draft, run)) {
    cell.text += text.trimStart()
    draft.y = y
  } else if (mark !== null) cell.text = cell.text.trimEnd() + mark
  else if (gap > Math.min(size, draft.last.size) * WIDE) draft.cells.push({ text, x, right: x + width })
  else {
    const isSpace = draft.hasSpace || gap > size * spaceBetween(cell.text, text)
    cell.text += isSpace && !/\s$/u.test(cell.text) && !/^\s/u.test(text) ? ` ${text}` : text
  }
  const current = draft.cells.at(-1) as Draft['cells'][number]
  current.x = Math.min(current.x, x)
  current.right = Math.max(current.right, x + width)
  draft.x = Math.min(draft.x, x)
  draft.right = Math.max(draft.right, x + width)
  draft.sizes.set(size, (draft.sizes.get(size) ?? 0) + letters)
  draft.hasSpace = mark !== null && /\s$/u.test(text)
  draft.last = run
  if (mark === null) draft.base = run
  return draft
}

const SIGN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u

function spaceBetween(before: string, after: string): number {
  return SIGN.test(before.slice(-1)) && SIGN.test(after.slice(0, 1)) ? SPACE_BETWEEN_SIGNS : SPACE
}

/**
 * A number that stands higher than the letters before it and is smaller: the mark of a note, or a power. Browsers make it little smaller
 * (CSS, `font-size: smaller`), or not at all where a style says so; what stands so high and right beside a letter is raised all the same.
 */
function isRaised({ base, last, cells, hasSpace }: Draft, { size, y, text }: Run, gap: number): boolean {
  if (!NUMBERS.test(text.trim()) || !/\S$/u.test(cells.at(-1)?.text ?? '')) return false
  const rise = (y - base.y) / base.size
  const isBeside = !hasSpace && gap <= base.size * SPACE && (/\d/u.test(text) || last !== base)
  if (size <= base.size * 0.8) return rise > 0.12 && gap <= base.size * WIDE
  return size <= base.size && rise > 0.25 && isBeside
}

/** One or two letters as high as two lines begin a text. */
function isDropCap(draft: Draft, { size, text }: Run): boolean {
  const only = draft.cells.length === 1 ? (draft.cells[0]?.text ?? '') : ''
  return (
    draft.last.size >= size * 1.8 &&
    /^["“«„]?\p{Lu}{1,2}$/u.test(only.trim()) &&
    /^[\p{Ll}\p{Lu}’']/u.test(text)
  )
}

function finished({ cells: drafted, y, sizes, turns, isBold }: Draft, page: number): Line | null {
  const cells = drafted.flatMap(({ text, x, right }) => {
    const clean = text
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim()
    return clean === '' ? [] : [{ text: clean, x, right }]
  })
  const [first] = cells
  if (first === undefined) return null
  const [size = 0] = [...sizes].reduce((most, next) => (next[1] > most[1] ? next : most))
  return {
    ...joined(cells),
    page,
    x: Math.min(...cells.map(({ x }) => x)),
    right: Math.max(...cells.map(({ right }) => right)),
    y: turns === 0 ? y : y - TURNED,
    size,
    cells,
    ...(isBold ? { isBold } : {}),
  }
}

/** What is turned stands below all that is upright. */
const TURNED = 10_000
