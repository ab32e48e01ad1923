// The process that draws pages and recognises their text. It writes no file, starts no program and knows nothing of the environment; it
// may be ended at any instant, and ends itself where it needs more memory than it was given.
import { Worker } from 'node:worker_threads'
import { UnreadableError } from '../rendition.ts'
import { type LanguageData, PackagedEngine } from './packaged-engine.ts'
import type { Pages, PicturedFile } from './pages.ts'
import { pagesOfPdf } from './pages-of-pdf.ts'
import { pagesOfPicture } from './pages-of-picture.ts'

/** How a page is looked at. */
export interface View {
  /** Radians. */
  readonly turn: number
  /** How the picture lies where its file does not say so, as EXIF numbers it: 1 for upright. */
  readonly orientation: number
  readonly scale: number
}

export interface OcrRequest {
  /** Opened before its first page is asked for; the one before is closed. */
  readonly open?: { readonly kind: PicturedFile; readonly bytes: Uint8Array }
  readonly page?: {
    readonly number: number
    readonly languages: readonly LanguageData[]
    readonly view: View
    /** The text in hOCR, or the decoded picture for another engine. */
    readonly wanted: 'text' | 'picture'
  }
}
export type OcrAnswer =
  | { readonly pages: number }
  | { readonly hocr: string }
  | { readonly picture: Uint8Array }
  /** `isLast` where the process ends itself. */
  | { readonly rule: string; readonly message: string; readonly isLast?: true }

const [megabytes = '1024', folder = ''] = process.argv.slice(2)

const WATCH = `
  const { workerData } = require('node:worker_threads')
  setInterval(() => { if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL') }, 20)
`
new Worker(WATCH, { eval: true, workerData: Number(megabytes) * 1024 * 1024 }).unref()

let engine: PackagedEngine | null = null
let pages: Pages | null = null

process.on('disconnect', () => process.exit())
process.on('message', (request: OcrRequest) => {
  answer(request).then(
    given => process.send?.(given),
    (error: unknown) => {
      if (error instanceof UnreadableError) {
        process.send?.({ rule: error.rule, message: error.message } satisfies OcrAnswer)
        return
      }
      // What went wrong inside of an engine may have left it in any state.
      const message = `Its text cannot be recognised (${error instanceof Error ? error.message : String(error)}).`
      process.send?.({ rule: 'uninterpretable-file', message, isLast: true } satisfies OcrAnswer, () =>
        process.exit(1),
      )
    },
  )
})

async function answer({ open, page }: OcrRequest): Promise<OcrAnswer> {
  if (open !== undefined) {
    await pages?.close()
    pages = null
    pages = open.kind === 'pdf' ? await pagesOfPdf(open.bytes) : pagesOfPicture(open.bytes)
  }
  if (page === undefined) return { pages: pages?.count ?? 0 }
  if (pages === null) throw new Error('no file is open')
  const file = await pages.draw(page.number, page.view.scale)
  if (file.blank !== undefined)
    return {
      hocr: `<div class="ocr_page" title="bbox 0 0 ${file.blank.width} ${file.blank.height}"></div>`,
    }
  const drawn = file.orientation === 1 ? { ...file, orientation: page.view.orientation } : file
  const { turn } = page.view
  if (page.wanted === 'picture' && drawn.isOurs && turn === 0 && drawn.orientation === 1)
    return { picture: drawn.bytes }
  engine ??= await PackagedEngine.open(folder)
  return page.wanted === 'text'
    ? { hocr: await engine.recognise(drawn, turn, page.languages) }
    : { picture: await engine.decode(drawn, turn) }
}
