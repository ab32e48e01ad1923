// Pictures of text, drawn by the test itself: with a font that a package ships, so that every machine draws them alike.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Canvas, createCanvas, GlobalFonts } from '@napi-rs/canvas'

const PDFJS = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
GlobalFonts.registerFromPath(join(PDFJS, 'standard_fonts/LiberationSans-Regular.ttf'), 'Drawn')

export interface Drawing {
  readonly width?: number
  readonly height?: number
  /** Height of the letters, in pixels. */
  readonly size?: number
  /** Degrees by which the page is turned, clockwise. */
  readonly angle?: number
  /** Part of the pixels that are specks, 0 to 1. */
  readonly noise?: number
}

/** Black lines on white, from the top. */
export function drawText(
  lines: readonly string[],
  { width = 900, height = 60 + lines.length * 42, size = 30, angle = 0, noise = 0 }: Drawing = {},
): Canvas {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'black'
  context.font = `${size}px Drawn`
  context.translate(width / 2, height / 2)
  context.rotate((angle * Math.PI) / 180)
  context.translate(-width / 2, -height / 2)
  for (const [at, line] of lines.entries()) context.fillText(line, size * 1.5, size * 2 + at * size * 1.4)
  if (noise > 0) addSpecks(canvas, noise)
  return canvas
}

/** The same specks each time. */
function addSpecks(canvas: Canvas, part: number): void {
  const context = canvas.getContext('2d')
  const picture = context.getImageData(0, 0, canvas.width, canvas.height)
  let state = 1
  for (let at = 0; at < picture.data.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    if (state / 2 ** 32 >= part) continue
    const grey = state & 1 ? 0 : 255
    picture.data.set([grey, grey, grey], at)
  }
  context.putImageData(picture, 0, 0)
}

/** Grey pictures as the pages of one TIFF, uncompressed. */
export function tiff(pages: readonly Canvas[]): Uint8Array {
  const chunks: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])]
  let length = 8
  for (const [index, canvas] of pages.entries()) {
    const { width, height } = canvas
    const rgba = canvas.getContext('2d').getImageData(0, 0, width, height).data
    const pixels = Buffer.from(Array.from({ length: width * height }, (_, at) => rgba[at * 4] ?? 0))
    const entries = [
      [256, 4, width],
      [257, 4, height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, length + 2 + 8 * 12 + 4],
      [278, 4, height],
      [279, 4, pixels.length],
    ] as const
    const directory = Buffer.alloc(2 + entries.length * 12 + 4)
    directory.writeUInt16LE(entries.length)
    for (const [at, [tag, type, value]] of entries.entries()) {
      directory.writeUInt16LE(tag, 2 + at * 12)
      directory.writeUInt16LE(type, 4 + at * 12)
      directory.writeUInt32LE(1, 6 + at * 12)
      directory.writeUInt32LE(value, 10 + at * 12)
    }
    const end = length + directory.length + pixels.length
    directory.writeUInt32LE(index === pages.length - 1 ? 0 : end, directory.length - 4)
    chunks.push(directory, pixels)
    length = end
  }
  return Buffer.concat(chunks)
}
