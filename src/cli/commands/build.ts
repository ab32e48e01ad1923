// `lede build`: a folder of documents becomes a bundle.
import pc from 'picocolors'
import { type BuildReport, buildBundle, PACKED_FROM } from '../../build/build.ts'
import { DEFAULT_CONFIG, readConfig } from '../../build/config.ts'
import type { EngineName } from '../../bundle/manifest.ts'
import { userPath } from '../paths.ts'
import { createProgress, say, sayJson, sayProblems } from '../terminal.ts'

export interface BuildFlags {
  readonly out: string
  readonly config?: string
  readonly strict?: true
  readonly ifStale?: true
  readonly workers?: number
  readonly engine?: EngineName
  readonly memory?: number
  readonly cache: boolean
  readonly json?: true
}

/** Exit status: 1 with `--strict` where a file could not be read. */
export async function runBuild(sources: readonly string[], flags: BuildFlags): Promise<number> {
  const started = performance.now()
  const progress = createProgress()
  const config = flags.config === undefined ? DEFAULT_CONFIG : await readConfig(userPath(flags.config))
  try {
    const report = await buildBundle({
      sources: (sources.length === 0 ? ['corpus'] : sources).map(userPath),
      out: userPath(flags.out),
      config,
      ifStale: flags.ifStale ?? false,
      strict: flags.strict ?? false,
      noCache: !flags.cache,
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
      ...(flags.memory === undefined ? {} : { memoryBytes: flags.memory }),
      ...(flags.workers === undefined ? {} : { workers: flags.workers }),
      onProgress: progress.update,
    })
    progress.stop()
    if (flags.json === true) sayJson(report)
    else sayReport(report, flags, (performance.now() - started) / 1000)
    return report.published || report.upToDate ? 0 : 1
  } finally {
    progress.stop()
  }
}

function sayReport(report: BuildReport, { out, engine }: BuildFlags, seconds: number): void {
  sayProblems(report.problems)
  const { manifest, skippedFiles, otherFiles, reusedFiles } = report
  if (report.upToDate) {
    say(`${out} is up to date.`)
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
  if (reusedFiles > 0) say(`${number(reusedFiles)} files had not changed and were taken as they were.`)
  if (skippedFiles > 0) say(`${number(skippedFiles)} files were left out, see above.`)
  if (otherFiles > 0) say(`${number(otherFiles)} files of other formats were not read.`)
}

function engineReason(engine: EngineName, asked: EngineName | undefined): string {
  if (asked !== undefined) return 'as asked for'
  const limit = PACKED_FROM.toLocaleString('en')
  return engine === 'packed'
    ? `because there are ${limit} passages or more (--engine minisearch takes the other)`
    : `because there are fewer than ${limit} passages (--engine packed takes the other)`
}
