// A thread of `buildInThread`: builds once, tells how far it is, then what became of it.
import { parentPort, workerData } from 'node:worker_threads'
import { buildBundle } from './build.ts'
import type { ThreadMessage, ThreadOptions } from './build-in-thread.ts'

/** Milliseconds between two reports of progress. */
const PAUSE = 100

const say = (message: ThreadMessage): void => parentPort?.postMessage(message)
let next = 0

buildBundle({
  ...(workerData as ThreadOptions),
  onProgress: (stage, done, total) => {
    if (performance.now() < next && done < total) return
    next = performance.now() + PAUSE
    say({ progress: [stage, done, total] })
  },
}).then(
  report => say({ report }),
  (error: Error) => say({ failure: error.message }),
)
