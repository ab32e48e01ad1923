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
const WORD =
  /(?:\p{L}\.){2,}|\p{N}+(?:[.,]\p{N}+)*(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}\u00AD\u200C\u200D]+(?:['’ʼ＇][\p{L}\p{M}]+)*/gu

/** Scripts written without spaces: their runs are cut into words by ICU's dictionaries. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** @example tokenize('The U.S. in Nagorno-Karabakh').map(t => t.raw) // ['The', 'U.S.', 'in', 'Nagorno', 'Karabakh'] */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const hasUnspaced = UNSPACED.test(text)
  WORD.lastIndex = 0
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const raw = match[0]
    if (hasUnspaced && UNSPACED.test(raw)) segmentRun(raw, match.index, tokens)
    else tokens.push({ start: match.index, end: match.index + raw.length, raw })
  }
  return tokens
}

function segmentRun(run: string, offset: number, tokens: Token[]): void {
  for (const { segment, index, isWordLike } of segmenter.segment(run)) {
    if (isWordLike !== true) continue
    tokens.push({ start: offset + index, end: offset + index + segment.length, raw: segment })
  }
}
