// Which hits resemble the best ones? Texts as vectors of weighted words, compared with a few at once.

/** A text's words, weighted and scaled so that the vector has length one. */
export interface TextVector {
  readonly terms: Int32Array
  readonly weights: Float64Array
}

/**
 * Each word by (1 + ln tf) · weight (Salton and Buckley 1988).
 * @param weightOf a word's weight in any text; words of weight 0 are left out
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
    const weight = (1 + Math.log(count)) * weightOf(term)
    if (weight === 0) continue
    terms[size] = term
    weights[size++] = weight
    squares += weight * weight
  }
  const length = Math.sqrt(squares)
  for (let at = 0; at < size; at++) weights[at] = (weights[at] ?? 0) / length
  return { terms: terms.subarray(0, size), weights: weights.subarray(0, size) }
}

/** A few texts, by word, that many are compared with. */
export class ComparedTexts {
  private readonly count: number
  /** For each word the texts that have it and its weight there: `[text, weight, text, weight, …]`. */
  private readonly byTerm = new Map<number, number[]>()

  constructor(vectors: readonly TextVector[]) {
    this.count = vectors.length
    for (const [text, { terms, weights }] of vectors.entries())
      for (const [at, term] of terms.entries()) {
        const known = this.byTerm.get(term)
        if (known === undefined) this.byTerm.set(term, [text, weights[at] ?? 0])
        else known.push(text, weights[at] ?? 0)
      }
  }

  /** The cosine with each of the texts: 0 where no word is common, 1 for the same words. */
  cosines({ terms, weights }: TextVector): Float64Array {
    const cosines = new Float64Array(this.count)
    for (let at = 0; at < terms.length; at++) {
      const found = this.byTerm.get(terms[at] ?? 0)
      if (found === undefined) continue
      const weight = weights[at] ?? 0
      for (let next = 0; next < found.length; next += 2) {
        const text = found[next] ?? 0
        cosines[text] = (cosines[text] ?? 0) + weight * (found[next + 1] ?? 0)
      }
    }
    return cosines
  }
}
