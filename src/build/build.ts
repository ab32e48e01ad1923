// Here are folders of documents, give me a bundle: the stages of the flow, one after the other. No stage holds the corpus: prepared
// files wait on disk until everything that rests on all of them is known.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { ANALYZER_SETTINGS } from '../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { publishBundle } from '../bundle/cluster-bundle.ts'
import { readEncoderNote, writeEncoderNote } from '../bundle/encoder-note.ts'
import {
  BUNDLE_VERSION,
  type EngineName,
  type Manifest,
  VECTORS_FILE,
  VECTORS_NOTE,
} from '../bundle/manifest.ts'
import { hasAllFiles, readManifest } from '../bundle/open-bundle.ts'
import { type BundleClaim, claimBundle, whyUnwritable } from '../bundle/publish.ts'
import { RecordWriter } from '../bundle/record-writer.ts'
import { searchedNames } from '../bundle/records.ts'
import { CopyFinder } from '../copies/copy-finder.ts'
import { type Discovery, discoverFiles, type SourceFile } from '../corpus/discover.ts'
import { DocumentIds } from '../corpus/document-ids.ts'
import { formatOf } from '../corpus/formats.ts'
import { recogniserIdentity } from '../corpus/ocr/recognise.ts'
import { countWords } from '../domain/count-words.ts'
import type { DocumentMetadata, DocumentRecord, Passage, Problem } from '../domain/document.ts'
import { BundleError, CorpusError, EncoderError } from '../domain/errors.ts'
import type { SynonymRule } from '../domain/synonyms.ts'
import type { TypeTitles } from '../domain/type-titles.ts'
import { entitiesOf, mentionedIn } from '../engine/field-texts.ts'
import { MiniSearchWriter } from '../engine/minisearch/write.ts'
import { type ClusterSettings, Connection } from '../engine/opensearch/connection.ts'
import type { PublishOptions, PublishReport } from '../engine/opensearch/publish.ts'
import { OpenSearchWriter } from '../engine/opensearch/write.ts'
import { type PackedOptions, PackedWriter } from '../engine/packed/write.ts'
import { type Corrections, NO_CORRECTIONS, parseCorrections } from '../entities/corrections.ts'
import { createGazetteer } from '../entities/gazetteer/gazetteer.ts'
import { CorpusLexicon } from '../entities/lexicon/lexicon.ts'
import type { GatheredDocument } from '../entities/things/correct.ts'
import { EntityIndex } from '../entities/things/entity-index.ts'
import { type Encoder, type EncoderModel, encoderKey, isAddress, isElsewhere } from '../meaning/encoder.ts'
import { modelAt, openEncoder } from '../meaning/open-encoder.ts'
import { VectorWriter } from '../meaning/vectors.ts'
import { RepeatedLines, type RepeatingDocument } from '../passages/repeated-lines.ts'
import type { UntaggedPassage } from '../passages/split-passages.ts'
import { findBeside } from './beside.ts'
import { type BuildConfig, findConfig, ocrSettings } from './config.ts'
import { type EncodedPassages, encodePassages } from './encode-passages.ts'
import { FileHashes } from './file-hashes.ts'
import { FileOutcomes, type OutcomeSink, tellLeftOut } from './file-outcomes.ts'
import { settingsFingerprint } from './fingerprint.ts'
import { type BuildIndex, IndexThread, indexHere } from './index-thread.ts'
import { MailThreads } from './mail-threads.ts'
import { readPacks } from './packs.ts'
import {
  createPrepare,
  mentionsOf,
  type PreparedDocument,
  type PreparedFile,
  type PrepareSettings,
  UNREADABLE,
} from './prepare-document.ts'
import { defaultWorkers, prepareFiles } from './prepare-files.ts'
import { createKeys, type KeyOf, keepUnfinished, PreparedCache, PreparedSpool } from './prepared-cache.ts'
import { findSynonyms } from './synonyms.ts'

