// A real server on a free port, stopped when the test ends.
import { expect, onTestFinished } from 'vitest'
import { DEFAULT_CONFIG } from '../../src/build/config.ts'
import { ROUTES } from '../../src/http/routes.ts'
import { problemDetails as problemSchema } from '../../src/http/schemas.ts'
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
}

/** Every answer of every test is one that the OpenAPI document has: by the schema of its call, or a problem. */
function expectContract(method: string, path: string, status: number, type: string, body: unknown): void {
  if (status >= 400) {
    expect(type, path).toContain('application/problem+json')
    problemSchema.parse(body)
    return
  }
  const { pathname } = new URL(path, 'http://localhost')
  const candidates = ROUTES.filter(route => {
    const pattern = route.path
      .split('{id}')
      .map(part => RegExp.escape(part))
      .join('.+')
    return route.method === method.toLowerCase() && new RegExp(`^${pattern}$`, 'u').test(pathname)
  })
  // `/v1/passages/{id}` stands for its own calls too: the longest is the one that answers.
  const route = candidates.sort((a, b) => b.path.length - a.path.length)[0]
  if (route !== undefined && type.startsWith('application/json')) route.response.parse(body)
}

export async function serve(
  index: string,
  { adminKey = null, watch = false, corpus = null }: ServeSettings = {},
): Promise<TestServer> {
  const logged: string[] = []
  const server = await startServer({
    index,
    host: '127.0.0.1',
    port: 0,
    adminKey,
    version: '0.0.0',
    watch,
    corpus: corpus === null ? null : { folder: corpus, config: DEFAULT_CONFIG },
    log: line => logged.push(line),
  })
  onTestFinished(() => server.close())
  return {
    ...server,
    logged,
    json: async (path, init) => {
      const response = await fetch(`${server.url}${path}`, init)
      const type = response.headers.get('content-type') ?? ''
      const body: unknown = await response.json()
      expectContract(init?.method ?? 'GET', path, response.status, type, body)
      return { status: response.status, type, body: body as never }
    },
  }
}
