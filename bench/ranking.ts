// How long does a search take, and how much of it is the ranking after the engine?
//   node bench/ranking.ts INDEX
// The queries of the engines' bench, one after another: the first time, when no passage has been read, and the times after.
import { openBundle } from '../src/bundle/open-bundle.ts'
import { type RankingWeights, WEIGHTS } from '../src/search/ranking/parameters.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { compile, rankedHits } from '../src/search/search.ts'
import { QUERIES } from './engines/queries.ts'

const ROUNDS = 20
const NONE = { context: 0, title: 0, proximity: 0, likeness: 0, feedback: 0 }
const VARIANTS: Readonly<Record<string, RankingWeights>> = {
  'the whole ranking': WEIGHTS,
  'without feedback': { ...WEIGHTS, feedback: 0 },
  'without likeness and feedback': { ...WEIGHTS, likeness: 0, feedback: 0 },
  'no part counts': NONE,
}

const [index] = process.argv.slice(2)
if (index === undefined) throw new Error('Name an index: node bench/ranking.ts INDEX')
const texts = Object.values(QUERIES).flatMap(queries =>
  queries.map(({ mode, words }) => (mode === 'phrase' ? `"${words.join(' ')}"` : words.join(' '))),
)
// A pasted text of many words, for feedback.
const requests = [...texts, texts.slice(0, 12).join(' ')].map(q => parseSearchRequest({ q }))

async function times(weights: RankingWeights): Promise<{ first: number[]; again: number[] }> {
  const bundle = await openBundle(index as string)
  const rounds: number[][] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const took: number[] = []
    for (const request of requests) {
      const started = performance.now()
      await rankedHits(bundle, compile(bundle, request), request, { weights })
      took.push(performance.now() - started)
    }
    rounds.push(took)
  }
  const [first = [], ...again] = rounds
  return { first, again: again.flat() }
}

const at = (values: readonly number[], share: number): string =>
  (values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(2)

await times(WEIGHTS)
console.log('| ranking | p50 ms | p90 ms | first time: p50 ms | p90 ms |')
console.log('|---|---:|---:|---:|---:|')
for (const [name, weights] of Object.entries(VARIANTS)) {
  const { first, again } = await times(weights)
  console.log(`| ${name} | ${at(again, 0.5)} | ${at(again, 0.9)} | ${at(first, 0.5)} | ${at(first, 0.9)} |`)
}
