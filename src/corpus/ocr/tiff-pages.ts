// Here is a TIFF of many pages, where does each begin? A page is the same file with a head that names another directory as the first.
//
//   head       "II" or "MM" · u16 42 · u32 offset of the first directory
//   directory  u16 number of entries · entries of 12 bytes · u32 offset of the next directory, 0 for none

const MOST_PAGES = 20_000

export interface TiffPages {
  readonly count: number
  /** A TIFF whose first page is this one. @param number 1-based */
  page(number: number): Uint8Array
}

/** Null where the bytes are no TIFF. A directory that lies outside of the file, or was seen before, ends the list. */
export function tiffPages(bytes: Uint8Array): TiffPages | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) return null
  const order = view.getUint16(0)
  if (order !== LITTLE && order !== BIG) return null
  const isLittle = order === LITTLE
  if (view.getUint16(2, isLittle) !== 42) return null
  const directories = new Set<number>()
  for (let at = view.getUint32(4, isLittle); directories.size < MOST_PAGES; ) {
    if (at < 8 || at + 2 > bytes.length || directories.has(at)) break
    directories.add(at)
    const next = at + 2 + 12 * view.getUint16(at, isLittle)
    at = next + 4 <= bytes.length ? view.getUint32(next, isLittle) : 0
  }
  const offsets = [...directories]
  return {
    count: Math.max(1, offsets.length),
    page: number => {
      const page = Uint8Array.from(bytes)
      const offset = offsets[number - 1]
      if (offset !== undefined) new DataView(page.buffer).setUint32(4, offset, isLittle)
      return page
    },
  }
}

const LITTLE = 0x4949
const BIG = 0x4d4d
