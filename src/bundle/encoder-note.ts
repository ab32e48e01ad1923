// Where on this machine is the model by which a bundle was made? It stands beside the bundle: paths and ports of one machine are no part of an
// index, which is the same wherever it was built.
//
//   .NAME.encoder   {"encoder": "/path/of/a/folder"}, or an address; may be deleted: then the model has to be named, --encoder FOLDER|URL
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { placeOf, sibling } from '../domain/own-files.ts'

const note = z.strictObject({ encoder: z.string().min(1) })

/** The folder or address, or null where it is not known. */
export function readEncoderNote(directory: string): string | null {
  const path = sibling(placeOf(directory), 'encoder')
  if (!existsSync(path)) return null
  try {
    return note.parse(JSON.parse(readFileSync(path, 'utf8'))).encoder
  } catch {
    return null // a note that cannot be read is worth no more than none
  }
}

/** @param path of the note, @param encoder null where the bundle has no vectors */
export function writeEncoderNote(path: string, encoder: string | null): void {
  if (encoder === null) {
    rmSync(path, { force: true })
    return
  }
  writeFileSync(`${path}.new`, `${JSON.stringify({ encoder })}\n`)
  renameSync(`${path}.new`, path)
}
