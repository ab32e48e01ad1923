// Here are all files of a corpus: what was made of each before, or is made now, in order.
import { availableParallelism } from 'node:os'
import type { SourceFile } from '../corpus/discover.ts'
import type { FileHashes } from './file-hashes.ts'
import type { BuildOptions } from './options.ts'
import { createPrepare, type PreparedFile, type PrepareSettings } from './prepare-document.ts'
import { defaultWorkers, prepareFiles } from './prepare-files.ts'
import type { KeyOf, PreparedCache } from './prepared-cache.ts'

/** What was prepared before, and how it is found. */
export interface Before {
  /** Of the last build, and before it of one that died since. */
  readonly caches: readonly PreparedCache[]
  readonly keyOf: KeyOf
  readonly hashes: FileHashes
}

/** All files in order: from the cache where they have not changed, else prepared. */
export async function* takeOrPrepare(
  files: readonly SourceFile[],
  settings: PrepareSettings,
  before: Before | null,
  options: BuildOptions,
): AsyncGenerator<{ readonly file: SourceFile; readonly made: PreparedFile; readonly isReused: boolean }> {
  const known = before === null ? [] : await findKnown(files, before)
  const missing = files.filter((_, at) => (known[at] ?? null) === null)
  const workers = options.workers ?? defaultWorkers(missing.length)
  // Threads read files side by side, each with one process for pages; where there are none, pages of a file are read side by side.
  const processes =
    workers > 0 || options.workers === 0 ? 1 : Math.min(MOST_PROCESSES, availableParallelism())
  const withProcesses = { ...settings, pages: { ...settings.pages, processes } }
  const prepared = prepareFiles(missing, withProcesses, workers, ({ path, done, total }) =>
    options.onPages?.(path, done, total),
  )
  try {
    for (const [at, file] of files.entries()) {
      const key = known[at] ?? null
      const reused = key === null || before === null ? null : given(before.caches, key)
      // What the cache has and cannot give is prepared here, out of turn.
      const made =
        reused ?? (key === null ? (await prepared.next()).value : await createPrepare(settings)(file))
      if (made === undefined) throw new Error(`${file.path} was not prepared`)
      yield { file, made, isReused: reused !== null }
    }
  } finally {
    await prepared.return(undefined) // ends its threads
  }
}

/** From the first cache that has it and can give it. */
function given(caches: readonly PreparedCache[], key: string): PreparedFile | null {
  for (const cache of caches) {
    const file = cache.get(key)
    if (file !== null) return file
  }
  return null
}

/** Processes that recognise text. */
const MOST_PROCESSES = 8

/** For each file the key under which the cache has it, or null. */
async function findKnown(
  files: readonly SourceFile[],
  { caches, keyOf, hashes }: Before,
): Promise<(string | null)[]> {
  const known: (string | null)[] = []
  for (const file of files) {
    const key = keyOf(file, await hashes.of(file))
    known.push(caches.some(cache => cache.has(key)) ? key : null)
  }
  return known
}
