// A model that runs on this machine, in threads of its own: nothing leaves the machine, and whoever serves is not kept waiting.
import { Worker } from 'node:worker_threads'
import { EncoderError } from '../domain/errors.ts'
import { reasonOf } from '../domain/reason.ts'
import type { Encoder, EncoderModel, TextRole } from './encoder.ts'
import { type ModelFolder, readModelFolder, stampOf } from './model-folder.ts'

export interface ToEncodeThread {
  readonly number: number
  readonly text: string
  readonly role: TextRole
}
export type FromEncodeThread =
  | { readonly ready: number }
  | { readonly unusable: string }
  | { readonly number: number; readonly vector: Float32Array }
  | { readonly number: number; readonly failure: string }

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './encode-worker.ts' : './encode-worker.js',
  import.meta.url,
)

/** Texts that a thread has at once: the one that it encodes, and the next, so that it need not wait for it. */
const AHEAD = 2

export class FolderEncoder implements Encoder {
  readonly model: EncoderModel
  private readonly folder: ModelFolder
  private readonly threads: readonly EncodeThread[]

  private constructor(folder: ModelFolder, dimensions: number, threads: readonly EncodeThread[]) {
    const { name, sha256 } = folder
    this.model = { name, sha256, dimensions }
    this.folder = folder
    this.threads = threads
  }

  /** @throws {EncoderError} where a file or the package that runs models is missing, or the model cannot be run */
  static async open(place: string, threads: number): Promise<FolderEncoder> {
    const folder = await readModelFolder(place)
    const started = Array.from({ length: threads }, () => new EncodeThread(folder))
    try {
      const [dimensions = 0] = await Promise.all(started.map(thread => thread.ready))
      const encoder = new FolderEncoder(folder, dimensions, started)
      // What the threads have read must be what was hashed.
      if (!(await encoder.isCurrent()))
        throw new EncoderError(
          'failed',
          `The model in ${folder.folder} was replaced while it was opened. Try again once all of its files are there.`,
        )
      return encoder
    } catch (error) {
      await Promise.all(started.map(thread => thread.end()))
      throw error
    }
  }

  /**
   * Each text by itself: in a batch the small numbers of a model are scaled by the largest one of all its texts, and a vector would depend on
   * its neighbours. The longest come first, and a thread takes the next as soon as it has room, so that all end at about the same time.
   */
  async encode(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]> {
    const order = [...texts.keys()].sort((a, b) => (texts[b]?.length ?? 0) - (texts[a]?.length ?? 0))
    const vectors: Float32Array[] = []
    let next = 0
    const take = async (thread: EncodeThread): Promise<void> => {
      for (let at = order[next++]; at !== undefined; at = order[next++])
        vectors[at] = await thread.encode(texts[at] ?? '', role)
    }
    const places = Array.from({ length: AHEAD }, () => this.threads).flat()
    const work = Promise.all(places.map(take))
    try {
      await (signal === undefined ? work : Promise.race([work, whenAborted(signal)]))
    } finally {
      // Where it failed or was ended the others are left.
      next = order.length
    }
    return vectors
  }

  /** Also false once a thread has died. */
  async isCurrent(): Promise<boolean> {
    return (
      this.threads.every(({ isAlive }) => isAlive) &&
      (await stampOf(this.folder.folder)) === this.folder.stamp
    )
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map(thread => thread.end()))
  }
}

/** One thread with one copy of the model. It keeps no process alive while it waits for work. */
class EncodeThread {
  /** The number of dimensions. */
  readonly ready: Promise<number>
  private readonly worker: Worker
  private readonly waiting = new Map<number, PromiseWithResolvers<Float32Array>>()
  private next = 0
  private failure: Error | null = null

  constructor(folder: ModelFolder) {
    const ready = Promise.withResolvers<number>()
    this.ready = ready.promise
    this.worker = new Worker(WORKER, { workerData: folder })
    this.worker.on('message', (message: FromEncodeThread) => {
      if ('ready' in message) ready.resolve(message.ready)
      else if ('unusable' in message) ready.reject(new EncoderError('missing', message.unusable))
      else this.settle(message)
      if (this.waiting.size === 0) this.worker.unref()
    })
    const fail = (error: Error): void => {
      this.failure ??= error
      ready.reject(error)
      for (const each of this.waiting.values()) each.reject(error)
      this.waiting.clear()
    }
    this.worker.on('error', error =>
      fail(new EncoderError('failed', `The model ${folder.name} cannot be run: ${reasonOf(error)}.`)),
    )
    this.worker.on('exit', () => fail(closed()))
  }

  get isAlive(): boolean {
    return this.failure === null
  }

  encode(text: string, role: TextRole): Promise<Float32Array> {
    if (this.failure !== null) return Promise.reject(this.failure)
    const asked = Promise.withResolvers<Float32Array>()
    const number = this.next++
    this.waiting.set(number, asked)
    this.worker.ref()
    this.worker.postMessage({ number, text, role } satisfies ToEncodeThread)
    return asked.promise
  }

  private settle(message: Extract<FromEncodeThread, { number: number }>): void {
    const asked = this.waiting.get(message.number)
    this.waiting.delete(message.number)
    if ('vector' in message) asked?.resolve(message.vector)
    else asked?.reject(new EncoderError('failed', message.failure))
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}

function closed(): EncoderError {
  return new EncoderError('failed', 'The thread that runs the model has ended.')
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
