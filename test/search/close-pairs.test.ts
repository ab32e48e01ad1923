import { expect, it } from 'vitest'
import { LevenshteinAutomaton } from '../../src/engine/levenshtein.ts'
import { closePairs } from '../../src/search/close-pairs.ts'
import fc from '../support/properties.ts'

const limitOf = (length: number): number => (length >= 10 ? 2 : length >= 4 ? 1 : 0)

it('finds the pairs that comparing each with each finds', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(name, { maxLength: 25 }), names => {
      const expected = names.flatMap((first, at) =>
        names.flatMap((second, other) => {
          const limit = limitOf(Math.max(first.length, second.length))
          return other > at && limit > 0 && new LevenshteinAutomaton(first, limit).measure(second) <= limit
            ? [[at, other]]
            : []
        }),
      )
      expect(closePairs(names, limitOf)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

it('finds transposed letters', () => {
  expect(closePairs(['Sarkissian', 'Unrelated', 'Sarkisisan'], limitOf)).toEqual([[0, 2]])
})
