// Files in which files lie, written byte by byte: TAR, web archives, and messages of Outlook.
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js'

export interface TarEntry {
  readonly name: string
  readonly content: string | Buffer
  /** `0` a file, `L` a long name of GNU, `x` headers of pax. */
  readonly type?: string
}

/** A TAR of these files, ended as it should be. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ name, content, type = '0' }) => {
    const bytes = Buffer.from(content)
    const head = Buffer.alloc(512)
    head.write(name.slice(0, 100), 0, 'utf8')
    head.write('0000644\0', 100, 'latin1')
    head.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
    head.write('        ', 148, 'latin1')
    head.write(type, 156, 'latin1')
    head.write('ustar\0', 257, 'latin1')
    const sum = head.reduce((total, byte) => total + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

export interface Captured {
  readonly address: string
  /** Header lines of the answer, its first included. */
  readonly head: string
  readonly content: string | Buffer
}

/** Records of captures of the third of March 2019. */
export function webArchive(captures: readonly Captured[]): Buffer[] {
  return captures.map(({ address, head, content }) => {
    const answer = Buffer.concat([
      Buffer.from(`${head.replaceAll('\n', '\r\n')}\r\n\r\n`),
      Buffer.from(content),
    ])
    const record = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: ${address}\r\nWARC-Date: 2019-03-03T04:05:06Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${answer.length}\r\n\r\n`
    return Buffer.concat([Buffer.from(record), answer, Buffer.from('\r\n\r\n')])
  })
}

/** A message of Outlook of these properties, by the number that MS-OXPROPS gives each: texts, and bytes. */
export function outlookMessage(properties: Readonly<Record<string, string | Buffer>>): Buffer {
  const streams = Object.entries(properties).map(([tag, value]) => {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf16le') : value
    return stream(`__substg1.0_${tag}${typeof value === 'string' ? '001F' : '0102'}`, bytes)
  })
  const entries = [stream('__properties_version1.0', Buffer.alloc(32)), ...streams]
  const root: Entry = {
    name: 'Root Entry',
    type: TypeEnum.ROOT,
    length: 0,
    children: entries.map((_, at) => at + 1),
  }
  return Buffer.from(burn([root, ...entries]))
}

function stream(name: string, bytes: Buffer): Entry {
  return { name, type: TypeEnum.DOCUMENT, length: bytes.length, binaryProvider: () => Uint8Array.from(bytes) }
}
