// Who builds here? One process at a time, also where one died while it held the lock.
//
//   LOCK              "PID START NONCE": process id, when that process began (Linux says), and a number that no other lock has
//   LOCK.PID-NONCE    the same, whole, before it becomes the lock by `link`, which fails where there is a lock already
//   LOCK.NONCE        the lock on the taking over of the dead lock NONCE: its holder alone may replace that one
//
// A lock is never empty and never half written: what cannot be read was not written by this version, and nobody can say whose it is.
import { randomBytes } from 'node:crypto'
import {
  constants,
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BundleError } from '../domain/errors.ts'

export interface Lock {
  release(): void
}

interface Holder {
  readonly pid: number
  /** Null where the system does not say. */
  readonly start: string | null
  readonly nonce: string
}

/** Locks of dead processes that stand in the way one behind the other, each having died while it took over the one before. */
const DEEPEST = 16
/** How often a lock that vanishes while it is looked at is tried again. */
const ATTEMPTS = 100

/**
 * Takes the lock at a path; that of a dead process is taken over.
 * @param what for messages: what is locked
 * @throws {BundleError} `locked` where a living process holds it, or nobody can say whether one does
 */
export function takeLock(path: string, what: string): Lock {
  const lock = acquire(path, what, 0)
  removeRemains(path)
  return lock
}

function acquire(path: string, what: string, depth: number): Lock {
  const nonce = randomBytes(6).toString('hex')
  const aside = `${path}.${process.pid}-${nonce}`
  const lock: Lock = {
    release: () => {
      if (holderOf(path)?.nonce === nonce) rmSync(path, { force: true })
    },
  }
  try {
    // On a full disk the file may be there, and be empty: it is removed below.
    writeFileSync(aside, `${process.pid} ${startOf(process.pid) ?? '-'} ${nonce}\n`, {
      flag: 'wx',
      flush: true,
    })
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linked(aside, path)) return lock
      const holder = holderOf(path)
      if (holder === null) continue // released meanwhile
      if (isAlive(holder)) throw held(holder.pid, what)
      if (depth === DEEPEST) break
      const takeover = acquire(`${path}.${holder.nonce}`, what, depth + 1)
      try {
        // Whoever had the takeover before may have replaced the lock.
        if (holderOf(path)?.nonce !== holder.nonce) continue
        renameSync(aside, path)
        return lock
      } finally {
        takeover.release()
      }
    }
  } finally {
    rmSync(aside, { force: true })
  }
  throw new BundleError('locked', `The lock ${path} cannot be taken. Remove it if no build is running.`)
}

function held(pid: number, what: string): BundleError {
  return new BundleError('locked', `Process ${pid} is building ${what} now. Wait for it, or end it.`)
}

/** False where there is a lock. A file system without links gets a copy: for an instant it cannot be read, and counts as held. */
function linked(aside: string, path: string): boolean {
  try {
    linkSync(aside, path)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error
  }
  try {
    copyFileSync(aside, path, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Null where there is no lock. @throws {BundleError} where it cannot be read */
function holderOf(path: string): Holder | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  // Earlier versions wrote the process id alone.
  const [, pid, start = '-', nonce = `${pid}`] = /^(\d+)(?: (\S+) ([0-9a-f]{12})\n)?$/u.exec(text) ?? []
  if (pid === undefined) {
    const why = text === '' ? 'is empty' : 'was not written by Lede'
    throw new BundleError('locked', `The lock ${path} ${why}. Remove it if no build is running.`)
  }
  return { pid: Number(pid), start: start === '-' ? null : start, nonce }
}

/** A number that another process has got since is no sign of life. */
export function isAlive({ pid, start }: Pick<Holder, 'pid' | 'start'>): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return now !== 'dead' && (start === null || now === null || now === start)
}

/** When a process began, as Linux counts; `dead` where nobody has fetched its status yet; null where the system does not say. */
function startOf(pid: number): string | null {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null // no Linux, or no such process: `kill` has said which
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : (fields[19] ?? null)
}

/** What dead processes left beside a lock that is held now. The takeover of a lock that is gone means nothing any more. */
function removeRemains(path: string): void {
  const prefix = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(prefix)) continue
    const last = name.split('.').at(-1) ?? ''
    const [, pid, nonce] = /^(?:(\d+)-)?([0-9a-f]{12}|\d+)$/u.exec(last) ?? []
    if (nonce === undefined || (pid !== undefined && isAlive({ pid: Number(pid), start: null }))) continue
    rmSync(join(dirname(path), name), { force: true })
  }
}
