// How sure is a mean, and is one ranking better than another? Resampling with a fixed seed.

const ROUNDS = 10_000

export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Mean with its 95 % percentile bootstrap interval (Efron and Tibshirani 1993, section 13.3). */
export function meanWithInterval(values: readonly number[]): Interval {
  const random = randomNumbers(1)
  const means = new Float64Array(ROUNDS)
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0
    for (let draw = 0; draw < values.length; draw++) sum += values[Math.floor(random() * values.length)] ?? 0
    means[round] = sum / Math.max(1, values.length)
  }
  means.sort()
  const at = (share: number): number => means[Math.floor(share * (ROUNDS - 1))] ?? 0
  return { mean: mean(values), low: at(0.025), high: at(0.975) }
}

export interface Comparison {
  /** Mean of `values` less mean of `others`. */
  readonly difference: number
  /** Two-sided. */
  readonly p: number
}

/**
 * Paired randomisation test on the difference of means: the sign of each query's difference is drawn again
 * (Smucker, Allan and Carterette 2007, section 3.1). The observed labelling counts as one draw, so p is never 0.
 */
export function compare(values: readonly number[], others: readonly number[]): Comparison {
  const differences = values.map((value, index) => value - (others[index] ?? 0))
  const observed = Math.abs(mean(differences))
  const random = randomNumbers(2)
  let atLeast = 1
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0
    for (const difference of differences) sum += random() < 0.5 ? difference : -difference
    if (Math.abs(sum / Math.max(1, differences.length)) >= observed - 1e-12) atLeast++
  }
  return { difference: mean(differences), p: atLeast / (ROUNDS + 1) }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** Pseudo-random numbers in [0, 1): xorshift32 (Marsaglia 2003). */
function randomNumbers(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}
