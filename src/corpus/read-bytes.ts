// Which bytes of the file are this document's, or these documents'?
import { open, readFile } from 'node:fs/promises'
import type { SourceFile } from './discover.ts'

/** All of a file, or the lines of it that a slice names. */
export async function readBytes({ absolutePath, slice }: SourceFile): Promise<Uint8Array> {
  if (slice === undefined) return readFile(absolutePath)
  const file = await open(absolutePath)
  try {
    const bytes = new Uint8Array(slice.endByte - slice.startByte)
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, slice.startByte + done)
      if (bytesRead === 0) return bytes.subarray(0, done) // it became shorter since it was listed
      done += bytesRead
    }
    return bytes
  } finally {
    await file.close()
  }
}
