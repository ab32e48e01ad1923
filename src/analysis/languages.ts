// Which language is this text in, and which stemmer belongs to it?
import { createRequire } from 'node:module'
import type { eld as Detector } from 'eld/small'

/** Snowball's algorithm for each language that has one, by ISO 639-1 code. */
export const STEMMERS: Readonly<Record<string, string>> = {
  ca: 'catalan', cs: 'czech', da: 'danish', de: 'german', en: 'english', es: 'spanish', eu: 'basque', fi: 'finnish', fr: 'french', hu: 'hungarian',
  hy: 'armenian', it: 'italian', nb: 'norwegian', nl: 'dutch', nn: 'norwegian', no: 'norwegian', pt: 'portuguese', ro: 'romanian', ru: 'russian',
  sl: 'slovene', sv: 'swedish', tr: 'turkish',
} // biome-ignore format: pairs

export const DEFAULT_LANGUAGE = 'en'

/** Letters of a text that are looked at, and fewest letters that tell. */
const SAMPLE = 2_000
const FEWEST_LETTERS = 60

let detector: typeof Detector | undefined

/** Loaded when first needed: a search needs none, and it takes a quarter of a second. */
function loadDetector(): typeof Detector {
  detector ??= (createRequire(import.meta.url)('eld/small') as { eld: typeof Detector }).eld
  return detector
}

/** The ISO 639-1 code of the text's language, or null where the text is too short to tell or like no language known. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, SAMPLE)
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < FEWEST_LETTERS) return null
  const found = loadDetector().detect(sample)
  return found.language !== '' && found.isReliable() ? found.language : null
}

/** `fr` for the tag `fr-CA`; null for what is no language tag. */
export function baseLanguage(tag: string | null): string | null {
  return /^([a-z]{2,3})(?:[-_].*)?$/iu.exec(tag?.trim() ?? '')?.[1]?.toLowerCase() ?? null
}
