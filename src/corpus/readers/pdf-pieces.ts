// Which pieces does a line have where words of both directions stand on it? Words, numbers and signs, each in its place from the left.
import { NUMBERS, raised } from './pdf-late-marks.ts'
import { RIGHT_TO_LEFT } from './pdf-ligatures.ts'
import { type Run, SPACE, WIDE } from './pdf-runs.ts'

/** A space that is no wider than this part of the letters' height is none. */
const THIN = 0.05
/** A mark stands no farther from its letter. */
const NEAR = 0.3

/** What stands on a line between two places, in the order of the page: from the left. */
export interface Piece {
  text: string
  readonly x: number
  readonly right: number
  readonly kind: 'right-to-left' | 'left-to-right' | 'number' | 'other'
  /** Whether a space follows, to its right. */
  space: boolean
}

/** The pieces of a line from the left, those between wide gaps together. */
export function cellsOf(line: readonly Run[]): Piece[][] {
  const isArabic = line.some(({ text }) => /\p{sc=Arabic}/u.test(text))
  const parts = line.flatMap(run => partsOf(run, isArabic))
  const letters = withMarks(parts.filter(({ text }) => text.trim() !== '')).sort((a, b) => a.x - b.x)
  // What the library puts in where it goes back has no width.
  const spaces = parts.filter(({ text, width, size }) => text.trim() === '' && width > size * THIN)
  const [first] = letters
  if (first === undefined) return []
  const base = letters.reduce((highest, run) => (run.size > highest.size ? run : highest), first)
  const cells: Piece[][] = []
  for (const run of letters) {
    const cell = cells.at(-1)
    const last = cell?.at(-1)
    const piece = isRaised(run, base) ? { ...toPiece(run), ...MARK, text: raised(run.text) } : toPiece(run)
    if (cell === undefined || last === undefined) {
      cells.push([piece])
      continue
    }
    const gap = run.x - last.right
    const isSpace = ({ x }: Run): boolean => x > last.x && x < run.x && x > last.right - base.size * SPACE
    last.space ||= gap > base.size * SPACE || hasSpace(run, 'left') || spaces.some(isSpace)
    if (gap > base.size * WIDE) cells.push([piece])
    else cell.push(piece)
  }
  return cells
}

/**
 * Runs with the marks that are printed by themselves: each belongs to a letter over or under which it stands. Programs write it before its
 * letter, as they write from the left; where it does not stand there, it goes to the nearest.
 */
function withMarks(runs: readonly Run[]): Run[] {
  const isMark = ({ text }: Run): boolean => /^[\p{M}\s]+$/u.test(text)
  const letters = runs.filter(run => !isMark(run))
  const marks = new Map<Run, string>()
  for (const [at, mark] of runs.entries()) {
    if (!isMark(mark)) continue
    const next = runs.slice(at + 1).find(run => !isMark(run))
    const isThere =
      next !== undefined && RIGHT_TO_LEFT.test(next.text) && distance(mark, next) < mark.size * NEAR
    const letter = isThere ? next : nearestTo(mark, letters)
    if (letter !== undefined) marks.set(letter, (marks.get(letter) ?? '') + mark.text.trim())
  }
  return letters.map(run => ({ ...run, text: run.text + (marks.get(run) ?? '') }))
}

function nearestTo(mark: Run, runs: readonly Run[]): Run | undefined {
  const letters = runs.filter(({ text }) => RIGHT_TO_LEFT.test(text))
  return letters.reduce<Run | undefined>(
    (best, run) => (best === undefined || distance(mark, run) < distance(mark, best) ? run : best),
    undefined,
  )
}

function distance({ x }: Run, run: Run): number {
  return Math.max(0, run.x - x, x - run.x - run.width)
}

/**
 * The words, numbers and signs of a run that the library gives from the left to the right: `16–23` on the page is read 23–16. Words of the
 * other direction in it are turned round already. Among Arabic words a hyphen does not make one number of two, among Hebrew words it does.
 */
function partsOf(run: Run, isArabic: boolean): Run[] {
  if (run.isRightToLeft) return [run]
  const parts = run.text.match(isArabic ? PARTS_AMONG_ARABIC : PARTS) ?? []
  const width = run.width / run.text.length
  let x = run.x
  return parts.map(text => {
    const part = { ...run, text, x, width: width * text.length }
    x += part.width
    return part
  })
}

const LETTER = RIGHT_TO_LEFT.source
const WORDS = `${LETTER}(?:[^\\p{L}\\p{M}\\p{N}]*${LETTER})*|(?:(?!${LETTER})[\\p{L}\\p{M}])+`
const SIGNS = String.raw`\s+|[^\p{L}\p{M}\p{N}\s]+|.`
const PARTS = new RegExp(String.raw`${WORDS}|\p{N}+(?:[.,:/-]\p{N}+)*|${SIGNS}`, 'gsu')
const PARTS_AMONG_ARABIC = new RegExp(String.raw`${WORDS}|\p{N}+(?:[.,:/]\p{N}+)*|${SIGNS}`, 'gsu')

/** The mark of a note stands behind its word, which is on its right. */
const MARK = { kind: 'right-to-left', space: false } as const

function isRaised({ text, size, y }: Run, base: Run): boolean {
  return NUMBERS.test(text.trim()) && size <= base.size * 0.8 && y - base.y > base.size * 0.12
}

function toPiece(run: Run): Piece {
  const { text, x, width } = run
  return { text: text.trim(), x, right: x + width, kind: kindOf(text), space: hasSpace(run, 'right') }
}

function kindOf(text: string): Piece['kind'] {
  if (RIGHT_TO_LEFT.test(text)) return 'right-to-left'
  if (/\p{L}/u.test(text)) return 'left-to-right'
  return /\p{N}/u.test(text) ? 'number' : 'other'
}

/** Whether the text has a space at that side of the page. */
function hasSpace({ text }: Run, side: 'left' | 'right'): boolean {
  const isFirst = RIGHT_TO_LEFT.test(text) === (side === 'right')
  return isFirst ? /^\s/u.test(text) : /\s$/u.test(text)
}
