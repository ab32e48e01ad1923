import { describe, expect, it } from 'vitest'
import { HitTexts } from '../../src/search/ranking/hit-texts.ts'
import fc from '../support/properties.ts'

const words = fc.array(fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(2 ** 30, 2 ** 31 - 1)), {
  maxLength: 20,
})

describe('the texts of hits', () => {
  it('have their words counted: with the title, and in the passage alone; what the index leaves out is no word', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ passage: words, title: words }), { maxLength: 6 }), raw => {
        const texts = new HitTexts(
          raw.map(({ passage, title }) => ({
            passage: Int32Array.from(passage),
            title: Int32Array.from(title),
          })),
        )
        expect(texts.size).toBe(raw.length)
        expect(new Set(texts.terms).size).toBe(texts.terms.length)
        const even = texts.marks(new Set(texts.terms.filter(term => term % 2 === 0)))
        for (const [text, { passage, title }] of raw.entries()) {
          const counted: [number, number][] = []
          texts.each(text, (place, count) => counted.push([texts.terms[place] as number, count]))
          expect(counted).toEqual(countsOf([...passage, ...title]))
          expect([...texts.inPassageOf(text, even)]).toEqual(
            countsOf(passage).filter(([term]) => term % 2 === 0),
          )
        }
      }),
    )
  })
})

/** The different terms in the order in which they come. */
function countsOf(terms: readonly number[]): [number, number][] {
  const kept = terms.filter(term => term >= 0)
  return [...new Set(kept)].map(term => [term, kept.filter(other => other === term).length])
}
