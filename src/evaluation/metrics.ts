// How good is one ranking? The measures of trec_eval, by the same definitions.

/** Gains of judged documents, by id; what is not judged is not relevant. */
export type Judgements = ReadonlyMap<string, number>

export const METRICS = ['ndcg@10', 'map', 'recall@100', 'mrr'] as const
export type Metric = (typeof METRICS)[number]

/** @param ranking document ids, best first, none twice */
export function measure(
  ranking: readonly string[],
  judgements: Judgements,
): Readonly<Record<Metric, number>> {
  return {
    'ndcg@10': ndcg(ranking, judgements, 10),
    map: averagePrecision(ranking, judgements),
    'recall@100': recall(ranking, judgements, 100),
    mrr: reciprocalRank(ranking, judgements),
  }
}

/**
 * Normalised discounted cumulative gain, gains taken as they are and discounted by log2(rank + 1)
 * (Järvelin and Kekäläinen 2002, in the form of trec_eval's `ndcg_cut`).
 */
function ndcg(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const gained = discounted(ranking.slice(0, depth).map(id => Math.max(0, judgements.get(id) ?? 0)))
  const ideal = [...judgements.values()].filter(gain => gain > 0).sort((a, b) => b - a)
  const best = discounted(ideal.slice(0, depth))
  return best === 0 ? 0 : gained / best
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
}

/** Mean of the precision at each relevant document; those not found count as 0 (trec_eval's `map`). */
function averagePrecision(ranking: readonly string[], judgements: Judgements): number {
  let found = 0
  let sum = 0
  for (const [index, id] of ranking.entries()) {
    if (!isRelevant(id, judgements)) continue
    found++
    sum += found / (index + 1)
  }
  return share(sum, countRelevant(judgements))
}

function recall(ranking: readonly string[], judgements: Judgements, depth: number): number {
  return share(
    ranking.slice(0, depth).filter(id => isRelevant(id, judgements)).length,
    countRelevant(judgements),
  )
}

function reciprocalRank(ranking: readonly string[], judgements: Judgements): number {
  const first = ranking.findIndex(id => isRelevant(id, judgements))
  return first === -1 ? 0 : 1 / (first + 1)
}

function isRelevant(id: string, judgements: Judgements): boolean {
  return (judgements.get(id) ?? 0) > 0
}

function countRelevant(judgements: Judgements): number {
  return [...judgements.values()].filter(gain => gain > 0).length
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
