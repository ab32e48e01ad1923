// How long do others wait while this is asked? Asks `/healthz` over and over from a thread of its own.
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Known, WorstCase } from './cases.ts'

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

/** No connection is used twice: a service that is held up closes those that wait. */
const agent = new Agent({ keepAlive: false })

/** Reads an answer to its end. */
function ask(url: string, { path, body }: WorstCase): Promise<{ status: number; bytes: number }> {
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    accept: path === '/mcp' ? 'application/json, text/event-stream' : '*/*',
    ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return new Promise((resolve, reject) => {
    const method = sent === undefined ? 'GET' : 'POST'
    const asked = request(`${url}${path}`, { agent, method, headers }, response => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(sent)
  })
}

/** What is there to be asked for. */
export async function knownOf(url: string): Promise<Known> {
  const json = async <T>(path: string): Promise<T> => (await (await fetch(`${url}${path}`)).json()) as T
  type Listed = { readonly entities: readonly { readonly id: string }[] }
  type Search = {
    readonly hits: readonly { readonly passage: { readonly id: string; readonly text: string } }[]
  }
  const ids = async (path: string): Promise<string[]> =>
    (await json<Listed>(path)).entities.map(({ id }) => id)
  const { documents } = await json<{ documents: readonly { id: string; passages: number }[] }>(
    '/v1/documents?limit=1000',
  )
  const longest = documents.toSorted((a, b) => b.passages - a.passages)[0]?.id ?? ''
  const found = await json<Search>(`/v1/search?q=&limit=100&document=${longest}`)
  const [code] = (await json<Search>('/v1/search?q=&limit=1&document=code')).hits
  const words = found.hits.flatMap(({ passage }) => passage.text.toLowerCase().match(/\p{L}{5,}/gu) ?? [])
  const passage = found.hits[0]?.passage.id ?? ''
  return {
    document: longest,
    passage,
    longPassage: code?.passage.id ?? passage,
    entities: await ids('/v1/entities?type=person&limit=100'),
    dates: await ids('/v1/entities?type=date&limit=100'),
    words: [...new Set(words)],
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
