// Are mentions of one thing together, and those of two things apart? Measures of a clustering against gold clusters.
import { type Score, scoreOf } from './score.ts'

export interface ClusterReport {
  /** Mentions of the gold annotation, mentions found, and those that both have. */
  readonly gold: number
  readonly found: number
  readonly both: number
  /** B³ over the mentions that both have: is the resolver right about what the tagger found? */
  readonly bCubed: Score
  /** B³ in which a mention missed has no recall and one invented no precision. */
  readonly bCubedEndToEnd: Score
  /** Pairs of mentions that are put together, over the mentions that both have. */
  readonly pairwise: Score
}

/**
 * Compares two clusterings of mentions: maps from a mention's key to its cluster. B³ is that of Bagga and Baldwin, "Algorithms
 * for Scoring Coreference Chains" (1998), equations 1 and 2 averaged over mentions.
 */
export function compareClusters(
  gold: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): ClusterReport {
  const shared = [...gold.keys()].filter(key => found.has(key))
  const sharedGold = sizes(shared.map(key => gold.get(key) ?? ''))
  const sharedFound = sizes(shared.map(key => found.get(key) ?? ''))
  const cell = (key: string): string => `${gold.get(key)}\n${found.get(key)}`
  const cells = sizes(shared.map(cell))
  const allGold = sizes(gold.values())
  const allFound = sizes(found.values())
  const mean = (
    clusterings: ReadonlyMap<string, number>,
    of: ReadonlyMap<string, string>,
    count: number,
  ): number =>
    count === 0
      ? 0
      : shared.reduce(
          (sum, key) => sum + (cells.get(cell(key)) ?? 0) / (clusterings.get(of.get(key) ?? '') ?? 1),
          0,
        ) / count
  const together = pairs(cells)
  return {
    gold: gold.size,
    found: found.size,
    both: shared.length,
    bCubed: scoreOf(mean(sharedFound, found, shared.length), mean(sharedGold, gold, shared.length)),
    bCubedEndToEnd: scoreOf(mean(allFound, found, found.size), mean(allGold, gold, gold.size)),
    pairwise: scoreOf(ratio(together, pairs(sharedFound)), ratio(together, pairs(sharedGold))),
  }
}

function sizes(clusters: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const cluster of clusters) counts.set(cluster, (counts.get(cluster) ?? 0) + 1)
  return counts
}

function pairs(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