export type BuildStage = 'reading' | 'encoding' | 'indexing' | 'sending'

/** Where a bundle of the opensearch engine is put once it is built. */
export interface ClusterTarget extends Omit<PublishOptions, 'onProgress'> {
  readonly settings: ClusterSettings
}

/** How passages are placed in a cluster unless said otherwise: in one shard, with a copy where there is a node for it. */
export const DEFAULT_PLACING: Omit<ClusterTarget, 'settings'> = { shards: null, replicas: null, keep: 1 }

export interface BuildOptions {
  /** Folders or files. */
  readonly sources: readonly string[]
  /** The bundle's folder; it is replaced at the end, whole. */
  readonly out: string
  /** Default: `lede.yaml` in a source folder or beside it, else the defaults. */
  readonly config?: BuildConfig
  /** Default: by the number of passages, see `PACKED_FROM`. */
  readonly engine?: EngineName
  /** Folder of a model, or the address of a service that runs one. Default: as the configuration says, else passages have no vectors. */
  readonly encoder?: string
  /** Where no encoder is named, the one of the bundle that is there encodes: vectors are not lost by building again. */
  readonly keepEncoder?: boolean
  /** For the opensearch engine, and only for it. */
  readonly cluster?: ClusterTarget
  /** Leave a bundle alone that was made from the same files and settings. */
  readonly ifStale?: boolean
  /** Publish nothing where a problem of severity `error` was found. */
  readonly strict?: boolean
  /** Threads that read and tag; 0 for none but the caller's, also for the index. Default: as many as processors, for 200 files or more. */
  readonly workers?: number
  /** Prepare every file anew, and keep nothing for the next build. */
  readonly noCache?: boolean
  /** Memory for what the packed engine gathers before it writes it to disk, in bytes. */
  readonly memoryBytes?: number
  readonly onProgress?: (stage: BuildStage, done: number, total: number) => void
  /** Is told of each page whose text was recognised, of a file of so many. */
  readonly onPages?: (path: string, done: number, total: number) => void
  /** Is told what became of each file; then all of them are gone through, also where the bundle is up to date. */
  readonly outcomes?: OutcomeSink & { finish(): void }
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
  /** Files that had not changed since the last build and were taken as they were. */
  readonly reusedFiles: number
  /** What was put into a cluster. */
  readonly cluster?: PublishReport
}

/** From this number of passages on a bundle is built for the packed engine: MiniSearch takes half a second to load as many. */
export const PACKED_FROM = 10_000

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

/** A model that was found, and not opened yet. */
interface FoundEncoder {
  readonly place: string
  readonly model: Pick<EncoderModel, 'name' | 'sha256'>
  open(): Promise<Encoder>
}

/** The encoder that is named, or else kept; null for none. @throws {EncoderError} where there is none at its place */
async function findEncoder(options: BuildOptions): Promise<FoundEncoder | null> {
  const named = options.encoder ?? options.config?.meaning.encoder
  const given = named ?? (options.keepEncoder === true ? await keptEncoder(options.out) : null)
  if (given === null) return null
  const place = isAddress(given) ? given : resolve(given)
  // An address that nobody named gets no key.
  const access = named === undefined ? {} : { key: encoderKey() }
  const threads = options.workers === 0 ? 1 : encoderThreads()
  return {
    place,
    model: await modelAt(place, access),
    open: () => openEncoder(place, { ...access, threads }),
  }
}

/**
 * Where the model of the bundle is that is there; null where it has none.
 * @throws {EncoderError} where that is not known, or texts would leave the machine unasked
 */
