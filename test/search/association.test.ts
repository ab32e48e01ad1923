import { describe, expect, it } from 'vitest'
import { logLikelihoodRatio } from '../../src/search/association.ts'
import { getEntity } from '../../src/search/entities.ts'
import { build } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

describe('the log-likelihood ratio', () => {
  it('is that of the formula written out', () => {
    // Observed counts times the logarithm of observed over expected, summed and doubled.
    const written = (table: readonly [number, number, number, number]): number => {
      const [a, b, c, d] = table
      const all = a + b + c + d
      const expected = [(a + b) * (a + c), (a + b) * (b + d), (c + d) * (a + c), (c + d) * (b + d)].map(
        product => product / all,
      )
      return (
        2 *
        table.reduce(
          (sum, count, at) => sum + (count === 0 ? 0 : count * Math.log(count / (expected[at] ?? 1))),
          0,
        )
      )
    }
    const count = fc.integer({ min: 1, max: 500 })
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        expect(Math.abs(logLikelihoodRatio(a, a + b, a + c, a + b + c + d))).toBeCloseTo(
          written([a, b, c, d]),
          6,
        )
      }),
    )
  })

  it('is none for independence, negative for avoidance', () => {
    expect(logLikelihoodRatio(10, 100, 100, 1000)).toBeCloseTo(0, 9)
    expect(logLikelihoodRatio(0, 100, 100, 1000)).toBeLessThan(-10)
    expect(logLikelihoodRatio(50, 100, 100, 1000)).toBeGreaterThan(100)
  })
})

describe('related entities', () => {
  it('come by significance, not by frequency', async () => {
    const together = Array.from({ length: 4 }, (_, index) => `Laos and Sweden and Iran met, round ${index}.`)
    const frequent = Array.from({ length: 30 }, (_, index) => `Iran spoke, day ${index}.`)
    const rest = Array.from({ length: 30 }, (_, index) => `Nobody spoke, day ${index}.`)
    const { bundle } = await build({ 'a.md': `# T\n\n${[...together, ...frequent, ...rest].join('\n\n')}` })
    const { related } = await getEntity(bundle, 'place:laos')
    expect(related['place']?.map(entity => [entity.id, entity.count])).toEqual([['place:sweden', 4], ['place:iran', 4]]) // biome-ignore format: pairs
    expect(related['place']?.[0]?.significance).toBeGreaterThan(10.83)
  })
})
