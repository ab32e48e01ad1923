// What becomes of searches when nodes die, hang, and come back, when the index is replaced, and when its builder dies? On a real cluster of
// three nodes, under load, every answer compared with the packed engine's.
//
// LEDE_CLUSTER_PASSAGES=100000 runs it on as many passages; LEDE_FAULTS=10 kills every node, and ten times as many builders.
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { BenchCorpus, readModel, writeCorpus } from '../../bench/corpus.ts'
import { buildBundle } from '../../src/build/build.ts'
import { type ClusterTarget, DEFAULT_PLACING } from '../../src/build/options.ts'
import { Connection } from '../../src/engine/opensearch/connection.ts'
import { servedVersion } from '../../src/engine/opensearch/index-names.ts'
import { describeCluster } from '../support/cluster.ts'
import { ROOT, temporaryFolder } from '../support/fixtures.ts'
import { difference } from '../support/same.ts'
import { serve, type TestServer } from '../support/server.ts'

const PASSAGES = Number(process.env['LEDE_CLUSTER_PASSAGES'] ?? 1_500)
const TIMES = Number(process.env['LEDE_FAULTS'] ?? 1)
const BUILDERS = 3 * TIMES
/** Milliseconds after the cluster has settled in which answers may still be late, in part, or refused: what was lost is tried again. */
const FAIL_OVER_MS = 20_000
const QUIET_MS = 2_000
const CLIENTS = 4
/** Milliseconds between an answer and the next question of a client: the nodes share the machine with the clients, and must come back. */
const BREATH_MS = 20

const QUERIES = [
  'peace', 'treaty navigation', '"united states"', 'army navy pay', 'public lands -mexico', 'tariff revenue', 'gold OR silver', 'commerc*', 'congress government people', '',
] // biome-ignore format: a list

type Outcome = 'right' | 'partial' | 'refused' | 'wrong'
interface Asked {
  readonly outcome: Outcome
  /** Of the start and the end, on the clock of `performance`. */
  readonly from: number
  readonly to: number
  readonly what: string
}

/** From what was done to the nodes until the cluster had settled, on the clock of `performance`. */
interface Fault {
  readonly from: number
  readonly to: number
}

