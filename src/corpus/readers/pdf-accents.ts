// Which accents stand beside their letter and belong on it? Fonts without letters of other languages print both: `syst`eme`, `K¨athe`.
import type { Line } from './pdf-lines.ts'

/** Lines of all pages, each accent on the letter that it was printed over. */
export function withAccents(pages: readonly (readonly Line[])[]): Line[][] {
  const texts = pages.flat().map(({ text }) => text)
  if (!texts.some(text => ALONE.test(text))) return pages.map(lines => [...lines])
  const isGraveLetter = gravesAreAccents(texts)
  const mend = (text: string): string => composed(text, isGraveLetter)
  return pages.map(lines =>
    lines.map(line =>
      // What was recognised on a picture has places of words in its text, and whole letters.
      line.words !== undefined || !ALONE.test(line.text)
        ? line
        : {
            ...line,
            text: mend(line.text),
            cells: line.cells.map(cell => ({ ...cell, text: mend(cell.text) })),
          },
    ),
  )
}

/** Accents that stand alone, with those that combine. */
const COMBINING: Readonly<Record<string, string>> = {
  '`': '\u0300', '´': '\u0301', 'ˆ': '\u0302', '˜': '\u0303', '¯': '\u0304', 'ˉ': '\u0304', '˘': '\u0306', '˙': '\u0307', '¨': '\u0308', '˚': '\u030A',
  '˝': '\u030B', 'ˇ': '\u030C', '¸': '\u0327', '˛': '\u0328',
} // biome-ignore format: pairs
const ACCENT = '[`´ˆ˜¯ˉ˘˙¨˚˝ˇ¸˛]'
const ALONE = new RegExp(ACCENT, 'u')
const BEFORE_LETTER = new RegExp(`(${ACCENT})(\\p{L})`, 'gu')
const AFTER_LETTER = /(\p{L})([¸˛])/gu

function composed(text: string, isGraveLetter: boolean): string {
  return text
    .replace(BEFORE_LETTER, (both: string, accent: string, letter: string, at: number) => {
      if (accent === '`' && !isGraveLetter && !/\p{L}/u.test(text[at - 1] ?? '')) return both
      return together(letter, accent) ?? both
    })
    .replace(AFTER_LETTER, (both: string, letter: string, accent: string) => together(letter, accent) ?? both)
}

/** One letter of both, where the alphabets of the world have it. */
function together(letter: string, accent: string): string | null {
  const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter
  const one = `${base}${COMBINING[accent] ?? ''}`.normalize('NFC')
  return [...one].length === 1 && one !== base ? one : null
}

/** At the beginning of a word the sign of the grave accent may be one of code: it is an accent where more of them stand in words. */
function gravesAreAccents(texts: readonly string[]): boolean {
  let within = 0
  let beginning = 0
  for (const text of texts) {
    within += text.match(/(?<=\p{L})[`´ˆ˜¨ˇ¸](?=\p{L})/gu)?.length ?? 0
    beginning += text.match(/(?<!\p{L})`(?=\p{L})/gu)?.length ?? 0
  }
  return within > beginning
}
