// A real OpenSearch cluster for a file of tests: on free ports, with its data in a temporary folder, ended at the end.
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { Cluster } from '../../scripts/cluster/cluster.ts'
import { provision, type Runtime } from '../../scripts/cluster/provision.ts'

/** Milliseconds that a cluster of three may take to start on a busy machine. */
const PATIENCE = 180_000

/**
 * A group of tests on a cluster. Where it cannot be had the tests are skipped, loudly; in CI they fail.
 * @param tests the cluster runs when they do; it is not there yet when they are listed
 */
export function describeCluster(name: string, nodes: number, tests: (cluster: () => Cluster) => void): void {
  const runtime = runtimeOrReason()
  if (typeof runtime === 'string') {
    if (process.env['CI'] !== undefined) throw new Error(`There is no OpenSearch to test with. ${runtime}`)
    process.stderr.write(`\n!!! SKIPPED: ${name}. There is no OpenSearch to test with. ${runtime}\n`)
    describe.skip(name, () => tests(() => missing()))
    return
  }
  describe(name, () => {
    let cluster: Cluster | undefined
    beforeAll(async () => {
      const httpPort = await freePorts(2 * nodes + 2)
      const folder = mkdtempSync(join(tmpdir(), 'lede-cluster-'))
      cluster = new Cluster({
        runtime,
        folder,
        nodes,
        httpPort,
        transportPort: httpPort + nodes,
        isShortLived: true,
      })
      await cluster.start()
    }, PATIENCE)
    afterAll(async () => {
      await cluster?.stop()
      cluster?.wipe()
    }, PATIENCE)
    tests(() => cluster ?? missing())
  })
}

function missing(): never {
  throw new Error('the cluster is not running')
}

function runtimeOrReason(): Runtime | string {
  try {
    return provision(line => process.stderr.write(`${line}\n`))
  } catch (error) {
    return (error as Error).message
  }
}

/** The first of a run of ports that nobody listens on. */
async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 21_000 + Math.floor(Math.random() * 10_000)
    const ports = Array.from({ length: count }, (_, at) => first + at)
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first
  }
  throw new Error('There are no free ports.')
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
