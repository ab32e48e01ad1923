// The service on a port: start, signals, an orderly end.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { BuildConfig } from '../build/config.ts'
import { Ingest } from '../build/ingest.ts'
import { ServedBundle } from '../bundle/serving.ts'
import { createApp } from './app.ts'

export interface ServerOptions {
  readonly index: string
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
  readonly adminKey: string | null
  /** Folder and settings from which the bundle was built, to which documents may be added; null for none. */
  readonly corpus?: { readonly folder: string; readonly config: BuildConfig } | null
  readonly version: string
  /** Reload when the bundle on disk is replaced. */
  readonly watch: boolean
  /** Told what happens, a line at a time. */
  readonly log: (line: string) => void
}

export interface RunningServer {
  readonly url: string
  readonly served: ServedBundle
  /** Stops listening, lets running requests end, then resolves. */
  close(): Promise<void>
}

/** A port that cannot be listened on, with what to do. */
export class ListenError extends Error {}

/**
 * Opens the bundle and listens.
 * @throws {BundleError} where the bundle cannot be opened
 * @throws {ListenError} where the port is taken or not allowed
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const served = await ServedBundle.open(options.index)
  const { host, port, adminKey, version, log, corpus = null } = options
  const ingest = corpus === null ? null : new Ingest({ ...corpus, out: options.index })
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const onError = (error: Error): void => log(error.stack ?? error.message)
  const app = createApp({ served, adminKey, loopback, version, ingest, onError })
  const server = await listen(app.fetch, host, port)
  const reload = (): void => {
    served.reload().then(
      ({ changed }) => log(changed ? 'Reloaded the index.' : 'The index on disk is the one served.'),
      (error: Error) => log(`The old index is still served: ${error.message}`),
    )
  }
  process.on('SIGHUP', reload)
  const stopWatching = options.watch
    ? served.watch(
        () => log('Reloaded the index.'),
        error => log(`The old index is still served: ${error.message}`),
      )
    : () => {}
  const { port: actual } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    served,
    close: () => {
      process.off('SIGHUP', reload)
      stopWatching()
      return new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()))
        server.closeIdleConnections()
      })
    },
  }
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server)) as Server
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(advice(error, host, port), { cause: error })),
    )
  })
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
