// Which files of a folder did Lede write? Those alone are ever removed.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesUnder, MANIFEST } from '../domain/own-files.ts'
import { ENGINES, filesOf, VECTORS_FILE } from './manifest.ts'

const KNOWN: ReadonlySet<string> = new Set([
  MANIFEST,
  VECTORS_FILE,
  ...ENGINES.flatMap(engine => filesOf({ engine })),
])
/** What waits on disk while a bundle is written. */
const SCRATCH = /^(?:lede-packed-\w{6}\/(?:postings-\d+\.run|\w+\.words)|lede-copies\.words)$/u
/** What file managers leave in every folder that somebody looked at. It is kept, and keeps nobody from building. */
const LITTER: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** The files in a bundle's folder that somebody put there. @param folder a bundle, whole or damaged, or a draft of one */
export function foreignFiles(folder: string): string[] {
  const own = listedIn(folder)
  return filesUnder(folder).filter(name => !isOwn(name, own) && !LITTER.has(name.split('/').at(-1) ?? ''))
}

/**
 * Removes a bundle or a draft of one, the manifest last: until then it is known as one.
 * @param heir where files go that Lede did not write; those that have no place there stay, and the folder with them
 */
export function removeBundle(folder: string, heir: string | null): void {
  const own = listedIn(folder)
  for (const name of filesUnder(folder)) {
    if (name === MANIFEST) continue
    if (isOwn(name, own)) rmSync(join(folder, name), { force: true })
    else if (heir !== null && !existsSync(join(heir, name))) {
      mkdirSync(dirname(join(heir, name)), { recursive: true })
      renameSync(join(folder, name), join(heir, name))
    }
  }
  removeEmptyFolders(folder)
  if (readdirSync(folder).every(name => name === MANIFEST)) {
    rmSync(join(folder, MANIFEST), { force: true })
    rmdirSync(folder)
  }
}

function isOwn(name: string, listed: ReadonlySet<string>): boolean {
  return KNOWN.has(name) || listed.has(name) || SCRATCH.test(name)
}

/** The files that the manifest lists: an older version may have had others. */
function listedIn(folder: string): ReadonlySet<string> {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as { files?: object }
    return new Set(Object.keys(files ?? {}))
  } catch {
    return new Set() // damaged, or none yet: then only the names that this version gives are known
  }
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const path = join(folder, entry.name)
    removeEmptyFolders(path)
    if (readdirSync(path).length === 0) rmdirSync(path)
  }
}
