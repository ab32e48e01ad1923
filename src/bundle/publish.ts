// How does a new bundle take the old one's place? Whole or not at all, whenever the process dies.
//
//   .NAME.building-PID-XXXXXX   the new bundle while it is written; complete and fsynced before anything moves
//   .NAME.previous              the old bundle between the two renames; readers fall back to it
//   .NAME.lock                  holds the process id of the one build that may publish
//
// A folder cannot be renamed over another that has files, so publishing is two renames: old → previous, new → NAME.
// A crash between them leaves no NAME but a whole .NAME.previous: readers open that, the next build puts it back.

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BundleError } from '../domain/errors.ts'
import { type FILES, MANIFEST, type Manifest, serialiseManifest } from './manifest.ts'

export type BundleFile = (typeof FILES)[keyof typeof FILES]

/** What a bundle is made of: chunks of each file, and what the manifest says besides their sums. */
export interface BundleContent {
  readonly files: Readonly<Record<BundleFile, Iterable<string>>>
  readonly manifest: Omit<Manifest, 'files'>
}

/** Where readers find the old bundle while the new one is moved in. */
export function previousPath(directory: string): string {
  return sibling(directory, 'previous')
}

/** A claim on a bundle's folder: only its holder may publish there. */
export interface BundleClaim {
  publish(content: BundleContent): Promise<Manifest>
  release(): Promise<void>
}

/**
 * Claims a folder for a build, creating its parent, and mends what an earlier build left when it died.
 * @throws {BundleError} `locked` where a living process holds it, `not-a-bundle` where other files are in it
 */
export async function claimBundle(directory: string): Promise<BundleClaim> {
  const target = resolve(directory)
  await mkdir(dirname(target), { recursive: true })
  const lock = sibling(target, 'lock')
  await takeLock(lock, target)
  try {
    await recover(target)
    await refuseForeignFolder(target)
  } catch (error) {
    await rm(lock, { force: true })
    throw error
  }
  return {
    publish: content => publish(target, content),
    release: () => rm(lock, { force: true }),
  }
}

async function publish(target: string, content: BundleContent): Promise<Manifest> {
  const building = await mkdtemp(sibling(target, `building-${process.pid}-`))
  try {
    const files: Partial<Manifest['files']> = {}
    for (const [name, chunks] of Object.entries(content.files)) {
      files[name as BundleFile] = await writeFileDurably(join(building, name), chunks)
    }
    const manifest: Manifest = { ...content.manifest, files: files as Manifest['files'] }
    await writeFileDurably(join(building, MANIFEST), [serialiseManifest(manifest)])
    await syncFolder(building)
    await swap(building, target)
    return manifest
  } catch (error) {
    await rm(building, { recursive: true, force: true })
    throw error
  }
}

async function swap(building: string, target: string): Promise<void> {
  const previous = previousPath(target)
  await rm(previous, { recursive: true, force: true })
  const hadBundle = existsSync(target)
  if (hadBundle) await rename(target, previous)
  try {
    await rename(building, target)
  } catch (error) {
    if (hadBundle) await rename(previous, target)
    throw error
  }
  await syncFolder(dirname(target))
  await rm(previous, { recursive: true, force: true })
}

/** Puts a bundle back that a crash left aside, and removes half-written ones of dead processes. */
async function recover(target: string): Promise<void> {
  const previous = previousPath(target)
  if (existsSync(previous)) {
    if (existsSync(target)) await rm(previous, { recursive: true, force: true })
    else await rename(previous, target)
  }
  const prefix = basename(sibling(target, 'building-'))
  for (const name of await readdir(dirname(target))) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (!Number.isNaN(pid) && !isAlive(pid))
      await rm(join(dirname(target), name), { recursive: true, force: true })
  }
}

async function refuseForeignFolder(target: string): Promise<void> {
  if (!existsSync(target)) return
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    throw new BundleError(
      'not-a-bundle',
      `${target} cannot hold a bundle: ${error.message}. Name another folder with --out.`,
    )
  })
  if (names.length === 0 || names.includes(MANIFEST)) return
  const advice = 'Name an empty or new folder with --out.'
  throw new BundleError(
    'not-a-bundle',
    `${target} holds other files (${names[0]}, …) and would be replaced. ${advice}`,
  )
}

/** The lock file holds the process id; a dead process's lock is taken over. */
async function takeLock(lock: string, target: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const handle = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null
      throw new BundleError('locked', `The bundle at ${target} cannot be written: ${error.message}.`, {
        cause: error,
      })
    })
    if (handle !== null) {
      await handle.writeFile(String(process.pid))
      await handle.close()
      return
    }
    const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10)
    if (!Number.isNaN(pid) && isAlive(pid)) {
      throw new BundleError('locked', `Process ${pid} is building ${target} now. Wait for it, or end it.`)
    }
    await rm(lock, { force: true })
  }
  throw new BundleError('locked', `The lock ${lock} cannot be taken. Remove it if no build is running.`)
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function writeFileDurably(
  path: string,
  chunks: Iterable<string>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'wx')
    for (const chunk of chunks) {
      const data = Buffer.from(chunk, 'utf8')
      await handle.writeFile(data)
      hash.update(data)
      bytes += data.length
    }
    await handle.sync()
  } finally {
    await handle?.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Makes renames in a folder durable; file systems that cannot sync folders do so by themselves. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null)
  try {
    await handle?.sync()
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await handle?.close()
  }
}

function sibling(target: string, suffix: string): string {
  return join(dirname(target), `.${basename(target)}.${suffix}`)
}
