// Here is a file of pictures, give me its pages: each as a picture that Leptonica reads, which decodes pictures for Tesseract.

/** Files whose pages are pictures, or may be. */
export type PicturedFile = 'pdf' | 'picture'

export interface Pages {
  readonly count: number
  /**
   * @param number 1-based
   * @param scale how many times as large as usual, where it can be drawn so. @throws {UnreadableError}
   */
  draw(number: number, scale: number): Promise<Drawn>
  close(): Promise<void>
}

export interface Drawn {
  readonly bytes: Uint8Array
  /** How the camera was held, as EXIF numbers it: 1 for upright. */
  readonly orientation: number
  /** How many times it must still be enlarged. */
  readonly scale: number
  /** Drawn by ourselves: nothing in it can do harm. */
  readonly isOurs: boolean
  /** Where nothing at all is drawn: how wide and high. */
  readonly blank?: { readonly width: number; readonly height: number }
}

/** A page of more pixels is drawn smaller: A3 at 300 an inch fits whole. */
export const MOST_DRAWN = 18_000_000

/** A portable grey map: a head in letters, a byte for each pixel. Luma is that of ITU-R BT.601. */
export function greyMap(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1')
  const map = new Uint8Array(head.length + width * height)
  map.set(head)
  for (let at = 0, to = head.length; at < rgba.length; at += 4, to++)
    map[to] =
      ((rgba[at] as number) * 77 + (rgba[at + 1] as number) * 150 + (rgba[at + 2] as number) * 29) >> 8
  return map
}

/** Tones that differ by less are one: nothing is drawn. */
const ONE_TONE = 24

export function isBlank(tones: Uint8ClampedArray): boolean {
  let [least, most] = [255, 0]
  for (let at = 0; at < tones.length; at++) {
    const tone = tones[at] as number // at < length
    if (tone < least) least = tone
    if (tone > most) most = tone
    if (most - least >= ONE_TONE) return false
  }
  return true
}
