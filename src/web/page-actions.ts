// What may a page do besides show? The service gives it these actions.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { IncomingFile, IngestProgress, IngestReport } from '../build/ingest.ts'
import type { LeftOutFile } from '../build/left-out.ts'
import type { Correction } from '../entities/write-correction.ts'
import type { WatchReport } from '../watch/report.ts'
import type { WatchedSearch } from '../watch/write-watch.ts'
import type { IngestState } from './page-key.ts'
import { say } from './words/spoken.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** That of the page which sent the request, where the link of the terminal gave it one. */
    pageKey?: string
  }
}

/** What pages do besides showing: files are added, names corrected, searches watched. */
export interface PageActions {
  readonly state: IngestState
  /** The files of a form. @throws {HTTPException} where the key is wrong or they cannot be taken */
  receive(c: Context): Promise<readonly IncomingFile[]>
  /** @throws where the files cannot be taken */
  add(files: readonly IncomingFile[], onProgress: IngestProgress): Promise<IngestReport>
  /** @throws {HTTPException} where it is not the admin's */
  checkKey(key: string): void
  /** Writes a correction and builds. @throws where it cannot be written, or nothing be built with it */
  correct(correction: Correction): Promise<void>
  /** A key for the page, in exchange for the code of the link on the terminal; null for a code that is none or was used. */
  redeem(code: string): string | null
  /** Files of the folder that are not in the collection; null where readers are not told. */
  leftOut(): Promise<readonly LeftOutFile[] | null>
  /** Prints a link for a page on the terminal: the one that waits to be used, or a new one. False where there are none. */
  printLink(): boolean
  /** Adds an entry to the watch list. @throws {HTTPException} where it cannot be written */
  watch(search: WatchedSearch): Promise<void>
  /** What the watch list has told, the newest first. */
  reports(): Promise<readonly WatchReport[]>
  /** Told of what is nobody's mistake but the service's. */
  readonly onFault: (error: Error) => void
}

/** What whoever added files can mend is said as it is; a fault is told the service, and only that it is one to the page. */
export function troubleOf(
  error: Error,
  { onFault }: PageActions,
): { trouble: string; status: ContentfulStatusCode } {
  if (error instanceof HTTPException) return { trouble: error.message, status: error.status }
  onFault(error)
  return { trouble: say('add.fault'), status: 500 }
}
