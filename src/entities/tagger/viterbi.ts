// Which sequence of labels scores best? Viterbi's algorithm (1967) over a linear chain.
import { FEATURES } from './features.ts'
import { ALLOWED, LABELS } from './labels.ts'

/** Weights of a linear chain over buckets, a power of two of them: `emission[bucket · LABELS + label]`, `transition[previous · LABELS + label]`. */
export interface ChainWeights {
  readonly emission: Int8Array | Float32Array
  readonly transition: Int8Array | Float64Array
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
  const labels = new Uint8Array(words)
  if (words === 0) return labels
  const steps = Float64Array.from(transition, (weight, at) => (ALLOWED[at] === 1 ? weight : IMPOSSIBLE))
  const back = new Uint8Array(words * LABELS)
  let scores = new Float64Array(LABELS)
  let last = new Float64Array(LABELS)
  for (let label = 0; label < LABELS; label++) last[label] = label === 0 ? 0 : IMPOSSIBLE
  for (let at = 0; at < words; at++) {
    const isOutside = outside?.[at] === 1
    if (isOutside) scores.fill(IMPOSSIBLE).fill(0, 0, 1)
    else sumEmissions(features, at * width, width, emission, mask, scores)
    for (let label = 0; label < (isOutside ? 1 : LABELS); label++) {
      let from = 0
      let best =
        (last[0] as number) + (at === 0 ? (ALLOWED[label] === 1 ? 0 : IMPOSSIBLE) : (steps[label] as number))
      for (let previous = at === 0 ? LABELS : 1; previous < LABELS; previous++) {
        const score = (last[previous] as number) + (steps[previous * LABELS + label] as number)
        if (score > best) {
          best = score
          from = previous
        }
      }
      scores[label] = (scores[label] as number) + best
      back[at * LABELS + label] = from
    }
    const swap = last
    last = scores
    scores = swap
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
  scores[0] = a
  scores[1] = b
  scores[2] = c
  scores[3] = d
  scores[4] = e
  scores[5] = f
  scores[6] = g
  scores[7] = h
  scores[8] = i
}
