// In which language is this page? Told by what was read of it, though read by the model of another language.
import { readLanguageTag } from '../../domain/language-tags.ts'
import { theDetector } from '../language-detector.ts'
import type { LanguageData } from './packaged-engine.ts'
import { type OcrPage, textOf } from './page.ts'

/** Letters by which a language can be told. */
const ENOUGH = 80

/** The model for the language of the page; null where it cannot be told, or has none. */
export function languageOfPage(page: OcrPage, known: readonly LanguageData[]): LanguageData | null {
  const text = textOf(page).replace(/[^\p{L}\s]+/gu, ' ')
  if ((text.match(/\p{L}/gu)?.length ?? 0) < ENOUGH) return null
  const { language } = theDetector().detect(text)
  return known.find(({ code }) => languagesOfModel(code).includes(language)) ?? null
}

/** `deu`, `deu_latf` and `script/…` as ISO 639: a model of a script is of no language. */
export function languagesOfModel(code: string): readonly string[] {
  return readLanguageTag(code.split('_')[0] ?? code).languages
}
