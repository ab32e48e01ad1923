// Can a node start with half the work? The classes that one node loads are kept beside OpenSearch's jars, ready for the next: Java calls it
// class data sharing. It takes classes from jars only, so the launcher lies in one.
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { Cluster } from './cluster.ts'
import type { Runtime } from './provision.ts'

const LAUNCHER = 'LedeNode.class'

/** Keeps what a node loads, where that is not kept already. Without it nodes start too, so whatever fails is said and no more. */
export async function keepLoadedClasses(runtime: Runtime, say: (line: string) => void): Promise<void> {
  const { folder, jar, archive } = runtime.shared
  if (existsSync(archive)) return
  say('Keeping the classes that nodes load…')
  mkdirSync(folder, { recursive: true })
  const aside = mkdtempSync(join(folder, 'made-'))
  try {
    // A jar that another process has made is the one whose date its archive knows.
    if (!existsSync(jar)) {
      await writeJar(join(runtime.classes, LAUNCHER), join(aside, 'node.jar'))
      renameSync(join(aside, 'node.jar'), jar)
    }
    const made = join(aside, 'classes.jsa')
    await useNode({
      ...runtime,
      classPath: `${runtime.libraries}:${jar}`,
      options: [`-XX:ArchiveClassesAtExit=${made}`],
    })
    renameSync(made, archive)
  } catch (error) {
    say(`They could not be kept: ${(error as Error).message}`)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

async function writeJar(from: string, to: string): Promise<void> {
  const jar = new yazl.ZipFile()
  jar.addFile(from, LAUNCHER)
  jar.end()
  await pipeline(jar.outputStream, createWriteStream(to))
}

/** Starts a node, has it do a little of what tests ask of it, and ends it. */
async function useNode(runtime: Runtime): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lede-classes-'))
  const cluster = new Cluster({
    runtime,
    folder,
    nodes: 1,
    httpPort: (await freePort()) - 1,
    transportPort: (await freePort()) - 1,
    isShortLived: true,
  })
  try {
    await cluster.start()
    const ask = async (method: string, path: string, body?: object): Promise<void> => {
      const sent =
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const answer = await fetch(`${cluster.urls[0]}${path}`, { method, ...sent })
      await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
    }
    await ask('PUT', '/tried', { settings: { number_of_shards: 2, number_of_replicas: 0 } })
    await ask('PUT', '/tried/_doc/1?refresh=true', { text: 'peace', at: '2020-01-01' })
    await ask('POST', '/tried/_search', {
      query: { bool: { must: [{ match: { text: 'peace' } }], filter: [{ range: { at: { gte: '2019' } } }] } },
      aggs: { at: { date_histogram: { field: 'at', calendar_interval: 'year' } } },
      sort: [{ at: 'desc' }],
    })
    await ask('DELETE', '/tried')
  } finally {
    await cluster.stop()
    cluster.wipe()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
