// Here is a box of messages in one file (mbox, RFC 4155), give me its messages: each begins with a line "From ".
import { UnreadableError } from '../rendition.ts'
import type { ReadInside } from './archive.ts'
import { readMail } from './mail.ts'
import type { Member } from './members.ts'

/** `From ann@one.example Mon Apr  2 18:26:00 2012`: programs write whatever they like between the word and the year. */
const SEPARATOR = /^From [^\r\n]{0,500}?\b(?:19|20)\d\d\b[^\r\n]{0,40}$/u
const LF = 0x0a

/** @throws {UnreadableError} where it is none */
export function* mailBoxMembers(bytes: Uint8Array, readInside: ReadInside): Generator<Member> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const starts = startsOf(file)
  if (starts.length === 0)
    throw new UnreadableError(
      'damaged-file',
      'The file is no box of messages: no line begins with “From ” and ends with a date. It was left out; save a single message as .eml.',
    )
  for (const [at, start] of starts.entries()) {
    const end = starts[at + 1] ?? file.length
    const message = unquoted(file.subarray(lineEnd(file, start) + 1, end))
    yield { name: `message ${at + 1}`, read: () => readMail(message, readInside) }
  }
}

/** Lines that begin a message: the first, and those behind an empty line. */
function startsOf(file: Buffer): number[] {
  const starts: number[] = []
  for (let at = 0; at !== -1 && at < file.length; ) {
    if (file.toString('latin1', at, at + 5) === 'From ' && isBehindBlank(file, at)) {
      const line = file.toString('latin1', at, Math.min(lineEnd(file, at), at + 600)).trimEnd()
      if (SEPARATOR.test(line)) starts.push(at)
    }
    const next = file.indexOf('\nFrom ', at)
    at = next === -1 ? -1 : next + 1
    if (at === -1) break
  }
  return starts
}

function isBehindBlank(file: Buffer, at: number): boolean {
  if (at === 0) return true
  const before = file.toString('latin1', Math.max(0, at - 4), at)
  return /\n\r?\n$/u.test(before) || (at <= 2 && before.trim() === '')
}

function lineEnd(file: Buffer, at: number): number {
  const end = file.indexOf(LF, at)
  return end === -1 ? file.length : end
}

/** Lines of the text that begin like the separator were given a sign before it. */
function unquoted(message: Buffer): Buffer {
  if (!message.includes('>From ')) return message
  return Buffer.from(message.toString('latin1').replace(/^>(?=>{0,20}From )/gmu, ''), 'latin1')
}
