// What text do these bytes hold? UTF-8, UTF-16 and UTF-32 with a mark or without, else what reads best; what was guessed or replaced is said.
import type { Problem } from '../domain/document.ts'
import { guessEncoding } from './guess-encoding.ts'
import { UnreadableError } from './rendition.ts'

export type Decoded =
  | {
      readonly ok: true
      readonly text: string
      readonly encoding: string
      /** What was guessed, and which bytes could not be read. */
      readonly problems: readonly Omit<Problem, 'path'>[]
    }
  | { readonly ok: false; readonly rule: 'binary-file' | 'unknown-encoding'; readonly message: string }

/**
 * Decodes a file. A byte-order mark stays in the text as U+FEFF, so that offsets are those of the file.
 * Latin-1 is read as windows-1252, its superset, as browsers do (WHATWG Encoding Standard).
 * @param declared the encoding that the file, or what came with it, names; taken where the bytes can be read in it
 */
export function decode(bytes: Uint8Array, declared: string | null = null): Decoded {
  const marked = markOf(bytes)
  if (marked !== null) return decodeAs(marked, bytes)
  if (bytes.indexOf(0) !== -1) return decodeZeros(bytes)
  const strict = decodeStrictly('utf-8', bytes)
  if (strict !== null && !ESCAPES.test(strict.slice(0, LOOK))) return read(strict, 'utf-8')
  const named = declared === null ? null : decodeStrictly(declared, bytes)
  if (named !== null && declared !== null) return read(named, declared)
  if (strict !== null) return decodeAs('iso-2022-jp', bytes)
  const { valid, invalid } = countSequences(bytes)
  if (valid >= invalid) return decodeAs('utf-8', bytes)
  const guess = guessEncoding(bytes)
  if (guess === null) {
    const message = `Byte ${firstInvalid(bytes)} is not valid UTF-8, and the bytes make no words in any other encoding that is known. It was left out; save the file as UTF-8.`
    return { ok: false, rule: 'unknown-encoding', message }
  }
  const { encoding, isSure } = guess
  const decoded = decodeAs(encoding, bytes)
  if (!decoded.ok) return decoded
  const line = lineOf(bytes, firstInvalid(bytes))
  const message = `The file is not UTF-8. It was read as ${encoding}, ${isSure ? 'in which its letters make words' : 'which is likely, but not sure'}. If letters look wrong, save it as UTF-8.`
  const problems = [
    { severity: 'warning', rule: 'guessed-encoding', line, message } as const,
    ...decoded.problems,
  ]
  return { ...decoded, problems }
}

/**
 * The text of a page, which may say its encoding itself; else as `decode`.
 * @throws {UnreadableError}
 */
export function readPage(bytes: Uint8Array): {
  readonly text: string
  readonly problems: readonly Omit<Problem, 'path'>[]
} {
  const decoded = decode(bytes, declaredEncoding(bytes))
  if (!decoded.ok) throw new UnreadableError(decoded.rule, decoded.message)
  return decoded
}

/** Its text alone. */
export function decodePage(bytes: Uint8Array): string {
  return readPage(bytes).text
}

/** The encoding that a `meta` element or an XML declaration in the first 1 024 bytes names (HTML, 13.2.3.2), if it is known. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const name =
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/iu.exec(head)?.[1] ??
    /^<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{1,40})/iu.exec(head)?.[1]
  if (name === undefined) return null
  try {
    const { encoding } = new TextDecoder(name)
    return encoding.startsWith('utf-16') ? null : encoding // the declaration itself could not be read in it
  } catch {
    return null // no encoding that is known
  }
}

type Wide = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'

function markOf(bytes: Uint8Array): 'utf-8' | Wide | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : null
}

/** Escapes by which seven-bit Japanese goes over to its signs and back (RFC 1468). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const ESCAPES = /\x1b\$[@B]/u
/** So much of a text is looked at for its kind. */
const LOOK = 65_536

