// How do files come into a folder? All of them or none, whenever the process dies; what they replace is never gone.
//
//   .incoming-PID-XXXXXX/          hidden: no build reads it
//     new/NAME                     each file as it came
//     kept/NAME                    the file that it replaces, until the new index is there
//     journal.json                 written before the first file moves in: which index was there, which files come
//
// A file moves in by one rename or one link: at each instant there is the old one or the new one. Where a process died, the next
// one looks at the journal: with a new index the files stay, with the old one the folder becomes what it was.
import { hash } from 'node:crypto'
import { constants } from 'node:fs'
import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from '../bundle/lock.ts'
import { bundleVersion } from '../bundle/open-bundle.ts'

interface Journal {
  /** Of the index before; null where there was none. */
  readonly version: string | null
  readonly files: readonly { readonly name: string; readonly replaces: boolean; readonly sha256: string }[]
}

const NAME = /^\.incoming-(\d+)-\w{6}$/u

/** Files on their way into a folder. */
export class Incoming {
  private readonly folder: string
  private readonly out: string
  private readonly place: string

  private constructor(folder: string, out: string, place: string) {
    this.folder = folder
    this.out = out
    this.place = place
  }

  /** @param out the bundle of the folder */
  static async begin(folder: string, out: string): Promise<Incoming> {
    const place = await mkdtemp(join(folder, `.incoming-${process.pid}-`))
    await mkdir(join(place, 'new'))
    await mkdir(join(place, 'kept'))
    return new Incoming(folder, out, place)
  }

  /** Mends what processes left that died while files came. */
  static async recover(folder: string, out: string): Promise<void> {
    for (const name of await readdir(folder).catch(() => [])) {
      const pid = Number(NAME.exec(name)?.[1] ?? Number.NaN)
      if (Number.isNaN(pid) || isAlive({ pid, start: null })) continue
      const left = new Incoming(folder, out, join(folder, name))
      const journal = await left.journal()
      if (journal !== null && journal.version === (await bundleVersion(out))) await left.undo()
      await left.end()
    }
  }

  /** Puts a file aside. @returns where it waits */
  async stage(name: string, bytes: Uint8Array): Promise<string> {
    const path = join(this.place, 'new', name)
    await writeFile(path, bytes, { flush: true })
    return path
  }

  /** Moves files in that were staged. @throws where one has come into the folder that was not there before */
  async moveIn(files: readonly { readonly name: string; readonly replaces: boolean }[]): Promise<void> {
    const listed: Journal['files'][number][] = []
    for (const { name, replaces } of files) {
      listed.push({ name, replaces, sha256: hash('sha256', await readFile(join(this.place, 'new', name))) })
      if (replaces) await double(join(this.folder, name), join(this.place, 'kept', name))
    }
    const journal: Journal = { version: await bundleVersion(this.out), files: listed }
    await writeFile(join(this.place, 'journal'), JSON.stringify(journal), { flush: true })
    await rename(join(this.place, 'journal'), join(this.place, 'journal.json'))
    for (const folder of ['new', 'kept', '.']) await sync(join(this.place, folder))
    for (const { name, replaces } of files) {
      const waiting = join(this.place, 'new', name)
      const target = join(this.folder, name)
      if (!replaces) await double(waiting, target)
      else {
        await double(waiting, join(this.place, 'next'))
        await rename(join(this.place, 'next'), target)
      }
    }
    await sync(this.folder)
  }

  /** Makes the folder what it was. Files that somebody has changed since stay. */
  async undo(): Promise<void> {
    const journal = await this.journal()
    for (const { name, replaces, sha256 } of journal?.files.toReversed() ?? []) {
      const target = join(this.folder, name)
      const there = await readFile(target).catch(ifMissing)
      if (there === null || hash('sha256', there) !== sha256) continue
      if (replaces) await rename(join(this.place, 'kept', name), target)
      else await rm(target, { force: true })
    }
    await sync(this.folder)
  }

  /** Forgets the files: they are in the folder, or shall not come. */
  async end(): Promise<void> {
    await rm(join(this.place, 'journal.json'), { force: true }) // first: without it nothing is undone
    await rm(this.place, { recursive: true, force: true })
  }

  private async journal(): Promise<Journal | null> {
    const text = await readFile(join(this.place, 'journal.json'), 'utf8').catch(ifMissing)
    return text === null ? null : (JSON.parse(text) as Journal)
  }
}

/** The same file under a second name; on file systems that have no such thing a copy. @throws `EEXIST` where there is one */
async function double(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error
    await copyFile(from, to, constants.COPYFILE_EXCL)
  }
}

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** Makes names in a folder durable, where the file system can do that. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await handle.close()
  }
}
