// A quotation stands where a look at every place finds it: words of several ranks, gaps, and ranks of one to three bytes.

import { expect, it } from 'vitest'
import { GrowableBytes } from '../../src/engine/growable.ts'
import { ArrayFile, encodeArrays } from '../../src/engine/packed/array-file.ts'
import { BOUNDARY } from '../../src/engine/packed/layout.ts'
import { Phrase } from '../../src/engine/packed/phrase.ts'
import { Sequences } from '../../src/engine/packed/sequences.ts'
import fc from '../support/properties.ts'

/** The last bytes of some are the bytes of others: 5 and 5 · 128 + 1, 1 and 1 · 128 + 5. */
const rank = fc.constantFrom(1, 5, 127, 128, 133, 641, 16_384, 16_517, 82_048)
const text = fc.array(fc.oneof({ weight: 8, arbitrary: rank }, fc.constant(BOUNDARY)), { maxLength: 12 })
const ranks = fc.uniqueArray(rank, { minLength: 1, maxLength: 3 })
const phrase = fc
  .tuple(ranks, fc.array(fc.oneof({ weight: 4, arbitrary: ranks }, fc.constant(null)), { maxLength: 2 }), fc.option(ranks, { nil: undefined }))
  .map(([first, middle, last]) => (last === undefined ? [first] : [first, ...middle, last])) // biome-ignore format: a step a line

function sequencesOf(texts: readonly (readonly number[])[]): Sequences {
  const bytes = new GrowableBytes()
  const starts = [0]
  for (const words of texts) {
    for (const word of words) bytes.pushVarint(word)
    starts.push(bytes.length)
  }
  const words = bytes.view.slice()
  const chunks = encodeArrays({ 'text.starts': Uint32Array.from(starts), 'text.words': { length: words.length, chunks: [words] } })
  return new Sequences(new ArrayFile(new Uint8Array(Buffer.concat(chunks)), 'texts'), 'text')
} // biome-ignore format: a step a line

function stands(words: readonly number[], wanted: readonly (readonly number[] | null)[]): boolean {
  return words.some((_, at) =>
    wanted.every((ranks, offset) => {
      const found = words[at + offset] ?? BOUNDARY
      return found !== BOUNDARY && (ranks === null || ranks.includes(found))
    }),
  )
}

it('is found in the texts that have its words in order, by a look at one and by a walk through all', () => {
  let found = 0
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), phrase, (texts, wanted) => {
      const sequences = sequencesOf(texts)
      const sought = new Phrase(wanted)
      const expected = [...texts.keys()].filter(unit => stands(texts[unit] ?? [], wanted))
      expect([...texts.keys()].filter(unit => sequences.contains(unit, sought))).toEqual(expected)
      expect([...sequences.has(sought).scan(0, texts.length)]).toEqual(expected)
      expect([...sequences.has(sought).scan(1, texts.length)]).toEqual(expected.filter(unit => unit >= 1))
      found += expected.length
    }),
    { numRuns: 3_000 },
  )
  expect(found).toBeGreaterThan(1_000)
}) // biome-ignore format: one property

it('is read back as it was written', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), texts => {
      const sequences = sequencesOf(texts)
      expect(texts.map((_, unit) => [...sequences.ranks(unit)])).toEqual(texts)
    }),
  )
})

it('has its words counted as one by one, few sought among the bytes and many read with all others', () => {
  const others = Array.from({ length: 20 }, (_, at) => 200 + at)
  let counted = 0
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.uniqueArray(rank), fc.nat(6), (texts, few, from) => {
      const sequences = sequencesOf(texts)
      const run = texts.slice(from).flat()
      const expected = few.map(wanted => run.filter(word => word === wanted).length)
      for (const ranks of [few, [...few, ...others]]) {
        const times = new Map<number, number>()
        const words = sequences.counter(ranks)(Math.min(from, texts.length), texts.length, (word, more) =>
          times.set(word, (times.get(word) ?? 0) + more),
        )
        expect(words).toBe(run.length)
        expect(few.map(wanted => times.get(wanted) ?? 0)).toEqual(expected)
        counted += words
      }
    }),
    { numRuns: 2_000 },
  )
  expect(counted).toBeGreaterThan(10_000)
}) // biome-ignore format: one property
