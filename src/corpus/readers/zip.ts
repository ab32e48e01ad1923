// What is in this archive? Entries by name, read one at a time, within bounds: what an archive says of itself is not believed.
import { isUtf8 as isValidUtf8 } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import iconv from 'iconv-lite'
import yauzl from 'yauzl'
import { UnreadableError } from '../rendition.ts'
import type { Packed } from './archive.ts'

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
    return damaged()
  }
}

/** The files of an archive that stands for a folder. @throws {UnreadableError} where it is no archive, or is damaged */
export async function* zipFiles(bytes: Uint8Array): AsyncGenerator<Packed> {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // Names are checked one by one: one that leads out of the archive is no reason to refuse the others.
    const zip = await yauzl.fromBufferPromise(file, { decodeStrings: false })
    for await (const entry of zip.eachEntry()) {
      const refused = entry.isEncrypted() ? ENCRYPTED : entry.canDecodeFileData() ? undefined : UNKNOWN
      yield {
        name: nameOf(entry),
        bytes: entry.uncompressedSize,
        ...(refused === undefined ? {} : { refused }),
        read: () => zip.openReadStreamPromise(entry).then(buffer).catch(damaged),
      }
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw error
    damaged()
  }
}

const ENCRYPTED = [
  'protected-file',
  'It is encrypted. It was left out; unpack the archive with its password.',
] as const
const UNKNOWN = [
  'unknown-format',
  'It is packed in a way that is not known. It was left out; unpack the archive.',
] as const

/** UTF-8 where the archive says so or the bytes are, else the code page of the first programs that packed so. */
function nameOf(entry: yauzl.Entry): string {
  const raw = entry.fileNameRaw
  const isUtf8 = (entry.generalPurposeBitFlag & 0x800) !== 0 || isValidUtf8(raw)
  return isUtf8 ? raw.toString('utf8') : iconv.decode(raw, 'cp437')
}

function tooLarge(what: string): UnreadableError {
  return new UnreadableError('archive-too-large', `The file ${what}, more than is read. It was left out.`)
}

function damaged(): never {
  throw new UnreadableError(
    'damaged-file',
    'The file is damaged, or ends too early. It was left out; get another copy of it.',
  )
}
