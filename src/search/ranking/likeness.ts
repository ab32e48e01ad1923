// Which hits resemble the best ones? Texts as vectors of weighted words, compared with a few at once.
import type { HitTexts } from './hit-texts.ts'

/** Texts as vectors: each term by (1 + ln tf) · weight (Salton and Buckley 1988). */
export class TextVectors {
  private readonly texts: HitTexts
  /** By place of a term. */
  private readonly weights: Float64Array
  /** By text. */
  private readonly lengths: Float64Array

  /** @param weightOf a term's weight in any text; terms of weight 0 count for nothing */
  constructor(texts: HitTexts, weightOf: (term: number) => number) {
    this.texts = texts
    const { terms, size } = texts
    this.weights = new Float64Array(terms.length)
    for (let place = 0; place < terms.length; place++) this.weights[place] = weightOf(terms[place] as number)
    this.lengths = new Float64Array(size)
    for (let text = 0; text < size; text++) {
      let squares = 0
      texts.each(text, (place, count) => {
        const weight = this.weightOf(place, count)
        squares += weight * weight
      })
      this.lengths[text] = Math.sqrt(squares)
    }
  }

  /** For each text the cosines with some of them: 0 where no term is common, 1 for the same terms. */
  cosinesWith(models: readonly number[]): Float64Array[] {
    const { texts } = this
    const size = models.length
    /** By place of a term its parts of the models, one after the other. */
    const parts = new Float64Array(texts.terms.length * size)
    for (const [model, text] of models.entries()) {
      const length = this.lengths[text] as number
      texts.each(text, (place, count) => {
        parts[place * size + model] = length === 0 ? 0 : this.weightOf(place, count) / length
      })
    }
    return Array.from({ length: texts.size }, (_, text) => {
      const cosines = new Float64Array(size)
      const length = this.lengths[text] as number
      if (length === 0) return cosines
      texts.each(text, (place, count) => {
        const part = this.weightOf(place, count) / length
        const first = place * size
        for (let model = 0; model < size; model++)
          cosines[model] = (cosines[model] as number) + part * (parts[first + model] as number)
      })
      return cosines
    })
  }

  private weightOf(place: number, count: number): number {
    return (LOGARITHMS[count] ?? 1 + Math.log(count)) * (this.weights[place] as number)
  }
}

/** 1 + ln n, for the counts that nearly all terms have. */
const LOGARITHMS = Float64Array.from({ length: 64 }, (_, count) => 1 + Math.log(count))
