// Which words of a line are set with a space after each letter? `B i e n v e n i d o   a l   t u t o r`: two spaces and more part its words.

/** `W e l k o m`, `V I M - o k t a t`: letters that all stand alone, and what joins words. */
const SPACED = /^\p{L}\p{M}*(?: (?:\p{L}\p{M}*|[-‐–'’]))+$/u
/** Fewest letters of the longest such word, and of all of them together; of a line that is one such word. */
const FEWEST = { longest: 4, all: 8, alone: 6 } as const

/** The line with its spaced words closed up. */
export function withWordsClosedUp(line: string): string {
  // Most lines have no three letters that stand alone.
  if (!/(?<!\S)\p{L}\p{M}* \p{L}\p{M}* \p{L}(?!\p{L})/u.test(line)) return line
  const parts = line.split(/( {2,})/u)
  const spaced = parts.filter(part => SPACED.test(part) && !isAlphabet(part)).map(lettersOf)
  const all = spaced.reduce((sum, letters) => sum + letters.length, 0)
  const longest = Math.max(0, ...spaced.map(letters => letters.length))
  const fewest = spaced.length === 1 ? FEWEST.alone : FEWEST.longest
  if (longest < fewest || (spaced.length > 1 && all < FEWEST.all)) return line
  return parts
    .filter(part => part.trim() !== '')
    .map(part => (SPACED.test(part) && !isAlphabet(part) ? lettersOf(part).join('') : part))
    .join(' ')
}

function lettersOf(part: string): string[] {
  return part.split(' ')
}

/** `A B C D`, the heads of columns: each letter is the next one of the alphabet. */
function isAlphabet(part: string): boolean {
  const codes = lettersOf(part).map(letter => letter.codePointAt(0) ?? 0)
  return codes.length > 2 && codes.every((code, at) => at === 0 || code === (codes[at - 1] ?? 0) + 1)
}

/** The line without the signs that frame it on both sides: `=   Welcome   =`. */
export function withoutFrame(line: string): string {
  const sign = line[0] ?? ' '
  if (!'=#~'.includes(sign) || !line.endsWith(sign)) return line
  let start = 0
  let end = line.length
  while (line[start] === sign) start++
  while (end > start && line[end - 1] === sign) end--
  const inner = line.slice(start, end)
  const words = inner.trim()
  return words !== '' && !inner.startsWith(words) && !inner.endsWith(words) ? words : line
}
