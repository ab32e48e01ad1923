// Types of gifenc, as far as they are used.
declare module 'gifenc' {
  type Palette = [red: number, green: number, blue: number][]

  interface FrameOptions {
    readonly palette?: Palette
    /** Milliseconds. */
    readonly delay?: number
    readonly transparent?: boolean
    readonly transparentIndex?: number
    /** 1: the frame stays below the next one. */
    readonly dispose?: number
  }

  interface Encoder {
    writeFrame(indexes: Uint8Array, width: number, height: number, options: FrameOptions): void
    finish(): void
    bytes(): Uint8Array
  }

  const gifenc: {
    GIFEncoder(): Encoder
    /** @param rgba four bytes a pixel */
    quantize(rgba: Uint8ClampedArray, colours: number): Palette
    applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array
  }
  export default gifenc
}
