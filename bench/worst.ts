// How long may one request hold up the others? The worst cases of every call, one after the other, while `/healthz` is asked.
//   node bench/worst.ts [INDEX] [PART OF A NAME]
// Without an index one of 20,000 passages is built. Run it on a quiet machine: the delays are those of the machine too.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundle } from '../src/build/build.ts'
import { beginTable } from './figures/table.ts'
import { percentile } from './percentile.ts'
import { startLede } from './start-lede.ts'
import { knownOf } from './worst/ask.ts'
import { worstCases } from './worst/cases.ts'
import { writeWorstCorpus } from './worst/corpus.ts'
import { Watcher } from './worst/measure.ts'

const PASSAGES = 20_000
const [given, part = ''] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'lede-worst-'))
const index = given ?? join(folder, 'index')
if (given === undefined) {
  await writeWorstCorpus(join(folder, 'corpus'), PASSAGES)
  await buildBundle({ sources: [join(folder, 'corpus')], out: index, engine: 'packed' })
}
const { url, child } = await startLede(index)
const watcher = new Watcher(url)
try {
  const table = beginTable('worst', ['case', 'status', 'kB', 's', '/healthz p99 ms', 'longest ms'])
  const all: number[] = []
  for (const worst of worstCases(await knownOf(url)).filter(({ name }) => name.includes(part))) {
    const { status, bytes, tookMs, delays } = await watcher.measure(url, worst)
    all.push(...delays)
    table.row([
      worst.name,
      `${status}`,
      `${Math.round(bytes / 1000)}`,
      (tookMs / 1000).toFixed(2),
      percentile(delays, 0.99).toFixed(1),
      Math.max(...delays).toFixed(1),
    ])
  }
  table.end()
  process.stdout.write(
    `all: p50 ${percentile(all, 0.5).toFixed(1)} ms, p99 ${percentile(all, 0.99).toFixed(1)} ms, longest ${Math.max(...all).toFixed(1)} ms\n`,
  )
} finally {
  await watcher.stop()
  child.kill('SIGTERM')
  await rm(folder, { recursive: true })
}
