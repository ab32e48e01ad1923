// How does a new bundle take the old one's place? Whole or not at all, whenever the process dies.
//
//   .NAME.building-PID-XXXXXX   the new bundle while it is written; complete and fsynced before anything moves
//   .NAME.previous              the old bundle between the two renames; readers fall back to it
//   .NAME.lock                  says which process may publish (lock.ts)
//   .NAME.cache.left            what a build had prepared when it died, until another has ended
//   .NAME.cache                 what the files were made into the last time, for the next build; may be deleted
//   .NAME.encoder               where the model is by which its passages were encoded (encoder-note.ts)
//   .NAME.vectors               vectors of passages that were made until now, for this build and the next; may be deleted
//
// A folder cannot be renamed over another that has files, so publishing is two renames: old → previous, new → NAME.
// A crash between them leaves no NAME but a whole .NAME.previous: readers open that, the next build puts it back.
// Where NAME is a symbolic link, all this happens where it leads.
// Only what Lede wrote is ever removed (remove-bundle.ts).

import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, rename, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BundleError } from '../domain/errors.ts'
import { filesUnder, isBundle, MANIFEST, placeOf, sibling } from '../domain/own-files.ts'
import { writeWhole } from '../engine/whole-io.ts'
import { isAlive, takeLock } from './lock.ts'
import { type Manifest, serialiseManifest } from './manifest.ts'
import { foreignFiles, removeBundle } from './remove-bundle.ts'

/** Where readers find the old bundle while the new one is moved in. */
export function previousPath(directory: string): string {
  return sibling(placeOf(directory), 'previous')
}

/** A claim on a bundle's folder: only its holder may publish there. */
export interface BundleClaim {
  /** Begins a new bundle beside the old one. */
  draft(): Promise<BundleDraft>
  /** Where the holder may keep a file beside the bundle. @throws {BundleError} where somebody has another file there */
  cachePath(suffix: 'cache' | 'new' | 'left' | 'vectors' | 'vectors.new' | 'encoder' | 'ocr'): string
  release(): Promise<void>
}

/**
 * Claims a folder for a build, creating its parent, and mends what an earlier build left when it died.
 * @throws {BundleError} `locked` where a living process holds it, `not-a-bundle` where other files are in it
 */
export async function claimBundle(directory: string): Promise<BundleClaim> {
  const target = placeOf(directory)
  await mkdir(dirname(target), { recursive: true })
  const lock = takeLock(sibling(target, 'lock'), target)
  try {
    await recover(target)
    refuseForeignFolder(target)
  } catch (error) {
    lock.release()
    throw error
  }
  return {
    cachePath: suffix => {
      const path = sibling(target, suffix === 'new' || suffix === 'left' ? `cache.${suffix}` : suffix)
      refuseForeignCache(path)
      return path
    },
    draft: async () => {
      const folder = await mkdtemp(sibling(target, `building-${process.pid}-`))
      await chmod(folder, 0o777 & ~process.umask()) // whoever may read other folders may read this one
      return new BundleDraft(target, folder)
    },
    release: async () => lock.release(),
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the disk. Make room',
  EDQUOT: 'your quota of the disk is used up. Make room',
  EROFS: 'the disk can only be read. Name another folder with --out',
  EACCES: 'you may not write there. Change the rights, or name another folder with --out',
  EPERM: 'you may not write there. Change the rights, or name another folder with --out',
  EIO: 'the disk does not work. Check it',
}

/** An error of the disk as a sentence; any other as it is. What was there before is untouched: see `BundleDraft`. */
export function whyUnwritable(error: unknown, target: string): unknown {
  const why = WHY[(error as NodeJS.ErrnoException).code ?? '']
  if (why === undefined || error instanceof BundleError) return error
  const message = `${target} cannot be written: ${why}, and build again. The index that was there is as it was.`
  return new BundleError('unwritable', message, { cause: error })
}

/** A bundle that is being written. It ends with `publish` or `discard`. */
export class BundleDraft {
  /** Where its files are until it is published; what else is written there must be removed before. */
  readonly folder: string
  private readonly target: string
  private readonly files = new Map<string, DraftFile>()

  constructor(target: string, folder: string) {
    this.target = target
    this.folder = folder
  }

  /** @param name with forward slashes, in a folder of the bundle or a folder of that */
  create(name: string): DraftFile {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true })
    const file = new DraftFile(join(this.folder, name))
    this.files.set(name, file)
    return file
  }

  /** Closes all files, makes them durable, and moves the bundle into its place. */
  async publish(content: Omit<Manifest, 'files'>): Promise<Manifest> {
    const files: Record<string, { bytes: number; sha256: string }> = {}
    for (const [name, file] of this.files) files[name] = file.finish()
    const manifest: Manifest = { ...content, files }
    await this.moveIn(serialiseManifest(manifest))
    return manifest
  }

  /**
   * Publishes under a manifest that was made elsewhere, of the same files.
   * @param text the manifest as it stands on disk
   * @throws {BundleError} `damaged` where a file is not what the manifest says; nothing is published
   */
  async publishAs(manifest: Manifest, text: string): Promise<void> {
    for (const [name, file] of this.files) {
      const { bytes, sha256 } = file.finish()
      const expected = manifest.files[name]
      if (bytes !== expected?.bytes || sha256 !== expected.sha256)
        throw new BundleError(
          'damaged',
          `${name} did not arrive as it was built. Build the bundle again: lede build`,
        )
    }
    await this.moveIn(text)
  }

  private async moveIn(manifest: string): Promise<void> {
    this.create(MANIFEST).write(manifest)
    this.files.get(MANIFEST)?.finish()
    for (const folder of new Set([...this.files.keys()].map(name => dirname(join(this.folder, name)))))
      await syncFolder(folder)
    await syncFolder(this.folder)
    await swap(this.folder, this.target)
  }

  async discard(): Promise<void> {
    for (const file of this.files.values()) file.close()
    if (existsSync(this.folder)) removeBundle(this.folder, null)
  }
}

