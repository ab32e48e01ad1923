// What does a cluster cost, and what does it give, next to the packed engine on the same machine?
//   node bench/opensearch.ts [passages, 100000] [seconds of load, 15]
// Clusters of one node and of three are started, filled and asked, one after the other; every answer is compared with the packed
// engine's. All share this machine's processors: the figures say what a node costs, not what more machines give.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster } from '../scripts/cluster/cluster.ts'
import { provision } from '../scripts/cluster/provision.ts'
import { buildBundle } from '../src/build/build.ts'
import { DEFAULT_PLACING } from '../src/build/options.ts'
import { openServedBundle, publishBundle } from '../src/bundle/cluster-bundle.ts'
import { type Bundle, openBundle } from '../src/bundle/open-bundle.ts'
import { writeAll } from '../src/engine/field-texts.ts'
import { Connection } from '../src/engine/opensearch/connection.ts'
import { PassageDocuments } from '../src/engine/opensearch/passage-document.ts'
import { type IndexFigures, OPENSEARCH_FILES } from '../src/engine/opensearch/write.ts'
import { PackedWriter } from '../src/engine/packed/write.ts'
import { parseSearchRequest } from '../src/search/request.ts'
import { search } from '../src/search/search.ts'
import { difference } from '../test/support/same.ts'
import { BenchCorpus, readModel, writeCorpus } from './corpus.ts'
import { asTyped, QUERIES } from './engines/queries.ts'
import { beginTable } from './figures/table.ts'
import { percentile } from './percentile.ts'

const CLIENTS = 16
const WARM_UP = 2
const ROUNDS = 10
/** The first ports of the nodes: none that a cluster has by default. */
const PORTS = { http: 19_200, transport: 19_300 } as const

const REQUESTS = Object.entries(QUERIES).flatMap(([mode, queries]) =>
  queries.map(query =>
    parseSearchRequest({
      q: asTyped(query),
      match: mode === 'all' ? 'all' : 'any',
      facets: 'person,organization,place,group,work',
    }),
  ),
)

interface Row {
  readonly system: string
  /** From the records on disk to an index that can be searched. */
  readonly indexSeconds: number
  readonly diskMb: number
  /** Resident, of the processes that hold the index. */
  readonly memoryMb: number
  readonly times: readonly number[]
  readonly perSecond: number
  /** Answers that were not the packed engine's. */
  readonly different: number
}

async function ask(
  bundle: Bundle,
  expected: readonly unknown[] | null,
): Promise<Pick<Row, 'times' | 'perSecond' | 'different'>> {
  const times: number[] = []
  let different = 0
  const once = async (at: number): Promise<void> => {
    const request = REQUESTS[at % REQUESTS.length]
    if (request === undefined) return
    const answer = JSON.parse(JSON.stringify(await search(bundle, request))) as unknown
    if (expected !== null && difference(answer, expected[at % REQUESTS.length]) !== null) different++
  }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const at of REQUESTS.keys()) {
      const started = performance.now()
      await once(at)
      if (round >= WARM_UP) times.push(performance.now() - started)
    }
  }
  let asked = 0
  const until = performance.now() + SECONDS * 1_000
  const client = async (): Promise<void> => {
    while (performance.now() < until) await once(asked++)
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const perSecond = asked / ((performance.now() - started) / 1_000)
  return { times: times.sort((a, b) => a - b), perSecond, different }
}

async function measureCluster(nodes: number, index: string, expected: readonly unknown[]): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'lede-bench-cluster-'))
  const cluster = new Cluster({
    runtime: provision(line => process.stderr.write(`${line}\n`)),
    folder,
    nodes,
    httpPort: PORTS.http,
    transportPort: PORTS.transport,
  })
  try {
    await cluster.start()
    const connection = new Connection({ urls: cluster.urls, alias: 'bench' })
    const started = performance.now()
    await publishBundle(index, connection, { ...DEFAULT_PLACING, shards: nodes })
    const indexSeconds = (performance.now() - started) / 1_000
    const bundle = await openServedBundle(index, connection)
    const asked = await ask(bundle, expected)
    const { body } = await connection.call<{
      readonly _all: { readonly total: { readonly store: { readonly size_in_bytes: number } } }
    }>({
      method: 'GET',
      path: '/bench/_stats/store',
    })
    const resident = await Promise.all(cluster.status.map(({ pid }) => residentMb(pid ?? 0)))
    bundle.engine.close()
    await connection.close()
    return {
      system: `OpenSearch, ${nodes === 1 ? 'one node' : `${nodes} nodes, ${nodes} shards, a copy of each`}`,
      indexSeconds,
      diskMb: body._all.total.store.size_in_bytes / 2 ** 20,
      memoryMb: resident.reduce((sum, each) => sum + each, 0),
      ...asked,
    }
  } finally {
    await cluster.stop()
    cluster.wipe()
  }
}

