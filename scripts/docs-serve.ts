// The documentation as a site that Lede searches. `npm run docs:serve [-- PORT]` builds the pages and the index, and serves both at one address.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import { buildBundle } from '../src/build/build.ts'
import { DEFAULT_CONFIG } from '../src/build/config.ts'
import { version } from '../src/cli/paths.ts'
import { startServer } from '../src/http/server.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DOCS = join(ROOT, 'docs')

/** Builds the pages into a folder. @throws where a page cannot be made or a link between pages is dead */
export async function buildSite(folder: string): Promise<void> {
  const generator = join(ROOT, 'node_modules/vitepress/bin/vitepress.js')
  await promisify(execFile)(process.execPath, [generator, 'build', DOCS, '--outDir', folder], { cwd: ROOT })
}

/** Indexes the pages' Markdown, and serves the built site with Lede behind its search box. @param port 0 for a free one */
export async function serveSite(
  folder: string,
  port: number,
): Promise<{ url: string; close(): Promise<void> }> {
  const work = await mkdtemp(join(tmpdir(), 'lede-docs-'))
  const index = join(work, 'index')
  await buildBundle({ sources: [DOCS], out: index, config: { ...DEFAULT_CONFIG, ocr: 'off' }, noCache: true })
  const lede = await startServer({
    index,
    host: '127.0.0.1',
    port: 0,
    adminKey: null,
    version: version(),
    watch: false,
    log: console.error,
  })
  const app = new Hono()
    .all('/v1/*', c => proxy(new URL(c.req.url.slice(new URL(c.req.url).origin.length), lede.url)))
    .use(serveStatic({ root: folder }))
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
  await new Promise(resolve => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await Promise.all([new Promise(resolve => server.close(resolve)), lede.close()])
      await rm(work, { recursive: true })
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = join(ROOT, 'site')
  await buildSite(site)
  const { url, close } = await serveSite(site, Number(process.argv[2] ?? 5173))
  console.log(`The documentation is at ${url}`)
  process.once('SIGINT', () => void close())
}
