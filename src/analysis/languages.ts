// Which language is this text in, and which stemmer belongs to it?
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

/**
 * The ISO 639-1 code of the text's language, or null where the text is too short to tell or like no language known.
 * The detector is loaded when first needed: a search needs none, and it takes a quarter of a second.
 */
export async function detectLanguage(text: string): Promise<string | null> {
  const sample = text.slice(0, SAMPLE)
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < FEWEST_LETTERS) return null
  const { eld } = await import('eld/small')
  const found = eld.detect(sample)
  return found.language !== '' && found.isReliable() ? found.language : null
}

/** `fr` for the tag `fr-CA`; null for what is no language tag. */
export function baseLanguage(tag: string | null): string | null {
  return /^([a-z]{2,3})(?:[-_].*)?$/iu.exec(tag?.trim() ?? '')?.[1]?.toLowerCase() ?? null
}