export async function keptEncoder(out: string): Promise<string | null> {
  const manifest = await readManifest(out).catch(ifBundleError)
  if (manifest !== null && manifest.meaning === undefined) return null
  const place = readEncoderNote(out)
  if (place === null) {
    // An index that cannot be read, of an older version for one, may have had none.
    if (manifest === null) return null
    throw new EncoderError(
      'missing',
      `The index was built with the encoder ${manifest.meaning?.model.name}, and nothing beside it says where that is. Name it: --encoder FOLDER|URL.`,
    )
  }
  if (isElsewhere(place))
    throw new EncoderError(
      'refused',
      `The index was built with an encoder at ${place}. Texts are sent to another machine only where you name it: --encoder ${place}.`,
    )
  return place
}

/** What encodes, and where it was found. */
interface NamedEncoder {
  readonly encoder: Encoder
  readonly place: string
}

/** Copies of a model, each in its thread. */
const MOST_ENCODER_THREADS = 8

function encoderThreads(): number {
  return Math.min(MOST_ENCODER_THREADS, availableParallelism())
}

async function build(given: BuildOptions): Promise<BuildReport> {
  const config = given.config ?? (await findConfig(given.sources))
  const options = { ...given, config }
  const found = await findEncoder(options)
  const discovery = await discoverFiles(options.sources, {
    ...config.corpus,
    packs: config.packs,
    index: options.out,
  })
  const corrections = await findCorrections(options.sources, config)
  const synonyms = await findSynonyms(options.sources, config)
  const packs = await readPacks(config.packs)
  const settings = settingsFingerprint(config, [corrections.text, synonyms.text, ...packs.texts])
  const claim = await claimBundle(options.out)
  try {
    const { otherFiles } = discovery
    const hashes = new FileHashes()
    if (options.ifStale === true && options.outcomes === undefined) {
      const manifest = await readManifest(options.out).catch(ifBundleError)
      const isFresh =
        manifest?.settings === settings &&
        manifest.engine === (options.engine ?? manifest.engine) &&
        manifest.meaning?.model.name === found?.model.name &&
        manifest.meaning?.model.sha256 === found?.model.sha256 &&
        (manifest.ocr === undefined || manifest.ocr === recogniserIdentity(ocrSettings(config))) &&
        (await hasAllFiles(options.out, manifest)) &&
        manifest.corpus === (await hashFiles(discovery.files, hashes))
      if (isFresh) {
        writeEncoderNote(claim.cachePath('encoder'), found?.place ?? null)
        for (const suffix of ['new', 'left'] as const) rmSync(claim.cachePath(suffix), { force: true })
        const nothing = { problems: [], otherFiles: 0, skippedFiles: 0, reusedFiles: 0 }
        return await inCluster({ published: false, upToDate: true, manifest, ...nothing }, options)
      }
    }
    // Opened before the corpus is read: what cannot be used is said at once.
    const encoder = (await found?.open()) ?? null
    const named = found === null || encoder === null ? null : { encoder, place: found.place }
    if (options.noCache !== true) keepUnfinished(claim.cachePath('new'), claim.cachePath('left'))
    const spool = new PreparedSpool(claim.cachePath('new'))
    let report: BuildReport
    try {
      const gathered = await gatherCorpus(
        discovery,
        {
          config,
          names: corrections.value.add,
          packs: packs.packs,
          pages: options.noCache === true ? {} : { cache: claim.cachePath('ocr') },
        },
        spool,
        claim,
        hashes,
        options,
      )
      const { skippedFiles, reusedFiles } = gathered
      const problems = [...packs.problems, ...gathered.problems]
      const failed = problems.some(({ severity }) => severity === 'error')
      const published = !(options.strict === true && failed)
      const manifest = published
        ? await writeBundle(
            gathered,
            spool,
            claim,
            { corrections: corrections.value, synonyms: synonyms.rules, titles: packs.titles },
            settings,
            named,
            options,
          )
        : null
      if (options.noCache !== true) spool.keep(claim.cachePath('cache'))
      rmSync(claim.cachePath('left'), { force: true })
      report = { published, upToDate: false, manifest, problems, otherFiles, skippedFiles, reusedFiles }
    } finally {
      spool.discard()
      await encoder?.close()
    }
    return await inCluster(report, options)
  } finally {
    await claim.release()
  }
}

