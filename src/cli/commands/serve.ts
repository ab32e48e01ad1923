// `lede serve`: the interface and the page on a port.
import cluster from 'node:cluster'
import pino from 'pino'
import { type BuildConfig, findConfig } from '../../build/config.ts'
import { DEFAULT_PLACING } from '../../build/options.ts'
import { readManifest } from '../../bundle/open-bundle.ts'
import { BundleError } from '../../domain/errors.ts'
import { runCluster } from '../../http/cluster.ts'
import { addLinkText } from '../../http/page-keys.ts'
import { startServer } from '../../http/server.ts'
import { sayReport } from '../build-report.ts'
import { clusterSettings, folderOf, type IndexFlags, withIndex } from '../index-flags.ts'
import { encoderPlace, userPath, version } from '../paths.ts'
import { say, warn } from '../terminal.ts'

export interface ServeFlags extends IndexFlags {
  readonly port: number
  readonly host: string
  readonly watch?: true
  /** Source folder of the index. */
  readonly corpus?: string
  readonly config?: string
  readonly keys?: string
  readonly public?: true
  readonly allowHost: readonly string[]
  readonly corsOrigin: readonly string[]
  /** Requests a minute; 0 for as many as come. */
  readonly rate?: number
  readonly logLevel: string
  readonly logQueries?: true
  readonly slowMs: number
  readonly drainMs: number
  readonly processes: number
}

/** Requests a minute for each key or address on a public address, unless said otherwise. */
const PUBLIC_RATE = 600
/** Part of a minute's requests that may come at once. */
const BURST = 0.25

/** Runs until SIGINT or SIGTERM; running requests are answered first. @param onListening of a single process */
export async function runServe(
  flags: ServeFlags,
  onListening: (url: string) => void = () => {},
): Promise<number> {
  if (flags.processes > 1 && cluster.isPrimary) return runProcesses(flags)
  const settings = await clusterSettings(flags)
  const folder = flags.corpus === undefined ? null : userPath(flags.corpus)
  const configFile = flags.config === undefined ? {} : { configFile: userPath(flags.config) }
  const readConfig = (): Promise<BuildConfig> =>
    findConfig(folder === null ? [] : [folder], configFile.configFile)
  const config = await readConfig()
  const encoder = flags.encoder === undefined ? config.meaning.encoder : encoderPlace(flags.encoder)
  const adminKey = process.env.LEDE_ADMIN_KEY ?? ''
  const isPublic = flags.public === true || flags.keys !== undefined
  const rate = flags.rate ?? (isPublic ? PUBLIC_RATE : 0)
  const server = await startServer({
    index: folderOf(flags),
    cluster: settings === null ? null : { settings, ...DEFAULT_PLACING },
    host: flags.host,
    port: flags.port,
    adminKey: adminKey === '' ? null : adminKey,
    keys: flags.keys === undefined ? null : userPath(flags.keys),
    isPublic: flags.public ?? false,
    allowedHosts: flags.allowHost,
    corsOrigins: flags.corsOrigin,
    rateLimit: rate === 0 ? null : { burst: Math.max(1, Math.round(rate * BURST)), perSecond: rate / 60 },
    version: version(),
    ...(encoder === undefined ? {} : { encoder }),
    // Of several processes one is asked to add documents, and all serve them.
    watch: flags.watch ?? cluster.isWorker,
    printsLink: cluster.isPrimary,
    corpus: folder === null ? null : { folder, config, ...configFile, readConfig },
    onBuild: (report, seconds) =>
      sayReport(
        report,
        {
          out: folderOf(flags),
          engine: settings === null ? undefined : 'opensearch',
          sources: folder === null ? [] : [folder],
          seconds,
        },
        warn,
      ),
    log: warn,
    logger: pino({ level: flags.logLevel, base: null }, pino.destination({ dest: 2, sync: false })),
    logQueries: flags.logQueries ?? false,
    slowMs: flags.slowMs,
    drainMs: flags.drainMs,
  })
  const { passages, documents } = server.served.current.manifest.counts
  if (cluster.isPrimary)
    say(`Lede is listening on ${server.url} (${passages} passages of ${documents} documents)`)
  if (server.addLink !== null) say(addLinkText(server.addLink))
  onListening(server.url)
  await new Promise<void>(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await server.close()
  // The channel to the process that started this one would keep it.
  if (cluster.isWorker) process.disconnect?.()
  return 0
}

async function runProcesses(flags: ServeFlags): Promise<number> {
  const { processes, host } = flags
  // What is in a cluster is fetched once, before there are processes that want it.
  if ((await clusterSettings(flags)) !== null) await withIndex(flags, async () => {})
  const index = folderOf(flags)
  const counts = (await readManifest(index))?.counts
  if (counts === undefined)
    throw new BundleError('missing', `There is no index at ${index}. Build one with lede build.`)
  let port = 0
  cluster.on('listening', (_, address) => {
    port = address.port
  })
  return runCluster({ processes, log: warn }, () => {
    const where = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    say(
      `Lede is listening on ${where} (${counts.passages} passages of ${counts.documents} documents) with ${processes} processes`,
    )
  })
}
