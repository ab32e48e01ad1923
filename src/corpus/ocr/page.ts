// What was recognised on a picture of a page? Lines of words with their places, in the reading order that the engine found.

export interface OcrPage {
  /** 1-based, in its file. */
  readonly number: number
  /** Of the picture, in its own pixels. */
  readonly width: number
  readonly height: number
  readonly lines: readonly OcrLine[]
  /** Code of the language, as Tesseract has it, by whose model it was read; several are joined with `+`. */
  readonly language: string
}

export interface OcrLine {
  /** Where letters stand, in pixels from the top. */
  readonly baseline: number
  /** Height of its letters, in pixels. */
  readonly size: number
  readonly words: readonly OcrWord[]
}

export interface OcrWord {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** In percent, as the engine has it. */
  readonly confidence: number
}

/** Words below this were mostly read wrong. */
export const DOUBTFUL_BELOW = 70

/** Mean of its words, each by its letters; 0 where it has none. */
export function confidenceOf(words: readonly OcrWord[]): number {
  let sum = 0
  let letters = 0
  for (const { text, confidence } of words) {
    sum += text.length * confidence
    letters += text.length
  }
  return letters === 0 ? 0 : sum / letters
}

export function wordsOf({ lines }: OcrPage): OcrWord[] {
  return lines.flatMap(({ words }) => words)
}

export function textOf({ lines }: OcrPage): string {
  return lines.map(({ words }) => words.map(({ text }) => text).join(' ')).join('\n')
}
