// How well does Lede rank, beside others on the same collections, with settings that each collection had no say in?
//   npm run bench:relevance -- DIR [DIR…]            Lede and peers; folders with docs.jsonl, queries.jsonl, qrels.tsv
//   npm run bench:relevance -- --choose DIR DIR …    leave one out: each collection by the settings that are best on all others,
//                                                    and what each part is worth
//   --sample N                                       N queries of each collection at most, evenly spread
// Each query is asked whole, and cut to its three and its two rarest words, as people type them. Queries are sentences: none is read as syntax.
// A peer that is absent is said to be.
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type Collection, readCollection } from '../src/evaluation/collection.ts'
import { METRICS, type Metric, measure } from '../src/evaluation/metrics.ts'
import { rankCollection, runCollection, withBundle } from '../src/evaluation/relevance.ts'
import { compare } from '../src/evaluation/statistics.ts'
import type { Run } from '../src/evaluation/trec-run.ts'
import { DOCUMENT_WEIGHTS, type RankingWeights } from '../src/search/ranking/parameters.ts'
import { beginTable } from './figures/table.ts'
import { flexSearch, fts5, lunrSearch, miniSearch, orama, stemmedMiniSearch } from './peers/libraries.ts'
import { lucene, tantivy } from './peers/program.ts'
import { wordsOf } from './peers/words.ts'

const LENGTHS = ['whole', 'three', 'two'] as const
type Length = (typeof LENGTHS)[number]

/** A collection whose queries are asked in all lengths at once: the ids of queries end in their length. */
interface Asked {
  readonly name: string
  readonly collection: Collection
}

const SYSTEMS: Readonly<Record<string, (collection: Collection) => Promise<Run | null>>> = {
  Lede: collection => runCollection(collection),
  'Lucene, analyzer of the language, BM25 (1.2, .75)': collection => lucene(collection, 1.2, 0.75),
  'Lucene, the same (.9, .4)': collection => lucene(collection, 0.9, 0.4),
  'Tantivy, stemmer of the language': tantivy,
  'SQLite FTS5, porter': fts5,
  'MiniSearch, stems, stop words, no coordination': stemmedMiniSearch,
  lunr: lunrSearch,
  'MiniSearch as it comes': miniSearch,
  'FlexSearch as it comes': flexSearch,
  'Orama as it comes': orama,
}

async function main(): Promise<void> {
  const { positionals: folders, values } = parseArgs({
    allowPositionals: true,
    options: { choose: { type: 'boolean' }, sample: { type: 'string' } },
  })
  const most = values.sample === undefined ? Number.POSITIVE_INFINITY : Number(values.sample)
  if (!(most >= 1)) throw new Error('--sample takes a number of queries, from 1.')
  if (folders.length === 0) throw new Error('Name one or more folders of collections.')
  if (values.choose === true && folders.length < 3) throw new Error('--choose takes three folders or more.')
  const asked: Asked[] = []
  for (const folder of folders)
    asked.push({ name: basename(folder), collection: inAllLengths(await readCollection(folder), most) })
  if (values.choose === true) await printChosen(asked)
  else await printPeers(asked)
}

async function printPeers(asked: readonly Asked[]): Promise<void> {
  const found = new Map<string, Scores[]>()
  for (const [name, system] of Object.entries(SYSTEMS)) {
    const scores: Scores[] = []
    for (const { collection } of asked) {
      const run = await system(collection)
      if (run !== null) scores.push(new Scores(collection, run))
    }
    if (scores.length === asked.length) found.set(name, scores)
    else console.log(`${name}: not installed.`)
  }
  const own = found.get('Lede') ?? []
  for (const length of LENGTHS) {
    const table = beginTable(`relevance, ${length}`, [length, ...asked.map(({ name }) => name), 'mean', 'recall@100', 'MAP']) // biome-ignore format: a head
    for (const [name, scores] of found) {
      const cells = scores.map((each, at) => {
        const values = each.of(length, 'ndcg@10')
        const isOther = name !== 'Lede' && compare(own[at]?.of(length, 'ndcg@10') ?? [], values).p < 0.05
        return `${four(mean(values))}${isOther ? '*' : ''}`
      })
      const over = (metric: Metric): string => four(mean(scores.map(each => mean(each.of(length, metric)))))
      table.row([name, ...cells, over('ndcg@10'), over('recall@100'), over('map')])
    }
    const [lucene] = [...found].filter(([name]) => name.startsWith('Lucene')).map(([, scores]) => scores)
    if (lucene !== undefined) {
      const gains = own.map(
        (each, at) => mean(each.of(length, 'ndcg@10')) - mean(lucene[at]?.of(length, 'ndcg@10') ?? []),
      )
      table.row(['Lede less the first Lucene', ...gains.map(signed), signed(mean(gains)), '', ''])
    }
    table.end()
  }
  console.log(
    '\nnDCG@10; the last three columns are means. * differs from Lede, p < .05, paired randomisation.',
  )
}

