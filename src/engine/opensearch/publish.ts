// How does a corpus get into a cluster? Into an index of its own, whole and counted, before the alias is moved to it.
import { ClusterError } from '../../domain/errors.ts'
import type { Connection } from './connection.ts'
import { buildingAlias, filesIndex, indexName, type KnownIndex, pieces } from './index-names.ts'
import { COLUMNS, COPIES, indexBody, plainField } from './index-settings.ts'
import { Loader, type LoadOptions, type SentFile, searchWhole } from './load.ts'
import type { PassageDocument } from './passage-document.ts'

export interface PublishOptions {
  /** Null for one, or as many as the index has where it is there already. */
  readonly shards: number | null
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
  readonly files: readonly SentFile[]
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

const CALL_MS = 60_000
/** For what waits for copies of shards. */
const SETTLE_MS = 300_000

/** @throws {ClusterError} where it cannot be done; the alias is then as it was, and another call goes on */
export async function publishIndex(
  connection: Connection,
  content: IndexContent,
  options: PublishOptions,
): Promise<PublishReport> {
  return new Publication(connection, content, options).run()
}

class Publication {
  private readonly connection: Connection
  private readonly content: IndexContent
  private readonly options: PublishOptions
  private readonly index: string

  constructor(connection: Connection, content: IndexContent, options: PublishOptions) {
    this.connection = connection
    this.content = content
    this.options = options
    this.index = indexName(connection.alias, content.version)
  }

  async run(): Promise<PublishReport> {
    await this.connection.readLimits()
    if (await this.isPublished()) {
      await this.refuseOtherShards()
      await this.copy()
      return { index: this.index, sent: 0, changed: false, dropped: [] }
    }
    await this.create()
    const loader = new Loader(this.connection, this.index, this.loadOptions)
    await loader.load(index => this.content.passage(index))
    await loader.upload(this.content.files)
    await loader.refresh()
    await this.copy()
    await this.verify()
    await this.moveAlias()
    return { index: this.index, sent: loader.sent, changed: true, dropped: await this.dropOld() }
  }

  private get loadOptions(): LoadOptions {
    const { onProgress } = this.options
    return { passages: this.content.passages, ...(onProgress === undefined ? {} : { onProgress }) }
  }

  private async isPublished(): Promise<boolean> {
    const { status } = await this.connection.call({
      method: 'HEAD',
      path: `/${this.index}/_alias/${this.connection.alias}`,
      accept: [404],
    })
    return status === 200
  }

  /** Null where there is no such index. */
  private async shardsOf(index: string): Promise<number | null> {
    interface Settings {
      readonly settings: { readonly index: { readonly number_of_shards: string } }
    }
    const { body, status } = await this.connection.call<Readonly<Record<string, Settings>>>({
      method: 'GET',
      path: `/${index}/_settings/index.number_of_shards`,
      accept: [404],
    })
    return status === 404 ? null : Number(body[index]?.settings.index.number_of_shards)
  }

  /** @throws {ClusterError} where the index that is served has another number of shards than was asked for */
  private async refuseOtherShards(): Promise<void> {
    const { shards } = this.options
    const known = await this.shardsOf(this.index)
    if (shards === null || shards === known) return
    throw new ClusterError(
      'failed',
      `${this.index} is served in ${known} shards, and an index keeps its number of shards. For ${shards} build under another alias (--alias), or after a change of the documents.`,
    )
  }

  /** The indices; one of an earlier build that went otherwise is made again. */
  private async create(): Promise<void> {
    const known = await this.shardsOf(this.index)
    const shards = this.options.shards ?? known ?? 1
    const meta = {
      lede: { alias: this.connection.alias, version: this.content.version, passages: this.content.passages },
    }
    if (known !== null && known !== shards) await this.remove(this.index)
    if (known !== shards) {
      const body = indexBody({ shards, metadataKeys: this.content.metadataKeys, meta })
      await this.createIndex(this.index, { ...body, aliases: { [buildingAlias(this.index)]: {} } })
    }
    const settings = { number_of_shards: 1, ...COPIES }
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
    const { hits, aggregations } = await searchWhole<Counted>(this.connection, this.index, {
      size: 0,
      track_total_hits: true,
      aggs: {
        first: { min: { field: COLUMNS.index } },
        last: { max: { field: COLUMNS.index } },
        boilerplate: { filter: { term: { [plainField('kind')]: 'boilerplate' } } },
      },
    })
    const figures = [
      ['passages', hits.total.value, passages],
      ['as its first passage', aggregations.first.value, 0],
      ['as its last passage', aggregations.last.value, passages - 1],
      ['passages of boilerplate', aggregations.boilerplate.doc_count, boilerplate],
    ] as const
    const [wrong] = figures.filter(([, found, expected]) => found !== expected)
    if (passages > 0 && wrong !== undefined) {
      const [what, found, expected] = wrong
      await this.discard(this.index, what, found, expected)
    }
    const files = this.content.files.reduce((sum, { bytes }) => sum + pieces(bytes), 0)
    const { hits: sent } = await searchWhole<Pick<Counted, 'hits'>>(this.connection, filesIndex(this.index), {
      size: 0,
      track_total_hits: true,
    })
    if (sent.total.value !== files)
      await this.discard(filesIndex(this.index), 'pieces of files', sent.total.value, files)
  }

  /** What is not what was sent cannot be gone on with: the next build starts again. @throws {ClusterError} */
  private async discard(index: string, what: string, found: number | null, expected: number): Promise<never> {
    await this.remove(this.index)
    throw new ClusterError(
      'failed',
      `The index ${index} had ${found} ${what} instead of ${expected} and was removed; what is served is as it was. Build again.`,
    )
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
          { remove: { index: this.index, alias: buildingAlias(this.index), must_exist: false } },
          { add: { index: this.index, alias } },
        ],
      },
      timeoutMs: CALL_MS,
    })
  }

  /** Removes indices of this alias that were made before this one: those that never became whole, and those that are not to be kept. */
  private async dropOld(): Promise<string[]> {
    const { alias } = this.connection
    const { body } = await this.connection.call<Record<string, KnownIndex>>({
      method: 'GET',
      path: `/${alias}-*`,
    })
    const made = (name: string): number => Number(body[name]?.settings.index.creation_date ?? 0)
    const older = Object.keys(body)
      .filter(name => body[name]?.mappings._meta?.lede?.alias === alias && !name.endsWith('-files'))
      .filter(name => name !== this.index && made(name) < made(this.index))
      .sort((a, b) => made(b) - made(a))
    const isWhole = (name: string): boolean => body[name]?.aliases[buildingAlias(name)] === undefined
    const kept = older.filter(isWhole).slice(0, this.options.keep)
    const dropped = older.filter(name => !kept.includes(name))
    for (const name of dropped) await this.remove(name)
    return dropped
  }

  private async remove(index: string): Promise<void> {
    for (const name of [index, filesIndex(index)])
      await this.connection.call({ method: 'DELETE', path: `/${name}`, accept: [404], timeoutMs: CALL_MS })
  }
}
