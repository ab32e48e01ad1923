// How is a file read that may be made to do harm? In a process of its own, which is ended where it takes too long or too much.
import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { ConvertedFormat } from './formats.ts'
import type { PicturedFile } from './ocr/pages.ts'
import { RECOGNITION_OFF, type Recognise, type Recognised } from './ocr/recognition.ts'
import { DEFAULT_JSON_FIELDS, type JsonFields } from './readers/json-record.ts'
import { failed } from './readers/members.ts'
import { type Rendition, UnreadableError } from './rendition.ts'

export interface ConvertLimits {
  readonly seconds: number
  /** Resident memory of the process, in bytes of 2^20. */
  readonly megabytes: number
}

export const DEFAULT_LIMITS: ConvertLimits = { seconds: 120, megabytes: 1024 }

export interface ConvertSettings {
  readonly limits: ConvertLimits
  /** Reads pictures of text, in processes and within limits of its own. */
  readonly recognise?: Recognise
  /** Where in a JSON object which part of a document stands. */
  readonly jsonFields?: JsonFields
}

export interface ConvertRequest {
  readonly format: ConvertedFormat
  readonly bytes: Uint8Array
  /** Of a file in which files lie: those before this one were read already. */
  readonly from: number
  readonly jsonFields: JsonFields
}
/** What the process is told of pages that it asked for. */
export type RecognisedAnswer = { readonly recognised: Recognised } | { readonly refused: Refusal }
interface Refusal {
  readonly rule: string
  readonly message: string
}
/** What is said of the files in a file, while they are read, and the pictures that are met there. */
export type ConvertProgress =
  | { readonly begun: { readonly index: number; readonly name: string } }
  | { readonly some: string }
  | {
      readonly recognise: {
        readonly kind: PicturedFile
        readonly bytes: Uint8Array
        readonly numbers: readonly number[] | null
      }
    }
export type ConvertAnswer =
  | { readonly renditions: string }
  | { readonly rule: string; readonly message: string }

export interface ConvertState {
  /** The process holds so much memory that the next file had better have a new one. */
  readonly isFull: boolean
}

/** UTF-16 code units of what the process complains of that are kept, to know why it ended. */
const COMPLAINT_LENGTH = 4_000
/**
 * What the process may do besides computing: read its own code, and watch itself from a thread. It writes no file, starts no program, loads
 * no native code, and knows nothing of the environment, where keys are.
 */
const PERMISSIONS = ['--permission', '--allow-fs-read=*', '--allow-worker']
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
  settings: ConvertSettings,
): Promise<readonly Rendition[]> {
  const turn = last.then(() => convertNow(format, name, bytes, settings))
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
  { limits, recognise = RECOGNITION_OFF, jsonFields = DEFAULT_JSON_FIELDS }: ConvertSettings,
): Promise<readonly Rendition[]> {
  const read: Rendition[] = []
  for (let from = 0, failures = 0; ; failures++) {
    const inner: Inner = { read, recognise, current: null }
    try {
      const child = take(limits.megabytes)
      const answer = await ask(child, { format, bytes, from, jsonFields }, name, limits, inner)
      if (answer.isFull) child.kill('SIGKILL')
      else putBack(child, limits.megabytes)
      if (!('renditions' in answer)) throw new UnreadableError(answer.rule, answer.message)
      for (const rendition of JSON.parse(answer.renditions) as Rendition[]) read.push(rendition)
      return read
    } catch (error) {
      // One of the files in a file is no reason to leave out those behind it.
      const { current } = inner
      if (!(error instanceof UnreadableError) || current === null || failures === MOST_FAILURES) throw error
      read.push(failed(current.name, error.rule, error.message))
      from = current.index + 1
    }
  }
}

/** Files in one file that may end the process before the whole file is left out. */
const MOST_FAILURES = 10

/** What is known of the files in a file that is read. */
interface Inner {
  readonly read: Rendition[]
  readonly recognise: Recognise
  current: { readonly index: number; readonly name: string } | null
}

