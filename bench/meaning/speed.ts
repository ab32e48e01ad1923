// What does meaning add to the time of a search, and how many passages does a model encode?
//   npm run bench:meaning -- --speed [--passages 100000] [--encoder FOLDER]
//   npm run bench:meaning -- --encoding INDEX --encoder FOLDER          passages of an index; time of the processor too, as others may work there
// In the first, the vectors of the passages are directions that follow from their texts, so that none needs encoding. Queries are encoded by the model that is named,
// or likewise.
import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { type Bundle, openBundle } from '../../src/bundle/open-bundle.ts'
import { UNHURRIED } from '../../src/domain/deadline.ts'
import { withBundle } from '../../src/evaluation/relevance.ts'
import { modelAt, openEncoder } from '../../src/meaning/open-encoder.ts'
import { passageText } from '../../src/meaning/passage-text.ts'
import { nameEncoder, prepareEncoder } from '../../src/search/meaning/query-encoder.ts'
import { parseSearchRequest } from '../../src/search/request.ts'
import { search } from '../../src/search/search.ts'
import { percentile } from '../percentile.ts'
import { vectorsOf } from './vectors-of.ts'

const DIMENSIONS = 384

/** Searches of a corpus with vectors from a service in this process, which costs nothing: what is added is the comparing and joining. */
export async function measureSpeed(passages: number, model: string | undefined): Promise<void> {
  const made = Array.from({ length: passages }, (_, at) => vectorOf(`passage ${at}`))
  const vectors = vectorsOf(made)
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
    async made => {
      const bundle = model === undefined ? made : await withModel(made, model)
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

/** The same bundle, as if the model had made its vectors: it encodes the queries. */
async function withModel(bundle: Bundle, model: string): Promise<Bundle> {
  const { meaning } = bundle.manifest
  if (meaning === undefined) return bundle
  const named = { ...(await modelAt(model)), dimensions: DIMENSIONS }
  const asked = { ...bundle, manifest: { ...bundle.manifest, meaning: { ...meaning, model: named } } }
  nameEncoder(asked, model)
  await prepareEncoder(asked)
  return asked
}

/** Passages that are encoded. */
const ENCODED = 640

export async function measureEncoding(index: string, model: string): Promise<void> {
  const bundle = await openBundle(index)
  const { passages } = bundle.manifest.counts
  const texts = Array.from({ length: Math.min(ENCODED, passages) }, (_, at) => {
    const number = Math.floor((at * passages) / ENCODED)
    return passageText(bundle.records.documentOf(number).title, bundle.records.passage(number))
  })
  bundle.engine.close()
  const encoder = await openEncoder(model, { threads: availableParallelism() })
  const [begun, before] = [performance.now(), process.cpuUsage()]
  await encoder.encode(texts, 'passage')
  const { user, system } = process.cpuUsage(before)
  const perSecond = texts.length / ((performance.now() - begun) / 1_000)
  const [each, words] = [(user + system) / 1_000 / texts.length, texts.join(' ').split(/\s+/u).length / texts.length] // biome-ignore format: a pair
  console.log(
    `${texts.length} passages of ${words.toFixed(0)} words with their titles: ${perSecond.toFixed(0)} a second, ${each.toFixed(1)} ms of the processor each`,
  )
  await encoder.close()
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
