// Here is a PDF, give me its paragraphs, headings and pages. A PDF says where letters stand; what they form is found here.
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Recognise, Recognised } from '../ocr/recognition.ts'
import { openPdf, refusePdf } from '../pdf-file.ts'
import { type Fact, type Rendition, told, UnreadableError } from '../rendition.ts'
import { withAccents } from './pdf-accents.ts'
import { type Annotation, withFields } from './pdf-fields.ts'
import { BoldFonts } from './pdf-fonts.ts'
import { headingKey } from './pdf-headings.ts'
import { type Line, linesOfPage } from './pdf-lines.ts'
import { isNonsense, readAsShown } from './pdf-nonsense.ts'
import { composePages } from './pdf-paragraphs.ts'
import { addRecognised, isPicture, type PicturedPage } from './pdf-pictured.ts'

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
    const { items } = await page.getTextContent()
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
  const composed = composePages(withAccents(pages), await outlineOf(file))
  const { info } = await file.getMetadata()
  return {
    ...composed,
    facts: [],
    fallbacks: factsOf(info as Record<string, unknown>),
    problems,
    ...rests,
  }
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

/** Programs write their own name or the file's for a title. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint)|untitled|document\d*|.*\.(?:docx?|pdf|indd|qxd|rtf|tmp|pptx?|xlsx?|odt|tex|dvi)$)/iu

function factsOf(info: Record<string, unknown>): Fact[] {
  const text = (name: string): string => (typeof info[name] === 'string' ? info[name].trim() : '')
  const facts: Fact[] = []
  if (text('Title') !== '' && !NO_TITLE.test(text('Title'))) facts.push(['title', [text('Title')]])
  if (text('Author') !== '') facts.push(['author', [text('Author')]])
  const [, year, month, day] = /^D:(\d{4})(\d{2})(\d{2})/u.exec(text('CreationDate')) ?? []
  if (year !== undefined) facts.push(['date', [`${year}-${month}-${day}`]])
  if (text('Subject') !== '') facts.push(['subject', [text('Subject')]])
  if (text('Keywords') !== '') facts.push(['keywords', text('Keywords').split(/\s*[,;]\s*/u)])
  if (text('Language') !== '') facts.push(['language', [text('Language')]])
  return facts
}
