// Words are counted letter by letter, as the pattern that says what a word is would count them.

import { describe, expect, it } from 'vitest'
import { countWords } from '../../src/domain/count-words.ts'
import fc from '../support/properties.ts'

/** The rule as a pattern, in more time. */
function countByPattern(text: string): number {
  const spaced = text.match(/[\p{L}\p{N}][^\s—–]*/gu)?.length ?? 0
  const dense =
    text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/gu,
    )?.length ?? 0
  return spaced + Math.floor(dense / 2)
}

describe('the words of a text', () => {
  it.each([
    ['', 0],
    ['The war — or what was left of it – ended.', 9],
    ['“Quoted”, don’t, 14\u00A0500', 4],
    ['日本語の文', 3],
    ['𐐀𐐁 and 😀', 2],
  ])('%s', (text, words) => {
    expect(countWords(text)).toBe(words)
  })

  it('are as many as the pattern finds', () => {
    const letters = fc.constantFrom(...' \t\n\u00A0\u2028abZ09é“’—–-.,日ไम😀𐐀\u{20000}\u0301')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(letters).map(all => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        text => {
          expect(countWords(text)).toBe(countByPattern(text))
        },
      ),
      { numRuns: 500 },
    )
  })
})
