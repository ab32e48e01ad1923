// Which words does a page of a PDF print, and where? Its pieces of text, each once, turned upright, letter-spaced words closed up.
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'

export interface Run {
  readonly text: string
  /** Of the first letter's foot, in points along and across the direction of writing. */
  readonly x: number
  readonly y: number
  readonly width: number
  /** Height of the letters, in points. */
  readonly size: number
  /** Quarter turns against the page's own direction of writing. */
  readonly turns: number
  /** From the left of the page, whatever way it is turned. */
  readonly across: number
  readonly isRightToLeft: boolean
  readonly endsLine: boolean
  /** As the page calls it. */
  readonly font: string
}

/** Runs whose feet differ by less than this part of their height stand on one line: marks of notes are raised. */
export const SAME_LINE = 0.5
/** A gap wider than this part of the height is a space. */
export const SPACE = 0.18
/** A gap wider than this part of the height may part columns. */
export const WIDE = 1.5

export function runsOfPage(items: readonly (TextItem | TextMarkedContent)[]): Run[] {
  const written = items.filter(item => 'str' in item)
  const main = mainTurns(written)
  const printed = new Printed()
  const runs: Run[] = []
  for (const item of written) {
    const run = toRun(item, main)
    if (run.text.trim() !== '' && printed.again(run)) continue
    runs.push(run)
  }
  return closedUp(runs)
}

function turnsOf({ transform: [a = 0, b = 0] }: TextItem): number {
  return (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4
}

/** The direction of most letters. */
function mainTurns(items: readonly TextItem[]): number {
  const letters = [0, 0, 0, 0]
  for (const item of items) letters[turnsOf(item)] = (letters[turnsOf(item)] ?? 0) + item.str.trim().length
  return letters.indexOf(Math.max(...letters))
}

function toRun(item: TextItem, main: number): Run {
  const [a = 0, b = 0, , , pageX = 0, pageY = 0] = item.transform as number[]
  const turns = turnsOf(item)
  const [x = 0, y = 0] =
    [
      [pageX, pageY],
      [pageY, -pageX],
      [-pageX, -pageY],
      [-pageY, pageX],
    ][turns] ?? []
  return {
    text: item.str,
    x,
    y,
    width: item.width,
    size: Math.round(Math.hypot(a, b) * 2) / 2 || item.height,
    turns: (turns - main + 4) % 4,
    across: [pageX, pageY, -pageX, -pageY][main] ?? pageX,
    isRightToLeft: item.dir === 'rtl',
    endsLine: item.hasEOL,
    font: item.fontName,
  }
}

/** Programs print letters twice, a hair's breadth apart, to make them bold or to give them a shadow. */
class Printed {
  private readonly places = new Map<string, Run[]>()

  again(run: Run): boolean {
    const { text, x, y, size, turns } = run
    const same = this.places.get(text)
    const last = same?.findLast(
      other =>
        other.turns === turns && Math.abs(other.y - y) < size * NEAR && Math.abs(other.x - x) < size * NEAR,
    )
    if (same === undefined) this.places.set(text, [run])
    else {
      same.push(run)
      if (same.length > MOST_PLACES) same.shift()
    }
    return last !== undefined
  }
}

/** As a part of the letters' height. */
const NEAR = 0.2
/** So many places of one text are remembered, the last ones. */
const MOST_PLACES = 64

/** Of three words and more whose letters all stand alone, the spaces between letters are none. */
function closedUp(runs: readonly Run[]): Run[] {
  const closed: Run[] = []
  for (let at = 0; at < runs.length; ) {
    let end = at
    while (
      end < runs.length &&
      runs[end]?.endsLine !== true &&
      runs[end + 1] !== undefined &&
      onLine(runs[at], runs[end + 1])
    )
      end++
    const line = runs.slice(at, end + 1)
    closed.push(
      ...(isSpacedOut(line)
        ? line.map(run => ({ ...run, text: run.text.replace(/(?<=\S) (?=\S)/gu, '') }))
        : line),
    )
    at = end + 1
  }
  return closed
}

function onLine(first: Run | undefined, second: Run | undefined): boolean {
  return first !== undefined && second !== undefined && first.y === second.y && first.turns === second.turns
}

const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

function isSpacedOut(runs: readonly Run[]): boolean {
  const tokens = runs.flatMap(({ text }) => text.split(' ').filter(token => token !== ''))
  const letters = tokens.filter(token => /^\P{M}\p{M}*$/u.test(token) && !SPACELESS.test(token))
  const words = runs.filter(({ text }) => /^\S(?: \S){2,}$/u.test(text.trim()))
  return (
    words.length > 0 &&
    letters.length >= 4 &&
    letters.length >= tokens.length * 0.85 &&
    letters.filter(token => /\p{L}/u.test(token)).length >= letters.length / 2
  )
}
