// How fast is the embedded engine? Build rate, load time, query latency and memory at growing sizes.
//   node bench/embedded.ts [1000 10000 100000]        one process for each measurement, a Markdown table at the end
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildBundle } from '../src/build/build.ts'
import { openBundle } from '../src/bundle/open-bundle.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { search } from '../src/search/search.ts'
import { writeCorpus } from './corpus.ts'

/** What users type: one word, two, a name, a phrase, a prefix, a filter, a question. */
const QUERIES: readonly Record<string, string>[] = [
  { q: 'armistice' },
  { q: 'cluster munitions' },
  { q: 'mine clearance Angola', match: 'all' },
  { q: '"Security Council"' },
  { q: 'person:"Jody Williams" treaty' },
  { q: 'observ' },
  { q: 'nuclear weapons -test' },
  { q: 'cease-fire', entity: 'place:russia', from: '2010' },
  { q: 'which states have not joined the convention on cluster munitions and why' },
  { q: '' },
]
const ROUNDS = 5

const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576)

async function measureBuild(folder: string): Promise<object> {
  const started = performance.now()
  const { manifest } = await buildBundle({ sources: [join(folder, 'corpus')], out: join(folder, 'index') })
  const seconds = (performance.now() - started) / 1000
  return {
    seconds,
    passages: manifest?.counts.passages ?? 0,
    documents: manifest?.counts.documents ?? 0,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

async function measureQueries(folder: string): Promise<object> {
  globalThis.gc?.()
  const before = process.memoryUsage()
  const started = performance.now()
  const bundle = await openBundle(join(folder, 'index'))
  const loadMs = performance.now() - started
  globalThis.gc?.()
  const after = process.memoryUsage()
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    for (const query of QUERIES) {
      const request = parseSearchRequest(query)
      const at = performance.now()
      await search(bundle, request)
      if (round > 0) times.push(performance.now() - at)
    }
  }
  times.sort((a, b) => a - b)
  const quantile = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const files = Object.values(bundle.manifest.files).reduce((sum, file) => sum + file.bytes, 0)
  return {
    loadMs,
    p50: quantile(0.5),
    p99: quantile(0.99),
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
    heapMb: mebibytes(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers),
    diskMb: mebibytes(files),
  }
}

/** Runs one measurement in a process of its own, so that memory is its own too. */
function inProcess<T>(task: string, folder: string): T {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=12000', fileURLToPath(import.meta.url), task, folder],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`${task} failed: ${stderr}`)
  return JSON.parse(stdout) as T
}

const [task, folder] = process.argv.slice(2)
if (task === 'build' && folder !== undefined) process.stdout.write(JSON.stringify(await measureBuild(folder)))
else if (task === 'query' && folder !== undefined)
  process.stdout.write(JSON.stringify(await measureQueries(folder)))
else await report(process.argv.slice(2).map(Number))

async function report(given: readonly number[]): Promise<void> {
  const rows: string[] = []
  for (const size of given.length === 0 ? [1_000, 10_000, 100_000] : given) {
    const home = await mkdtemp(join(tmpdir(), 'lede-bench-'))
    try {
      await writeCorpus(join(home, 'corpus'), size)
      await stat(join(home, 'corpus'))
      const built = inProcess<{ seconds: number; passages: number; documents: number; peakMb: number }>(
        'build',
        home,
      )
      const asked = inProcess<{
        loadMs: number
        p50: number
        p99: number
        mean: number
        heapMb: number
        diskMb: number
      }>('query', home)
      const cells = [
        built.passages.toLocaleString('en'),
        built.documents.toLocaleString('en'),
        built.seconds.toFixed(1),
        Math.round(built.passages / built.seconds).toLocaleString('en'),
        built.peakMb.toLocaleString('en'),
        asked.diskMb.toLocaleString('en'),
        Math.round(asked.loadMs).toLocaleString('en'),
        asked.heapMb.toLocaleString('en'),
        asked.p50.toFixed(1),
        asked.p99.toFixed(1),
        asked.mean.toFixed(1),
      ]
      rows.push(`| ${cells.join(' | ')} |`)
      process.stderr.write(`${rows.at(-1)}\n`)
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  }
  const head =
    '| passages | documents | build s | passages/s | build peak MB | bundle MB | load ms | memory MB | query p50 ms | p99 ms | mean ms |'
  process.stdout.write(`${head}\n|${' ---: |'.repeat(11)}\n${rows.join('\n')}\n`)
}