/** Seconds in which the packed engine's index is made of the same records. */
function packedSeconds({ records }: Bundle): number {
  const writer = new PackedWriter()
  const started = performance.now()
  try {
    writeAll(records, writer)
    for (const [, chunks] of writer.finish()) for (const _ of chunks);
  } finally {
    writer.close()
  }
  return (performance.now() - started) / 1_000
}

/** Passages that a builder prepares in a second, on one core, without a cluster. */
async function preparedPerSecond(index: string, { records }: Bundle): Promise<number> {
  const { means } = JSON.parse(await readFile(join(index, OPENSEARCH_FILES.figures), 'utf8')) as IndexFigures
  const metadataKeys = [...records.metadataKeys.keys()]
  const documents = new PassageDocuments(
    records,
    means,
    metadataKeys,
    at => records.documentNumber(at),
    records.copies,
  )
  const started = performance.now()
  for (let at = 0; at < records.size; at++) JSON.stringify(documents.at(at).body)
  return records.size / ((performance.now() - started) / 1_000)
}

async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1_024
}

function cellsOf(
  { system, indexSeconds, diskMb, memoryMb, times, perSecond, different }: Row,
  passages: number,
): string[] {
  const [p50 = '', p99 = ''] = [0.5, 0.99].map(part => percentile(times, part).toFixed(1))
  const rate = Math.round(passages / indexSeconds).toLocaleString('en')
  return [
    system,
    rate,
    diskMb.toFixed(0),
    memoryMb.toFixed(0),
    p50,
    p99,
    perSecond.toFixed(0),
    `${different}`,
  ]
}

const [SIZE = 100_000, SECONDS = 15] = process.argv.slice(2).map(Number)
const home = await mkdtemp(join(tmpdir(), 'lede-bench-'))
try {
  const corpus = join(home, 'corpus')
  await writeCorpus(corpus, new BenchCorpus(await readModel(), SIZE))
  const packed = join(home, 'packed')
  await buildBundle({ sources: [corpus], out: packed, engine: 'packed' })
  const index = join(home, 'opensearch')
  await buildBundle({ sources: [corpus], out: index, engine: 'opensearch' })
  const bundle = await openBundle(packed)
  const { passages } = bundle.manifest.counts
  const expected: unknown[] = []
  for (const request of REQUESTS) expected.push(JSON.parse(JSON.stringify(await search(bundle, request))))
  const diskMb = Object.values(bundle.manifest.files).reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20
  const table = beginTable('opensearch', ['system', 'passages/s indexed', 'disk MB', 'memory MB', 'p50 ms', 'p99 ms', 'searches/s', 'other answers']) // biome-ignore format: a head
  table.row(
    cellsOf(
      {
        system: 'Lede, packed',
        indexSeconds: packedSeconds(bundle),
        diskMb,
        ...(await ask(bundle, null)),
        memoryMb: await residentMb(process.pid),
        different: 0,
      },
      passages,
    ),
  )
  for (const nodes of [1, 3]) table.row(cellsOf(await measureCluster(nodes, index, expected), passages))
  table.end()
  const prepared = Math.round(await preparedPerSecond(index, bundle))
  process.stdout.write(
    `${passages.toLocaleString('en')} passages, ${CLIENTS} clients for ${SECONDS} s; a builder prepares ${prepared.toLocaleString('en')} passages a second\n`,
  )
} finally {
  await rm(home, { recursive: true, force: true })
}
