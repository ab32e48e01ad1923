// How does a corpus get into a cluster? Into an index of its own, whole and counted, before the alias is moved to it.
//
//   ALIAS                          the index that is served
//   ALIAS-VERSION-mM               passages; VERSION names the content, M the mapping
//   ALIAS-VERSION-mM-files         the bundle's other files in pieces, so that any server can fetch them
//   ALIAS-VERSION-mM-building      alias of an index that is not whole; what is written goes through it, so that an index that somebody
//                                  removed meanwhile is not made anew by the cluster, without its mapping
//
// A build that died is gone on with by the next of the same content: documents have their place in the corpus as id and are never
// replaced, and what is missing is found by counting. Documents that are never replaced also keep the frequencies of terms exact.
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import { ClusterError } from '../../domain/errors.ts'
import type { Connection } from './connection.ts'
import { COLUMNS, indexBody, MAPPING_VERSION } from './index-settings.ts'
import type { PassageDocument } from './passage-document.ts'

export interface PublishOptions {
  readonly shards: number
  /** Copies of each shard besides the first; null for one where there are nodes for it. */
  readonly replicas: number | null
  /** Indices of the alias that are kept besides the new one, the newest. */
  readonly keep: number
  readonly onProgress?: (done: number, total: number) => void
}

export interface IndexContent {
  /** Names the content: 64 hexadecimal digits. */
  readonly version: string
  readonly passages: number
  /** Passages that are boilerplate, to be counted again in the index. */
  readonly boilerplate: number
  readonly metadataKeys: readonly string[]
  passage(index: number): PassageDocument
  /** What a server needs besides the passages. */
  readonly files: readonly {
    readonly name: string
    readonly bytes: number
    read(from: number, to: number): Buffer
  }[]
}

export interface PublishReport {
  readonly index: string
  /** Passages that were sent; fewer than all where a build was gone on with. */
  readonly sent: number
  /** False where the alias stood on this index already. */
  readonly changed: boolean
  /** Indices that were removed. */
  readonly dropped: readonly string[]
}

/** Passages that are sent at once, and counted at once. */
const BATCH = 500
/** Batches under way. */
const CONCURRENT = 4
/** Attempts for a batch; with the pauses between them some three minutes. */
const ATTEMPTS = 12
const LONGEST_PAUSE_MS = 20_000
const CALL_MS = 60_000
/** For what waits for copies of shards. */
const SETTLE_MS = 300_000
/** Bytes of a piece of a file. */
const PIECE = 1024 * 1024

/** @throws {ClusterError} where it cannot be done; the alias is then as it was, and another call goes on */
export async function publishIndex(
  connection: Connection,
  content: IndexContent,
  options: PublishOptions,
): Promise<PublishReport> {
  return new Publication(connection, content, options).run()
}

/**
 * The version of the content that the alias names.
 * @throws {ClusterError} `missing` where nothing was built under it, `unsupported-version` where another Lede built it
 */
export async function servedVersion(connection: Connection): Promise<string> {
  const { alias } = connection
  const { body, status } = await connection.call<Readonly<Record<string, KnownIndex>>>({
    method: 'GET',
    path: `/${alias}/_mapping`,
    accept: [404],
  })
  const [[index, known] = [undefined, undefined]] = status === 404 ? [] : Object.entries(body)
  const version = known?.mappings._meta?.lede?.version
  if (index === undefined || known === undefined || version === undefined) {
    throw new ClusterError(
      'missing',
      `There is nothing in OpenSearch under the alias ${alias}. Build it: lede build FOLDER --engine opensearch --url …`,
    )
  }
  if (index !== indexName(alias, version)) {
    throw new ClusterError(
      'unsupported-version',
      `The index ${index} was made by another version of Lede. Build it again: lede build FOLDER --engine opensearch --url …`,
    )
  }
  return version
}

interface KnownIndex {
  readonly settings: { readonly index: { readonly creation_date: string } }
  readonly mappings: {
    readonly _meta?: { readonly lede?: { readonly alias?: string; readonly version?: string } }
  }
}

export function indexName(alias: string, version: string): string {
  return `${alias}-${version.slice(0, 16)}-m${MAPPING_VERSION}`
}

export function filesIndex(index: string): string {
  return `${index}-files`
}

export function pieceId(name: string, piece: number): string {
  return `${name}#${piece}`
}

