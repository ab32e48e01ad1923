// Here is an archive of captured pages (WARC, ISO 28500), give me those that hold text: each with the address and the time of its capture.
import { isUtf8 } from 'node:buffer'
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import { type Fact, type Rendition, told, UnreadableError } from '../rendition.ts'
import type { Budget, ReadInside } from './archive.ts'
import type { Member } from './members.ts'

/** Content that is read, by its type; what else was captured belongs to the look of pages. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['text/html', '.html'],
  ['application/xhtml+xml', '.html'],
  ['text/plain', '.txt'],
  ['text/markdown', '.md'],
  ['text/csv', '.csv'],
  ['application/pdf', '.pdf'],
  ['application/rtf', '.rtf'],
  ['application/msword', '.doc'],
  ['application/vnd.ms-excel', '.xls'],
  ['application/vnd.ms-powerpoint', '.ppt'],
  ['application/epub+zip', '.epub'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.xlsx'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', '.pptx'],
  ['application/vnd.oasis.opendocument.text', '.odt'],
])

const LONGEST_NAME = 120

/** @throws {UnreadableError} where it is none, or would be too large */
export async function* webArchiveMembers(
  bytes: Uint8Array,
  budget: Budget,
  readInside: ReadInside,
): AsyncGenerator<Member> {
  const file = unpacked(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), budget)
  const others: string[] = []
  let number = 0
  try {
    for (const record of recordsOf(file)) {
      number++
      const type = record.headers.get('warc-type')
      if (type !== 'response' && type !== 'resource') continue
      const address = (record.headers.get('warc-target-uri') ?? '').replace(/^<|>$/gu, '')
      const capture = type === 'response' ? responseIn(record) : resourceIn(record)
      if (capture === null) continue // an answer that is no page: moved, not found
      const ending = ENDINGS.get(capture.type)
      const name = `${number} ${address}`.slice(0, LONGEST_NAME)
      if (ending === undefined) {
        others.push(name)
        continue
      }
      const date = record.headers.get('warc-date') ?? ''
      yield {
        name,
        read: async () => {
          const content = contentOf(capture, budget)
          budget.spend(content.length)
          return (await readInside(`capture${ending}`, content)).map(rendition =>
            captured(rendition, address, date),
          )
        },
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    if (number === 0) throw error
    yield { name: null, read: () => Promise.reject(error) }
  }
  if (number === 0) throw new UnreadableError('damaged-file', 'The file is no web archive. It was left out.')
  const message = `${others.length} ${others.length === 1 ? 'capture was' : 'captures were'} left out that Lede does not read: pictures, scripts, style.`
  if (others.length > 0)
    yield {
      name: null,
      read: async () => [
        { ...told({ severity: 'warning', rule: 'other-formats', message }), leftOut: others },
      ],
    }
}

interface WarcRecord {
  readonly headers: ReadonlyMap<string, string>
  readonly content: Buffer
}

interface Capture {
  /** Its type without parameters. */
  readonly type: string
  readonly charset: string | null
  readonly codings: readonly string[]
  readonly isChunked: boolean
  readonly content: Buffer
}

/** Each record is compressed on its own, one behind the other; what ends too early is read as far as it goes. */
function unpacked(file: Buffer, budget: Budget): Buffer {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file
  return unzipped(file, 'gzip', budget)
}

function unzipped(content: Buffer, coding: string, budget: Budget): Buffer {
  const options = { maxOutputLength: Math.max(1, budget.bytes) }
  try {
    if (coding === 'br') return brotliDecompressSync(content, options)
    if (coding === 'deflate') return inflateSync(content, options)
    return gunzipSync(content, { ...options, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new UnreadableError(
      isLarge ? 'archive-too-large' : 'damaged-file',
      isLarge
        ? 'It is larger than 1 GB when it is unpacked. It was left out.'
        : 'It is damaged. It was left out; get another copy of it.',
    )
  }
}

const END = Buffer.from('\r\n\r\n')

/** @throws {UnreadableError} where a record is not whole */
function* recordsOf(file: Buffer): Generator<WarcRecord> {
  for (let at = 0; at < file.length; ) {
    while (file[at] === 0x0d || file[at] === 0x0a) at++
    if (at >= file.length) return
    const end = file.indexOf(END, at)
    if (end === -1 || file.toString('latin1', at, at + 5) !== 'WARC/')
      throw new UnreadableError(
        'damaged-file',
        'The archive is damaged at this place. What stands behind it was left out; get another copy.',
      )
    const headers = headersIn(file.toString('utf8', at, end))
    const length = Number(headers.get('content-length') ?? Number.NaN)
    const from = end + END.length
    if (!(length >= 0) || from + length > file.length)
      throw new UnreadableError(
        'damaged-file',
        'The archive ends before the capture does. It was left out; get another copy.',
      )
    yield { headers, content: file.subarray(from, from + length) }
    at = from + length
  }
}

/** By lower-case names; lines that go on are joined. */
function headersIn(head: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of head
    .replace(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u)
    .slice(1)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

/** Of an answer over HTTP that gave a page. */
function responseIn({ content }: WarcRecord): Capture | null {
  const end = content.indexOf(END)
  if (end === -1) return null
  const head = content.toString('latin1', 0, end)
  if (!/^HTTP\/[\d.]+ 2\d\d\b/u.test(head)) return null
  const headers = headersIn(head)
  const codings = (headers.get('content-encoding') ?? '')
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(coding => coding !== '' && coding !== 'identity')
  const isChunked = /chunked/iu.test(headers.get('transfer-encoding') ?? '')
  return { ...typeIn(headers), codings, isChunked, content: content.subarray(end + END.length) }
}

function resourceIn({ headers, content }: WarcRecord): Capture {
  return { ...typeIn(headers), codings: [], isChunked: false, content }
}

function typeIn(headers: ReadonlyMap<string, string>): Pick<Capture, 'type' | 'charset'> {
  const said = headers.get('content-type') ?? ''
  const charset = /charset\s*=\s*["']?([\w.:-]{1,40})/iu.exec(said)?.[1] ?? null
  return { type: (said.split(';', 1)[0] ?? '').trim().toLowerCase(), charset }
}

/** Without what was done to it on its way; programs that capture may have undone it already. */
function contentOf({ codings, isChunked, content, charset, type }: Capture, budget: Budget): Buffer {
  let bytes = isChunked ? (joinedChunks(content) ?? content) : content
  for (const coding of codings.toReversed()) {
    const isPacked = coding === 'br' || coding === 'deflate' || (bytes[0] === 0x1f && bytes[1] === 0x8b)
    if (isPacked) bytes = unzipped(bytes, coding, budget)
  }
  if (charset === null || !/^text\/|xhtml/u.test(type) || isUtf8(bytes)) return bytes
  try {
    return Buffer.from(new TextDecoder(charset).decode(bytes))
  } catch (error) {
    if (error instanceof RangeError) return bytes // no charset that is known
    throw error
  }
}

/** Null where it is not written in chunks (RFC 9112, 7.1). */
function joinedChunks(content: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf('\r\n', at)
    const size =
      end === -1 || end - at > 64
        ? null
        : /^[\da-f]{1,8}(?=\s*(?:;|$))/iu.exec(content.toString('latin1', at, end))?.[0]
    if (size == null) return chunks.length === 0 ? null : Buffer.concat(chunks)
    const length = Number.parseInt(size, 16)
    if (length === 0) break
    chunks.push(content.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
  return Buffer.concat(chunks)
}

/** The address of the capture is the document's; the time says when it was captured, and not when it was written. */
function captured(rendition: Rendition, address: string, date: string): Rendition {
  const facts: Fact[] = [
    ...(address === '' ? [] : [['url', [address]] as const]),
    ...rendition.facts.filter(([label]) => label !== 'url'),
    ...(date === '' ? [] : [['captured', [date]] as const]),
  ]
  return { ...rendition, facts }
}
