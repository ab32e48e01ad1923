// The command line as a person runs it, in a process of its own.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './fixtures.ts'

export interface Run {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Runs the command line to its end. */
export function lede(args: readonly string[], cwd = ROOT, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', ...env },
    })
    let out = ''
    let error = ''
    child.stdout.on('data', data => { out += data }) // biome-ignore format: one action
    child.stderr.on('data', data => { error += data }) // biome-ignore format: one action
    child.once('close', code => resolve({ code, out, error }))
  })
}
