// Here is a folder, is it a whole bundle? Verifies every file, then opens the engine over its records.
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Copies } from '../copies/copies.ts'
import { rememberWithin } from '../domain/byte-cache.ts'
import type { DocumentRecord, EntityRecord, Passage } from '../domain/document.ts'
import { BundleError } from '../domain/errors.ts'
import { MANIFEST, placeOf } from '../domain/own-files.ts'
import type { SynonymRule } from '../domain/synonyms.ts'
import type { Engine } from '../engine/engine.ts'
import { openMiniSearch } from '../engine/minisearch/open.ts'
import { MINISEARCH_FILES } from '../engine/minisearch/options.ts'
import type { Connection } from '../engine/opensearch/connection.ts'
import { indexName } from '../engine/opensearch/index-names.ts'
import { openOpenSearch } from '../engine/opensearch/open.ts'
import { OPENSEARCH_FILES } from '../engine/opensearch/write.ts'
import { PACKED_FILES } from '../engine/packed/layout.ts'
import { openPacked } from '../engine/packed/open.ts'
import type { PackedFile } from '../engine/packed/write.ts'
import { type VocabularyEntry, WordList } from '../engine/vocabulary.ts'
import { readWhole } from '../engine/whole-io.ts'
import { Vectors } from '../meaning/vectors.ts'
import { readEncoderNote } from './encoder-note.ts'
import { FrameFile } from './frame-file.ts'
import { JsonLines } from './json-lines.ts'
import {
  FILES,
  filesOf,
  type Manifest,
  PASSAGE_FILES,
  parseManifest,
  sha256Hex,
  VECTORS_FILE,
} from './manifest.ts'
import { previousPath } from './publish.ts'
import { indexRecords, Records } from './records.ts'

export interface Bundle {
  readonly directory: string
  readonly manifest: Manifest
  /** Names the exact content: SHA-256 of the manifest. */
  readonly version: string
  readonly records: Records
  readonly engine: Engine
  /** As `synonyms.yaml` had them when the bundle was built. */
  readonly synonyms: readonly SynonymRule[]
  /** Of each passage, by index; null where the bundle was built without an encoder. */
  readonly vectors: Vectors | null
  /** Folder or address of the model that made them, on this machine; null where that is not known. */
  readonly encoder: string | null
}

interface VerifiedFiles {
  readonly manifest: Manifest
  readonly version: string
  /** Files that are read whole, each on an eight-byte boundary of its buffer. */
  readonly files: ReadonlyMap<string, Buffer>
  /** The compressed passages of a bundle that is not MiniSearch's: open, read when they are asked for. */
  readonly passages: number | null
}

/**
 * Reads and checks a bundle. While a build moves a new one in, the old one is read from its side place.
 * @param cluster where a bundle of the opensearch engine is searched
 * @throws {ClusterError} where that does not answer
 * @throws {BundleError} `missing`, `damaged`, `unsupported-version` or `not-a-bundle`, with the file's name
 */
export async function openBundle(directory: string, cluster: Connection | null = null): Promise<Bundle> {
  const verified = await readVerified(directory)
  const { manifest, version } = verified
  const { meaning } = manifest
  const vectors =
    meaning === undefined
      ? null
      : new Vectors(fileOf(verified, VECTORS_FILE), VECTORS_FILE, meaning.model.dimensions)
  const { records, engine } = await openFiles(directory, verified, cluster)
  const synonyms = JSON.parse(fileOf(verified, FILES.synonyms).toString('utf8')) as SynonymRule[]
  const encoder = vectors === null ? null : readEncoderNote(directory)
  return { directory, manifest, version, records, engine, synonyms, vectors, encoder }
}

async function openFiles(
  directory: string,
  verified: VerifiedFiles,
  cluster: Connection | null,
): Promise<Pick<Bundle, 'records' | 'engine'>> {
  switch (verified.manifest.engine) {
    case 'minisearch':
      return openMiniSearchFiles(verified)
    case 'packed':
      return openPackedFiles(verified)
    case 'opensearch':
      return openClusterFiles(directory, verified, cluster)
  }
}

function openMiniSearchFiles(verified: VerifiedFiles): Pick<Bundle, 'records' | 'engine'> {
  const documents = linesOf<DocumentRecord>(verified, FILES.documents)
  const passages = linesOf<Passage>(verified, PASSAGE_FILES.minisearch)
  const entities = linesOf<EntityRecord>(verified, FILES.entities)
  const records = new Records(
    documents,
    passages,
    entities,
    indexRecords(documents, entities),
    copiesOf(verified, passages.length),
  )
  const vocabulary = linesOf<VocabularyEntry>(verified, MINISEARCH_FILES.vocabulary).all()
  const index = fileOf(verified, MINISEARCH_FILES.index).toString('utf8')
  return { records, engine: openMiniSearch(index, records, vocabulary, records.copies) }
}

