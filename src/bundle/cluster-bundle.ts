// A bundle of the opensearch engine stands in a cluster: whole, under an alias, so that any server can fetch what it needs at hand.
import { closeSync, openSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BundleError, ClusterError } from '../domain/errors.ts'
import { MANIFEST } from '../domain/own-files.ts'
import type { Connection } from '../engine/opensearch/connection.ts'
import { filesIndex, indexName, pieceId, pieces, servedVersion } from '../engine/opensearch/index-names.ts'
import { COLUMNS } from '../engine/opensearch/index-settings.ts'
import { PassageDocuments } from '../engine/opensearch/passage-document.ts'
import {
  type IndexContent,
  type PublishOptions,
  type PublishReport,
  publishIndex,
} from '../engine/opensearch/publish.ts'
import { type IndexFigures, OPENSEARCH_FILES } from '../engine/opensearch/write.ts'
import { readWhole } from '../engine/whole-io.ts'
import { FrameEncoder } from './frame-file.ts'
import { filesOf, type Manifest, PASSAGE_FILES, parseManifest, sha256Hex } from './manifest.ts'
import { type Bundle, openBundle, readManifest } from './open-bundle.ts'
import { type BundleClaim, claimBundle } from './publish.ts'

/** What is fetched besides the passages, the manifest first. */
const fetchedOf = (manifest: Manifest): string[] => [
  MANIFEST,
  ...filesOf(manifest).filter(name => name !== PASSAGE_FILES.opensearch),
]
/** Passages and pieces of files that are fetched at once. */
const PASSAGES = 1_000
const PIECES = 8
const CALL_MS = 60_000
const WAIT_MS = 200

/**
 * Puts the bundle on disk into the cluster and moves the alias to it.
 * @throws {ClusterError} where that cannot be done; the alias is then as it was, and another call goes on
 */
export async function publishBundle(
  directory: string,
  connection: Connection,
  options: PublishOptions,
): Promise<PublishReport> {
  const { manifest, version, records, engine } = await openBundle(directory, connection)
  try {
    const figures = JSON.parse(
      await readFile(join(directory, OPENSEARCH_FILES.figures), 'utf8'),
    ) as IndexFigures
    const metadataKeys = [...records.metadataKeys.keys()]
    const documents = new PassageDocuments(
      records,
      figures.means,
      metadataKeys,
      index => records.documentNumber(index),
      records.copies,
    )
    const files = await Promise.all(fetchedOf(manifest).map(name => fileIn(directory, name)))
    const { passages, boilerplate } = manifest.counts
    const content = { version, passages, boilerplate, metadataKeys, files }
    return await publishIndex(connection, { ...content, passage: index => documents.at(index) }, options)
  } finally {
    engine.close()
  }
}

async function fileIn(directory: string, name: string): Promise<IndexContent['files'][number]> {
  const path = join(directory, name)
  const { size } = await stat(path)
  return {
    name,
    bytes: size,
    read: (from, to) => {
      const file = openSync(path, 'r')
      try {
        const bytes = Buffer.alloc(to - from)
        if (readWhole(file, bytes, from) < bytes.length)
          throw new BundleError('damaged', `${path} was cut off while it was read. Build again: lede build`)
        return bytes
      } finally {
        closeSync(file)
      }
    },
  }
}

/**
 * The bundle that the alias names. Its records are fetched into the folder where they are not there yet, and checked as any bundle's.
 * @throws {ClusterError} `missing` where nothing was built under the alias
 * @throws {BundleError} `not-a-bundle` where the folder has something else
 */
export async function openServedBundle(directory: string, connection: Connection): Promise<Bundle> {
  for (;;) {
    const version = await servedVersion(connection)
    const bundle = await openKept(directory, version, connection)
    if (bundle !== null) return bundle
    const claim = await claimUnlessHeld(directory)
    // Another process fetches it already.
    if (claim === null) await pause(WAIT_MS)
    else {
      try {
        await fetchBundle(claim, connection, version)
      } catch (error) {
        // An index that is replaced while it is fetched may be removed: then the new one is fetched.
        if ((await servedVersion(connection)) === version) throw error
      } finally {
        await claim.release()
      }
    }
  }
}

