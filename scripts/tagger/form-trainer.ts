// Which weights tell what a form names? A multinomial logistic regression over a form and all places where a corpus has it,
// trained by stochastic gradients with AdaGrad (Duchi, Hazan and Singer 2011). What an annotation leaves open may be any of its
// classes (partial labels: Cour, Sapp and Taskar, JMLR 2011).
import { CLASSES } from '../../src/entities/lexicon/classes.ts'
import { BUCKETS } from '../../src/entities/lexicon/features.ts'
import { randomNumbers } from '../random-numbers.ts'

export interface FormExample {
  /** Buckets and their values. */
  readonly features: readonly (readonly [bucket: number, value: number])[]
  /** How often the annotation allows which classes, as bits. */
  readonly allowed: ReadonlyMap<number, number>
}

export interface FormTrainingOptions {
  readonly rounds: number
  readonly rate: number
  readonly dropout: number
  readonly shrinkage: number
}

const N = CLASSES.length

/** Weights, `bucket · CLASSES.length + class`. */
export function trainForms(
  examples: readonly FormExample[],
  { rounds, rate, dropout, shrinkage }: FormTrainingOptions,
  seed: number,
): Float32Array {
  const weights = new Float32Array(BUCKETS * N)
  const squares = new Float32Array(BUCKETS * N)
  const random = randomNumbers(seed)
  const order = examples.map((_, at) => at)
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random)
    for (const at of order) {
      const { features, allowed } = examples[at] as FormExample
      const kept = dropout === 0 ? features : features.filter(() => random() >= dropout)
      const p = softmax(scoresOf(kept, weights))
      const gradient = new Float64Array(N)
      let total = 0
      for (const [bits, count] of allowed) {
        let mass = 0
        for (let c = 0; c < N; c++) if ((bits >> c) & 1) mass += p[c] as number
        for (let c = 0; c < N; c++) {
          const wanted = (bits >> c) & 1 ? (p[c] as number) / Math.max(mass, 1e-9) : 0
          gradient[c] = (gradient[c] as number) + count * ((p[c] as number) - wanted)
        }
        total += count
      }
      const scale = 1 / Math.sqrt(total)
      for (const [bucket, value] of kept) {
        for (let c = 0; c < N; c++) {
          const place = bucket * N + c
          const g = scale * (gradient[c] as number) * value + shrinkage * (weights[place] as number)
          if (g === 0) continue
          const square = (squares[place] as number) + g * g
          squares[place] = square
          weights[place] = (weights[place] as number) - (rate * g) / (1e-6 + Math.sqrt(square))
        }
      }
    }
  }
  return weights
}

/** Sum of the weights of features, a number a class. */
function scoresOf(features: FormExample['features'], weights: ArrayLike<number>): Float64Array {
  const scores = new Float64Array(N)
  for (const [bucket, value] of features)
    for (let c = 0; c < N; c++)
      scores[c] = (scores[c] as number) + value * (weights[bucket * N + c] as number)
  return scores
}

function softmax(scores: Float64Array): Float64Array {
  const most = Math.max(...scores)
  const exp = scores.map(score => Math.exp(score - most))
  const sum = exp.reduce((all, one) => all + one, 0)
  return exp.map(value => value / sum)
}

function shuffle(list: number[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = list[at] as number
    list[at] = list[other] as number
    list[other] = kept
  }
}
