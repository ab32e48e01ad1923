// How do still pictures become one that moves? As a GIF, in which each picture has only what changed since the one before.
import { createCanvas, loadImage } from '@napi-rs/canvas'
import gifenc from 'gifenc'

export interface Still {
  readonly png: Uint8Array
  /** How long it is shown, in milliseconds. */
  readonly shown: number
}

const { applyPalette, GIFEncoder, quantize } = gifenc

/** Colours of all stills together; one more stands for what is as before. */
const COLOURS = 255

export async function movingPicture(stills: readonly Still[]): Promise<Uint8Array> {
  const drawn = await Promise.all(stills.map(({ png }) => pixelsOf(png)))
  const palette = quantize(sampleOf(drawn.map(({ data }) => data)), COLOURS)
  const same = palette.length
  const colours = [...palette, [0, 0, 0] as [number, number, number]]
  const gif = GIFEncoder()
  let before: Uint8Array | null = null
  for (const [at, { width, height, data }] of drawn.entries()) {
    const now: Uint8Array = applyPalette(data, palette)
    const last: Uint8Array | null = before
    const changed = last === null ? now : now.map((colour, place) => (colour === last[place] ? same : colour))
    gif.writeFrame(changed, width, height, {
      ...(at === 0 ? { palette: colours } : {}),
      delay: stills[at]?.shown ?? 0,
      transparent: at > 0,
      transparentIndex: same,
      dispose: 1,
    })
    before = now
  }
  gif.finish()
  return gif.bytes()
}

async function pixelsOf(
  png: Uint8Array,
): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const image = await loadImage(png)
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

/** Every tenth pixel of all. */
function sampleOf(all: readonly Uint8ClampedArray[]): Uint8ClampedArray {
  const sample: number[] = []
  for (const data of all)
    for (let at = 0; at < data.length; at += 40) sample.push(...data.subarray(at, at + 4))
  return Uint8ClampedArray.from(sample)
}