function openPackedFiles(verified: VerifiedFiles): Pick<Bundle, 'records' | 'engine'> {
  const list = passagesOf(verified, PASSAGE_FILES.packed)
  try {
    const files = Object.values(PACKED_FILES).map(name => [name, fileOf(verified, name)] as const)
    const copies = copiesOf(verified, list.length)
    const engine = openPacked(Object.fromEntries(files) as Record<PackedFile, Buffer>, { copies })
    const { columns } = engine
    const documents = linesOf<DocumentRecord>(verified, FILES.documents)
    const entities = linesOf<EntityRecord>(verified, FILES.entities)
    const records = new Records(
      documents,
      list,
      entities,
      {
        documentFirst: columns.documentFirst,
        documentOf: columns.documentOf,
        documentNumber: numbersOf(id => columns.documentNumber(id)),
        entityNumber: numbersOf(id => entities.findSorted(id)),
      },
      copiesOf(verified, list.length),
    )
    const close = (): void => {
      try {
        engine.close()
      } finally {
        list.close()
      }
    }
    return { records, engine: { ...engine, close } }
  } catch (error) {
    list.close()
    throw error
  }
}

async function openClusterFiles(
  directory: string,
  verified: VerifiedFiles,
  cluster: Connection | null,
): Promise<Pick<Bundle, 'records' | 'engine'>> {
  const list = passagesOf(verified, PASSAGE_FILES.opensearch)
  try {
    if (cluster === null) {
      throw new BundleError(
        'elsewhere',
        `The passages of ${directory} are searched in an OpenSearch cluster: name it with --url, or LEDE_OPENSEARCH_URL.`,
      )
    }
    const documents = linesOf<DocumentRecord>(verified, FILES.documents)
    const entities = linesOf<EntityRecord>(verified, FILES.entities)
    const index = indexRecords(documents, entities)
    const records = new Records(documents, list, entities, index, copiesOf(verified, list.length))
    const vocabulary = linesOf<VocabularyEntry>(verified, OPENSEARCH_FILES.vocabulary).all()
    const engine = openOpenSearch({
      connection: cluster,
      index: indexName(cluster.alias, verified.version),
      ...(await cluster.readLimits()),
      vocabulary: new WordList(vocabulary),
      metadataKeys: [...records.metadataKeys.keys()],
      documents: records.documents,
      source: records,
      documentNumber: passage => records.documentNumber(passage),
      copies: records.copies,
    })
    return { records, engine: { ...engine, close: () => list.close() } }
  } catch (error) {
    list.close()
    throw error
  }
}

function copiesOf(verified: VerifiedFiles, passages: number): Copies {
  return new Copies(linesOf<readonly number[]>(verified, FILES.copies).all(), passages)
}

/** The compressed passages; whoever has the list closes the file. */
function passagesOf({ passages }: VerifiedFiles, name: string): FrameFile<Passage> {
  if (passages === null) throw new Error('the passages are not open')
  return new FrameFile<Passage>(passages, name)
}

/** Bytes of ids of documents, and of entities, whose numbers are kept: those asked for last, as they were typed. */
const ID_BYTES = 2 * 1024 * 1024

/** The number of an id, found once. */
function numbersOf(find: (id: string) => number | null): (id: string) => number | null {
  const known = rememberWithin(
    ID_BYTES,
    (_, id: string) => 2 * id.length,
    (id: string) => find(id) ?? -1,
  )
  return id => {
    const number = known(id)
    return number < 0 ? null : number
  }
}

function linesOf<T>(verified: VerifiedFiles, name: string): JsonLines<T> {
  return new JsonLines<T>(fileOf(verified, name), name)
}

function fileOf({ files }: VerifiedFiles, name: string): Buffer {
  const data = files.get(name)
  if (data === undefined) throw new Error(`${name} was not read`)
  return data
}

/** Checks a bundle without opening it; throws as `openBundle` does. */
export async function verifyBundle(directory: string): Promise<Manifest> {
  const { manifest, passages } = await readVerified(directory)
  if (passages !== null) closeSync(passages)
  return manifest
}

/** The manifest alone, its own checksum verified; null where there is no bundle. */
export async function readManifest(directory: string): Promise<Manifest | null> {
  const path = join(currentPath(directory), MANIFEST)
  if (!existsSync(path)) return null
  return parseManifest(await readFile(path, 'utf8'), path)
}

/** The same, and null too where a bundle is there that cannot be read: of an older version, or damaged. */
export async function readManifestIfAny(directory: string): Promise<Manifest | null> {
  return await readManifest(directory).catch((error: unknown) => {
    if (error instanceof BundleError) return null
    throw error
  })
}

