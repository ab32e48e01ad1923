// Here is a decoded picture whose letters are too small, make it larger: engines want letters of some thirty pixels.
import { greyMap, MOST_DRAWN } from './pages.ts'

/** As it is where this machine has nothing that draws. @param png decoded and written by ourselves */
export async function enlarged(png: Uint8Array, scale: number): Promise<Uint8Array> {
  const canvases = await import('@napi-rs/canvas').catch(ifMissing)
  if (canvases === null) return png
  const picture = await canvases.loadImage(png)
  const times = Math.min(scale, Math.sqrt(MOST_DRAWN / (picture.width * picture.height)))
  if (times <= 1) return png
  const width = Math.round(picture.width * times)
  const height = Math.round(picture.height * times)
  const context = canvases.createCanvas(width, height).getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return greyMap(context.getImageData(0, 0, width, height).data, width, height)
}

function ifMissing(error: Error): null {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return null
  throw error
}
