// What text do these bytes hold? UTF-8, UTF-16 with a byte-order mark, Latin-1; anything else is refused.
import chardet from 'chardet'
import { UnreadableError } from './rendition.ts'

export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: string }
  | { readonly ok: false; readonly rule: 'binary-file' | 'unknown-encoding'; readonly message: string }

/**
 * Decodes a file. A byte-order mark stays in the text as U+FEFF, so that offsets are those of the file.
 * Latin-1 is read as windows-1252, its superset, as browsers do (WHATWG Encoding Standard).
 */
export function decode(bytes: Uint8Array): Decoded {
  const marked = utf16Mark(bytes)
  if (marked !== null) return decodeAs(marked, bytes)
  const zero = bytes.subarray(0, 65_536).indexOf(0)
  const utf8 = zero === -1 ? decodeAs('utf-8', bytes) : null
  if (utf8?.ok === true) return utf8
  if (zero !== -1) {
    return {
      ok: false,
      rule: 'binary-file',
      message: `This is not text: byte ${zero} is zero. It was left out.`,
    }
  }
  return decodeLegacy(bytes)
}

/**
 * The text of a page, which may say its encoding itself; else as `decode`.
 * @throws {UnreadableError}
 */
export function decodePage(bytes: Uint8Array): string {
  const said = declaredEncoding(bytes)
  if (said !== null) {
    const declared = decodeAs(said, bytes)
    if (declared.ok) return declared.text
  }
  const decoded = decode(bytes)
  if (!decoded.ok) throw new UnreadableError(decoded.rule, decoded.message)
  return decoded.text
}

/** The encoding that a `meta` element or an XML declaration in the first 1 024 bytes names (HTML, 13.2.3.2), if it is known. */
function declaredEncoding(bytes: Uint8Array): string | null {
  if (utf16Mark(bytes) !== null) return null
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

function utf16Mark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
    return { ok: true, text, encoding }
  } catch (error) {
    const message = `The file is not valid ${encoding.toUpperCase()} (${(error as Error).message}).`
    return { ok: false, rule: 'unknown-encoding', message }
  }
}

function decodeLegacy(bytes: Uint8Array): Decoded {
  const guess = chardet.detect(bytes.subarray(0, 1_000_000))
  if (guess === 'ISO-8859-1' || guess === 'windows-1252') return decodeAs('windows-1252', bytes)
  const at = firstInvalidByte(bytes)
  const likely = guess === null ? '' : ` It looks like ${guess}.`
  const message = `Byte ${at} is not valid UTF-8.${likely} Save the file as UTF-8 to have it read.`
  return { ok: false, rule: 'unknown-encoding', message }
}

/** Offset of the first byte that is not valid UTF-8, found by halving. */
function firstInvalidByte(bytes: Uint8Array): number {
  let valid = 0
  let invalid = bytes.length
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1
    const decoder = new TextDecoder('utf-8', { fatal: true })
    try {
      decoder.decode(bytes.subarray(0, middle), { stream: true })
      valid = middle
    } catch {
      invalid = middle
    }
  }
  return valid
}
