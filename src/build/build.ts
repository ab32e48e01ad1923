// Here are folders of documents, give me a bundle: the stages of the flow, one after the other.
import { createHash, hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ANALYZER_SETTINGS } from '../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { jsonLines } from '../bundle/json-lines.ts'
import { BUNDLE_VERSION, FILES, type Manifest } from '../bundle/manifest.ts'
import { readManifest } from '../bundle/open-bundle.ts'
import { type BundleContent, claimBundle } from '../bundle/publish.ts'
import { Records } from '../bundle/records.ts'
import { type Discovery, discoverFiles, type SourceFile } from '../corpus/discover.ts'
import type { DocumentRecord, Passage, Problem } from '../domain/document.ts'
import { BundleError, ConfigError, CorpusError } from '../domain/errors.ts'
import { buildMiniSearch } from '../engine/minisearch/write.ts'
import { type Corrections, NO_CORRECTIONS, parseCorrections } from '../entities/corrections.ts'
import { EntityIndex } from '../entities/entity-index.ts'
import { markFooters } from '../passages/footers.ts'
import { countWords } from '../passages/sentences.ts'
import type { UntaggedPassage } from '../passages/split-passages.ts'
import { type BuildConfig, DEFAULT_CONFIG } from './config.ts'
import { hashOf, type PreparedDocument, type PrepareSettings } from './prepare-document.ts'
import { defaultWorkers, prepareFiles } from './prepare-files.ts'

export type BuildStage = 'reading' | 'indexing'

export interface BuildOptions {
  /** Folders or files. */
  readonly sources: readonly string[]
  /** The bundle's folder; it is replaced at the end, whole. */
  readonly out: string
  readonly config?: BuildConfig
  /** Leave a bundle alone that was made from the same files and settings. */
  readonly ifStale?: boolean
  /** Publish nothing where a problem of severity `error` was found. */
  readonly strict?: boolean
  /** Threads that read and tag; 0 for none but the caller's. Default: as many as processors, for 200 files or more. */
  readonly workers?: number
  readonly onProgress?: (stage: BuildStage, done: number, total: number) => void
}

export interface BuildReport {
  /** False where the bundle was up to date, or `strict` kept it back. */
  readonly published: boolean
  readonly upToDate: boolean
  readonly manifest: Manifest | null
  readonly problems: readonly Problem[]
  /** Files of other formats that were left alone. */
  readonly otherFiles: number
  readonly skippedFiles: number
}

/**
 * Builds a bundle. What is wrong with single files is in the report, the rest is built.
 * @throws {CorpusError} where there is nothing to build from, or two files have one id
 * @throws {ConfigError} where the corrections do not fit the corpus
 * @throws {BundleError} where the folder cannot be written or another build holds it
 */
export async function buildBundle(options: BuildOptions): Promise<BuildReport> {
  const config = options.config ?? DEFAULT_CONFIG
  const discovery = await discoverFiles(options.sources, config.corpus)
  const corrections = await findCorrections(options.sources, config)
  const settings = hash('sha256', JSON.stringify([{ ...config, entities: {} }, corrections.text]))
  const claim = await claimBundle(options.out)
  try {
    if (options.ifStale === true) {
      const manifest = await readManifest(options.out).catch(ifBundleError)
      const fresh = manifest?.settings === settings && manifest.corpus === (await hashFiles(discovery.files))
      if (fresh)
        return { published: false, upToDate: true, manifest, problems: [], otherFiles: 0, skippedFiles: 0 }
    }
    const corpus = await readCorpus(discovery, { config, names: corrections.value.add }, options)
    const content = assemble(corpus, corrections.value, settings, options)
    const failed = corpus.problems.some(problem => problem.severity === 'error')
    const published = !(options.strict === true && failed)
    const manifest = published ? await claim.publish(content) : null
    const { problems, skippedFiles } = corpus
    return { published, upToDate: false, manifest, problems, otherFiles: discovery.otherFiles, skippedFiles }
  } finally {
    await claim.release()
  }
}

interface ReadCorpus {
  readonly documents: readonly PreparedDocument[]
  /** Of each document; footers found across documents are boilerplate. */
  readonly passages: readonly (readonly UntaggedPassage[])[]
  readonly problems: readonly Problem[]
  readonly skippedFiles: number
  readonly hash: string
}

async function readCorpus(
  { files, problems: found }: Discovery,
  settings: PrepareSettings,
  options: BuildOptions,
): Promise<ReadCorpus> {
  const prepared = await prepareFiles(
    files,
    settings,
    options.workers ?? defaultWorkers(files.length),
    done => options.onProgress?.('reading', done, files.length),
  )
  const problems = [...found, ...prepared.flatMap(file => file.problems)]
  const documents = prepared.flatMap(({ document }) => document ?? [])
  if (documents.length === 0) {
    const reasons = problems.slice(0, 5).map(({ path, message }) => `\n  ${path}: ${message}`)
    throw new CorpusError(`None of the ${files.length} files could be read:${reasons.join('')}`)
  }
  const sum = createHash('sha256')
  for (const [at, file] of files.entries()) addToHash(sum, file, prepared[at]?.hash ?? '')
  return {
    documents,
    passages: markFooters(documents.map(({ passages }) => passages)),
    problems,
    skippedFiles: files.length - documents.length,
    hash: sum.digest('hex'),
  }
}

