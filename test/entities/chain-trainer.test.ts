import { expect, it } from 'vitest'
import { ANY_LABEL, ChainTrainer, marginals } from '../../scripts/tagger/chain-trainer.ts'
import { FEATURES } from '../../src/entities/tagger/features.ts'
import { LABELS, mayFollow } from '../../src/entities/tagger/labels.ts'
import { decode } from '../../src/entities/tagger/viterbi.ts'
import fc from '../support/properties.ts'

it('finds the probabilities that summing over every sequence finds', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true })
  const words = 3
  fc.assert(
    fc.property(
      fc.array(number, { minLength: words * LABELS, maxLength: words * LABELS }),
      fc.array(number, { minLength: LABELS * LABELS, maxLength: LABELS * LABELS }),
      fc.array(fc.integer({ min: 1, max: ANY_LABEL }), { minLength: words, maxLength: words }),
      (scores, steps, allowed) => {
        const potentials = Float64Array.from(steps, (step, at) =>
          mayFollow(Math.floor(at / LABELS), at % LABELS) ? Math.exp(step) : 0,
        )
        const expected = new Float64Array(words * LABELS)
        let total = 0
        const visit = (labels: readonly number[], weight: number): void => {
          const at = labels.length
          if (at === words) {
            total += weight
            for (const [word, label] of labels.entries()) expected[word * LABELS + label] = (expected[word * LABELS + label] ?? 0) + weight // biome-ignore format: one sum
            return
          }
          for (let label = 0; label < LABELS; label++) {
            if ((((allowed[at] ?? 0) >> label) & 1) === 0 || !mayFollow(labels.at(-1) ?? 0, label)) continue
            const step = at === 0 ? 1 : (potentials[(labels.at(-1) ?? 0) * LABELS + label] ?? 0)
            visit([...labels, label], weight * step * Math.exp(scores[at * LABELS + label] ?? 0))
          }
        }
        visit([], 1)
        const found = marginals(Float64Array.from(scores), potentials, words, Uint16Array.from(allowed))
        if (total === 0) expect(found).toBeNull()
        else
          for (const [at, value] of expected.entries())
            expect(found?.labels[at]).toBeCloseTo(value / total, 9)
      },
    ),
    { numRuns: 60 },
  )
})

it('learns what is annotated, and keeps to one of several allowed labels', () => {
  const row = (bucket: number): number[] => Array.from({ length: FEATURES }, () => bucket)
  const features = Uint32Array.from([...row(1), ...row(2), ...row(3)])
  const trainer = new ChainTrainer(4, { rate: 0.1, dropout: 0, shrinkage: 0 }, 1)
  // Outside; then the first of a person; then inside of that person or of an organisation, which cannot follow.
  const examples = [{ features, allowed: Uint16Array.from([1, 1 << 1, (1 << 2) | (1 << 4)]) }]
  for (let round = 0; round < 20; round++) trainer.round(examples)
  expect([...decode(features, trainer.weights())]).toEqual([0, 1, 2])
})
