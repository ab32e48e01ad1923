// Here is a PDF, draw its pages: as grey pictures that every engine reads.
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { RenderParameters } from 'pdfjs-dist/types/src/display/api.js'
import { installCommand } from '../../domain/install-command.ts'
import { reasonOf } from '../../domain/reason.ts'
import { openPdf, refusePdf } from '../pdf-file.ts'
import { UnreadableError } from '../rendition.ts'
import { type Drawn, greyMap, isBlank, MOST_DRAWN, type Pages } from './pages.ts'

/** Points of a page are drawn as so many pixels: 300 an inch. */
const SCALE = 300 / 72

/** @throws {UnreadableError} */
export async function pagesOfPdf(bytes: Uint8Array): Promise<Pages> {
  const { task, file } = await openPdf(bytes)
  /** A page is looked at in several ways one after the other. */
  let last: { readonly key: string; readonly drawn: Drawn } | null = null
  return {
    count: file.numPages,
    draw: async (number, scale) => {
      const key = `${number} ${scale}`
      if (last?.key !== key) last = { key, drawn: await draw(file, number, scale) }
      return last.drawn
    },
    close: () => task.destroy(),
  }
}

/** What `canvasFactory` gives; the package has no type for it. */
interface CanvasFactory {
  create(width: number, height: number): Drawing
  destroy(drawing: Drawing): void
}
interface Drawing {
  readonly canvas: unknown
  readonly context: {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
  }
}

async function draw(file: PDFDocumentProxy, number: number, times: number): Promise<Drawn> {
  const page = await file.getPage(number).catch(refusePdf)
  const { width, height } = page.getViewport({ scale: 1 })
  const scale = Math.min(SCALE * times, Math.sqrt(MOST_DRAWN / (width * height)))
  const viewport = page.getViewport({ scale })
  const columns = Math.max(1, Math.floor(viewport.width))
  const rows = Math.max(1, Math.floor(viewport.height))
  const factory = file.canvasFactory as CanvasFactory
  const drawing = create(factory, columns, rows)
  try {
    const { canvas, context } = drawing
    // The package has the types of a browser.
    const target = { canvas, canvasContext: context } as Pick<RenderParameters, 'canvas' | 'canvasContext'>
    await page.render({ ...target, viewport, background: 'white' }).promise
    const { data } = context.getImageData(0, 0, columns, rows)
    return {
      bytes: greyMap(data, columns, rows),
      orientation: 1,
      scale: 1,
      isOurs: true,
      ...(isBlank(data) ? { blank: { width: columns, height: rows } } : {}),
    }
  } finally {
    factory.destroy(drawing)
    page.cleanup()
  }
}

function create(factory: CanvasFactory, width: number, height: number): Drawing {
  try {
    return factory.create(width, height)
  } catch (error) {
    throw new UnreadableError(
      'missing-package',
      `Pages of PDFs cannot be drawn on this machine (${reasonOf(error)}); ${installCommand('@napi-rs/canvas')}.`,
    )
  }
}
