// `lede mcp`: an assistant on this machine uses the index, over standard input and output.
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { ServedBundle } from '../../bundle/serving.ts'
import { Connection } from '../../engine/opensearch/connection.ts'
import { createMcpServer } from '../../mcp/server.ts'
import { prepareSearch } from '../../search/search.ts'
import { clusterSettings, folderOf, type IndexFlags, namesEncoder } from '../index-flags.ts'
import { version } from '../paths.ts'
import { warn } from '../terminal.ts'

export type McpFlags = IndexFlags

/** Runs until the assistant closes its end. A bundle that is built meanwhile is used from then on. */
export async function runMcp(flags: McpFlags): Promise<number> {
  const settings = await clusterSettings(flags)
  const cluster = settings === null ? null : new Connection(settings)
  const served = await ServedBundle.open(
    folderOf(flags),
    bundle => {
      namesEncoder(flags)(bundle)
      return prepareSearch(bundle)
    },
    cluster,
  )
  const stopWatching = served.watch(
    () => warn('Reloaded the index.'),
    error => warn(`The old index is still used: ${error.message}`),
  )
  const ended = new Promise<void>(resolve => process.stdin.once('end', resolve).once('close', resolve))
  const connection = serveStdio(
    () => createMcpServer(served, version(), error => warn(error.stack ?? error.message)),
    {
      onerror: error => warn(error.message),
    },
  )
  await ended
  await connection.close()
  stopWatching()
  await cluster?.close()
  return 0
}
