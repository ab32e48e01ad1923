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
  node: Pick<NearNode, 'operands' | 'within'>,
  placesOf: (node: PlacedNode) => readonly P[],
): (readonly P[])[] {
  const places: (readonly P[])[] = []
  for (const nodes of node.operands) {
    const own = merged(nodes.map(placesOf))
    // Most texts lack one of the operands.
    if (own.length === 0) return node.operands.map(() => [])
    places.push(own)
  }
  return nearAmong(node, places)
}

/** The same of places that are known. @param places of each operand, in order of their first words */
export function nearAmong<P extends Place>(
  { operands, within }: Pick<NearNode, 'operands' | 'within'>,
  places: readonly (readonly P[])[],
): (readonly P[])[] {
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

function merged<P extends Place>(lists: readonly (readonly P[])[]): readonly P[] {
  return lists.length === 1 ? (lists[0] ?? []) : lists.flat().sort((a, b) => a.first - b.first)
}

/** Places from which the chain goes on to both of its ends. */
function inChain<P extends Place>(
  places: readonly (readonly P[])[],
  links: readonly Link[],
): (readonly P[])[] {
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
): readonly P[] {
  const mayFollow = !isOrdered || direction === 'forward'
  const mayPrecede = !isOrdered || direction === 'backward'
  const byLast = mayFollow ? inOrderOfLast(from) : from
  return to.filter(
    ({ first, last }) =>
      (mayFollow && hasBetween(byLast, 'last', first - 1 - distance, first - 1)) ||
      (mayPrecede && hasBetween(from, 'first', last + 1, last + 1 + distance)),
  )
}

/** Places in order of their first words are in order of their last ones, too, unless one holds another. */
function inOrderOfLast<P extends Place>(places: readonly P[]): readonly P[] {
  for (let at = 1; at < places.length; at++)
    if ((places[at] as P).last < (places[at - 1] as P).last) return places.toSorted((a, b) => a.last - b.last)
  return places
}

/** Whether a place has its first or last word in the range, both ends included. @param places in the order of that word */
function hasBetween(places: readonly Place[], word: keyof Place, least: number, most: number): boolean {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as Place)[word] < least) low = middle + 1
    else high = middle
  }
  return low < places.length && (places[low] as Place)[word] <= most
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
  places: readonly (readonly P[])[],
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
