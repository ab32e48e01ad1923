// Which sequence of labels scores best? Viterbi's algorithm (1967) over a linear chain.
import { FEATURES } from './features.ts'
import { LABELS } from './labels.ts'

/** Weights of a linear chain over buckets, a power of two of them: `emission[bucket · LABELS + label]`, `transition[previous · LABELS + label]`. */
export interface ChainWeights {
  readonly emission: Int8Array | Float32Array
  readonly transition: Int8Array | Float64Array
}

/** As a file has them: whole numbers, so that a sum does not depend on the order. */
export interface WholeWeights extends ChainWeights {
  readonly emission: Int8Array
  readonly transition: Int8Array
}

/**
 * The best labels for the words whose features are given.
 * @param outside 1 for words that are known to be outside; their features are not looked at
 * @param width how many features a word has
 */
export function decode(
  features: Uint32Array,
  { emission, transition }: ChainWeights,
  outside: Uint8Array | null = null,
  width = FEATURES,
): Uint8Array {
  const words = features.length / width
  const mask = emission.length / LABELS - 1
  const scores = new Float64Array(words * LABELS)
  for (let at = 0; at < words; at++)
    if (outside?.[at] !== 1) sumEmissions(features, at * width, width, emission, mask, scores, at * LABELS)
  return bestLabels(scores, transition, outside)
}

/**
 * The best labels for words by the score of each label for each word.
 * @param outside 1 for words that are known to be outside
 */
export function bestLabels(
  scores: Int32Array | Float64Array,
  transition: ChainWeights['transition'],
  outside: Uint8Array | null = null,
): Uint8Array {
  const words = scores.length / LABELS
  const labels = new Uint8Array(words)
  if (words === 0) return labels
  const back = new Uint8Array(words * LABELS)
  let now = new Float64Array(LABELS)
  let last = new Float64Array(LABELS).fill(IMPOSSIBLE)
  last[0] = 0
  for (let at = 0; at < words; at++) {
    const isOutside = outside?.[at] === 1
    // What is outside is labelled so, and before the first word nothing else stands.
    const wasOutside = at === 0 || outside?.[at - 1] === 1
    if (isOutside) now.fill(IMPOSSIBLE)
    for (let label = 0; label < (isOutside ? 1 : LABELS); label++) {
      const continues = label > 0 && label % 2 === 0
      let from = continues ? label - 1 : 0
      let best = (last[from] as number) + (at === 0 ? 0 : (transition[from * LABELS + label] as number))
      // A name is continued by its own type alone.
      const end = wasOutside ? 0 : continues ? label + 1 : LABELS
      for (let previous = from + 1; previous < end; previous++) {
        const score = (last[previous] as number) + (transition[previous * LABELS + label] as number)
        if (score > best) {
          best = score
          from = previous
        }
      }
      now[label] = (isOutside ? 0 : (scores[at * LABELS + label] as number)) + best
      back[at * LABELS + label] = from
    }
    const swap = last
    last = now
    now = swap
  }
  let label = last.indexOf(Math.max(...last))
  for (let at = words - 1; at >= 0; at--) {
    labels[at] = label
    label = back[at * LABELS + label] ?? 0
  }
  return labels
}

/** Worse than any sum of weights. */
const IMPOSSIBLE = -1e12

/** Sums the rows of a word's features, label by label in a register of its own: an array in the inner loop is thrice as slow. */
function sumEmissions(
  features: Uint32Array,
  from: number,
  width: number,
  emission: ChainWeights['emission'],
  mask: number,
  scores: Float64Array,
  to: number,
): void {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let e = 0
  let f = 0
  let g = 0
  let h = 0
  let i = 0
  for (let feature = from; feature < from + width; feature++) {
    const row = ((features[feature] as number) & mask) * LABELS
    a += emission[row] as number
    b += emission[row + 1] as number
    c += emission[row + 2] as number
    d += emission[row + 3] as number
    e += emission[row + 4] as number
    f += emission[row + 5] as number
    g += emission[row + 6] as number
    h += emission[row + 7] as number
    i += emission[row + 8] as number
  }
  scores[to] = a
  scores[to + 1] = b
  scores[to + 2] = c
  scores[to + 3] = d
  scores[to + 4] = e
  scores[to + 5] = f
  scores[to + 6] = g
  scores[to + 7] = h
  scores[to + 8] = i
}
