// How do passages and files get into indices that are not served yet? In batches, several on their way, again where the cluster cannot take
// them now. What is there is found by counting, so the next build of the same content goes on with one that died. Documents have
// their place in the corpus as id and are never replaced, which also keeps the frequencies of terms exact.
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import { ClusterError } from '../../domain/errors.ts'
import { isWhole, type ShardsAsked } from './cluster-search.ts'
import type { Connection } from './connection.ts'
import { buildingAlias, filesIndex, PIECE, pieceId, pieces } from './index-names.ts'
import { COLUMNS } from './index-settings.ts'
import type { PassageDocument } from './passage-document.ts'

/** Passages that are sent at once, and counted at once. */
const BATCH = 500
/** Batches under way. */
const CONCURRENT = 4
/** Attempts for a batch; with the pauses between them some three minutes. */
const ATTEMPTS = 12
const LONGEST_PAUSE_MS = 20_000
const CALL_MS = 60_000

/** A file of the bundle, read in parts. */
export interface SentFile {
  readonly name: string
  readonly bytes: number
  read(from: number, to: number): Buffer
}

export interface LoadOptions {
  readonly passages: number
  readonly onProgress?: (done: number, total: number) => void
}

interface BulkAnswer {
  readonly errors: boolean
  readonly items: readonly {
    readonly create: {
      readonly _id: string
      readonly status: number
      readonly error?: { readonly type?: string; readonly reason?: string }
    }
  }[]
}

