// Which spellings are the same word? Folds case, accents, ligatures, apostrophes and points.

/** Letters that Unicode does not decompose but that readers type without their stroke or ligature. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th', ħ: 'h', ŋ: 'n', ŧ: 't', ə: 'e',
} // biome-ignore format: pairs

const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')
/** Combining marks of Latin, Greek and Cyrillic, Arabic vowel signs, soft hyphen and joiners. */
const MARKS = /[\u0300-\u036F\u064B-\u065F\u0670\u00AD\u200C\u200D]/gu
const APOSTROPHES = /['’ʼ＇]/gu

/**
 * The folded form of one token: lower case, no accents, no possessive, no points in abbreviations, no
 * commas in numbers.
 * @example fold('Erdoğan’s') // 'erdogan'
 * @example fold('U.S.') // 'us'
 */
export function fold(raw: string): string {
  if (/^[a-z]+$/u.test(raw)) return raw
  let word = raw.toLowerCase()
  if (/^\p{N}/u.test(word)) word = word.replace(/,(?=\p{N}{3}(?!\p{N}))/gu, '')
  else if (word.includes('.')) word = word.replaceAll('.', '')
  word = word.replace(/(?<=.)['’ʼ＇]s$/u, '').replace(APOSTROPHES, '')
  if (/^[\x20-\x7e]*$/u.test(word)) return word
  return word
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(SPECIAL, letter => LETTERS[letter] ?? letter)
    .normalize('NFC')
}

/** Folds a whole text for comparison of names: every token folded, joined by single spaces. */
export function foldText(tokens: Iterable<{ readonly raw: string }>): string {
  return Array.from(tokens, token => fold(token.raw)).join(' ')
}