describeCluster('a cluster of three nodes', 3, cluster => {
  let corpus: string
  let index: string
  let server: TestServer
  let right: Map<string, unknown>
  const target = (): ClusterTarget => ({
    settings: { urls: cluster().urls, alias: 'faults' },
    ...DEFAULT_PLACING,
    shards: 3,
  })

  beforeAll(async () => {
    const folder = await temporaryFolder(afterAll)
    corpus = join(folder, 'corpus')
    index = join(folder, 'index')
    await writeCorpus(corpus, new BenchCorpus(await readModel(), PASSAGES))
    await buildBundle({ sources: [corpus], out: index, engine: 'opensearch', cluster: target() })
    right = await answersOfPacked(corpus)
    server = await serve(join(folder, 'served'), { cluster: target() }, afterAll)
  }, 600_000)

  const ask = async (expected: readonly ReadonlyMap<string, unknown>[]): Promise<Asked> => {
    const query = QUERIES[Math.floor(Math.random() * QUERIES.length)] ?? ''
    const from = performance.now()
    const { status, body } = await searchFor(server, query)
    const to = performance.now()
    const differences = expected.map(answers => difference(body, answers.get(query)))
    const isPartial = (body as { partial?: true }).partial === true
    const outcome: Outcome =
      status === 503 ? 'refused' : isPartial ? 'partial' : differences.includes(null) ? 'right' : 'wrong'
    return { outcome, from, to, what: outcome === 'wrong' ? `${query} ${differences.join('; ')}` : '' }
  }

  /** Asks from several clients until `during` is done. */
  const underLoad = async (
    during: () => Promise<void>,
    expected: readonly ReadonlyMap<string, unknown>[] = [right],
  ): Promise<Asked[]> => {
    const asked: Asked[] = []
    let isOver = false
    const client = async (): Promise<void> => {
      while (!isOver) {
        asked.push(await ask(expected))
        await pause(BREATH_MS)
      }
    }
    const clients = Array.from({ length: CLIENTS }, client)
    try {
      await during()
    } finally {
      isOver = true
      await Promise.all(clients)
    }
    return asked
  }

  /** No answer is wrong; those that are in part or refused fall into the time of a fault, or soon after. */
  const expectBounded = (asked: readonly Asked[], faults: readonly Fault[]): void => {
    expect(asked.find(({ outcome }) => outcome === 'wrong')?.what).toBeUndefined()
    const unexplained = asked.find(
      ({ outcome, from, to }) =>
        outcome !== 'right' && !faults.some(fault => to > fault.from && from < fault.to + FAIL_OVER_MS),
    )
    expect(unexplained, `the faults were ${JSON.stringify(faults)}`).toBeUndefined()
    const count = (outcome: Outcome): number => asked.filter(each => each.outcome === outcome).length
    const slowest = Math.max(...asked.map(({ from, to }) => to - from))
    process.stderr.write(
      `${asked.length} searches: ${count('right')} right, ${count('partial')} in part, ${count('refused')} refused; the slowest ${Math.round(slowest)} ms\n`,
    )
    expect(count('right')).toBeGreaterThan(0)
  }

  /** Does something to the nodes, and waits until they are a whole cluster again. */
  const fault = async (mischief: () => Promise<void>): Promise<Fault> => {
    const from = performance.now()
    await mischief()
    await cluster().settled()
    return { from, to: performance.now() }
  }

  /** Waits until the service has fetched what the alias names. */
  const newestIsServed = async (): Promise<void> => {
    const connection = new Connection(target().settings)
    for (let waited = 0; waited < 120_000; waited += 200) {
      const wanted = await servedVersion(connection)
      if (server.served.current.version === wanted) return connection.close()
      await pause(200)
    }
    throw new Error('the new index is not served')
  }

  it('answers as the packed engine does', async () => {
    const asked = await underLoad(() => pause(QUIET_MS))
    expectBounded(asked, [])
    expect(asked.every(({ outcome }) => outcome === 'right')).toBe(true)
  }, 60_000)

  it('gives no wrong answer and loses no passage while the manager is killed and comes back, then another node', async () => {
    const faults: Fault[] = []
    const manager = await cluster().manager()
    const others = [1, 2, 3].filter(number => number !== manager)
    const asked = await underLoad(async () => {
      for (const number of [manager, ...(TIMES > 1 ? others : others.slice(0, 1))]) {
        const killed = await fault(async () => {
          cluster().kill(number)
          await pause(QUIET_MS)
          cluster().startNode(number)
        })
        faults.push(killed)
      }
      await pause(QUIET_MS)
    })
    expectBounded(asked, faults)
    expectBounded(await underLoad(() => pause(QUIET_MS)), [])
  }, 600_000)

  it.each(['the manager', 'another node'])(
    'does without a node that hangs, and takes it again when it goes on: %s',
    async which => {
      const manager = await cluster().manager()
      const number = which === 'the manager' ? manager : (manager % 3) + 1
      const faults: Fault[] = []
      const asked = await underLoad(async () => {
        const hung = await fault(async () => {
          cluster().suspend(number)
          await pause(10_000)
          cluster().resume(number)
        })
        faults.push(hung)
      })
      expectBounded(asked, faults)
      // A client waits for a node's time-out and at worst for that of the next; not until the cluster has left the node out.
      expect(Math.max(...asked.map(({ from, to }) => to - from))).toBeLessThan(15_000)
      await pause(QUIET_MS)
      expectBounded(await underLoad(() => pause(QUIET_MS)), [])
    },
    300_000,
  )

  it('says that a part is missing where a shard has no copy left, and refuses what must be whole', async () => {
    const out = join(index, '../single')
    const single = { ...target(), settings: { ...target().settings, alias: 'single' }, replicas: 0 }
    await buildBundle({ sources: [join(ROOT, 'corpus')], out, engine: 'opensearch', cluster: single })
    await cluster().settled()
    const other = await serve(out, { cluster: single })
    const { passages, boilerplate } = other.served.current.manifest.counts
    const total = async (): Promise<number> => ((await searchFor(other, '')).body as { total: number }).total
    expect(await total()).toBe(passages - boilerplate)
    const number = await placeOfAShard(cluster().urls[0] ?? '', 'single')
    cluster().kill(number)
    await pause(3 * QUIET_MS)
    const { status, body } = await searchFor(other, '')
    expect(status).toBe(200)
    expect(body).toMatchObject({ partial: true })
    expect((body as { total: number }).total).toBeLessThan(passages - boilerplate)
    // Who bears a title is looked for in a search of its own, as is what resembles a passage: both say what is missing.
    const titled = await searchFor(other, 'president of armenia')
    expect(titled.status).toBe(200)
    expect(titled.body).toMatchObject({ partial: true })
    const [hit] = (titled.body as { hits: { passage: { id: string; document: string } }[] }).hits
    const similar = await other.json(`/v1/passages/${hit?.passage.id}/similar`)
    expect(similar.status).toBe(200)
    expect(similar.body).toMatchObject({ partial: true })
    for (const path of ['/?q=president+of+armenia', `/passages/${hit?.passage.id}`])
      expect((await fetch(`${other.url}${path}`)).status).toBe(200)
    const read = await fetch(`${other.url}/documents/${hit?.passage.document}?q=armenia`)
    expect(read.status).toBe(200)
    expect((await fetch(`${other.url}/v1/entities/place:laos`)).status).toBe(503)
    // An export has begun before it is known to be cut: it breaks off, and does not end as if it were all.
    await expect(
      fetch(`${other.url}/v1/export?q=mines&format=csv`).then(each => each.text()),
    ).rejects.toThrow()
    cluster().startNode(number)
    await cluster().settled()
    expect(await total()).toBe(passages - boilerplate)
  }, 400_000)

  it('loses nothing when all nodes are killed at once', async () => {
    for (const number of [1, 2, 3]) cluster().kill(number)
    await pause(500)
    expect((await ask([right])).outcome).toBe('refused')
    await cluster().start()
    await pause(QUIET_MS)
    const asked = await underLoad(() => pause(QUIET_MS))
    expectBounded(asked, [])
    expect(await passagesIn(cluster().urls[0] ?? '')).toBe(server.served.current.manifest.counts.passages)
  }, 300_000)

  it('answers wholly from the old index or wholly from the new one while it is replaced', async () => {
    await writeFile(
      join(corpus, 'added.md'),
      'Peace and the treaty of navigation were named by Congress once more.\n',
    )
    const old = right
    const next = await answersOfPacked(corpus)
    expect([...next.values()].some((answer, at) => difference(answer, [...old.values()][at]) !== null)).toBe(
      true,
    )
    const before = server.served.current.version
    const asked = await underLoad(async () => {
      await buildBundle({ sources: [corpus], out: index, engine: 'opensearch', cluster: target() })
      while (server.served.current.version === before) await pause(50)
      await pause(500)
    }, [old, next])
    expectBounded(asked, [])
    right = next
    expectBounded(await underLoad(() => pause(500)), [])
  }, 600_000)

  it('serves the old index whenever a builder dies, and the next builder goes on', async () => {
    const started = performance.now()
    await ended(startBuilder(corpus, index, cluster().urls, 'timed'))
    const whole = performance.now() - started
    let died = 0
    for (let builder = 0; builder < BUILDERS; builder++) {
      await writeFile(join(corpus, `again-${builder}.md`), 'Once more the army and the navy were paid.\n')
      const next = await answersOfPacked(corpus)
      const before = server.served.current.version
      const child = startBuilder(corpus, index, cluster().urls, 'faults')
      await pause(whole * (0.1 + 0.9 * Math.random()))
      child.kill('SIGKILL')
      await ended(child)
      if (child.signalCode !== null) died++
      // It may have been done just before.
      await newestIsServed()
      const isOld = server.served.current.version === before
      const asked = await underLoad(() => pause(500), [isOld ? right : next])
      expectBounded(asked, [])
      await ended(startBuilder(corpus, index, cluster().urls, 'faults'))
      await newestIsServed()
      right = next
      expectBounded(await underLoad(() => pause(500)), [])
    }
    process.stderr.write(`${died} of ${BUILDERS} builders died at work\n`)
    const names = await (await fetch(`${cluster().urls[0]}/_cat/aliases?h=alias`)).text()
    expect(names).not.toContain('building')
  }, 900_000)
})

