// What is asked of whoever recognises text, and what is answered?
import { UnreadableError } from '../rendition.ts'
import type { OcrPage } from './page.ts'
import type { PicturedFile } from './pages.ts'

export interface Recognised {
  /** In order. */
  readonly pages: readonly OcrPage[]
  /** Pages that could not be read, with the reason; those that are in `pages` could not be looked at more closely. */
  readonly failures: readonly { readonly number: number; readonly rule: string; readonly message: string }[]
}

/** @param numbers of pages, 1-based; null for all. @throws {UnreadableError} where nothing can be recognised */
export type Recognise = (
  kind: PicturedFile,
  bytes: Uint8Array,
  numbers: readonly number[] | null,
) => Promise<Recognised>

export const RECOGNITION_OFF: Recognise = () =>
  Promise.reject(
    new UnreadableError('recognition-off', 'The recognition of text on pictures is switched off.'),
  )