export function pieces(bytes: number): number {
  return Math.ceil(bytes / PIECE)
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

class Publication {
  private readonly connection: Connection
  private readonly content: IndexContent
  private readonly options: PublishOptions
  private readonly index: string
  /** After pauses that grow and differ, so that several builders do not come back at once. */
  private readonly retries = retry(handleWhen(isPassing), {
    maxAttempts: ATTEMPTS,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: LONGEST_PAUSE_MS }),
  })
  private sent = 0

  constructor(connection: Connection, content: IndexContent, options: PublishOptions) {
    this.connection = connection
    this.content = content
    this.options = options
    this.index = indexName(connection.alias, content.version)
  }

  async run(): Promise<PublishReport> {
    await this.connection.readLimits()
    if (await this.isPublished()) {
      await this.copy()
      return { index: this.index, sent: 0, changed: false, dropped: [] }
    }
    await this.create()
    await this.load()
    await this.uploadFiles()
    await this.refresh()
    await this.copy()
    await this.verify()
    await this.moveAlias()
    return { index: this.index, sent: this.sent, changed: true, dropped: await this.dropOld() }
  }

  private get building(): string {
    return `${this.index}-building`
  }

  private async isPublished(): Promise<boolean> {
    const { status } = await this.connection.call({
      method: 'HEAD',
      path: `/${this.index}/_alias/${this.connection.alias}`,
      accept: [404],
    })
    return status === 200
  }

  /** The indices; one of an earlier build that went otherwise is made anew. */
  private async create(): Promise<void> {
    const { shards } = this.options
    const meta = {
      lede: { alias: this.connection.alias, version: this.content.version, passages: this.content.passages },
    }
    const known = await this.connection.call<
      Record<string, { readonly settings: { readonly index: { readonly number_of_shards: string } } }>
    >({
      method: 'GET',
      path: `/${this.index}/_settings/index.number_of_shards`,
      accept: [404],
    })
    const knownShards =
      known.status === 404 ? null : Number(known.body[this.index]?.settings.index.number_of_shards)
    if (knownShards !== null && knownShards !== shards) await this.remove(this.index)
    if (knownShards !== shards) {
      const body = indexBody({ shards, metadataKeys: this.content.metadataKeys, meta })
      await this.createIndex(this.index, { ...body, aliases: { [this.building]: {} } })
    }
    const settings = { number_of_shards: 1, number_of_replicas: 0 }
    await this.createIndex(filesIndex(this.index), { settings, mappings: { dynamic: false, _meta: meta } })
  }

  /** Makes an index where there is none. */
  private async createIndex(name: string, body: Record<string, unknown>): Promise<void> {
    const { status, body: said } = await this.connection.call<{
      readonly error?: { readonly type?: string; readonly reason?: string }
    }>({
      method: 'PUT',
      path: `/${name}`,
      body,
      timeoutMs: CALL_MS,
      accept: [400],
    })
    if (status === 400 && said.error?.type !== 'resource_already_exists_exception')
      throw new ClusterError(
        'failed',
        `OpenSearch does not make the index ${name}: ${said.error?.reason ?? ''}.`,
      )
    await this.connection.call({
      method: 'GET',
      path: `/_cluster/health/${name}`,
      query: { wait_for_status: 'yellow', timeout: '30s' },
      timeoutMs: CALL_MS,
    })
  }

  private async load(): Promise<void> {
    const missing = await this.missingBatches()
    const { passages } = this.content
    let done = passages - missing.reduce((sum, batch) => sum + this.sizeOf(batch), 0)
    const next = missing.values()
    const work = async (): Promise<void> => {
      for (const batch of next) {
        const from = batch * BATCH
        const documents = Array.from({ length: this.sizeOf(batch) }, (_, at) =>
          this.content.passage(from + at),
        )
        await this.send(documents)
        done += documents.length
        this.options.onProgress?.(done, passages)
      }
    }
    await Promise.all(Array.from({ length: CONCURRENT }, work))
  }

  /** Batches of which the index has not all, by counting: it need not know which build sent them. */
  private async missingBatches(): Promise<number[]> {
    await this.refresh()
    const batches = Math.ceil(this.content.passages / BATCH)
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
      const { aggregations } = await this.search<Counted>({ size: 0, aggs: { batches } })
      const { buckets = [], after_key } = aggregations?.batches ?? {}
      for (const { key, doc_count } of buckets) counts.set(Math.round(key.from / BATCH), doc_count)
      after = buckets.length === 0 ? undefined : after_key
    } while (after !== undefined)
    return counts
  }

  private sizeOf(batch: number): number {
    return Math.min(BATCH, this.content.passages - batch * BATCH)
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
        path: `/${this.building}/_bulk`,
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

  private async uploadFiles(): Promise<void> {
    const index = filesIndex(this.index)
    for (const { name, bytes, read } of this.content.files) {
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

  private async refresh(): Promise<void> {
    await this.connection.call({
      method: 'POST',
      path: `/${this.index},${filesIndex(this.index)}/_refresh`,
      timeoutMs: CALL_MS,
    })
  }

  /** Makes the copies of the shards, and waits for them. */
  private async copy(): Promise<void> {
    const { replicas } = this.options
    const copies =
      replicas === null
        ? { auto_expand_replicas: '0-1' }
        : { auto_expand_replicas: false, number_of_replicas: replicas }
    const indices = `${this.index},${filesIndex(this.index)}`
    await this.connection.call({
      method: 'PUT',
      path: `/${indices}/_settings`,
      body: { index: copies },
      timeoutMs: CALL_MS,
    })
    const { body } = await this.connection.call<{ readonly timed_out: boolean }>({
      method: 'GET',
      path: `/_cluster/health/${indices}`,
      query: { wait_for_status: 'green', wait_for_events: 'languid', timeout: `${SETTLE_MS / 1_000 - 5}s` },
      timeoutMs: SETTLE_MS,
      accept: [408],
    })
    if (body.timed_out)
      throw new ClusterError(
        'failed',
        `OpenSearch has no place for ${replicas ?? 1} copies of each shard: more nodes are needed, or fewer copies (--replicas). What is served is as it was.`,
      )
  }

  /** @throws {ClusterError} where the index is not what was sent */
  private async verify(): Promise<void> {
    interface Counted {
      readonly hits: { readonly total: { readonly value: number } }
      readonly aggregations: {
        readonly first: { readonly value: number | null }
        readonly last: { readonly value: number | null }
        readonly boilerplate: { readonly doc_count: number }
      }
    }
    const { passages, boilerplate } = this.content
    const { hits, aggregations } = await this.search<Counted>({
      size: 0,
      track_total_hits: true,
      aggs: {
        first: { min: { field: COLUMNS.index } },
        last: { max: { field: COLUMNS.index } },
        boilerplate: { filter: { term: { [COLUMNS.kind]: 'boilerplate' } } },
      },
    })
    const figures = [
      ['passages', hits.total.value, passages],
      ['as its first passage', aggregations.first.value, 0],
      ['as its last passage', aggregations.last.value, passages - 1],
      ['passages of boilerplate', aggregations.boilerplate.doc_count, boilerplate],
    ] as const
    const wrong = passages === 0 ? [] : figures.filter(([, found, expected]) => found !== expected)
    for (const [what, found, expected] of wrong)
      throw new ClusterError(
        'failed',
        `The index ${this.index} has ${found} ${what} instead of ${expected}, and is not served. Remove it, and build again.`,
      )
    const files = this.content.files.reduce((sum, { bytes }) => sum + pieces(bytes), 0)
    const { body } = await this.connection.call<{
      readonly count: number
      readonly _shards: { readonly failed: number }
    }>({
      method: 'GET',
      path: `/${filesIndex(this.index)}/_count`,
    })
    if (body.count !== files || body._shards.failed > 0)
      throw new ClusterError(
        'failed',
        `The index ${filesIndex(this.index)} has ${body.count} pieces instead of ${files}, and is not served.`,
      )
  }

  /** A search of the index of which every shard must answer. */
  private async search<T>(body: Readonly<Record<string, unknown>>): Promise<T> {
    const { body: answer } = await this.connection.call<
      T & { readonly timed_out: boolean; readonly _shards: { readonly failed: number } }
    >({
      method: 'POST',
      path: `/${this.index}/_search`,
      query: { allow_partial_search_results: false },
      body,
      timeoutMs: CALL_MS,
    })
    if (answer.timed_out || answer._shards.failed > 0)
      throw new ClusterError(
        'unreachable',
        `Not every shard of ${this.index} answers. Run the build again when they do.`,
      )
    return answer
  }

  /** In one step: whoever asks the alias gets the old index before it, and the new one after it. */
  private async moveAlias(): Promise<void> {
    const { alias } = this.connection
    await this.connection.call({
      method: 'POST',
      path: '/_aliases',
      body: {
        actions: [
          { remove: { index: `${alias}-*`, alias, must_exist: false } },
          { remove: { index: this.index, alias: this.building, must_exist: false } },
          { add: { index: this.index, alias } },
        ],
      },
      timeoutMs: CALL_MS,
    })
  }

  /** Removes indices of this alias that were made before this one and are not to be kept. */
  private async dropOld(): Promise<string[]> {
    const { alias } = this.connection
    const { body } = await this.connection.call<Record<string, KnownIndex>>({
      method: 'GET',
      path: `/${alias}-*`,
    })
    const made = (name: string): number => Number(body[name]?.settings.index.creation_date ?? 0)
    const old = Object.keys(body)
      .filter(name => body[name]?.mappings._meta?.lede?.alias === alias && !name.endsWith('-files'))
      .filter(name => name !== this.index && made(name) < made(this.index))
      .sort((a, b) => made(b) - made(a))
      .slice(this.options.keep)
    for (const name of old) await this.remove(name)
    return old
  }

  private async remove(index: string): Promise<void> {
    for (const name of [index, filesIndex(index)])
      await this.connection.call({ method: 'DELETE', path: `/${name}`, accept: [404], timeoutMs: CALL_MS })
  }
}

function isPassing(error: unknown): error is ClusterError {
  return error instanceof ClusterError && (error.code === 'busy' || error.code === 'unreachable')
}
