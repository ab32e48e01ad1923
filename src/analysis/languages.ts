// Which stemmer belongs to a language?
import { readLanguageTag } from '../domain/language-tags.ts'

/** Snowball's algorithm for each language that has one, by ISO 639-1 code. */
export const STEMMERS: Readonly<Record<string, string>> = {
  ar: 'arabic', ca: 'catalan', cs: 'czech', da: 'danish', de: 'german', en: 'english', es: 'spanish', eu: 'basque', fi: 'finnish', fr: 'french', hu: 'hungarian',
  hy: 'armenian', it: 'italian', nb: 'norwegian', nl: 'dutch', nn: 'norwegian', no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian',
  sl: 'slovene', sv: 'swedish', tr: 'turkish',
} // biome-ignore format: pairs

export const DEFAULT_LANGUAGE = 'en'

/** The code by which a text is analysed: `fr` for `fr-CA` and for `fra`; null for a tag that names no language. */
export function baseLanguage(tag: string | null): string | null {
  return tag === null ? null : (readLanguageTag(tag).languages[0] ?? null)
}