export class Loader {
  /** Passages that were sent so far. */
  sent = 0
  private readonly connection: Connection
  private readonly index: string
  private readonly options: LoadOptions
  /** After pauses that grow and differ, so that several builders do not come back at once. */
  private readonly retries = retry(handleWhen(isPassing), {
    maxAttempts: ATTEMPTS,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: LONGEST_PAUSE_MS }),
  })

  constructor(connection: Connection, index: string, options: LoadOptions) {
    this.connection = connection
    this.index = index
    this.options = options
  }

  /** Sends the passages that the index lacks. @throws {ClusterError} where it does not take them */
  async load(passage: (index: number) => PassageDocument): Promise<void> {
    const missing = await this.missingBatches()
    const { passages } = this.options
    let done = passages - missing.reduce((sum, batch) => sum + this.sizeOf(batch), 0)
    const next = missing.values()
    let hasFailed = false
    const work = async (): Promise<void> => {
      for (const batch of next) {
        if (hasFailed) return
        const from = batch * BATCH
        const documents = Array.from({ length: this.sizeOf(batch) }, (_, at) => passage(from + at))
        await this.send(documents).catch((error: unknown) => {
          hasFailed = true
          throw error
        })
        done += documents.length
        this.options.onProgress?.(done, passages)
      }
    }
    await Promise.all(Array.from({ length: CONCURRENT }, work))
  }

  /** Batches of which the index has not all, by counting: it need not know which build sent them. */
  private async missingBatches(): Promise<number[]> {
    await this.refresh()
    const batches = Math.ceil(this.options.passages / BATCH)
    const counts = await this.countByBatch()
    return Array.from({ length: batches }, (_, batch) => batch).filter(
      batch => counts.get(batch) !== this.sizeOf(batch),
    )
  }

  private async countByBatch(): Promise<Map<number, number>> {
    interface Counted {
      readonly aggregations?: {
        readonly batches: {
          readonly after_key?: { readonly from: number }
          readonly buckets: readonly { readonly key: { readonly from: number }; readonly doc_count: number }[]
        }
      }
    }
    const counts = new Map<number, number>()
    let after: { readonly from: number } | undefined
    do {
      const from = { histogram: { field: COLUMNS.index, interval: BATCH } }
      const batches = {
        composite: { size: 10_000, sources: [{ from }], ...(after === undefined ? {} : { after }) },
      }
      const { aggregations } = await searchWhole<Counted>(this.connection, this.index, {
        size: 0,
        aggs: { batches },
      })
      const { buckets = [], after_key } = aggregations?.batches ?? {}
      for (const { key, doc_count } of buckets) counts.set(Math.round(key.from / BATCH), doc_count)
      after = buckets.length === 0 ? undefined : after_key
    } while (after !== undefined)
    return counts
  }

  private sizeOf(batch: number): number {
    return Math.min(BATCH, this.options.passages - batch * BATCH)
  }

  /** Sends passages until the index has all of them. What it cannot take now is sent again, after pauses that grow and differ. */
  private async send(documents: readonly PassageDocument[]): Promise<void> {
    let waiting = documents
    const lines = new Map(
      documents.map(({ id, routing, body }) => [
        id,
        `${JSON.stringify({ create: { _id: id, routing } })}\n${JSON.stringify(body)}\n`,
      ]),
    )
    await this.persist(async () => {
      const { body } = await this.connection.call<BulkAnswer>({
        method: 'POST',
        path: `/${buildingAlias(this.index)}/_bulk`,
        query: { require_alias: true, filter_path: 'errors,items.*._id,items.*.status,items.*.error' },
        body: waiting.map(({ id }) => lines.get(id) ?? '').join(''),
        timeoutMs: CALL_MS,
        retries: 0,
      })
      const left = new Set<string>()
      for (const { create } of body.items) {
        // 409: it is there already.
        if (create.status < 300 || create.status === 409) continue
        if (create.status !== 429 && create.status < 500)
          throw new ClusterError(
            'failed',
            `OpenSearch does not take passage ${create._id}: ${create.error?.type ?? create.status}, ${create.error?.reason ?? ''}`,
          )
        left.add(create._id)
      }
      waiting = waiting.filter(({ id }) => left.has(id))
      if (waiting.length > 0)
        throw new ClusterError('busy', 'OpenSearch has too much to do to take more passages.')
    })
    this.sent += documents.length
  }

  /** @throws {ClusterError} where it is not done after all attempts */
  private async persist(attempt: () => Promise<unknown>): Promise<void> {
    try {
      await this.retries.execute(attempt)
    } catch (error) {
      if (!isPassing(error)) throw error
      throw new ClusterError(
        error.code,
        `${error.message} What it took is kept, and what is served is as it was: run the build again to go on.`,
        { cause: error },
      )
    }
  }

  /** Sends the files in pieces. @throws {ClusterError} where the cluster does not take them */
  async upload(files: readonly SentFile[]): Promise<void> {
    const index = filesIndex(this.index)
    for (const { name, bytes, read } of files) {
      for (let piece = 0; piece < pieces(bytes); piece++) {
        const data = read(piece * PIECE, Math.min(bytes, (piece + 1) * PIECE)).toString('base64')
        await this.persist(async () => {
          await this.connection.call({
            method: 'PUT',
            path: `/${index}/_doc/${encodeURIComponent(pieceId(name, piece))}`,
            body: { name, piece, data },
            timeoutMs: CALL_MS,
          })
        })
      }
    }
  }

  async refresh(): Promise<void> {
    await this.connection.call({
      method: 'POST',
      path: `/${this.index},${filesIndex(this.index)}/_refresh`,
      timeoutMs: CALL_MS,
    })
  }
}

function isPassing(error: unknown): error is ClusterError {
  return error instanceof ClusterError && (error.code === 'busy' || error.code === 'unreachable')
}

/** A search of an index of which every shard must answer. @throws {ClusterError} where one does not */
export async function searchWhole<T>(
  connection: Connection,
  index: string,
  body: Readonly<Record<string, unknown>>,
): Promise<T> {
  const { body: answer } = await connection.call<T & ShardsAsked>({
    method: 'POST',
    path: `/${index}/_search`,
    query: { allow_partial_search_results: false },
    body,
    timeoutMs: CALL_MS,
  })
  if (!isWhole(answer))
    throw new ClusterError(
      'unreachable',
      `Not every shard of ${index} answers. Run the build again when they do.`,
    )
  return answer
}
