// Which words stand among the same neighbours? Exchange clustering (Kneser and Ney 1993; Martin, Liermann and Ney 1998), predictive as in
// Uszkoreit and Brants (2008) and in both directions: each word in turn goes to the cluster with which
//   Σ N(v, c) log N(v, c) + Σ N(c, v) log N(c, v) - 2 Σ N(c) log N(c)
// is largest, where N counts a word v and a member of cluster c side by side. The same lines give the same clusters.

export interface ClusterOptions {
  readonly clusters: number
  /** Words that occur less often are in none. */
  readonly least: number
  /** How often every word is looked at. */
  readonly rounds: number
}

/** A word's neighbours on one side, with how often they stand there: row `word` is `from[word]` to `from[word + 1]`. */
interface Neighbours {
  readonly from: Uint32Array
  readonly word: Uint32Array
  readonly count: Uint32Array
}

const EDGE = 0
const RARE = 1
const FIRST = 2

/** @returns the words of each cluster, sorted; clusters in the order of their most frequent words */
export function exchangeClusters(
  lines: readonly (readonly string[])[],
  { clusters, least, rounds }: ClusterOptions,
): string[][] {
  const words = frequentWords(lines, least)
  const numbers = new Map(words.map((word, at) => [word, at + FIRST]))
  const numbered = lines.map(line => line.map(word => numbers.get(word) ?? RARE))
  const exchange = new Exchange(numbered, words.length + FIRST, clusters)
  for (let round = 0; round < rounds; round++) exchange.round()
  const members = Map.groupBy(words, (_, at) => exchange.clusterOf(at + FIRST))
  return [...members.values()].map(list => list.sort())
}

/** The most frequent first; words of one frequency in the order of their code units. */
function frequentWords(lines: readonly (readonly string[])[], least: number): string[] {
  const counts = new Map<string, number>()
  for (const line of lines) for (const word of line) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([word]) => word)
}

class Exchange {
  private readonly size: number
  private readonly clusters: number
  private readonly sides: readonly { readonly neighbours: Neighbours; readonly table: Uint32Array }[]
  private readonly cluster: Uint16Array
  private readonly wordTotal: Uint32Array
  private readonly clusterTotal: Float64Array

  constructor(lines: readonly (readonly number[])[], size: number, clusters: number) {
    this.size = size
    this.clusters = clusters
    // Dealt out in turn, the most frequent first.
    this.cluster = Uint16Array.from({ length: size }, (_, word) => word % clusters)
    this.clusterTotal = new Float64Array(clusters)
    this.wordTotal = new Uint32Array(size)
    for (const line of lines)
      for (const word of line) this.wordTotal[word] = (this.wordTotal[word] as number) + 1
    // How often each word stands before (after) a member of each cluster.
    this.sides = [true, false].map(isBefore => ({
      neighbours: neighboursOf(lines, size, isBefore),
      table: new Uint32Array(size * clusters),
    }))
    for (let word = FIRST; word < size; word++) this.tally(word, 1)
  }

  clusterOf(word: number): number {
    return this.cluster[word] as number
  }

  round(): void {
    for (let word = FIRST; word < this.size; word++) {
      this.tally(word, -1)
      this.cluster[word] = this.best(word)
      this.tally(word, 1)
    }
  }

  private best(word: number): number {
    const gains = new Float64Array(this.clusters)
    for (const { neighbours, table } of this.sides)
      for (let at = neighbours.from[word] as number; at < (neighbours.from[word + 1] as number); at++) {
        const row = (neighbours.word[at] as number) * this.clusters
        const count = neighbours.count[at] as number
        for (let cluster = 0; cluster < this.clusters; cluster++) {
          const known = table[row + cluster] as number
          gains[cluster] = (gains[cluster] as number) + timesLog(known + count) - timesLog(known)
        }
      }
    const total = this.wordTotal[word] as number
    let best = 0
    let most = Number.NEGATIVE_INFINITY
    for (let cluster = 0; cluster < this.clusters; cluster++) {
      const others = this.clusterTotal[cluster] as number
      const gain = (gains[cluster] as number) - 2 * (timesLog(others + total) - timesLog(others))
      if (gain <= most) continue
      most = gain
      best = cluster
    }
    return best
  }

  private tally(word: number, sign: 1 | -1): void {
    const cluster = this.cluster[word] as number
    for (const { neighbours, table } of this.sides)
      for (let at = neighbours.from[word] as number; at < (neighbours.from[word + 1] as number); at++) {
        const place = (neighbours.word[at] as number) * this.clusters + cluster
        table[place] = (table[place] as number) + sign * (neighbours.count[at] as number)
      }
    this.clusterTotal[cluster] =
      (this.clusterTotal[cluster] as number) + sign * (this.wordTotal[word] as number)
  }
}

function neighboursOf(lines: readonly (readonly number[])[], size: number, isBefore: boolean): Neighbours {
  const pairs = new Map<number, number>()
  for (const line of lines)
    for (let at = 0; at <= line.length; at++) {
      const [last, next] = [line[at - 1] ?? EDGE, line[at] ?? EDGE]
      const key = isBefore ? next * size + last : last * size + next
      pairs.set(key, (pairs.get(key) ?? 0) + 1)
    }
  const keys = Float64Array.from(pairs.keys()).sort()
  const from = new Uint32Array(size + 1)
  for (const key of keys) {
    const owner = Math.floor(key / size) + 1
    from[owner] = (from[owner] as number) + 1
  }
  for (let word = 0; word < size; word++) from[word + 1] = (from[word + 1] as number) + (from[word] as number)
  return {
    from,
    word: Uint32Array.from(keys, key => key % size),
    count: Uint32Array.from(keys, key => pairs.get(key) ?? 0),
  }
}

const KNOWN = Float64Array.from({ length: 1 << 20 }, (_, n) => (n === 0 ? 0 : n * Math.log(n)))

function timesLog(n: number): number {
  return n < KNOWN.length ? (KNOWN[n] as number) : n * Math.log(n)
}
