// Files go into the source folder, and a new bundle is served: for the call and for the page.
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type IncomingFile, IngestError, type IngestProgress, type IngestReport } from '../build/ingest.ts'
import { sentFiles } from '../web/pages.ts'
import { keyOf, requireAdminKey } from './access.ts'
import { limitBody } from './limits.ts'
import type { Service } from './route.ts'

/** The largest body of files, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024

export const limitFiles = limitBody(
  MOST_BYTES,
  `Send at most ${MOST_BYTES / 1024 / 1024} MB at a time, or put the files into the folder and run lede build.`,
)

/**
 * Adds files and serves the new bundle.
 * @throws {HTTPException} 401, 403, or 409 where there is no folder or the build fails
 */
export async function addDocuments(
  { served, keys, ingest, onBuilt }: Service,
  key: string,
  read: () => Promise<readonly IncomingFile[]>,
  onProgress: IngestProgress,
): Promise<IngestReport> {
  requireAdminKey(key, keys)
  if (ingest === null)
    throw new HTTPException(409, {
      message: 'The service does not know where its documents are: start it with lede serve --corpus FOLDER.',
    })
  const files = await read()
  if (files.length === 0)
    throw new HTTPException(400, { message: 'There is no file in the request: send them as “files”.' })
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

/** The files of a request by `POST /v1/admin/documents`, added. */
export function addSentDocuments(c: Context, service: Service): Promise<IngestReport> {
  const read = async (): Promise<readonly IncomingFile[]> => (await sentFiles(c)).files
  return addDocuments(service, keyOf(c), read, () => {})
}
