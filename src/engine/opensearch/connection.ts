// How is a cluster spoken to? Node after node, each call within its time, errors in our words; a cluster that does not answer is left in
// peace for a moment.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Client, errors } from '@opensearch-project/opensearch'
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import { ClusterError, ConfigError } from '../../domain/errors.ts'
import { allNodes, Nodes } from './nodes.ts'

export interface ClusterSettings {
  /** Nodes that are asked in turn. */
  readonly urls: readonly string[]
  /** Name under which indices are built and served; they are called after it. */
  readonly alias: string
  /** File with `name:password`; else LEDE_OPENSEARCH_USERNAME and LEDE_OPENSEARCH_PASSWORD are taken. */
  readonly credentialsFile?: string | undefined
  /** File with the certificates that are trusted besides the system's. */
  readonly certificateFile?: string | undefined
  /** Ask the nodes for the other nodes of the cluster, and ask those too. */
  readonly sniff?: boolean | undefined
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean>>
  /** An object, or lines of JSON as a text. */
  readonly body?: Readonly<Record<string, unknown>> | string
  /** Milliseconds for one attempt on one node. */
  readonly timeoutMs?: number
  /** Further nodes that are asked where one does not answer. */
  readonly retries?: number
  readonly signal?: AbortSignal | undefined
  /** Statuses besides 2xx that are an answer. */
  readonly accept?: readonly number[]
}

export interface Answer<T> {
  readonly status: number
  readonly body: T
}

const TIMEOUT_MS = 30_000
const RETRIES = 2
/** Failures in a row after which the cluster is asked nothing for a while. */
const FAILURES = 6
const PEACE_MS = 1_000
const SNIFF_MS = 60_000
const ALIAS = /^[a-z0-9][a-z0-9_-]{0,63}$/u
/** Before version 3 the same similarity gives other scores. */
const LEAST_VERSION = 3

type ClientLibrary = typeof import('@opensearch-project/opensearch')

/** Loaded with the first cluster that is named: it has more than five hundred files, and most commands speak to no cluster. */
function clientLibrary(): ClientLibrary {
  return createRequire(import.meta.url)('@opensearch-project/opensearch') as ClientLibrary
}

export class Connection {
  readonly alias: string
  private readonly library: ClientLibrary
  private readonly client: Client
  private readonly breaker: CircuitBreakerPolicy
  private readonly place: string
  private readonly nodes = new Nodes()

  /** @throws {ConfigError} where an address, the alias, or a file is none */
  constructor(settings: ClusterSettings) {
    const { urls, alias, sniff = false } = settings
    if (urls.length === 0)
      throw new ConfigError('Name the cluster: --url http://localhost:9200, or LEDE_OPENSEARCH_URL.')
    if (!ALIAS.test(alias))
      throw new ConfigError(
        `“${alias}” cannot be an alias: small letters, digits, - and _ are allowed, up to 64.`,
      )
    this.alias = alias
    this.place = urls.map(checked).join(', ')
    const auth = credentials(settings)
    this.library = clientLibrary()
    this.client = new this.library.Client({
      nodes: [...urls],
      ...(auth === null ? {} : { auth }),
      ...(settings.certificateFile === undefined
        ? {}
        : { ssl: { ca: readSetting(settings.certificateFile) } }),
      maxRetries: 0,
      ConnectionPool: allNodes(this.library.ConnectionPool),
      nodeSelector: nodes => this.nodes.next(nodes),
      ...(sniff ? { sniffOnStart: true, sniffOnConnectionFault: true, sniffInterval: SNIFF_MS } : {}),
    })
    this.breaker = circuitBreaker(
      handleWhen(error => error instanceof ClusterError && error.code === 'unreachable'),
      {
        halfOpenAfter: PEACE_MS,
        breaker: new ConsecutiveBreaker(FAILURES),
      },
    )
  }

  /**
   * @throws {ClusterError} where the cluster does not answer, refuses, or says that it cannot be done
   * @throws the signal's reason where that ends the call
   */
  async call<T>(call: Call): Promise<Answer<T>> {
    try {
      return await this.breaker.execute(() => this.attempt<T>(call))
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error
      throw new ClusterError(
        'unreachable',
        `OpenSearch at ${this.place} has not answered ${FAILURES} times in a row; it is asked again in a moment.`,
        { cause: error },
      )
    }
  }

  /**
   * The limit of terms in one query that the cluster is set to.
   * @throws {ClusterError} `unsupported-version` where the cluster is older than OpenSearch 3
   */
  async readLimits(): Promise<{ readonly mostClauses: number }> {
    const { body: about } = await this.call<{
      readonly version?: { readonly number?: string; readonly distribution?: string }
    }>({ method: 'GET', path: '/' })
    const number = about.version?.number ?? '?'
    if (about.version?.distribution !== 'opensearch' || Number.parseInt(number, 10) < LEAST_VERSION)
      throw new ClusterError(
        'unsupported-version',
        `${this.place} is ${about.version?.distribution ?? 'something else than OpenSearch,'} ${number}; Lede needs OpenSearch ${LEAST_VERSION} or later.`,
      )
    // The keys of a setting stand in each other, as the filter's do: flat ones would pass no filter.
    interface Settings {
      readonly indices?: { readonly query?: { readonly bool?: { readonly max_clause_count?: string } } }
    }
    const { body, status } = await this.call<Readonly<Record<string, Settings>>>({
      method: 'GET',
      path: '/_cluster/settings',
      query: { include_defaults: true, filter_path: '*.indices.query.bool.max_clause_count' },
      accept: [401, 403],
    })
    const settings = status === 200 ? [body['transient'], body['persistent'], body['defaults']] : []
    const set = settings
      .map(each => each?.indices?.query?.bool?.max_clause_count)
      .find(value => value !== undefined)
    return { mostClauses: set === undefined ? DEFAULT_CLAUSES : Number(set) }
  }

