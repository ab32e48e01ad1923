// `lede doctor`: is everything here that Lede needs? What there is, what is missing, and what to do about it.
import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname } from 'node:path'
import pc from 'picocolors'
import { hasAllFiles, readManifest } from '../../bundle/open-bundle.ts'
import { Connection } from '../../engine/opensearch/connection.ts'
import { clusterSettings, folderOf, type IndexFlags } from '../index-flags.ts'
import { version } from '../paths.ts'
import { say, sayJson, table } from '../terminal.ts'

export interface DoctorFlags extends IndexFlags {
  readonly json?: true
}

interface Finding {
  readonly name: string
  readonly state: 'good' | 'missing' | 'bad'
  /** What there is. */
  readonly found: string
  /** What to do, where something is to be done. */
  readonly advice?: string
}

/** Free bytes below which a build of any size may fail. */
const LEAST_DISK = 1024 ** 3
const LEAST_MEMORY = 2 * 1024 ** 3
const COMFORTABLE_PASSAGES = 1_000_000

/** Exit status: 1 where something is bad; what is merely missing may not be wanted. */
export async function runDoctor(flags: DoctorFlags): Promise<number> {
  const index = folderOf(flags)
  const findings = [
    { name: 'Lede', state: 'good' as const, found: `${version()} on Node.js ${process.versions.node}, ${process.platform} ${process.arch}` },
    memory(),
    await disk(index),
    await indexAt(index),
    await cluster(flags),
  ] // biome-ignore format: a finding a line
  if (flags.json === true) sayJson({ findings })
  else sayFindings(findings)
  return findings.some(({ state }) => state === 'bad') ? 1 : 0
}

function sayFindings(findings: readonly Finding[]): void {
  const marks = { good: pc.green('ok'), missing: pc.yellow('none'), bad: pc.red('bad') } as const
  say(table(findings.map(({ name, state, found }) => [marks[state], name, found])))
  for (const { name, advice } of findings) if (advice !== undefined) say(`\n${name}: ${advice}`)
}

function memory(): Finding {
  // Containers may have less than the machine.
  const limit = process.constrainedMemory()
  const bytes = limit > 0 && limit < totalmem() ? limit : totalmem()
  const found = `${gigabytes(bytes)} of memory`
  return bytes >= LEAST_MEMORY
    ? { name: 'Memory', state: 'good', found }
    : {
        name: 'Memory',
        state: 'bad',
        found,
        advice: `A build may take ${gigabytes(LEAST_MEMORY)}. Build with --workers 1 and --memory 256mb, or on another machine.`,
      }
}

async function disk(index: string): Promise<Finding> {
  const found = await statfsOf(index).catch((error: Error) => error)
  if (found instanceof Error)
    return { name: 'Disk', state: 'bad', found: `cannot be read at ${index}`, advice: found.message }
  const free = found.bavail * found.bsize
  const room = `${gigabytes(free)} free where the index is`
  return free >= LEAST_DISK
    ? { name: 'Disk', state: 'good', found: room }
    : {
        name: 'Disk',
        state: 'bad',
        found: room,
        advice:
          'A build keeps the old index until the new one is whole. Make room, or name another folder with --out.',
      }
}

/** Of the folder, or the nearest one above it that is there. */
async function statfsOf(path: string): Promise<{ readonly bavail: number; readonly bsize: number }> {
  try {
    return await statfs(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    return statfsOf(dirname(path))
  }
}

async function indexAt(index: string): Promise<Finding> {
  const name = 'Index'
  try {
    const manifest = await readManifest(index)
    if (manifest === null)
      return {
        name,
        state: 'missing',
        found: `none at ${index}`,
        advice: 'Build one: lede build FOLDER --out INDEX. Or show a folder at once: lede open FOLDER',
      }
    const { documents, passages, boilerplate } = manifest.counts
    const found = `${documents.toLocaleString('en')} documents, ${passages.toLocaleString('en')} passages (${boilerplate.toLocaleString('en')} boilerplate), engine ${manifest.engine}, at ${index}`
    if (!(await hasAllFiles(index, manifest)))
      return { name, state: 'bad', found, advice: 'Files are missing or of another length. Build it again; lede verify says which.' }
    if (manifest.engine === 'minisearch' && passages > COMFORTABLE_PASSAGES / 50)
      return { name, state: 'good', found, advice: 'Build it with --engine packed: searches are many times faster, and take less memory.' }
    return { name, state: 'good', found }
  } catch (error) {
    return { name, state: 'bad', found: `cannot be read at ${index}`, advice: (error as Error).message }
  }
} // biome-ignore format: a finding a line

async function cluster(flags: IndexFlags): Promise<Finding> {
  const name = 'OpenSearch'
  let connection: Connection | null = null
  let place = 'the cluster'
  try {
    const settings = await clusterSettings(flags)
    if (settings === null) return { name, state: 'missing', found: 'no cluster is named; none is needed here' }
    place = settings.urls.join(', ')
    connection = new Connection(settings)
    const { body } = await connection.call<{ readonly status?: string }>({
      method: 'GET',
      path: '/_cluster/health',
    })
    const found = `${place} is ${body.status ?? 'silent'}`
    return body.status === 'red'
      ? { name, state: 'bad', found, advice: 'Parts of an index have no node. Look at _cluster/allocation/explain.' }
      : { name, state: 'good', found }
  } catch (error) {
    return { name, state: 'bad', found: place, advice: (error as Error).message }
  } finally {
    await connection?.close()
  }
} // biome-ignore format: a finding a line

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}
