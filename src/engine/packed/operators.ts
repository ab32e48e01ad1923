// How is each node of a query tree evaluated? Window by window: a run of passages whose bits and scores fit a cache.
//
// An operator is asked for ascending windows. It either sweeps a window (sets the bit of every match, adds its score) or
// probes given passages of it, whichever reads less. Sweeping reads postings in order; probing leaps between them.
import { UNDATED } from '../columns.ts'
import { hasBit, keepBits, listBits, makeBits, orInto, setBit, setRange, shifted } from './bits.ts'
import type { PackedColumns } from './columns.ts'
import { type PostingCursor, type Runs, TABLED_FREQUENCIES, TABLED_LENGTHS } from './postings.ts'
import type { Phrase, Sequences } from './sequences.ts'

/** Passages `from` to `to`, the end left out; `from` is a multiple of 32. Bit and score of passage p stand at `p - from`. */
export interface Window {
  readonly from: number
  readonly to: number
}

export interface Operator {
  /** Passages that match at most, by which operators are ordered. */
  readonly cost: number
  /** Whether sweeping leaves scores of passages that do not match as they are. */
  readonly isClean: boolean
  /** Adds what matches to `bits` and its score to `scores`, where scores are wanted. */
  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void
  /** As `sweep`, the places of the matches as an ascending list. */
  list(window: Window, scores: Float64Array | null): Int32Array
  /** Sets `matched[i]` to 1 where `passages[i]` matches, and adds its score to `scores[i]`. Passages ascend. */
  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void
}

/** A list of postings and what a posting's saturation counts: term weight × field weight × idf. */
export interface WeightedCursor {
  readonly cursor: PostingCursor
  readonly weight: number
}

/** Operators to which it comes naturally to sweep. */
abstract class SweepingOperator implements Operator {
  abstract readonly cost: number
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
abstract class ListingOperator implements Operator {
  abstract readonly cost: number
  abstract readonly isClean: boolean
  abstract list(window: Window, scores: Float64Array | null): Int32Array
  abstract probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void

  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void {
    const places = this.list(window, scores)
    for (let at = 0; at < places.length; at++) setBit(bits, places[at] as number)
  }
}

/** Probing a passage costs about as much as sweeping this many postings. */
export const PROBE_COST = 6

/** Any of the terms in any of the fields. */
export class TermsOperator extends SweepingOperator {
  readonly cost: number
  private readonly cursors: readonly WeightedCursor[]

  constructor(cursors: readonly WeightedCursor[]) {
    super()
    this.cursors = cursors
    this.cost = cursors.reduce((sum, { cursor }) => sum + cursor.list.passages, 0)
  }

  sweep(window: Window, bits: Int32Array, scores: Float64Array | null): void {
    for (const { cursor, weight } of this.cursors) sweepList(cursor, weight, window, bits, scores)
  }

  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void {
    for (const { cursor, weight } of this.cursors) probeList(cursor, weight, passages, matched, scores)
  }
}

/** Takes the postings of a list in a window: sets the passages' bits, and adds their scores where these are wanted. */
function sweepList(
  cursor: PostingCursor,
  weight: number,
  window: Window,
  bits: Int32Array,
  scores: Float64Array | null,
): void {
  const { runs } = cursor.list.field
  if (window.from >= window.to || !cursor.seek(cursor.list.field.unitOf(window.from))) return
  do
    if (runs !== null) scoreRuns(cursor, weight, runs.starts, window, bits, scores)
    else if (scores === null) markPassages(cursor, window, bits)
    else scorePassages(cursor, weight, window, bits, scores)
  while (cursor.at === cursor.count && cursor.nextBlock())
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
function markPassages(cursor: PostingCursor, { from, to }: Window, bits: Int32Array): void {
  const { units, count } = cursor
  let { at } = cursor
  let word = 0
  let marks = 0
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - from
    if (place >> 5 !== word) {
      bits[word] = (bits[word] as number) | marks
      word = place >> 5
      marks = 0
    }
    marks |= 1 << (place & 31)
  }
  bits[word] = (bits[word] as number) | marks
  cursor.at = at
}

function scorePassages(
  cursor: PostingCursor,
  weight: number,
  { from, to }: Window,
  bits: Int32Array,
  scores: Float64Array,
): void {
  const { units, frequencies, count } = cursor
  const { field } = cursor.list
  const { lengths, table } = field
  let { at } = cursor
  let word = 0
  let marks = 0
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const frequency = frequencies[at] as number
    const length = lengths[passage] as number
    const saturation =
      frequency < TABLED_FREQUENCIES && length < TABLED_LENGTHS
        ? (table[frequency * TABLED_LENGTHS + length] as number)
        : field.saturation(frequency, passage)
    const place = passage - from
    scores[place] = (scores[place] as number) + weight * saturation
    if (place >> 5 !== word) {
      bits[word] = (bits[word] as number) | marks
      word = place >> 5
      marks = 0
    }
    marks |= 1 << (place & 31)
  }
  bits[word] = (bits[word] as number) | marks
  cursor.at = at
}

