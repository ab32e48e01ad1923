import { expect, it } from 'vitest'
import { exchangeClusters } from '../../scripts/tagger/exchange-clusters.ts'
import fc from '../support/properties.ts'

it('puts words together that stand among the same neighbours, and no others', () => {
  const kinds = ['person', 'verb', 'place', 'day']
  let state = 1
  const next = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  const lines = Array.from({ length: 2_000 }, () => kinds.map(kind => `${kind}${next(12)}`))
  const clusters = exchangeClusters(lines, { clusters: 4, least: 2, rounds: 10 })
  const kindsIn = clusters.map(words => new Set(words.map(word => word.replace(/\d+$/u, ''))))
  expect(kindsIn.map(each => each.size)).toEqual([1, 1, 1, 1])
})

it('gives every frequent word one cluster, and the same at every run', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      (lines, most) => {
        const options = { clusters: most, least: 2, rounds: 3 }
        const clusters = exchangeClusters(lines, options)
        const frequent = [...new Set(lines.flat())].filter(
          each => lines.flat().filter(other => other === each).length >= 2,
        )
        expect(clusters.flat().sort()).toEqual(frequent.sort())
        expect(clusters.length).toBeLessThanOrEqual(most)
        expect(exchangeClusters(lines, options)).toEqual(clusters)
      },
    ),
  )
})
