// What does meaning add to words, and what does it cost?
//   npm run bench:meaning -- --encoder FOLDER|URL DIR [DIR…]   nDCG@10 by collection: words, meaning alone, both, the encoder alone
//   npm run bench:meaning -- --speed [--passages 100000]       time of comparing vectors, and of a search without and with them
//   npm run bench:meaning -- --signs INDEX [--made 1000000]    what is missed and gained where not all vectors are compared
//   npm run bench:meaning -- --encoder FOLDER --encoding INDEX passages that are encoded in a second
//   npm run bench:meaning -- --encoder FOLDER|URL --same DIR [DIR…]    how often the nearest passage says the same
//   npm run bench:meaning -- --encoder FOLDER|URL --themes DIR [DIR…]  whether hits are parted as people would
// The weight of both is chosen for each collection on the others. Meaning alone goes by Lede's passages, the encoder alone by whole documents.
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { UNHURRIED } from '../src/domain/deadline.ts'
import { type Collection, readCollection } from '../src/evaluation/collection.ts'
import { evaluateRun, rankCollection, withBundle } from '../src/evaluation/relevance.ts'
import type { Run } from '../src/evaluation/trec-run.ts'
import { encoderKey } from '../src/meaning/encoder.ts'
import { openEncoder } from '../src/meaning/open-encoder.ts'
import type { Vectors } from '../src/meaning/vectors.ts'
import { beginTable } from './figures/table.ts'
import { partAsPeople, sayTheSame } from './meaning/discovery.ts'
import { measureSigns } from './meaning/signs.ts'
import { measureEncoding, measureSpeed } from './meaning/speed.ts'
import { vectorsOf } from './meaning/vectors-of.ts'
import { oramaVectors } from './peers/libraries.ts'
import { lucene } from './peers/program.ts'

const WEIGHTS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
const DEPTH = 100

async function main(): Promise<void> {
  const { positionals: folders, values } = parseArgs({
    allowPositionals: true,
    options: {
      encoder: { type: 'string' },
      speed: { type: 'boolean', default: false },
      passages: { type: 'string', default: '100000' },
      signs: { type: 'string' },
      encoding: { type: 'string' },
      made: { type: 'string' },
      same: { type: 'boolean', default: false },
      themes: { type: 'boolean', default: false },
    },
  })
  const { encoder } = values
  if (values.speed) await measureSpeed(Number(values.passages), encoder)
  else if (values.signs !== undefined)
    await measureSigns(values.signs, values.made === undefined ? null : Number(values.made), encoder, folders)
  else if (encoder === undefined || (folders.length === 0 && values.encoding === undefined))
    throw new Error('Name an encoder and folders of collections: --encoder FOLDER|URL DIR [DIR…]')
  else if (values.encoding !== undefined) await measureEncoding(values.encoding, encoder)
  else if (values.same) await sayTheSame(encoder, folders)
  else if (values.themes) await partAsPeople(encoder, folders)
  else await relevance(encoder, folders)
}

interface Figures {
  readonly name: string
  readonly queries: number
  readonly words: number
  readonly only: number
  readonly alone: number
  readonly orama: number
  readonly bm25: number | null
  /** By weight. */
  readonly both: readonly number[]
}

async function relevance(encoder: string, collections: readonly string[]): Promise<void> {
  const rows: Figures[] = []
  for (const folder of collections) {
    const collection = await readCollection(folder)
    const ndcg = (run: Run): number => evaluateRun(collection, run, null).metrics['ndcg@10'].mean
    const figures = await withBundle(
      collection.documents,
      async bundle => ({
        words: ndcg(await rankCollection(bundle, collection, { meaning: 'off' })),
        only: ndcg(await rankCollection(bundle, collection, { meaning: 'only' })),
        both: await inOrder(WEIGHTS, async weight =>
          ndcg(await rankCollection(bundle, collection, { meaning: 'auto', meaningWeight: weight })),
        ),
      }),
      { encoder },
    )
    rows.push({
      name: basename(folder),
      queries: collection.queries.length,
      ...figures,
      ...(await othersOn(encoder, collection, ndcg)),
    })
  }
  const table = beginTable('meaning', ['collection', 'queries', 'words', 'meaning alone', 'both', 'both against words', 'weight', 'the encoder alone', 'Orama, hybrid', 'Lucene, BM25']) // biome-ignore format: a head
  for (const row of rows) {
    const weight = bestWeight(rows.length === 1 ? rows : rows.filter(other => other !== row))
    const both = row.both[weight] ?? 0
    const gain = `${both >= row.words ? '+' : '−'}${three(Math.abs(both - row.words))}`
    const shown = [row.words, row.only, both].map(three)
    const others = [row.alone, row.orama, row.bm25].map(value => (value === null ? '–' : three(value)))
    table.row([row.name, `${row.queries}`, ...shown, gain, `${WEIGHTS[weight]}`, ...others])
  }
  table.end()
}

function three(value: number): string {
  return value.toFixed(3).replace(/^0/u, '')
}

/** Place of the weight that gains most, in the mean over the collections. */
function bestWeight(rows: readonly Figures[]): number {
  const gains = WEIGHTS.map((_, at) =>
    rows.reduce((sum, { both, words }) => sum + (both[at] ?? 0) - words, 0),
  )
  return gains.indexOf(Math.max(...gains))
}

/** The same encoder without Lede, over whole documents: by itself, and as Orama joins it with its words; and the words of Lucene. */
async function othersOn(
  place: string,
  collection: Collection,
  ndcg: (run: Run) => number,
): Promise<Pick<Figures, 'alone' | 'orama' | 'bm25'>> {
  const { documents, queries } = collection
  const encoder = await openEncoder(place, { key: encoderKey(), threads: availableParallelism() })
  try {
    const texts = documents.map(({ title, text }) => `${title}\n${text}`.trim())
    const started = performance.now()
    const made = await encoder.encode(texts, 'passage')
    const perSecond = texts.length / ((performance.now() - started) / 1_000)
    console.error(`${encoder.model.name}: ${perSecond.toFixed(0)} documents a second`)
    const asked = await encoder.encode(
      queries.map(({ text }) => text),
      'query',
    )
    const bm25 = await lucene(collection, 1.2, 0.75)
    return {
      alone: ndcg(await nearestTo(vectorsOf(made), asked, collection)),
      orama: ndcg(await oramaVectors(collection, made, asked)),
      bm25: bm25 && ndcg(bm25),
    }
  } finally {
    await encoder.close()
  }
}

async function nearestTo(
  vectors: Vectors,
  asked: readonly Float32Array[],
  { documents, queries }: Collection,
): Promise<Run> {
  const run = new Map<string, { id: string; score: number }[]>()
  for (const [at, { id }] of queries.entries()) {
    const cosines = await vectors.cosines(asked[at] ?? new Float32Array(), UNHURRIED)
    const best = documents.map((document, number) => ({ id: document.id, score: cosines[number] ?? 0 }))
    run.set(id, best.sort((a, b) => b.score - a.score).slice(0, DEPTH))
  }
  return run
}

async function inOrder<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const made: B[] = []
  for (const item of items) made.push(await work(item))
  return made
}

await main()
