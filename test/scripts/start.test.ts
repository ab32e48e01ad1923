// The first command that anybody types: it helps at once, and whoever ends it ends the server.
import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ROOT, temporaryFolder, writeFiles } from '../support/fixtures.ts'

const execute = promisify(execFile)

it.each(['--help', '-h'])('%s says how to choose a port, and installs nothing', async flag => {
  const folder = await temporaryFolder()
  await cp(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true })
  // There is neither npm nor a package here: whoever wants to install fails.
  const env = { PATH: await onlyShell(folder) }
  const { stdout } = await execute(join(folder, 'scripts/start'), ['--port', '0', flag], { env })
  expect(stdout).toMatch(/^Usage: scripts\/start .*--port NUMBER/u)
  expect(stdout).toContain('http://127.0.0.1:3000')
  await expect(execute(join(folder, 'scripts/start'), [], { env })).rejects.toMatchObject({
    stderr: expect.stringContaining('npm is missing'),
  })
})

it('ends with its server, whoever ends it', async () => {
  const port = await freePort()
  // A clone of its own, in which all packages are installed.
  const clone = await temporaryFolder()
  for (const name of ['scripts', 'index-build'])
    await cp(join(ROOT, name), join(clone, name), { recursive: true })
  for (const name of ['src', 'corpus', 'packs', 'package.json', 'package-lock.json'])
    await symlink(join(ROOT, name), join(clone, name))
  await mkdir(join(clone, 'node_modules'))
  await symlink(join(ROOT, 'node_modules/.bin'), join(clone, 'node_modules/.bin'))
  const { stdout: installed } = await execute('sh', ['-c', 'cat package.json package-lock.json | cksum'], {
    cwd: clone,
  })
  await writeFiles(clone, { 'node_modules/.lede-installed': installed.trim() })
  const child = spawn(join(clone, 'scripts/start'), ['--port', String(port)])
  onTestFinished(() => void child.kill('SIGKILL'))
  const isServed = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  await vi.waitFor(async () => expect(await isServed()).toBe(true), { timeout: 90_000, interval: 200 })
  child.kill('SIGTERM')
  await new Promise(resolve => child.once('exit', resolve))
  expect(await isServed()).toBe(false)
}, 180_000)

/** A folder of programs that has what the script itself needs, and neither npm nor node. */
async function onlyShell(folder: string): Promise<string> {
  const bin = join(folder, 'bin')
  await mkdir(bin)
  for (const name of ['bash', 'cat', 'dirname', 'env']) {
    const { stdout } = await execute('sh', ['-c', `command -v ${name}`])
    await symlink(stdout.trim(), join(bin, name))
  }
  return bin
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