async function openKept(directory: string, version: string, connection: Connection): Promise<Bundle | null> {
  const manifest = await readManifest(directory).catch(() => null)
  if (manifest === null) return null
  if (manifest.engine !== 'opensearch') {
    throw new BundleError(
      'not-a-bundle',
      `${directory} has an index of the ${manifest.engine} engine, which would be replaced by what is fetched from OpenSearch. Name another folder with --index.`,
    )
  }
  const kept = sha256Hex(await readFile(join(directory, MANIFEST), 'utf8').catch(() => ''))
  if (kept !== version) return null
  try {
    return await openBundle(directory, connection)
  } catch (error) {
    if (error instanceof BundleError && error.code === 'damaged') return null
    throw error
  }
}

async function claimUnlessHeld(directory: string): Promise<BundleClaim | null> {
  try {
    return await claimBundle(resolve(directory))
  } catch (error) {
    if (error instanceof BundleError && error.code === 'locked') return null
    throw error
  }
}

async function fetchBundle(claim: BundleClaim, connection: Connection, version: string): Promise<void> {
  const index = indexName(connection.alias, version)
  let text = ''
  for await (const piece of fetchFile(connection, index, MANIFEST, 1)) text += piece.toString('utf8')
  if (sha256Hex(text) !== version) throw damaged(index, MANIFEST)
  const manifest = parseManifest(text, `${index}/${MANIFEST}`)
  const draft = await claim.draft()
  try {
    for (const name of fetchedOf(manifest).slice(1)) {
      const file = draft.create(name)
      const { bytes = 0 } = manifest.files[name] ?? {}
      for await (const piece of fetchFile(connection, index, name, pieces(bytes))) file.write(piece)
    }
    const file = draft.create(PASSAGE_FILES.opensearch)
    const encoder = new FrameEncoder(chunk => file.write(chunk))
    for await (const passage of fetchPassages(connection, index, manifest)) encoder.add(passage)
    encoder.finish()
    await draft.publishAs(manifest, text)
  } catch (error) {
    await draft.discard()
    throw error
  }
}

async function* fetchFile(
  connection: Connection,
  index: string,
  name: string,
  count: number,
): AsyncGenerator<Buffer> {
  interface Pieces {
    readonly docs: readonly { readonly _source?: { readonly data: string } }[]
  }
  for (let from = 0; from < count; from += PIECES) {
    const ids = Array.from({ length: Math.min(PIECES, count - from) }, (_, at) => pieceId(name, from + at))
    const { body } = await connection.call<Pieces>({
      method: 'POST',
      path: `/${filesIndex(index)}/_mget`,
      body: { ids },
      timeoutMs: CALL_MS,
    })
    for (const { _source } of body.docs) {
      if (_source === undefined) throw damaged(index, name)
      yield Buffer.from(_source.data, 'base64')
    }
  }
}

/** The records of all passages, in order, as JSON. While some are written the next are on their way. */
async function* fetchPassages(
  connection: Connection,
  index: string,
  { counts }: Manifest,
): AsyncGenerator<string> {
  interface Found {
    readonly timed_out: boolean
    readonly _shards: { readonly failed: number }
    readonly hits: { readonly hits: readonly { readonly _source: { readonly passage: string } }[] }
  }
  const fetchFrom = async (from: number): Promise<Found | null> => {
    if (from >= counts.passages) return null
    const { body } = await connection.call<Found>({
      method: 'POST',
      path: `/${index}/_search`,
      query: { allow_partial_search_results: false },
      body: {
        size: PASSAGES,
        query: { range: { [COLUMNS.index]: { gte: from, lt: from + PASSAGES } } },
        sort: [{ [COLUMNS.index]: 'asc' }],
        track_total_hits: false,
      },
      timeoutMs: CALL_MS,
    })
    return body
  }
  let next = fetchFrom(0)
  for (let from = 0; from < counts.passages; from += PASSAGES) {
    const found = await next
    next = fetchFrom(from + PASSAGES)
    next.catch(() => {}) // thrown when it is awaited
    const hits = found?.hits.hits ?? []
    if (hits.length !== Math.min(PASSAGES, counts.passages - from)) throw damaged(index, 'passages')
    for (const { _source } of hits) yield _source.passage
  }
}

function damaged(index: string, what: string): ClusterError {
  return new ClusterError(
    'failed',
    `The index ${index} has not all of its ${what}. Build it again: lede build --engine opensearch`,
  )
}
