// What does meaning add to words, and what does it cost?
//   npm run bench:meaning -- --encoder FOLDER|URL DIR [DIR…]   nDCG@10 by collection: words, meaning alone, both, the encoder alone
//   npm run bench:meaning -- --speed [--passages 100000]       time of comparing vectors, and of a search without and with them
// The weight of both is chosen for each collection on the others. Meaning alone goes by Lede's passages, the encoder alone by whole documents.
import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { UNHURRIED } from '../src/domain/deadline.ts'
import { type Collection, readCollection } from '../src/evaluation/collection.ts'
import { evaluateRun, rankCollection, withBundle } from '../src/evaluation/relevance.ts'
import type { Run } from '../src/evaluation/trec-run.ts'
import { encoderKey } from '../src/meaning/encoder.ts'
import { openEncoder } from '../src/meaning/open-encoder.ts'
import { shrink, Vectors, VectorWriter } from '../src/meaning/vectors.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { search } from '../src/search/search.ts'
import { beginTable } from './figures/table.ts'
import { percentile } from './percentile.ts'

const WEIGHTS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
const DEPTH = 100
const DIMENSIONS = 384

async function main(): Promise<void> {
  const { positionals: folders, values } = parseArgs({
    allowPositionals: true,
    options: {
      encoder: { type: 'string' },
      speed: { type: 'boolean', default: false },
      passages: { type: 'string', default: '100000' },
    },
  })
  if (values.speed) await speed(Number(values.passages))
  else if (values.encoder === undefined || folders.length === 0)
    throw new Error('Name an encoder and folders of collections: --encoder FOLDER|URL DIR [DIR…]')
  else await relevance(values.encoder, folders)
}

interface Figures {
  readonly name: string
  readonly queries: number
  readonly words: number
  readonly only: number
  readonly alone: number
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
      alone: ndcg(await encoderAlone(encoder, collection)),
    })
  }
  const table = beginTable('meaning', ['collection', 'queries', 'words', 'meaning alone', 'the encoder alone', 'both', 'weight', 'both against words']) // biome-ignore format: a head
  for (const row of rows) {
    const weight = bestWeight(rows.length === 1 ? rows : rows.filter(other => other !== row))
    const both = row.both[weight] ?? 0
    const shown = [row.words, row.only, row.alone, both].map(value => value.toFixed(4).replace(/^0/u, ''))
    const gain = `${both >= row.words ? '+' : ''}${(both - row.words).toFixed(4)}`
    table.row([row.name, `${row.queries}`, ...shown, `${WEIGHTS[weight]}`, gain])
  }
  table.end()
}

/** Place of the weight that gains most, in the mean over the collections. */
function bestWeight(rows: readonly Figures[]): number {
  const gains = WEIGHTS.map((_, at) =>
    rows.reduce((sum, { both, words }) => sum + (both[at] ?? 0) - words, 0),
  )
  return gains.indexOf(Math.max(...gains))
}

async function encoderAlone(place: string, { documents, queries }: Collection): Promise<Run> {
  const encoder = await openEncoder(place, { key: encoderKey(), threads: availableParallelism() })
  try {
    const texts = documents.map(({ title, text }) => `${title}\n${text}`.trim())
    const started = performance.now()
    const made = await encoder.encode(texts, 'passage')
    const perSecond = texts.length / ((performance.now() - started) / 1_000)
    console.error(`${encoder.model.name}: ${perSecond.toFixed(0)} documents a second`)
    const vectors = opened(made)
    const run = new Map<string, { id: string; score: number }[]>()
    for (const { id, text } of queries) {
      const [query] = await encoder.encode([text], 'query')
      const cosines = await vectors.cosines(query ?? new Float32Array(), UNHURRIED)
      const best = documents.map((document, at) => ({ id: document.id, score: cosines[at] ?? 0 }))
      run.set(id, best.sort((a, b) => b.score - a.score).slice(0, DEPTH))
    }
    return run
  } finally {
    await encoder.close()
  }
}

/** Searches of a corpus with vectors from a service in this process, which costs nothing: what is added is the comparing and joining. */
async function speed(passages: number): Promise<void> {
  const made = Array.from({ length: passages }, (_, at) => vectorOf(`passage ${at}`))
  const vectors = opened(made)
  const query = vectorOf('query')
  const comparing = await timed(50, () => vectors.cosines(query, UNHURRIED))
  console.log(`Comparing ${passages.toLocaleString('en')} vectors of ${DIMENSIONS}: ${comparing}`)
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const { input = [] } = (body === '' ? {} : JSON.parse(body)) as { input?: readonly string[] }
    const data =
      request.url === '/v1/models'
        ? [{ id: 'fast' }]
        : input.map((text, index) => ({ index, embedding: [...vectorOf(text)] }))
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const encoder = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const documents = Array.from({ length: passages }, (_, at) => ({
    id: String(at),
    title: '',
    text: textOf(at),
  }))
  await withBundle(
    documents,
    async bundle => {
      for (const meaning of ['off', 'auto', 'only'] as const) {
        let at = 0
        const one = (): Promise<unknown> =>
          search(
            bundle,
            parseSearchRequest({
              q: `${wordOf(at++ * 7)} ${wordOf(at * 11)} ${wordOf(at * 13)}`,
              meaning,
              facets: 'none',
            }),
            UNHURRIED,
          )
        console.log(`Search, meaning=${meaning}, ${bundle.manifest.engine}: ${await timed(60, one)}`)
      }
    },
    { encoder },
  )
  server.close()
}

async function timed(times: number, work: () => Promise<unknown>): Promise<string> {
  const found: number[] = []
  for (let at = 0; at < times + 5; at++) {
    const started = performance.now()
    await work()
    if (at >= 5) found.push(performance.now() - started)
  }
  return `p50 ${percentile(found, 0.5).toFixed(1)} ms, p95 ${percentile(found, 0.95).toFixed(1)} ms`
}

function opened(made: readonly Float32Array[]): Vectors {
  const writer = new VectorWriter(made[0]?.length ?? DIMENSIONS)
  for (const vector of made) writer.add(shrink(vector))
  return new Vectors(
    new Uint8Array(Buffer.concat(writer.finish())),
    'vectors.bin',
    made[0]?.length ?? DIMENSIONS,
  )
}

/** A direction that follows from the text. */
function vectorOf(text: string): Float32Array {
  let state = Number.parseInt(hash('sha256', text).slice(0, 8), 16)
  const vector = new Float32Array(DIMENSIONS)
  for (let at = 0; at < DIMENSIONS; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    vector[at] = state / 2 ** 32 - 0.5
  }
  return vector
}

const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu']

/** Words by rank: the first are frequent. */
function wordOf(rank: number): string {
  return Array.from(String(rank + 100), digit => SYLLABLES[Number(digit)]).join('')
}

function textOf(at: number): string {
  let state = at + 1
  const words = Array.from({ length: 40 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return wordOf(Math.floor(10 ** ((state / 2 ** 32) * 4)))
  })
  return `${words.join(' ')}.`
}

async function inOrder<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const made: B[] = []
  for (const item of items) made.push(await work(item))
  return made
}

await main()
