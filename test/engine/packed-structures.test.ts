// The structures that the packed engine is made of, each beside what a reader would write without it.

import { describe, expect, it } from 'vitest'
import { FIELDS } from '../../src/domain/query.ts'
import { ByteReader, GrowableBytes, GrowableWords } from '../../src/engine/growable.ts'
import {
  BLOCK,
  bitsFor,
  packBlock,
  unpackBlock,
  unpackOne,
  unpackSteps,
} from '../../src/engine/packed/bit-packing.ts'
import { keepBits, listBits, makeBits, setBit, setRange } from '../../src/engine/packed/bits.ts'
import { Dictionary, encodeDictionary } from '../../src/engine/packed/dictionary.ts'
import { assertFits } from '../../src/engine/packed/layout.ts'
import { PostingRuns } from '../../src/engine/packed/posting-runs.ts'
import { TopHits } from '../../src/engine/packed/top-hits.ts'
import { temporaryFolder } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const block = fc
  .integer({ min: 0, max: 31 })
  .chain(bits => fc.array(fc.integer({ min: 0, max: 2 ** bits - 1 }), { minLength: BLOCK, maxLength: BLOCK }))

describe('numbers', () => {
  it('come back from a block of any width', () => {
    fc.assert(
      fc.property(block, numbers => {
        const values = Uint32Array.from(numbers)
        const bits = bitsFor(values)
        const words = new GrowableWords()
        packBlock(values, bits, word => words.push(word))
        expect(words.length).toBe(4 * bits)
        const read = new Int32Array(BLOCK)
        unpackBlock(Int32Array.from(words.view), 0, bits, 0, read)
        expect([...read]).toEqual(numbers)
        const one = (_: number, place: number): number =>
          unpackOne(Int32Array.from(words.view), 0, bits, place)
        expect(numbers.map(one)).toEqual(numbers)
      }),
    )
  })

  it('come back from a block of steps, summed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: BLOCK, maxLength: BLOCK }),
        fc.integer({ min: -1, max: 1000 }),
        (steps, before) => {
          const values = Uint32Array.from(steps)
          const words = new GrowableWords()
          packBlock(values, bitsFor(values), word => words.push(word))
          const read = new Int32Array(BLOCK)
          unpackSteps(Int32Array.from(words.view), 0, bitsFor(values), before, read)
          let unit = before
          expect([...read]).toEqual(steps.map(step => (unit += step + 1)))
        },
      ),
    )
  })

  it('come back from variable lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 32 - 1)), numbers => {
        const bytes = new GrowableBytes(1)
        for (const number of numbers) bytes.pushVarint(number)
        const reader = new ByteReader(bytes.view)
        expect(numbers.map(() => reader.varint())).toEqual(numbers)
        expect(reader.at).toBe(bytes.length)
      }),
    )
  })
})

describe('bits', () => {
  it('are set in ranges and listed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(200), fc.nat(70))),
        fc.uniqueArray(fc.nat(255)),
        (ranges, single) => {
          const bits = makeBits(300)
          const expected = new Set<number>()
          for (const [from, length] of ranges) {
            setRange(bits, from, from + length)
            for (let at = from; at < from + length; at++) expected.add(at)
          }
          expect([...listBits(bits)]).toEqual([...expected].sort((a, b) => a - b))
          const wanted = makeBits(300)
          for (const at of single) setBit(wanted, at)
          expect([...keepBits(listBits(bits), wanted, 0)]).toEqual(
            [...expected].filter(at => single.includes(at)).sort((a, b) => a - b),
          )
        },
      ),
    )
  })
})

