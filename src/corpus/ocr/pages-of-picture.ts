// Here is a picture file, what pages has it? One, or as many as a TIFF says. What it says of its size is looked at before it is decoded.
import { imageSize } from 'image-size'
import { UnreadableError } from '../rendition.ts'
import type { Pages } from './pages.ts'
import { tiffPages } from './tiff-pages.ts'

/** A4 at 800 points an inch, in black and white or grey. */
const MOST_PIXELS = 64_000_000
const LONGEST_SIDE = 32_000
/** No line of text fits into less. */
const SHORTEST_SIDE = 12

/** @throws {UnreadableError} */
export function pagesOfPicture(bytes: Uint8Array): Pages {
  const tiff = tiffPages(bytes)
  return {
    count: tiff?.count ?? 1,
    draw: async (number, scale) => {
      const page = tiff?.page(number) ?? bytes
      return { bytes: page, orientation: checked(page), scale, isOurs: false }
    },
    close: async () => {},
  }
}

/** @returns how the camera was held, as EXIF numbers it: 1 for upright */
function checked(bytes: Uint8Array): number {
  const { width, height, orientation = 1 } = sizeOf(bytes)
  if (!(width > 0 && height > 0)) throw damaged('it says that it has no size')
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE)
    throw new UnreadableError(
      'picture-too-large',
      `The picture has ${width} × ${height} pixels; at most ${MOST_PIXELS / 1e6} million are read. It was left out; make it smaller.`,
    )
  if (Math.min(width, height) < SHORTEST_SIDE)
    throw new UnreadableError(
      'picture-too-small',
      `The picture has ${width} × ${height} pixels: too few for text. It was left out.`,
    )
  return orientation
}

function sizeOf(bytes: Uint8Array): ReturnType<typeof imageSize> {
  try {
    return imageSize(bytes)
  } catch (error) {
    throw damaged(error instanceof RangeError ? 'its data end too early' : (error as Error).message)
  }
}

export function damaged(why: string): UnreadableError {
  return new UnreadableError(
    'damaged-file',
    `The picture cannot be read: ${why}. It was left out; open it in another program and save it again.`,
  )
}
