// `lede build`: a folder of documents becomes a bundle.
import { basename } from 'node:path'
import pc from 'picocolors'
import { buildBundle } from '../../build/build.ts'
import { type BuildConfig, findConfig } from '../../build/config.ts'
import { keptEncoder } from '../../build/find-encoder.ts'
import { type ClusterTarget, DEFAULT_PLACING } from '../../build/options.ts'
import type { EngineName } from '../../bundle/manifest.ts'
import { ConfigError } from '../../domain/errors.ts'
import { Connection } from '../../engine/opensearch/connection.ts'
import { isAddress, isOnThisMachine } from '../../meaning/encoder.ts'
import { begunLines, newsOf, type WatchReport } from '../../watch/report.ts'
import { type Begun, beginWatching, type Watched, type WatchOptions, watchBundle } from '../../watch/watch.ts'
import { sayReport } from '../build-report.ts'
import { clusterSettings, folderOf, type IndexFlags } from '../index-flags.ts'
import { encoderPlace, userPath } from '../paths.ts'
import { ReportFile } from '../report-file.ts'
import { createProgress, say, sayJson, warn } from '../terminal.ts'

export interface BuildFlags extends Omit<IndexFlags, 'index' | 'encoder'> {
  readonly out?: string
  readonly shards?: number
  readonly replicas?: number
  readonly keep?: number
  readonly config?: string
  readonly strict?: true
  readonly ifStale?: true
  readonly workers?: number
  readonly engine?: EngineName
  readonly memory?: number
  readonly encoder?: string
  /** Where none is named, the encoder of the index that is there. */
  readonly keepEncoder?: true
  readonly cache: boolean
  readonly ocr: boolean
  readonly report?: string
  readonly json?: true
}

/** Exit status: 1 with `--strict` where a file could not be read. */
export async function runBuild(sources: readonly string[], flags: BuildFlags): Promise<number> {
  const started = performance.now()
  const progress = createProgress()
  const paths = (sources.length === 0 ? ['corpus'] : sources).map(userPath)
  const configured = await findConfig(paths, flags.config === undefined ? undefined : userPath(flags.config))
  const config: BuildConfig = flags.ocr ? configured : { ...configured, ocr: 'off' }
  const cluster = await clusterTarget(flags)
  const engine = cluster === null ? flags.engine : 'opensearch'
  const index = folderOf(flagsOfIndex(flags))
  const encoder = flags.encoder === undefined ? config.meaning.encoder : encoderPlace(flags.encoder)
  const kept = encoder === undefined && flags.keepEncoder === true ? await keptEncoder(index) : null
  const place = encoder ?? kept
  if (place !== null) sayWhereTextsGo(place)
  const outcomes = flags.report === undefined ? null : new ReportFile(userPath(flags.report))
  try {
    const begun = await startWatching({ sources: paths, index, config }, cluster)
    if (flags.json !== true) for (const line of begunLines(begun)) say(line)
    const report = await buildBundle({
      sources: paths,
      out: index,
      config,
      ifStale: flags.ifStale ?? false,
      strict: flags.strict ?? false,
      noCache: !flags.cache,
      ...(engine === undefined ? {} : { engine }),
      ...(cluster === null ? {} : { cluster }),
      ...(flags.memory === undefined ? {} : { memoryBytes: flags.memory }),
      ...(encoder === undefined ? {} : { encoder }),
      keepEncoder: flags.keepEncoder ?? false,
      ...(flags.workers === undefined ? {} : { workers: flags.workers }),
      ...(outcomes === null ? {} : { outcomes }),
      onProgress: progress.update,
      onPages: progress.pages,
    })
    progress.stop()
    const watched =
      report.manifest === null ? null : await watchOver({ sources: paths, index, config }, cluster)
    if (flags.json === true) sayJson({ ...report, watch: watched?.report ?? null })
    else {
      const seconds = (performance.now() - started) / 1000
      sayReport(
        report,
        { out: flags.out ?? basename(index), engine, sources, seconds, told: flags.report },
        say,
      )
      if (watched !== null) sayWatched(watched.report)
    }
    for (const warning of watched?.warnings ?? []) warn(pc.yellow(warning))
    return report.published || report.upToDate ? 0 : 1
  } finally {
    progress.stop()
    outcomes?.discard()
  }
}

/** Options of a cluster without one are a mistake that would build something else than was meant. @throws {ConfigError} */
async function clusterTarget(flags: BuildFlags): Promise<ClusterTarget | null> {
  const settings = await clusterSettings(flagsOfIndex(flags))
  const { shards, replicas, keep } = flags
  if (settings !== null) {
    return {
      settings,
      shards: shards ?? DEFAULT_PLACING.shards,
      replicas: replicas ?? DEFAULT_PLACING.replicas,
      keep: keep ?? DEFAULT_PLACING.keep,
    }
  }
  const [unused] = Object.entries({ shards, replicas, keep }).filter(([, value]) => value !== undefined)
  if (unused !== undefined) throw new ConfigError(`--${unused[0]} needs --engine opensearch and --url.`)
  return null
}

function flagsOfIndex({
  out,
  engine,
  encoder: _,
  report: __,
  keepEncoder: ___,
  ...flags
}: BuildFlags): IndexFlags {
  return {
    ...flags,
    ...(out === undefined ? {} : { index: out }),
    ...(engine === undefined ? {} : { engine }),
  }
}

/** Before the build, so that what it adds is new to an entry that is. What is wrong with the list is said after it. */
async function startWatching(
  options: Omit<WatchOptions, 'cluster'>,
  target: ClusterTarget | null,
): Promise<readonly Begun[]> {
  return inCluster(target, cluster => beginWatching({ ...options, cluster })).catch((error: unknown) => {
    if (error instanceof ConfigError || error instanceof SyntaxError) return []
    throw error
  })
}

function watchOver(
  options: Omit<WatchOptions, 'cluster'>,
  target: ClusterTarget | null,
): Promise<Watched | null> {
  return inCluster(target, cluster => watchBundle({ ...options, cluster }))
}

async function inCluster<T>(
  target: ClusterTarget | null,
  look: (cluster: Connection | null) => Promise<T>,
): Promise<T> {
  const cluster = target === null ? null : new Connection(target.settings)
  try {
    return await look(cluster)
  } finally {
    await cluster?.close()
  }
}

/** Before anything is sent. */
export function sayWhereTextsGo(encoder: string): void {
  if (!isAddress(encoder) || !URL.canParse(encoder)) return
  const where = isOnThisMachine(encoder) ? 'on this machine' : 'on another machine'
  warn(pc.yellow(`The text of every passage is sent to ${new URL(encoder).origin}, ${where}, to be encoded.`))
}

/** New passages of an entry that are printed; `--json` and `/v1/watch` have more. */
const PRINTED = 5

function sayWatched({ results, fresh }: WatchReport): void {
  for (const line of begunLines(results.filter(({ isFirst }) => isFirst))) say(line)
  if (fresh === 0) {
    if (results.some(({ isFirst }) => !isFirst)) say('Nothing new for the watch list.')
    return
  }
  for (const line of newsOf({ results })) say(pc.bold(line))
  for (const { label, hits, fresh: count } of results.filter(result => result.fresh > 0)) {
    if (results.filter(result => result.fresh > 0).length > 1) say(pc.dim(label))
    for (const { passage, snippet, citation } of hits.slice(0, PRINTED)) {
      say(`  ${snippet.text.replace(/\s+/gu, ' ')}`)
      say(pc.dim(`  ${citation.text}  ${passage.id}`))
    }
    if (count > PRINTED) say(`  … and ${count - PRINTED} more.`)
  }
}
