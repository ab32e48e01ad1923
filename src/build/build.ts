// Here are folders of documents, give me a bundle: the stages of the flow, one after the other. No stage holds the corpus: prepared
// files wait on disk until everything that rests on all of them is known.
import { rmSync } from 'node:fs'
import { publishBundle } from '../bundle/cluster-bundle.ts'
import { writeEncoderNote } from '../bundle/encoder-note.ts'
import type { EngineName, Manifest } from '../bundle/manifest.ts'
import { hasAllFiles, readManifestIfAny } from '../bundle/open-bundle.ts'
import { type BundleClaim, claimBundle, whyUnwritable } from '../bundle/publish.ts'
import { type Discovery, discoverFiles } from '../corpus/discover.ts'
import { recogniserIdentity } from '../corpus/ocr/recognise.ts'
import { Connection } from '../engine/opensearch/connection.ts'
import { type BuildConfig, findConfig, ocrSettings } from './config.ts'
import { FileHashes } from './file-hashes.ts'
import { otherFormats } from './file-outcomes.ts'
import { findCorrections } from './find-corrections.ts'
import { type FoundEncoder, findEncoder } from './find-encoder.ts'
import { settingsFingerprint } from './fingerprint.ts'
import { gatherCorpus, hashFiles } from './gather-corpus.ts'
import type { BuildOptions, BuildReport } from './options.ts'
import { readPacks } from './packs.ts'
import { keepUnfinished, PreparedSpool } from './prepared-cache.ts'
import { findSynonyms } from './synonyms.ts'
import { usualEngine, writeBundle } from './write-bundle.ts'

/**
 * Builds a bundle. What is wrong with single files is in the report, the rest is built.
 * @throws {CorpusError} where there is nothing to build from
 * @throws {ConfigError} where the corrections do not fit the corpus, or configuration, synonyms or packs cannot be used
 * @throws {BundleError} where the folder cannot be written or another build holds it
 * @throws {EncoderError} where passages cannot be encoded; those that were are kept, and the next build goes on
 * @throws {ClusterError} where the cluster does not take the bundle; it is then on disk, and the next build goes on
 */
export async function buildBundle(options: BuildOptions): Promise<BuildReport> {
  try {
    return await build(options)
  } catch (error) {
    throw whyUnwritable(error, options.out)
  }
}

async function build(given: BuildOptions): Promise<BuildReport> {
  const config = given.config ?? (await findConfig(given.sources))
  const engine = given.engine ?? (given.keepEngine === true ? await askedEngine(given.out) : undefined)
  const options = { ...given, config, ...(engine === undefined ? {} : { engine }) }
  const { sources, out } = options
  const encoder = await findEncoder(options)
  const discovery = await discoverFiles(sources, { ...config.corpus, packs: config.packs, index: out })
  const beside = await readBeside(sources, config)
  const claim = await claimBundle(out)
  try {
    const work: Work = { options, config, discovery, beside, encoder, claim, hashes: new FileHashes() }
    const report = (await reportIfFresh(work)) ?? (await buildFrom(work))
    return await inCluster(report, options)
  } finally {
    await claim.release()
  }
}

/** The engine of the bundle that is there, where it is not the usual one. */
async function askedEngine(out: string): Promise<EngineName | undefined> {
  const manifest = await readManifestIfAny(out)
  if (manifest === null || manifest.engine === 'opensearch') return undefined
  return manifest.engine === usualEngine(manifest.counts.passages) ? undefined : manifest.engine
}

/** What a build works with once its folder is held. */
interface Work {
  readonly options: BuildOptions
  readonly config: BuildConfig
  readonly discovery: Discovery
  readonly beside: Awaited<ReturnType<typeof readBeside>>
  readonly encoder: FoundEncoder | null
  readonly claim: BundleClaim
  readonly hashes: FileHashes
}

