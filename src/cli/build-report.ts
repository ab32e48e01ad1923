// What became of a build? The same lines wherever people build: `lede build`, `lede open`, `lede serve --watch`.
import pc from 'picocolors'
import type { OtherFormat } from '../build/file-outcomes.ts'
import type { BuildReport } from '../build/options.ts'
import { PACKED_FROM, usualEngine } from '../build/write-bundle.ts'
import type { EngineName, Manifest } from '../bundle/manifest.ts'
import { counted } from '../domain/counted.ts'
import { shellWord } from '../domain/shell-word.ts'
import type { PublishReport } from '../engine/opensearch/publish.ts'
import { sayProblems } from './terminal.ts'

export interface Reported {
  /** The index, as it is called. */
  readonly out: string
  /** The engine that was asked for. */
  readonly engine?: EngineName | undefined
  /** Folders and files, as they were typed. */
  readonly sources: readonly string[]
  readonly seconds: number
  /** The file that says it of each file, where one was asked for. */
  readonly told?: string | undefined
}

export function sayReport(
  report: BuildReport,
  { out, engine, sources, seconds, told }: Reported,
  say: (line: string) => void,
): void {
  sayProblems(report.problems)
  const { manifest, skippedFiles, otherFiles, reusedFiles } = report
  if (report.upToDate) {
    say(`${out} is up to date.`)
    if (report.cluster !== undefined) sayPublished(report.cluster, say)
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
  say(`Engine: ${manifest.engine}, ${engineReason(manifest, engine)}.`)
  if (manifest.meaning !== undefined) say(`Meaning: encoded by ${manifest.meaning.model.name}.`)
  if (report.cluster !== undefined) sayPublished(report.cluster, say)
  if (reusedFiles > 0) say(`${counted(reusedFiles, 'unchanged file')} taken from the last build.`)
  if (skippedFiles > 0) say(`${counted(skippedFiles, 'file')} skipped (see above).`)
  if (otherFiles > 0)
    say(`${counted(otherFiles, 'file')} of other formats not read${listed(report.otherFormats)}.`)
  if (skippedFiles + otherFiles > 0) {
    const folders = (sources.length === 0 ? ['corpus'] : sources).map(shellWord).join(' ')
    say(`Each file and why: ${told ?? `lede build ${folders} --out ${shellWord(out)} --report FILE.csv`}`)
  }
}

/** Endings that are named; the report has the others. */
const ENDINGS = 5

/** `: 3 .js (a.js, b.js, lib/c.js), 2 without an ending (Makefile, x)`. */
function listed(formats: readonly OtherFormat[]): string {
  if (formats.length === 0) return ''
  const named = formats.slice(0, ENDINGS).map(({ ending, files, some }) => {
    const more = files > some.length ? ', …' : ''
    return `${files.toLocaleString('en')} ${ending === '' ? 'without an ending' : ending} (${some.join(', ')}${more})`
  })
  const others = formats.length - named.length
  return `: ${named.join('; ')}${others > 0 ? `; and ${counted(others, 'other ending')}` : ''}`
}

function sayPublished({ index, sent, changed, dropped }: PublishReport, say: (line: string) => void): void {
  if (!changed) {
    say(`${index} is served in OpenSearch already.`)
    return
  }
  say(`${index} is served in OpenSearch now: ${sent.toLocaleString('en')} passages were sent.`)
  if (dropped.length > 0) say(`Older indices were removed: ${dropped.join(', ')}.`)
}

function engineReason({ engine, counts }: Manifest, asked: EngineName | undefined): string {
  if (asked !== undefined || engine !== usualEngine(counts.passages)) return 'as asked for'
  const limit = PACKED_FROM.toLocaleString('en')
  return engine === 'packed'
    ? `because there are ${limit} passages or more (--engine minisearch takes the other)`
    : `because there are fewer than ${limit} passages (--engine packed takes the other)`
}
