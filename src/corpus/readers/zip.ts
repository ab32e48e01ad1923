// What is in this archive? Entries by name, read one at a time, within bounds: what an archive says of itself is not believed.
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import { UnreadableError } from '../rendition.ts'

/** Bounds of an archive: entries, and bytes of all of them together when they are unpacked. */
const MOST_ENTRIES = 20_000
const MOST_BYTES = 512 * 1024 * 1024

export interface Archive {
  readonly names: readonly string[]
  /** Null where there is no entry of the name. @throws {UnreadableError} where it is not as long as it says */
  read(name: string): Promise<Buffer | null>
}

/** @throws {UnreadableError} where it is no archive, is damaged, or would be too large */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const entries = new Map<string, yauzl.Entry>()
    let total = 0
    if (zip.entryCount > MOST_ENTRIES) throw tooLarge(`has ${zip.entryCount} parts`)
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize
      if (total > MOST_BYTES) throw tooLarge('is larger than 512 MB when it is unpacked')
      entries.set(entry.fileName, entry)
    }
    return {
      names: [...entries.keys()],
      read: async name => {
        const entry = entries.get(name)
        if (entry === undefined) return null
        // The stream ends with an error where it is longer than its entry says.
        return zip.openReadStreamPromise(entry).then(buffer).catch(damaged)
      },
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    return damaged(error as Error)
  }
}

function tooLarge(what: string): UnreadableError {
  return new UnreadableError('archive-too-large', `The file ${what}, more than is read. It was left out.`)
}

function damaged(error: Error): never {
  throw new UnreadableError(
    'damaged-file',
    `The file is damaged: ${error.message}. It was left out; get it anew.`,
  )
}
