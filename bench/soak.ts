// Does the memory of the service grow with what is asked? Requests of which no two are equal, and its memory after a tenth of them and at the end.
//   node bench/soak.ts [INDEX] [REQUESTS, 100,000]
// Without an index one is built. It ends by itself, with 1 where the memory at the end is a tenth more than after the first tenth of the requests.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBundle } from '../src/build/build.ts'
import { knownOf } from './worst/ask.ts'
import { writeWorstCorpus } from './worst/corpus.ts'

const PASSAGES = 6_000
const CONNECTIONS = 8
const MOST_GROWTH = 1.1
const SERVER = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))

const [given, count = '100000'] = process.argv.slice(2)
const requests = Number(count)
const folder = await mkdtemp(join(tmpdir(), 'lede-soak-'))
const index = given ?? join(folder, 'index')
if (given === undefined) {
  await writeWorstCorpus(join(folder, 'corpus'), PASSAGES)
  await buildBundle({ sources: [join(folder, 'corpus')], out: index, engine: 'packed' })
}
const server = spawn(
  process.execPath,
  [SERVER, 'serve', '--index', index, '--port', '0', '--log-level', 'silent'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
try {
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  const url = /http:\S+/u.exec(String(line))?.[0] ?? ''
  const { words, entities, passage, document } = await knownOf(url)
  const word = (at: number): string => words[(at * 7919) % words.length] ?? ''
  const paths: readonly ((at: number) => string)[] = [
    at => `/v1/search?q=${word(at)}+${word(at + 1)}+z${at}q&limit=3`,
    at => `/v1/search?q=${word(at)}&fuzzy=off&facets=none&limit=10&notEntity=person:nobody-${at}`,
    at => `/v1/search?q=%22${word(at)}+${word(at + 3)}%22+x${at}y&match=all&facets=none`,
    at => `/v1/search?q=${word(at)}+${at}&sort=newest&limit=2&document=${document}&meta.region=r${at}`,
    at => `/v1/suggest?q=${word(at).slice(0, 4)}+${at}`,
    at => `/v1/passages/${passage}/context?before=${at % 50}&after=${at % 49}&boilerplate=${at % 2 === 0}`,
    at => `/v1/entities?q=${word(at).slice(0, 3)}&limit=${1 + (at % 900)}`,
    at =>
      `/v1/search?limit=2&entity=${encodeURIComponent(entities[at % entities.length] ?? '')}&q=u${at}&fuzzy=off`,
    at => `/v1/passages/${passage}x${at}`,
    at => `/entities?q=${word(at).slice(0, 4)}+${at}`,
  ]
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const memory = async (): Promise<number> =>
    Number(/VmRSS:\s+(\d+)/u.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024
  let next = 0
  const started = performance.now()
  const askUntil = async (end: number): Promise<void> => {
    const client = async (): Promise<void> => {
      while (next < end) {
        const at = next++
        await get(agent, url + (paths[at % paths.length] as (at: number) => string)(at))
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, client))
  }
  let first = 0
  for (let tenth = 1; tenth <= 10; tenth++) {
    await askUntil((requests * tenth) / 10)
    const now = await memory()
    if (tenth === 1) first = now
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stdout.write(`${next} requests, ${seconds} s: ${Math.round(now)} MB\n`)
    if (tenth === 10 && now > first * MOST_GROWTH) process.exitCode = 1
  }
} finally {
  server.kill('SIGTERM')
  await rm(folder, { recursive: true })
}

/** Reads the answer to its end, whatever it says. */
function get(agent: Agent, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, response => {
      response.resume()
      response.on('end', resolve)
      response.on('error', reject)
    })
    // A connection that the service has closed meanwhile is another one's.
    asked.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve() : reject(error),
    )
    asked.end()
  })
}
