// How fast is Lede from end to end, next to its peers? Build rate, load time, query latency, memory, at growing sizes.
//   node bench/embedded.ts [1000 10000 100000]        one process for each measurement, a Markdown table at the end
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import MiniSearch from 'minisearch'
import { buildBundle } from '../src/build/build.ts'
import { openBundle } from '../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { search } from '../src/search/search.ts'
import { BenchCorpus, readModel, writeCorpus } from './corpus.ts'
import { beginTable } from './figures/table.ts'
import { percentile } from './percentile.ts'

/** What users type: one word, two, a name, a phrase, a prefix, a filter, a question. */
const QUERIES: readonly Record<string, string>[] = [
  { q: 'armistice' },
  { q: 'nuclear weapons' },
  { q: 'peace treaty Europe', match: 'all' },
  { q: '"Supreme Court"' },
  { q: 'place:Mexico treaty' },
  { q: 'observ' },
  { q: 'nuclear weapons -test' },
  { q: 'trade', entity: 'place:china', from: '1950' },
  { q: 'which measures will the government take against unemployment and high prices this year' },
  { q: '' },
]
const ROUNDS = 5

const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576)

interface BuildFigures {
  readonly passages: number
  readonly documents: number
  /** Seconds from text to index on disk; for Lede all of reading, splitting, tagging and indexing. */
  readonly seconds: number
  readonly peakMb: number
}

interface QueryFigures {
  readonly loadMs: number
  readonly memoryMb: number
  readonly diskMb: number
  readonly p50: number
  readonly p99: number
  readonly mean: number
}

interface System {
  readonly name: string
  build(home: string): Promise<Omit<BuildFigures, 'peakMb'>>
  /** Opens what `build` wrote; the result answers one query with ten hits. */
  open(home: string): Promise<{ diskBytes: number; ask(query: Record<string, string>): Promise<unknown> }>
}

const seconds = (since: number): number => (performance.now() - since) / 1000

const LEDE: System = {
  name: 'Lede, facets of 8 types',
  async build(home) {
    const started = performance.now()
    const { manifest } = await buildBundle({ sources: [join(home, 'corpus')], out: join(home, 'index') })
    const { passages = 0, documents = 0 } = manifest?.counts ?? {}
    return { passages, documents, seconds: seconds(started) }
  },
  async open(home) {
    const bundle = await openBundle(join(home, 'index'))
    const diskBytes = Object.values(bundle.manifest.files).reduce((sum, file) => sum + file.bytes, 0)
    return { diskBytes, ask: query => search(bundle, parseSearchRequest(query)) }
  },
}

/** Peers index the passages that Lede split, and answer the words of the queries that they can read. */
async function passageTexts(home: string): Promise<string[]> {
  const { records, engine } = await openBundle(join(home, 'index'))
  const texts = Array.from({ length: records.size }, (_, index) => records.passage(index).text)
  engine.close()
  return texts
}

const words = (query: Record<string, string>): string[] => (query['q'] ?? '').match(/[\p{L}\p{N}]+/gu) ?? []

const MINISEARCH: System = {
  name: 'MiniSearch as it comes',
  async build(home) {
    const texts = await passageTexts(home)
    const started = performance.now()
    const index = new MiniSearch({ fields: ['text'] })
    for (const [id, text] of texts.entries()) index.add({ id, text })
    await writeFile(join(home, 'peer.json'), JSON.stringify(index))
    return { passages: texts.length, documents: 0, seconds: seconds(started) }
  },
  async open(home) {
    const json = await readFile(join(home, 'peer.json'), 'utf8')
    const index = MiniSearch.loadJSON(json, { fields: ['text'] })
    return { diskBytes: json.length, ask: async query => index.search(words(query).join(' ')).slice(0, 10) }
  },
}

