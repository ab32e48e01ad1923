// Which spellings are the same word? Folds case, accents, letter forms, apostrophes, digits and points.
import { asciiDigits } from '../domain/digits.ts'
import { IGNORED, POSSESSIVE } from './marks.ts'
import { numberForm } from './numbers.ts'

/** Letters that Unicode does not decompose but that are typed without their stroke or ligature, or in a neighbour's form. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h', ŋ: 'n', ŧ: 't', ə: 'e',
  ґ: 'г',
  // Arabic, Persian and Urdu: what keyboards have for one letter; wasla; ta marbuta and alef maksura as they are typed without care
  ٱ: 'ا', ى: 'ي', ی: 'ي', ے: 'ي', ې: 'ي', ک: 'ك', ڪ: 'ك', ة: 'ه', ۀ: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه', ۃ: 'ه',
  // Devanagari: chandrabindu as anusvara
  '\u0901': '\u0902',
} // biome-ignore format: rows by script

const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')
const ABBREVIATION_POINTS = /\./gu
/** Unicode's bound for a sensible text (UAX 15, "stream-safe"): to order more marks would take quadratic time. */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu

/**
 * The folded form of one token: lower case, no accents, no possessive, no points in abbreviations, digits of ASCII, no
 * commas in numbers.
 * @example fold('Erdoğan’s') // 'erdogan'
 * @example fold('U.S.') // 'us'
 */
export function fold(raw: string): string {
  if (/^[a-z]+$/u.test(raw)) return raw
  const word = raw.replace(POSSESSIVE, '')
  return numberForm(word, 'en') ?? foldLetters(word.replace(ABBREVIATION_POINTS, ''))
}

/** The folded form of a word that is no number and no abbreviation. */
function foldLetters(word: string): string {
  const plain = word.replace(IGNORED, '').toLowerCase()
  if (/^[\x20-\x7e]*$/u.test(plain)) return plain
  return asciiDigits(plain.replace(TOO_MANY_MARKS, '$1').normalize('NFKD'))
    .replace(IGNORED, '')
    .toLowerCase()
    .replace(SPECIAL, letter => LETTERS[letter] ?? letter)
    .replace(/ς(?=.)/gu, 'σ')
    .replace(/σ$/u, 'ς')
    .normalize('NFC')
}

/** Folds a whole text for comparison of names: every token folded, joined by single spaces. */
export function foldText(tokens: Iterable<{ readonly raw: string }>): string {
  return Array.from(tokens, token => fold(token.raw)).join(' ')
}
