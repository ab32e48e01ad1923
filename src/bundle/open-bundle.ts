// Here is a folder, is it a whole bundle? Verifies every file, then opens the engine over its records.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DocumentRecord, EntityRecord, Passage } from '../domain/document.ts'
import { BundleError } from '../domain/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { openMiniSearch } from '../engine/minisearch/open.ts'
import type { VocabularyEntry } from '../engine/vocabulary.ts'
import { JsonLines } from './json-lines.ts'
import { FILES, MANIFEST, type Manifest, parseManifest, sha256Hex } from './manifest.ts'
import { type BundleFile, previousPath } from './publish.ts'
import { Records } from './records.ts'

export interface Bundle {
  readonly directory: string
  readonly manifest: Manifest
  /** Names the exact content: SHA-256 of the manifest. */
  readonly version: string
  readonly records: Records
  readonly engine: Engine
}

interface VerifiedFiles {
  readonly manifest: Manifest
  readonly version: string
  readonly files: Readonly<Record<BundleFile, Buffer>>
}

/**
 * Reads and checks a bundle. While a build moves a new one in, the old one is read from its side place.
 * @throws {BundleError} `missing`, `damaged`, `unsupported-version` or `not-a-bundle`, with the file's name
 */
export async function openBundle(directory: string): Promise<Bundle> {
  const { manifest, version, files } = await readVerified(directory)
  const records = new Records(
    new JsonLines<DocumentRecord>(files[FILES.documents], FILES.documents).all(),
    new JsonLines<Passage>(files[FILES.passages], FILES.passages),
    new JsonLines<EntityRecord>(files[FILES.entities], FILES.entities).all(),
  )
  const vocabulary = new JsonLines<VocabularyEntry>(files[FILES.vocabulary], FILES.vocabulary).all()
  const engine = openMiniSearch(files[FILES.index].toString('utf8'), records, vocabulary)
  return { directory, manifest, version, records, engine }
}

/** Checks a bundle without opening it; throws as `openBundle` does. */
export async function verifyBundle(directory: string): Promise<Manifest> {
  return (await readVerified(directory)).manifest
}

/** The manifest alone, its own checksum verified; null where there is no bundle. */
export async function readManifest(directory: string): Promise<Manifest | null> {
  const path = join(currentPath(directory), MANIFEST)
  if (!existsSync(path)) return null
  return parseManifest(await readFile(path, 'utf8'), path)
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
  const target = resolve(directory)
  const previous = previousPath(target)
  return !existsSync(target) && existsSync(previous) ? previous : target
}

async function manifestText(directory: string): Promise<string | null> {
  return readFile(join(currentPath(directory), MANIFEST), 'utf8').catch(() => null)
}

async function readFiles(directory: string): Promise<VerifiedFiles> {
  const path = join(directory, MANIFEST)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      throw new BundleError('damaged', `${path} cannot be read: ${error.message}.`, { cause: error })
    const what = existsSync(directory)
      ? `${directory} is not a bundle: it has no ${MANIFEST}`
      : `There is no bundle at ${directory}`
    throw new BundleError('missing', `${what}. Build one with: lede build FOLDER --out ${directory}`, {
      cause: error,
    })
  })
  const manifest = parseManifest(text, path)
  const files: Partial<Record<BundleFile, Buffer>> = {}
  for (const name of Object.values(FILES))
    files[name] = await readChecked(directory, name, manifest.files[name])
  return { manifest, version: sha256Hex(text), files: files as Record<BundleFile, Buffer> }
}

async function readChecked(
  directory: string,
  name: BundleFile,
  expected: { bytes: number; sha256: string } | undefined,
): Promise<Buffer> {
  const path = join(directory, name)
  const advice = 'Build the bundle again: lede build'
  if (expected === undefined) throw new BundleError('damaged', `${MANIFEST} does not list ${name}. ${advice}`)
  const data = await readFile(path).catch((error: Error) => {
    throw new BundleError('damaged', `${path} cannot be read: ${error.message}. ${advice}`, { cause: error })
  })
  if (data.length !== expected.bytes) {
    throw new BundleError(
      'damaged',
      `${path} is damaged: ${data.length} bytes instead of ${expected.bytes}. ${advice}`,
    )
  }
  if (sha256Hex(data) !== expected.sha256) {
    throw new BundleError('damaged', `${path} is damaged: its SHA-256 does not fit the manifest. ${advice}`)
  }
  return data
}