const FTS5: System = {
  name: 'SQLite FTS5, porter',
  async build(home) {
    const texts = await passageTexts(home)
    const started = performance.now()
    const database = new DatabaseSync(join(home, 'peer.sqlite'))
    database.exec("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61'); BEGIN")
    const insert = database.prepare('INSERT INTO passages VALUES (?)')
    for (const text of texts) insert.run(text)
    database.exec('COMMIT')
    database.close()
    return { passages: texts.length, documents: 0, seconds: seconds(started) }
  },
  async open(home) {
    const path = join(home, 'peer.sqlite')
    const database = new DatabaseSync(path)
    const best = database.prepare(
      'SELECT rowid, text FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10',
    )
    const first = database.prepare('SELECT rowid, text FROM passages LIMIT 10')
    const ask = async (query: Record<string, string>): Promise<unknown> => {
      const or = words(query)
        .map(word => `"${word}"`)
        .join(' OR ')
      return or === '' ? first.all() : best.all(or)
    }
    return { diskBytes: (await stat(path)).size, ask }
  },
}

const SYSTEMS: readonly System[] = [LEDE, MINISEARCH, FTS5]

async function measureBuild(system: System, home: string): Promise<BuildFigures> {
  return { ...(await system.build(home)), peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }
}

async function measureQueries(system: System, home: string): Promise<QueryFigures> {
  globalThis.gc?.()
  const before = process.memoryUsage()
  const started = performance.now()
  const { ask, diskBytes } = await system.open(home)
  const loadMs = performance.now() - started
  globalThis.gc?.()
  const after = process.memoryUsage()
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    for (const query of QUERIES) {
      const at = performance.now()
      await ask(query)
      if (round > 0) times.push(performance.now() - at)
    }
  }
  return {
    loadMs,
    memoryMb: mebibytes(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers),
    diskMb: mebibytes(diskBytes),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
  }
}

/** Runs one measurement in a process of its own, so that memory is its own too. */
function inProcess<T>(task: string, system: number, home: string): T {
  const script = fileURLToPath(import.meta.url)
  const args = ['--expose-gc', '--max-old-space-size=12000', script, task, String(system), home]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${task} failed: ${stderr}`)
  return JSON.parse(stdout) as T
}

const HEAD = ['system', 'passages', 'build s', 'passages/s', 'build peak MB', 'on disk MB', 'load ms', 'memory MB', 'query p50 ms', 'p99 ms', 'mean ms'] // biome-ignore format: a head

async function report(sizes: readonly number[]): Promise<void> {
  const table = beginTable('embedded', HEAD)
  const model = await readModel()
  for (const size of sizes) {
    const home = await mkdtemp(join(tmpdir(), 'lede-bench-'))
    try {
      await writeCorpus(join(home, 'corpus'), new BenchCorpus(model, size))
      for (const [number, system] of SYSTEMS.entries()) {
        const built = inProcess<BuildFigures>('build', number, home)
        const asked = inProcess<QueryFigures>('query', number, home)
        const figures = [
          built.passages,
          built.seconds.toFixed(1),
          Math.round(built.passages / built.seconds),
          built.peakMb,
          asked.diskMb,
          Math.round(asked.loadMs),
          asked.memoryMb,
        ]
        const shown = figures.map(figure =>
          typeof figure === 'number' ? figure.toLocaleString('en') : figure,
        )
        const times = [asked.p50, asked.p99, asked.mean].map(value => value.toFixed(1))
        table.row([system.name, ...shown, ...times])
      }
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  }
  table.end()
}

const [task, number, home] = process.argv.slice(2)
const system = SYSTEMS[Number(number)]
if (task === 'build' && system !== undefined && home !== undefined)
  process.stdout.write(JSON.stringify(await measureBuild(system, home)))
else if (task === 'query' && system !== undefined && home !== undefined)
  process.stdout.write(JSON.stringify(await measureQueries(system, home)))
else {
  const sizes = process.argv.slice(2).map(Number)
  await report(sizes.length === 0 ? [1_000, 10_000, 100_000] : sizes)
}
