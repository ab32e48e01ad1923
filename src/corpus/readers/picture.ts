// Here is a picture file, give me the text on it: a scan, a photograph of a page, a screenshot.
import { confidenceOf, wordsOf } from '../ocr/page.ts'
import type { Recognise, Recognised } from '../ocr/recognition.ts'
import { type Rendition, told, UnreadableError } from '../rendition.ts'
import { composePages } from './pdf-paragraphs.ts'
import { scannedLines } from './scanned-lines.ts'

/** Why a picture is no document though nothing is wrong with it. */
const NO_FAULT: ReadonlySet<string> = new Set(['missing-package', 'recognition-off', 'picture-too-small'])

/** @throws {UnreadableError} */
export async function readPicture(bytes: Uint8Array, recognise: Recognise): Promise<Omit<Rendition, 'part'>> {
  try {
    const recognised = await recognise('picture', bytes, null)
    const [failure] = recognised.failures
    if (recognised.pages.length === 0 && failure !== undefined)
      throw new UnreadableError(failure.rule, failure.message)
    const lines = recognised.pages.map(page => scannedLines(page))
    if (lines.flat().length === 0)
      return withoutText('no-text-in-picture', 'No text was found on the picture. It was left out.')
    return {
      ...composePages(lines, new Map()),
      facts: [],
      problems: problemsOf(recognised),
      restsOnRecognition: true,
    }
  } catch (error) {
    if (!(error instanceof UnreadableError) || !NO_FAULT.has(error.rule)) throw error
    const isLeftOut = error.message.includes('left out') ? '' : ' The picture was left out.'
    return withoutText(error.rule, error.message + isLeftOut)
  }
}

function withoutText(rule: string, message: string): Omit<Rendition, 'part'> {
  return { ...told({ severity: 'warning', rule, message }), restsOnRecognition: true }
}

const NAMED = 10

/** What is to be said of pages that were recognised, and of those that could not be. */
export function problemsOf({ pages, failures }: Recognised): NonNullable<Rendition['problems']> {
  const read = pages.filter(page => wordsOf(page).length > 0)
  const sure = Math.round(confidenceOf(read.flatMap(wordsOf)))
  const which = read.map(({ number }) => number)
  const message = `The text of ${pagesNamed(which)} was recognised on ${which.length === 1 ? 'its picture' : 'their pictures'} (OCR), ${sure} % sure${sure < 75 ? ': much of it may be wrong' : ''}.`
  return [
    ...(read.length === 0 ? [] : [{ severity: 'warning', rule: 'recognised-text', message } as const]),
    ...failures.map(({ number, rule, message: why }) => {
      const isRead = pages.some(page => page.number === number)
      const what = isRead ? 'was read, but not as well as it could be' : 'was left out'
      return { severity: 'warning', rule, message: `Page ${number} ${what}. ${why}` } as const
    }),
  ]
}

/** `page 3`, `pages 3, 4 and 12 more` */
export function pagesNamed(numbers: readonly number[]): string {
  const shown = numbers.slice(0, NAMED).join(', ')
  const more = numbers.length > NAMED ? ` and ${numbers.length - NAMED} more` : ''
  return `${numbers.length === 1 ? 'page' : 'pages'} ${shown}${more}`
}
