// Here is a PDF with a text layer, give me its paragraphs, headings and pages. A PDF says where letters stand; what they form is found here.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type Fact, type Rendition, UnreadableError } from '../rendition.ts'
import { type Annotation, withFields } from './pdf-fields.ts'
import { type Line, linesOfPage } from './pdf-lines.ts'
import { composePages, headingKey } from './pdf-paragraphs.ts'

const PACKAGE = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))

/** @throws {UnreadableError} */
export async function readPdf(bytes: Uint8Array): Promise<Omit<Rendition, 'part'>> {
  const task = getDocument({
    data: Uint8Array.from(bytes), // it is taken over
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${PACKAGE}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PACKAGE}/standard_fonts/`,
    disableFontFace: true,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
  })
  const file = await task.promise.catch(refuse)
  try {
    return await readPages(file)
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    return refuse(error as Error)
  } finally {
    await task.destroy()
  }
}

async function readPages(file: PDFDocumentProxy): Promise<Omit<Rendition, 'part'>> {
  const pages: Line[][] = []
  const withoutText: number[] = []
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number)
    const { items } = await page.getTextContent()
    const annotations = (await page.getAnnotations()) as readonly Annotation[]
    const lines = linesOfPage(withFields(items, annotations), number)
    if (lines.length === 0) withoutText.push(number)
    pages.push(lines)
    page.cleanup()
  }
  if (withoutText.length === file.numPages) {
    throw new UnreadableError(
      'no-text-layer',
      `None of its ${file.numPages} pages has text: they are pictures, or empty. It was left out; run text recognition (OCR) over it first.`,
    )
  }
  const composed = composePages(pages, await outlineOf(file))
  const { info } = await file.getMetadata()
  return {
    ...composed,
    facts: [],
    fallbacks: factsOf(info as Record<string, unknown>),
    problems: problemsOf(withoutText),
  }
}

function problemsOf(withoutText: readonly number[]): NonNullable<Rendition['problems']> {
  if (withoutText.length === 0) return []
  const shown = withoutText.slice(0, 10).join(', ')
  const more = withoutText.length > 10 ? ` and ${withoutText.length - 10} more` : ''
  const message = `Page ${shown}${more} has no text, only pictures or nothing. Run text recognition (OCR) over it to have it read.`
  return [{ severity: 'warning', rule: 'page-without-text', message }]
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

function refuse(error: Error): never {
  if (error.name === 'PasswordException')
    throw new UnreadableError(
      'protected-file',
      'The PDF is protected by a password. It was left out; save it without one.',
    )
  throw new UnreadableError('damaged-file', `The PDF cannot be read: ${error.message} It was left out.`)
}
