// How long do others wait while this is asked? Asks `/healthz` over and over from a thread of its own.
import { setTimeout as pause } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { ask } from './ask.ts'
import type { WorstCase } from './cases.ts'

/** Milliseconds between an answer of `/healthz` and the next question. */
const BETWEEN_MS = 2

export interface Measured {
  readonly status: number
  readonly bytes: number
  readonly tookMs: number
  /** Milliseconds that each `/healthz` took meanwhile. */
  readonly delays: readonly number[]
}

/** Asks `/healthz` of a service until it is stopped. */
export class Watcher {
  private readonly worker: Worker
  private delays: number[] = []

  constructor(url: string) {
    this.worker = new Worker(new URL(import.meta.url), { workerData: { url } })
    this.worker.on('message', (delays: number[]) => this.delays.push(...delays))
  }

  /** Asks one case, and says how long `/healthz` took from the question to the end of the answer. */
  async measure(url: string, worst: WorstCase): Promise<Measured> {
    await this.taken()
    const started = performance.now()
    const { status, bytes } = await ask(url, worst)
    const tookMs = performance.now() - started
    await pause(5 * BETWEEN_MS)
    return { status, bytes, tookMs, delays: await this.taken() }
  }

  /** What was measured since the last time. */
  private async taken(): Promise<number[]> {
    const answered = new Promise(resolve => this.worker.once('message', resolve))
    this.worker.postMessage('give')
    await answered
    return this.delays.splice(0)
  }

  async stop(): Promise<void> {
    await this.worker.terminate()
  }
}

/** Of the thread: the delays are given when they are asked for. */
async function watch(url: string): Promise<void> {
  let delays: number[] = []
  parentPort?.on('message', () => {
    parentPort?.postMessage(delays)
    delays = []
  })
  for (;;) {
    const started = performance.now()
    await ask(url, { name: '', path: '/healthz' })
    delays.push(performance.now() - started)
    await pause(BETWEEN_MS)
  }
}

if (!isMainThread) await watch((workerData as { url: string }).url)