/** What is known of the corpus once every file was prepared; the files themselves wait in the spool. */
interface GatheredCorpus {
  readonly documents: number
  readonly passages: number
  readonly repeated: RepeatedLines
  readonly lexicon: CorpusLexicon
  readonly threads: MailThreads
  /** Of most documents: that of those which are too short to tell. */
  readonly usualLanguage: string
  readonly problems: readonly Problem[]
  /** Ids of documents that cannot have their own, by the number of the document. */
  readonly renamed: ReadonlyMap<number, string>
  readonly skippedFiles: number
  readonly reusedFiles: number
  readonly hash: string
  /** What recognises text, where any file rests on it. */
  readonly ocr: string | null
}

async function gatherCorpus(
  discovery: Discovery,
  settings: PrepareSettings,
  spool: PreparedSpool,
  claim: BundleClaim,
  hashes: FileHashes,
  options: BuildOptions,
): Promise<GatheredCorpus> {
  const { files, problems: found } = discovery
  const { outcomes } = options
  const told = outcomes && new FileOutcomes(outcomes, found)
  if (outcomes !== undefined) tellLeftOut(discovery, outcomes)
  const keyOf = createKeys(settings)
  const caches = (options.noCache === true ? [] : (['left', 'cache'] as const)).flatMap(
    suffix => PreparedCache.open(claim.cachePath(suffix)) ?? [],
  )
  const repeated = new RepeatedLines(settings.config.rules.off)
  const lexicon = new CorpusLexicon(createGazetteer(settings.names, settings.packs))
  const threads = new MailThreads()
  const languages = new Map<string, number>()
  const problems: Problem[] = [...found]
  const sum = createHash('sha256')
  const ids = new DocumentIds(files)
  let documents = 0
  let passages = 0
  let reusedFiles = 0
  let skippedFiles = 0
  let restsOnRecognition = false
  let done = 0
  try {
    for await (const { file, made, isReused } of takeOrPrepare(
      files,
      settings,
      caches.length === 0 ? null : { caches, keyOf, hashes },
      options,
    )) {
      if (isReused) reusedFiles++
      if (made.restsOnRecognition === true) restsOnRecognition = true
      told?.add(file, made, isReused)
      if (canBeKept(made)) spool.add(keyOf(file, made.hash), made)
      addToHash(sum, file, made.hash)
      problems.push(...made.problems)
      options.onProgress?.('reading', ++done, files.length)
      if (made.documents.length === 0) skippedFiles++
      for (const document of made.documents) {
        const { id, passages: own, evidence, languages: told } = document
        ids.add(id, file, formatOf(file.path)?.startsWith('json') === true ? own[0]?.source.line : undefined)
        documents++
        passages += own.length
        repeated.add(withSource(document))
        lexicon.add(evidence)
        threads.add(document.metadata)
        if (told.main !== null) languages.set(told.main, (languages.get(told.main) ?? 0) + 1)
      }
    }
  } finally {
    for (const cache of caches) cache.close()
  }
  told?.finish()
  outcomes?.finish()
  if (documents === 0) {
    const reasons = problems.slice(0, 5).map(({ path, message }) => `\n  ${path}: ${message}`)
    throw new CorpusError(`None of the ${files.length} files could be read:${reasons.join('')}`)
  }
  const { renamed, problems: sameIds } = ids.settle()
  threads.settle()
  const [usual] = [...languages].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return {
    documents,
    passages,
    repeated,
    lexicon,
    threads,
    usualLanguage: usual?.[0] ?? DEFAULT_LANGUAGE,
    problems: [...problems, ...sameIds],
    renamed,
    skippedFiles,
    reusedFiles,
    hash: sum.digest('hex'),
    ocr: restsOnRecognition ? recogniserIdentity(ocrSettings(settings.config)) : null,
  }
}

