// Which files on disk are Lede's own? The names that it gives, and the mark by which a bundle is known whatever its folder is called.
import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

export const MANIFEST = 'manifest.json'
export const BUNDLE_FORMAT = 'lede-bundle'

/** A manifest is a few kilobytes; what is longer than this is none. */
const LONGEST_MANIFEST = 1 << 20
/** How every manifest begins that Lede wrote: it is known by this where its end is lost. */
const BEGINNING = new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${BUNDLE_FORMAT}"`, 'u')

/** Files with settings that are found in a source folder, or beside it. */
export const SETTINGS_FILES = ['lede.yaml', 'entities.yaml', 'synonyms.yaml', 'watch.yaml'] as const

/** Whether a folder is a bundle of any version, whole or damaged. */
export function isBundle(folder: string): boolean {
  const text = headOf(join(folder, MANIFEST))
  if (BEGINNING.test(text)) return true
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format === BUNDLE_FORMAT
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** What stands beside a bundle, hidden. */
export type SiblingSuffix =
  | 'previous'
  | 'lock'
  | 'cache'
  | 'cache.new'
  | 'cache.left'
  | 'vectors'
  | 'vectors.new'
  | 'encoder'
  | 'ocr'
  | 'watch.json'
  | `building-${string}`
  | `lock.${string}`

/** A file or folder beside a bundle. @param target path of the bundle */
export function sibling(target: string, suffix: SiblingSuffix): string {
  return join(dirname(target), `.${basename(target)}.${suffix}`)
}

const SIBLING = /^\..+\.(?:previous|building-\d+-\w{6})$/u

/** Whether a folder's name is one that Lede gives to bundles that are on their way. */
export function isBundleOnItsWay(name: string): boolean {
  return SIBLING.test(name)
}

/** Where a bundle's folder is or will be: where its name is a symbolic link, the place that it leads to. */
export function placeOf(directory: string): string {
  let path = resolve(directory)
  for (let steps = 0; steps < 40; steps++) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path
    path = resolve(dirname(path), readlinkSync(path))
  }
  return path
}

/** The files in a folder and in the folders in it, with forward slashes. */
export function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .sort()
}

function headOf(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return ''
    throw error
  }
  try {
    const bytes = Buffer.alloc(LONGEST_MANIFEST)
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, LONGEST_MANIFEST, 0))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return ''
    throw error
  } finally {
    closeSync(file)
  }
}
