// Which files are documents? Walks the source folders in a fixed order and says what it leaves out.
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { Problem } from '../domain/document.ts'
import { CorpusError } from '../domain/errors.ts'
import { documentId } from '../domain/ids.ts'
import { DOCUMENT_EXTENSIONS, formatOf } from './formats.ts'
import { type LineSlice, sliceLines } from './line-slices.ts'

export interface SourceFile {
  readonly id: string
  /** Path under the source folder, with forward slashes. */
  readonly path: string
  readonly absolutePath: string
  /** Of a file with a document on each line: the lines meant, of which there may be many. */
  readonly slice?: LineSlice
}

export interface DiscoverOptions {
  /** Read files that symbolic links lead to outside the source folder. Default false. */
  readonly followLinks?: boolean
}

export interface Discovery {
  readonly files: readonly SourceFile[]
  readonly problems: readonly Problem[]
  /** Files of other formats that were left alone. */
  readonly otherFiles: number
}

/**
 * Lists the documents under `sources` (folders or single files), sorted by path.
 * Hidden files and folders are left out. A symbolic link is followed only where `followLinks` says so.
 * @throws {CorpusError} where a source does not exist, nothing is readable, or two files have one id
 */
export async function discoverFiles(
  sources: readonly string[],
  options: DiscoverOptions = {},
): Promise<Discovery> {
  const walk = new Walk(options.followLinks ?? false)
  for (const source of sources) await walk.addSource(source)
  walk.files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  if (walk.files.length === 0) {
    throw new CorpusError(
      `No documents in ${sources.join(', ')}: Lede reads ${DOCUMENT_EXTENSIONS.join(', ')} files` +
        (walk.otherFiles > 0 ? `, and found only ${walk.otherFiles} of other formats.` : '.'),
    )
  }
  refuseCollisions(walk.files)
  const files: SourceFile[] = []
  for (const file of walk.files) files.push(...(await sliced(file)))
  return { files, problems: walk.problems, otherFiles: walk.otherFiles }
}

/** A file of many documents in slices; a file that cannot be read is told of when it is read. */
async function sliced(file: SourceFile): Promise<SourceFile[]> {
  if (formatOf(file.path) !== 'json-lines') return [file]
  const slices = await sliceLines(file.absolutePath).catch(() => [])
  return slices.length <= 1 ? [file] : slices.map(slice => ({ ...file, slice }))
}

class Walk {
  readonly files: SourceFile[] = []
  readonly problems: Problem[] = []
  otherFiles = 0
  private readonly followLinks: boolean
  private readonly seenFolders = new Set<string>()

  constructor(followLinks: boolean) {
    this.followLinks = followLinks
  }

  async addSource(source: string): Promise<void> {
    const info = await stat(source).catch(() => null)
    if (info === null) {
      throw new CorpusError(`There is no file or folder at ${source}. Check the path.`)
    }
    if (info.isFile()) {
      if (formatOf(source) === null) {
        throw new CorpusError(
          `${source} is not a document: Lede reads ${DOCUMENT_EXTENSIONS.join(', ')} files.`,
        )
      }
      this.add(basename(source), source)
      return
    }
    await this.walkFolder(await realpath(source), source, '')
  }

  private async walkFolder(root: string, folder: string, prefix: string): Promise<void> {
    const real = await realpath(folder)
    if (this.seenFolders.has(real)) return
    this.seenFolders.add(real)
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => {
      this.problem(
        'error',
        'unreadable-folder',
        prefix || '.',
        `The folder cannot be listed: ${error.message}.`,
      )
      return []
    })
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      const absolutePath = join(folder, entry.name)
      if (entry.isSymbolicLink()) await this.addLink(root, absolutePath, path)
      else if (entry.isDirectory()) await this.walkFolder(root, absolutePath, path)
      else if (entry.isFile()) this.addFile(path, absolutePath)
    }
  }

  private async addLink(root: string, absolutePath: string, path: string): Promise<void> {
    const target = await realpath(absolutePath).catch(() => null)
    if (target === null) {
      this.problem('warning', 'broken-link', path, 'The symbolic link leads nowhere; mend or remove it.')
      return
    }
    const inside = !relative(root, target).startsWith('..') && relative(root, target) !== target
    if (inside) return // the target is read under its own name
    if (!this.followLinks) {
      const advice = 'set corpus.followLinks in the configuration to read it'
      this.problem('warning', 'link-outside', path, `The symbolic link leaves the source folder; ${advice}.`)
      return
    }
    if ((await stat(target)).isDirectory()) await this.walkFolder(root, absolutePath, path)
    else this.addFile(path, absolutePath)
  }

  private addFile(path: string, absolutePath: string): void {
    if (formatOf(path) !== null) this.add(path, absolutePath)
    else this.otherFiles++
  }

  private add(path: string, absolutePath: string): void {
    const portable = path.split(sep).join('/')
    this.files.push({ id: documentId(portable), path: portable, absolutePath })
  }

  private problem(severity: Problem['severity'], rule: string, path: string, message: string): void {
    this.problems.push({ severity, rule, path, message })
  }
}

function refuseCollisions(files: readonly SourceFile[]): void {
  const byId = new Map<string, SourceFile>()
  const collisions: string[] = []
  for (const file of files) {
    const other = byId.get(file.id)
    if (other === undefined) byId.set(file.id, file)
    else collisions.push(`${other.path} and ${file.path} would both be “${file.id}”`)
  }
  if (collisions.length === 0) return
  const shown = collisions.slice(0, 10).join('; ')
  const more = collisions.length > 10 ? `; and ${collisions.length - 10} more` : ''
  throw new CorpusError(`Two files with one document id: ${shown}${more}. Rename one of each pair.`)
}