/** Lede's settings, and those in which one part counts nothing, half, or twice as much. */
const SETTINGS = new Map<string, RankingWeights>([
  ['as it comes', DOCUMENT_WEIGHTS],
  ...Object.entries(DOCUMENT_WEIGHTS).flatMap(([part, weight]) =>
    [0, 0.5, 2].map(
      factor =>
        [
          factor === 0 ? `without ${part}` : `${part} × ${factor}`,
          { ...DOCUMENT_WEIGHTS, [part]: weight * factor },
        ] as const,
    ),
  ),
])

async function printChosen(asked: readonly Asked[]): Promise<void> {
  /** Of each collection: each setting's nDCG@10 by length. */
  const figures: Map<string, readonly number[]>[] = []
  for (const { collection } of asked)
    figures.push(
      await withBundle(collection.documents, async bundle => {
        const ofSettings = new Map<string, readonly number[]>()
        for (const [setting, weights] of SETTINGS) {
          const scores = new Scores(collection, await rankCollection(bundle, collection, { weights }))
          ofSettings.set(
            setting,
            LENGTHS.map(length => mean(scores.of(length, 'ndcg@10'))),
          )
        }
        return ofSettings
      }),
    )
  const on = (setting: string, at: number): number => mean(figures[at]?.get(setting) ?? [])
  const others = (left: number): number[] => [...asked.keys()].filter(at => at !== left)
  const best = beginTable('relevance, left out', ['left out', 'settings best on the others', ...LENGTHS])
  const chosen = asked.map((_, left) => {
    const onOthers = (setting: string): number => mean(others(left).map(at => on(setting, at)))
    return [...SETTINGS.keys()].reduce((best, next) => (onOthers(next) > onOthers(best) ? next : best))
  })
  const row = (name: string, setting: string, values: readonly number[]): void =>
    best.row([name, setting, ...values.map(four)])
  for (const [left, { name }] of asked.entries())
    row(name, chosen[left] ?? '', figures[left]?.get(chosen[left] ?? '') ?? [])
  const means = LENGTHS.map((_, length) =>
    mean(asked.map((_each, left) => figures[left]?.get(chosen[left] ?? '')?.[length] ?? 0)),
  )
  row('mean', '', means)
  best.end()
  const parts = beginTable('relevance, parts', ['setting', ...asked.map(({ name }) => name), 'mean'])
  for (const setting of SETTINGS.keys()) {
    const gains = asked.map((_, at) => on(setting, at) - on('as it comes', at))
    parts.row([setting, ...[...gains, mean(gains)].map(signed)])
  }
  parts.end()
  console.log(
    '\nnDCG@10; in the second table differences from the settings as they come, means of the three lengths.',
  )
}

/** The measures of a run, query by query. */
class Scores {
  private readonly byLength = new Map<Length, Readonly<Record<Metric, number[]>>>()

  constructor({ queries }: Collection, run: Run) {
    for (const length of LENGTHS) {
      const measured = queries
        .filter(({ id }) => id.endsWith(` ${length}`))
        .map(({ id, judgements }) =>
          measure(
            (run.get(id) ?? []).map(hit => hit.id),
            judgements,
          ),
        )
      const columns = METRICS.map(metric => [metric, measured.map(each => each[metric])])
      this.byLength.set(length, Object.fromEntries(columns) as Record<Metric, number[]>)
    }
  }

  of(length: Length, metric: Metric): readonly number[] {
    return this.byLength.get(length)?.[metric] ?? []
  }
}

function inAllLengths({ documents, queries }: Collection, most: number): Collection {
  const step = Math.max(1, Math.ceil(queries.length / most))
  const found = new Map<string, number>()
  for (const { title, text } of documents)
    for (const word of new Set(wordsOf(`${title} ${text}`))) found.set(word, (found.get(word) ?? 0) + 1)
  const rarest = (text: string, count: number): string => {
    const words = [...new Set(wordsOf(text))].filter(word => word.length > 1 && found.has(word))
    const kept = new Set(words.toSorted((a, b) => (found.get(a) ?? 0) - (found.get(b) ?? 0)).slice(0, count))
    return words.filter(word => kept.has(word)).join(' ') || text
  }
  return {
    documents,
    queries: queries
      .filter((_, at) => at % step === 0)
      .flatMap(({ id, text, judgements }) => [
        { id: `${id} whole`, text, judgements },
        { id: `${id} three`, text: rarest(text, 3), judgements },
        { id: `${id} two`, text: rarest(text, 2), judgements },
      ]),
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function four(value: number): string {
  return value.toFixed(4).replace(/^0/u, '')
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${four(Math.abs(value))}`
}

await main()
