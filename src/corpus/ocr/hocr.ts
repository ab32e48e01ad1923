// Here is what an engine says of a page in hOCR, give me its lines and words. Every Tesseract writes this form.
import { SaxesParser } from 'saxes'
import { UnreadableError } from '../rendition.ts'
import type { OcrLine, OcrPage, OcrWord } from './page.ts'

type Draft = { -readonly [key in keyof OcrLine]: OcrLine[key] } & { words: OcrWord[] }

/**
 * A whole document, as a program writes it, or the page alone, as the package does. Lines without a letter or digit are specks, and left
 * out.
 * @throws {UnreadableError}
 */
export function parseHocr(hocr: string, number: number, language: string): OcrPage {
  const parser = new SaxesParser({ fragment: true })
  const lines: Draft[] = []
  let size = { width: 0, height: 0 }
  let word: Omit<OcrWord, 'text'> | null = null
  let depth = 0
  let text = ''
  parser.on('error', ({ message }) => {
    throw new UnreadableError('uninterpretable-file', `What Tesseract says of it is no hOCR (${message}).`)
  })
  parser.on('opentag', ({ attributes }) => {
    if (word !== null) depth++
    const { class: kind = '', title = '' } = attributes as {
      readonly class?: string
      readonly title?: string
    }
    const [left = 0, top = 0, right = 0, bottom = 0] = numbers(title, 'bbox')
    if (kind === 'ocr_page') size = { width: right, height: bottom }
    else if (LINES.has(kind)) {
      const [slope = 0, offset = 0] = numbers(title, 'baseline')
      const baseline = Math.round(bottom + offset + (slope * (right - left)) / 2)
      const [height = bottom - top] = numbers(title, 'x_size')
      lines.push({ baseline, size: height, words: [] })
    } else if (kind === 'ocrx_word') {
      const [confidence = 0] = numbers(title, 'x_wconf')
      word = { left, top, right, bottom, confidence }
      depth = 0
      text = ''
    }
  })
  parser.on('text', value => {
    if (word !== null) text += value
  })
  parser.on('closetag', () => {
    if (word === null) return
    if (depth-- > 0) return
    const clean = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
    if (clean !== '') lines.at(-1)?.words.push({ text: clean, ...word })
    word = null
  })
  parser.write(bodyOf(hocr)).close()
  return { number, ...size, lines: lines.filter(hasLetters), language }
}

/** Without declaration and head: these stand where a fragment has none. */
function bodyOf(hocr: string): string {
  const tag = hocr.indexOf('<body')
  const [start, end] = [hocr.indexOf('>', tag), hocr.lastIndexOf('</body>')]
  return tag < 0 || start < 0 || end < start ? hocr : hocr.slice(start + 1, end)
}

const LINES: ReadonlySet<string> = new Set(['ocr_line', 'ocr_header', 'ocr_caption', 'ocr_textfloat'])

function hasLetters({ words }: OcrLine): boolean {
  return words.some(({ text }) => /[\p{L}\p{N}]/u.test(text))
}

/** The numbers that stand behind a name in the properties of hOCR: `bbox 1 2 3 4; x_size 44`. */
function numbers(title: string, name: string): number[] {
  const property = title.split(';').find(part => part.trim().startsWith(`${name} `))
  return property === undefined ? [] : property.trim().split(/\s+/u).slice(1).map(Number)
}
