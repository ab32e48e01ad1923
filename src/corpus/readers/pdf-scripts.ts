// Which letters of a word are of another script and only look alike? TeX prints the Ukrainian і with the Latin sign: комiсiя would not be found.
import type { Line } from './pdf-lines.ts'

/** Lines of all pages, each word in one script. */
export function withOneScript(pages: readonly (readonly Line[])[]): Line[][] {
  return pages.map(lines =>
    lines.map(line =>
      MIXED.test(line.text)
        ? {
            ...line,
            text: mended(line.text),
            cells: line.cells.map(cell => ({ ...cell, text: mended(cell.text) })),
          }
        : line,
    ),
  )
}

const MIXED = /\p{sc=Cyrillic}/u
const WORD = /[\p{sc=Cyrillic}\p{sc=Latin}]+/gu
const ALONE = /(?<=\p{sc=Cyrillic}[,;:]?\s)[iI](?=\s\p{sc=Cyrillic})/gu

/** Latin letters with the Cyrillic ones that have the same form. */
const LATIN = 'aceijopsxyABCEHIJKMOPSTXYïÏ'
const CYRILLIC = 'асеіјорѕхуАВСЕНІЈКМОРЅТХУїЇ'

/** Of as many characters: places of words stay. */
function mended(text: string): string {
  return text.replace(WORD, word => (isMixed(word) ? cyrillic(word) : word)).replace(ALONE, cyrillic)
}

/** Cyrillic letters, and Latin ones that all look like some. */
function isMixed(word: string): boolean {
  const latin = word.match(/\p{sc=Latin}/gu) ?? []
  return latin.length > 0 && latin.length < word.length && latin.every(letter => LATIN.includes(letter))
}

function cyrillic(word: string): string {
  return Array.from(word, letter => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}
