// How many words has a text? Also in scripts without spaces: two of their characters count as one.

/** What a word begins with. Dashes and signs that stand alone are no words. */
const OPENS = /^[\p{L}\p{N}]/u
/** What ends a word. */
const ENDS = /^[\s—–]/u
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/gu

export function countWords(text: string): number {
  let words = 0
  let isInside = false
  let isDense = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // Signs of ASCII are told apart without a pattern: a build asks this of each letter.
    if (code < 0x80) {
      if (isInside) isInside = !(code === 0x20 || (code >= 0x09 && code <= 0x0d))
      else if (isAsciiLetterOrDigit(code)) {
        words++
        isInside = true
      }
      continue
    }
    // Between the two are quotation marks, dashes and signs, which all scripts share.
    if (code >= 0x2e80 || (code >= 0x0e00 && code < 0x2000)) isDense = true
    const character = String.fromCodePoint(text.codePointAt(at) ?? code)
    if (character.length > 1) at++
    if (isInside) isInside = !ENDS.test(character)
    else if (OPENS.test(character)) {
      words++
      isInside = true
    }
  }
  return isDense ? words + Math.floor((text.match(DENSE)?.length ?? 0) / 2) : words
}

function isAsciiLetterOrDigit(code: number): boolean {
  const small = code | 0x20
  return (small >= 0x61 && small <= 0x7a) || (code >= 0x30 && code <= 0x39)
}
