// Here is an archive (ZIP, TAR), give me the files in it: names that lead out of it refused, within bounds that all archives in it share.
import { basename } from 'node:path'
import { formatOf } from '../formats.ts'
import { type Rendition, told, UnreadableError } from '../rendition.ts'
import type { Member } from './members.ts'

/** What may be unpacked of one file, archives within it counted. */
export class Budget {
  files = 50_000
  bytes = 1024 * 1024 * 1024

  /** @throws {UnreadableError} where it is spent */
  spend(bytes: number): void {
    this.files--
    this.bytes -= bytes
    if (this.files < 0 || this.bytes < 0)
      throw new UnreadableError(
        'archive-too-large',
        'The file holds more than 50,000 files or 1 GB when it is unpacked. The rest was left out; unpack it.',
      )
  }
}

/** A file in an archive. */
export interface Packed {
  readonly name: string
  readonly bytes: number
  /** Why it cannot be read, or undefined. */
  readonly refused?: readonly [rule: string, message: string]
  read(): Promise<Uint8Array>
}

/** Reads a file inside a file. */
export type ReadInside = (name: string, bytes: Uint8Array) => Promise<readonly Rendition[]>

/** Hidden files are left out as they are of folders; files of other formats are counted, and named. */
export async function* archiveMembers(
  files: AsyncIterable<Packed> | Iterable<Packed>,
  budget: Budget,
  readInside: ReadInside,
): AsyncGenerator<Member> {
  const others: string[] = []
  try {
    for await (const file of files) {
      const name = file.name.replaceAll('\\', '/').replace(/^(?:\.\/)+/u, '')
      if (name.endsWith('/') || isHidden(name)) continue
      const { refused } = file
      if (leadsOut(name))
        yield refusal(name, ['unsafe-name', 'Its name leads out of the archive. It was left out.'])
      else if (formatOf(name) === null) others.push(name)
      else if (refused !== undefined) yield refusal(name, refused)
      else {
        budget.spend(file.bytes)
        yield { name, read: async () => readInside(name, await file.read()) }
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    yield { name: null, read: () => Promise.reject(error) }
  }
  if (others.length > 0)
    yield { name: null, read: async () => [{ ...told(ofOthers(others)), leftOut: others }] }
}

function refusal(name: string, [rule, message]: readonly [string, string]): Member {
  return { name, read: () => Promise.reject(new UnreadableError(rule, message)) }
}

const NAMED = 10

function ofOthers(names: readonly string[]) {
  const listed = names.slice(0, NAMED).join(', ')
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  const message = `${names.length === 1 ? 'A file' : `${names.length} files`} of other formats ${names.length === 1 ? 'was' : 'were'} left out: ${listed}${more}.`
  return { severity: 'warning', rule: 'other-formats', message } as const
}

function isHidden(name: string): boolean {
  return (
    name.startsWith('__MACOSX/') ||
    name.split('/').some(part => part.startsWith('.') && part !== '..' && part !== '.')
  )
}

/** From the root, of another drive, or by way of a folder above. */
function leadsOut(name: string): boolean {
  return /^(?:\/|[a-z]:)|(?:^|\/)\.\.(?:\/|$)|\0/iu.test(name) || basename(name) === ''
}
