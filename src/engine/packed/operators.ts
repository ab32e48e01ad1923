// How is each node of a query tree evaluated? Window by window: a run of passages whose bits and scores fit a cache.
//
// An operator is asked for ascending windows. It either sweeps a window (sets the bit of every match, adds its score) or
// probes given passages of it, whichever reads less. Sweeping reads postings in order; probing leaps between them.
import { UNDATED } from '../columns.ts'
import { countBits, hasBit, keepBits, listBits, makeBits, orInto, setBit, setRange, shifted } from './bits.ts'
import type { PackedColumns } from './columns.ts'
import type { Window } from './cursor.ts'

export interface Operator {
  /** Passages that match at most, by which operators are ordered. */
  readonly cost: number
  /** Lists that are looked into for each passage that is probed. A pattern has thousands. */
  readonly lists: number
  /** Whether sweeping leaves scores of passages that do not match as they are. */
  readonly isClean: boolean
  /** Adds what matches to `bits` and its score to `scores`, where scores are wanted. */
  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void
  /** As `sweep`, the places of the matches as an ascending list. */
  list(window: Window, scores: Float64Array | null): Int32Array
  /** Sets `matched[i]` to 1 where `passages[i]` matches, and adds its score to `scores[i]`. Passages ascend. */
  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void
}

/** Operators to which it comes naturally to sweep. */
export abstract class SweepingOperator implements Operator {
  abstract readonly cost: number
  readonly lists: number = 1
  abstract sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void
  abstract probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void

  get isClean(): boolean {
    return true
  }

  list(window: Window, scores: Float64Array | null): Int32Array {
    const bits = makeBits(window.to - window.from)
    this.sweep(window, bits, scores)
    return listBits(bits)
  }
}

/** Operators to which it comes naturally to list. */
export abstract class ListingOperator implements Operator {
  abstract readonly cost: number
  abstract readonly lists: number
  abstract readonly isClean: boolean
  abstract list(window: Window, scores: Float64Array | null): Int32Array
  abstract probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void

  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void {
    const places = this.list(window, scores)
    for (let at = 0; at < places.length; at++) setBit(bits, places[at] as number)
  }
}

/** Looking for a passage in a list costs about as much as sweeping this many postings. */
export const PROBE_COST = 6

function listsOf(operators: readonly Operator[]): number {
  return operators.reduce((sum, { lists }) => sum + lists, 0)
}

/** Given passages, ascending, each once. */
export class PassagesOperator extends SweepingOperator {
  readonly cost: number
  private readonly passages: Int32Array
  private at = 0

  constructor(passages: Int32Array) {
    super()
    this.passages = passages
    this.cost = passages.length
  }

  sweep({ from, to }: Window, bits: Int32Array): void {
    this.skipTo(from)
    for (; (this.passages[this.at] ?? to) < to; this.at++)
      setBit(bits, (this.passages[this.at] as number) - from)
  }

  probe(passages: Int32Array, matched: Uint8Array): void {
    for (let at = 0; at < passages.length; at++) {
      const passage = passages[at] as number
      this.skipTo(passage)
      if (this.passages[this.at] === passage) matched[at] = 1
    }
  }

  private skipTo(passage: number): void {
    if (this.at > 0 && (this.passages[this.at - 1] as number) >= passage) this.at = 0
    while ((this.passages[this.at] ?? passage) < passage) this.at++
  }
}

/** Passages whose bits are set; windows begin at multiples of 32. */
export class BitsOperator extends SweepingOperator {
  readonly cost: number
  private readonly set: Int32Array

  constructor(set: Int32Array) {
    super()
    this.set = set
    this.cost = countBits(set)
  }

  sweep({ from, to }: Window, bits: Int32Array): void {
    orInto(bits, this.set.subarray(from >>> 5, Math.ceil(to / 32)))
  }

  probe(passages: Int32Array, matched: Uint8Array): void {
    for (let at = 0; at < passages.length; at++) if (hasBit(this.set, passages[at] as number)) matched[at] = 1
  }
}

/** Passages of documents dated from one day to another, both included. */
export class DaysOperator extends SweepingOperator {
  readonly cost: number
  private readonly from: number
  private readonly to: number
  private readonly columns: PackedColumns

  constructor(from: number, to: number, columns: PackedColumns) {
    super()
    this.from = from
    this.to = to
    this.columns = columns
    this.cost = columns.passages
  }

  sweep({ from, to }: Window, bits: Int32Array): void {
    const { documentOf, documentFirst } = this.columns
    for (let passage = from; passage < to; ) {
      const document = documentOf[passage] as number
      const end = Math.min(to, documentFirst[document + 1] as number)
      if (this.holds(document)) setRange(bits, passage - from, end - from)
      passage = end
    }
  }

  probe(passages: Int32Array, matched: Uint8Array): void {
    for (let at = 0; at < passages.length; at++)
      if (this.holds(this.columns.documentOf[passages[at] as number] as number)) matched[at] = 1
  }

  private holds(document: number): boolean {
    const day = this.columns.day[document] as number
    return day !== UNDATED && day >= this.from && day <= this.to
  }
}

export class AllOperator extends SweepingOperator {
  readonly cost: number

  constructor(passages: number) {
    super()
    this.cost = passages
  }

  sweep({ from, to }: Window, bits: Int32Array): void {
    setRange(bits, 0, to - from)
  }

  probe(_passages: Int32Array, matched: Uint8Array): void {
    matched.fill(1)
  }
}

export class NotOperator extends SweepingOperator {
  readonly cost: number
  override readonly lists: number
  private readonly child: Operator

  constructor(child: Operator, passages: number) {
    super()
    this.child = child
    this.cost = passages
    this.lists = child.lists
  }

