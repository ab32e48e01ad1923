// `lede build`: a folder of documents becomes a bundle.
import { basename } from 'node:path'
import pc from 'picocolors'
import { buildBundle } from '../../build/build.ts'
import { type BuildConfig, findConfig } from '../../build/config.ts'
import { keptEncoder } from '../../build/find-encoder.ts'
import { type BuildReport, type ClusterTarget, DEFAULT_PLACING } from '../../build/options.ts'
import { PACKED_FROM } from '../../build/write-bundle.ts'
import type { EngineName } from '../../bundle/manifest.ts'
import { counted } from '../../domain/counted.ts'
import { ConfigError } from '../../domain/errors.ts'
import { Connection } from '../../engine/opensearch/connection.ts'
import type { PublishReport } from '../../engine/opensearch/publish.ts'
import { isAddress, isOnThisMachine } from '../../meaning/encoder.ts'
import { newsOf, type WatchReport } from '../../watch/report.ts'
import { type Watched, type WatchOptions, watchBundle } from '../../watch/watch.ts'
import { clusterSettings, folderOf, type IndexFlags } from '../index-flags.ts'
import { encoderPlace, userPath } from '../paths.ts'
import { ReportFile } from '../report-file.ts'
import { createProgress, say, sayJson, sayProblems, warn } from '../terminal.ts'

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
      sayReport(report, { out: flags.out ?? basename(index), engine }, (performance.now() - started) / 1000)
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

async function watchOver(
  options: Omit<WatchOptions, 'cluster'>,
  target: ClusterTarget | null,
): Promise<Watched | null> {
  const cluster = target === null ? null : new Connection(target.settings)
  try {
    return await watchBundle({ ...options, cluster })
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

function sayReport(
  report: BuildReport,
  { out, engine }: { readonly out: string; readonly engine: EngineName | undefined },
  seconds: number,
): void {
  sayProblems(report.problems)
  const { manifest, skippedFiles, otherFiles, reusedFiles } = report
  if (report.upToDate) {
    say(`${out} is up to date.`)
    if (report.cluster !== undefined) sayPublished(report.cluster)
    return
  }
  if (manifest === null) {
    say(pc.red(`Nothing was published: with --strict every file must be readable. ${out} is as it was.`))
    return
  }
  const { documents, passages, boilerplate, entities } = manifest.counts
  const number = (value: number): string => value.toLocaleString('en')
  say(
    `Built ${out}: ${number(documents)} documents, ${number(passages)} passages (${number(boilerplate)} boilerplate), ${number(entities)} entities in ${seconds.toFixed(1)} s.`,
  )
  say(`Engine: ${manifest.engine}, ${engineReason(manifest.engine, engine)}.`)
  if (manifest.meaning !== undefined) say(`Meaning: encoded by ${manifest.meaning.model.name}.`)
  if (report.cluster !== undefined) sayPublished(report.cluster)
  if (reusedFiles > 0) say(`${counted(reusedFiles, 'unchanged file')} taken from the last build.`)
  if (skippedFiles > 0) say(`${counted(skippedFiles, 'file')} skipped (see above).`)
  if (otherFiles > 0) say(`${counted(otherFiles, 'file')} of other formats not read.`)
}

function sayPublished({ index, sent, changed, dropped }: PublishReport): void {
  if (!changed) {
    say(`${index} is served in OpenSearch already.`)
    return
  }
  say(`${index} is served in OpenSearch now: ${sent.toLocaleString('en')} passages were sent.`)
  if (dropped.length > 0) say(`Older indices were removed: ${dropped.join(', ')}.`)
}

/** New passages of an entry that are printed; `--json` and `/v1/watch` have more. */
const PRINTED = 5

function sayWatched({ results, fresh }: WatchReport): void {
  for (const { label, total } of results.filter(({ isFirst }) => isFirst))
    say(`Watching “${label}” from now on: ${total.toLocaleString('en')} passages are known.`)
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

function engineReason(engine: EngineName, asked: EngineName | undefined): string {
  if (asked !== undefined) return 'as asked for'
  const limit = PACKED_FROM.toLocaleString('en')
  return engine === 'packed'
    ? `because there are ${limit} passages or more (--engine minisearch takes the other)`
    : `because there are fewer than ${limit} passages (--engine packed takes the other)`
}
