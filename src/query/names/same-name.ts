// Are these two spellings of one name? By how they sound, with the vowels that romanisations exchange.
import type { Reading } from './reading.ts'
import { asciiOf, readingsOf } from './sounds.ts'

/** A word of a name, as it may sound. */
export interface SpokenWord {
  readonly word: string
  /** In Latin letters; empty where the script does not write all vowels. */
  readonly latin: string
  readonly readings: readonly Reading[]
}

export function speak(word: string): SpokenWord {
  const latin = asciiOf(word)
  const readings = readingsOf(word)
  return { word, latin, readings: ARMENIAN.test(latin) ? [...readings, ...readings.map(western)] : readings }
}

/** Armenian surnames: the West says b, d, g for p, t, k, and the other way round. */
const ARMENIAN = /.{3}[iyj]an$/u
const VOICED: Readonly<Record<string, string>> = { b: 'p', d: 't', g: 'k' }
const WESTERN = '~'

function western({ consonants, gaps }: Reading): Reading {
  return { consonants: WESTERN + consonants.replace(/[bdg]/gu, letter => VOICED[letter] ?? letter), gaps }
}

/** Whether they are one word in two spellings. */
export function isSameWord(a: SpokenWord, b: SpokenWord): boolean {
  return (
    a.word === b.word ||
    a.readings.some(x => b.readings.some(y => x.consonants === y.consonants && fits(a, x, b, y)))
  )
}

/** Endings of names from languages whose romanisations keep the vowels. */
const FIXED_VOWELS =
  /(?:ova?|eva?|off|eff|ow|ew|ina?|sk[aiy]+|ska[iy]a|enko|chuk|v[iy]ch|shvili|dze|akis|poul[ou]s?|idis|son)$/u
/** What names have that are romanised from Arabic. */
const ARABIC_SIGNS = /h[bcdfgjklmnpqrstvz]|kh|gh|dh|q|aa|ou|ee|oo|[ae][iy]|(?:mm|ss|ll|dd)[aeiou]/u
const EXCHANGED = /^(?:ou|uo|ei|ie)$/u
const LONGEST_SHORT = 3

function fits(a: SpokenWord, x: Reading, b: SpokenWord, y: Reading): boolean {
  const isWestern = x.consonants.startsWith(WESTERN)
  const glide = [a, b].every(({ latin }) => /^[yj][aeou]/u.test(latin)) ? 1 : 0
  const consonants = x.consonants.length - (isWestern ? 1 : 0) + glide
  const areLatin = a.latin !== '' && b.latin !== ''
  if (areLatin && consonants < 2 && Math.min(a.latin.length, b.latin.length) <= LONGEST_SHORT) return false
  const isFixed = FIXED_VOWELS.test(a.latin) || FIXED_VOWELS.test(b.latin)
  const isArabic = ARABIC_SIGNS.test(a.latin) || ARABIC_SIGNS.test(b.latin)
  let left = isFixed && !isWestern ? 0 : consonants > 3 ? 2 : 1
  for (const [at, gap] of x.gaps.entries()) {
    const other = y.gaps[at] ?? ''
    const isFirst = at === 0
    const isLast = at === x.gaps.length - 1
    if (typeof gap !== 'string' || typeof other !== 'string') {
      if (!fitsPattern(gap, other)) return false
      continue
    }
    const [p, q] = [canonical(gap), canonical(other)]
    if (p === q) continue
    if (isWestern && !isFirst && !isLast && weak(p) && weak(q)) continue
    const pair = p + q
    const isExchanged =
      (EXCHANGED.test(pair) && !isLast && (consonants > 2 || (isFirst && /[ou]/u.test(pair)))) ||
      (/^(?:ae|ea)$/u.test(pair) && isArabic && !isFirst && !isLast && consonants > 2)
    if (!isExchanged || --left < 0) return false
  }
  return true
}

/** A vowel that Armenian puts between consonants to speak them. */
function weak(vowels: string): boolean {
  return /^[ei]?$/u.test(vowels)
}

function fitsPattern(gap: string | RegExp, other: string | RegExp): boolean {
  if (typeof gap === 'string') return typeof other === 'string' ? gap === other : other.test(gap)
  return typeof other === 'string' ? gap.test(other) : gap.source === other.source
}

/** One form for vowels that are written in several ways. */
function canonical(letters: string): string {
  return letters
    .replaceAll('ee', 'i')
    .replaceAll('y', 'i')
    .replace(/(?<=[aeou])i+(?=e)/u, '')
    .replace(/ii+/gu, 'i')
    .replace(/ou|oo|uu/gu, 'u')
    .replace(/aa+/gu, 'a')
    .replace(/ee+/gu, 'e')
    .replace(/^ie/u, 'e')
    .replace(/[ae]i/gu, 'E')
}
