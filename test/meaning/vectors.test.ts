import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { ArrayFile } from '../../src/engine/packed/array-file.ts'
import { normalise, shrink } from '../../src/meaning/small-vector.ts'
import { VectorCache } from '../../src/meaning/vector-cache.ts'
import { VectorWriter } from '../../src/meaning/vector-writer.ts'
import { Vectors } from '../../src/meaning/vectors.ts'
import { temporaryFolder } from '../support/fixtures.ts'
import fc from '../support/properties.ts'

const DIMENSIONS = 11
const vector = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map(values => normalise(Float32Array.from(values)))

function opened(vectors: readonly Float32Array[]): Vectors {
  const writer = new VectorWriter(DIMENSIONS)
  for (const each of vectors) writer.add(shrink(each))
  const bytes = Buffer.concat(writer.finish())
  return new Vectors(new Uint8Array(bytes), 'vectors.bin', DIMENSIONS)
}

describe('vectors in the small form', () => {
  it('have the cosines of the vectors that they were made from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(vector, { maxLength: 30 }), vector, async (vectors, query) => {
        const cosines = await opened(vectors).cosines(query, UNHURRIED)
        const exact = vectors.map(each => each.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0))
        expect(cosines).toHaveLength(vectors.length)
        for (const [at, value] of exact.entries())
          expect(Math.abs((cosines[at] ?? 9) - value)).toBeLessThan(0.02)
      }),
    )
  })

  it('may be more than a call takes arguments', () => {
    const writer = new VectorWriter(DIMENSIONS)
    for (let at = 0; at < 200_000; at++)
      writer.add({ scale: 1, row: new Int8Array(DIMENSIONS).fill(at % 100) })
    const chunks = writer.finish()
    expect(chunks.length).toBeLessThan(200)
    const file = new ArrayFile(new Uint8Array(Buffer.concat(chunks)), 'vectors.bin')
    const rows = file.bytes('rows')
    expect(rows.length).toBe(200_000 * DIMENSIONS)
    for (const at of [0, 2_047, 2_048, 199_999]) expect(rows[at * DIMENSIONS]).toBe(at % 100)
  })

  it('are refused where they have another length than they should', () => {
    const writer = new VectorWriter(3)
    writer.add(shrink(Float32Array.of(1, 0, 0)))
    expect(() => writer.add(shrink(Float32Array.of(1)))).toThrow(RangeError)
    const bytes = new Uint8Array(Buffer.concat(writer.finish()))
    expect(() => new Vectors(bytes, 'vectors.bin', 4)).toThrow(/vectors\.bin is damaged.*4 numbers/u)
  })
})

describe('vectors that are kept', () => {
  const model = { name: 'small', sha256: null, dimensions: 2 }
  const texts = ['one', 'two', 'three']
  const small = (at: number) => ({ scale: Math.fround(at + 0.1), row: Int8Array.of(at, -at) })

  it('are there again wherever the file was cut off, none changed and none twice', async () => {
    const path = join(await temporaryFolder(), '.index.vectors')
    const cache = new VectorCache(model, path)
    for (const [at, text] of texts.entries()) {
      cache.add(text, small(at))
      cache.add(text, small(9))
    }
    cache.close()
    const whole = readFileSync(path)
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length))
      const again = new VectorCache(model, path)
      const known = texts.filter(text => again.has(text))
      expect(known).toEqual(texts.slice(0, known.length))
      for (const [at, text] of texts.entries()) {
        if (again.has(text)) expect(again.get(text)).toEqual(small(at))
        else again.add(text, small(at))
      }
      again.close()
      expect(readFileSync(path)).toEqual(whole)
    }
  })

  it('stay on disk while a build goes on', async () => {
    const path = join(await temporaryFolder(), '.index.vectors')
    const large = { ...model, dimensions: 4_000 }
    const row = (at: number): Int8Array => new Int8Array(large.dimensions).fill(at % 100)
    const cache = new VectorCache(large, path)
    for (let at = 0; at < 10_000; at++) cache.add(`text ${at}`, { scale: 1, row: row(at) })
    cache.close()
    const before = process.memoryUsage().arrayBuffers
    const again = new VectorCache(large, path)
    for (const at of [0, 4_711, 9_999]) expect(again.get(`text ${at}`)?.row).toEqual(row(at))
    // The file has 40 MB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
    again.close()
  })

  it('are not kept where nothing is to be', async () => {
    const folder = await temporaryFolder()
    const cache = new VectorCache(model, join(folder, '.index.vectors.new'), false)
    cache.add('one', small(1))
    expect(cache.get('one')).toEqual(small(1))
    cache.keepUsed()
    cache.close()
    expect(readdirSync(folder)).toEqual([])
  })

  it('are made anew after damage, and for another model', async () => {
    const path = join(await temporaryFolder(), '.index.vectors')
    const write = (): Buffer => {
      const cache = new VectorCache(model, path)
      for (const [at, text] of texts.entries()) cache.add(text, small(at))
      cache.close()
      return readFileSync(path)
    }
    const whole = write()
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0x11
      writeFileSync(path, damaged)
      const cache = new VectorCache(model, path)
      for (const [number, text] of texts.entries())
        expect([null, small(number)]).toContainEqual(cache.get(text))
      cache.close()
    }
    writeFileSync(path, whole)
    const other = new VectorCache({ ...model, name: 'large' }, path)
    expect(texts.some(text => other.has(text))).toBe(false)
    other.close()
  })

  it('are forgotten with their texts', async () => {
    const path = join(await temporaryFolder(), '.index.vectors')
    const cache = new VectorCache(model, path)
    for (const [at, text] of texts.entries()) cache.add(text, small(at))
    cache.close()
    const next = new VectorCache(model, path)
    next.has('two')
    next.add('four', small(4))
    next.keepUsed()
    next.close()
    const again = new VectorCache(model, path)
    expect([...texts, 'four'].filter(text => again.has(text))).toEqual(['two', 'four'])
    expect(again.get('four')).toEqual(small(4))
    again.close()
  })
})
