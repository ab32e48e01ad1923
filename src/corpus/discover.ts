// Which files are documents? Walks the source folders in a fixed order and says what it leaves out.
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, sep } from 'node:path'
import type { Problem } from '../domain/document.ts'
import { CorpusError } from '../domain/errors.ts'
import { compareTexts } from '../domain/order.ts'
import { isBundle, isBundleOnItsWay, SETTINGS_FILES } from '../domain/own-files.ts'
import { reasonOf } from '../domain/reason.ts'
import { giveFileIds } from './document-ids.ts'
import { DOCUMENT_EXTENSIONS, formatOf } from './formats.ts'
import { type LineSlice, sliceLines } from './line-slices.ts'
import { isTextWithoutEnding } from './text-without-ending.ts'

export interface SourceFile {
  readonly id: string
  /** Path under the source folder, with forward slashes. */
  readonly path: string
  readonly absolutePath: string
  /** Of a file with a document on each line: the lines meant, of which there may be many. */
  readonly slice?: LineSlice
}

export interface DiscoverOptions {
  /** Read files that symbolic links lead to outside the source folders. Default false. */
  readonly followLinks?: boolean
  /** The index that is built. Where it lies in a source folder it is left out without a word. */
  readonly index?: string
  /** Packs of names: one that lies among the documents is none. */
  readonly packs?: readonly string[]
}

export interface Discovery {
  readonly files: readonly SourceFile[]
  readonly problems: readonly Problem[]
  /** Files of other formats that were left alone. */
  readonly otherFiles: number
  /** What was left out by its name, folders as a whole. */
  readonly leftOut: readonly LeftOut[]
}

export interface LeftOut {
  readonly path: string
  readonly why: string
  /** Of a file of another format: how its name ends, empty where it has no ending. */
  readonly ending?: string
}

/**
 * Lists the documents under `sources` (folders or single files), sorted by path, each file once.
 * Hidden files and folders are left out unless a link that is not hidden leads there, and Lede's own indexes always.
 * A symbolic link that leaves the source folders is followed only where `followLinks` says so.
 * @throws {CorpusError} where a source does not exist or is an index, or nothing is readable
 */
export async function discoverFiles(
  sources: readonly string[],
  options: DiscoverOptions = {},
): Promise<Discovery> {
  const index = options.index === undefined ? null : await realpath(options.index).catch(() => null)
  const packs = await Promise.all((options.packs ?? []).map(pack => realpath(pack).catch(() => pack)))
  const walk = new Walk(await realRoots(sources), options, { index, packs: new Set(packs) })
  for (const source of sources) await walk.addSource(source)
  await walk.followLinks()
  if (walk.files.length === 0) {
    throw new CorpusError(
      `No documents in ${sources.join(', ')}: Lede reads ${DOCUMENT_EXTENSIONS.join(', ')} files` +
        (walk.otherFiles > 0 ? `, and found only ${walk.otherFiles} of other formats.` : '.'),
    )
  }
  const { files: named, problems } = giveFileIds(walk.files.sort((a, b) => compareTexts(a.path, b.path)))
  const files: SourceFile[] = []
  for (const file of named) files.push(...(await sliced(file)))
  walk.problems.sort((a, b) => compareTexts(a.path, b.path))
  walk.leftOut.sort((a, b) => compareTexts(a.path, b.path))
  const { otherFiles, leftOut } = walk
  return { files, problems: [...walk.problems, ...problems], otherFiles, leftOut }
}

/** A file of many documents in slices; a file that cannot be read is told of when it is read. */
async function sliced(file: SourceFile): Promise<SourceFile[]> {
  if (formatOf(file.path) !== 'json-lines') return [file]
  const slices = await sliceLines(file.absolutePath).catch(() => [])
  return slices.length <= 1 ? [file] : slices.map(slice => ({ ...file, slice }))
}

async function realRoots(sources: readonly string[]): Promise<string[]> {
  const roots: string[] = []
  for (const source of sources) {
    const info = await stat(source).catch(() => null)
    if (info === null) throw new CorpusError(`There is no file or folder at ${source}. Check the path.`)
    if (info.isDirectory()) roots.push(await realpath(source))
  }
  return roots
}

interface Link {
  readonly path: string
  readonly absolutePath: string
}

/** Real paths of the index that is built, or null, and of packs. */
interface OwnPlaces {
  readonly index: string | null
  readonly packs: ReadonlySet<string>
}

class Walk {
  readonly files: Omit<SourceFile, 'id'>[] = []
  readonly problems: Problem[] = []
  otherFiles = 0
  readonly leftOut: LeftOut[] = []
  private readonly roots: readonly string[]
  private readonly options: DiscoverOptions
  private readonly own: OwnPlaces
  /** Real paths of what was read: nothing is read twice, and no circle of links is gone round. */
  private readonly seen = new Set<string>()
  /** Links wait until everything was read under its own name. */
  private links: Link[] = []

  constructor(roots: readonly string[], options: DiscoverOptions, own: OwnPlaces) {
    this.roots = roots
    this.options = options
    this.own = own
  }

