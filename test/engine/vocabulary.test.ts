import { describe, expect, it } from 'vitest'
import { LevenshteinAutomaton } from '../../src/engine/levenshtein.ts'
import { WordList } from '../../src/engine/vocabulary.ts'
import fc from '../support/properties.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 7 })

/** Optimal string alignment, straight from its recurrence. */
function slowDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const last = a.at(-1) === b.at(-1) ? 0 : 1
  let best = Math.min(slowDistance(a.slice(0, -1), b) + 1, slowDistance(a, b.slice(0, -1)) + 1, slowDistance(a.slice(0, -1), b.slice(0, -1)) + last)
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) best = Math.min(best, slowDistance(a.slice(0, -2), b.slice(0, -2)) + 1)
  return best
} // biome-ignore format: the recurrence

describe('the vocabulary', () => {
  it('measures edits as the recurrence does, up to the limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
        expect(new LevenshteinAutomaton(a, limit).measure(b)).toBe(Math.min(slowDistance(a, b), limit + 1))
      }),
    )
  })

  it('finds prefixes and similar words as a scan does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { maxLength: 40 }), word, async (words, wanted) => {
        const vocabulary = new WordList(
          words
            .sort()
            .map((text, index) => ({ word: text, term: text, passages: index + 1, termPassages: index + 1 })),
        )
        expect(
          (await vocabulary.withPrefix(wanted, words.length)).entries.map(entry => entry.word).sort(),
        ).toEqual(words.filter(text => text.startsWith(wanted)))
        expect((await vocabulary.similar(wanted, 1)).map(({ entry }) => entry.word).sort()).toEqual(
          words.filter(text => slowDistance(wanted, text) <= 1),
        )
        expect(vocabulary.lookup(wanted)?.word ?? null).toBe(words.includes(wanted) ? wanted : null)
      }),
    )
  })
})