/** Whether the next build would make the same of the file: not where a limit of time or memory ended it, a reader crashed, or a package was missing. */
function canBeKept({ hash, problems }: PreparedFile): boolean {
  return hash !== UNREADABLE && !problems.some(({ rule }) => PASSING.has(rule))
}

const PASSING = new Set(['too-slow', 'too-much-memory', 'reader-crashed', 'missing-package'])

/** What was prepared before, and how it is found. */
interface Before {
  /** Of the last build, and before it of one that died since. */
  readonly caches: readonly PreparedCache[]
  readonly keyOf: KeyOf
  readonly hashes: FileHashes
}

/** All files in order: from the cache where they have not changed, else prepared. */
async function* takeOrPrepare(
  files: readonly SourceFile[],
  settings: PrepareSettings,
  before: Before | null,
  options: BuildOptions,
): AsyncGenerator<{ readonly file: SourceFile; readonly made: PreparedFile; readonly isReused: boolean }> {
  const known = before === null ? [] : await findKnown(files, before)
  const missing = files.filter((_, at) => (known[at] ?? null) === null)
  const workers = options.workers ?? defaultWorkers(missing.length)
  // Threads read files side by side, each with one process for pages; where there are none, pages of a file are read side by side.
  const processes =
    workers > 0 || options.workers === 0 ? 1 : Math.min(MOST_PROCESSES, availableParallelism())
  const withProcesses = { ...settings, pages: { ...settings.pages, processes } }
  const prepared = prepareFiles(missing, withProcesses, workers, ({ path, done, total }) =>
    options.onPages?.(path, done, total),
  )
  try {
    for (const [at, file] of files.entries()) {
      const key = known[at] ?? null
      const reused = key === null || before === null ? null : given(before.caches, key)
      // What the cache has and cannot give is prepared here, out of turn.
      const made =
        reused ?? (key === null ? (await prepared.next()).value : await createPrepare(settings)(file))
      if (made === undefined) throw new Error(`${file.path} was not prepared`)
      yield { file, made, isReused: reused !== null }
    }
  } finally {
    await prepared.return(undefined) // ends its threads
  }
}

/** From the first cache that has it and can give it. */
function given(caches: readonly PreparedCache[], key: string): PreparedFile | null {
  for (const cache of caches) {
    const file = cache.get(key)
    if (file !== null) return file
  }
  return null
}

/** Processes that recognise text. */
const MOST_PROCESSES = 8

/** For each file the key under which the cache has it, or null. */
async function findKnown(
  files: readonly SourceFile[],
  { caches, keyOf, hashes }: Before,
): Promise<(string | null)[]> {
  const known: (string | null)[] = []
  for (const file of files) {
    const key = keyOf(file, await hashes.of(file))
    known.push(caches.some(cache => cache.has(key)) ? key : null)
  }
  return known
}

/** What stands beside the documents. */
interface Given {
  readonly corrections: Corrections
  readonly synonyms: readonly SynonymRule[]
  readonly titles: TypeTitles
}

