// Which files are in this TAR? Entries of the formats that programs write (ustar, pax, GNU), compressed or not, one after the other.
import { promisify } from 'node:util'
import { constants, gunzip } from 'node:zlib'
import { UnreadableError } from '../rendition.ts'
import type { Budget, Packed } from './archive.ts'

const BLOCK = 512

/** @throws {UnreadableError} */
export async function* tarFiles(bytes: Uint8Array, budget: Budget): AsyncGenerator<Packed> {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b
  const file = isPacked ? await unpacked(packed, budget.bytes) : packed
  let longName: string | null = null
  let count = 0
  for (let at = 0; at + BLOCK <= file.length; ) {
    const head = file.subarray(at, at + BLOCK)
    if (head.every(byte => byte === 0)) return
    if (!isHead(head)) {
      const message =
        count === 0
          ? 'The file is no TAR archive. It was left out.'
          : 'The archive is damaged. What stands behind that place was left out; get another copy of it.'
      throw new UnreadableError('damaged-file', message)
    }
    const size = sizeIn(head)
    const content = file.subarray(at + BLOCK, at + BLOCK + size)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    const type = String.fromCharCode(head[156] ?? 0)
    if (type === 'x') longName = paxPath(content) ?? longName
    else if (type === 'L') longName = textIn(content)
    else {
      const name = longName ?? nameIn(head)
      longName = null
      if (type !== '0' && type !== '\0' && type !== '7') continue // folders, links, devices
      count++
      const refused = [
        'damaged-file',
        'The archive ends before the file does. It was left out; get another copy of it.',
      ] as const
      yield { name, bytes: size, ...(content.length < size ? { refused } : {}), read: async () => content }
    }
  }
  const message =
    count === 0
      ? 'The file is no TAR archive. It was left out.'
      : 'The archive ends without its last mark: files may be missing. Get another copy of it.'
  throw new UnreadableError(count === 0 ? 'damaged-file' : 'truncated-file', message)
}

const unzip = promisify(gunzip)

/** What ends too early is read as far as it goes: the entry that it ends in says so. */
async function unpacked(packed: Buffer, most: number): Promise<Buffer> {
  const options = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }
  try {
    return await unzip(packed, options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new UnreadableError(
        'archive-too-large',
        'The file is larger than 1 GB when it is unpacked. It was left out; unpack it.',
      )
    throw new UnreadableError('damaged-file', 'The file is damaged. It was left out; get another copy of it.')
  }
}

/** By the sum of its bytes, those of the sum itself counted as spaces. */
function isHead(head: Buffer): boolean {
  const said = Number.parseInt(head.toString('latin1', 148, 156).replace(/\0/gu, ' ').trim(), 8)
  let sum = 0
  for (const [at, byte] of head.entries()) sum += at >= 148 && at < 156 ? 32 : byte
  return said === sum
}

/** Octal digits, or from eight gigabytes on the bytes of a number. */
function sizeIn(head: Buffer): number {
  if (((head[124] ?? 0) & 0x80) !== 0) return Number(head.readBigUInt64BE(128))
  return Number.parseInt(head.toString('latin1', 124, 136).replace(/\0/gu, ' ').trim(), 8) || 0
}

function nameIn(head: Buffer): string {
  const name = textIn(head.subarray(0, 100))
  const isUstar = head.toString('latin1', 257, 262) === 'ustar' && head[262] === 0
  const prefix = isUstar ? textIn(head.subarray(345, 500)) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function textIn(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

/** `27 path=some/long/name\n`, the number being the length of the record. */
function paxPath(content: Buffer): string | null {
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at)
    const length = space === -1 ? Number.NaN : Number(content.toString('latin1', at, space))
    if (!(length > 0)) return null
    const record = content.toString('utf8', space + 1, at + length - 1)
    if (record.startsWith('path=')) return record.slice('path='.length)
    at += length
  }
  return null
}
