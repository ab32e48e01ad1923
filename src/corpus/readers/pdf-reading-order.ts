// In which order are the words of a line read, where they are written from right to left? A page says only where its letters stand.
import { RIGHT_TO_LEFT } from './pdf-ligatures.ts'
import { cellsOf, type Piece } from './pdf-pieces.ts'
import { type Run, SAME_LINE } from './pdf-runs.ts'

/**
 * The runs of a page with those of each line as they are read: each part between wide gaps becomes one run. A page that is read from right to
 * left is turned as in a mirror, so that lines begin at the left, as on other pages, and columns stand in order. Pages without a letter of
 * these scripts, and on pages that are read from left to right such lines, are the given ones.
 */
export function inReadingOrder(runs: readonly Run[]): Run[] {
  if (!runs.some(({ text }) => RIGHT_TO_LEFT.test(text))) return [...runs]
  const isMirrored = prevailsRightToLeft(runs)
  const lines = linesOf(runs).map(line => ({
    line,
    cells: isMirrored || hasLetter(line) ? cellsOf(line) : [],
    isRightToLeft: hasLetter(line) && (isMirrored || !line.some(({ text }) => OTHER_LETTERS.test(text))),
  }))
  const read = (mirrors: boolean): Run[][] =>
    lines.map(({ line, cells, isRightToLeft }) => {
      if (cells.length === 0) return line
      const inOrder = isMirrored || isRightToLeft ? [...cells].reverse() : cells
      return asRuns(line, inOrder, cell => (isRightToLeft ? rightToLeft : leftToRight)(cell, mirrors))
    })
  // Some programs say which bracket is printed, others which one is meant.
  const [meant, printed] = [read(false), read(true)]
  const best = (balanceOf(printed) > balanceOf(meant) ? printed : meant).flat()
  return isMirrored ? mirrored(best) : best
}

const OTHER_LETTERS = /\p{sc=Latin}|\p{sc=Cyrillic}|\p{sc=Greek}/u

function hasLetter(runs: readonly Run[]): boolean {
  return runs.some(({ text }) => RIGHT_TO_LEFT.test(text))
}

function mirrored(runs: readonly Run[]): Run[] {
  const upright = runs.filter(({ turns }) => turns === 0)
  const left = Math.min(...upright.map(({ x }) => x))
  const right = Math.max(...upright.map(({ x, width }) => x + width))
  return runs.map(run =>
    run.turns === 0 ? { ...run, x: left + right - run.x - run.width, isRightToLeft: false } : run,
  )
}

function prevailsRightToLeft(runs: readonly Run[]): boolean {
  let balance = 0
  for (const { text } of runs)
    for (const letter of text.match(/\p{L}/gu) ?? []) balance += RIGHT_TO_LEFT.test(letter) ? 1 : -1
  return balance > 0
}

/** Runs that the page writes one after the other at one height. */
function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = []
  let line: Run[] = []
  for (const run of runs) {
    const first = line.find(({ text }) => text.trim() !== '')
    const isSame =
      first === undefined ||
      run.text === '' ||
      (run.turns === first.turns && Math.abs(run.y - first.y) < Math.max(run.size, first.size) * SAME_LINE)
    if (!isSame) {
      lines.push(line)
      line = []
    }
    line.push(run)
    if (run.endsLine) {
      lines.push(line)
      line = []
    }
  }
  return [...lines, line].filter(({ length }) => length > 0)
}

/** The cells of a line as runs, in the order given. */
function asRuns(
  line: readonly Run[],
  cells: readonly Piece[][],
  read: (cell: readonly Piece[]) => string,
): Run[] {
  const printed = line.filter(({ text }) => text.trim() !== '')
  const model = printed.find(({ text }) => RIGHT_TO_LEFT.test(text)) ?? (printed[0] as Run) // one has words
  return cells.map((cell, at) => {
    const x = Math.min(...cell.map(piece => piece.x))
    const right = Math.max(...cell.map(piece => piece.right))
    const endsLine = at === cells.length - 1 && line.some(run => run.endsLine)
    return { ...model, text: read(cell), x, width: right - x, endsLine }
  })
}

