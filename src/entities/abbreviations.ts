// Which short forms does a text define? Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation
// Definitions in Biomedical Text", PSB 2003: pairs `long form (SF)` and `SF (long form)`.

export interface AbbreviationDefinition {
  readonly short: string
  readonly long: string
  /** UTF-16 offsets of the long form in the text. */
  readonly start: number
  readonly end: number
}

/** Words that say that a bracket defines a name: `Nagorno-Karabakh (NK below)`. */
const DEFINING_WORDS =
  /^(?:hereafter|hereinafter|henceforth|the)\s+|\s+(?:below|hereafter|hereinafter|henceforth|for short)$/giu
const QUOTES = /^["“”'‘’]+|["“”'‘’]+$/gu

/** Definitions in one text, in order. */
export function findAbbreviations(text: string): AbbreviationDefinition[] {
  const found: AbbreviationDefinition[] = []
  for (const match of text.matchAll(/\(([^()]{2,80})\)/gu)) {
    const inside =
      (match[1] ?? '')
        .split(/[;,]/u)[0]
        ?.trim()
        .replace(QUOTES, '')
        .replace(DEFINING_WORDS, '')
        .replace(QUOTES, '') ?? ''
    const before = text.slice(0, match.index).trimEnd()
    const definition = isShortForm(inside)
      ? longFormBefore(inside, before)
      : longFormInside(inside, before, match.index + 1)
    if (definition !== null) found.push(definition)
  }
  return found
}

/** Two to ten characters, at most two words, starting with a letter or digit, a capital among them, and no plain word. */
function isShortForm(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= 10 &&
    text.split(/\s+/u).length <= 2 &&
    /^[\p{L}\p{N}]/u.test(text) &&
    /\p{Lu}/u.test(text) &&
    !/^\p{Lu}?\p{Ll}{4,}$/u.test(text)
  )
}

/** A small first word and a capital in the last: the search ran past the start of the name. */
function changesCase(long: string): boolean {
  return /^\p{Ll}/u.test(long) && /\s\p{Lu}\S*$/u.test(long)
}

function longFormBefore(short: string, before: string): AbbreviationDefinition | null {
  const maxWords = Math.min(short.length + 5, short.length * 2)
  const words = [...before.matchAll(/\S+/gu)].slice(-maxWords)
  const from = words[0]?.index
  if (from === undefined) return null
  const plural = /^\p{Lu}+s$/u.test(short)
  const letters = plural ? short.slice(0, -1) : short
  const initials = initialsStart(letters, before, from)
  // Two letters stand in order in nearly any words: as initials alone they tell something.
  const start = initials ?? (letters.length > 2 ? bestStart(letters, before, from) : null)
  if (start === null) return null
  const long = before.slice(start)
  if (!isPlausible(short, long) || (initials === null && changesCase(long))) return null
  return { short, long, start, end: before.length }
}

/** `SF (long form)`: the word before the bracket is the short form. */
function longFormInside(long: string, before: string, offset: number): AbbreviationDefinition | null {
  const short = /[\p{L}\p{N}][\p{L}\p{N}&.-]*$/u.exec(before)?.[0]
  if (short === undefined || !/^\p{Lu}[\p{Lu}\p{N}&-]{1,9}s?$/u.test(short)) return null
  const start = bestStart(short, long, 0)
  if (start !== 0 || !isPlausible(short, long)) return null
  return { short, long, start: offset, end: offset + long.length }
}

/** Words that a short form of initials passes over. */
const SMALL_WORD = /^(?:of|the|and|for|on|in|to|at|by|with|de|del|des|du|la|le|et|y|&)$/iu

/**
 * Where the short form is the initials of the last words, their start. The paper's search from the right takes the
 * shortest long form, which for `Independent International Commission on Decommissioning (IICD)` is one word too few.
 */
function initialsStart(short: string, text: string, from: number): number | null {
  if (!/^\p{Lu}{2,}$/u.test(short)) return null
  const words = [...text.slice(from).matchAll(/[\p{L}\p{N}&][^\s-]*/gu)]
  const find = (letter: number, at: number): number | null => {
    const word = words[at]
    if (word === undefined) return null
    const fits = word[0][0]?.toLowerCase() === short[letter]?.toLowerCase()
    if (fits && letter === 0) return from + word.index
    const matched = fits ? find(letter - 1, at - 1) : null
    return matched ?? (SMALL_WORD.test(word[0]) ? find(letter, at - 1) : null)
  }
  return find(short.length - 1, words.length - 1)
}

/**
 * The paper's `findBestLongForm`: matches the short form's characters from right to left; the first must
 * begin a word. Returns the start of the long form, or null.
 */
function bestStart(short: string, text: string, from: number): number | null {
  let at = text.length - 1
  for (let index = short.length - 1; index >= 0; index--) {
    const wanted = short[index]?.toLowerCase() ?? ''
    if (!/[\p{L}\p{N}]/u.test(wanted)) continue
    while (
      at >= from &&
      (text[at]?.toLowerCase() !== wanted ||
        (index === 0 && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')))
    )
      at--
    if (at < from) return null
    at--
  }
  const start = text.lastIndexOf(' ', at + 1) + 1
  return Math.max(start, from)
}

function isPlausible(short: string, long: string): boolean {
  const words = long.split(/[\s-]+/u)
  if (long.length <= short.length || words.length > Math.min(short.length + 5, short.length * 2)) return false
  if (words.includes(short) || /[.;:?!]\s|[()/]/u.test(long)) return false
  const initial = short[0]?.toLowerCase()
  return words.length >= 2 && long[0]?.toLowerCase() === initial
}