/** A file of a draft, written from beginning to end. */
export class DraftFile {
  private readonly sum: Hash = createHash('sha256')
  private file: number | null
  private bytes = 0

  constructor(path: string) {
    this.file = openSync(path, 'wx')
  }

  write(chunk: string | Uint8Array): void {
    if (this.file === null) throw new Error('the file is closed')
    const data = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk
    writeWhole(this.file, data)
    this.sum.update(data)
    this.bytes += data.length
  }

  finish(): { bytes: number; sha256: string } {
    if (this.file !== null) fsyncSync(this.file)
    this.close()
    return { bytes: this.bytes, sha256: this.sum.digest('hex') }
  }

  close(): void {
    const { file } = this
    this.file = null // first: what fails to be closed is closed all the same, and its number may be another file's
    if (file !== null) closeSync(file)
  }
}

async function swap(building: string, target: string): Promise<void> {
  const previous = previousPath(target)
  const hadBundle = existsSync(target)
  if (hadBundle) await rename(target, previous)
  try {
    await rename(building, target)
  } catch (error) {
    if (hadBundle) await rename(previous, target)
    throw error
  }
  await syncFolder(dirname(target))
  if (hadBundle) removeBundle(previous, target)
}

/** Puts a bundle back that a crash left aside, and removes what dead processes left. */
async function recover(target: string): Promise<void> {
  const previous = previousPath(target)
  if (existsSync(previous)) {
    if (!existsSync(target)) await rename(previous, target)
    else if (isBundle(previous)) removeBundle(previous, target)
    // Left are files that somebody put there, or an empty folder.
    if (existsSync(previous))
      await rmdir(previous).catch(() => refuseToReplace(previous, filesUnder(previous)))
  }
  refuseForeignCache(sibling(target, 'cache.new')) // the build takes from it what was prepared
  const prefix = basename(sibling(target, 'building-'))
  for (const name of await readdir(dirname(target))) {
    const [, pid] = /^(\d+)-\w{6}$/u.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '') ?? []
    if (pid !== undefined && !isAlive({ pid: Number(pid), start: null }))
      removeBundle(join(dirname(target), name), null)
  }
}

function refuseForeignFolder(target: string): void {
  if (!existsSync(target)) return
  let names: string[]
  try {
    names = readdirSync(target)
  } catch (error) {
    const message = `${target} cannot hold a bundle: ${(error as Error).message}. Name another folder with --out.`
    throw new BundleError('not-a-bundle', message)
  }
  if (names.length === 0) return
  const foreign = isBundle(target) ? foreignFiles(target) : names
  if (foreign.length > 0) refuseToReplace(target, foreign)
}

function refuseToReplace(folder: string, files: readonly string[]): never {
  const shown = files.slice(0, 3).join(', ') + (files.length > 3 ? `, … ${files.length} in all` : '')
  const advice = 'Move them elsewhere, or name an empty or new folder with --out.'
  throw new BundleError('not-a-bundle', `${folder} holds files that Lede did not write (${shown}). ${advice}`)
}

/** The first bytes of a cache: of compressed frames, of frames that are skipped, of vectors, or of the note that says where an encoder is. */
const CACHE_BEGINNINGS = [
  '28b52ffd',
  '502a4d18',
  Buffer.from('LEDE').toString('hex'),
  Buffer.from('{"en').toString('hex'),
]
/** Its last bytes: a cache is known by either end where the other is damaged. */
const CACHE_END = Buffer.from('LEDE').toString('hex')

function refuseForeignCache(path: string): void {
  if (!existsSync(path)) return
  const info = statSync(path)
  if (info.isFile()) {
    const file = openSync(path, 'r')
    try {
      const bytesAt = (place: number): string => {
        const bytes = Buffer.alloc(4)
        return bytes.toString('hex', 0, readSync(file, bytes, 0, 4, place))
      }
      if (info.size === 0 || CACHE_BEGINNINGS.includes(bytesAt(0)) || bytesAt(info.size - 4) === CACHE_END)
        return
    } finally {
      closeSync(file)
    }
  } else if (info.isDirectory()) {
    // Recognised pages, each named by what it was read from.
    if (readdirSync(path).every(name => /^[0-9a-f]{2}$/u.test(name))) return
  }
  throw new BundleError(
    'not-a-bundle',
    `${path} is no cache that Lede wrote, and in its place. Move it elsewhere.`,
  )
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
