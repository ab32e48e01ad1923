// Here is a picture of a page, read it: as it lies, and where that gives little, larger or turned.
import { UnreadableError } from '../rendition.ts'
import { parseHocr } from './hocr.ts'
import type { View } from './ocr-process.ts'
import { confidenceOf, type OcrPage, wordsOf } from './page.ts'

/** Asks an engine. @returns hOCR */
export type Look = (view: View) => Promise<string>

/** A page, and how it was looked at. */
export interface Seen {
  readonly page: OcrPage
  readonly view: View
  /** Why a further look at it failed, where one did. */
  readonly failure: UnreadableError | null
}

/** Means of a page that need no second look. */
const GOOD = 75
/** Letters smaller than this are read badly, in pixels; then the picture is made larger so that they have so many. */
const SMALL = 24
const WANTED = 40
const LARGEST_SCALE = 4
/** A picture of so few pixels may have letters too small to be seen as such. */
const SMALL_PICTURE = 600_000
/** Lines that rise or fall too much to be seen as lines; sideways, upside down. */
const OTHER_WAYS: readonly Omit<View, 'scale'>[] = [
  { turn: 0.09, orientation: 1 },
  { turn: -0.09, orientation: 1 },
  { turn: 0, orientation: 6 },
  { turn: 0, orientation: 8 },
  { turn: 0, orientation: 3 },
]

/** As it lies, and larger where its letters are small. */
export async function readUpright(look: Look, number: number, language: string): Promise<Seen> {
  const first = await seenAs({ turn: 0, orientation: 1, scale: 1 }, look, number, language)
  const size = usualSize(first.page)
  const isSmall = size === null ? first.page.width * first.page.height < SMALL_PICTURE : size < SMALL
  if (!isSmall) return first
  const scale = size === null ? 2 : Math.min(LARGEST_SCALE, WANTED / size)
  return orBetter(first, { ...first.view, scale }, look)
}

/** Turned, where it was read badly. */
export async function readTurned(look: Look, seen: Seen): Promise<Seen> {
  let best = seen
  for (const way of OTHER_WAYS) {
    if (isGood(best.page)) break
    best = await orBetter(best, { ...way, scale: seen.view.scale }, look)
  }
  return best
}

async function seenAs(view: View, look: Look, number: number, language: string): Promise<Seen> {
  return { view, page: parseHocr(await look(view), number, language), failure: null }
}

/** A further look at a page; where it fails, what was seen before with the reason. */
export async function seenAgain(seen: Seen, view: View, look: Look, language: string): Promise<Seen> {
  try {
    return { ...(await seenAs(view, look, seen.page.number, language)), failure: seen.failure }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    return { ...seen, failure: error }
  }
}

async function orBetter(seen: Seen, view: View, look: Look): Promise<Seen> {
  const again = await seenAgain(seen, view, look, seen.page.language)
  return again.failure === seen.failure ? better(seen, again) : again
}

/** The one of which more letters are sure; the first of equals. */
function better(first: Seen, second: Seen): Seen {
  return worth(second.page) > worth(first.page) ? second : first
}

export function isGood(page: OcrPage): boolean {
  return confidenceOf(wordsOf(page)) >= GOOD
}

/** Letters of which the engine is sure, less those of which it is not. */
function worth(page: OcrPage): number {
  return wordsOf(page).reduce((sum, { text, confidence }) => sum + text.length * (confidence - 50), 0)
}

/** The height of most letters. */
function usualSize({ lines }: OcrPage): number | null {
  const sizes = lines.map(({ size }) => size).sort((a, b) => a - b)
  return sizes[sizes.length >> 1] ?? null
}
