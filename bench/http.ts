// How many requests a second, beside a server of the same kind that answers a constant body of the same size?
//   node bench/http.ts INDEX [seconds, 10]
// 64 connections ask mixed queries with facets; every answer is compared with what the search gives without a server.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import autocannon from 'autocannon'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { openBundle } from '../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { search } from '../src/search/search.ts'
import { asTyped, QUERIES } from './engines/queries.ts'
import { beginTable } from './figures/table.ts'
import { startLede } from './start-lede.ts'

const CONNECTIONS = 64

/** Paths of the questions; with `isNew` each request leaves out an entity that no other names, so that no answer is remembered. */
function pathsOf(isNew: boolean): string[] {
  return Object.values(QUERIES)
    .flatMap(queries => queries.map(asTyped))
    .flatMap(q => [`q=${encodeURIComponent(q)}`, `q=${encodeURIComponent(q)}&match=all&sort=newest`])
    .map(parameters => `/v1/search?${parameters}${isNew ? '&notEntity=place:[<id>]' : ''}`)
}

interface Outcome {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly failed: number
  readonly bytes: number
}

async function cannon(url: string, paths: readonly string[], seconds: number): Promise<Outcome> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    idReplacement: true,
    requests: paths.map(path => ({ method: 'GET' as const, path })),
  })
  const { requests, latency, errors, timeouts, non2xx, throughput } = result
  if (errors + timeouts + non2xx > 0)
    process.stderr.write(
      `errors ${errors}, time-outs ${timeouts}, other statuses ${JSON.stringify(result.statusCodeStats)}\n`,
    )
  return {
    perSecond: requests.average,
    p50: latency.p50,
    p99: latency.p99,
    failed: errors + timeouts + non2xx,
    bytes: Math.round(throughput.average / Math.max(1, requests.average)),
  }
}

/** A server that answers a body of so many bytes, with the same headers; writes its address. */
function serveConstant(bytes: number): void {
  const body = { text: 'x'.repeat(bytes) }
  const app = new Hono()
  app.use(secureHeaders())
  app.get('/*', c => c.json(body))
  serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
    process.stdout.write(`http://127.0.0.1:${port}\n`),
  )
}

/** Answers that differ from what the search gives without a server, times and the cursor, which only a server gives, aside. */
async function wrongAnswers(url: string, index: string, paths: readonly string[]): Promise<number> {
  const bundle = await openBundle(index)
  let wrong = 0
  for (const path of paths) {
    const parameters = Object.fromEntries(new URL(path, url).searchParams)
    const { tookMs: _, ...expected } = JSON.parse(
      JSON.stringify(await search(bundle, parseSearchRequest(parameters))),
    )
    const {
      tookMs: __,
      cursor: ___,
      ...found
    } = (await (await fetch(url + path)).json()) as Record<string, unknown>
    if (JSON.stringify(found) !== JSON.stringify(expected)) wrong++
  }
  bundle.engine.close()
  return wrong
}

if (process.argv[2] === 'constant') {
  serveConstant(Number(process.argv[3]))
} else {
  const [index = 'index-build', seconds = '10'] = process.argv.slice(2)
  const { url, child } = await startLede(index)
  const asked = pathsOf(false)
  await cannon(url, asked, 2)
  const again = await cannon(url, asked, Number(seconds))
  const anew = await cannon(url, pathsOf(true), Number(seconds))
  const wrong = await wrongAnswers(url, index, asked)
  child.kill('SIGTERM')
  const constant = spawn(
    process.execPath,
    [fileURLToPath(import.meta.url), 'constant', String(again.bytes)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = (await once(constant.stdout as NodeJS.EventEmitter, 'data')) as [Buffer]
  const same = await cannon(String(line).trim(), asked, Number(seconds))
  constant.kill('SIGTERM')
  const table = beginTable('http', [`${CONNECTIONS} connections`, 'requests/s', 'ratio', 'p50 ms', 'p99 ms', 'bytes', 'failed']) // biome-ignore format: a head
  const row = (name: string, { perSecond, p50, p99, failed, bytes }: Outcome): void =>
    table.row([
      name,
      `${Math.round(perSecond)}`,
      (perSecond / same.perSecond).toFixed(2),
      ...[p50, p99, bytes, failed].map(String),
    ])
  row('a constant body', same)
  row('searches, asked before', again)
  row('searches, none asked before', anew)
  table.end()
  process.stdout.write(`${wrong} of ${asked.length} answers wrong\n`)
}
