// A thread of `prepareFiles`: prepares the files that it is sent.
import { parentPort, workerData } from 'node:worker_threads'
import type { SourceFile } from '../corpus/discover.ts'
import { createPrepare, type PrepareSettings } from './prepare-document.ts'

const prepare = createPrepare(workerData as PrepareSettings)

parentPort?.on('message', (files: readonly SourceFile[]) => {
  void Promise.all(files.map(prepare)).then(prepared => parentPort?.postMessage(prepared))
})
