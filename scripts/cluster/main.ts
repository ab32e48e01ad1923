// `scripts/opensearch start|stop|status|wipe [nodes]`: a cluster on this machine to try `lede … --engine opensearch` on.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Cluster } from './cluster.ts'
import { keepLoadedClasses } from './loaded-classes.ts'
import { provision } from './provision.ts'

const USAGE = `usage: scripts/opensearch start [NODES]   start a cluster of 1 to 9 nodes (default: 1) on ports 9201, 9202, …
       scripts/opensearch status          its nodes and their process ids
       scripts/opensearch stop            end all nodes; their data stays in .opensearch/
       scripts/opensearch wipe            end all nodes and remove their data
       scripts/opensearch install         only fetch what the nodes need
`
const MOST_NODES = 9

const folder = fileURLToPath(new URL('../../.opensearch/', import.meta.url))
const sizeFile = join(folder, 'nodes')
const [command, count] = process.argv.slice(2)

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}

async function main(): Promise<number> {
  switch (command) {
    case 'install':
      await keepLoadedClasses(provision(warn), warn)
      return 0
    case 'start': {
      const nodes = Number(count ?? knownSize() ?? 1)
      if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) return usage()
      const before = knownSize()
      if (before !== null && before !== nodes && clusterOf(before).status.some(({ pid }) => pid !== null))
        throw new Error(`A cluster of ${before} nodes runs. End it first: scripts/opensearch stop`)
      const cluster = clusterOf(nodes)
      writeFileSync(sizeFile, String(nodes))
      await cluster.start()
      process.stdout.write(`${cluster.urls.join('\n')}\n`)
      return 0
    }
    case 'status': {
      const status = clusterOf(knownSize() ?? 1).status
      for (const { name, url, pid } of status)
        process.stdout.write(`${name}  ${url}  ${pid === null ? 'does not run' : `process ${pid}`}\n`)
      return status.every(({ pid }) => pid !== null) ? 0 : 1
    }
    case 'stop':
    case 'wipe': {
      const cluster = clusterOf(knownSize() ?? 1)
      await cluster.stop()
      if (command === 'wipe') cluster.wipe()
      return 0
    }
    default:
      return usage()
  }
}

function usage(): number {
  process.stderr.write(USAGE)
  return 2
}

/** How many nodes the last cluster had. */
function knownSize(): number | null {
  return existsSync(sizeFile) ? Number(readFileSync(sizeFile, 'utf8')) : null
}

function clusterOf(nodes: number): Cluster {
  return new Cluster({ runtime: provision(warn), folder, nodes, httpPort: 9200, transportPort: 9300 })
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`)
}
