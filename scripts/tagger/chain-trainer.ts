// Which weights make the allowed labels of the examples likely? A linear-chain conditional random field
// (Lafferty, McCallum and Pereira 2001), trained by stochastic gradients with AdaGrad (Duchi, Hazan and Singer 2011).
import { ALLOWED, LABELS } from '../../src/entities/tagger/labels.ts'
import type { ChainWeights } from '../../src/entities/tagger/viterbi.ts'
import { randomNumbers } from '../random-numbers.ts'

export interface Example {
  /** Buckets, equally many a word. */
  readonly features: Uint32Array
  /** For each word the labels that it may have, as bits: one where the annotation is certain, several where it is not. */
  readonly allowed: Uint16Array
}

export const ANY_LABEL = (1 << LABELS) - 1

/** Gradients below this are left out: most words are certain after the first round. */
const NEGLIGIBLE = 1e-3

export interface TrainingOptions {
  readonly rate: number
  /** Share of features left out at random, others at each visit. */
  readonly dropout: number
  /** Weight of the squared length of the weights that an example touches (L2). */
  readonly shrinkage: number
}

export class ChainTrainer {
  private readonly emission: Float32Array
  /** Buckets beyond the model's fall onto its own. */
  private readonly mask: number
  private readonly transition = new Float64Array(LABELS * LABELS)
  private readonly emissionSquares: Float32Array
  private readonly transitionSquares = new Float64Array(LABELS * LABELS)
  private readonly random: () => number
  private readonly options: TrainingOptions

  /**
   * @param buckets a power of two
   * @param seed of the order of the examples and of what is left out
   */
  constructor(buckets: number, options: TrainingOptions, seed: number) {
    this.random = randomNumbers(seed)
    this.emission = new Float32Array(buckets * LABELS)
    this.emissionSquares = new Float32Array(buckets * LABELS)
    this.mask = buckets - 1
    this.options = options
  }

  weights(): ChainWeights {
    return { emission: this.emission, transition: this.transition }
  }

  /** Visits all examples once, in an order of its own. */
  round(examples: readonly Example[]): void {
    const order = [...examples]
    shuffle(order, this.random)
    for (const example of order) this.visit(example)
  }

  private visit({ features, allowed }: Example): void {
    const words = allowed.length
    if (words === 0) return
    const width = features.length / words
    const kept = this.dropOut(features)
    const scores = this.scores(kept, words)
    const potentials = this.transition.map((value, at) => (ALLOWED[at] === 1 ? Math.exp(value) : 0))
    const free = marginals(scores, potentials, words, null)
    const wanted = marginals(scores, potentials, words, allowed)
    if (wanted === null || free === null) return
    const { rate, shrinkage } = this.options
    for (let at = 0; at < words; at++) {
      const gradient = new Float64Array(LABELS)
      let largest = 0
      for (let label = 0; label < LABELS; label++) {
        const value =
          (free.labels[at * LABELS + label] as number) - (wanted.labels[at * LABELS + label] as number)
        gradient[label] = value
        largest = Math.max(largest, Math.abs(value))
      }
      if (largest < NEGLIGIBLE) continue
      for (let feature = at * width; feature < (at + 1) * width; feature++) {
        const bucket = kept[feature] as number
        if (bucket === DROPPED) continue
        const row = bucket * LABELS
        for (let label = 0; label < LABELS; label++) {
          const value = (gradient[label] as number) + shrinkage * (this.emission[row + label] as number)
          const squares = (this.emissionSquares[row + label] as number) + value * value
          if (squares === 0) continue
          this.emissionSquares[row + label] = squares
          this.emission[row + label] =
            (this.emission[row + label] as number) - (rate * value) / (EPSILON + Math.sqrt(squares))
        }
      }
    }
    for (let at = 0; at < LABELS * LABELS; at++) {
      const value = (free.pairs[at] as number) - (wanted.pairs[at] as number)
      if (value === 0) continue
      const squares = (this.transitionSquares[at] as number) + value * value
      this.transitionSquares[at] = squares
      this.transition[at] = (this.transition[at] as number) - (rate * value) / (EPSILON + Math.sqrt(squares))
    }
  }