/** Whether all files are there and as long as the manifest says; their content is not read. */
export async function hasAllFiles(directory: string, { files }: Manifest): Promise<boolean> {
  for (const [name, { bytes }] of Object.entries(files)) {
    const info = await stat(join(currentPath(directory), name)).catch(() => null)
    if (info?.size !== bytes) return false
  }
  return true
}

/** Attempts before a mismatch counts as damage although the manifest keeps changing. */
const ATTEMPTS = 12

/** A mismatch is damage where it is met twice in a row under one manifest; else a bundle is being replaced. */
async function readVerified(directory: string): Promise<VerifiedFiles> {
  let known: string | null | undefined
  for (let attempt = 1; ; attempt++) {
    const before = await manifestText(directory)
    try {
      return await readFiles(currentPath(directory))
    } catch (error) {
      if (!(error instanceof BundleError)) throw error
      const isSteady = before === (await manifestText(directory)) && before === known
      if (isSteady || attempt >= ATTEMPTS) throw error
      known = before
      await pause(10 * attempt)
    }
  }
}

function currentPath(directory: string): string {
  const target = placeOf(directory)
  const previous = previousPath(target)
  return !existsSync(target) && existsSync(previous) ? previous : target
}

async function manifestText(directory: string): Promise<string | null> {
  return readFile(join(currentPath(directory), MANIFEST), 'utf8').catch(() => null)
}

/** Names the content of the bundle that readers find now, whole or not; null where there is none. */
export async function bundleVersion(directory: string): Promise<string | null> {
  const text = await manifestText(directory)
  return text === null ? null : sha256Hex(text)
}

async function readFiles(directory: string): Promise<VerifiedFiles> {
  const path = join(directory, MANIFEST)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      throw new BundleError('damaged', `${path} cannot be read: ${error.message}.`, { cause: error })
    const what = existsSync(directory)
      ? `${directory} is not a bundle: it has no ${MANIFEST}`
      : `There is no index at ${directory}`
    throw new BundleError('missing', `${what}. Build one with: lede build FOLDER --out ${directory}`, {
      cause: error,
    })
  })
  const manifest = parseManifest(text, path)
  const names = filesOf(manifest)
  const missing = names.find(name => !Object.hasOwn(manifest.files, name))
  if (missing !== undefined)
    throw new BundleError('damaged', `${MANIFEST} does not list ${missing}. ${ADVICE}`)
  const files = new Map<string, Buffer>()
  let passages: number | null = null
  try {
    for (const name of names) {
      const expected = manifest.files[name] ?? { bytes: 0, sha256: '' }
      if (name === PASSAGE_FILES[manifest.engine] && manifest.engine !== 'minisearch')
        passages = openChecked(join(directory, name), expected)
      else files.set(name, readChecked(join(directory, name), expected))
    }
  } catch (error) {
    if (passages !== null) closeSync(passages)
    throw error
  }
  return { manifest, version: sha256Hex(text), files, passages }
}

const ADVICE = 'Build the bundle again: lede build'
/** Bytes that are checked at a time of a file that is not kept in memory. */
const CHUNK = 4 * 1024 * 1024

interface Expected {
  readonly bytes: number
  readonly sha256: string
}

function readChecked(path: string, expected: Expected): Buffer {
  const file = openAt(path, expected)
  try {
    const data = Buffer.from(new ArrayBuffer(expected.bytes))
    if (readWhole(file, data, 0) < data.length) throw cutOff(path)
    if (sha256Hex(data) !== expected.sha256) throw changed(path)
    return data
  } finally {
    closeSync(file)
  }
}

/** An open file whose content is right. */
function openChecked(path: string, expected: Expected): number {
  const file = openAt(path, expected)
  try {
    const sum = createHash('sha256')
    const chunk = Buffer.alloc(Math.min(CHUNK, expected.bytes))
    for (let at = 0; at < expected.bytes; ) {
      const part = chunk.subarray(0, expected.bytes - at)
      if (readWhole(file, part, at) < part.length) throw cutOff(path)
      sum.update(part)
      at += part.length
    }
    if (sum.digest('hex') !== expected.sha256) throw changed(path)
    return file
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function openAt(path: string, { bytes }: Expected): number {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new BundleError('damaged', `${path} cannot be read: ${(error as Error).message}. ${ADVICE}`, {
      cause: error,
    })
  }
  let size = -1
  try {
    size = fstatSync(file).size
    if (size === bytes) return file
  } finally {
    if (size !== bytes) closeSync(file)
  }
  throw new BundleError('damaged', `${path} is damaged: ${size} bytes instead of ${bytes}. ${ADVICE}`)
}

function cutOff(path: string): BundleError {
  return new BundleError('damaged', `${path} was cut off while it was read. ${ADVICE}`)
}

function changed(path: string): BundleError {
  return new BundleError('damaged', `${path} is damaged: its SHA-256 does not fit the manifest. ${ADVICE}`)
}
