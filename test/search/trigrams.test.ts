import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WEIGHTS } from '../../src/search/ranking/parameters.ts'
import { Slots } from '../../src/search/ranking/slots.ts'
import { type Contexts, Trigrams } from '../../src/search/ranking/trigrams.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { rankDocuments, search } from '../../src/search/search.ts'
import { build } from '../support/fixtures.ts'

/** Texts of the words, each with its number as index in `words`. */
function contextsOf(words: readonly string[], texts: readonly (readonly number[])[]): Contexts {
  return {
    size: texts.length,
    nameOf: term => words[term] ?? '',
    context: passage => {
      const text = texts[passage] ?? []
      const frequencies = new Map<number, number>()
      for (const word of text) frequencies.set(word, (frequencies.get(word) ?? 0) + 1)
      return { frequencies, length: text.length }
    },
  }
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ж', '中', '😀'), maxLength: 9 })
const word = letters.map(rest => `a${rest}xx`)

describe('trigrams', () => {
  it('are those of the words, beginning and end marked, counted in any text', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(7), { maxLength: 30 }),
        (words, raw) => {
          const text = raw.filter(at => at < words.length)
          const contexts = contextsOf(words, [text])
          const trigrams = new Trigrams(contexts)
          const expected = new Map<string, number>()
          for (const at of text) {
            const marked = ['_', ...(words[at] ?? ''), '_']
            for (let from = 0; from + 3 <= marked.length; from++) {
              const trigram = marked.slice(from, from + 3).join('')
              expected.set(trigram, (expected.get(trigram) ?? 0) + 1)
            }
          }
          // Twice: what the first text leaves behind must not be counted in the second.
          for (let round = 0; round < 2; round++) {
            const { terms, counts, length } = trigrams.count(contexts.context(0))
            const found = new Map(Array.from(terms, (term, at) => [trigrams.nameOf(term), counts[at]]))
            expect(found).toEqual(expected)
            expect(length).toBe([...expected.values()].reduce((sum, count) => sum + count, 0))
          }
        },
      ),
    )
  })

  it('are rarer the fewer texts of the sample have them, and numbers and stop words have none', () => {
    const words = ['treaty', 'treason', 'mortar', 'which', '2017', 'an']
    const trigrams = new Trigrams(
      contextsOf(words, [
        [0, 2],
        [1, 3],
        [0, 4],
        [2, 5],
      ]),
    )
    const idf = (name: string): number => trigrams.idf(trigrams.ofTerm(name)[0] as number)
    expect(idf('treaty')).toBeLessThan(idf('mortar'))
    expect(idf('mortar')).toBeLessThan(idf('xylophone'))
    expect([...trigrams.ofTerm('xylem')]).toEqual([-1, -1, -1, -1, -1])
    for (const none of ['which', '2017', 'an', '']) expect(trigrams.ofTerm(none)).toHaveLength(0)
  })

  it('stay right when there are more of them than there is room for at first', () => {
    const words = Array.from(
      { length: 4_000 },
      (_, at) =>
        `w${String.fromCodePoint(...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => 0x4e00 + ((at * 9 + n) % 20_000)))}`,
    )
    const all = words.map((_, at) => at)
    const contexts = contextsOf(words, [all, []])
    const trigrams = new Trigrams(contexts)
    const { counts, length } = trigrams.count(contexts.context(0))
    expect(length).toBe(words.length * 10)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(length)
    expect(trigrams.count(contexts.context(1)).length).toBe(0)
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
        const slots = new Slots(8, '')
        for (const number of numbers) expect(slots.get(number, String)).toBe(String(number))
      }),
    )
  })
})
