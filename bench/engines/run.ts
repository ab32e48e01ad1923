// How fast is the packed engine, next to its peers? One process for each measurement, a Markdown table at the end.
//   node bench/engines/run.ts [passages, 100000] [name of a system …]
//   node bench/engines/run.ts growth [passages …]      Lede's own engines at growing sizes, drawn into docs/measured/growth.svg
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PassageSource } from '../../src/engine/engine.ts'
import { BenchCorpus, NAMED, readModel, sourceOf, typeOf } from '../corpus.ts'
import { beginTable, type OpenTable } from '../figures/table.ts'
import { percentile } from '../percentile.ts'
import { drawCurves, type Panel } from './curve.ts'
import { type Mode, QUERIES } from './queries.ts'
import { SYSTEMS, type System } from './systems.ts'

/** Rounds that are not counted: a server has been asked before. */
const WARM_UP = 30
const ROUNDS = 20
/** Systems that need seconds for a query are asked less often. */
const SLOW_MS = 200
const MODES: readonly Mode[] = ['any', 'all', 'phrase']

/** Figures are null where a system writes no index, and is built when it is opened. */
interface Built {
  readonly seconds: number | null
  readonly peakMb: number | null
  readonly diskMb: number | null
}

interface Times {
  readonly mean: number
  readonly p50: number
  readonly p99: number
}

interface Asked {
  readonly loadMs: number
  readonly memoryMb: number
  readonly times: Readonly<Record<string, Times>>
}

const mebibytes = (bytes: number): number => bytes / 1_048_576

async function measureBuild(system: System, size: number, folder: string): Promise<Built> {
  const { source, spent } = timed(sourceOf(new BenchCorpus(await readModel(), size)))
  const started = performance.now()
  await system.build(source, folder)
  const seconds = (performance.now() - started - spent()) / 1000
  if (system.files(folder).length === 0) return { seconds: null, peakMb: null, diskMb: null }
  let bytes = 0
  for (const path of system.files(folder)) bytes += (await stat(path)).size
  return { seconds, peakMb: process.resourceUsage().maxRSS / 1024, diskMb: mebibytes(bytes) }
}

/** A source that tells how long it took to make what it was asked for: no part of a build. */
function timed(source: PassageSource): { source: PassageSource; spent: () => number } {
  let spent = 0
  const take = <T>(make: (index: number) => T, index: number): T => {
    const started = performance.now()
    const made = make(index)
    spent += performance.now() - started
    return made
  }
  return {
    source: {
      ...source,
      passage: index => take(source.passage, index),
      documentOf: index => take(source.documentOf, index),
      entityNames: index => take(source.entityNames, index),
    },
    spent: () => spent,
  }
}

async function measureQueries(system: System, size: number, folder: string): Promise<Asked> {
  const source = sourceOf(new BenchCorpus(await readModel(), size))
  globalThis.gc?.()
  const before = process.memoryUsage()
  const started = performance.now()
  const { ask, count } = await system.open(folder, source)
  const loadMs = performance.now() - started
  globalThis.gc?.()
  const after = process.memoryUsage()
  const times: Record<string, Times> = {}
  for (const mode of MODES) {
    times[mode] = await timesOf(mode, ask)
    if (count !== undefined) times[`${mode}, counted`] = await timesOf(mode, count)
  }
  const memory = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  return { loadMs, memoryMb: mebibytes(memory), times }
}

async function timesOf(mode: Mode, ask: (query: (typeof QUERIES)[Mode][number]) => unknown): Promise<Times> {
  const taken: number[] = []
  for (let round = 0, rounds = WARM_UP + ROUNDS; round < rounds; round++) {
    for (const query of QUERIES[mode]) {
      const at = performance.now()
      await ask(query)
      const took = performance.now() - at
      if (round >= Math.min(WARM_UP, rounds - 2)) taken.push(took)
      if (round === 0 && took > SLOW_MS) rounds = 3
    }
  }
  return summary(taken)
}

function summary(taken: readonly number[]): Times {
  return {
    mean: taken.reduce((sum, time) => sum + time, 0) / taken.length,
    p50: percentile(taken, 0.5),
    p99: percentile(taken, 0.99),
  }
}

