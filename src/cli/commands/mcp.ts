// `lede mcp`: an assistant on this machine uses the index, over standard input and output.
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { ServedBundle } from '../../bundle/serving.ts'
import { createMcpServer } from '../../mcp/server.ts'
import { userPath, version } from '../paths.ts'
import { warn } from '../terminal.ts'

export interface McpFlags {
  readonly index: string
}

/** Runs until the assistant closes its end. A bundle that is built meanwhile is used from then on. */
export async function runMcp({ index }: McpFlags): Promise<number> {
  const served = await ServedBundle.open(userPath(index))
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
  return 0
}
