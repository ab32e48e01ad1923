// The service on a port: start, signals, an orderly end.
import type { Server } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import pino, { type Logger } from 'pino'
import type { BuildConfig } from '../build/config.ts'
import { Ingest } from '../build/ingest.ts'
import type { BuildReport, ClusterTarget } from '../build/options.ts'
import { filesBeside, watchCorpus } from '../build/watch-corpus.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import { type Reload, ServedBundle } from '../bundle/serving.ts'
import { ClusterError, ListenError } from '../domain/errors.ts'
import { Connection } from '../engine/opensearch/connection.ts'
import { hideEncoder, nameEncoder } from '../search/meaning/query-encoder.ts'
import { prepareSearch } from '../search/search.ts'
import { Watcher } from '../watch/watcher.ts'
import { WatchFile } from '../watch/write-watch.ts'
import { createApp } from './app.ts'
import { KeyRing } from './keys.ts'
import type { RateLimit } from './limits.ts'
import { Metrics } from './metrics.ts'
import { addLinkText, PageKeys } from './page-keys.ts'

export interface ServerOptions {
  readonly index: string
  /** Where the index is searched; null or absent where it is searched here. */
  readonly cluster?: ClusterTarget | null
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
  readonly adminKey: string | null
  /** File of keys; readers then need one. */
  readonly keys?: string | null
  /** Answer on a public address to whoever asks. */
  readonly isPublic?: boolean
  /** Names besides the address under which a service on this machine is asked. */
  readonly allowedHosts?: readonly string[]
  readonly corsOrigins?: readonly string[]
  readonly rateLimit?: RateLimit | null
  /** Folder and settings from which the bundle was built, to which documents may be added; null for none. */
  readonly corpus?: ServedCorpus | null
  readonly version: string
  /** Whoever reads the terminal may add documents on a page of this machine: a link is made that lets one page do so. */
  readonly printsLink?: boolean
  /** Where the model is by which bundles were built, if not where it was then. */
  readonly encoder?: string
  /** Reload when the bundle on disk is replaced; build again when the corpus changes. */
  readonly watch: boolean
  /** Told what became of each build after changes, and how long it took. */
  readonly onBuild?: (report: BuildReport, seconds: number) => void
  /** Told what happens, a line at a time. */
  readonly log: (line: string) => void
  /** Requests as JSON lines; nothing where absent. */
  readonly logger?: Logger
  readonly logQueries?: boolean
  readonly slowMs?: number
  /** Milliseconds that running requests have at the end. */
  readonly drainMs?: number
}

export interface ServedCorpus {
  readonly folder: string
  readonly config: BuildConfig
  /** File of the configuration, where it is a named one. */
  readonly configFile?: string
  /** Reads the configuration again, before a build after changes. */
  readonly readConfig?: () => Promise<BuildConfig>
}

export interface RunningServer {
  readonly url: string
  readonly served: ServedBundle
  /** Opens the page so that it may add documents without a key, once; null where there is no such link. */
  readonly addLink: string | null
  /** Stops listening, lets running requests end, then resolves. Those that take too long are broken off. */
  close(): Promise<void>
}

/** Milliseconds that a client has to send the head of a request, and all of it. */
const PATIENCE = { headers: 10_000, request: 60_000, keepAlive: 10_000 } as const
/** Bytes of a request's head: an address of `LONGEST_ADDRESS`, and headers. */
const HEAD_BYTES = 32_768
const SLOW_MS = 1_000
const DRAIN_MS = 10_000
/** Milliseconds without a new request after which none is on its way; and those after which it is over even so. */
const GRACE_MS = 150
const MOST_GRACE_MS = 2_000

