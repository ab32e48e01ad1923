// How is each node of a query tree evaluated? Window by window: a run of passages whose bits and scores fit a cache.
//
// An operator is asked for ascending windows. It either sweeps a window (sets the bit of every match, adds its score) or
// probes given passages of it, whichever reads less. Sweeping reads postings in order; probing leaps between them.
import { UNDATED } from '../columns.ts'
import { andInto, countBits, hasBit, listBits, makeBits, orInto, setBit, setRange } from './bits.ts'
import type { PackedColumns } from './columns.ts'
import { type PostingCursor, type Runs, TABLED_FREQUENCIES, TABLED_LENGTHS } from './postings.ts'
import type { Phrase, Sequences } from './sequences.ts'

/** Passages `from` to `to`, the end left out; bit and score of passage p stand at `p - base`. */
export interface Window {
  readonly from: number
  readonly to: number
  /** `from`, or up to 31 less, so that bits of windows lie as those of all passages. */
  readonly base: number
}

export interface Operator {
  /** Passages that match at most, by which operators are ordered. */
  readonly cost: number
  /** Whether sweeping leaves scores of passages that do not match as they are. */
  readonly isClean: boolean
  /** Adds what matches to `bits` and its score to `scores`, where scores are wanted. */
  sweep(window: Window, bits: Uint32Array, scores: Float64Array | null): void
  /** Sets `matched[i]` to 1 where `passages[i]` matches, and adds its score to `scores[i]`. Passages ascend. */
  probe(passages: Uint32Array, matched: Uint8Array, scores: Float64Array | null): void
}

/** A list of postings and what a posting's saturation counts: term weight × field weight × idf. */
export interface WeightedCursor {
  readonly cursor: PostingCursor
  readonly weight: number
}

/** Probing a passage costs about as much as sweeping this many postings. */
const PROBE_COST = 6

/** Any of the terms in any of the fields. */
export class TermsOperator implements Operator {
  readonly cost: number
  readonly isClean = true
  private readonly cursors: readonly WeightedCursor[]

  constructor(cursors: readonly WeightedCursor[]) {
    this.cursors = cursors
    this.cost = cursors.reduce((sum, { cursor }) => sum + cursor.list.passages, 0)
  }

  sweep(window: Window, bits: Uint32Array, scores: Float64Array | null): void {
    for (const { cursor, weight } of this.cursors) sweepList(cursor, weight, window, bits, scores)
  }

  probe(passages: Uint32Array, matched: Uint8Array, scores: Float64Array | null): void {
    for (const { cursor, weight } of this.cursors) probeList(cursor, weight, passages, matched, scores)
  }
}

export function sweepList(
  cursor: PostingCursor,
  weight: number,
  window: Window,
  bits: Uint32Array,
  scores: Float64Array | null,
): void {
  const { runs } = cursor.list.field
  if (runs === null) {
    if (!cursor.seek(window.from)) return
    do {
      if (scores === null) markPassages(cursor, window, bits)
      else scorePassages(cursor, weight, window, bits, scores)
    } while (cursor.at === cursor.count && cursor.nextBlock())
    return
  }
  if (window.from < window.to && cursor.seek(runs.unitOf[window.from] as number))
    do scoreRuns(cursor, weight, runs.starts, window, bits, scores)
    while (cursor.at === cursor.count && cursor.nextBlock())
}

/** Leaves the cursor at the first posting beyond the window, or at the end of the block. */
function markPassages(cursor: PostingCursor, { to, base }: Window, bits: Uint32Array): void {
  const { units, count } = cursor
  let { at } = cursor
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const place = passage - base
    bits[place >>> 5] = (bits[place >>> 5] as number) | (1 << (place & 31))
  }
  cursor.at = at
}

function scorePassages(
  cursor: PostingCursor,
  weight: number,
  { to, base }: Window,
  bits: Uint32Array,
  scores: Float64Array,
): void {
  const { units, frequencies, count } = cursor
  const { field } = cursor.list
  const { lengths, table } = field
  let { at } = cursor
  for (; at < count; at++) {
    const passage = units[at] as number
    if (passage >= to) break
    const frequency = frequencies[at] as number
    const length = lengths[passage] as number
    const place = passage - base
    bits[place >>> 5] = (bits[place >>> 5] as number) | (1 << (place & 31))
    const saturation =
      frequency < TABLED_FREQUENCIES && length < TABLED_LENGTHS
        ? (table[frequency * TABLED_LENGTHS + length] as number)
        : field.saturation(frequency, passage)
    scores[place] = (scores[place] as number) + weight * saturation
  }
  cursor.at = at
}

