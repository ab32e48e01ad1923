// `lede serve`: the interface and the page on a port.
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
}

/** Runs until SIGINT or SIGTERM; running requests are answered first. */
export async function runServe(flags: ServeFlags): Promise<number> {
  const config = flags.config === undefined ? DEFAULT_CONFIG : await readConfig(userPath(flags.config))
  const adminKey = process.env.LEDE_ADMIN_KEY ?? ''
  const server = await startServer({
    index: userPath(flags.index),
    host: flags.host,
    port: flags.port,
    adminKey: adminKey === '' ? null : adminKey,
    version: version(),
    watch: flags.watch ?? false,
    corpus: flags.corpus === undefined ? null : { folder: userPath(flags.corpus), config },
    log: warn,
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
