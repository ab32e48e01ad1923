// Here is a page whose text was recognised on its picture, give me its lines as those of a PDF: in points, from the bottom.
import { confidenceOf, type OcrLine, type OcrPage, type OcrWord } from '../ocr/page.ts'
import { type Cell, joined, type Line, type LineWord } from './pdf-lines.ts'
import { WIDE } from './pdf-runs.ts'

/** Specks and stains give lines of which the engine is no surer than this. */
const SPECKS_BELOW = 35
/** Letters of one height differ by less than this part of it. */
const SAME_HEIGHT = 0.2

/** Wide as A4, where nobody says how wide a picture is. */
const USUAL_WIDTH = 595

/** @param width of the page, in points */
export function scannedLines(page: OcrPage, width = USUAL_WIDTH): Line[] {
  const points = width / Math.max(1, page.width)
  const lines = page.lines
    .filter(({ words }) => confidenceOf(words) >= SPECKS_BELOW)
    .map(line => toLine(line, page, points))
  const usual = usualSize(lines)
  return lines.map(line =>
    Math.abs(line.size - usual) <= usual * SAME_HEIGHT ? { ...line, size: usual } : line,
  )
}

function toLine({ words, baseline, size }: OcrLine, page: OcrPage, points: number): Line {
  const height = size * points
  const cells: Cell[] = []
  let run: OcrWord[] = []
  const end = (): void => {
    if (run.length > 0) cells.push(toCell(run, points))
    run = []
  }
  for (const word of words) {
    const before = run.at(-1)
    if (before !== undefined && Math.abs(gapBetween(before, word)) > size * WIDE) end()
    run.push(word)
  }
  end()
  return {
    ...joined(cells),
    page: page.number,
    x: Math.min(...cells.map(({ x }) => x)),
    right: Math.max(...cells.map(({ right }) => right)),
    y: (page.height - baseline) * points,
    size: Math.max(1, Math.round(height * 2) / 2),
    cells,
  }
}

/** Either way: some scripts are written from the right. */
function gapBetween(before: OcrWord, word: OcrWord): number {
  return Math.max(word.left - before.right, before.left - word.right, 0)
}

function toCell(words: readonly OcrWord[], points: number): Cell {
  const placed: LineWord[] = []
  let text = ''
  for (const word of words) {
    if (text !== '') text += ' '
    placed.push({ at: text.length, length: word.text.length, confidence: word.confidence })
    text += word.text
  }
  return {
    text,
    x: Math.min(...words.map(({ left }) => left)) * points,
    right: Math.max(...words.map(({ right }) => right)) * points,
    words: placed,
  }
}

/** The height of most letters. */
function usualSize(lines: readonly Line[]): number {
  const sorted = [...lines].sort((a, b) => a.size - b.size)
  const half = lines.reduce((sum, { text }) => sum + text.length, 0) / 2
  let sum = 0
  for (const { size, text } of sorted) {
    sum += text.length
    if (sum >= half) return size
  }
  return 10
}
