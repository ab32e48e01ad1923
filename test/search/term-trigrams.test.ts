// Lists of trigrams are what they were made of, however many terms came before and whichever share a slot.
import { expect, it } from 'vitest'
import { TermTrigrams } from '../../src/search/ranking/term-trigrams.ts'

it('gives the list of each term, also when it had to forget', () => {
  let made = 0
  const listOf = (term: number): number[] => Array.from({ length: term % 12 }, (_, at) => term * 31 + at)
  const lists = new TermTrigrams(term => {
    made++
    return listOf(term)
  })
  const read = (term: number): number[] => {
    const place = lists.placeOf(term)
    return [...lists.lists.subarray(place + 1, place + 1 + (lists.lists[place] as number))]
  }
  // Terms that share a slot, and more lists than are kept.
  const terms = Array.from({ length: 300_000 }, (_, at) => (at % 2 === 0 ? at : at + (1 << 17)))
  for (const term of terms)
    if (read(term).join() !== listOf(term).join()) expect(read(term)).toEqual(listOf(term))
  expect(made).toBeGreaterThanOrEqual(terms.length)
  expect(read(7)).toEqual(listOf(7))
  const before = made
  expect(read(7)).toEqual(listOf(7))
  expect(made).toBe(before)
})
