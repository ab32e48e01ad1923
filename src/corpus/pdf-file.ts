// Here are the bytes of a PDF, open it: nothing is fetched, no script is run, fonts and tables are those of the package.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import { UnreadableError } from './rendition.ts'

const PACKAGE = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))

export interface PdfFile {
  readonly task: PDFDocumentLoadingTask
  readonly file: PDFDocumentProxy
}

/** Whoever opens it destroys the task. @throws {UnreadableError} */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const task = getDocument({
    data: Uint8Array.from(bytes), // it is taken over
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${PACKAGE}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PACKAGE}/standard_fonts/`,
    wasmUrl: `${PACKAGE}/wasm/`,
    disableFontFace: true,
    fontExtraProperties: true, // names of fonts
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    maxImageSize: MOST_PIXELS,
  })
  return { task, file: await task.promise.catch(refusePdf) }
}

/** A picture in a PDF that has more is not drawn. */
const MOST_PIXELS = 64_000_000

/** @throws {UnreadableError} */
export function refusePdf(error: Error): never {
  if (error.name === 'PasswordException')
    throw new UnreadableError(
      'protected-file',
      'The PDF is protected by a password. It was left out; save it without one.',
    )
  throw new UnreadableError('damaged-file', `The PDF cannot be read: ${error.message} It was left out.`)
}
