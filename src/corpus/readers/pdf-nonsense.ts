// Which pages of a PDF say other letters than they show? A font may come without the map from its signs to letters, or with a wrong one.
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'
import { theDetector } from '../language-detector.ts'
import type { Recognised } from '../ocr/recognition.ts'
import { type Rendition, UnreadableError } from '../rendition.ts'
import type { Line } from './pdf-lines.ts'
import type { PicturedPage } from './pdf-pictured.ts'
import { pagesNamed, problemsOf } from './picture.ts'
import { scannedLines } from './scanned-lines.ts'

/** Signs of a page by which it can be told. */
const ENOUGH = 100
/** Part of the signs that are no signs of any script. */
const MOST_UNSIGNED = 0.2
/**
 * Text in languages that the detector knows scores above .7, in others above .3 (Welsh .30, Somali .35, Swahili .43), letters that are exchanged
 * for others below .25.
 */
const LIKE_A_LANGUAGE = 0.27

export function isNonsense(items: readonly (TextItem | TextMarkedContent)[]): boolean {
  const text = items.map(item => ('str' in item ? item.str : '')).join(' ')
  const signs = text.replace(/[\s.·…_]+/gu, '') // without leaders
  if (signs.length < ENOUGH) return false
  const unsigned = signs.match(/[\p{Cc}\p{Co}\p{Cn}\uFFFD]/gu)?.length ?? 0
  return unsigned > signs.length * MOST_UNSIGNED || isOfNoLanguage(text)
}

/** Texts are made of words of letters; what has few is a table of numbers or a program, and not judged. */
function isOfNoLanguage(text: string): boolean {
  const letters = text.replace(/[^\p{L}\p{M}\s]+/gu, ' ')
  const words = letters.match(/\p{L}{4,}/gu) ?? []
  if (words.length < FEWEST_WORDS || new Set(words).size < FEWEST_FORMS) return false
  const scores = Object.values(theDetector().detect(letters.slice(0, SAMPLE)).getScores())
  return Math.max(0, ...scores) < LIKE_A_LANGUAGE
}

const FEWEST_WORDS = 20
/** Few words again and again are no text by which to tell. */
const FEWEST_FORMS = 6
const SAMPLE = 3000

/** Letters that are recognised, as a part of those that the page says: fewer are not the whole page. */
const ENOUGH_RECOGNISED = 0.4

/**
 * Reads pages by what they show; where that gives no text, what they say stays.
 * @returns what is to be said of the pages
 */
export async function readAsShown(
  pages: readonly PicturedPage[],
  recognise: (numbers: readonly number[]) => Promise<Recognised>,
): Promise<NonNullable<Rendition['problems']>> {
  try {
    const recognised = await recognise(pages.map(({ number }) => number))
    const read = recognised.pages.filter(page => {
      const own = pages.find(({ number }) => number === page.number)
      const lines = scannedLines(page, own?.width)
      if (own === undefined || !isText(lines, own.lines)) return false
      own.lines.splice(0, own.lines.length, ...lines)
      return true
    })
    const numbers = new Set(read.map(({ number }) => number))
    const failures = recognised.failures.filter(({ number }) => numbers.has(number))
    const left = pages.filter(({ number }) => !numbers.has(number))
    return [
      ...said([...numbers], 'so it was read as it looks'),
      ...problemsOf({ pages: read, failures }),
      ...said(
        left.map(({ number }) => number),
        'and its words may not be found: what it shows could not be recognised either (OCR)',
      ),
    ]
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    const numbers = pages.map(({ number }) => number)
    return said(numbers, `and its words may not be found. ${error.message}`)
  }
}

function isText(recognised: readonly Line[], printed: readonly Line[]): boolean {
  const text = textOf(recognised)
  return lettersIn(text) >= lettersIn(textOf(printed)) * ENOUGH_RECOGNISED && !isOfNoLanguage(text)
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text }) => text).join(' ')
}

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

function said(numbers: readonly number[], what: string): NonNullable<Rendition['problems']> {
  if (numbers.length === 0) return []
  const named = pagesNamed(numbers)
  const message = `The text of ${named} is of no language: its font says other letters than it shows, ${what}`
  return [
    {
      severity: 'warning',
      rule: 'nonsense-text',
      message: message.endsWith('.') ? message : `${message}.`,
    },
  ]
}
