// How well does search rank? A collection through the ordinary build and the ordinary search, measured.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundle } from '../build/build.ts'
import type { BuildOptions } from '../build/options.ts'
import { type Bundle, openBundle } from '../bundle/open-bundle.ts'
import { nameEncoder } from '../search/meaning/query-encoder.ts'
import type { RankingWeights } from '../search/ranking/parameters.ts'
import { parseSearchRequest } from '../search/request.ts'
import { rankDocuments } from '../search/search.ts'
import type { Collection } from './collection.ts'
import { METRICS, type Metric, measure } from './metrics.ts'
import { type Comparison, compare, type Interval, meanWithInterval } from './statistics.ts'
import type { Run } from './trec-run.ts'

/** Documents ranked for each query, as trec_eval is used. */
const DEPTH = 1_000

export interface RelevanceReport {
  readonly queries: number
  readonly documents: number
  readonly metrics: Readonly<Record<Metric, Interval>>
  /** Against the saved run, where one was given: its means and the differences from them. */
  readonly against: Readonly<Record<Metric, Comparison & { readonly mean: number }>> | null
}

export interface RunOptions {
  /** Folder of a model, or the address of a service that runs one, by which meaning is searched too. */
  readonly encoder?: string
  readonly meaning?: 'auto' | 'off' | 'only'
  readonly onProgress?: BuildOptions['onProgress']
}

/**
 * Ranks the collection's documents for each of its queries, default settings throughout.
 * @throws {EncoderError} where meaning is to be searched and cannot be
 */
export function runCollection(
  collection: Collection,
  { encoder, meaning, onProgress }: RunOptions = {},
): Promise<Run> {
  const building = {
    ...(encoder === undefined ? {} : { encoder }),
    ...(onProgress === undefined ? {} : { onProgress }),
  }
  const settings = meaning === undefined ? {} : { meaning }
  return withBundle(collection.documents, bundle => rankCollection(bundle, collection, settings), building)
}

/** Other settings than the ordinary ones, to measure what one is worth. */
export interface RankingSettings {
  readonly meaning?: 'auto' | 'off' | 'only'
  /** Of the ranking's parts. */
  readonly weights?: RankingWeights
  /** Of the nearness in meaning. */
  readonly meaningWeight?: number | undefined
}

/** The same in the bundle of the collection's documents. A query is a sentence: no sign in it is read as syntax. */
export async function rankCollection(
  bundle: Bundle,
  { documents, queries }: Collection,
  { meaning, weights, meaningWeight }: RankingSettings = {},
): Promise<Run> {
  const run = new Map<string, { id: string; score: number }[]>()
  for (const { id, text } of queries) {
    const asked = { q: text, syntax: 'off', ...(meaning === undefined ? {} : { meaning }) }
    const ranked = await rankDocuments(bundle, parseSearchRequest(asked), DEPTH, weights, meaningWeight)
    run.set(
      id,
      ranked.map(({ document, score }) => ({ id: documents[Number(document)]?.id ?? document, score })),
    )
  }
  return run
}

/** Gives the bundle of the documents, each named by its number; it is gone afterwards. */
export async function withBundle<T>(
  documents: Collection['documents'],
  use: (bundle: Bundle) => Promise<T>,
  building: Pick<BuildOptions, 'encoder' | 'onProgress'> = {},
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'lede-eval-'))
  try {
    await writeDocuments(documents, join(home, 'corpus'))
    await buildBundle({ sources: [join(home, 'corpus')], out: join(home, 'index'), ...building })
    const bundle = await openBundle(join(home, 'index'))
    if (building.encoder !== undefined) nameEncoder(bundle, building.encoder)
    try {
      return await use(bundle)
    } finally {
      bundle.engine.close()
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

export function evaluateRun(collection: Collection, run: Run, saved: Run | null): RelevanceReport {
  const score = (of: Run) =>
    collection.queries.map(({ id, judgements }) =>
      measure(
        (of.get(id) ?? []).map(hit => hit.id),
        judgements,
      ),
    )
  const scores = score(run)
  const savedScores = saved === null ? null : score(saved)
  const column = (rows: typeof scores, metric: Metric): number[] => rows.map(row => row[metric])
  const byMetric = <T>(value: (metric: Metric) => T) =>
    Object.fromEntries(METRICS.map(metric => [metric, value(metric)])) as Record<Metric, T>
  return {
    queries: collection.queries.length,
    documents: collection.documents.length,
    metrics: byMetric(metric => meanWithInterval(column(scores, metric))),
    against:
      savedScores === null
        ? null
        : byMetric(metric => {
            const others = column(savedScores, metric)
            return { mean: meanWithInterval(others).mean, ...compare(column(scores, metric), others) }
          }),
  }
}

/** One Markdown file a document, named by its number, its text escaped so that it is read as it stands. */
async function writeDocuments(documents: Collection['documents'], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [number, { title, text }] of documents.entries()) {
    const body = text
      .replace(/[!-/:-@[-`{-~]/gu, '\\$&')
      .replace(/\n[ \t]+/gu, '\n')
      .trim()
    const heading = title === '' ? '' : `title: ${JSON.stringify(title)}\n`
    await writeFile(join(folder, `${number}.md`), `---\n${heading}---\n\n${body}\n`)
  }
}
