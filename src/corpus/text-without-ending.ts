// Is a file whose name has no ending a text that somebody wrote, such as README or LICENSE? By how it begins.
import { open } from 'node:fs/promises'
import { endingOf } from './formats.ts'

/** Bytes that are looked at. */
const BEGINNING = 4096
/** Bytes below the space that texts have: tabs, ends of lines and pages, and what colours a terminal. */
const CONTROLS: ReadonlySet<number> = new Set([9, 10, 11, 12, 13, 27])

/** False for what cannot be read, for programs (`#!`), and where the name has an ending. */
export async function isTextWithoutEnding(path: string): Promise<boolean> {
  if (endingOf(path) !== '') return false
  const file = await open(path).catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0)
    const bytes = buffer.subarray(0, bytesRead)
    // A byte is a sign of any encoding of texts, or else a control.
    const isWritten = bytes.every(byte => byte >= 32 || CONTROLS.has(byte))
    return isWritten && bytes.toString('latin1').trim() !== '' && bytes.toString('latin1', 0, 2) !== '#!'
  } catch {
    return false
  } finally {
    await file.close()
  }
}