function ask(
  child: ChildProcess,
  request: ConvertRequest,
  name: string,
  limits: ConvertLimits,
  inner: Inner,
): Promise<ConvertAnswer & ConvertState> {
  return new Promise((resolve, reject) => {
    let isLate = false
    let isDone = false
    let complaint = ''
    const begin = (): NodeJS.Timeout =>
      setTimeout(() => {
        isLate = true
        child.kill('SIGKILL')
      }, limits.seconds * 1000)
    let timer = begin()
    const onComplaint = (text: Buffer): void => {
      complaint = (complaint + text.toString()).slice(-COMPLAINT_LENGTH)
    }
    const finish = (): void => {
      isDone = true
      clearTimeout(timer)
      child.stderr?.off('data', onComplaint)
      child.off('message', onMessage)
      child.off('error', onError)
      child.off('close', onClose)
    }
    const onMessage = (answer: (ConvertAnswer | ConvertProgress) & ConvertState): void => {
      if ('recognise' in answer) {
        // Meanwhile the process waits, and pages have their own time.
        clearTimeout(timer)
        const { kind, bytes, numbers } = answer.recognise
        inner.recognise(kind, bytes, numbers).then(
          recognised => goOn({ recognised }),
          (error: unknown) =>
            error instanceof UnreadableError
              ? goOn({ refused: { rule: error.rule, message: error.message } })
              : onError(unrecognised(error as Error, inner.current?.name ?? name)),
        )
        return
      }
      if ('begun' in answer || 'some' in answer) {
        // Each of the files in a file has the time that a file has.
        timer.refresh()
        if ('begun' in answer) inner.current = answer.begun
        else for (const rendition of JSON.parse(answer.some) as Rendition[]) inner.read.push(rendition)
        return
      }
      inner.current = null
      finish()
      resolve(answer)
    }
    const goOn = (answer: RecognisedAnswer): void => {
      if (isDone) return // the process ended while its pages were read
      timer = begin()
      child.send(answer, () => {}) // a process that has ended is told of by its end
    }
    const onError = (error: Error): void => {
      if (isDone) return
      finish()
      // It may still wait for an answer: nobody else may be given it.
      child.kill('SIGKILL')
      reject(error)
    }
    const onClose = (code: number | null, signal: NodeJS.Signals | null): void => {
      finish()
      const end = isLate ? 'late' : lackedMemory(signal, complaint) ? 'full' : (signal ?? `exit code ${code}`)
      reject(unreadable(end, inner.current?.name ?? name, limits))
    }
    child.stderr?.on('data', onComplaint)
    child.on('message', onMessage)
    child.on('error', onError)
    child.on('close', onClose)
    child.send(request, error => {
      if (error !== null) child.kill('SIGTERM')
    })
  })
}

/** The watching thread and the system end a process that is too large with SIGKILL; V8 says that its heap is full, and aborts. */
function lackedMemory(signal: NodeJS.Signals | null, complaint: string): boolean {
  return signal === 'SIGKILL' || /out of memory|allocation failed/iu.test(complaint)
}

/** Nothing in the file makes the recognition of text go wrong like this. */
function unrecognised({ message }: Error, name: string): UnreadableError {
  return new UnreadableError(
    'reader-crashed',
    `The recognition of text in ${name} failed (${message}). The file was left out; please report it.`,
  )
}

/** @param end why the process ended: it took too long, too much memory, or crashed with this signal or exit code */
function unreadable(end: string, name: string, { seconds, megabytes }: ConvertLimits): UnreadableError {
  switch (end) {
    case 'late':
      return new UnreadableError(
        'too-slow',
        `Reading ${name} took longer than ${seconds} s. It was left out; split it, or raise corpus.maxSeconds in the configuration.`,
      )
    case 'full':
      return new UnreadableError(
        'too-much-memory',
        `Reading ${name} took more than ${megabytes} MB of memory. It was left out; split it, or raise corpus.maxMegabytes in the configuration.`,
      )
    default:
      return new UnreadableError(
        'reader-crashed',
        `The program that reads ${name} crashed (${end}). The file was left out; open it in another program and save it again, or convert it to text.`,
      )
  }
}

/** The process that waits for work, or a new one. It keeps nobody from ending, and ends with whoever started it. */
function take(megabytes: number): ChildProcess {
  if (idle !== null) {
    const { child, timer, megabytes: had } = idle
    idle = null
    clearTimeout(timer)
    child.ref()
    child.channel?.ref()
    stderrOf(child)?.ref()
    if (had === megabytes && child.connected) return child
    child.kill('SIGKILL')
  }
  const child = fork(PROCESS, [String(megabytes)], {
    execArgv: [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning', ...PERMISSIONS],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
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
  stderrOf(child)?.unref()
  child.stderr?.resume()
  const timer = setTimeout(() => {
    idle = null
    child.disconnect()
  }, IDLE_MS)
  timer.unref()
  idle = { child, megabytes, timer }
}

/** A pipe, which keeps this process from ending while it is open. */
function stderrOf(child: ChildProcess): Socket | null {
  return child.stderr as Socket | null
}

/** The process's file beside this one, as TypeScript or compiled. */
const PROCESS = fileURLToPath(
  new URL(`./convert-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
)
