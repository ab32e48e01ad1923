// How is a bundle built by a process that goes on answering? In a thread of its own, with the same result.
import { Worker } from 'node:worker_threads'
import type { BuildOptions, BuildReport, BuildStage } from './options.ts'

export type ThreadOptions = Omit<BuildOptions, 'onProgress' | 'onPages'>
export type ThreadMessage =
  | { readonly progress: readonly [BuildStage, number, number] }
  | { readonly report: BuildReport }
  | { readonly failure: string }

/** The build could not be done; the message says why, as `buildBundle` does. */
export class BuildFailure extends Error {}

/** @throws {BuildFailure} with the message of what `buildBundle` throws */
export function buildInThread(
  options: ThreadOptions,
  onProgress: (stage: BuildStage, done: number, total: number) => void,
): Promise<BuildReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: options })
    worker.on('message', (message: ThreadMessage) => {
      if ('progress' in message) onProgress(...message.progress)
      else if ('report' in message) resolve(message.report)
      else reject(new BuildFailure(message.failure))
    })
    worker.on('error', reject)
    worker.on('exit', code => reject(new Error(`The thread of the build ended with status ${code}.`)))
  })
}

/** The thread's file beside this one, as TypeScript or compiled. */
const WORKER = new URL(`./build-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