/** As above, for lists of documents or sections: each unit stands for a run of passages. */
function scoreRuns(
  cursor: PostingCursor,
  weight: number,
  starts: Uint32Array,
  { from, to, base }: Window,
  bits: Uint32Array,
  scores: Float64Array | null,
): void {
  const { units, frequencies, count } = cursor
  let { at } = cursor
  for (; at < count; at++) {
    const unit = units[at] as number
    const first = starts[unit] as number
    if (first >= to) break
    const end = Math.min(to, starts[unit + 1] as number)
    const start = Math.max(from, first)
    setRange(bits, start - base, end - base)
    if (scores === null) continue
    const score = weight * cursor.list.field.saturation(frequencies[at] as number, unit)
    for (let place = start - base; place < end - base; place++)
      scores[place] = (scores[place] as number) + score
  }
  cursor.at = at
}

/** Adds the list's scores of given passages, which ascend. */
export function probeList(
  cursor: PostingCursor,
  weight: number,
  passages: Uint32Array,
  matched: Uint8Array,
  scores: Float64Array | null,
): void {
  const { field } = cursor.list
  for (let at = 0; at < passages.length; at++) {
    const unit = field.unitOf(passages[at] as number)
    const frequency = cursor.frequencyIn(unit)
    if (frequency === 0) continue
    matched[at] = 1
    if (scores !== null) scores[at] = (scores[at] as number) + weight * field.saturation(frequency, unit)
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

export class PhraseOperator implements Operator {
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
    this.phrase = phrase
    this.fields = fields.map(field => ({ ...field, words: rarestFirst(field.words) }))
    this.scoring = scoring
    this.cost = this.fields.reduce(
      (sum, { words: [rarest] }) => sum + (rarest === undefined ? passages : costOf(rarest)),
      0,
    )
  }

  sweep(window: Window, bits: Uint32Array, scores: Float64Array | null): void {
    const own = makeBits(window.to - window.base)
    for (const field of this.fields) this.sweepField(field, window, own)
    orInto(bits, own)
    if (scores === null) return
    const passages = listBits(own, countBits(own))
    for (let at = 0; at < passages.length; at++) passages[at] = (passages[at] as number) + window.base
    const added = new Float64Array(passages.length)
    this.score(passages, added)
    for (let at = 0; at < passages.length; at++) {
      const place = (passages[at] as number) - window.base
      scores[place] = (scores[place] as number) + (added[at] as number)
    }
  }

  probe(passages: Uint32Array, matched: Uint8Array, scores: Float64Array | null): void {
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
    const places = Uint32Array.from(found.keys()).filter(at => found[at] === 1)
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

  private sweepField(field: PhraseField, window: Window, bits: Uint32Array): void {
    const { runs, sequences } = field
    if (window.from >= window.to) return
    const first = runs === null ? window.from : (runs.unitOf[window.from] as number)
    const end = runs === null ? window.to : (runs.unitOf[window.to - 1] as number) + 1
    const mark = (unit: number): void => {
      if (runs === null) setBit(bits, unit - window.base)
      else
        setRange(
          bits,
          Math.max(window.from, runs.starts[unit] as number) - window.base,
          Math.min(window.to, runs.starts[unit + 1] as number) - window.base,
        )
    }
    const [rarest, ...others] = field.words
    if (rarest === undefined) {
      sequences.scan(first, end, this.phrase, mark)
      return
    }
    for (const cursor of rarest) {
      if (!cursor.seek(first)) continue
      do {
        const { units, count } = cursor
        for (; cursor.at < count; cursor.at++) {
          const unit = units[cursor.at] as number
          if (unit >= end) break
          if (rarest.length === 1 && !holdsAll(others, unit)) continue
          if (sequences.contains(unit, this.phrase)) mark(unit)
        }
      } while (cursor.at === cursor.count && cursor.nextBlock())
    }
  }

  private standsIn({ words, sequences }: PhraseField, unit: number): boolean {
    return holdsAll(words, unit) && sequences.contains(unit, this.phrase)
  }

  private score(passages: Uint32Array, scores: Float64Array): void {
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

/** Given passages, ascending, each once. */
export class PassagesOperator implements Operator {
  readonly cost: number
  readonly isClean = true
  private readonly passages: Uint32Array
  private at = 0

  constructor(passages: Uint32Array) {
    this.passages = passages
    this.cost = passages.length
  }

  sweep({ from, to, base }: Window, bits: Uint32Array): void {
    this.skipTo(from)
    for (; (this.passages[this.at] ?? to) < to; this.at++)
      setBit(bits, (this.passages[this.at] as number) - base)
  }

  probe(passages: Uint32Array, matched: Uint8Array): void {
    for (let at = 0; at < passages.length; at++) {
      const passage = passages[at] as number
      this.skipTo(passage)
      if (this.passages[this.at] === passage) matched[at] = 1
    }
  }

  private skipTo(passage: number): void {
    while ((this.passages[this.at] ?? passage) < passage) this.at++
  }
}

/** Passages of documents dated from one day to another, both included. */
export class DaysOperator implements Operator {
  readonly cost: number
  readonly isClean = true
  private readonly from: number
  private readonly to: number
  private readonly columns: PackedColumns

  constructor(from: number, to: number, columns: PackedColumns) {
    this.from = from
    this.to = to
    this.columns = columns
    this.cost = columns.passages
  }

  sweep({ from, to, base }: Window, bits: Uint32Array): void {
    const { documentOf, documentFirst } = this.columns
    for (let passage = from; passage < to; ) {
      const document = documentOf[passage] as number
      const end = Math.min(to, documentFirst[document + 1] as number)
      if (this.holds(document)) setRange(bits, passage - base, end - base)
      passage = end
    }
  }

  probe(passages: Uint32Array, matched: Uint8Array): void {
    for (let at = 0; at < passages.length; at++)
      if (this.holds(this.columns.documentOf[passages[at] as number] as number)) matched[at] = 1
  }

  private holds(document: number): boolean {
    const day = this.columns.day[document] as number
    return day !== UNDATED && day >= this.from && day <= this.to
  }
}

export class AllOperator implements Operator {
  readonly cost: number
  readonly isClean = true

  constructor(passages: number) {
    this.cost = passages
  }

  sweep({ from, to, base }: Window, bits: Uint32Array): void {
    setRange(bits, from - base, to - base)
  }

  probe(_passages: Uint32Array, matched: Uint8Array): void {
    matched.fill(1)
  }
}

export class NotOperator implements Operator {
  readonly cost: number
  readonly isClean = true
  private readonly child: Operator

  constructor(child: Operator, passages: number) {
    this.child = child
    this.cost = passages
  }

  sweep(window: Window, bits: Uint32Array): void {
    const { from, to, base } = window
    const excluded = makeBits(to - base)
    this.child.sweep(window, excluded, null)
    const all = makeBits(to - base)
    setRange(all, from - base, to - base)
    for (let at = 0; at < all.length; at++)
      bits[at] = (bits[at] as number) | ((all[at] as number) & ~(excluded[at] as number))
  }

  probe(passages: Uint32Array, matched: Uint8Array): void {
    const excluded = new Uint8Array(passages.length)
    this.child.probe(passages, excluded, null)
    for (let at = 0; at < excluded.length; at++) if (excluded[at] === 0) matched[at] = 1
  }
}

export class OrOperator implements Operator {
  readonly cost: number
  readonly isClean = true
  private readonly children: readonly Operator[]

  constructor(children: readonly Operator[], passages: number) {
    this.children = children
    this.cost = Math.min(
      passages,
      children.reduce((sum, { cost }) => sum + cost, 0),
    )
  }

  sweep(window: Window, bits: Uint32Array, scores: Float64Array | null): void {
    for (const child of this.children) {
      if (child.isClean || scores === null) {
        child.sweep(window, bits, scores)
        continue
      }
      const own = makeBits(window.to - window.base)
      const added = new Float64Array(window.to - window.base)
      child.sweep(window, own, added)
      for (let place = 0; place < added.length; place++)
        if (hasBit(own, place)) scores[place] = (scores[place] as number) + (added[place] as number)
      orInto(bits, own)
    }
  }

  probe(passages: Uint32Array, matched: Uint8Array, scores: Float64Array | null): void {
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
export class AndOperator implements Operator {
  readonly cost: number
  readonly isClean = false
  private readonly children: readonly Operator[]
  private readonly passages: number

  /** @param children one or more */
  constructor(children: readonly Operator[], passages: number) {
    this.children = [...children].sort((a, b) => a.cost - b.cost)
    this.cost = this.children[0]?.cost ?? passages
    this.passages = passages
  }

  sweep(window: Window, bits: Uint32Array, scores: Float64Array | null): void {
    const [first, ...others] = this.children
    const own = makeBits(window.to - window.base)
    first?.sweep(window, own, scores)
    for (const [number, child] of others.entries()) {
      const left = countBits(own)
      if (left === 0) return
      const swept = (child.cost * (window.to - window.from)) / this.passages
      if (left * PROBE_COST < swept) {
        orInto(bits, this.probeRest(window, own, left, others.slice(number), scores))
        return
      }
      const next = makeBits(window.to - window.base)
      child.sweep(window, next, scores)
      andInto(own, next)
    }
    orInto(bits, own)
  }

  probe(passages: Uint32Array, matched: Uint8Array, scores: Float64Array | null): void {
    let left = passages
    /** Where each of those left stands in `passages`. */
    let places = Uint32Array.from(passages.keys())
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

  private probeRest(
    window: Window,
    bits: Uint32Array,
    count: number,
    children: readonly Operator[],
    scores: Float64Array | null,
  ): Uint32Array {
    const passages = listBits(bits, count)
    for (let at = 0; at < passages.length; at++) passages[at] = (passages[at] as number) + window.base
    const matched = new Uint8Array(count)
    const added = scores === null ? null : new Float64Array(count)
    new AndOperator(children, this.passages).probe(passages, matched, added)
    const kept = makeBits(window.to - window.base)
    for (let at = 0; at < count; at++) {
      if (matched[at] === 0) continue
      const place = (passages[at] as number) - window.base
      setBit(kept, place)
      if (scores !== null && added !== null) scores[place] = (scores[place] as number) + (added[at] as number)
    }
    return kept
  }
}
