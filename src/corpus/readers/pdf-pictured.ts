// Which pages of a PDF are pictures of text, and what stands on them? A stamp or a number that a program printed on a scan stays as it is.
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Recognised } from '../ocr/recognition.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import type { Line } from './pdf-lines.ts'
import { pagesNamed, problemsOf } from './picture.ts'
import { scannedLines } from './scanned-lines.ts'

export interface PicturedPage {
  readonly number: number
  /** What is printed on it as text; what is recognised is added. */
  readonly lines: Line[]
  /** In points. */
  readonly width: number
}

/** Letters of a stamp, a heading, a number of a page: a page of more has its text. */
const FEW_LETTERS = 200
/** Pictures of fewer pixels are logos. */
const PAGE_PIXELS = 400_000

export async function isPicture(page: PDFPageProxy, lines: readonly Line[]): Promise<boolean> {
  if (lines.length === 0) return true
  const letters = lines.reduce((sum, { text }) => sum + text.length, 0)
  if (letters > FEW_LETTERS) return false
  const { fnArray, argsArray } = await page.getOperatorList()
  const pixels = fnArray.reduce(
    (sum, operator, at) => sum + pixelsOf(operator, argsArray[at] as readonly unknown[]),
    0,
  )
  return pixels >= PAGE_PIXELS
}

interface Size {
  readonly width?: number
  readonly height?: number
}

/** Of the pictures that an operator paints: black-and-white scans are often masks, or come in strips. */
function pixelsOf(operator: number, args: readonly unknown[]): number {
  switch (operator) {
    case OPS.paintImageXObject: {
      const [, width = 0, height = 0] = args as readonly [string, number?, number?]
      return width * height
    }
    case OPS.paintImageMaskXObject:
    case OPS.paintImageMaskXObjectRepeat:
    case OPS.paintInlineImageXObject:
    case OPS.paintInlineImageXObjectGroup:
      return area(args[0] as Size)
    case OPS.paintImageMaskXObjectGroup:
      return (args[0] as readonly Size[]).reduce((sum, size) => sum + area(size), 0)
    default:
      return 0
  }
}

function area({ width = 0, height = 0 }: Size): number {
  return width * height
}

/** @returns what is to be said of the pages */
export async function addRecognised(
  pages: readonly PicturedPage[],
  recognise: (numbers: readonly number[]) => Promise<Recognised>,
): Promise<NonNullable<Rendition['problems']>> {
  const numbers = pages.map(({ number }) => number)
  try {
    const recognised = await recognise(numbers)
    for (const page of recognised.pages) {
      const own = pages.find(({ number }) => number === page.number)
      if (own !== undefined) own.lines.push(...besides(own.lines, scannedLines(page, own.width)))
    }
    const failed = new Set(recognised.failures.map(({ number }) => number))
    const blank = pages.filter(({ number, lines }) => lines.length === 0 && !failed.has(number))
    return [
      ...problemsOf(recognised),
      ...withoutText(blank, 'no text, and nothing was recognised there (OCR)'),
    ]
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    return withoutText(pages, `no text, only pictures or nothing. ${error.message}`)
  }
}

function withoutText(pages: readonly PicturedPage[], what: string): NonNullable<Rendition['problems']> {
  if (pages.length === 0) return []
  const named = pagesNamed(pages.map(({ number }) => number))
  const message = `${named[0]?.toUpperCase()}${named.slice(1)} ${pages.length === 1 ? 'has' : 'have'} ${what}`
  return [
    {
      severity: 'warning',
      rule: 'page-without-text',
      message: message.endsWith('.') ? message : `${message}.`,
    },
  ]
}

/** Recognised lines, but for those that are printed as text in the same place. */
function besides(printed: readonly Line[], recognised: readonly Line[]): Line[] {
  return recognised.filter(
    ({ x, right, y, size }) =>
      !printed.some(
        own =>
          Math.abs(own.y - y) < size && own.x < right && own.right > x && right - x < (own.right - own.x) * 2,
      ),
  )
}
