// Which index is meant, and where is it searched? The options that commands share: a folder, or a cluster.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { openServedBundle } from '../bundle/cluster-bundle.ts'
import { type Bundle, openBundle, readManifest } from '../bundle/open-bundle.ts'
import { ConfigError } from '../domain/errors.ts'
import { type ClusterSettings, Connection } from '../engine/opensearch/connection.ts'
import { nameEncoder } from '../search/meaning/query-encoder.ts'
import { encoderPlace, userPath } from './paths.ts'

export interface IndexFlags {
  readonly index?: string
  readonly engine?: string
  readonly url: readonly string[]
  readonly alias: string
  readonly credentials?: string
  readonly ca?: string
  readonly sniff?: true
  readonly encoder?: string
}

/** Folders that are taken where none is named: what is fetched from a cluster does not replace what was built here. */
const FOLDERS = { here: 'index-build', cluster: 'index-opensearch' } as const

/** The heading in the help. */
const CLUSTER_HELP = 'An index in OpenSearch:'

/** Adds the options of a command that reads an index. */
export function readsIndex(command: Command): Command {
  return addClusterOptions(
    command
      .option(
        '--index <dir>',
        `folder of the index (default: ${FOLDERS.here}; with OpenSearch ${FOLDERS.cluster})`,
      )
      .addOption(
        new Option('--engine <name>', 'opensearch where the index is in a cluster')
          .argParser(onlyOpenSearch)
          .helpGroup(CLUSTER_HELP),
      )
      .option(
        '--encoder <folder|url>',
        'where the model is by which the index was built (default: where it was then; see docs/explanations/meaning.md)',
      ),
  )
}

/** Adds the options that say where a cluster is. */
export function addClusterOptions(command: Command): Command {
  const options = [
    new Option('--url <address>', 'node of the cluster; repeatable (or LEDE_OPENSEARCH_URL, by commas)')
      .default([], 'none')
      .argParser((value: string, known: readonly string[]) => [...known, value]),
    new Option('--alias <name>', 'name of the index in the cluster').default('lede'),
    new Option(
      '--credentials <file>',
      'file with name:password for the cluster (or LEDE_OPENSEARCH_USERNAME and LEDE_OPENSEARCH_PASSWORD)',
    ),
    new Option('--ca <file>', 'certificates that are trusted for the cluster'),
    new Option('--sniff', 'ask the nodes for the other nodes, and use those too'),
  ]
  for (const option of options) command.addOption(option.helpGroup(CLUSTER_HELP))
  return command
}

function onlyOpenSearch(name: string): string {
  if (name === 'opensearch') return name
  throw new InvalidArgumentError('Only opensearch need be named: of other indexes the engine is known.')
}

export function folderOf(flags: Pick<IndexFlags, 'index' | 'engine' | 'url'>): string {
  return userPath(flags.index ?? (isInCluster(flags) ? FOLDERS.cluster : FOLDERS.here))
}

function isInCluster({ engine, url }: Pick<IndexFlags, 'engine' | 'url'>): boolean {
  return engine === 'opensearch' || url.length > 0
}

/**
 * The cluster that is meant; null where the index is searched here. A folder whose index is in a cluster needs no option where the environment
 * names the cluster.
 */
export async function clusterSettings(flags: IndexFlags): Promise<ClusterSettings | null> {
  const fromEnvironment = (process.env['LEDE_OPENSEARCH_URL'] ?? '')
    .split(',')
    .filter(url => url.trim() !== '')
  const urls = flags.url.length > 0 ? flags.url : fromEnvironment.map(url => url.trim())
  const isElsewhere = flags.engine !== undefined && flags.engine !== 'opensearch'
  if (isElsewhere && flags.url.length > 0)
    throw new ConfigError(`--url names an OpenSearch cluster, and --engine ${flags.engine} searches here.`)
  if (isElsewhere) return null
  if (!isInCluster(flags)) {
    const manifest = urls.length === 0 ? null : await readManifest(folderOf(flags)).catch(() => null)
    if (manifest?.engine !== 'opensearch') return null
  }
  return {
    urls,
    alias: flags.alias,
    credentialsFile: flags.credentials === undefined ? undefined : userPath(flags.credentials),
    certificateFile: flags.ca === undefined ? undefined : userPath(flags.ca),
    sniff: flags.sniff ?? false,
  }
}

/** Tells a bundle that was opened where its model is, where the flags say so. */
export function namesEncoder({ encoder }: IndexFlags): (bundle: Bundle) => void {
  return bundle => {
    if (encoder !== undefined) nameEncoder(bundle, encoderPlace(encoder))
  }
}

/** The index that is meant, opened for one command. */
export async function withIndex<T>(flags: IndexFlags, work: (bundle: Bundle) => Promise<T>): Promise<T> {
  const settings = await clusterSettings(flags)
  const use = async (bundle: Bundle): Promise<T> => {
    namesEncoder(flags)(bundle)
    return work(bundle)
  }
  if (settings === null) return use(await openBundle(folderOf(flags)))
  const connection = new Connection(settings)
  try {
    return await use(await openServedBundle(folderOf(flags), connection))
  } finally {
    await connection.close()
  }
}
