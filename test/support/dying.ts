// What a process leaves on disk that dies at a certain step. The step and all after it that would change the disk fail, also those of
// cleaning up; ids of processes are those of one that does not exist.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Steps that change a disk. */
const CHANGES = [
  'rename',
  'link',
  'rm',
  'rmdir',
  'unlink',
  'mkdir',
  'mkdtemp',
  'writeFile',
  'copyFile',
  'chmod',
]
const SYNC = [
  ...CHANGES.map(name => `${name}Sync`),
  'writeSync',
  'fsyncSync',
  'ftruncateSync',
  'openSync',
] as const

/** No system gives a process such a number. */
const NOBODY = 2 ** 22 + 1

class Death extends Error {}

/** @returns whether the step was reached: false where the action was done before */
export async function dieAt(step: number, action: () => Promise<unknown>): Promise<boolean> {
  let steps = 0
  const count = (): void => {
    if (++steps >= step) throw new Death('the process is dead')
  }
  const restore = [
    ...SYNC.map(name => replace(fs as never, name, count)),
    ...CHANGES.map(name => replace(fs.promises as never, name, count)),
  ]
  const { pid } = process
  Object.defineProperty(process, 'pid', { value: NOBODY, configurable: true })
  syncBuiltinESMExports()
  try {
    await action()
    return steps >= step
  } catch (error) {
    if (steps < step) throw error
    return true
  } finally {
    for (const put of restore) put()
    Object.defineProperty(process, 'pid', { value: pid, configurable: true })
    syncBuiltinESMExports()
  }
}

type Functions = Record<string, (...rest: unknown[]) => unknown>

function replace(place: Functions, name: string, count: () => void): () => void {
  const real = place[name]
  if (real === undefined) throw new Error(`there is no ${name}`)
  place[name] = (...rest) => {
    const isReading = name === 'openSync' && !/[wax+]/u.test(String(rest[1] ?? 'r'))
    if (!isReading && !isLog(name, rest)) count()
    return real.apply(place, rest)
  }
  return () => {
    place[name] = real
  }
}

/** What a test says to the terminal is no step. */
function isLog(name: string, [file]: unknown[]): boolean {
  return name === 'writeSync' && (file === 1 || file === 2)
}
