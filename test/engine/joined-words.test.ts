// Patterns find what a look at every word finds, the most frequent first, whatever is passed over for speed.

import { expect, it } from 'vitest'
import { compareTexts } from '../../src/domain/order.ts'
import { Dictionary, encodeDictionary } from '../../src/engine/packed/dictionary.ts'
import { JoinedWords } from '../../src/engine/packed/joined-words.ts'
import { EVERY_WORD, type MeantWords } from '../../src/engine/vocabulary.ts'
import { regexPattern, wildcardPattern } from '../../src/query/word-patterns.ts'
import fc from '../support/properties.ts'

/** Letters of one, two, three and four bytes; one that begins as another ends. */
const word = fc
  .array(fc.constantFrom('a', 'b', 'é', '語', '𝒜'), { minLength: 1, maxLength: 6 })
  .map(letters => letters.join(''))
const words = fc.uniqueArray(fc.record({ word, passages: fc.nat(4) }), {
  selector: each => each.word,
  minLength: 1,
  maxLength: 60,
})
const pattern = fc.oneof(
  fc.constant(EVERY_WORD),
  fc.stringMatching(/^[ab語*?]{1,4}$/u).map((typed): MeantWords => wildcardPattern(typed)),
  fc.constantFrom('(a|b)+', '.{2}', '[^a]{1,3}', 'a.*b', '語?a+').map((typed): MeantWords => {
    const found = regexPattern(typed)
    if ('problem' in found) throw new Error(found.problem)
    return found
  }),
) // biome-ignore format: a kind a line

/** Among many words a beginning that few of them have is looked up in the dictionary. */
const OTHERS = Array.from({ length: 600 }, (_, at) => ({ word: `c${at}`, passages: at % 5 }))

it('gives the words that begin so and are meant, those in most passages first, equal ones in order', async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(words, fc.constantFrom([], OTHERS), fc.constantFrom('', '', '', 'a', 'b', '語', '𝒜a', 'bb'), pattern, async (few, others, prefix, meant) => {
      const sorted = [...few, ...others].sort((a, b) => compareTexts(a.word, b.word))
      const entries = sorted.map(each => ({ word: each.word, figures: [7, each.passages, 9] }))
      const dictionary = new Dictionary(encodeDictionary(entries), entries.length, 3)
      const joined = await JoinedWords.of(dictionary, { from: 0, to: entries.length }, 1)
      const expected = entries
        .filter(({ word, figures: [, passages = 0] }) => passages > 0 && word.startsWith(prefix) && meant.isMeant(word))
        .toSorted((a, b) => (b.figures[1] ?? 0) - (a.figures[1] ?? 0))
      expect([...joined.meant(prefix, meant)].filter(each => each !== null)).toEqual(expected)
      found += expected.length
    }),
    { numRuns: 1_000 },
  )
  expect(found).toBeGreaterThan(1_000)
}) // biome-ignore format: one property