  sweep(window: Window, bits: Int32Array): void {
    const { from, to } = window
    const excluded = makeBits(to - from)
    this.child.sweep(window, excluded, null)
    const all = makeBits(to - from)
    setRange(all, 0, to - from)
    for (let at = 0; at < all.length; at++)
      bits[at] = (bits[at] as number) | ((all[at] as number) & ~(excluded[at] as number))
  }

  probe(passages: Int32Array, matched: Uint8Array): void {
    const excluded = new Uint8Array(passages.length)
    this.child.probe(passages, excluded, null)
    for (let at = 0; at < excluded.length; at++) if (excluded[at] === 0) matched[at] = 1
  }
}

export class OrOperator extends SweepingOperator {
  readonly cost: number
  override readonly lists: number
  private readonly children: readonly Operator[]

  constructor(children: readonly Operator[], passages: number) {
    super()
    this.children = children
    this.lists = listsOf(children)
    this.cost = Math.min(
      passages,
      children.reduce((sum, { cost }) => sum + cost, 0),
    )
  }

  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void {
    for (const child of this.children) {
      if (child.isClean || scores === null) {
        child.sweep(window, bits, scores)
        continue
      }
      const own = makeBits(window.to - window.from)
      const added = new Float64Array(window.to - window.from)
      child.sweep(window, own, added)
      for (let place = 0; place < added.length; place++)
        if (hasBit(own, place)) scores[place] = (scores[place] as number) + (added[place] as number)
      orInto(bits, own)
    }
  }

  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void {
    for (const child of this.children) {
      if (child.isClean || scores === null) {
        child.probe(passages, matched, scores)
        continue
      }
      const own = new Uint8Array(passages.length)
      const added = new Float64Array(passages.length)
      child.probe(passages, own, added)
      for (let at = 0; at < own.length; at++) {
        if (own[at] === 0) continue
        matched[at] = 1
        scores[at] = (scores[at] as number) + (added[at] as number)
      }
    }
  }
}

/** Whether so few passages are expected to match all of these that they are best found without scores. */
function isSelective(operators: readonly Operator[], passages: number): boolean {
  const swept = operators.reduce((sum, { cost }) => sum + cost, 0)
  const expected = operators.reduce((left, { cost }) => (left * cost) / passages, passages)
  return expected * listsOf(operators) * PROBE_COST < swept / 2
}

/** The rarest child is swept first; once few passages are left, the others are asked for these alone. */
export class AndOperator extends ListingOperator {
  readonly cost: number
  readonly lists: number
  readonly isClean = false
  private readonly children: readonly Operator[]
  private readonly passages: number
  /** Then scores are added at the end, to these alone. */
  private readonly isSelective: boolean

  /** @param children one or more */
  constructor(children: readonly Operator[], passages: number) {
    super()
    this.children = [...children].sort((a, b) => a.cost - b.cost)
    this.cost = this.children[0]?.cost ?? passages
    this.passages = passages
    this.lists = listsOf(children)
    this.isSelective = isSelective(children, passages)
  }

  list(window: Window, scores: Float64Array | null): Int32Array {
    if (scores === null || !this.isSelective) return this.match(window, scores)
    const places = this.match(window, null)
    if (places.length === 0) return places
    const passages = shifted(places, window.from)
    const added = new Float64Array(places.length)
    for (const child of this.children) child.probe(passages, new Uint8Array(places.length), added)
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      scores[place] = (scores[place] as number) + (added[at] as number)
    }
    return places
  }

  private match(window: Window, scores: Float64Array | null): Int32Array {
    const [first, ...others] = this.children
    let places = first?.list(window, scores) ?? new Int32Array(0)
    for (const [number, child] of others.entries()) {
      if (places.length === 0) break
      const swept = (child.cost * (window.to - window.from)) / this.passages
      if (places.length * child.lists * PROBE_COST < swept)
        return this.probeRest(places, window.from, others.slice(number), scores)
      const bits = makeBits(window.to - window.from)
      child.sweep(window, bits, scores)
      places = keepBits(places, bits, 0)
    }
    return places
  }

  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void {
    let left = passages
    /** Where each of those left stands in `passages`. */
    let places = Int32Array.from(passages.keys())
    const added = scores === null ? null : new Float64Array(passages.length)
    for (const child of this.children) {
      const holds = new Uint8Array(left.length)
      const own = added === null ? null : new Float64Array(left.length)
      child.probe(left, holds, own)
      if (added !== null && own !== null)
        for (let at = 0; at < own.length; at++) {
          const place = places[at] as number
          added[place] = (added[place] as number) + (own[at] as number)
        }
      left = left.filter((_, at) => holds[at] === 1)
      places = places.filter((_, at) => holds[at] === 1)
    }
    for (const place of places) {
      matched[place] = 1
      if (scores !== null && added !== null)
        scores[place] = (scores[place] as number) + (added[place] as number)
    }
  }

  /** Those of the places that the children match too; adds the children's scores. */
  private probeRest(
    places: Int32Array,
    from: number,
    children: readonly Operator[],
    scores: Float64Array | null,
  ): Int32Array {
    const matched = new Uint8Array(places.length)
    const added = scores === null ? null : new Float64Array(places.length)
    new AndOperator(children, this.passages).probe(shifted(places, from), matched, added)
    let kept = 0
    for (let at = 0; at < places.length; at++) {
      if (matched[at] === 0) continue
      const place = places[at] as number
      if (scores !== null && added !== null) scores[place] = (scores[place] as number) + (added[at] as number)
      places[kept++] = place
    }
    return places.subarray(0, kept)
  }
}
