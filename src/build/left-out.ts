// Which files of the folder are not in the bundle? Those of other formats, and those that gave no document.
import { discoverFiles } from '../corpus/discover.ts'
import type { DocumentRecord } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import type { BuildConfig } from './config.ts'

export interface LeftOutFile {
  /** Path under the folder, with forward slashes. */
  readonly path: string
  /** Why, in sentences; null where only reading it again would tell. */
  readonly why: string | null
}

/**
 * Hidden files, settings and packs of names are nobody's documents, and are not told of.
 * @throws {CorpusError} where the folder has no documents at all
 */
export async function leftOutFiles(
  { folder, out, config }: { readonly folder: string; readonly out: string; readonly config: BuildConfig },
  documents: readonly Pick<DocumentRecord, 'path'>[],
): Promise<readonly LeftOutFile[]> {
  const { files, problems, leftOut } = await discoverFiles([folder], {
    ...config.corpus,
    packs: config.packs,
    index: out,
  })
  const known = new Set(documents.map(({ path }) => path))
  const read = new Set(files.map(({ path }) => path))
  return [
    ...leftOut.filter(({ ending }) => ending !== undefined).map(({ path, why }) => ({ path, why })),
    ...problems.filter(({ path }) => !read.has(path)).map(({ path, message }) => ({ path, why: message })),
    ...[...read].filter(path => !known.has(path)).map(path => ({ path, why: null })),
  ].sort((a, b) => compareTexts(a.path, b.path))
}
