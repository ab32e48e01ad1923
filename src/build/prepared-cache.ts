// What was this file made into the last time? Prepared files on disk: the build reads them again to index them, and the next build
// takes those that have not changed.
//
// The cache lies beside the bundle, as `.NAME.cache`. It may be deleted at any time. What a build had prepared when it died is kept as
// `.NAME.cache.left` until another has ended.
import { hash } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { completeFrames, FrameFile, FrameWriter } from '../bundle/frame-file.ts'
import type { SourceFile } from '../corpus/discover.ts'
import { formatOf, mayHoldPictures } from '../corpus/formats.ts'
import { recogniserIdentity } from '../corpus/ocr/recognise.ts'
import { ocrSettings } from './config.ts'
import { settingsFingerprint } from './fingerprint.ts'
import type { PreparedFile, PrepareSettings } from './prepare-document.ts'

interface CachedFile {
  readonly key: string
  readonly file: PreparedFile
}

const KEY_BYTES = 16

/** Names what a file becomes: its id and path, its place in a longer file, its bytes, the settings, and the code that prepares it. */
export type KeyOf = (file: SourceFile, fileHash: string) => string

export function createKeys(settings: PrepareSettings): KeyOf {
  const common = settingsFingerprint(settings.config, [settings.names, settings.packs])
  const recogniser = recogniserIdentity(ocrSettings(settings.config))
  return ({ id, path, slice }, fileHash) => {
    const format = formatOf(path)
    const reads = format !== null && mayHoldPictures(format) ? `${recogniser}\0` : ''
    return hash(
      'sha256',
      `${common}\0${reads}${id}\0${path}\0${slice === undefined ? '' : `${slice.start} ${slice.line}`}\0${fileHash}`,
    ).slice(0, 2 * KEY_BYTES)
  }
}

/** Prepared files of an earlier build. */
export class PreparedCache {
  private readonly frames: FrameFile<CachedFile>
  private readonly places = new Map<string, number>()

  private constructor(frames: FrameFile<CachedFile>) {
    this.frames = frames
    const keys = Buffer.from(frames.arrays.bytes('keys'))
    for (let at = 0; at < frames.length; at++)
      this.places.set(keys.toString('hex', at * KEY_BYTES, (at + 1) * KEY_BYTES), at)
  }

  /** Null where there is none, or none that can be read: then everything is prepared again. */
  static open(path: string): PreparedCache | null {
    if (!existsSync(path)) return null
    try {
      return new PreparedCache(FrameFile.open<CachedFile>(path))
    } catch {
      return null // a damaged cache is worth no more than none
    }
  }

  has(key: string): boolean {
    return this.places.has(key)
  }

  /** Null where it is not there, or cannot be read. */
  get(key: string): PreparedFile | null {
    const place = this.places.get(key)
    if (place === undefined) return null
    try {
      const found = this.frames.at(place)
      return found.key === key ? found.file : null
    } catch {
      return null // as above
    }
  }

  get length(): number {
    return this.frames.length
  }

  close(): void {
    this.frames.close()
  }
}

/**
 * Keeps what a build had prepared when it died, unless one that died before it had prepared more.
 * @param unfinished where it wrote
 * @param left where it is kept
 */
export function keepUnfinished(unfinished: string, left: string): void {
  if (!existsSync(unfinished)) return
  try {
    const before = PreparedCache.open(left)
    const most = before?.length ?? 0
    before?.close()
    const prepared = completeFrames(unfinished, json =>
      Buffer.from((JSON.parse(json) as CachedFile).key, 'hex'),
    )
    if (prepared > most) renameSync(unfinished, left)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** Takes the prepared files of this build, gives them again, and becomes the cache of the next. */
export class PreparedSpool {
  private readonly path: string
  private readonly writer: FrameWriter
  private readonly keys: string[] = []
  private frames: FrameFile<CachedFile> | null = null
  private isKept = false

  /** @param path a new file; one that an earlier build left there is removed */
  constructor(path: string) {
    this.path = path
    rmSync(path, { force: true })
    this.writer = new FrameWriter(path, 'fast')
  }

  add(key: string, file: PreparedFile): void {
    this.keys.push(key)
    this.writer.add(JSON.stringify({ key, file } satisfies CachedFile))
  }

  /** After the last file: all of them in order, as often as wanted. */
  *files(): Generator<PreparedFile> {
    this.frames ??= this.finish()
    for (let at = 0; at < this.frames.length; at++) yield this.frames.at(at).file
  }

  /** Becomes the cache at a path. */
  keep(path: string): void {
    this.frames ??= this.finish()
    this.frames.close()
    renameSync(this.path, path)
    this.isKept = true
  }

  /** Removes it, unless it was kept. */
  discard(): void {
    if (this.isKept) return
    if (this.frames === null) this.writer.abandon()
    else this.frames.close()
    rmSync(this.path, { force: true })
  }

  private finish(): FrameFile<CachedFile> {
    this.writer.finish({ keys: Buffer.from(this.keys.join(''), 'hex') })
    return FrameFile.open(this.path)
  }
}
