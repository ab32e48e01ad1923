// What is a file that has the ending of an office program? Its first bytes say so.
import { UnreadableError } from '../rendition.ts'

/**
 * An archive of parts (since 2007), a file in which files lie (before 2007, and encrypted ones), a workbook without a file around it, or what
 * programs also give these endings.
 */
export type OfficeKind = 'archive' | 'compound' | 'workbook' | 'rtf' | 'page' | 'text'

export function kindOf(bytes: Uint8Array): OfficeKind {
  const head = bufferOf(bytes).subarray(0, 2000)
  if (isCompound(bytes)) return 'compound'
  if (head.subarray(0, 2).toString('latin1') === 'PK') return 'archive'
  const words = head.toString('latin1').replace(BYTE_ORDER_MARK, '').trimStart().toLowerCase()
  if (isOldWorkbook(head) || EXCEL_2003_XML.test(words)) return 'workbook'
  if (words.startsWith('{\\rtf')) return 'rtf'
  return /^<(?:!doctype html|html|\?xml|head|body|table|meta)/u.test(words) ? 'page' : 'text'
}

const BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/u

const EXCEL_2003_XML = /^<\?xml[^>]*>\s*(?:<\?mso[^>]*>\s*)?<(?:\w+:)?workbook\b/u

/** Excel 2 to 4 write records without a file around them; the first begins a sheet (MS-XLS, 2.4.21). */
function isOldWorkbook(head: Buffer): boolean {
  return (
    head.length >= 8 && [0x0009, 0x0209, 0x0409].includes(head.readUInt16LE(0)) && head.readUInt16LE(2) <= 16
  )
}

/** MS-CFB, 2.2. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')

export function isCompound(bytes: Uint8Array): boolean {
  return bufferOf(bytes).subarray(0, 8).equals(COMPOUND)
}

/** A newer file that is encrypted, by a password or by a server of rights, lies whole in one of these streams (MS-OFFCRYPTO). */
const ENCRYPTED = ['EncryptedPackage', 'DRMContent']

/** @param what a word for the file, `Word document` @throws {UnreadableError} */
export function refuseEncrypted(bytes: Uint8Array, what: string): void {
  if (ENCRYPTED.some(stream => bufferOf(bytes).includes(Buffer.from(stream, 'utf16le'))))
    throw encrypted(what)
}

/** What is said of a file that nobody can read without its password. */
export function encrypted(what: string): UnreadableError {
  return new UnreadableError(
    'protected-file',
    `The ${what} is encrypted. It was left out; save it without a password.`,
  )
}

export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
