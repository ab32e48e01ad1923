// How is a process asked that recognises text? One file and one page at a time; where it takes too long or too much it is ended, and the
// next page has a new one.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { reasonOf } from '../../domain/reason.ts'
import type { ConvertLimits } from '../convert.ts'
import { UnreadableError } from '../rendition.ts'
import type { OcrEngine } from './find-engine.ts'
import type { OcrAnswer, OcrRequest, View } from './ocr-process.ts'
import type { LanguageData } from './packaged-engine.ts'
import type { PicturedFile } from './pages.ts'

/** Milliseconds without work after which the process is ended. */
const IDLE_MS = 5_000
/** Drawing is done by native code of a package: the process may load it, and nothing else that a process of its own may not. */
const PERMISSIONS = ['--permission', '--allow-fs-read=*', '--allow-worker', '--allow-addons']
/** More is no page. */
const LONGEST_HOCR = 32 * 1024 * 1024

export interface FileOfPages {
  readonly kind: PicturedFile
  readonly bytes: Uint8Array
  readonly hash: string
}

export class OcrHost {
  private readonly engine: OcrEngine
  private readonly limits: ConvertLimits
  private child: ChildProcess | null = null
  private opened: string | null = null
  private timer: NodeJS.Timeout | null = null
  private last: Promise<unknown> = Promise.resolve()

  constructor(engine: OcrEngine, limits: ConvertLimits) {
    this.engine = engine
    this.limits = limits
  }

  /** @throws {UnreadableError} */
  async countPages(file: FileOfPages): Promise<number> {
    const answer = await this.inTurn(() => this.ask(file))
    return 'pages' in answer ? answer.pages : 0
  }

  /** @returns hOCR. @throws {UnreadableError} */
  async recognise(
    file: FileOfPages,
    number: number,
    languages: readonly LanguageData[],
    view: View,
  ): Promise<string> {
    const wanted = this.engine.name === 'tesseract' ? 'picture' : 'text'
    const answer = await this.inTurn(() => this.ask(file, { number, languages, view, wanted }))
    if ('hocr' in answer) return answer.hocr
    if ('picture' in answer) return bySystem(answer.picture, languages, this.limits)
    throw new Error('The process that recognises text gave no page.')
  }

  /** One at a time: an answer does not say whose it is, and a file may be left while its pages are still asked for. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work)
    this.last = turn.catch(() => {})
    return turn
  }

  private async ask(file: FileOfPages, page?: OcrRequest['page']): Promise<OcrAnswer> {
    if (this.timer !== null) clearTimeout(this.timer)
    const child = this.child?.connected === true ? this.child : this.start()
    const isOpen = page !== undefined && this.opened === file.hash
    // Until it answers nobody knows which file it has open.
    this.opened = null
    try {
      const request: OcrRequest = {
        ...(isOpen ? {} : { open: { kind: file.kind, bytes: file.bytes } }),
        ...(page === undefined ? {} : { page }),
      }
      const answer = await exchange(child, request, this.limits).catch((error: unknown) => {
        this.child = null
        throw error
      })
      if ('rule' in answer) {
        if (answer.isLast === true) this.child = null
        else if (isOpen) this.opened = file.hash
        throw new UnreadableError(answer.rule, answer.message)
      }
      this.opened = file.hash
      return answer
    } finally {
      this.timer = setTimeout(() => this.end(), IDLE_MS)
      this.timer.unref()
      child.unref()
      child.channel?.unref()
    }
  }

  private end(): void {
    const { child } = this
    this.child = null
    if (child?.connected === true) child.disconnect()
  }

  private start(): ChildProcess {
    const { megabytes } = this.limits
    const child = fork(PROCESS, [String(megabytes), this.engine.folder], {
      execArgv: [`--max-old-space-size=${megabytes}`, '--no-warnings', ...PERMISSIONS],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.child = child
    this.opened = null
    child.once('exit', () => {
      if (this.child === child) this.child = null
    })
    return child
  }
}

function exchange(child: ChildProcess, request: OcrRequest, limits: ConvertLimits): Promise<OcrAnswer> {
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
      child.off('close', onClose)
    }
    const onMessage = (answer: OcrAnswer): void => {
      finish()
      resolve(answer)
    }
    const onError = ({ message }: Error): void => {
      finish()
      child.kill('SIGKILL')
      reject(ended(false, message, limits))
    }
    const onClose = (code: number | null, signal: NodeJS.Signals | null): void => {
      finish()
      reject(ended(isLate, signal ?? `exit code ${code}`, limits))
    }
    child.on('message', onMessage)
    child.on('error', onError)
    child.on('close', onClose)
    child.ref()
    child.channel?.ref()
    child.send(request, error => {
      if (error !== null) onError(error)
    })
  })
}

function ended(isLate: boolean, how: string, { seconds, megabytes }: ConvertLimits): UnreadableError {
  if (isLate)
    return new UnreadableError(
      'too-slow',
      `Recognising its text took longer than ${seconds} s; raise corpus.maxSeconds in the configuration.`,
    )
  if (how === 'SIGKILL')
    return new UnreadableError(
      'too-much-memory',
      `Recognising its text took more than ${megabytes} MB of memory; raise corpus.maxMegabytes in the configuration.`,
    )
  return new UnreadableError('reader-crashed', `The program that recognises its text crashed (${how}).`)
}

/** Asks the system's program. It is given a decoded picture, and of the environment what it needs to find itself. */
function bySystem(
  picture: Uint8Array,
  languages: readonly LanguageData[],
  limits: ConvertLimits,
): Promise<string> {
  const names = languages.map(({ code }) => code).join('+')
  const { PATH, TESSDATA_PREFIX } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn('tesseract', ['stdin', 'stdout', '-l', names, '--psm', '3', 'hocr'], {
      env: {
        ...(PATH === undefined ? {} : { PATH }),
        ...(TESSDATA_PREFIX === undefined ? {} : { TESSDATA_PREFIX }),
        // Pages are what is done side by side.
        OMP_THREAD_LIMIT: '1',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, limits.seconds * 1000)
    const parts: Buffer[] = []
    let length = 0
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part)
      length += part.length
      if (length > LONGEST_HOCR) child.kill('SIGKILL')
    })
    child.on('error', error => {
      clearTimeout(timer)
      reject(new UnreadableError('reader-crashed', `Tesseract cannot be started (${reasonOf(error)}).`))
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) resolve(Buffer.concat(parts).toString('utf8'))
      else reject(ended(isLate, signal ?? `exit code ${code}`, limits))
    })
    // A program that ends early says why by how it ends.
    child.stdin.on('error', () => {})
    child.stdin.end(picture)
  })
}

/** The process's file beside this one, as TypeScript or compiled. */
const PROCESS = fileURLToPath(
  new URL(`./ocr-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
)
