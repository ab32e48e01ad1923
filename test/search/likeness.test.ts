import { describe, expect, it } from 'vitest'
import { HitTexts } from '../../src/search/ranking/hit-texts.ts'
import { TextVectors } from '../../src/search/ranking/likeness.ts'
import { WEIGHTS } from '../../src/search/ranking/parameters.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { rankDocuments, search } from '../../src/search/search.ts'
import { build, type Files } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const text = fc.uniqueArray(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 99 })), {
  maxLength: 12,
  selector: ([term]) => term,
})
const weightOf = (term: number): number => (term % 5 === 0 ? 0 : term / 3)

describe('likeness', () => {
  it('is the cosine of the weighted words, of any texts', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), text, (others, one) => {
        const dense = (words: typeof one): number[] => {
          const frequencies = new Map(words)
          return Array.from({ length: 21 }, (_, term) => {
            const count = frequencies.get(term) ?? 0
            return count === 0 ? 0 : (1 + Math.log(count)) * weightOf(term)
          })
        }
        const dot = (a: number[], b: number[]): number =>
          a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
        const cosine = (a: number[], b: number[]): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) || 0
        const written = (words: typeof one): Int32Array =>
          Int32Array.from(words.flatMap(([term, count]) => new Array<number>(count).fill(term)))
        const texts = [...others, one].map(words => ({ passage: written(words), title: new Int32Array() }))
        const cosines = new TextVectors(new HitTexts(texts), weightOf).cosinesWith([...others.keys()])
        for (const [at, words] of others.entries())
          expect(cosines[others.length]?.[at]).toBeCloseTo(cosine(dense(one), dense(words)), 9)
      }),
    )
  })

  const documents = async (files: Files, q: string): Promise<string[]> => {
    const { bundle } = await build(files)
    const { hits } = await search(bundle, parseSearchRequest({ q, group: 'document' }))
    return hits.map(hit => hit.passage.document)
  }

  it('puts what is about the same thing as the best hits before what says the word more densely', async () => {
    const { bundle } = await build({
      'a.md': 'The truce along the river was broken when mortar shells struck the crossing, observers said.',
      'b.md':
        'A truce that observers had broken into phases ended as mortar shells struck the river crossing.',
      'c.md':
        'Mortar shells struck the crossing after the truce: observers at the river counted forty of them.',
      'd.md': 'Grain prices rose after the truce, bakers in town said.',
    })
    const order = async (likeness: number): Promise<string[]> => {
      const weights = { ...WEIGHTS, likeness }
      const ranked = await rankDocuments(bundle, parseSearchRequest({ q: 'truce broken' }), 10, weights)
      return ranked.map(({ document }) => document)
    }
    expect((await order(0)).slice(2)).toEqual(['d', 'c'])
    expect((await order(WEIGHTS.likeness)).slice(2)).toEqual(['c', 'd'])
  })

  it('never puts the second of two hits first because it is like the first', async () => {
    const files = {
      'a.md': 'Munitions of a cluster kind were seen there.',
      'b.md': 'Of some kind cluster munitions were seen there.',
      // The words are a name there, and just ahead.
      'lede.yaml': 'packs: [disarmament]',
    }
    expect(await documents(files, 'cluster munitions')).toEqual(['b', 'a'])
  })

  it('is not gained from passages of the same document', async () => {
    const line = 'Observers at the river crossing counted mortar shells'
    const long = Array.from({ length: 6 }, (_, at) => `${line} ${'again '.repeat(at + 1)}on truce day ${at}.`)
    const { bundle } = await build({
      'long.md': long.join('\n\n'),
      'short.md': 'The truce was signed on a Monday in the capital by ministers of both sides.',
    })
    const { hits } = await search(bundle, parseSearchRequest({ q: 'truce', explain: true }))
    const gains = hits.map(({ passage, explanation }) => ({
      document: passage.document,
      from: (explanation?.parts.find(({ label }) => label === 'like the best hits')?.parts ?? []).length,
    }))
    expect(hits).toHaveLength(7)
    // Two texts are compared, however many passages they have.
    expect(gains.every(({ from }) => from <= 2)).toBe(true)
  })
})