/** Runs one measurement in a process of its own, so that memory is its own too. */
function inProcess<T>(task: string, system: number, size: number, folder: string): T {
  const script = fileURLToPath(import.meta.url)
  const args = [
    '--expose-gc',
    '--max-old-space-size=12000',
    script,
    task,
    String(system),
    String(size),
    folder,
  ]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${task} of ${SYSTEMS[system]?.name} failed: ${stderr}`)
  return JSON.parse(stdout) as T
}

/** Null where Python or its package is not installed. */
function tantivy(folder: string, fields: 1 | 3): { built: Built; asked: Asked } | null {
  const script = fileURLToPath(new URL('../peers/tantivy_engine.py', import.meta.url))
  const run = (...args: string[]): unknown => {
    const { stdout, status } = spawnSync('python3', [script, ...args], { encoding: 'utf8' })
    return status === 0 ? JSON.parse(stdout) : null
  }
  const built = run('build', folder, String(fields)) as Built | null
  if (built === null) return null
  const asked = run('ask', folder, String(fields), String(ROUNDS)) as {
    loadMs: number
    times: Record<string, number[]>
  }
  const times = Object.fromEntries(Object.entries(asked.times).map(([mode, taken]) => [mode, summary(taken)]))
  return { built, asked: { loadMs: asked.loadMs, memoryMb: Number.NaN, times } }
}

async function writeTexts(size: number, folder: string): Promise<void> {
  const corpus = new BenchCorpus(await readModel(), size)
  const file = createWriteStream(join(folder, 'texts.tsv'))
  for (let index = 0; index < size; index++) {
    const { text, title, entities } = corpus.at(index)
    const names = entities.map(entity => corpus.entityName(entity)).join('. ')
    const ids = NAMED.map(type => entities.filter(entity => typeOf(entity) === type).join(' '))
    const columns = [text, title, names, ...ids].map(value => value.replaceAll(/\s+/gu, ' '))
    if (!file.write(`${columns.join('\t')}\n`)) await new Promise(resolve => file.once('drain', resolve))
  }
  await new Promise(resolve => file.end(resolve))
  await writeFile(join(folder, 'queries.json'), JSON.stringify(MODES.flatMap(mode => QUERIES[mode])))
}

const COLUMNS = ['any', 'all', 'phrase', 'any, counted', 'all, counted', 'phrase, counted']
const TIMES = ['system', 'any', 'all', 'phrase', 'any, facets', 'all, facets', 'phrase, facets']
const COSTS = ['system', 'build s', 'peak MB', 'disk MB', 'load ms', 'memory MB']

/** One table of mean milliseconds and one of what an index costs, filled side by side. */
class Report {
  private readonly times: OpenTable
  private readonly costs: (readonly string[])[] = []
  private readonly name: string

  constructor(name: string) {
    this.name = name
    this.times = beginTable(name, TIMES)
  }

  row(name: string, { seconds, peakMb, diskMb }: Built, { loadMs, memoryMb, times }: Asked): void {
    this.times.row([name, ...COLUMNS.map(column => shown(times[column]?.mean ?? null, 2))])
    this.costs.push([
      name,
      shown(seconds, 1),
      shown(peakMb, 0),
      shown(diskMb, 1),
      shown(loadMs, 0),
      shown(memoryMb, 0),
    ])
  }

  end(): void {
    this.times.end()
    const costs = beginTable(`${this.name}, costs`, COSTS)
    for (const cells of this.costs) costs.row(cells)
    costs.end()
  }
}

function shown(value: number | null, digits: number): string {
  return value === null || Number.isNaN(value) ? '' : value.toFixed(digits)
}

async function report(size: number, names: readonly string[]): Promise<void> {
  const table = new Report('engines')
  const home = await mkdtemp(join(tmpdir(), 'lede-engines-'))
  try {
    await writeTexts(size, home)
    for (const [number, { name, most = Infinity }] of SYSTEMS.entries()) {
      if (size > most || (names.length > 0 && !names.includes(name))) continue
      const folder = join(home, String(number))
      await mkdir(folder)
      const built = inProcess<Built>('build', number, size, folder)
      table.row(name, built, inProcess<Asked>('ask', number, size, folder))
      await rm(folder, { recursive: true })
    }
    for (const fields of [1, 3] as const) {
      if (names.length > 0 && !names.includes('Tantivy')) break
      const name = fields === 1 ? 'Tantivy, text' : 'Tantivy, text, title and names'
      const found = tantivy(home, fields)
      if (found === null) process.stderr.write(`${name} is not installed.\n`)
      else table.row(name, found.built, found.asked)
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
  table.end()
}

const GROWING = SYSTEMS.filter(({ name }) => name === 'Lede, packed' || name === 'Lede, minisearch')
const GROWTH = [1_000, 10_000, 100_000, 1_000_000]
const PICTURE = fileURLToPath(new URL('../../docs/measured/growth.svg', import.meta.url))

/** Measures Lede's engines at growing sizes, prints a table and draws the picture. */
async function grow(sizes: readonly number[]): Promise<void> {
  const table = new Report('engines, growth')
  const measured: { name: string; size: number; built: Built; asked: Asked }[] = []
  for (const system of GROWING) {
    const { name, most = Infinity } = system
    const number = SYSTEMS.indexOf(system)
    for (const size of sizes.filter(passages => passages <= most)) {
      const folder = await mkdtemp(join(tmpdir(), 'lede-growth-'))
      try {
        const built = inProcess<Built>('build', number, size, folder)
        const asked = inProcess<Asked>('ask', number, size, folder)
        measured.push({ name, size, built, asked })
        table.row(`${name}, ${size.toLocaleString('en')}`, built, asked)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
  const panel = (
    title: string,
    figureOf: (figures: { built: Built; asked: Asked }) => number | null,
  ): Panel => ({
    title,
    curves: GROWING.map(({ name }) => ({
      name,
      points: measured
        .filter(of => of.name === name)
        .map(of => [of.size, Math.max(0.001, figureOf(of) ?? 0)] as const),
    })),
  })
  const picture = drawCurves([
    panel('build, seconds', ({ built }) => built.seconds),
    panel('memory when open, MB', ({ asked }) => asked.memoryMb),
    panel('on disk, MB', ({ built }) => built.diskMb),
    panel('load, ms', ({ asked }) => asked.loadMs),
    panel('ten best hits, p50 ms', ({ asked }) => asked.times['any']?.p50 ?? 0),
    panel('ten hits, facets counted, p50 ms', ({ asked }) => asked.times['any, counted']?.p50 ?? 0),
  ])
  await writeFile(PICTURE, picture)
  table.end()
}

const [task, number, size, folder] = process.argv.slice(2)
const system = SYSTEMS[Number(number)]
if (task === 'build' && system !== undefined && folder !== undefined)
  process.stdout.write(JSON.stringify(await measureBuild(system, Number(size), folder)))
else if (task === 'ask' && system !== undefined && folder !== undefined)
  process.stdout.write(JSON.stringify(await measureQueries(system, Number(size), folder)))
else if (task === 'growth') {
  const sizes = process.argv.slice(3).map(Number)
  await grow(sizes.length === 0 ? GROWTH : sizes)
} else await report(Number(task ?? 100_000), process.argv.slice(3))
