// `lede open`: a folder of documents is indexed, served on this machine, shown in the browser, and kept up to date.
import { createHash } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { basename, join } from 'node:path'
import openInBrowser from 'open'
import { CorpusError } from '../../domain/errors.ts'
import { tryPort } from '../../http/server.ts'
import { userPath } from '../paths.ts'
import { say, warn } from '../terminal.ts'
import { runBuild } from './build.ts'
import { runServe } from './serve.ts'

export interface OpenFlags {
  readonly out?: string
  readonly config?: string
  readonly encoder?: string
  readonly port?: number
  readonly browser: boolean
  /** File that says what became of each file in the first build. */
  readonly report?: string
}

const HOST = '127.0.0.1'
/** Where no other is asked for, and nobody listens on it. */
const USUAL_PORT = 3000

/** Runs until SIGINT or SIGTERM. @throws {CorpusError} where there is no such folder @throws {ListenError} where the port is taken */
export async function runOpen(given: string, flags: OpenFlags): Promise<number> {
  const folder = await folderAt(userPath(given))
  const index = flags.out === undefined ? indexOf(folder) : userPath(flags.out)
  const port = await portFor(flags.port)
  const settings = {
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(flags.encoder === undefined ? {} : { encoder: flags.encoder }),
  }
  const cluster = { url: [], alias: 'lede' }
  await runBuild([folder], {
    ...cluster,
    ...settings,
    ...(flags.report === undefined ? {} : { report: flags.report }),
    out: index,
    cache: true,
    ocr: true,
    keepEncoder: true,
  })
  return runServe(
    {
      ...cluster,
      ...settings,
      index,
      corpus: folder,
      host: HOST,
      port,
      watch: true,
      allowHost: [],
      corsOrigin: [],
      // Lines of JSON are for machines, and here a person looks on.
      logLevel: 'silent',
      slowMs: 1_000,
      drainMs: 2_000,
      processes: 1,
    },
    url => {
      say(
        `The index is in ${index}. Lede looks for changed files in ${folder} while it runs; Ctrl+C ends it.`,
      )
      if (flags.browser) show(url)
    },
  )
}

async function folderAt(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) throw new CorpusError(`There is no folder ${path} (${found.code}).`)
  if (!found.isDirectory())
    throw new CorpusError(`${path} is a file. Give lede open the folder in which your documents are.`)
  return realpath(path)
}

/** Each folder has an index of its own, outside of it, named after it and its path. */
function indexOf(folder: string): string {
  const name = basename(folder).replaceAll(/[^\p{L}\p{N}._-]+/gu, '-') || 'documents'
  const path = createHash('sha256').update(folder).digest('hex').slice(0, 8)
  return join(dataFolder(), 'lede', `${name}-${path}`)
}

/** Where programs keep data of a person (XDG Base Directory Specification; on macOS Application Support). */
function dataFolder(): string {
  const { XDG_DATA_HOME: named } = process.env
  if (named !== undefined && named !== '') return named
  return join(
    homedir(),
    ...(platform() === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'share']),
  )
}

/** The one that is asked for, else the usual one, or 0 for any that is free. @throws {ListenError} where one cannot listen on it */
async function portFor(asked: number | undefined): Promise<number> {
  if (asked === undefined)
    return tryPort(HOST, USUAL_PORT).then(
      () => USUAL_PORT,
      () => 0,
    )
  await tryPort(HOST, asked)
  return asked
}

/** Where there is no browser, the address on the terminal must do. */
function show(url: string): void {
  const advise = (error: Error): void =>
    warn(`No browser could be opened (${error.message}). Open ${url} in one.`)
  openInBrowser(url).then(browser => browser.once('error', advise), advise)
}