/**
 * Opens the bundle and listens.
 * @throws {BundleError} where the bundle cannot be opened
 * @throws {ConfigError} where the file of keys cannot be read
 * @throws {ListenError} where the port is taken or not allowed, or everybody could read
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, adminKey, version, log, corpus = null, drainMs = DRAIN_MS } = options
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const keys = new KeyRing(options.keys ?? null, adminKey)
  refuseOpenDoor(options, loopback, keys)
  const { cluster: target = null } = options
  const cluster = target === null ? null : new Connection(target.settings)
  const prepare = (bundle: Bundle): Promise<void> => {
    if (options.encoder !== undefined) nameEncoder(bundle, options.encoder)
    hideEncoder(bundle, log)
    return prepareSearch(bundle)
  }
  const served = await ServedBundle.open(options.index, prepare, cluster)
  const metrics = new Metrics(served, version)
  const logger = options.logger ?? pino({ enabled: false })
  // The configuration may be another one later: whoever builds, adds or watches asks for it then.
  const kept = corpus === null ? null : { folder: corpus.folder, config: corpus.config }
  const { index } = options
  const watcher =
    kept && new Watcher(() => ({ sources: [kept.folder], index, config: kept.config, cluster }), log)
  const beforeBuild = async (): Promise<void> => watcher?.begin()
  const ingest =
    kept &&
    new Ingest(() => ({ ...kept, out: index, cluster: target, encoder: options.encoder, beforeBuild }))
  await ingest?.recover()
  const onBuilt = (): void => watcher?.look()
  // Where readers need a key, the page that the link opens would be of no use without one.
  const hasLink = loopback && corpus !== null && options.printsLink === true && !keys.isRequired
  const pageKeys = hasLink ? new PageKeys() : null
  let isDraining = false
  let ended: Promise<void> | undefined
  const app = createApp({
    served,
    keys,
    pageKeys,
    loopback,
    host,
    allowedHosts: options.allowedHosts ?? [],
    corsOrigins: options.corsOrigins ?? [],
    rateLimit: options.rateLimit ?? null,
    version,
    ingest,
    watchList: kept && new WatchFile(kept),
    onBuilt,
    isDraining: () => isDraining,
    log: { logger, queries: options.logQueries ?? false, slowMs: options.slowMs ?? SLOW_MS },
    metrics,
    printLink: link => log(addLinkText(`${url}${link}`)),
    // A cluster that does not answer says so with every request; where in our code that was found is of no use.
    onError: error =>
      log(
        error instanceof ClusterError
          ? error.message
          : `A request could not be answered, by a fault of Lede’s. Please report it with these lines: ${error.stack ?? error.message}`,
      ),
  })
  const server = await listen(app.fetch, host, port)
  const onReload = ({ changed }: Reload): void => {
    metrics.countReload(changed ? 'changed' : 'same')
    log(changed ? 'Reloaded the index.' : 'The index on disk is the one served.')
  }
  const onFailure = (error: Error): void => {
    metrics.countReload('failed')
    log(`The old index is still served: ${error.message}`)
  }
  const reload = (): void => void served.reload().then(onReload, onFailure)
  process.on('SIGHUP', reload)
  const stopWatching = options.watch || cluster !== null ? served.watch(onReload, onFailure) : () => {}
  let stopWatchingCorpus = (): void => {}
  const rebuild = async (): Promise<void> => {
    if (ingest === null || kept === null) return
    const started = performance.now()
    if (corpus?.readConfig !== undefined) {
      kept.config = await corpus.readConfig()
      watchFiles()
    }
    const report = await ingest.rebuild()
    if (!report.published) return
    log('The corpus has changed: the index was built again.')
    options.onBuild?.(report, (performance.now() - started) / 1000)
    onBuilt()
  }
  const watchFiles = (): void => {
    stopWatchingCorpus()
    if (!options.watch || kept === null || isDraining) return
    const files = filesBeside(kept.folder, kept.config)
    if (corpus?.configFile !== undefined) files.push(corpus.configFile)
    const onChange = (): void => void rebuild().catch(onFailure)
    stopWatchingCorpus = watchCorpus(kept.folder, files, onChange, onFailure)
  }
  watchFiles()
  const { port: actual } = server.address() as AddressInfo
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
  const link = pageKeys?.link ?? null
  return {
    addLink: link === null ? null : `${url}${link}`,
    url,
    served,
    close: () => {
      ended ??= (async () => {
        isDraining = true
        process.off('SIGHUP', reload)
        stopWatching()
        stopWatchingCorpus()
        await drain(server, drainMs, log)
        await watcher?.close()
        await cluster?.close()
      })()
      return ended
    },
  }
}

/** Nobody serves an archive to the world by mistake. @throws {ListenError} */
function refuseOpenDoor({ isPublic = false, host }: ServerOptions, loopback: boolean, keys: KeyRing): void {
  if (loopback || isPublic || keys.isRequired) return
  throw new ListenError(
    `On ${host} everybody who reaches this machine could read the index. Give readers keys with --keys FILE (see lede keys), or say --public.`,
  )
}

/** Answers what has been sent, then ends. Answers ask their connections to close meanwhile. */
async function drain(server: Server, drainMs: number, log: (line: string) => void): Promise<void> {
  let last = performance.now()
  server.prependListener('request', (_, response) => {
    last = performance.now()
    response.setHeader('connection', 'close')
  })
  const latest = last + Math.min(drainMs, MOST_GRACE_MS)
  while (performance.now() < Math.min(latest, last + GRACE_MS)) await pause(GRACE_MS / 5)
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      log(`Requests that still ran after ${drainMs} ms were broken off.`)
      server.closeAllConnections()
    }, drainMs)
    server.close(error => {
      clearTimeout(timer)
      if (error === undefined) resolve()
      else reject(error)
    })
    server.closeIdleConnections()
  })
}

/** Finds out whether one can listen there, before what takes long. @throws {ListenError} */
export function tryPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', error => reject(listenError(error, host, port)))
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const serverOptions = { maxHeaderSize: HEAD_BYTES, connectionsCheckingInterval: 1_000 }
    const server = serve({ fetch, hostname: host, port, serverOptions }, () => resolve(server)) as Server
    server.headersTimeout = PATIENCE.headers
    server.requestTimeout = PATIENCE.request
    server.keepAliveTimeout = PATIENCE.keepAlive
    server.once('error', error => reject(listenError(error, host, port)))
  })
}

function listenError(error: Error, host: string, port: number): ListenError {
  return new ListenError(advice(error, host, port), { cause: error })
}

function advice(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program. Choose another with --port, or --port 0 for a free one.`
    case 'EACCES':
      return `Port ${port} is not allowed for this user. Choose one above 1023 with --port.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}. Check --host.`
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}.`
  }
}
