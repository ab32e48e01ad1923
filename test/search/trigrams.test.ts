import { describe, expect, it } from 'vitest'
import { BM25, idf } from '../../src/engine/scoring.ts'
import { saturated } from '../../src/search/ranking/explanation.ts'
import { HitTexts } from '../../src/search/ranking/hit-texts.ts'
import { WEIGHTS } from '../../src/search/ranking/parameters.ts'
import { Slots } from '../../src/search/ranking/slots.ts'
import { type Texts, TrigramQuery, Trigrams } from '../../src/search/ranking/trigrams.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { rankDocuments, search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

/** Texts of words that are given by their numbers. */
function textsOf(names: readonly string[], texts: readonly (readonly number[])[]): Texts {
  return {
    size: texts.length,
    nameOf: term => names[term] ?? '',
    wordsOf: passage => {
      const words = texts[passage] ?? []
      const half = words.length >> 1
      return { passage: Int32Array.from(words.slice(half)), title: Int32Array.from(words.slice(0, half)) }
    },
  }
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ж', '中', '😀'), maxLength: 9 })
const words = fc.array(
  letters.map(rest => `a${rest}xx`),
  { minLength: 1, maxLength: 8 },
)
const text = fc.array(fc.nat(7), { maxLength: 30 })

function cut(name: string): string[] {
  const marked = ['_', ...name, '_']
  return marked.slice(2).map((_, at) => marked.slice(at, at + 3).join(''))
}

describe('trigrams', () => {
  it('score as BM25 of the trigrams as strings, beginning and end of a word marked, in any texts', () => {
    fc.assert(
      fc.property(words, fc.array(text, { minLength: 1, maxLength: 5 }), words, (names, raw, asked) => {
        const texts = raw.map(numbers => numbers.filter(number => number < names.length))
        const counted = textsOf(names, texts)
        const read = new HitTexts(texts.map((_, passage) => counted.wordsOf(passage)))
        const query = asked.map((name, at) => ({ name, idf: 1 + at, weight: 1 / (1 + at), label: name }))
        const scored = new TrigramQuery(new Trigrams(counted), read, query, 2)

        const cutTexts = texts.map(numbers => numbers.flatMap(number => cut(names[number] ?? '')))
        const mean = Math.max(1, cutTexts.flat().length / texts.length)
        const idfOf = (trigram: string): number =>
          idf(texts.length, cutTexts.filter(found => found.includes(trigram)).length)
        const all = query.flatMap(({ name, weight }) => cut(name).map(trigram => ({ trigram, weight })))
        const scale =
          (2 * asked.length) / all.reduce((sum, each) => sum + each.weight * idfOf(each.trigram), 0)
        for (const [at, found] of cutTexts.entries()) {
          const norm = found.length / mean
          const expected = all.reduce((sum, { trigram, weight }) => {
            const count = found.filter(each => each === trigram).length
            return sum + scale * weight * idfOf(trigram) * saturated(count, norm, BM25)
          }, 0)
          expect(scored.score(at)).toBeCloseTo(expected, 9)
          expect(scored.explain(at).reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(expected, 9)
        }
      }),
    )
  })

  it('are rarer the fewer texts of the sample have them, and numbers and stop words have none', () => {
    const names = ['treaty', 'treason', 'mortar', 'which', '2017', 'an']
    const trigrams = new Trigrams(
      textsOf(names, [
        [0, 2],
        [1, 3],
        [0, 4],
        [2, 5],
      ]),
    )
    const idfOf = (trigram: string): number => trigrams.idf(trigrams.find(trigram))
    expect(idfOf('_tr')).toBeLessThan(idfOf('_mo'))
    expect(idfOf('_mo')).toBeLessThan(idfOf('_xy'))
    expect(trigrams.find('_xy')).toBeNull()
    const { ofTerms } = trigrams
    for (const none of [3, 4, 5]) expect(ofTerms.lists[ofTerms.placeOf(none)]).toBe(0)
  })

  it('of a query take no memory that stays', () => {
    const texts = textsOf(['treaty'], [[0]])
    const trigrams = new Trigrams(texts)
    const before = trigrams.size
    const asked = [{ name: 'xylophone', idf: 1, weight: 1, label: 'xylophone' }]
    const query = new TrigramQuery(trigrams, new HitTexts([texts.wordsOf(0)]), asked, 1)
    expect(query.score(0)).toBe(0)
    expect(trigrams.size).toBe(before)
  })

  it('put a passage with a related word before one that is as good otherwise, and say so', async () => {
    const { bundle } = await build({
      'a.md': 'The demobilisation of the brigade was slow, monitors wrote in March.',
      'b.md': 'The inspection of the brigade was slow, monitors wrote in March.',
      'c.md': 'Grain prices rose in the capital, and bakers said so in public.',
    })
    const q = 'mobilised brigade'
    const order = async (trigrams: number): Promise<string[]> => {
      const weights = { ...WEIGHTS, trigrams, likeness: 0 }
      const ranked = await rankDocuments(bundle, parseSearchRequest({ q, fuzzy: 'off' }), 10, weights)
      return ranked.map(({ document }) => document)
    }
    expect((await order(WEIGHTS.trigrams))[0]).toBe('a')
    const { hits } = await search(bundle, parseSearchRequest({ q, fuzzy: 'off', explain: true }))
    expect(hits[0]?.passage.document).toBe('a')
    const part = hits[0]?.explanation?.parts.find(({ label }) => label === 'letters in common')
    expect(part?.parts.map(({ label }) => label)).toEqual(['mobilised', 'brigade'])
    expect(part?.parts[0]?.parts.map(({ label }) => label)).toContain('mob')
  })
})

describe('slots', () => {
  it('give what is made for a number, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 })), numbers => {
        const slots = new Slots('', 8)
        for (const number of numbers) expect(slots.get(number, String)).toBe(String(number))
      }),
    )
  })
})
