// Asks cases from a thread of its own, so that the thread of the service does nothing else.
import { parentPort } from 'node:worker_threads'
import { ask } from './ask.ts'
import type { WorstCase } from './cases.ts'

parentPort?.on('message', ({ url, worst }: { url: string; worst: WorstCase }) => {
  ask(url, worst).then(
    answer => parentPort?.postMessage(answer),
    (error: Error) => parentPort?.postMessage({ error: error.message }),
  )
})
