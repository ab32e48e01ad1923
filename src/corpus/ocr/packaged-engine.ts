// Here is a picture, what stands on it? Asks Tesseract as it comes in a package, compiled to WebAssembly: it reads no file and no
// address, and what a picture makes it do stays in its own memory.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { enlarged } from './enlarge.ts'
import type { Drawn } from './pages.ts'
import { damaged } from './pages-of-picture.ts'

/** What is used of `tesseract.js-core`, which brings no types. */
interface Core {
  readonly FS: {
    writeFile(path: string, bytes: Uint8Array): void
    readFile(path: string): Uint8Array
    unlink(path: string): void
  }
  readonly TessBaseAPI: new () => Tesseract
}
interface Tesseract {
  Init(folder: string, languages: string, engine: number): number
  InitForAnalysePage(): void
  SetVariable(name: string, value: string): boolean
  SetImageFile(orientation: number, angle: number): number
  FindLines(): void
  GetGradient(): number
  SetPageSegMode(mode: number): void
  Recognize(monitor: null): number
  GetHOCRText(page: number): string
  WriteImage(form: number): void
  Clear(): void
  End(): void
}

/** The file of a language's model. */
export interface LanguageData {
  readonly code: string
  /** Null where only the system's program knows it. */
  readonly path: string | null
}

const LSTM_ONLY = 1
const GREY = 1
const INPUT = '/input'

export class PackagedEngine {
  private readonly core: Core
  private readonly known = new Set<string>()
  private tesseract: Tesseract | null = null
  private languages = ''

  private constructor(core: Core) {
    this.core = core
  }

  /** One build of the package on every machine, so that all read the same. */
  static async open(folder: string): Promise<PackagedEngine> {
    const build = `${folder}/tesseract-core-simd-lstm`
    const create = createRequire(import.meta.url)(`${build}.js`) as (options: object) => Promise<Core>
    return new PackagedEngine(
      await create({ wasmBinary: readFileSync(`${build}.wasm`), print: ignore, printErr: ignore }),
    )
  }

  /** @returns hOCR */
  async recognise(drawn: Drawn, turn: number, languages: readonly LanguageData[]): Promise<string> {
    const tesseract = this.with(languages)
    await this.put(tesseract, drawn, turn)
    try {
      if (tesseract.Recognize(null) !== 0) throw damaged('the engine refuses it')
      return tesseract.GetHOCRText(0)
    } finally {
      tesseract.Clear()
    }
  }

  /** The picture decoded, upright and grey, as PNG: what another engine may be given without fear. */
  async decode(drawn: Drawn, turn: number): Promise<Uint8Array> {
    const tesseract = this.withoutModels()
    await this.put(tesseract, drawn, turn)
    return this.written(tesseract)
  }

  private written(tesseract: Tesseract): Uint8Array {
    tesseract.WriteImage(GREY)
    tesseract.Clear()
    return this.core.FS.readFile('/image.png')
  }

  /** Gives the engine the picture, turned so that its lines are level. @param turn in radians */
  private async put(tesseract: Tesseract, { bytes, orientation, scale }: Drawn, turn: number): Promise<void> {
    if (scale > 1) {
      this.set(tesseract, bytes, orientation, 0)
      return this.put(
        tesseract,
        { bytes: await enlarged(this.written(tesseract), scale), orientation: 1, scale: 1, isOurs: true },
        turn,
      )
    }
    this.set(tesseract, bytes, orientation, turn)
    tesseract.FindLines()
    const slope = Math.atan(tesseract.GetGradient())
    if (Math.abs(slope) < LEVEL) return
    tesseract.Clear()
    this.set(tesseract, bytes, orientation, turn + slope)
  }

  private set(tesseract: Tesseract, bytes: Uint8Array, orientation: number, turn: number): void {
    this.core.FS.writeFile(INPUT, bytes)
    if (tesseract.SetImageFile(orientation, turn) !== 0) throw damaged('its data are broken')
  }

  /** Finds lines, and reads none. */
  private withoutModels(): Tesseract {
    if (this.tesseract !== null && this.languages === '') return this.tesseract
    this.tesseract?.End()
    const tesseract = this.tesseract ?? new this.core.TessBaseAPI()
    tesseract.InitForAnalysePage()
    tesseract.SetPageSegMode(AUTO)
    this.tesseract = tesseract
    this.languages = ''
    return tesseract
  }

  private with(languages: readonly LanguageData[]): Tesseract {
    const names = languages.map(({ code }) => code).join('+')
    if (this.tesseract !== null && this.languages === names) return this.tesseract
    this.tesseract?.End()
    const tesseract = this.tesseract ?? new this.core.TessBaseAPI()
    for (const { code, path } of languages) {
      if (this.known.has(code)) continue
      if (path === null) throw new Error(`The model for ${code} is none of the package's.`)
      const bytes = readFileSync(path)
      this.core.FS.writeFile(`/${code}.traineddata`, path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
      this.known.add(code)
    }
    if (tesseract.Init('/', names, LSTM_ONLY) !== 0)
      throw new Error(
        `The models for ${names} cannot be used: ${languages.map(({ path }) => path).join(', ')}.`,
      )
    tesseract.SetPageSegMode(AUTO)
    this.tesseract = tesseract
    this.languages = names
    return tesseract
  }
}

/** Lines that rise by less are level, in radians. */
const LEVEL = 0.005
/** Finds columns, and lines in them; looks for no turned page. */
const AUTO = 3

function ignore(): void {}
