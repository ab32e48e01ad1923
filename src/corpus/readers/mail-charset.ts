// What text do these bytes of a mail hold? Mails often name no charset, or a wrong one: then it is guessed, and said.
import iconv from 'iconv-lite'
import { decode } from '../decode.ts'

export interface MailCharset {
  readonly text: string
  /** What was guessed, where the part's own word could not be taken. */
  readonly guessed?: string
}

/** @param said the charset that the part names */
export function decodeMail(bytes: Uint8Array, said: string | null): MailCharset {
  if (bytes.every(byte => byte < 0x80)) return decodeSevenBits(bytes, said)
  const named = said === null ? null : decodedAs(bytes, said)
  if (named !== null && !isMistaken(named, bytes)) return { text: withoutMark(named) }
  const found = decode(bytes)
  if (found.ok) {
    const isPlain = said === null && found.encoding === 'utf-8'
    return { text: withoutMark(found.text), ...(isPlain ? {} : { guessed: found.encoding }) }
  }
  return { text: named ?? new TextDecoder('windows-1252').decode(bytes), guessed: said ?? 'windows-1252' }
}

/** Seven bits are ASCII, unless escapes in them change to Japanese, Chinese or Korean signs, or their charset is made of ASCII signs. */
function decodeSevenBits(bytes: Uint8Array, said: string | null): MailCharset {
  const hasEscape = bytes.includes(0x1b)
  const isOther = said !== null && /^(?:utf-?7|utf-?16|utf-?32|hz-gb|iso-2022)/iu.test(said)
  if (isOther) {
    const text = decodedAs(bytes, said)
    if (text !== null) return { text: withoutMark(text) }
  }
  const japanese = hasEscape ? decodedAs(bytes, 'iso-2022-jp') : null
  if (japanese !== null) return { text: japanese, guessed: 'iso-2022-jp' }
  return { text: new TextDecoder('utf-8').decode(bytes) }
}

/** None where the charset is unknown or the bytes are not of it. */
function decodedAs(bytes: Uint8Array, charset: string): string | null {
  const name = charset.trim().replace(/^(?:x-|cs)(?=[a-z])/iu, '')
  for (const label of [charset.trim(), name]) {
    try {
      return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (error) {
      // A RangeError is a name that browsers do not know; iconv knows more.
      if (!(error instanceof RangeError)) return null
    }
  }
  if (!iconv.encodingExists(name)) return null
  const text = iconv.decode(Buffer.from(bytes), name)
  return text.includes('\uFFFD') ? null : text
}

/** Whether the text of a charset of single bytes would be another: all of it is UTF-8, or most letters are those that Latin words rarely have. */
function isMistaken(text: string, bytes: Uint8Array): boolean {
  if (text.length !== bytes.length) return false
  if (isUtf8(bytes)) return true
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const marked = text.match(/[\u00C0-\u00FF]/gu)?.length ?? 0
  return marked > letters * 0.6
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/u, '')
}