describe('a dictionary', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', 'ж', '日'), maxLength: 5 })
  const open = (words: readonly string[]): Dictionary =>
    new Dictionary(
      encodeDictionary(words.map((text, at) => ({ word: text, figures: [at * 300] }))),
      words.length,
      1,
    )

  it('finds words, places, beginnings, and what follows', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 80 }), word, (unsorted, wanted) => {
        const words = unsorted.sort()
        const dictionary = open(words)
        expect(words.map(text => dictionary.find(text)?.figures[0])).toEqual(words.map((_, at) => at * 300))
        expect(words.map((_, at) => dictionary.at(at).word)).toEqual(words)
        expect(dictionary.find(wanted)?.word ?? null).toBe(words.includes(wanted) ? wanted : null)
        expect(dictionary.placeOf(wanted)).toBe(words.filter(text => text < wanted).length)
        expect(Array.from(dictionary.from(wanted), entry => entry.word)).toEqual(
          words.filter(text => text >= wanted),
        )
        const { from, to } = dictionary.placesWith(wanted)
        expect(words.slice(from, to)).toEqual(words.filter(text => text.startsWith(wanted)))
        const spelled: string[] = []
        dictionary.spell({ from, to }, letters => spelled.push(Buffer.from(letters).toString()))
        expect(spelled).toEqual(words.slice(from, to))
        expect(() => dictionary.at(words.length)).toThrow(RangeError)
      }),
    )
  })

  it('is walked past beginnings that are not wanted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 80 }),
        fc.constantFrom('a', 'b', 'bc', 'é'),
        (unsorted, unwanted) => {
          const words = unsorted.sort()
          const walk = open(words).walk()
          const met: string[] = []
          for (let step = walk.next(); step.done !== true; ) {
            met.push(step.value.word)
            step = walk.next(step.value.word.startsWith(unwanted) ? unwanted : undefined)
          }
          const first = words.find(text => text.startsWith(unwanted))
          expect(met).toEqual(words.filter(text => !text.startsWith(unwanted) || text === first))
        },
      ),
    )
  })
})

describe('the best hits', () => {
  it('are those that sorting gives', () => {
    const hit = fc.record({ key: fc.nat(5), day: fc.nat(3), passage: fc.nat(1000) })
    fc.assert(
      fc.property(fc.uniqueArray(hit, { selector: ({ passage }) => passage }), fc.nat(20), (hits, size) => {
        const top = new TopHits(size)
        for (const { key, day, passage } of hits) top.offer(key, day, passage)
        const sorted = hits.toSorted((a, b) => b.key - a.key || b.day - a.day || a.passage - b.passage)
        expect(top.sorted().map(({ passage }) => passage)).toEqual(
          sorted.slice(0, size).map(({ passage }) => passage),
        )
      }),
    )
  })
})

it('refuses what does not fit into the files', () => {
  expect(() => assertFits(2 ** 31 - 1, 'words')).not.toThrow()
  expect(() => assertFits(2 ** 31, 'words')).toThrow(/too many words for one packed index.*several indexes/u)
})

describe('postings that wait on disk', () => {
  it('come back by term, in the order of units, also where a run is longer than what is read at a time', async () => {
    const terms = 50
    const runs = new PostingRuns(24 * 700_000, await temporaryFolder())
    const expected = new Map<string, number>()
    for (let unit = 0; unit < 200_000; unit++) {
      for (const [at, field] of FIELDS.entries()) {
        const term = (unit * (at + 7)) % terms
        const frequency = 1 + (unit % 300)
        runs.add(field, unit * 3, { terms: [term], of: () => frequency })
        const key = `${term} ${field}`
        expected.set(key, ((expected.get(key) ?? 17) * 31 + unit * 3 + frequency) % 1_000_003)
      }
      runs.spillIfFull(terms)
    }
    const found = new Map<string, number>()
    runs.merge(terms, (term, byField) => {
      for (const [field, { units, frequencies }] of byField)
        for (let at = 0; at < units.length; at++) {
          const key = `${term} ${field}`
          found.set(key, ((found.get(key) ?? 17) * 31 + units.at(at) + frequencies.at(at)) % 1_000_003)
        }
    })
    expect([...found].sort()).toEqual([...expected].sort())
  })
}) // biome-ignore format: properties
