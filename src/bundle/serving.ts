// Which bundle is served now? Holds the open snapshot and swaps in a new one; requests keep theirs.
import { watch } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Bundle } from './open-bundle.ts'
import { openBundle } from './open-bundle.ts'

export interface Reload {
  /** False where the bundle on disk is the one that is served. */
  readonly changed: boolean
  readonly version: string
}

/** Milliseconds for which a bundle is kept once it is replaced: it needs as much memory as the served one. */
const KEPT_MS = 5 * 60_000

/** The served bundle. A request reads `current` once and finishes on it, whatever is swapped in meanwhile. */
export class ServedBundle {
  readonly directory: string
  private bundle: Bundle
  /** The bundle that was served before: whoever turns the pages of a search goes on in the one that they began with. */
  private previous: Bundle | null = null
  private reloading: Promise<Reload> | null = null

  private constructor(bundle: Bundle) {
    this.bundle = bundle
    this.directory = bundle.directory
  }

  /** @throws {BundleError} as `openBundle` */
  static async open(directory: string): Promise<ServedBundle> {
    return new ServedBundle(await openBundle(directory))
  }

  get current(): Bundle {
    return this.bundle
  }

  /** The bundle of a version, while it is served or kept; else null. */
  at(version: string): Bundle | null {
    return [this.bundle, this.previous].find(bundle => bundle?.version === version) ?? null
  }

  /**
   * Opens the bundle on disk and serves it from then on. Where it cannot be opened the old one stays.
   * Calls while one is under way share its result.
   * @throws {BundleError} where the bundle on disk is not whole
   */
  reload(): Promise<Reload> {
    this.reloading ??= this.openAgain().finally(() => {
      this.reloading = null
    })
    return this.reloading
  }

  /** Reloads when the folder is replaced; returns what stops the watching. */
  watch(onReload: (result: Reload) => void, onError: (error: Error) => void): () => void {
    const target = resolve(this.directory)
    const name = basename(target)
    let timer: NodeJS.Timeout | undefined
    const watcher = watch(dirname(target), (_event, changed) => {
      if (changed !== name) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        this.reload().then(result => {
          if (result.changed) onReload(result)
        }, onError)
      }, 100)
    })
    return () => {
      clearTimeout(timer)
      watcher.close()
    }
  }

  private replace(next: Bundle): void {
    const replaced = this.bundle
    this.bundle = next
    this.previous = replaced
    // Nobody reads a page for so long; its memory is wanted. The timer itself does not hold it.
    const kept = new WeakRef(replaced)
    setTimeout(() => {
      if (this.previous === kept.deref()) this.previous = null
    }, KEPT_MS).unref()
  }

  private async openAgain(): Promise<Reload> {
    const next = await openBundle(this.directory)
    const changed = next.version !== this.bundle.version
    if (changed) this.replace(next)
    else next.engine.close()
    return { changed, version: next.version }
  }
}
