// How long does a search take, and how much of it is the ranking after the engine?
//   node bench/ranking.ts INDEX
// The queries of the engines' bench, one after another: the first time, when no passage has been read, and the times after.
import { openBundle } from '../src/bundle/open-bundle.ts'
import { compile } from '../src/search/compile.ts'
import { rankedHits } from '../src/search/ranked-hits.ts'
import { NO_WEIGHTS, type RankingWeights, WEIGHTS } from '../src/search/ranking/parameters.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { requestDeadline } from '../src/search/request-deadline.ts'
import { asTyped, QUERIES } from './engines/queries.ts'
import { beginTable } from './figures/table.ts'
import { percentile } from './percentile.ts'

const ROUNDS = 20
const VARIANTS: Readonly<Record<string, RankingWeights>> = {
  'the whole ranking': WEIGHTS,
  'without document': { ...WEIGHTS, document: 0 },
  'without trigrams': { ...WEIGHTS, trigrams: 0 },
  'without likeness': { ...WEIGHTS, likeness: 0 },
  'no part counts': NO_WEIGHTS,
}

const [index] = process.argv.slice(2)
if (index === undefined) throw new Error('Name an index: node bench/ranking.ts INDEX')
const texts = Object.values(QUERIES).flatMap(queries => queries.map(asTyped))
// And a pasted text of many words.
const requests = [...texts, texts.slice(0, 12).join(' ')].map(q => parseSearchRequest({ q }))

async function times(weights: RankingWeights): Promise<{ first: number[]; again: number[] }> {
  const bundle = await openBundle(index as string)
  const rounds: number[][] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const took: number[] = []
    for (const request of requests) {
      const started = performance.now()
      await rankedHits(bundle, await compile(bundle, request), request, requestDeadline(), weights)
      took.push(performance.now() - started)
    }
    rounds.push(took)
  }
  const [first = [], ...again] = rounds
  return { first, again: again.flat() }
}

const at = (values: readonly number[], part: number): string => percentile(values, part).toFixed(2)

await times(WEIGHTS)
const table = beginTable('ranking', [
  'ranking',
  'p50 ms',
  'p90 ms',
  'first time, p50 ms',
  'first time, p90 ms',
])
for (const [name, weights] of Object.entries(VARIANTS)) {
  const { first, again } = await times(weights)
  table.row([name, at(again, 0.5), at(again, 0.9), at(first, 0.5), at(first, 0.9)])
}
table.end()
