// The server as a user starts it, for benchmarks of what goes over HTTP.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))

export async function startLede(index: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [SERVER, 'serve', '--index', index, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout as NodeJS.EventEmitter, 'data')) as [Buffer]
  const url = /http:\S+/u.exec(String(line))?.[0]
  if (url === undefined) throw new Error(`the server said: ${line}`)
  return { url, child }
}