/*
 * What follows undoes the bidirectional algorithm (UAX #9). It cannot be undone with certainty: a number beside a word of the other direction
 * may belong before or after it.
 */

/** Pieces of a text that is read from right to left: words of the other direction, with what stands between them, and numbers keep their order. */
function rightToLeft(pieces: readonly Piece[], mirrors: boolean): string {
  let text = ''
  for (let end = pieces.length - 1; end >= 0; ) {
    const start = startOfForeign(pieces, end)
    const last = pieces[end] as Piece // end ≥ 0
    if (text !== '' && last.space) text += ' '
    text += start === null ? turned(last, mirrors) : inOrder(pieces.slice(start, end + 1))
    end = (start ?? end) - 1
  }
  return text
}

/** Pieces of a text that is read from left to right: from the first to the last word of the other direction it goes the other way. */
function leftToRight(pieces: readonly Piece[], mirrors: boolean): string {
  let text = ''
  for (let start = 0; start < pieces.length; ) {
    let end = start
    for (let at = start; pieces[at] !== undefined && pieces[at]?.kind !== 'left-to-right'; at++)
      if (pieces[at]?.kind === 'right-to-left') end = at
    const isForeign = pieces[start]?.kind === 'right-to-left'
    const stretch = pieces.slice(start, (isForeign ? end : start) + 1)
    if (pieces[start - 1]?.space === true) text += ' '
    text += isForeign ? rightToLeft(stretch, mirrors) : inOrder(stretch)
    start += stretch.length
  }
  return text
}

/** Where the stretch from left to right begins that ends with a piece, or null where none does. */
function startOfForeign(pieces: readonly Piece[], end: number): number | null {
  let start = end
  // A sign of percent, of degrees or of money belongs to the number beside it.
  if (isUnit(pieces[end]) && pieces[end - 1]?.kind === 'number' && pieces[end - 1]?.space === false) start--
  if (!isForeign(pieces[start])) return null
  for (let at = start - 1; at >= 0; at--) {
    const piece = pieces[at] as Piece // 0 ≤ at
    const between = pieces.slice(at + 1, start)
    if (piece.kind === 'right-to-left') break
    if (piece.kind === 'other') continue
    const hasLetters = [piece, ...pieces.slice(start, end + 1)].some(({ kind }) => kind === 'left-to-right')
    const isTight = pieces.slice(at, start).every(({ space }) => !space)
    const isOneNumber = isTight && between.length <= 1 && between.every(({ text }) => /^[.,:/]$/u.test(text))
    if (!hasLetters && !isOneNumber) break
    start = at
  }
  return isUnit(pieces[start - 1]) && pieces[start - 1]?.space === false ? start - 1 : start
}

function isForeign(piece: Piece | undefined): boolean {
  return piece?.kind === 'left-to-right' || piece?.kind === 'number'
}

function isUnit(piece: Piece | undefined): boolean {
  return piece?.kind === 'other' && /^[%‰°$€£¥₪#]$/u.test(piece.text)
}

function inOrder(pieces: readonly Piece[]): string {
  return pieces.map(({ text, space }, at) => (space && at < pieces.length - 1 ? `${text} ` : text)).join('')
}

/** Signs between words stand as the page has them, from the left. */
function turned({ text, kind }: Piece, mirrors: boolean): string {
  const read = kind === 'other' ? Array.from(text).reverse().join('') : text
  return mirrors ? read.replace(BRACKET, sign => BRACKETS[BRACKETS.indexOf(sign) ^ 1] as string) : read
}

/** Each beside the one that it is in a mirror. */
const BRACKETS = '()[]{}«»‹›<>'
const BRACKET = /[()[\]{}«»‹›<>]/gu

/** Pairs of brackets that open before they close, less those that do not. */
function balanceOf(lines: readonly (readonly Run[])[]): number {
  let balance = 0
  for (const line of lines) {
    const open: string[] = []
    for (const [sign] of line
      .map(({ text }) => text)
      .join('')
      .matchAll(BRACKET)) {
      const at = BRACKETS.indexOf(sign)
      if (at % 2 === 0) open.push(sign)
      else balance += open.pop() === BRACKETS[at - 1] ? 1 : -1
    }
    balance -= open.length
  }
  return balance
}