function assemble(
  corpus: ReadCorpus,
  corrections: Corrections,
  settings: string,
  options: BuildOptions,
): BundleContent {
  const index = new EntityIndex()
  const documents: DocumentRecord[] = []
  const usual = usualLanguage(corpus.documents)
  for (const [number, { id, path, metadata, mentions }] of corpus.documents.entries()) {
    const passages = corpus.passages[number] ?? []
    for (const [at, { kind }] of passages.entries())
      index.addPassage(id, mentions[at] ?? [], kind !== 'boilerplate')
    const words = passages.reduce((sum, { text }) => sum + countWords(text), 0)
    const language = metadata.language ?? usual
    documents.push({ id, path, ...metadata, language, passages: passages.length, words })
  }
  const { entities, mentions } = index.finish(corrections)
  const passages = corpus.passages.flat().map((passage, at) => withMentions(passage, mentions[at] ?? []))
  const list = { length: passages.length, at: (at: number) => passages[at] as Passage }
  const records = new Records(documents, list, entities)
  const { json, vocabulary } = buildMiniSearch(records, done =>
    options.onProgress?.('indexing', done, passages.length),
  )
  return {
    files: {
      [FILES.documents]: jsonLines(documents),
      [FILES.passages]: jsonLines(passages),
      [FILES.entities]: jsonLines(entities),
      [FILES.vocabulary]: jsonLines(vocabulary),
      [FILES.index]: [json, '\n'],
    },
    manifest: {
      format: 'lede-bundle',
      version: BUNDLE_VERSION,
      engine: 'minisearch',
      analyzer: ANALYZER_SETTINGS,
      counts: {
        documents: documents.length,
        passages: passages.length,
        boilerplate: passages.filter(passage => passage.kind === 'boilerplate').length,
        entities: entities.length,
        mentions: mentions.reduce((sum, list) => sum + list.length, 0),
      },
      corpus: corpus.hash,
      settings,
    },
  }
}

/** The language of most documents: that of those which are too short to tell. English where none is known. */
function usualLanguage(documents: readonly PreparedDocument[]): string {
  const counts = new Map<string, number>()
  for (const { metadata } of documents)
    if (metadata.language !== null) counts.set(metadata.language, (counts.get(metadata.language) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return most?.[0] ?? DEFAULT_LANGUAGE
}

/** Keys in the order of the record, so that bundles are the same byte for byte. */
function withMentions(passage: UntaggedPassage, mentions: Passage['mentions']): Passage {
  const { id, document, ordinal, kind, headings, text, source, repaired, boilerplate } = passage
  return {
    id,
    document,
    ordinal,
    kind,
    headings,
    text,
    source,
    mentions,
    ...(repaired === undefined ? {} : { repaired }),
    ...(boilerplate === undefined ? {} : { boilerplate }),
  }
}

/** The corrections file: the configured one, else `entities.yaml` in a source folder or beside it. */
async function findCorrections(
  sources: readonly string[],
  config: BuildConfig,
): Promise<{ value: Corrections; text: string }> {
  const { corrections: configured } = config.entities
  const places =
    configured === undefined ? (await Promise.all(sources.map(correctionPlaces))).flat() : [configured]
  const found = [...new Set(places)].filter(path => existsSync(path))
  if (configured !== undefined && found.length === 0) {
    throw new ConfigError(`The corrections file ${configured} does not exist. Mend entities.corrections.`)
  }
  if (found.length > 1) {
    throw new ConfigError(
      `There are several corrections files: ${found.join(', ')}. Keep one, or set entities.corrections.`,
    )
  }
  const [path] = found
  if (path === undefined) return { value: NO_CORRECTIONS, text: '' }
  const text = await readFile(path, 'utf8')
  return { value: parseCorrections(text, path), text }
}

async function correctionPlaces(source: string): Promise<string[]> {
  const isFolder = (await stat(source)).isDirectory()
  const beside = join(dirname(resolve(source)), 'entities.yaml')
  return isFolder ? [join(resolve(source), 'entities.yaml'), beside] : [beside]
}

async function hashFiles(files: readonly SourceFile[]): Promise<string> {
  const sum = createHash('sha256')
  for (const file of files) addToHash(sum, file, hashOf(await readFile(file.absolutePath).catch(() => null)))
  return sum.digest('hex')
}

function addToHash(sum: ReturnType<typeof createHash>, file: SourceFile, fileHash: string): void {
  sum.update(`${file.path}\0${fileHash}\n`)
}

/** A bundle that cannot be read is stale. */
function ifBundleError(error: unknown): null {
  if (error instanceof BundleError) return null
  throw error
}
