// Do two things appear together more often than chance would have it?

/**
 * The log-likelihood ratio of Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence" (1993),
 * -2 log λ for a table of two by two. It is 0 where the counts are those of independence, and signed, so that things which
 * avoid each other come below those that do not. Above 10.83 the chance of such counts is below one in a thousand.
 * @param both passages that have both, @param first those with the first, @param second with the second, of `all`
 */
export function logLikelihoodRatio(both: number, first: number, second: number, all: number): number {
  const table = [both, first - both, second - both, all - first - second + both]
  const rows = [first, all - first]
  const columns = [second, all - second]
  const ratio = 2 * (entropy(table) - entropy(rows) - entropy(columns) + all * Math.log(all))
  const sign = both * all >= first * second ? 1 : -1
  return sign * Math.max(0, ratio)
}

/** Sum of k log k. */
function entropy(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + (count > 0 ? count * Math.log(count) : 0), 0)
}
