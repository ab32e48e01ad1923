// Which hits resemble the best ones? Texts as vectors of weighted words, compared with a few at once.

/** A text's words, weighted and scaled so that the vector has length one. */
export interface TextVector {
  readonly terms: Int32Array
  readonly weights: Float64Array
}

/**
 * Each term by (1 + ln tf) · weight (Salton and Buckley 1988).
 * @param weightOf a term's weight in any text; terms of weight 0 are left out
 */
export function textVector(
  frequencies: ReadonlyMap<number, number>,
  weightOf: (term: number) => number,
): TextVector {
  const terms = new Int32Array(frequencies.size)
  const weights = new Float64Array(frequencies.size)
  let size = 0
  let squares = 0
  for (const [term, count] of frequencies) {
    const weight = (LOGARITHMS[count] ?? 1 + Math.log(count)) * weightOf(term)
    if (weight === 0) continue
    terms[size] = term
    weights[size++] = weight
    squares += weight * weight
  }
  const length = Math.sqrt(squares)
  for (let at = 0; at < size; at++) weights[at] = (weights[at] as number) / length
  return { terms: terms.subarray(0, size), weights: weights.subarray(0, size) }
}

/** 1 + ln n, for the counts that nearly all terms have. */
const LOGARITHMS = Float64Array.from({ length: 64 }, (_, count) => 1 + Math.log(count))

/** A few texts, by term, that many are compared with. */
export class ComparedTexts {
  private readonly count: number
  /** Open addressing: term + 1 in each slot, 0 where it is free. At most half are taken. */
  private readonly slots: Int32Array
  /** For each slot the term's weights in the texts, one after the other. */
  private readonly weights: Float64Array

  constructor(vectors: readonly TextVector[]) {
    this.count = vectors.length
    const terms = vectors.reduce((total, vector) => total + vector.terms.length, 0)
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * terms + 1)))
    this.weights = new Float64Array(this.slots.length * this.count)
    for (const [text, vector] of vectors.entries())
      for (let at = 0; at < vector.terms.length; at++) {
        const term = vector.terms[at] as number
        const slot = this.slotOf(term)
        this.slots[slot] = term + 1
        this.weights[slot * this.count + text] = vector.weights[at] as number
      }
  }

  /** The cosine with each of the texts: 0 where no term is common, 1 for the same terms. */
  cosines({ terms, weights }: TextVector): Float64Array {
    const { count } = this
    const cosines = new Float64Array(count)
    for (let at = 0; at < terms.length; at++) {
      const slot = this.slotOf(terms[at] as number)
      if (this.slots[slot] === 0) continue
      const weight = weights[at] as number
      const first = slot * count
      for (let text = 0; text < count; text++)
        cosines[text] = (cosines[text] as number) + weight * (this.weights[first + text] as number)
    }
    return cosines
  }

  /** The slot where a term is, or would be. */
  private slotOf(term: number): number {
    const last = this.slots.length - 1
    let slot = Math.imul(term, 0x9e3779b1) & last
    while (this.slots[slot] !== 0 && this.slots[slot] !== term + 1) slot = (slot + 1) & last
    return slot
  }
}
