// `lede eval`: how good are ranking and tagging, measured against judgements and gold annotation?
import { readFile, writeFile } from 'node:fs/promises'
import pc from 'picocolors'
import { placeOfPack, readPacks } from '../../build/packs.ts'
import { CorpusError, RequestError } from '../../domain/errors.ts'
import { type Collection, readCollection } from '../../evaluation/collection.ts'
import { evaluateTagging, readGold } from '../../evaluation/entities.ts'
import { METRICS } from '../../evaluation/metrics.ts'
import { evaluateRun, type RelevanceReport, runCollection } from '../../evaluation/relevance.ts'
import type { Score } from '../../evaluation/score.ts'
import { parseRun, type Run, serialiseRun } from '../../evaluation/trec-run.ts'
import { encoderPlace, userPath } from '../paths.ts'
import { createProgress, say, sayJson, table } from '../terminal.ts'
import { sayWhereTextsGo } from './build.ts'

export interface EvalRelevanceFlags {
  readonly collection: string
  readonly run?: string
  readonly against?: string
  readonly queries?: string
  readonly encoder?: string
  readonly meaning?: 'auto' | 'off' | 'only'
  readonly json?: true
}

/** `--queries odd` is for tuning, `--queries even` for reporting: positions in the file, from 1. */
export async function runEvalRelevance(flags: EvalRelevanceFlags): Promise<number> {
  const part = flags.queries ?? 'all'
  if (!['all', 'odd', 'even'].includes(part)) {
    throw new RequestError([{ parameter: '--queries', message: 'must be all, odd or even' }])
  }
  const { encoder, meaning } = flags
  if (encoder === undefined && meaning !== undefined && meaning !== 'off')
    throw new RequestError([{ parameter: '--meaning', message: 'must be off without --encoder FOLDER|URL' }])
  const whole = await readCollection(userPath(flags.collection))
  const queries = whole.queries.filter((_, index) => part === 'all' || (index % 2 === 0) === (part === 'odd'))
  const collection = { ...whole, queries }
  const saved =
    flags.against === undefined ? null : parseRun(await readRun(userPath(flags.against)), flags.against)
  const run = await runWith(collection, flags)
  if (flags.run !== undefined) await writeFile(userPath(flags.run), serialiseRun(run, 'lede'))
  const report = evaluateRun(collection, run, saved)
  if (flags.json === true) sayJson(report)
  else sayReport(report)
  return 0
}

async function runWith(collection: Collection, { encoder, meaning }: EvalRelevanceFlags): Promise<Run> {
  if (encoder !== undefined) sayWhereTextsGo(encoder)
  const progress = createProgress()
  try {
    return await runCollection(collection, {
      onProgress: progress.update,
      ...(encoder === undefined ? {} : { encoder: encoderPlace(encoder) }),
      ...(meaning === undefined ? {} : { meaning }),
    })
  } finally {
    progress.stop()
  }
}

function sayReport({ queries, documents, metrics, against }: RelevanceReport): void {
  const four = (value: number): string => value.toFixed(4)
  say(pc.dim(`${queries} queries with judgements, ${documents} documents`))
  const rows = METRICS.map(metric => {
    const { mean, low, high } = metrics[metric]
    const other = against?.[metric]
    const compared =
      other === undefined
        ? []
        : [four(other.mean), `${other.difference >= 0 ? '+' : ''}${four(other.difference)}`, four(other.p)]
    return [metric, four(mean), `${four(low)}–${four(high)}`, ...compared]
  })
  const head = [
    'metric',
    'mean',
    '95 % interval',
    ...(against === null ? [] : ['saved run', 'difference', 'p']),
  ]
  say(table([head, ...rows]))
}

async function readRun(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new CorpusError(`The saved run cannot be read: ${error.message}.`)
  })
}

export async function runEvalEntities(flags: {
  readonly data: string
  /** Packs that Lede brings, or paths. */
  readonly pack: readonly string[]
  readonly json?: true
}): Promise<number> {
  const paths = flags.pack.map(name => placeOfPack(name, userPath, '--pack'))
  const { packs } = await readPacks(paths)
  const report = evaluateTagging(await readGold(userPath(flags.data)), undefined, undefined, packs)
  if (flags.json === true) {
    sayJson(report)
    return 0
  }
  const { documents, words, wordsPerSecond, micro, types, resolver } = report
  const number = (value: number): string => value.toLocaleString('en')
  say(pc.dim(`${number(documents)} documents, ${number(words)} words, ${number(wordsPerSecond)} words/s`))
  const row = (name: string, { precision, recall, f1 }: Score, gold: string): string[] => [
    name,
    precision.toFixed(3),
    recall.toFixed(3),
    f1.toFixed(3),
    gold,
  ]
  const rows = Object.entries(types).map(([type, figures]) => row(type, figures, number(figures.gold)))
  say(table([['type', 'precision', 'recall', 'F1', 'gold'], ...rows, row('PER ORG LOC GROUP', micro, '')]))
  if (resolver === null) return 0
  const { gold, found, both, bCubed, bCubedEndToEnd, pairwise } = resolver
  say(
    `\n${pc.dim(`resolver: ${number(gold)} mentions in the gold annotation, ${number(found)} found, ${number(both)} in both`)}`,
  )
  say(
    table([
      ['measure', 'precision', 'recall', 'F1'],
      row('B³, mentions in both', bCubed, ''),
      row('B³, end to end', bCubedEndToEnd, ''),
      row('pairs, mentions in both', pairwise, ''),
    ]),
  )
  return 0
}
