// Words found where they lie in a text, beside a map of them.

import { expect, it } from 'vitest'
import { UNKNOWN, WordTable } from '../../src/engine/word-table.ts'
import fc from '../support/properties.ts'

it('finds what a map finds, whatever the words', () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', 'é', '中', '\u{1f600}'), maxLength: 5 }),
    fc.string({ maxLength: 40 }),
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3000 }), words => {
      const table = new WordTable()
      const map = new Map<string, number>()
      for (const next of words) {
        const known = map.get(next)
        expect(table.find(`x${next}y`, 1, next.length + 1)).toBe(known ?? UNKNOWN)
        if (known !== undefined) continue
        table.add(map.size - 1, `x${next}y`, 1, next.length + 1)
        map.set(next, map.size - 1)
      }
      for (const [next, number] of map) expect(table.find(next)).toBe(number)
    }),
    { numRuns: 30 },
  )
})

it('tells very long words apart', () => {
  const table = new WordTable()
  const lengths = [65_535, 65_536, 65_537, 131_072]
  for (const [number, length] of lengths.entries()) table.add(number, 'w'.repeat(length))
  expect(lengths.map(length => table.find('w'.repeat(length)))).toEqual([0, 1, 2, 3])
  expect(table.find('w')).toBe(UNKNOWN)
})
