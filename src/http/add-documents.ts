// Files go into the source folder, corrections into their file, and a new bundle is served: for the call and for the page.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type IncomingFile, IngestError, type IngestProgress, type IngestReport } from '../build/ingest.ts'
import { ConfigError } from '../domain/errors.ts'
import type { Correction } from '../entities/write-correction.ts'
import type { WatchedSearch } from '../watch/write-watch.ts'
import { bearerOf, requireAdminKey } from './access.ts'
import type { Service } from './route.ts'
import { receiveFiles } from './uploads.ts'

/**
 * The files of a request, read once the state of the service and the key allow it.
 * @throws {HTTPException} 401 or 403 for the key, 409 where there is no folder, 400, 413 or 415 for the form
 */
export function receiveDocuments(
  c: Context,
  { keys, pageKeys, ingest }: Service,
): Promise<readonly IncomingFile[]> {
  if (!keys.hasAdmin && pageKeys === null) requireAdminKey('', keys, null)
  if (ingest === null) throw noFolder()
  return receiveFiles(c, bearerOf(c), key => {
    requireAdminKey(key, keys, pageKeys)
    if (pageKeys?.accepts(key) === true) c.set('pageKey', key)
  })
}

/**
 * Adds files and serves the new bundle.
 * @throws {HTTPException} 409 where there is no folder or the build fails
 */
export async function addDocuments(
  { served, ingest, onBuilt }: Service,
  files: readonly IncomingFile[],
  onProgress: IngestProgress,
): Promise<IngestReport> {
  if (ingest === null) throw noFolder()
  try {
    const report = await ingest.add(files, onProgress)
    if (report.published) {
      await served.reload()
      onBuilt()
    }
    return report
  } catch (error) {
    if (error instanceof IngestError) throw new HTTPException(409, { message: error.message, cause: error })
    throw error
  }
}

/**
 * Writes a correction of a name into the file of the corpus and serves the bundle that was built with it.
 * @throws {HTTPException} 409 where there is no folder, the file cannot be written to or the build fails
 */
export async function correctEntity(
  { served, ingest, onBuilt }: Service,
  correction: Correction,
): Promise<void> {
  if (ingest === null) throw noFolder()
  try {
    await ingest.correct(correction)
  } catch (error) {
    if (error instanceof IngestError) throw new HTTPException(409, { message: error.message, cause: error })
    throw error
  }
  await served.reload()
  onBuilt()
}

/**
 * Adds a search to the watch list of the corpus, and takes what it finds now as known.
 * @throws {HTTPException} 409 where there is no folder, or the file cannot be added to
 */
export async function watchSearch({ watchList, onBuilt }: Service, search: WatchedSearch): Promise<void> {
  if (watchList === null) throw noFolder()
  try {
    await watchList.add(search)
  } catch (error) {
    if (error instanceof ConfigError) throw new HTTPException(409, { message: error.message, cause: error })
    throw error
  }
  onBuilt()
}

function noFolder(): HTTPException {
  return new HTTPException(409, {
    message: 'The service does not know where its documents are: start it with lede serve --corpus FOLDER.',
  })
}
