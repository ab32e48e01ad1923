// Which thread prepares which file? Prepares all files, in this thread or in several, with the same result in the same order.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SourceFile } from '../corpus/discover.ts'
import { createPrepare, type PreparedFile, type PrepareSettings } from './prepare-document.ts'

/** Below this number of files a thread takes longer to start than it saves. */
const FILES_FOR_THREADS = 200
/** Files sent to a thread at a time. */
const BATCH = 16

/** As many threads as there are processors, up to eight; none for few files. */
export function defaultWorkers(files: number): number {
  return files < FILES_FOR_THREADS ? 0 : Math.min(8, availableParallelism())
}

/**
 * Prepares files in order.
 * @param workers number of threads; 0 for none but this one
 * @throws whatever ends a thread
 */
export async function prepareFiles(
  files: readonly SourceFile[],
  settings: PrepareSettings,
  workers: number,
  onProgress: (done: number) => void,
): Promise<PreparedFile[]> {
  if (workers > 0) return new Pool(files, settings, workers, onProgress).run()
  const prepare = createPrepare(settings)
  const prepared: PreparedFile[] = []
  for (const file of files) {
    prepared.push(await prepare(file))
    onProgress(prepared.length)
  }
  return prepared
}

class Pool {
  private readonly results: PreparedFile[]
  private next = 0
  private done = 0
  private readonly files: readonly SourceFile[]
  private readonly settings: PrepareSettings
  private readonly size: number
  private readonly onProgress: (done: number) => void

  constructor(
    files: readonly SourceFile[],
    settings: PrepareSettings,
    size: number,
    onProgress: (done: number) => void,
  ) {
    this.files = files
    this.settings = settings
    this.size = size
    this.onProgress = onProgress
    this.results = new Array<PreparedFile>(files.length)
  }

  async run(): Promise<PreparedFile[]> {
    const threads = Array.from({ length: this.size }, () => new Worker(WORKER, { workerData: this.settings }))
    try {
      await Promise.all(threads.map(thread => this.feed(thread)))
    } finally {
      await Promise.all(threads.map(thread => thread.terminate()))
    }
    return this.results
  }

  /** Sends a thread batches until none is left. */
  private feed(thread: Worker): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let from = 0
    const send = (): void => {
      from = this.next
      this.next = Math.min(this.files.length, from + BATCH)
      if (from === this.next) resolve()
      else thread.postMessage(this.files.slice(from, this.next))
    }
    thread.on('message', (prepared: readonly PreparedFile[]) => {
      for (const [at, file] of prepared.entries()) this.results[from + at] = file
      this.done += prepared.length
      this.onProgress(this.done)
      send()
    })
    thread.on('error', reject)
    thread.on('exit', code => reject(new Error(`A thread of the build ended with status ${code}.`)))
    send()
    return promise
  }
}

/** The thread's file beside this one, as TypeScript or compiled. */
const WORKER = new URL(`./prepare-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
