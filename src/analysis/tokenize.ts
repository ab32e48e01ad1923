// Where are the words of this text? One rule for index, query and highlights; another, older cut for what looks for names.
import { elidedLength } from './elision.ts'
import { APOSTROPHES, GEMINATE_POINTS, GERSHAYIM, HEBREW_LETTERS, INVISIBLE } from './marks.ts'
import { endOfSpacedNumber, GROUPING_APOSTROPHES, SEPARATORS } from './numbers.ts'
import { charactersOf, dictionaryWords, UNSPACED, UNSPACED_LETTER } from './unspaced.ts'

export interface Token {
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number
  readonly end: number
  /** The word as written. */
  readonly raw: string
}

const POSSESSIVE = `(?:[${APOSTROPHES}ʼ][sS](?![\\p{L}\\p{N}]))?`
const LETTERS = '[\\p{L}\\p{N}\\p{M}]+'

/**
 * Abbreviations with points, the last of which may be missing; numbers with separators; words with inner apostrophes, with the quotation mark of
 * Hebrew abbreviations, the point of Catalan, and with signs that nobody sees. Hyphens part words. Close to UAX 29 word boundaries, except that
 * `U.S.` is one token with its last point.
 */
export const WORD = new RegExp(
  [
    `\\p{L}(?:\\.\\p{L}(?![\\p{L}\\p{N}\\p{M}]))+\\.?${POSSESSIVE}`,
    `\\p{N}+(?:[${SEPARATORS}]\\p{N}+|[${GROUPING_APOSTROPHES}]\\p{Nd}{3}(?!\\p{N}))*(?!(?!${UNSPACED_LETTER})[\\p{L}\\p{N}\\p{M}])${POSSESSIVE}`,
    `${LETTERS}(?:(?:[${INVISIBLE}]+|[${APOSTROPHES}][${INVISIBLE}]*(?=\\p{L})|(?<=[lL])[${GEMINATE_POINTS}](?=[lL])|(?<=[${HEBREW_LETTERS}])[${GERSHAYIM}](?=[${HEBREW_LETTERS}]))${LETTERS})*`,
  ].join('|'),
  'gu',
)

/** What the rule needs to know of ASCII: 1 for letters, 2 for digits, else 0. */
const LETTER = 1
const DIGIT = 2
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  return /[A-Za-z]/.test(character) ? LETTER : /[0-9]/.test(character) ? DIGIT : 0
})
const POINT = 0x2e
const APOSTROPHE = 0x27
const GRAVE = 0x60

/** Words of which no rule makes anything else: letters of ASCII and points, numbers that no group of thousands may follow. */
const PLAIN = /^(?:[a-z.]+|[0-9]{4,})$/iu

interface Piece {
  readonly start: number
  readonly end: number
  readonly reach: number
  readonly isElided: boolean
}

/** Goes through a text word by word, without making anything of a word that needs no more than a look at its letters. */
export class WordScanner {
  /** The word at which it stands: UTF-16 offsets, end exclusive. */
  start = 0
  end = 0
  /** Where what it is found by ends: a character of a script without spaces is found with the next one. */
  reach = 0
  /** Whether the word is an article or the like that leans on the next word: `l` of `l'école`. */
  isElided = false
  private readonly text: string
  private readonly language: string | null
  private hasUnspaced: boolean | null = null
  /** Where the next match is looked for. */
  private from = 0
  /** What of the last match comes next, the last first. */
  private readonly waiting: Piece[] = []

  /** @param language ISO 639-1, '' where it is not known; null for the cut that the tagger of names was trained on */
  constructor(text: string, language: string | null) {
    this.text = text
    this.language = language
  }

  /** Goes to the next word; false where there is none. */
  next(): boolean {
    const waiting = this.waiting.pop()
    if (waiting !== undefined) return this.standAt(waiting)
    const { text } = this
    let at = this.from
    let kind = 0
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code > 0x7f) return this.nextByRule(at)
      kind = KINDS[code] as number
      if (kind !== 0) break
    }
    if (at === text.length) return false
    if (kind === DIGIT) return this.nextByRule(at)
    let end = at + 1
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      // The word may go on in a way that only the rule knows.
      if (code > 0x7f || code === APOSTROPHE || code === GRAVE || (code === POINT && end === at + 1))
        return this.nextByRule(at)
      if (KINDS[code] === 0) break
    }
    return this.standAtWhole(at, end)
  }

  private nextByRule(from: number): boolean {
    const { text, language } = this
    WORD.lastIndex = from
    const match = WORD.exec(text)
    if (match === null) {
      this.from = text.length
      return false
    }
    const start = match.index
    if (PLAIN.test(match[0])) return this.standAtWhole(start, start + match[0].length)
    this.hasUnspaced ??= UNSPACED.test(text)
    const isUnspaced = this.hasUnspaced && UNSPACED.test(match[0])
    const raw = isUnspaced && language !== null ? beforeNumber(match[0]) : match[0]
    this.from = start + raw.length
    if (isUnspaced && language === null) this.waitForDictionaryWords(raw, start)
    else if (isUnspaced) this.waitForCharacters(raw, start)
    else if (language === null) this.waitFor(start, this.from)
    else this.waitForParts(raw, start, language)
    this.waiting.reverse()
    return this.next()
  }

  private waitFor(start: number, end: number, reach = end, isElided = false): void {
    this.waiting.push({ start, end, reach, isElided })
  }

  private waitForDictionaryWords(raw: string, offset: number): void {
    for (const { start, end } of dictionaryWords(raw)) this.waitFor(offset + start, offset + end)
  }

  private waitForCharacters(raw: string, offset: number): void {
    for (const { start, end, reach } of charactersOf(raw))
      this.waitFor(offset + start, offset + end, offset + reach)
  }

  /** Elided words, then the word; a number with the thousands that follow it after spaces. */
  private waitForParts(raw: string, start: number, language: string): void {
    if (/^\p{Nd}/u.test(raw)) {
      this.from = endOfSpacedNumber(this.text, start, this.from, language)
      this.waitFor(start, this.from)
      return
    }
    let at = 0
    for (
      let length = elidedLength(raw, language);
      length > 0;
      length = elidedLength(raw.slice(at), language)
    ) {
      this.waitFor(start + at, start + at + length, start + at + length, true)
      at += length + 1
    }
    this.waitFor(start + at, this.from)
  }

  /** At a word that is not cut any further. */
  private standAtWhole(start: number, end: number): true {
    this.start = start
    this.from = this.end = this.reach = end
    this.isElided = false
    return true
  }

  private standAt({ start, end, reach, isElided }: Piece): true {
    this.start = start
    this.end = end
    this.reach = reach
    this.isElided = isElided
    return true
  }
}

/** A number at the end after such a character is a word of its own, and may go on after a separator: 約12,000人. */
function beforeNumber(raw: string): string {
  let end = raw.length
  while (end > 0 && DIGITS.test(raw[end - 1] ?? '')) end--
  return end === 0 || !UNSPACED.test(raw[end - 1] ?? '') ? raw : raw.slice(0, end)
}

const DIGITS = /\p{Nd}/u

/**
 * The words of a text for what looks for names.
 * @example tokenize('The U.S. in Nagorno-Karabakh').map(t => t.raw) // ['The', 'U.S.', 'in', 'Nagorno', 'Karabakh']
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const scanner = new WordScanner(text, null)
  while (scanner.next()) {
    const { start, end } = scanner
    tokens.push({ start, end, raw: text.slice(start, end) })
  }
  return tokens
}