/** Corrections, synonyms and packs, and the fingerprint of all that a bundle rests on besides its documents. */
async function readBeside(sources: readonly string[], config: BuildConfig) {
  const corrections = await findCorrections(sources, config)
  const synonyms = await findSynonyms(sources, config)
  const { packs, titles, problems, texts } = await readPacks(config.packs)
  const settings = settingsFingerprint(config, [corrections.text, synonyms.text, ...texts])
  return { corrections: corrections.value, synonyms: synonyms.rules, packs, titles, problems, settings }
}

/** The report of a build that has nothing to do; null where that was not asked, or there is something. */
async function reportIfFresh({
  options,
  config,
  discovery,
  beside,
  encoder,
  claim,
  hashes,
}: Work): Promise<BuildReport | null> {
  if (options.ifStale !== true || options.outcomes !== undefined) return null
  const manifest = await readManifestIfAny(options.out)
  const isFresh =
    manifest?.settings === beside.settings &&
    manifest.engine === (options.engine ?? manifest.engine) &&
    manifest.meaning?.model.name === encoder?.model.name &&
    manifest.meaning?.model.sha256 === encoder?.model.sha256 &&
    (manifest.ocr === undefined || manifest.ocr === recogniserIdentity(ocrSettings(config))) &&
    (await hasAllFiles(options.out, manifest)) &&
    manifest.corpus === (await hashFiles(discovery.files, hashes))
  if (!isFresh) return null
  writeEncoderNote(claim.cachePath('encoder'), encoder?.place ?? null)
  for (const suffix of ['new', 'left'] as const) rmSync(claim.cachePath(suffix), { force: true })
  return {
    published: false,
    upToDate: true,
    manifest,
    problems: [],
    otherFiles: 0,
    otherFormats: [],
    skippedFiles: 0,
    reusedFiles: 0,
  }
}

async function buildFrom({
  options,
  config,
  discovery,
  beside,
  encoder: found,
  claim,
  hashes,
}: Work): Promise<BuildReport> {
  const keeps = options.noCache !== true
  // Opened before the corpus is read: what cannot be used is said at once.
  const encoder = (await found?.open()) ?? null
  const named = found === null || encoder === null ? null : { encoder, place: found.place }
  if (keeps) keepUnfinished(claim.cachePath('new'), claim.cachePath('left'))
  const spool = new PreparedSpool(claim.cachePath('new'))
  try {
    const pages = keeps ? { cache: claim.cachePath('ocr') } : {}
    const preparing = { config, names: beside.corrections.add, packs: beside.packs, pages }
    const gathered = await gatherCorpus(discovery, preparing, spool, claim, hashes, options)
    const problems = [...beside.problems, ...gathered.problems]
    const failed = problems.some(({ severity }) => severity === 'error')
    const published = !(options.strict === true && failed)
    const manifest: Manifest | null = published
      ? await writeBundle(gathered, spool, claim, beside, named, options)
      : null
    if (keeps) spool.keep(claim.cachePath('cache'))
    rmSync(claim.cachePath('left'), { force: true })
    const { skippedFiles, reusedFiles } = gathered
    const { otherFiles, leftOut } = discovery
    return {
      published,
      upToDate: false,
      manifest,
      problems,
      otherFiles,
      otherFormats: otherFormats(leftOut),
      skippedFiles,
      reusedFiles,
    }
  } finally {
    spool.discard()
    await encoder?.close()
  }
}

/** The report once the bundle is in its cluster too, where it has one. Until then the folder is held: what is sent is read from it. */
async function inCluster(report: BuildReport, options: BuildOptions): Promise<BuildReport> {
  if (options.cluster === undefined || report.manifest === null) return report
  const { settings, ...placing } = options.cluster
  const { out, onProgress } = options
  const progress =
    onProgress === undefined
      ? {}
      : { onProgress: (done: number, total: number) => onProgress('sending', done, total) }
  const connection = new Connection(settings)
  try {
    const cluster = await publishBundle(out, connection, { ...placing, ...progress })
    return { ...report, published: report.published || cluster.changed, cluster }
  } finally {
    await connection.close()
  }
}
