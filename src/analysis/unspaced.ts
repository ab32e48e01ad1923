// How are texts found whose words are not parted by spaces, or have particles written onto them? Character by character, each with its next.
//
// A dictionary sees 国際空港 as one word in one sentence and as two in the next. Characters in pairs find 空港 in both; docs/measured/relevance.md measures it.

const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
/** Marks of length and repetition that several scripts share. */
const SHARED = '\\u3006\\u3031-\\u3035\\u303C\\u30FC\\uFF70'

/** A letter of such a script, as the source of a regular expression. */
export const UNSPACED_LETTER = `(?=[\\p{L}\\p{Nl}])[${SCRIPTS.map(script => `\\p{sc=${script}}`).join('')}${SHARED}]`

export const UNSPACED = new RegExp(UNSPACED_LETTER, 'u')

/** A Korean syllable in parts, or one letter, with its marks; or what lies between such characters. */
const PIECES = new RegExp(
  `(?:[\\u1100-\\u1112][\\u1161-\\u1175][\\u11A8-\\u11C2]?|${UNSPACED_LETTER})[\\p{M}\\uFF9E\\uFF9F]*|(?:(?!${UNSPACED_LETTER})[^])+`,
  'gu',
)
const READABLE = /[\p{L}\p{N}]/u

export interface Character {
  readonly start: number
  readonly end: number
  /** Where the next character ends, if one follows at once: the two are an index term. */
  readonly reach: number
}

/** The characters of a word in which there are such letters; what else it has is kept whole. */
export function charactersOf(word: string): Character[] {
  const pieces = Array.from(word.matchAll(PIECES), ({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
    isCharacter: UNSPACED.test(text),
    isReadable: READABLE.test(text),
  })).filter(({ isReadable }) => isReadable)
  return pieces.map(({ start, end, isCharacter }, at) => {
    const next = pieces[at + 1]
    return { start, end, reach: isCharacter && next?.isCharacter === true ? next.end : end }
  })
}

/** The first of two characters that are found together. */
export function firstCharacter(pair: string): string {
  return pair.match(PIECES)?.[0] ?? pair
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** Where a dictionary sees the words of a text without spaces. */
export function dictionaryWords(text: string): { readonly start: number; readonly end: number }[] {
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment, index }) => ({ start: index, end: index + segment.length }))
}
