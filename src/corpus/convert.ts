// How is a file read that may be made to do harm? In a process of its own, which is ended where it takes too long or too much.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ConvertedFormat } from './formats.ts'
import { type Rendition, UnreadableError } from './rendition.ts'

export interface ConvertLimits {
  readonly seconds: number
  /** Resident memory of the process, in bytes of 2^20. */
  readonly megabytes: number
}

export const DEFAULT_LIMITS: ConvertLimits = { seconds: 120, megabytes: 1024 }

export interface ConvertRequest {
  readonly format: ConvertedFormat
  readonly bytes: Uint8Array
}
export type ConvertAnswer =
  | { readonly renditions: string }
  | { readonly rule: string; readonly message: string }

export interface ConvertState {
  /** The process holds so much memory that the next file had better have a new one. */
  readonly isFull: boolean
}

/** Milliseconds without work after which the process is ended. */
const IDLE_MS = 5_000

/**
 * What a file holds. Files are read one after the other in each thread.
 * @param name of the file, for messages
 * @throws {UnreadableError} also where a limit is passed
 */
export function convert(
  format: ConvertedFormat,
  name: string,
  bytes: Uint8Array,
  limits: ConvertLimits,
): Promise<readonly Rendition[]> {
  const turn = last.then(() => convertNow(format, name, bytes, limits))
  last = turn.catch(() => {})
  return turn
}

let last: Promise<unknown> = Promise.resolve()
let idle: {
  readonly child: ChildProcess
  readonly megabytes: number
  readonly timer: NodeJS.Timeout
} | null = null

async function convertNow(
  format: ConvertedFormat,
  name: string,
  bytes: Uint8Array,
  limits: ConvertLimits,
): Promise<readonly Rendition[]> {
  const child = take(limits.megabytes)
  const answer = await ask(child, { format, bytes }, name, limits)
  if (answer.isFull) child.kill('SIGKILL')
  else putBack(child, limits.megabytes)
  if ('renditions' in answer) return JSON.parse(answer.renditions) as Rendition[]
  throw new UnreadableError(answer.rule, answer.message)
}

function ask(
  child: ChildProcess,
  request: ConvertRequest,
  name: string,
  limits: ConvertLimits,
): Promise<ConvertAnswer & ConvertState> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, limits.seconds * 1000)
    const finish = (): void => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('error', onError)
      child.off('exit', onExit)
    }
    const onMessage = (answer: ConvertAnswer & ConvertState): void => {
      finish()
      resolve(answer)
    }
    const onError = (error: Error): void => {
      finish()
      reject(error)
    }
    const onExit = (): void => {
      finish()
      reject(
        isLate
          ? new UnreadableError(
              'too-slow',
              `Reading ${name} took longer than ${limits.seconds} s. It was left out; split it, or raise corpus.maxSeconds in the configuration.`,
            )
          : new UnreadableError(
              'too-much-memory',
              `Reading ${name} took more than ${limits.megabytes} MB of memory. It was left out; split it, or raise corpus.maxMegabytes in the configuration.`,
            ),
      )
    }
    child.on('message', onMessage)
    child.on('error', onError)
    child.on('exit', onExit)
    child.send(request, error => {
      if (error !== null) child.kill('SIGKILL')
    })
  })
}

/** The process that waits for work, or a new one. It keeps nobody from ending, and ends with whoever started it. */
function take(megabytes: number): ChildProcess {
  if (idle !== null) {
    const { child, timer, megabytes: had } = idle
    idle = null
    clearTimeout(timer)
    child.ref()
    child.channel?.ref()
    if (had === megabytes && child.connected) return child
    child.kill('SIGKILL')
  }
  const flags = [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning']
  const child = fork(PROCESS, [String(megabytes)], {
    execArgv: flags,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.once('exit', () => {
    if (idle?.child !== child) return
    clearTimeout(idle.timer)
    idle = null
  })
  return child
}

function putBack(child: ChildProcess, megabytes: number): void {
  child.unref()
  child.channel?.unref()
  const timer = setTimeout(() => {
    idle = null
    child.disconnect()
  }, IDLE_MS)
  timer.unref()
  idle = { child, megabytes, timer }
}

/** The process's file beside this one, as TypeScript or compiled. */
const PROCESS = fileURLToPath(
  new URL(`./convert-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
)