/** As above, for lists of documents or sections: each stands for a run of passages; one that goes on is left for the next window. */
function scoreRuns(
  cursor: PostingCursor,
  weight: number,
  starts: Int32Array,
  { from, to }: Window,
  bits: Int32Array,
  scores: Float64Array | null,
): void {
  const { units, frequencies, count } = cursor
  let { at } = cursor
  for (; at < count; at++) {
    const unit = units[at] as number
    const first = starts[unit] as number
    if (first >= to) break
    const last = starts[unit + 1] as number
    const end = Math.min(to, last) - from
    const start = Math.max(from, first) - from
    setRange(bits, start, end)
    if (scores !== null) {
      const score = weight * cursor.list.field.saturation(frequencies[at] as number, unit)
      for (let place = start; place < end; place++) scores[place] = (scores[place] as number) + score
    }
    if (last > to) break
  }
  cursor.at = at
}

/** Adds the list's scores of given passages, which ascend. */
function probeList(
  cursor: PostingCursor,
  weight: number,
  passages: Int32Array,
  matched: Uint8Array,
  scores: Float64Array | null,
): void {
  const { field } = cursor.list
  /** The unit at which the cursor stands: none between the last one and this has a posting. */
  let ahead = -1
  for (let at = 0; at < passages.length; at++) {
    const unit = field.unitOf(passages[at] as number)
    if (unit < ahead) continue
    if (!cursor.seek(unit)) return
    ahead = cursor.units[cursor.at] as number
    if (ahead !== unit) continue
    matched[at] = 1
    if (scores !== null)
      scores[at] =
        (scores[at] as number) + weight * field.saturation(cursor.frequencies[cursor.at] as number, unit)
  }
}

/** How a phrase is sought in one field: every word by its lists, then the words themselves in order. */
export interface PhraseField {
  /** For each word with terms the lists of its terms; any of them will do. */
  readonly words: readonly (readonly PostingCursor[])[]
  readonly sequences: Sequences
  /** Null where units are passages. */
  readonly runs: Runs | null
}

export class PhraseOperator extends ListingOperator {
  readonly cost: number
  readonly isClean = true
  private readonly phrase: Phrase
  private readonly fields: readonly PhraseField[]
  private readonly scoring: readonly WeightedCursor[]

  /** @param passages number of all passages */
  constructor(
    phrase: Phrase,
    fields: readonly PhraseField[],
    scoring: readonly WeightedCursor[],
    passages: number,
  ) {
    super()
    this.phrase = phrase
    this.fields = fields.map(field => ({ ...field, words: rarestFirst(field.words) }))
    this.scoring = scoring
    this.cost = this.fields.reduce(
      (sum, { words: [rarest] }) => sum + (rarest === undefined ? passages : costOf(rarest)),
      0,
    )
  }

