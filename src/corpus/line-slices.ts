// How is a file of many documents, one a line, read piece by piece? Slices of whole lines, with the place at which each begins.
import { open } from 'node:fs/promises'

/** Whole lines of a UTF-8 file. */
export interface LineSlice {
  readonly startByte: number
  readonly endByte: number
  /** Offset in the decoded file, in UTF-16 code units. */
  readonly start: number
  /** 1-based line of the file. */
  readonly line: number
}

/** Bytes after which a slice ends at the next end of a line. */
const SLICE_BYTES = 1 << 20
const CHUNK_BYTES = 1 << 18

/** The slices of a file in order; one that changes at its end keeps all but its last. */
export async function sliceLines(path: string, sliceBytes = SLICE_BYTES): Promise<LineSlice[]> {
  const slices: LineSlice[] = []
  const file = await open(path)
  try {
    const chunk = new Uint8Array(CHUNK_BYTES)
    let startByte = 0
    let at = 0
    let units = 0
    let lines = 1
    let begins = { start: 0, line: 1 }
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at)
      if (bytesRead === 0) break
      for (let index = 0; index < bytesRead; index++) {
        const byte = chunk[index] as number // index < bytesRead
        // A character's first byte counts one unit, that of four bytes two, those after the first none.
        units += byte >= 0xf0 ? 2 : (byte & 0xc0) === 0x80 ? 0 : 1
        if (byte !== 0x0a) continue
        lines++
        const end = at + index + 1
        if (end - startByte < sliceBytes) continue
        slices.push({ startByte, endByte: end, ...begins })
        startByte = end
        begins = { start: units, line: lines }
      }
      at += bytesRead
    }
    if (at > startByte) slices.push({ startByte, endByte: at, ...begins })
    return slices
  } finally {
    await file.close()
  }
}
