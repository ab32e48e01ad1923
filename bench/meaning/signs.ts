// What is missed where not all vectors are compared, and what time does it save?
//   npm run bench:meaning -- --signs INDEX [--made 1000000] [--encoder FOLDER|URL DIR…]
// The vectors are those of an index. Its passages ask, and the queries of the collections where an encoder is named. As many as are wanted are made of
// them: each lies between two passages that are near each other, so that they are as many, and not as the same vector again and again.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import type { Filters } from '../../src/domain/query.ts'
import { readCollection } from '../../src/evaluation/collection.ts'
import { encoderKey } from '../../src/meaning/encoder.ts'
import { openEncoder } from '../../src/meaning/open-encoder.ts'
import { normalise, shrink } from '../../src/meaning/small-vector.ts'
import { VectorWriter } from '../../src/meaning/vector-writer.ts'
import { Vectors } from '../../src/meaning/vectors.ts'
import { nearestPassages } from '../../src/search/meaning/nearest.ts'
import { beginTable } from '../figures/table.ts'
import { percentile } from '../percentile.ts'

const QUERIES = 200
const WANTED = 100
/** Neighbours of each passage, between which and itself made ones lie, and passages among which they are sought. */
const NEAR = 20
const SAMPLE = 8_000

export async function measureSigns(
  index: string,
  made: number | null,
  encoder: string | undefined,
  folders: readonly string[],
): Promise<void> {
  const bytes = new Uint8Array(readFileSync(join(index, 'vectors.bin')))
  const manifest = JSON.parse(readFileSync(join(index, 'manifest.json'), 'utf8')) as Bundle['manifest']
  const real = new Vectors(bytes, 'vectors.bin', manifest.meaning?.model.dimensions ?? 0)
  const asked = [
    ...(await queriesOf(encoder, folders)),
    ...Array.from({ length: QUERIES }, (_, at) => real.at(Math.floor(((at + 0.5) * real.size) / QUERIES))),
  ]
  const source = made === null ? real : await between(real, made)
  const all = Array.from({ length: QUERIES }, (_, at) => asked[Math.floor((at * asked.length) / QUERIES)] ?? new Float32Array()) // biome-ignore format: one list
  const data = bytesOf(source)
  const opened = (exactUpTo: number): Vectors =>
    new Vectors(data, 'vectors.bin', source.at(0).length, exactUpTo)
  const exact = opened(Infinity)
  const begun = performance.now()
  // As few are compared one by one, as a share, as of a million.
  const fast = opened(source.size / 5)
  console.error(`${source.size} vectors are opened in ${((performance.now() - begun) / 1_000).toFixed(1)} s`)
  const table = beginTable('meaning, signs', ['passages that are allowed', 'of', 'nearest 100 found', 'of the worst tenth', 'nearest 10 found', 'all compared, p50', 'p99', 'by signs, p50', 'p99']) // biome-ignore format: a head
  const filters: readonly (readonly [string, (passage: number) => boolean])[] = [
    ['all', () => true],
    ['two of three, here and there', passage => passage % 3 !== 1],
    ['the first half', passage => passage < source.size / 2],
    ['one of four, here and there', passage => passage % 4 === 1],
    ['one of ten, here and there', passage => passage % 10 === 1],
  ]
  for (const [name, isAllowed] of filters) {
    const marks = Uint8Array.from({ length: source.size }, (_, passage) => (isAllowed(passage) ? 1 : 0))
    const [slow, quick] = [await ask(exact, marks, all), await ask(fast, marks, all)]
    const hundred = all.map((_, at) => found(quick.lists[at], slow.lists[at], WANTED)).sort((a, b) => a - b)
    const worst = hundred.slice(0, Math.ceil(hundred.length / 10))
    const ten = all.map((_, at) => found(quick.lists[at], slow.lists[at], 10))
    table.row([
      name,
      source.size.toLocaleString('en'),
      mean(hundred).toFixed(3),
      mean(worst).toFixed(3),
      mean(ten).toFixed(3),
      ...[slow, quick].flatMap(({ times }) => [0.5, 0.99].map(part => `${percentile(times, part).toFixed(1)} ms`)), // biome-ignore format: four cells
    ])
  }
  table.end()
}

