// What is in this bundle, made from what, and is it whole? The manifest and its checks.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ANALYZER_SETTINGS } from '../analysis/analyzer.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import { BundleError } from '../domain/errors.ts'
import { BUNDLE_FORMAT } from '../domain/own-files.ts'
import { MINISEARCH_FILES } from '../engine/minisearch/options.ts'
import { OPENSEARCH_FILES } from '../engine/opensearch/write.ts'
import { PACKED_FILES } from '../engine/packed/layout.ts'

/** Raised whenever a bundle of the old form can no longer be read. */
export const BUNDLE_VERSION = 7

export const ENGINES = ['minisearch', 'packed', 'opensearch'] as const
export type EngineName = (typeof ENGINES)[number]

/** The records that every bundle has. */
export const FILES = {
  documents: 'documents.jsonl',
  entities: 'entities.jsonl',
  synonyms: 'synonyms.json',
  /** Numbers of the passages of each group of copies, from 0, a line each. */
  copies: 'copies.jsonl',
} as const

/** Where the passages are: to be read by anyone, or compressed (`zstd -dc` gives the same lines). */
export const PASSAGE_FILES = {
  minisearch: 'passages.jsonl',
  packed: 'packed/passages.jsonl.zst',
  opensearch: 'passages.jsonl.zst',
} as const

const OWN_FILES = {
  minisearch: MINISEARCH_FILES,
  packed: PACKED_FILES,
  opensearch: OPENSEARCH_FILES,
} as const

/** The vectors of the passages, in their order; only where the bundle was built with an encoder. */
export const VECTORS_FILE = 'vectors.bin'

/** All files of a bundle but the manifest. */
export function filesOf({ engine, meaning }: Pick<Manifest, 'engine' | 'meaning'>): string[] {
  return [
    FILES.documents,
    PASSAGE_FILES[engine],
    FILES.entities,
    FILES.synonyms,
    FILES.copies,
    ...Object.values(OWN_FILES[engine]),
    ...(meaning === undefined ? [] : [VECTORS_FILE]),
  ]
}

const count = z.int().nonnegative()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** All other files are the same wherever they are built. */
export const VECTORS_NOTE =
  'Processors calculate differently: on another machine the vectors may differ a little.'

const schema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  version: z.int(),
  engine: z.enum(ENGINES),
  analyzer: z.strictObject({
    version: z.int(),
    stemmers: z.string(),
    stopWords: z.string(),
    words: z.string(),
    unspaced: z.string(),
  }),
  counts: z.strictObject({
    documents: count,
    passages: count,
    boilerplate: count,
    entities: count,
    mentions: count,
  }),
  /** SHA-256 of the paths and contents of the source files. */
  corpus: sha256,
  /** SHA-256 of configuration, corrections, packs, code and versions of packages that shaped the bundle. */
  settings: sha256,
  /** How the packs of the corpus call types of names: of many, and of one. */
  titles: z.partialRecord(z.enum(ENTITY_TYPES), z.tuple([z.string(), z.string()]).readonly()).optional(),
  /** How the meaning of passages was encoded; absent where it was not. */
  meaning: z
    .strictObject({
      model: z.strictObject({ name: z.string(), sha256: sha256.nullable(), dimensions: z.int().positive() }),
      note: z.literal(VECTORS_NOTE),
    })
    .optional(),
  /** What recognised the text of pictures, or why nothing did; absent where no file asked for it. */
  ocr: z.string().optional(),
  files: z.record(z.string(), z.strictObject({ bytes: count, sha256 })),
})

export type Manifest = z.infer<typeof schema>

/** The manifest as it stands on disk: indented JSON whose last key is a checksum of all before it. */
export function serialiseManifest(manifest: Manifest): string {
  const body = JSON.stringify(manifest, null, 2)
  return `${JSON.stringify({ ...manifest, checksum: sha256Hex(body) }, null, 2)}\n`
}

/**
 * @throws {BundleError} where the text is no manifest of a bundle that this version reads, or was changed
 */
export function parseManifest(text: string, path: string): Manifest {
  let json: { checksum?: unknown; version?: unknown; format?: unknown }
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw damaged(path, 'it is not JSON', error)
  }
  if (json?.format !== BUNDLE_FORMAT) {
    throw new BundleError(
      'not-a-bundle',
      `${path} is not the manifest of a Lede bundle. Build one with: lede build`,
    )
  }
  if (json.version !== BUNDLE_VERSION) {
    const found = `format version ${String(json.version)}, and this Lede reads version ${BUNDLE_VERSION}`
    throw new BundleError('unsupported-version', `${path} has ${found}. Build the bundle again: lede build`)
  }
  const { checksum: _checksum, ...body } = json
  const result = schema.safeParse(body)
  if (!result.success) throw damaged(path, z.prettifyError(result.error))
  if (serialiseManifest(result.data) !== text) throw damaged(path, 'its checksum does not fit its content')
  if (JSON.stringify(result.data.analyzer) !== JSON.stringify(ANALYZER_SETTINGS)) {
    throw new BundleError(
      'unsupported-version',
      `${path} was made with another analyzer. Build the bundle again: lede build`,
    )
  }
  return result.data
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function damaged(path: string, why: string, cause?: unknown): BundleError {
  return new BundleError('damaged', `${path} is damaged: ${why}. Build the bundle again: lede build`, {
    cause,
  })
}
