// `lede serve`: the interface and the page on a port.
import pino from 'pino'
import { DEFAULT_CONFIG, readConfig } from '../../build/config.ts'
import { startServer } from '../../http/server.ts'
import { userPath, version } from '../paths.ts'
import { say, warn } from '../terminal.ts'

export interface ServeFlags {
  readonly index: string
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
}

/** Requests a minute for each key or address on a public address, unless said otherwise. */
const PUBLIC_RATE = 600
/** Part of a minute's requests that may come at once. */
const BURST = 0.25

/** Runs until SIGINT or SIGTERM; running requests are answered first. */
export async function runServe(flags: ServeFlags): Promise<number> {
  const config = flags.config === undefined ? DEFAULT_CONFIG : await readConfig(userPath(flags.config))
  const adminKey = process.env.LEDE_ADMIN_KEY ?? ''
  const isPublic = flags.public === true || flags.keys !== undefined
  const rate = flags.rate ?? (isPublic ? PUBLIC_RATE : 0)
  const server = await startServer({
    index: userPath(flags.index),
    host: flags.host,
    port: flags.port,
    adminKey: adminKey === '' ? null : adminKey,
    keys: flags.keys === undefined ? null : userPath(flags.keys),
    isPublic: flags.public ?? false,
    allowedHosts: flags.allowHost,
    corsOrigins: flags.corsOrigin,
    rateLimit: rate === 0 ? null : { burst: Math.max(1, Math.round(rate * BURST)), perSecond: rate / 60 },
    version: version(),
    watch: flags.watch ?? false,
    corpus: flags.corpus === undefined ? null : { folder: userPath(flags.corpus), config },
    log: warn,
    logger: pino({ level: flags.logLevel, base: null }, pino.destination({ dest: 2, sync: false })),
    logQueries: flags.logQueries ?? false,
    slowMs: flags.slowMs,
    drainMs: flags.drainMs,
  })
  const { passages, documents } = server.served.current.manifest.counts
  say(`Lede is listening on ${server.url} (${passages} passages of ${documents} documents)`)
  await new Promise<void>(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await server.close()
  return 0
}