  private dropOut(features: Uint32Array): Uint32Array {
    const { dropout } = this.options
    return features.map(bucket => (dropout > 0 && this.random() < dropout ? DROPPED : bucket & this.mask))
  }

  /** Sums label by label in registers, as the decoder does: an array in the inner loop is thrice as slow. */
  private scores(features: Uint32Array, words: number): Float64Array {
    const { emission } = this
    const scores = new Float64Array(words * LABELS)
    const width = features.length / words
    for (let at = 0; at < words; at++) {
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      let e = 0
      let f = 0
      let g = 0
      let h = 0
      let i = 0
      for (let feature = at * width; feature < (at + 1) * width; feature++) {
        const bucket = features[feature] as number
        if (bucket === DROPPED) continue
        const row = bucket * LABELS
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
      scores.set([a, b, c, d, e, f, g, h, i], at * LABELS)
    }
    return scores
  }
}

/** Bucket of dropped features: its weights stay 0. */
const DROPPED = 0
const EPSILON = 1e-6

/**
 * The forward-backward algorithm, scaled: probability of each label at each word, and expected number of each pair.
 * @param allowed labels that a word may have, as bits; null for all
 * @returns null where no sequence is allowed
 */
export function marginals(
  scores: Float64Array,
  potentials: Float64Array,
  words: number,
  allowed: Uint16Array | null,
): { labels: Float64Array; pairs: Float64Array } | null {
  const emission = new Float64Array(words * LABELS)
  for (let at = 0; at < words; at++) {
    let best = Number.NEGATIVE_INFINITY
    for (let label = 0; label < LABELS; label++) best = Math.max(best, scores[at * LABELS + label] as number)
    for (let label = 0; label < LABELS; label++) {
      const may = allowed === null || (((allowed[at] as number) >> label) & 1) === 1
      emission[at * LABELS + label] = may ? Math.exp((scores[at * LABELS + label] as number) - best) : 0
    }
  }
  const forward = new Float64Array(words * LABELS)
  const scale = new Float64Array(words)
  for (let at = 0; at < words; at++) {
    let sum = 0
    for (let label = 0; label < LABELS; label++) {
      let value = 0
      if (at === 0) value = ALLOWED[label] as number
      else
        for (let previous = 0; previous < LABELS; previous++)
          value +=
            (forward[(at - 1) * LABELS + previous] as number) *
            (potentials[previous * LABELS + label] as number)
      value *= emission[at * LABELS + label] as number
      forward[at * LABELS + label] = value
      sum += value
    }
    if (!(sum > 0)) return null
    scale[at] = 1 / sum
    for (let label = 0; label < LABELS; label++)
      forward[at * LABELS + label] = (forward[at * LABELS + label] as number) / sum
  }
  const labels = new Float64Array(words * LABELS)
  const pairs = new Float64Array(LABELS * LABELS)
  let after = new Float64Array(LABELS).fill(1)
  for (let at = words - 1; at >= 0; at--) {
    for (let label = 0; label < LABELS; label++)
      labels[at * LABELS + label] = (forward[at * LABELS + label] as number) * (after[label] as number)
    if (at === 0) break
    const before = new Float64Array(LABELS)
    const factor = scale[at] as number
    for (let previous = 0; previous < LABELS; previous++) {
      let sum = 0
      for (let label = 0; label < LABELS; label++) {
        const step =
          (potentials[previous * LABELS + label] as number) *
          (emission[at * LABELS + label] as number) *
          (after[label] as number) *
          factor
        sum += step
        pairs[previous * LABELS + label] =
          (pairs[previous * LABELS + label] as number) +
          (forward[(at - 1) * LABELS + previous] as number) * step
      }
      before[previous] = sum
    }
    after = before
  }
  return { labels, pairs }
}

function shuffle<T>(list: T[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = list[at] as T
    list[at] = list[other] as T
    list[other] = kept
  }
}
