// How are pictures of text to be read? What a person may set, and what a build adds to it.

/** Programs that recognise text: the one of the system, and the one that comes as a package. */
export const OCR_ENGINES = ['tesseract', 'tesseract.js-core'] as const
export type OcrEngineName = (typeof OCR_ENGINES)[number]

export interface OcrSettings {
  /** `auto`: the system's program where there is one, else the package. */
  readonly engine: 'auto' | OcrEngineName
  /** Codes as Tesseract has them (`deu`, `chi_sim`). All of them are looked for on each page; of none, the language is found by the text. */
  readonly languages: readonly string[]
  /** A folder with `*.traineddata` or `*.traineddata.gz`, beside those of installed packages. */
  readonly data?: string
  /** A folder where pages are kept that were recognised; without one nothing is kept. */
  readonly cache?: string
  /** Pages that are recognised at a time. */
  readonly processes?: number
}

export const DEFAULT_OCR: OcrSettings = { engine: 'auto', languages: [] }
