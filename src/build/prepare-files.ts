// Which thread prepares which file? Prepares all files, in this thread or in several, with the same result in the same order.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { SourceFile } from '../corpus/discover.ts'
import { compiledCodeFolder } from '../domain/compiled-code.ts'
import { createPrepare, type PreparedFile, type PrepareSettings } from './prepare-document.ts'
import type { PagesProgress, PrepareThread } from './prepare-worker.ts'

/** Below this number of files a thread takes longer to start than it saves. */
const FILES_FOR_THREADS = 200
/** Files sent to a thread at a time. */
const BATCH = 16
/** Room for what is new: what a document needs is mostly gone before it has to be looked through. */
const LIMITS = { maxYoungGenerationSizeMb: 64 }
/** Batches that each thread is sent ahead. */
const AHEAD = 8

/** As many threads as there are processors, up to eight; none for few files. */
export function defaultWorkers(files: number): number {
  return files < FILES_FOR_THREADS ? 0 : Math.min(8, availableParallelism())
}

/**
 * Prepares files and gives them in order.
 * @param workers number of threads; 0 for none but this one
 * @param onPages is told of each page that was recognised
 * @throws whatever ends a thread
 */
export async function* prepareFiles(
  files: readonly SourceFile[],
  settings: PrepareSettings,
  workers: number,
  onPages: (progress: PagesProgress) => void = () => {},
): AsyncGenerator<PreparedFile, undefined> {
  if (workers > 0) {
    yield* prepareInThreads(files, settings, workers, onPages)
    return
  }
  const prepare = createPrepare(settings, ({ path }, done, total) => onPages({ path, done, total }))
  for (const file of files) yield await prepare(file)
}

async function* prepareInThreads(
  files: readonly SourceFile[],
  settings: PrepareSettings,
  workers: number,
  onPages: (progress: PagesProgress) => void,
): AsyncGenerator<PreparedFile, undefined> {
  const batches = Math.ceil(files.length / BATCH)
  const threads = Array.from({ length: Math.min(workers, batches) }, () => new Thread(settings, onPages))
  try {
    /** Sent and not yet given, in order; as many as keep all threads busy while one batch takes long. */
    const sent: Promise<readonly PreparedFile[]>[] = []
    for (let next = 0; next < batches || sent.length > 0; ) {
      while (next < batches && sent.length < threads.length * AHEAD) {
        const thread = threads[next % threads.length] as Thread // there is one at least where there are batches
        sent.push(thread.prepare(files.slice(next * BATCH, (next + 1) * BATCH)))
        next++
      }
      yield* (await sent.shift()) ?? []
    }
  } finally {
    await Promise.all(threads.map(thread => thread.end()))
  }
}

/** A thread and the batches that it was sent; it answers them in order. */
class Thread {
  private readonly worker: Worker
  private readonly waiting: PromiseWithResolvers<readonly PreparedFile[]>[] = []
  private failure: Error | null = null

  constructor(settings: PrepareSettings, onPages: (progress: PagesProgress) => void) {
    const workerData: PrepareThread = { settings, code: compiledCodeFolder() }
    this.worker = new Worker(WORKER, { workerData, resourceLimits: LIMITS })
    this.worker.on('message', (message: readonly PreparedFile[] | PagesProgress) => {
      if ('path' in message) onPages(message)
      else this.waiting.shift()?.resolve(message)
    })
    this.worker.on('error', error => this.fail(error as Error))
    this.worker.on('exit', code => this.fail(new Error(`A thread of the build ended with status ${code}.`)))
  }

  prepare(files: readonly SourceFile[]): Promise<readonly PreparedFile[]> {
    const answer = Promise.withResolvers<readonly PreparedFile[]>()
    // Whoever waits for an earlier batch hears of the failure there.
    answer.promise.catch(() => {})
    if (this.failure !== null) answer.reject(this.failure)
    else {
      this.waiting.push(answer)
      this.worker.postMessage(files)
    }
    return answer.promise
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }

  private fail(error: Error): void {
    this.failure ??= error
    for (const { reject } of this.waiting.splice(0)) reject(this.failure)
  }
}

/** The thread's file beside this one, as TypeScript or compiled. */
const WORKER = new URL(`./prepare-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