/** Reads the spool once more, and writes records and index of every passage. */
async function writeBundle(
  corpus: GatheredCorpus,
  spool: PreparedSpool,
  claim: BundleClaim,
  { corrections, synonyms, titles }: Given,
  settings: string,
  named: NamedEncoder | null,
  options: BuildOptions,
): Promise<Manifest> {
  const engine = options.engine ?? (corpus.passages < PACKED_FROM ? 'minisearch' : 'packed')
  const encoded = named && (await encodeCorpus(corpus, spool, claim, named, options))
  const entityIndex = new EntityIndex()
  for (const { documents } of spool.files())
    for (const document of documents) entityIndex.gather(mentionsOf(document, corpus.lexicon))
  const resolved = entityIndex.resolve(corrections, () => gatheredDocuments(corpus, spool))
  const draft = await claim.draft()
  const index = createIndex(engine, corpus.passages, draft.folder, options)
  const copies = new CopyFinder(draft.folder)
  try {
    const records = new RecordWriter(draft, engine)
    const counts = { boilerplate: 0, mentions: 0 }
    let done = 0
    for (const prepared of documentsOf(spool, corpus.renamed)) {
      const { id, path, languages } = prepared
      const metadata = inThread(prepared.metadata, corpus.threads)
      const mentions = mentionsOf(prepared, corpus.lexicon)
      const documentLanguage = languages.main ?? corpus.usualLanguage
      const passages = corpus.repeated.mark(withSource(prepared))
      const document: DocumentRecord = {
        id,
        path,
        ...metadata,
        language: metadata.language ?? documentLanguage,
        languages: [...new Set([documentLanguage, ...languages.others.filter(other => other !== null)])],
        passages: passages.length,
        words: passages.reduce((words, { text }) => words + countWords(text), 0),
      }
      records.addDocument(document)
      // A record may go to a thread: without what the index does not need.
      const { date, authors, source, meta } = document
      const indexed = { id, path, date, authors, source, meta }
      if (passages.length === 0) await index.add({ document: indexed })
      for (const [at, untagged] of passages.entries()) {
        const other = languages.others[at] ?? null
        const passage = withMentions(untagged, resolved.mentionsIn(id, mentions[at] ?? []), other)
        if (passage.kind === 'boilerplate') counts.boilerplate++
        else resolved.count(id, passage.mentions)
        counts.mentions += passage.mentions.length
        records.addPassage(passage)
        if (encoded !== null) encoded.vectors.add(encoded.passages.of(prepared, untagged))
        if (passage.kind !== 'boilerplate') copies.add(done, passage.text)
        done++
        const texts = {
          text: [passage.text],
          title: [document.title],
          headings: passage.headings,
          entities: searchedNames(passage, entity => resolved.nameOf(entity)),
        }
        const { kind, mentions: tagged } = passage
        const language = other ?? documentLanguage
        const [entities, mentioned] = [entitiesOf(tagged), mentionedIn(tagged)]
        await index.add({ document: indexed, kind, entities, mentioned, language, documentLanguage, texts })
        options.onProgress?.('indexing', done, corpus.passages)
      }
    }
    const entities = resolved.records()
    records.finish(entities, synonyms, copies.groups())
    copies.close()
    await index.writeTo(draft)
    await index.close()
    if (encoded !== null) {
      const file = draft.create(VECTORS_FILE)
      for (const chunk of encoded.vectors.finish()) file.write(chunk)
    }
    const meaning: Manifest['meaning'] =
      named === null ? undefined : { model: named.encoder.model, note: VECTORS_NOTE }
    // Before the bundle: who opens it reads the note.
    writeEncoderNote(claim.cachePath('encoder'), named?.place ?? null)
    const manifest = await draft.publish({
      format: 'lede-bundle',
      version: BUNDLE_VERSION,
      engine,
      analyzer: ANALYZER_SETTINGS,
      counts: {
        documents: corpus.documents,
        passages: corpus.passages,
        boilerplate: counts.boilerplate,
        entities: entities.length,
        mentions: counts.mentions,
      },
      corpus: corpus.hash,
      settings,
      ...(Object.keys(titles).length === 0 ? {} : { titles }),
      ...(meaning === undefined ? {} : { meaning }),
      ...(corpus.ocr === null ? {} : { ocr: corpus.ocr }),
    })
    encoded?.passages.keep()
    return manifest
  } catch (error) {
    copies.close()
    await index.close()
    await draft.discard()
    throw error
  } finally {
    encoded?.passages.close()
  }
}

/** Vectors of all passages, and what takes those of the bundle. */
async function encodeCorpus(
  { renamed }: GatheredCorpus,
  spool: PreparedSpool,
  claim: BundleClaim,
  { encoder }: NamedEncoder,
  { noCache, onProgress }: BuildOptions,
): Promise<{ readonly passages: EncodedPassages; readonly vectors: VectorWriter }> {
  const passages = await encodePassages(
    () => documentsOf(spool, renamed),
    encoder,
    claim.cachePath(noCache === true ? 'vectors.new' : 'vectors'),
    noCache !== true,
    (done, total) => onProgress?.('encoding', done, total),
  )
  return { passages, vectors: new VectorWriter(encoder.model.dimensions) }
}