/** Text with zero bytes: of two or four bytes a character, or with some that do not belong there. */
function decodeZeros(bytes: Uint8Array): Decoded {
  const wide = wideOf(bytes.subarray(0, LOOK))
  if (wide !== null) {
    const decoded = decodeAs(wide, bytes)
    const message = `The file has no byte-order mark. It was read as ${wide.toUpperCase()}, as the places of its zero bytes say.`
    if (decoded.ok)
      return {
        ...decoded,
        problems: [{ severity: 'warning', rule: 'guessed-encoding', message }, ...decoded.problems],
      }
  }
  const at = bytes.indexOf(0)
  const text = decodeStrictly('utf-8', bytes)
  const zeros = bytes.filter(byte => byte === 0).length
  // biome-ignore lint/suspicious/noControlCharactersInRegex: signs of files that are no text
  const controls = text?.slice(0, LOOK).match(/[\x01-\x08\x0e-\x1a\x1c-\x1f]/gu)?.length ?? 0
  const end = endOfText(bytes)
  if (end === 0) {
    const message = `This is not text: all of its ${bytes.length} bytes are zero, as in a file that was never written to the end. It was left out; look for another copy.`
    return { ok: false, rule: 'binary-file', message }
  }
  if (text === null || controls > 0 || zeros - (bytes.length - end) > end / 10) {
    const message = `This is not text: byte ${at} is zero. It was left out.`
    return { ok: false, rule: 'binary-file', message }
  }
  const others = zeros > 1 ? `, as are ${zeros - 1} others` : ''
  const message = `Byte ${at} is zero${others}. The sign that is missing is read as �, zeros at the end of the file as spaces.`
  const padding = bytes.length - end
  const words = text.slice(0, text.length - padding).replaceAll('\0', '\uFFFD')
  return read(words + ' '.repeat(padding), 'utf-8', [
    { severity: 'warning', rule: 'bad-byte', line: lineOf(bytes, at), message },
  ])
}

/** Where the zeros begin that fill a file up to its size. */
function endOfText(bytes: Uint8Array): number {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  return end
}

/** By the places of zeros: of four bytes two or more, of two bytes one and never the other; and only where that gives a text. */
function wideOf(bytes: Uint8Array): Wide | null {
  const zeros: [number, number, number, number] = [0, 0, 0, 0]
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1
  const [a, b, c, d] = zeros
  const most = (bytes.length / 4) * 0.9
  if (a > most && b > most && d === 0) return 'utf-32be'
  if (d > most && c > most && a === 0) return 'utf-32le'
  const wide = a + c === 0 ? 'utf-16le' : b + d === 0 ? 'utf-16be' : null
  if (wide === null) return null
  const text = decodeStrictly(wide, bytes.subarray(0, bytes.length & ~1))
  return text !== null && !/[\p{Cn}\p{Co}\p{Cs}]|(?![\t\n\f\r])\p{Cc}/u.test(text) ? wide : null
}

function read(text: string, encoding: string, problems: readonly Omit<Problem, 'path'>[] = []): Decoded {
  return { ok: true, text, encoding, problems }
}

function decodeStrictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    // Bytes that the encoding does not know; an encoding that is not known.
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

/** Bytes that cannot be read become U+FFFD, and a problem says where the first is. */
function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  if (encoding.startsWith('utf-32')) return read(decodeUtf32(bytes, encoding === 'utf-32le'), encoding)
  const strict = decodeStrictly(encoding, bytes)
  if (strict !== null) return read(strict, encoding)
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
  const first = text.indexOf('\uFFFD')
  const count = text.match(/\uFFFD/gu)?.length ?? 0
  const line = text.slice(0, first).match(/\r\n|\n|\r/gu)?.length ?? 0
  const at = encoding === 'utf-8' ? `Byte ${firstInvalid(bytes)}` : `Character ${first}`
  const message = `${at} is not valid ${encoding.toUpperCase()}${count > 1 ? `, nor ${count - 1} after it` : ''}. The sign that is missing is read as �; the rest of the file is read.`
  return read(text, encoding, [{ severity: 'warning', rule: 'bad-byte', line: line + 1, message }])
}

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, isLittle)
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
  }
  return text
}

/** How many characters of several bytes are whole UTF-8, and how many bytes are part of none. */
function countSequences(bytes: Uint8Array): { valid: number; invalid: number } {
  let [valid, invalid] = [0, 0]
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at)
    if (length > 1) valid++
    if (length === 0) invalid++
    at += Math.max(1, length)
  }
  return { valid, invalid }
}

/** Bytes of the character that begins at a place; 0 where none does. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0
  for (let next = 1; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** Offset of the first byte that is not valid UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0
  for (let length = 1; at < bytes.length && length > 0; ) {
    length = sequenceAt(bytes, at)
    at += length
  }
  return at
}

/** 1-based line of a byte. */
function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1
  for (let before = 0; before < at; before++) if (bytes[before] === 0x0a) line++
  return line
}
