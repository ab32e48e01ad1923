// Which sequence of labels scores best? Viterbi's algorithm (1967) over a linear chain.
import { FEATURES } from './features.ts'
import { LABELS, mayFollow } from './labels.ts'

/** Weights of a linear chain: `emission[bucket · LABELS + label]`, `transition[previous · LABELS + label]`. */
export interface ChainWeights {
  readonly emission: Int8Array | Float32Array
  readonly transition: Int8Array | Float32Array | Float64Array
}

/** The best labels for the words whose features are given, `FEATURES` a word. */
export function decode(features: Uint32Array, { emission, transition }: ChainWeights): Uint8Array {
  const words = features.length / FEATURES
  const labels = new Uint8Array(words)
  if (words === 0) return labels
  const back = new Uint8Array(words * LABELS)
  let scores = new Float64Array(LABELS)
  let last = new Float64Array(LABELS)
  for (let at = 0; at < words; at++) {
    addEmissions(features, at * FEATURES, emission, scores)
    for (let label = 0; label < LABELS; label++) {
      let best = Number.NEGATIVE_INFINITY
      let from = 0
      if (at === 0) best = ALLOWED[label] === 1 ? 0 : best
      else {
        for (let previous = 0; previous < LABELS; previous++) {
          if (ALLOWED[previous * LABELS + label] === 0) continue
          const score = (last[previous] ?? 0) + (transition[previous * LABELS + label] ?? 0)
          if (score > best) {
            best = score
            from = previous
          }
        }
      }
      scores[label] = (scores[label] ?? 0) + best
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

/** Sums the rows of a word's features. Nine labels by name: an array in this loop is three times as slow. */
function addEmissions(
  features: Uint32Array,
  from: number,
  emission: ChainWeights['emission'],
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
  for (let feature = from; feature < from + FEATURES; feature++) {
    const row = (features[feature] as number) * LABELS
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
  scores.set([a, b, c, d, e, f, g, h, i])
}

/** `mayFollow` as a table; row 0 is also what may stand first. */
const ALLOWED = Uint8Array.from({ length: LABELS * LABELS }, (_, at) =>
  mayFollow(Math.floor(at / LABELS), at % LABELS) ? 1 : 0,
)
