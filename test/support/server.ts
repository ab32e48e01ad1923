// A real server on a free port, stopped when the test ends.
import { onTestFinished } from 'vitest'
import { DEFAULT_CONFIG, findConfig } from '../../src/build/config.ts'
import type { ClusterTarget } from '../../src/build/options.ts'
import { type RunningServer, startServer } from '../../src/http/server.ts'

export interface TestServer extends RunningServer {
  /** Fetches a path and parses the answer. */
  json(path: string, init?: RequestInit): Promise<{ status: number; type: string; body: never }>
  readonly logged: readonly string[]
}

export interface ServeSettings {
  readonly adminKey?: string | null
  readonly watch?: boolean
  /** Source folder to which documents may be added. */
  readonly corpus?: string | null
  readonly cluster?: ClusterTarget | null
  readonly printsLink?: boolean
  /** File of keys. */
  readonly keys?: string | null
  /** Where the model of the index is. */
  readonly encoder?: string
}

export async function serve(
  index: string,
  {
    adminKey = null,
    watch = false,
    corpus = null,
    cluster = null,
    encoder,
    printsLink = false,
    keys = null,
  }: ServeSettings = {},
  onEnd: (close: () => Promise<void>) => void = onTestFinished,
): Promise<TestServer> {
  const logged: string[] = []
  const server = await startServer({
    index,
    cluster,
    host: '127.0.0.1',
    port: 0,
    adminKey,
    version: '0.0.0',
    printsLink,
    keys,
    watch,
    ...(encoder === undefined ? {} : { encoder }),
    corpus:
      corpus === null
        ? null
        : { folder: corpus, config: DEFAULT_CONFIG, readConfig: () => findConfig([corpus]) },
    log: line => logged.push(line),
  })
  onEnd(() => server.close())
  return {
    ...server,
    logged,
    json: async (path, init) => {
      const response = await fetch(`${server.url}${path}`, init)
      const type = response.headers.get('content-type') ?? ''
      const body: unknown = await response.json()
      return { status: response.status, type, body: body as never }
    },
  }
}
