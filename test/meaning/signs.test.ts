// Vectors that are too many to be compared one by one: those with nearly the same signs are.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/build/build.ts'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import type { Filters } from '../../src/domain/query.ts'
import { normalise, type SmallVector, shrink } from '../../src/meaning/small-vector.ts'
import { VectorWriter } from '../../src/meaning/vector-writer.ts'
import { Vectors } from '../../src/meaning/vectors.ts'
import { nearestPassages } from '../../src/search/meaning/nearest.ts'
import { similarInMeaning } from '../../src/search/meaning/similar.ts'
import { parseSearchRequest, parseSimilarToRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { serveEmbeddings } from '../support/embeddings.ts'
import { passagesOf, temporaryFolder, writeFiles } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const DIMENSIONS = 24
const SUBJECTS = 30

/** Numbers from -1 to 1 that follow from a seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  }
}

/** A vector near one of the subjects. */
function aboutSubject(subject: number, seed: number): Float32Array {
  const [middle, apart] = [numbers(subject * 7_919 + 1), numbers(seed + 1)]
  return normalise(Float32Array.from({ length: DIMENSIONS }, () => middle() + 0.7 * apart()))
}

function bytesOf(vectors: readonly SmallVector[]): Uint8Array {
  const writer = new VectorWriter(vectors[0]?.row.length ?? DIMENSIONS)
  for (const vector of vectors) writer.add(vector)
  return new Uint8Array(Buffer.concat(writer.finish()))
}

const many = Array.from({ length: 6_000 }, (_, at) => shrink(aboutSubject((at * 31) % SUBJECTS, at)))
const file = bytesOf(many)
const open = (exactUpTo: number): Vectors => new Vectors(file, 'vectors.bin', DIMENSIONS, exactUpTo)
const bySigns = open(1_000)
const oneByOne = open(Infinity)

describe('vectors of which there are signs', () => {
  it('are compared as the others are', async () => {
    const query = aboutSubject(3, -5)
    const cosines = await oneByOne.cosines(query, UNHURRIED)
    expect(await bySigns.cosines(query, UNHURRIED)).toEqual(cosines)
    const small = bySigns.small(query)
    for (const at of [0, 17, 5_999]) {
      expect(bySigns.at(at)).toEqual(oneByOne.at(at))
      expect(bySigns.cosineOf(small, at)).toBe(cosines[at])
    }
    const some = Uint32Array.of(5_999, 3, 3, 4_000)
    expect([...(await bySigns.cosinesOf(query, some, UNHURRIED))]).toEqual(
      Array.from(some, at => cosines[at]),
    )
  })

  it('differ in as many as are counted one by one, whatever their length', async () => {
    const size = fc.integer({ min: 1, max: 150 })
    const rows = size.chain(length =>
      fc.array(fc.array(fc.integer({ min: -127, max: 127 }), { minLength: length, maxLength: length }), {
        minLength: 2,
      }),
    )
    await fc.assert(
      fc.asyncProperty(rows, async list => {
        const vectors = list.map(row => ({ scale: 0.25, row: Int8Array.from(row) }))
        const [first = [], ...others] = list
        const opened = new Vectors(bytesOf(vectors), 'vectors.bin', first.length, 1)
        const differences = await opened.differences(Float32Array.from(first), UNHURRIED)
        const counted = [first, ...others].map(
          row => row.filter((value, at) => value < 0 !== shrinkOf(first)[at]).length,
        )
        expect([...differences]).toEqual(counted)
      }),
    )
  })
})

/** Which numbers are below 0 in the small form. */
function shrinkOf(row: readonly number[]): boolean[] {
  return Array.from(shrink(Float32Array.from(row)).row, value => value < 0)
}

const NO_FILTERS: Filters = { all: [], any: [], not: [], boilerplate: true, fromDay: null, toDay: null }

/** What `nearestPassages` needs of a bundle: passages of one document, of which some are allowed. */
function bundleOf(vectors: Vectors, isAllowed: (passage: number) => boolean): Bundle {
  const marks = Uint8Array.from({ length: vectors.size }, (_, passage) => (isAllowed(passage) ? 1 : 0))
  return { vectors, engine: { allowed: async () => marks } } as unknown as Bundle
}

async function nearest(bundle: Bundle, query: Float32Array, count = 100): Promise<readonly number[]> {
  return (await nearestPassages(bundle, query, NO_FILTERS, null, count, UNHURRIED))?.passages ?? []
}

function shared(found: readonly number[], wanted: readonly number[]): number {
  const set = new Set(found)
  return wanted.length === 0 ? 1 : wanted.filter(passage => set.has(passage)).length / wanted.length
}

describe('the nearest of very many passages', () => {
  const filters: readonly (readonly [string, (passage: number) => boolean])[] = [
    ['all are allowed', () => true],
    ['every other one is', passage => passage % 2 === 0],
    ['those of a third of the subjects are', passage => (passage * 31) % SUBJECTS < 10],
    ['a tenth is', passage => passage % 10 === 3],
    ['seven are', passage => passage % 900 === 3],
    ['none is', () => false],
  ]
  it.each(filters)('are, but for a few, those that are found one by one: %s', async (_, isAllowed) => {
    const [fast, exact] = [bundleOf(bySigns, isAllowed), bundleOf(oneByOne, isAllowed)]
    const isExact = many.filter((_, passage) => isAllowed(passage)).length <= 1_000
    let found = 0
    for (let at = 0; at < 40; at++) {
      const query = aboutSubject(at % SUBJECTS, 100_000 + at)
      const passages = await nearest(fast, query, 10)
      expect(passages.every(isAllowed)).toBe(true)
      const wanted = await nearest(exact, query, 10)
      expect(passages).toHaveLength(wanted.length)
      if (isExact) expect(passages).toEqual(wanted)
      found += shared(passages, wanted)
    }
    expect(found / 40).toBeGreaterThan(0.95)
  })

  it('are as near as where all are compared', async () => {
    const query = aboutSubject(4, -9)
    const [fast, exact] = await Promise.all(
      [bySigns, oneByOne].map(vectors =>
        nearestPassages(
          bundleOf(vectors, () => true),
          query,
          NO_FILTERS,
          null,
          10,
          UNHURRIED,
        ),
      ),
    )
    for (const passage of [0, 1, 2, 4_711, ...(exact?.passages ?? [])]) {
      expect(Math.abs((fast?.nearness(passage) ?? 9) - (exact?.nearness(passage) ?? 0))).toBeLessThan(0.02)
      expect(Math.abs((fast?.likeness(passage) ?? 9) - (exact?.likeness(passage) ?? 0))).toBeLessThan(0.02)
    }
    expect(await fast?.within(100, 900, 5)).toEqual(await exact?.within(100, 900, 5))
  })

  it('are all of them where as many are wanted', async () => {
    const query = aboutSubject(8, -2)
    const wanted = await nearest(
      bundleOf(oneByOne, () => true),
      query,
      6_000,
    )
    expect(
      await nearest(
        bundleOf(bySigns, () => true),
        query,
        6_000,
      ),
    ).toEqual(wanted)
  })
})

describe.each(['minisearch', 'packed'] as const)('a search by signs (%s)', engine => {
  it('answers as one that compares all does, through every door', async () => {
    const folder = await temporaryFolder()
    const subjects = [
      'ship harbour',
      'money budget',
      'rocket fire',
      'homes',
      'bread',
      'school',
      'hills',
      'rain',
    ]
    const texts = Array.from({ length: 160 }, (_, at) => {
      const [one, two] = [subjects[at % 8], subjects[(at * 3 + 1) % 8]]
      return `Number ${at} tells of ${one} and ${two} in word${at % 20}.`
    })
    const files = Object.fromEntries(
      Array.from({ length: 16 }, (_, at) => [
        `d${at}.md`,
        `---\ndate: 20${10 + at}-05-05\n---\n\n${texts.slice(10 * at, 10 * at + 10).join('\n\n')}`,
      ]),
    )
    await writeFiles(join(folder, 'corpus'), files)
    const { address } = await serveEmbeddings()
    const out = join(folder, 'index')
    await buildBundle({ sources: [join(folder, 'corpus')], out, encoder: address, engine })
    const exact = await openBundle(out)
    const bytes = new Uint8Array(await readFile(join(out, 'vectors.bin')))
    const fast: Bundle = { ...exact, vectors: new Vectors(bytes, 'vectors.bin', 64, 20) }
    const ids = (hits: readonly { readonly passage: { readonly id: string } }[]): string[] =>
      hits.map(({ passage }) => passage.id)
    for (const group of ['none', 'copies', 'document'])
      for (const meaning of ['auto', 'only'])
        for (const from of ['2001', '2018', '2024']) {
          const request = parseSearchRequest({ q: 'vessel of finance', group, meaning, from, limit: 100 })
          const [some, all] = [await search(fast, request), await search(exact, request)]
          for (const figure of ['total', 'documents', 'groups', 'facets'] as const)
            expect(some[figure]).toEqual(all[figure])
          expect(some.counts).toEqual(all.counts)
          expect(new Set(ids(some.hits))).toEqual(new Set(ids(all.hits)))
        }
    const [first] = passagesOf(exact)
    const similar = parseSimilarToRequest({ passage: first?.id, limit: 10, group: 'document' })
    expect(ids((await similarInMeaning(fast, similar, UNHURRIED)).hits)).toEqual(
      ids((await similarInMeaning(exact, similar, UNHURRIED)).hits),
    )
  })
})