async function queriesOf(place: string | undefined, folders: readonly string[]): Promise<Float32Array[]> {
  if (place === undefined) return []
  const encoder = await openEncoder(place, { key: encoderKey() })
  try {
    const found: Float32Array[] = []
    for (const folder of folders) {
      const { queries } = await readCollection(folder)
      const some = Array.from({ length: Math.min(QUERIES, queries.length) }, (_, at) => queries[Math.floor((at * queries.length) / QUERIES)]?.text ?? '') // biome-ignore format: one list
      found.push(...(await encoder.encode(some, 'query')))
    }
    return found
  } finally {
    await encoder.close()
  }
}

/** As many as are wanted, each between a passage and one of its neighbours in a sample, at another place between the two. */
async function between(real: Vectors, wanted: number): Promise<SomeVectors> {
  const rounds = Math.ceil(wanted / real.size)
  const count = Math.min(real.size, SAMPLE)
  const sample = Uint32Array.from({ length: count }, (_, at) => Math.floor((at * real.size) / count))
  const near: Uint32Array[] = []
  for (let index = 0; index < real.size; index++) {
    const cosines = await real.cosinesOf(real.at(index), sample, UNHURRIED)
    near.push(Uint32Array.from(nearestOf(cosines), at => sample[at] ?? 0))
  }
  const at = (number: number): Float32Array => {
    const [index, round] = [number % real.size, Math.floor(number / real.size)]
    const [vector, other] = [real.at(index), real.at(near[index]?.[round % NEAR] ?? 0)]
    const share = 0.2 + (0.6 * round) / rounds
    return normalise(vector.map((value, place) => (1 - share) * value + share * (other[place] ?? 0)))
  }
  return { size: wanted, at }
}

interface SomeVectors {
  readonly size: number
  at(index: number): Float32Array
}

/** Where the greatest stand. */
function nearestOf(cosines: Float32Array): number[] {
  const best: number[] = []
  for (let at = 0; at < cosines.length; at++) {
    const cosine = cosines[at] ?? 0
    if (best.length === NEAR && cosine <= (cosines[best.at(-1) ?? 0] ?? 0)) continue
    let place = best.length
    while (place > 0 && (cosines[best[place - 1] ?? 0] ?? 0) < cosine) place--
    best.splice(place, 0, at)
    if (best.length > NEAR) best.pop()
  }
  return best
}

function bytesOf(source: SomeVectors): Uint8Array {
  const writer = new VectorWriter(source.at(0).length)
  for (let index = 0; index < source.size; index++) writer.add(shrink(source.at(index)))
  return new Uint8Array(Buffer.concat(writer.finish()))
}

const NO_FILTERS: Filters = { all: [], any: [], not: [], fromDay: null, toDay: null, boilerplate: true }

async function ask(
  vectors: Vectors,
  marks: Uint8Array,
  queries: readonly Float32Array[],
): Promise<{ readonly lists: (readonly number[])[]; readonly times: number[] }> {
  const bundle = { vectors, engine: { allowed: async () => marks } } as unknown as Bundle
  const lists: (readonly number[])[] = []
  const times: number[] = []
  await nearestPassages(bundle, queries[0] ?? new Float32Array(), NO_FILTERS, null, WANTED, UNHURRIED)
  for (const query of queries) {
    const begun = performance.now()
    const nearest = await nearestPassages(bundle, query, NO_FILTERS, null, WANTED, UNHURRIED)
    times.push(performance.now() - begun)
    lists.push(nearest?.passages ?? [])
  }
  return { lists, times }
}

/** Which share of the first so many of one list is in the other. */
function found(list: readonly number[] = [], right: readonly number[] = [], count: number): number {
  const some = new Set(list)
  const wanted = right.slice(0, count)
  return wanted.filter(passage => some.has(passage)).length / Math.max(1, wanted.length)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