function createIndex(
  engine: EngineName,
  passages: number,
  scratch: string,
  { memoryBytes, workers }: BuildOptions,
): BuildIndex {
  switch (engine) {
    case 'minisearch':
      return indexHere(new MiniSearchWriter())
    case 'packed': {
      const packed: PackedOptions = { scratch, ...(memoryBytes === undefined ? {} : { memoryBytes }) }
      return passages < PACKED_FROM || workers === 0
        ? indexHere(new PackedWriter(packed))
        : new IndexThread(packed)
    }
    case 'opensearch':
      return indexHere(new OpenSearchWriter())
  }
}

/** All documents in order, each with the id that it has in the bundle. */
function* documentsOf(
  spool: PreparedSpool,
  renamed: ReadonlyMap<number, string>,
): Generator<PreparedDocument> {
  let number = 0
  for (const { documents } of spool.files())
    for (const document of documents) {
      const id = renamed.get(number++) ?? document.id
      yield id === document.id ? document : withId(document, id)
    }
}

function* gatheredDocuments(
  { renamed, lexicon }: GatheredCorpus,
  spool: PreparedSpool,
): Generator<GatheredDocument> {
  for (const document of documentsOf(spool, renamed))
    yield { document: document.id, mentions: mentionsOf(document, lexicon) }
}

function withId(document: PreparedDocument, id: string): PreparedDocument {
  const passages = document.passages.map(passage => ({
    ...passage,
    id: id + passage.id.slice(document.id.length),
    document: id,
  }))
  return { ...document, id, passages }
}

function withSource({ path, metadata, passages }: PreparedDocument): RepeatingDocument {
  return { path, source: metadata.source, passages }
}

/** What the message says of itself, and to which thread it belongs. */
function inThread(metadata: DocumentMetadata, threads: MailThreads): DocumentMetadata {
  const thread = threads.threadOf(metadata)
  return thread === null ? metadata : { ...metadata, meta: { ...metadata.meta, thread: [thread] } }
}

/** Keys in the order of the record, so that bundles are the same byte for byte. */
function withMentions(
  passage: UntaggedPassage,
  mentions: Passage['mentions'],
  language: string | null,
): Passage {
  const { id, document, ordinal, kind, headings, text, source } = passage
  const { repaired, boilerplate, boilerplateRule, speaker, ocr, doubtful } = passage
  return {
    id,
    document,
    ordinal,
    kind,
    headings,
    text,
    source,
    mentions,
    ...(language === null ? {} : { language }),
    ...(repaired === undefined ? {} : { repaired }),
    ...(boilerplate === undefined ? {} : { boilerplate }),
    ...(boilerplateRule === undefined ? {} : { boilerplateRule }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(ocr === undefined ? {} : { ocr }),
    ...(doubtful === undefined ? {} : { doubtful }),
  }
}

/** The corrections file: the configured one, else `entities.yaml` in a source folder or beside it. */
export async function findCorrections(
  sources: readonly string[],
  config: BuildConfig,
): Promise<{ value: Corrections; text: string; path: string | null }> {
  const names = { what: 'corrections', setting: 'entities.corrections' }
  const path = await findBeside(sources, 'entities.yaml', config.entities.corrections, names)
  if (path === null) return { value: NO_CORRECTIONS, text: '', path }
  const text = await readFile(path, 'utf8')
  return { value: parseCorrections(text, path), text, path }
}

async function hashFiles(files: readonly SourceFile[], hashes: FileHashes): Promise<string> {
  const sum = createHash('sha256')
  for (const file of files) addToHash(sum, file, await hashes.of(file))
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
