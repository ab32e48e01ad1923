// Which bundle is served now? Holds the open snapshot and swaps in a new one; requests keep theirs.
import { watch } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Connection } from '../engine/opensearch/connection.ts'
import { servedVersion } from '../engine/opensearch/index-names.ts'
import { openServedBundle } from './cluster-bundle.ts'
import type { Bundle } from './open-bundle.ts'
import { openBundle } from './open-bundle.ts'

export interface Reload {
  /** False where the bundle on disk is the one that is served. */
  readonly changed: boolean
  readonly version: string
}

/** Milliseconds for which a bundle is kept once it is replaced: it needs as much memory as the served one. */
const KEPT_MS = 5 * 60_000

/** Milliseconds between two looks at where the alias of a cluster points. */
const ALIAS_MS = 1_000

/** Makes a bundle ready before it is served. */
type Prepare = (bundle: Bundle) => void | Promise<void>

/** The served bundle. A request reads `current` once and finishes on it, whatever is swapped in meanwhile. */
export class ServedBundle {
  readonly directory: string
  private bundle: Bundle
  /** The bundle that was served before: whoever turns the pages of a search goes on in the one that they began with. */
  private previous: Bundle | null = null
  private reloading: Promise<Reload> | null = null

  /** Where the bundle is searched; null where it is searched here. */
  private readonly cluster: Connection | null
  private readonly prepare: Prepare

  private constructor(bundle: Bundle, cluster: Connection | null, prepare: Prepare) {
    this.bundle = bundle
    this.directory = bundle.directory
    this.cluster = cluster
    this.prepare = prepare
  }

  /**
   * @param prepare is given every bundle before it is served
   * @param cluster serves the bundle that its alias names
   * @throws {BundleError} as `openBundle`
   * @throws {ClusterError} as `openServedBundle`
   */
  static async open(
    directory: string,
    prepare: Prepare,
    cluster: Connection | null = null,
  ): Promise<ServedBundle> {
    const bundle = await prepared(await openNewest(directory, cluster), prepare)
    return new ServedBundle(bundle, cluster, prepare)
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

  /** Reloads when the folder is replaced, or the cluster's alias is moved; returns what stops the watching. */
  watch(onReload: (result: Reload) => void, onError: (error: Error) => void): () => void {
    return this.cluster === null
      ? this.watchFolder(onReload, onError)
      : this.watchAlias(this.cluster, onReload, onError)
  }

  /** A cluster that does not answer is said once, until it answers again. */
  private watchAlias(
    cluster: Connection,
    onReload: (result: Reload) => void,
    onError: (error: Error) => void,
  ): () => void {
    let isWell = true
    let isBusy = false
    const look = async (): Promise<void> => {
      if (isBusy) return
      isBusy = true
      try {
        if ((await servedVersion(cluster)) !== this.bundle.version) onReload(await this.reload())
        isWell = true
      } catch (error) {
        if (isWell) onError(error as Error)
        isWell = false
      } finally {
        isBusy = false
      }
    }
    const timer = setInterval(look, ALIAS_MS)
    timer.unref()
    return () => clearInterval(timer)
  }

  private watchFolder(onReload: (result: Reload) => void, onError: (error: Error) => void): () => void {
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
    const next = await openNewest(this.directory, this.cluster)
    const changed = next.version !== this.bundle.version
    if (changed) {
      await prepared(next, this.prepare)
      this.replace(next)
    } else next.engine.close()
    return { changed, version: next.version }
  }
}

function openNewest(directory: string, cluster: Connection | null): Promise<Bundle> {
  return cluster === null ? openBundle(directory) : openServedBundle(directory, cluster)
}

async function prepared(bundle: Bundle, prepare: Prepare): Promise<Bundle> {
  try {
    await prepare(bundle)
  } catch (error) {
    bundle.engine.close()
    throw error
  }
  return bundle
}
