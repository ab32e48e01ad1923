// Which other words stand where this word stands? Clusters made by `scripts/word-clusters.ts`.
import { readFileSync } from 'node:fs'

/** Numbers of clusters, from 1; 0 where a word is in none. */
export interface WordClusters {
  /** Of few words each. */
  readonly fine: number
  /** Of many. */
  readonly coarse: number
}

export const NO_CLUSTERS: WordClusters = { fine: 0, coarse: 0 }

let clusters: ReadonlyMap<string, WordClusters> | undefined

/** The clusters of a folded word. The file is read on first use. */
export function clustersOf(folded: string): WordClusters {
  clusters ??= readClusters()
  return clusters.get(clusterForm(folded)) ?? NO_CLUSTERS
}

/** The form under which a folded word is in the file: all figures are one. */
export function clusterForm(folded: string): string {
  return folded.replace(/\d/gu, '0')
}

function readClusters(): Map<string, WordClusters> {
  const read = new Map<string, WordClusters>()
  for (const line of readFileSync(new URL('./clusters.txt', import.meta.url), 'utf8').split('\n')) {
    const [word = '', fine = '', coarse = ''] = line.split(' ')
    if (word !== '' && word !== '#') read.set(word, { fine: Number(fine), coarse: Number(coarse) })
  }
  return read
}