  async close(): Promise<void> {
    await this.client.close()
  }

  private async attempt<T>({ retries = RETRIES, ...call }: Call): Promise<Answer<T>> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once<T>(call)
      } catch (error) {
        call.signal?.throwIfAborted()
        const mended = this.explain(error, call.path)
        if (mended.code !== 'unreachable' || attempt >= retries) throw mended
        await this.nodes.ask(this.client.connectionPool.connections)
      }
    }
  }

  private async once<T>({
    method,
    path,
    query,
    body,
    timeoutMs = TIMEOUT_MS,
    signal,
    accept = [],
  }: Omit<Call, 'retries'>): Promise<Answer<T>> {
    signal?.throwIfAborted()
    const preference = path.endsWith('/_search')
      ? this.nodes.copiesToPrefer(this.client.connectionPool.connections)
      : null
    const request = this.client.transport.request(
      {
        method,
        path,
        querystring: { ...query, ...(preference === null ? {} : { preference }) },
        ...(body === undefined ? {} : typeof body === 'string' ? { bulkBody: body } : { body: { ...body } }),
      },
      { requestTimeout: timeoutMs, ignore: [...accept] },
    )
    const abort = (): void => void request.abort()
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const answer = await request
      return { status: answer.statusCode ?? 0, body: answer.body as T }
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  private explain(error: unknown, path: string): ClusterError {
    // Not the error itself: it holds the whole request, with its credentials.
    const options = { cause: new Error(error instanceof Error ? error.message : String(error)) }
    if (!(error instanceof this.library.errors.ResponseError)) {
      const why = error instanceof Error ? error.message : String(error)
      return new ClusterError('unreachable', `OpenSearch at ${this.place} does not answer: ${why}.`, options)
    }
    const status = error.statusCode ?? 0
    const why = reasonOf(error)
    if (status === 401 || status === 403)
      return new ClusterError(
        'refused',
        `OpenSearch at ${this.place} refuses ${path}: ${why}. Give credentials with --credentials FILE, or LEDE_OPENSEARCH_USERNAME and LEDE_OPENSEARCH_PASSWORD.`,
        options,
      )
    if (status === 429) return new ClusterError('busy', `OpenSearch has too much to do: ${why}.`, options)
    if (status >= 500)
      return new ClusterError('unreachable', `OpenSearch cannot answer ${path} now: ${why}.`, options)
    return new ClusterError(
      status === 404 ? 'missing' : 'failed',
      `OpenSearch refuses ${path}: ${why}.`,
      options,
    )
  }
}

/** The cluster's own default. */
const DEFAULT_CLAUSES = 1_024

interface Reason {
  readonly type?: string
  readonly reason?: string
  readonly root_cause?: readonly Reason[]
  readonly caused_by?: Reason
}

function reasonOf(error: errors.ResponseError): string {
  const body = error.body as { readonly error?: Reason | string } | string | null
  if (typeof body === 'string' || body === null) return `status ${error.statusCode ?? '?'}`
  if (typeof body.error === 'string') return body.error
  const { root_cause: [root] = [], caused_by, ...own } = body.error ?? {}
  const { type = `status ${error.statusCode ?? '?'}`, reason = '' } = root ?? caused_by ?? own
  return reason === '' ? type : `${type}, ${reason.slice(0, 500)}`
}

/** @throws {ConfigError} for what is no address, or would show a password to everybody who lists processes */
function checked(text: string): string {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new ConfigError(`“${text}” is no address of a cluster, such as http://localhost:9200.`)
  if (url.username !== '' || url.password !== '')
    throw new ConfigError(
      'Credentials do not belong into the address, where everybody on this machine can read them. Give them with --credentials FILE, or LEDE_OPENSEARCH_USERNAME and LEDE_OPENSEARCH_PASSWORD.',
    )
  return url.origin
}

function credentials({ credentialsFile }: ClusterSettings): { username: string; password: string } | null {
  if (credentialsFile === undefined) {
    const username = process.env['LEDE_OPENSEARCH_USERNAME'] ?? ''
    const password = process.env['LEDE_OPENSEARCH_PASSWORD'] ?? ''
    if ((username === '') !== (password === ''))
      throw new ConfigError(
        'LEDE_OPENSEARCH_USERNAME and LEDE_OPENSEARCH_PASSWORD must both be set, or none.',
      )
    return username === '' ? null : { username, password }
  }
  const text = readSetting(credentialsFile).trim()
  const colon = text.indexOf(':')
  if (colon < 1 || text.includes('\n'))
    throw new ConfigError(`${credentialsFile} must have one line, name:password.`)
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function readSetting(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${path} cannot be read: ${(error as Error).message}.`)
  }
}
