// What text do these bytes hold? UTF-8, UTF-16 with a byte-order mark, Latin-1; anything else is refused.
import chardet from 'chardet'

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