/** The packed engine's answers over HTTP, by query. */
async function answersOfPacked(corpus: string): Promise<Map<string, unknown>> {
  const out = join(corpus, '../packed')
  await buildBundle({ sources: [corpus], out, engine: 'packed' })
  let close = async (): Promise<void> => {}
  const server = await serve(out, {}, ending => {
    close = ending
  })
  const answers = new Map<string, unknown>()
  for (const query of QUERIES) answers.set(query, (await searchFor(server, query)).body)
  await close()
  return answers
}

/** By POST: such answers are not remembered, so every one is the cluster's. */
function searchFor(server: TestServer, q: string): Promise<{ status: number; body: never }> {
  const body = JSON.stringify({
    q,
    limit: 10,
    facets: ['person', 'place', 'document', 'kind'],
    timeline: 'year',
    // One search each: what other readings would find is asked for in `service.test.ts`.
    counts: false,
  })
  return server.json('/v1/search', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

function startBuilder(corpus: string, out: string, urls: readonly string[], alias: string): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'src/cli/main.ts'),
      'build',
      corpus,
      '--out',
      out,
      '--engine',
      'opensearch',
      '--alias',
      alias,
      '--shards',
      '3',
      ...urls.flatMap(url => ['--url', url]),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise(resolve => child.once('exit', () => resolve()))
}

/** The number of a node that has one of the index's shards. */
async function placeOfAShard(url: string, alias: string): Promise<number> {
  const shards = await (await fetch(`${url}/_cat/shards/${alias}?h=node`)).text()
  return Number(/node(\d)/u.exec(shards)?.[1])
}

async function passagesIn(url: string): Promise<number> {
  const answer = await fetch(`${url}/faults/_count`)
  return ((await answer.json()) as { count: number }).count
}
