// Which part of this Turkish word is the name? Suffixes follow a name after an apostrophe: Ankara'dan, Türkiye'nin.
import { APOSTROPHES } from './marks.ts'

/** Case, number, possession, copula and what makes adjectives of names; Kur'an has none of them. */
const SUFFIX = new RegExp(
  `(?<=.)[${APOSTROPHES}ʼ](?:[ns]?[ıiuü]n[ıiuüae]?|[yns]?[ıiuüae]|[yn]?[ıiuüae]?l[ae]r?.*|n?[dt][ae]n?(?:ki.*)?|y?[dt][ıiuü].*|[cç][aeıiuü]|l[ıiuü].*|s[ıiuü]z.*)$`,
  'iu',
)

/** @example withoutTurkishSuffix("Ankara'dan") // 'Ankara' */
export function withoutTurkishSuffix(word: string): string {
  return word.replace(SUFFIX, '')
}
