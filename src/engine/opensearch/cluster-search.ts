// One search of an index in a cluster: asked perhaps several times, and it remembers whether a part did not answer.
import type { DocumentRecord } from '../../domain/document.ts'
import { ClusterError } from '../../domain/errors.ts'
import type { EngineRequest, PassageGroups, PassageSource } from '../engine.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Connection } from './connection.ts'
import type { Dsl } from './dsl.ts'

/** A node that does not answer within this is given up, and another one asked. It is more than shards take, see `SHARD_MS`. */
const ATTEMPT_MS = 3_000
/** Time after which shards answer with what they have. */
const SHARD_MS = 2_500
/** The same where the whole is wanted. */
const UNHURRIED_MS = 30_000

export interface ClusterIndex {
  readonly connection: Connection
  /** The index itself, no alias: what is built later does not change its answers. */
  readonly index: string
  readonly mostClauses: number
  readonly vocabulary: Vocabulary
  /** All of the corpus, sorted. */
  readonly metadataKeys: readonly string[]
  readonly documents: readonly DocumentRecord[]
  /** The records, at hand. */
  readonly source: PassageSource
  /** Of the passage's document, from 0. */
  documentNumber(passage: number): number
  readonly copies: PassageGroups
}

export interface ClusterHit {
  readonly _score: number | null
  /** The values that it is sorted by; its place in the corpus is the last. */
  readonly sort: readonly (number | string | null)[]
}

/** What every search says of the shards that it asked. */
export interface ShardsAsked {
  readonly timed_out: boolean
  readonly _shards: { readonly total: number; readonly successful: number; readonly failed: number }
}

/**
 * Whether every shard was searched to its end. A shard of which no copy is active has not failed, as OpenSearch counts: it is only missing
 * among the successful ones.
 */
export function isWhole({ timed_out, _shards: { total, successful, failed } }: ShardsAsked): boolean {
  return !timed_out && failed === 0 && successful === total
}

export interface ClusterAnswer extends ShardsAsked {
  readonly _shards: ShardsAsked['_shards'] & {
    readonly failures?: readonly { readonly reason?: { readonly type?: string; readonly reason?: string } }[]
  }
  readonly hits: {
    readonly total?: { readonly value: number }
    readonly hits: readonly ClusterHit[]
  }
  readonly aggregations?: Readonly<Record<string, unknown>>
}

export class ClusterSearch {
  readonly request: EngineRequest
  readonly query: Dsl
  /** Whether a part of the corpus did not answer in time, or at all. */
  isPartial = false
  private readonly connection: Connection
  private readonly index: string

  constructor(connection: Connection, index: string, request: EngineRequest, query: Dsl) {
    this.connection = connection
    this.index = index
    this.request = request
    this.query = query
  }

  /**
   * @param isScored whether the scores of hits are wanted
   * @throws {ClusterError} where no part answers, or the whole is wanted and a part does not
   */
  async ask(body: Readonly<Record<string, unknown>>, isScored = true): Promise<ClusterAnswer> {
    const { budgetMs, signal } = this.request
    const { body: answer } = await this.connection.call<ClusterAnswer>({
      method: 'POST',
      path: `/${this.index}/_search`,
      query: {
        // Frequencies of terms over all shards: scores do not depend on how passages are spread. Figures need none.
        search_type: isScored ? 'dfs_query_then_fetch' : 'query_then_fetch',
        allow_partial_search_results: true,
        request_cache: false,
      },
      body: {
        query: this.query,
        ...(budgetMs === undefined
          ? {}
          : { timeout: `${Math.max(1, Math.ceil(Math.min(budgetMs, SHARD_MS)))}ms` }),
        ...body,
      },
      timeoutMs: budgetMs === undefined ? UNHURRIED_MS : ATTEMPT_MS,
      signal,
    })
    if (isWhole(answer)) return answer
    // Who gives no time wants the whole, and is not told of parts.
    if (budgetMs === undefined) throw new ClusterError('unreachable', partMissing(answer))
    this.isPartial = true
    return answer
  }

  /** Asks for figures only. @throws {ClusterError} as `ask` */
  count(aggs: Readonly<Record<string, Dsl>>): Promise<ClusterAnswer> {
    return this.ask({ size: 0, track_total_hits: false, aggs }, false)
  }
}

function partMissing({ _shards: { failures: [failure] = [] } }: ClusterAnswer): string {
  return `A part of the corpus in OpenSearch does not answer: ${failure?.reason?.reason ?? 'it is not there, or its time was up'}.`
}

export function aggregation<T>({ aggregations }: ClusterAnswer, name: string): T {
  const found = aggregations?.[name]
  if (found === undefined) throw new ClusterError('failed', `OpenSearch left out the figures of ${name}.`)
  return found as T
}

export function totalOf({ hits }: ClusterAnswer): number {
  return hits.total?.value ?? 0
}
