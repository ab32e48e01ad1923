// Where is the index written? Few passages are written where they are read, many in a thread beside: the same bytes.
import { Worker } from 'node:worker_threads'
import { compiledCodeFolder } from '../domain/compiled-code.ts'
import { BundleError, type BundleErrorCode } from '../domain/errors.ts'
import type { EmptyDocument, IndexInput, IndexWriter } from '../engine/engine.ts'
import type { PackedOptions } from '../engine/packed/write.ts'

/** What a build gives its passages to. */
export interface BuildIndex {
  /** Waits while the index is far behind. */
  add(input: IndexInput | EmptyDocument): Promise<void> | undefined
  /** Writes the files; called once, after the last passage. */
  writeTo(files: FileSink): Promise<void>
  /** Gives up what is held, whatever happened. */
  close(): Promise<void>
}

export interface FileSink {
  create(name: string): { write(chunk: string | Uint8Array): void }
}

export interface IndexThreadData {
  readonly options: PackedOptions
  /** As `compiledCodeFolder` gives it. */
  readonly code: string | null
}

export type ToThread =
  | { readonly inputs: readonly (IndexInput | EmptyDocument)[] }
  /** After the last passage. */
  | 'finish'
  /** A chunk was written; the next may come. */
  | 'written'
export type FromThread =
  /** A batch was indexed. */
  | 'indexed'
  | { readonly file: string }
  | { readonly chunk: string | Uint8Array }
  /** All files came, and nothing is held. */
  | 'finished'
  | { readonly failure: string; readonly code: BundleErrorCode | null }

/** Passages sent at a time, and batches that may be on their way before the reading waits. */
const BATCH = 256
const AHEAD = 4

export function indexHere(writer: IndexWriter): BuildIndex {
  return {
    add(input) {
      writer.add(input)
      return undefined
    },
    async writeTo(files) {
      for (const [name, chunks] of writer.finish()) {
        const file = files.create(name)
        for (const chunk of chunks) file.write(chunk)
      }
    },
    async close() {
      writer.close()
    },
  }
}

/** Writes the packed engine's index in a thread. */
export class IndexThread implements BuildIndex {
  private readonly worker: Worker
  private batch: (IndexInput | EmptyDocument)[] = []
  /** Batches on their way. */
  private ahead = 0
  private room: PromiseWithResolvers<void> | null = null
  private readonly end = Promise.withResolvers<void>()
  private failure: Error | null = null
  private files: FileSink | null = null
  private file: ReturnType<FileSink['create']> | null = null

  constructor(options: PackedOptions) {
    const workerData: IndexThreadData = { options, code: compiledCodeFolder() }
    this.worker = new Worker(WORKER, { workerData })
    this.worker.on('message', (message: FromThread) => this.take(message))
    this.worker.on('error', error => this.fail(error as Error))
    this.worker.on('exit', code =>
      this.fail(new Error(`The thread that writes the index ended with status ${code}.`)),
    )
    // Whoever adds or writes hears of the failure there.
    this.end.promise.catch(() => {})
  }

  /** @throws {BundleError} and whatever else ends the thread, here or in `writeTo` */
  add(input: IndexInput | EmptyDocument): Promise<void> | undefined {
    this.batch.push(input)
    return this.batch.length < BATCH ? undefined : this.send()
  }

  async writeTo(files: FileSink): Promise<void> {
    await this.send()
    this.files = files
    this.post('finish')
    await this.end.promise
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }

  private send(): Promise<void> | undefined {
    if (this.failure !== null) throw this.failure
    this.post({ inputs: this.batch })
    this.batch = []
    if (++this.ahead < AHEAD) return undefined
    this.room = Promise.withResolvers()
    return this.room.promise
  }

  private take(message: FromThread): void {
    if (message === 'indexed') {
      this.ahead--
      this.room?.resolve()
      this.room = null
    } else if (message === 'finished') this.end.resolve()
    else if ('file' in message) this.file = this.files?.create(message.file) ?? null
    else if ('chunk' in message) this.write(message.chunk)
    else
      this.fail(
        message.code === null ? new Error(message.failure) : new BundleError(message.code, message.failure),
      )
  }

  private write(chunk: string | Uint8Array): void {
    try {
      this.file?.write(chunk)
      this.post('written')
    } catch (error) {
      this.fail(error as Error)
    }
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message)
  }

  private fail(error: Error): void {
    this.failure ??= error
    this.room?.reject(this.failure)
    this.room = null
    this.end.reject(this.failure)
  }
}

/** The thread's file beside this one, as TypeScript or compiled. */
const WORKER = new URL(`./index-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)