  async addSource(source: string): Promise<void> {
    const real = await realpath(source)
    const index = ownIndexAround(real)
    if (index !== null)
      throw new CorpusError(
        `${source} is an index that Lede built (${index}). Name the folder of its documents.`,
      )
    if (!(await stat(real)).isFile()) {
      await this.walkFolder(real, source, '')
      return
    }
    if (formatOf(source) === null && !(await isTextWithoutEnding(real))) {
      throw new CorpusError(
        `${source} is not a document: Lede reads ${DOCUMENT_EXTENSIONS.join(', ')} files.`,
      )
    }
    await this.addFile(basename(source), source, real)
  }

  /** In the order of their paths, those that are found on the way last. */
  async followLinks(): Promise<void> {
    while (this.links.length > 0) {
      const links = this.links.sort((a, b) => compareTexts(a.path, b.path))
      this.links = []
      for (const link of links) await this.follow(link)
    }
  }

  private async walkFolder(real: string, folder: string, prefix: string): Promise<void> {
    if (this.seen.has(real)) return
    this.seen.add(real)
    if (isBundle(real) || isBundleOnItsWay(basename(real))) {
      if (real !== this.own.index)
        this.warn('own-index', prefix, 'The folder is an index that Lede built. It was left out.')
      return
    }
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => {
      const message = `The folder cannot be listed: ${reasonOf(error)}.`
      this.problems.push({ severity: 'error', rule: 'unreadable-folder', path: prefix || '.', message })
      return []
    })
    for (const entry of entries.sort((a, b) => compareTexts(a.name, b.name))) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
      if (entry.name.startsWith('.')) {
        this.leftOut.push({ path, why: 'It is hidden: its name begins with a point.' })
        continue
      }
      const absolutePath = join(folder, entry.name)
      if (entry.isSymbolicLink()) this.links.push({ path, absolutePath })
      else if (entry.isDirectory()) await this.walkFolder(join(real, entry.name), absolutePath, path)
      else if (entry.isFile()) await this.addFile(path, absolutePath, join(real, entry.name))
    }
  }

  private async follow({ path, absolutePath }: Link): Promise<void> {
    const target = await realpath(absolutePath).catch((error: NodeJS.ErrnoException) => error)
    if (target instanceof Error) {
      const where = target.code === 'ELOOP' ? 'leads round in a circle' : 'leads nowhere'
      this.warn('broken-link', path, `The symbolic link ${where}; mend or remove it.`)
      return
    }
    if (!this.roots.some(root => isWithin(root, target)) && this.options.followLinks !== true) {
      const advice = 'set corpus.followLinks in the configuration to read it'
      this.warn('link-outside', path, `The symbolic link leaves the source folder; ${advice}.`)
      return
    }
    if (this.seen.has(target)) return // it is read under its own name, or by another link
    const index = ownIndexAround(target)
    const info = await stat(target)
    if (info.isDirectory()) await this.walkFolder(target, absolutePath, path)
    else if (index !== null)
      this.warn(
        'own-index',
        path,
        `The symbolic link leads into an index that Lede built (${index}). It was left out.`,
      )
    else if (info.isFile()) await this.addLinkedFile(path, absolutePath, target)
  }

  private async addLinkedFile(path: string, absolutePath: string, target: string): Promise<void> {
    if (formatOf(path) === null && formatOf(target) !== null) {
      const ending = extname(target)
      const message = `The symbolic link leads to a document, and its name does not say of which format. It was left out; let its name end in ${ending}.`
      this.warn('link-name', path, message)
      this.otherFiles++
    } else await this.addFile(path, absolutePath, target)
  }

  private async addFile(path: string, absolutePath: string, real: string): Promise<void> {
    if (this.own.packs.has(real)) this.leftOut.push({ path, why: 'It is a pack of names.' })
    else if (SETTINGS_FILES.some(name => name === path))
      this.leftOut.push({ path, why: 'It holds settings of Lede.' })
    else if (formatOf(path) === null && !(await isTextWithoutEnding(absolutePath))) {
      this.otherFiles++
      const ending = extname(path)
      const why =
        ending === ''
          ? 'Its name has no ending that says its format, and it does not begin as a text does.'
          : `Lede does not read files that end in ${ending}.`
      this.leftOut.push({ path, why, ending: ending.toLowerCase() })
    } else if (!this.seen.has(real)) {
      this.seen.add(real)
      this.files.push({ path: path.split(sep).join('/'), absolutePath })
    }
  }

  private warn(rule: string, path: string, message: string): void {
    this.problems.push({ severity: 'warning', rule, path: path || '.', message })
  }
}

/** The index that a file or folder lies in or is, or null. @param real path without links */
function ownIndexAround(real: string): string | null {
  for (let folder = real; ; folder = dirname(folder)) {
    if (isBundle(folder) || isBundleOnItsWay(basename(folder))) return folder
    if (dirname(folder) === folder) return null
  }
}

function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}
