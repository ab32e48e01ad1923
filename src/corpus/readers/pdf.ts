// Here is a PDF, give me its paragraphs, headings and pages. A PDF says where letters stand; what they form is found here.
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Recognise, Recognised } from '../ocr/recognition.ts'
import { openPdf, refusePdf } from '../pdf-file.ts'
import { type Rendition, told, UnreadableError } from '../rendition.ts'
import { withAccents } from './pdf-accents.ts'
import { type Annotation, withFields } from './pdf-fields.ts'
import { BoldFonts } from './pdf-fonts.ts'
import { headingKey } from './pdf-headings.ts'
import { textsOf } from './pdf-ligatures.ts'
import { type Line, linesOfPage } from './pdf-lines.ts'
import { isNonsense, readAsShown } from './pdf-nonsense.ts'
import { composePages } from './pdf-paragraphs.ts'
import { addRecognised, isPicture, type PicturedPage } from './pdf-pictured.ts'
import { propertiesOfPdf } from './pdf-properties.ts'
import { withOneScript } from './pdf-scripts.ts'

/** @throws {UnreadableError} */
export async function readPdf(bytes: Uint8Array, recognise: Recognise): Promise<Omit<Rendition, 'part'>> {
  const { task, file } = await openPdf(bytes)
  try {
    return await readPages(file, numbers => recognise('pdf', bytes, numbers))
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    return refusePdf(error as Error)
  } finally {
    await task.destroy()
  }
}

type RecognisePages = (numbers: readonly number[]) => Promise<Recognised>

async function readPages(
  file: PDFDocumentProxy,
  recognise: RecognisePages,
): Promise<Omit<Rendition, 'part'>> {
  const pages: Line[][] = []
  const pictured: PicturedPage[] = []
  const nonsense: PicturedPage[] = []
  const bold = new BoldFonts()
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number)
    const items = await textsOf(page)
    const annotations = (await page.getAnnotations()) as readonly Annotation[]
    await bold.learn(page, items)
    const lines = linesOfPage(withFields(items, annotations), number, bold.names)
    const shown = (): PicturedPage => ({ number, lines, width: page.getViewport({ scale: 1 }).width })
    if (isNonsense(items)) nonsense.push(shown())
    else if (await isPicture(page, lines)) pictured.push(shown())
    pages.push(lines)
    page.cleanup()
  }
  const problems = [
    ...(pictured.length === 0 ? [] : await addRecognised(pictured, recognise)),
    ...(nonsense.length === 0 ? [] : await readAsShown(nonsense, recognise)),
  ]
  const rests = pictured.length + nonsense.length === 0 ? {} : { restsOnRecognition: true as const }
  if (pages.every(lines => lines.length === 0)) {
    const why = problems.map(({ message }) => message).join(' ')
    const message = `None of its ${file.numPages} pages has text: they are pictures, or empty. It was left out. ${why}`
    return { ...told({ severity: 'error', rule: 'no-text-layer', message }), ...rests }
  }
  const composed = composePages(withOneScript(withAccents(pages)), await outlineOf(file))
  const { info } = await file.getMetadata()
  const { fallbacks = [], problems: left = [] } = propertiesOfPdf(info as Record<string, unknown>)
  return { ...composed, facts: [], fallbacks, problems: [...problems, ...left], ...rests }
}

/** Headings by the text of the outline, with their depth: 1 for the outermost. */
async function outlineOf(file: PDFDocumentProxy): Promise<ReadonlyMap<string, number>> {
  const depths = new Map<string, number>()
  type Items = Awaited<ReturnType<PDFDocumentProxy['getOutline']>> | null
  const add = (items: Items, depth: number): void => {
    for (const { title, items: below } of items ?? []) {
      const key = headingKey(title)
      if (key !== '' && !depths.has(key)) depths.set(key, depth)
      if (depth < 6) add(below as Items, depth + 1)
    }
  }
  add(await file.getOutline().catch(() => null), 1) // a damaged outline is no loss of text
  return depths
}
