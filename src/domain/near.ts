// Which of these places stand near each other? What a distance means, for engines, marks and names alike.
import type { Link, NearNode, PlacedNode } from './query.ts'

/** Words of a text by their place in it, both ends included. */
export interface Place {
  readonly first: number
  readonly last: number
}

/**
 * The places of each operand that take part in what the node asks for; none for any where nothing in the text does.
 * Takes time in proportion to the places and the logarithm of their number.
 * @param placesOf the places of one of an operand's nodes, in order of their first words
 */
export function placesNear<P extends Place>(
  { operands, within }: Pick<NearNode, 'operands' | 'within'>,
  placesOf: (node: PlacedNode) => readonly P[],
): P[][] {
  const places: P[][] = []
  for (const nodes of operands) {
    const own = nodes.length === 1 ? [...placesOf(nodes[0] as PlacedNode)] : merged(nodes.map(placesOf))
    // Most texts lack one of the operands.
    if (own.length === 0) return operands.map(() => [])
    places.push(own)
  }
  return within.type === 'chain' ? inChain(places, within.links) : inStretch(places, operands, within.others)
}

/** The words that a stretch of the text touches, of words in order; null where it touches none. */
export function wordsWithin(
  count: number,
  startOf: (word: number) => number,
  endOf: (word: number) => number,
  { start, end }: { readonly start: number; readonly end: number },
): Place | null {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (endOf(middle) <= start) low = middle + 1
    else high = middle
  }
  const first = low
  let last = first - 1
  while (last + 1 < count && startOf(last + 1) < end) last++
  return last < first ? null : { first, last }
}

function merged<P extends Place>(lists: readonly (readonly P[])[]): P[] {
  return lists.flat().sort((a, b) => a.first - b.first)
}

/** Places from which the chain goes on to both of its ends. */
function inChain<P extends Place>(places: readonly P[][], links: readonly Link[]): P[][] {
  const kept = [...places]
  for (const [at, link] of links.entries())
    kept[at + 1] = reached(kept[at] ?? [], kept[at + 1] ?? [], link, 'forward')
  for (const [back, link] of links.toReversed().entries()) {
    const at = links.length - 1 - back
    kept[at] = reached(kept[at + 1] ?? [], kept[at] ?? [], link, 'backward')
  }
  return kept
}

/** Those of `to` that stand near one of `from`. */
function reached<P extends Place>(
  from: readonly P[],
  to: readonly P[],
  { distance, isOrdered }: Link,
  direction: 'forward' | 'backward',
): P[] {
  const mayFollow = !isOrdered || direction === 'forward'
  const mayPrecede = !isOrdered || direction === 'backward'
  const firsts = Float64Array.from(from, ({ first }) => first).sort()
  const lasts = Float64Array.from(from, ({ last }) => last).sort()
  return to.filter(
    ({ first, last }) =>
      (mayFollow && hasBetween(lasts, first - 1 - distance, first - 1)) ||
      (mayPrecede && hasBetween(firsts, last + 1, last + 1 + distance)),
  )
}

/** Whether one of the sorted numbers is in the range, both ends included. */
function hasBetween(numbers: Float64Array, least: number, most: number): boolean {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low < numbers.length && (numbers[low] as number) <= most
}

/** A place of an operand in a stretch. */
interface Candidate<P> {
  readonly place: P
  /** Number of the operand; those that are the same words have one. */
  readonly number: number
  isIn: boolean
}

/** Places within a window of the text, as wide as the operands and the others together, in which all operands stand. */
function inStretch<P extends Place>(
  places: readonly P[][],
  operands: NearNode['operands'],
  others: number,
): P[][] {
  const keys = operands.map(keyOf)
  const numbers = [...new Set(keys)]
  const wanted = numbers.map(key => keys.filter(other => other === key).length)
  const width = operands.reduce((sum, nodes) => sum + Math.max(...nodes.map(widthOf)), others)
  const all = numbers.flatMap((key, number) =>
    (places[keys.indexOf(key)] ?? []).map((place): Candidate<P> => ({ place, number, isIn: false })),
  )
  const byFirst = all.toSorted((a, b) => a.place.first - b.place.first)
  const byLast = all.toSorted((a, b) => a.place.last - b.place.last)
  const counts = wanted.map(() => 0)
  let missing = numbers.length
  let [end, marked] = [0, 0]
  for (const { number, place } of byFirst) {
    for (; end < byLast.length; end++) {
      const next = byLast[end] as Candidate<P>
      if (next.place.last - place.first >= width) break
      counts[next.number] = (counts[next.number] ?? 0) + 1
      if (counts[next.number] === wanted[next.number]) missing--
    }
    if (missing === 0)
      for (; marked < end; marked++) {
        const next = byLast[marked] as Candidate<P>
        next.isIn = next.place.first >= place.first
      }
    if (counts[number] === wanted[number]) missing++
    counts[number] = (counts[number] ?? 0) - 1
  }
  const kept = numbers.map((_, of) =>
    byFirst.filter(({ isIn, number }) => isIn && number === of).map(({ place }) => place),
  )
  return keys.map(key => kept[numbers.indexOf(key)] ?? [])
}

/** Operands with the same key are the same words, which must stand there so many times. */
function keyOf(nodes: readonly PlacedNode[]): string {
  return JSON.stringify(nodes.map(node => (node.type === 'phrase' ? node.tokens : node)))
}

function widthOf(node: PlacedNode): number {
  return node.type === 'phrase' ? node.tokens.length : 1
}
