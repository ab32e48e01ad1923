// A thread of `prepareFiles`: prepares the files that it is sent.
import { parentPort, workerData } from 'node:worker_threads'
import type { SourceFile } from '../corpus/discover.ts'
import { useCompiledCode } from '../domain/compiled-code.ts'
import type { PrepareSettings } from './prepare-document.ts'

export interface PrepareThread {
  readonly settings: PrepareSettings
  /** As `compiledCodeFolder` gives it. */
  readonly code: string | null
}

export interface PagesProgress {
  readonly path: string
  readonly done: number
  readonly total: number
}

const { settings, code } = workerData as PrepareThread
useCompiledCode(code)
const { createPrepare } = await import('./prepare-document.ts')

const prepare = createPrepare(settings, ({ path }, done, total) =>
  parentPort?.postMessage({ path, done, total } satisfies PagesProgress),
)

/** Batches are answered one after the other, in the order in which they came. */
let last: Promise<void> = Promise.resolve()

parentPort?.on('message', (files: readonly SourceFile[]) => {
  last = last.then(async () => parentPort?.postMessage(await Promise.all(files.map(prepare))))
})