  list(window: Window, scores: Float64Array | null): Int32Array {
    const places = this.places(window)
    if (scores === null || places.length === 0) return places
    const added = new Float64Array(places.length)
    this.score(shifted(places, window.from), added)
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      scores[place] = (scores[place] as number) + (added[at] as number)
    }
    return places
  }

  probe(passages: Int32Array, matched: Uint8Array, scores: Float64Array | null): void {
    const found = new Uint8Array(passages.length)
    for (const field of this.fields) {
      for (let at = 0; at < passages.length; at++) {
        if (found[at] === 1) continue
        const passage = passages[at] as number
        const unit = field.runs === null ? passage : (field.runs.unitOf[passage] as number)
        if (this.standsIn(field, unit)) found[at] = 1
      }
    }
    for (let at = 0; at < found.length; at++) if (found[at] === 1) matched[at] = 1
    if (scores === null) return
    const places = Int32Array.from(found.keys()).filter(at => found[at] === 1)
    const added = new Float64Array(places.length)
    this.score(
      places.map(at => passages[at] as number),
      added,
    )
    for (let at = 0; at < places.length; at++) {
      const place = places[at] as number
      scores[place] = (scores[place] as number) + (added[at] as number)
    }
  }

  private places(window: Window): Int32Array {
    const [field] = this.fields
    if (this.fields.length === 1 && field?.runs === null)
      return shifted(this.unitsIn(field, window), -window.from)
    const bits = makeBits(window.to - window.from)
    for (const { runs, ...rest } of this.fields) {
      for (const unit of this.unitsIn({ runs, ...rest }, window)) {
        const first = runs === null ? unit : (runs.starts[unit] as number)
        const end = runs === null ? unit + 1 : (runs.starts[unit + 1] as number)
        setRange(bits, Math.max(window.from, first) - window.from, Math.min(window.to, end) - window.from)
      }
    }
    return listBits(bits)
  }

  /** The units of a field that hold the phrase, among those that the window touches, ascending. */
  private unitsIn({ words, sequences, runs }: PhraseField, { from, to }: Window): Int32Array {
    const first = runs === null ? from : (runs.unitOf[from] as number)
    const end = runs === null ? to : (runs.unitOf[to - 1] as number) + 1
    if (words.length === 0) return Int32Array.from(sequences.scan(first, end, this.phrase))
    const units = unitsOfAll(words, first, end)
    let kept = 0
    for (let at = 0; at < units.length; at++) {
      const unit = units[at] as number
      if (sequences.contains(unit, this.phrase)) units[kept++] = unit
    }
    return units.subarray(0, kept)
  }

  private standsIn({ words, sequences }: PhraseField, unit: number): boolean {
    return holdsAll(words, unit) && sequences.contains(unit, this.phrase)
  }

  private score(passages: Int32Array, scores: Float64Array): void {
    const matched = new Uint8Array(passages.length)
    for (const { cursor, weight } of this.scoring) probeList(cursor, weight, passages, matched, scores)
  }
}

function costOf(cursors: readonly PostingCursor[]): number {
  return cursors.reduce((sum, { list }) => sum + list.passages, 0)
}

function rarestFirst(words: readonly (readonly PostingCursor[])[]): (readonly PostingCursor[])[] {
  return [...words].sort((a, b) => costOf(a) - costOf(b))
}

function holdsAll(words: readonly (readonly PostingCursor[])[], unit: number): boolean {
  for (const cursors of words) {
    let holds = false
    for (const cursor of cursors) if (cursor.frequencyIn(unit) > 0) holds = true
    if (!holds) return false
  }
  return true
}

/** The units of a range that each of the words has a posting of, ascending; the rarest word comes first. */
function unitsOfAll(words: readonly (readonly PostingCursor[])[], first: number, end: number): Int32Array {
  const [rarest = [], ...others] = words
  const mark = (cursors: readonly PostingCursor[]): Int32Array => {
    const bits = makeBits(end - first)
    for (const cursor of cursors) {
      if (!cursor.seek(first)) continue
      do markPassages(cursor, { from: first, to: end }, bits)
      while (cursor.at === cursor.count && cursor.nextBlock())
    }
    return bits
  }
  let units = listBits(mark(rarest))
  for (const [number, cursors] of others.entries()) {
    if (units.length === 0) break
    const swept = cursors.reduce(
      (sum, { list }) => sum + (list.count * (end - first)) / list.field.lengths.length,
      0,
    )
    if (units.length * PROBE_COST < swept) {
      const rest = others.slice(number)
      return shifted(units, first).filter(unit => holdsAll(rest, unit))
    }
    units = keepBits(units, mark(cursors), 0)
  }
  return shifted(units, first)
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
  private readonly child: Operator

  constructor(child: Operator, passages: number) {
    super()
    this.child = child
    this.cost = passages
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
  private readonly children: readonly Operator[]

  constructor(children: readonly Operator[], passages: number) {
    super()
    this.children = children
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

/** The rarest child is swept first; once few passages are left, the others are asked for these alone. */
export class AndOperator extends ListingOperator {
  readonly cost: number
  readonly isClean = false
  private readonly children: readonly Operator[]
  private readonly passages: number
  /** Whether so few passages are expected to match that scores are best added at the end, to these alone. */
  private readonly isSelective: boolean

  /** @param children one or more */
  constructor(children: readonly Operator[], passages: number) {
    super()
    this.children = [...children].sort((a, b) => a.cost - b.cost)
    this.cost = this.children[0]?.cost ?? passages
    this.passages = passages
    const swept = children.reduce((sum, { cost }) => sum + cost, 0)
    const expected = children.reduce((left, { cost }) => (left * cost) / passages, passages)
    this.isSelective = expected * children.length * PROBE_COST < swept / 2
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
      if (places.length * PROBE_COST < swept)
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
