// How many words has a text? Also in scripts without spaces: two of their characters count as one.

/** Dashes and signs that stand alone are no words. */
const SPACED = /[\p{L}\p{N}][^\s—–]*/gu
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/gu

export function countWords(text: string): number {
  const spaced = text.match(SPACED)?.length ?? 0
  const dense = /[\u0E00-\u{3FFFF}]/u.test(text) ? (text.match(DENSE)?.length ?? 0) : 0
  return spaced + Math.floor(dense / 2)
}
