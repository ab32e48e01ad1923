// Where are the words of this text? One rule for index, query and highlights.

export interface Token {
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number
  readonly end: number
  /** The word as written. */
  readonly raw: string
}

/**
 * Abbreviations with points, numbers with separators, words with inner apostrophes. Hyphens part words.
 * Close to UAX 29 word boundaries, except that `U.S.` is one token with its last point.
 */
export const WORD =
  /(?:\p{L}\.){2,}|\p{N}+(?:[.,]\p{N}+)*(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}\u00AD\u200C\u200D]+(?:['’ʼ＇][\p{L}\p{M}]+)*/gu

/** Scripts written without spaces: their runs are cut into words by ICU's dictionaries. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** What the rule needs to know of ASCII: 1 for letters, 2 for digits, else 0. */
const LETTER = 1
const DIGIT = 2
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  return /[A-Za-z]/.test(character) ? LETTER : /[0-9]/.test(character) ? DIGIT : 0
})
const POINT = 0x2e
const APOSTROPHE = 0x27

/** Goes through a text word by word, without making anything of a word that needs no more than a look at its letters. */
export class WordScanner {
  /** The word at which it stands: UTF-16 offsets, end exclusive. */
  start = 0
  end = 0
  private readonly text: string
  private hasUnspaced: boolean | null = null
  /** Words of an unspaced run that come next, the last first. */
  private readonly waiting: { readonly start: number; readonly end: number }[] = []

  constructor(text: string) {
    this.text = text
  }

  /** Goes to the next word; false where there is none. */
  next(): boolean {
    const waiting = this.waiting.pop()
    if (waiting !== undefined) return this.standAt(waiting.start, waiting.end)
    const { text } = this
    let at = this.end
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
      if (code > 0x7f || code === APOSTROPHE || (code === POINT && end === at + 1)) return this.nextByRule(at)
      if (KINDS[code] === 0) break
    }
    return this.standAt(at, end)
  }

  private nextByRule(from: number): boolean {
    const { text } = this
    WORD.lastIndex = from
    const match = WORD.exec(text)
    if (match === null) {
      this.end = text.length
      return false
    }
    const raw = match[0]
    this.hasUnspaced ??= UNSPACED.test(text)
    if (!this.hasUnspaced || !UNSPACED.test(raw)) return this.standAt(match.index, match.index + raw.length)
    const words = [...segmenter.segment(raw)].filter(({ isWordLike }) => isWordLike === true)
    for (const { segment, index } of words.reverse()) {
      const start = match.index + index
      this.waiting.push({ start, end: start + segment.length })
    }
    this.end = match.index + raw.length
    return this.next()
  }

  private standAt(start: number, end: number): true {
    this.start = start
    this.end = end
    return true
  }
}

/** @example tokenize('The U.S. in Nagorno-Karabakh').map(t => t.raw) // ['The', 'U.S.', 'in', 'Nagorno', 'Karabakh'] */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const scanner = new WordScanner(text)
  while (scanner.next()) {
    const { start, end } = scanner
    tokens.push({ start, end, raw: text.slice(start, end) })
  }
  return tokens
}
