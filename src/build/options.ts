// What may be said of a build, and what comes of it?
import type { EngineName, Manifest } from '../bundle/manifest.ts'
import type { Problem } from '../domain/document.ts'
import type { ClusterSettings } from '../engine/opensearch/connection.ts'
import type { PublishOptions, PublishReport } from '../engine/opensearch/publish.ts'
import type { BuildConfig } from './config.ts'
import type { OtherFormat, OutcomeSink } from './file-outcomes.ts'

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
  /** Where no engine is named, one that the bundle which is there was asked to have is kept. */
  readonly keepEngine?: boolean
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
  /** Prepare every file again, and keep nothing for the next build. */
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
  /** The same by how their names end, but for links. */
  readonly otherFormats: readonly OtherFormat[]
  readonly skippedFiles: number
  /** Files that had not changed since the last build and were taken as they were. */
  readonly reusedFiles: number
  /** What was put into a cluster. */
  readonly cluster?: PublishReport
}
