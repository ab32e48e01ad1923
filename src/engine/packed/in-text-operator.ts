// Which passages hold these words in order, or near each other? Those whose lists have all of them, and whose texts have them so.
import { keepBits, listBits, makeBits, setRange, shifted } from './bits.ts'
import type { PostingCursor, Window } from './cursor.ts'
import { ListingOperator, PROBE_COST } from './operators.ts'
import type { Runs } from './postings.ts'
import type { TextTest } from './sequences.ts'
import { markPassages, probeList } from './terms-operator.ts'

/** How words are sought in one field: each by its lists, then in the texts that have all of them. */
export interface InTextField {
  /** For each word with terms the lists of its terms; any of them will do. */
  readonly words: readonly (readonly PostingCursor[])[]
  readonly texts: TextTest
  /** Null where units are passages. */
  readonly runs: Runs | null
}

export class InTextOperator extends ListingOperator {
  readonly cost: number
  readonly lists: number
  readonly isClean = true
  private readonly fields: readonly InTextField[]
  private readonly scoring: readonly PostingCursor[]

  /** @param passages number of all passages */
  constructor(fields: readonly InTextField[], scoring: readonly PostingCursor[], passages: number) {
    super()
    this.fields = fields.map(field => ({ ...field, words: rarestFirst(field.words) }))
    this.scoring = scoring
    this.lists = fields.reduce((sum, { words }) => sum + Math.max(1, words.flat().length), 0)
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

  /** The units of a field that hold the words so, among those that the window touches, ascending. */
  private unitsIn({ words, texts, runs }: InTextField, { from, to }: Window): Int32Array {
    const first = runs === null ? from : (runs.unitOf[from] as number)
    const end = runs === null ? to : (runs.unitOf[to - 1] as number) + 1
    if (words.length === 0) return Int32Array.from(texts.scan(first, end))
    const units = unitsOfAll(words, first, end)
    let kept = 0
    for (let at = 0; at < units.length; at++) {
      const unit = units[at] as number
      if (texts.holds(unit)) units[kept++] = unit
    }
    return units.subarray(0, kept)
  }

  private standsIn({ words, texts }: InTextField, unit: number): boolean {
    return holdsAll(words, unit) && texts.holds(unit)
  }

  private score(passages: Int32Array, scores: Float64Array): void {
    const matched = new Uint8Array(passages.length)
    for (const cursor of this.scoring) probeList(cursor, passages, matched, scores)
  }
}

export function costOf(cursors: readonly PostingCursor[]): number {
  return cursors.reduce((sum, { list }) => sum + list.passages, 0)
}

function rarestFirst(words: readonly (readonly PostingCursor[])[]): (readonly PostingCursor[])[] {
  return [...words].sort((a, b) => costOf(a) - costOf(b))
}

function holdsAll(words: readonly (readonly PostingCursor[])[], unit: number): boolean {
  for (const cursors of words) {
    let holds = false
    for (const cursor of cursors) if (cursor.stands(unit)) holds = true
    if (!holds) return false
  }
  return true
}

/** The units of a range that each of the words has a posting of, ascending; the rarest word comes first. */
function unitsOfAll(words: readonly (readonly PostingCursor[])[], first: number, end: number): Int32Array {
  const range: Window = { from: first, to: end }
  const [rarest = [], ...others] = words
  const mark = (cursors: readonly PostingCursor[]): Int32Array => {
    const bits = makeBits(end - first)
    for (const cursor of cursors) {
      if (!cursor.seek(first)) continue
      do markPassages(cursor, range, bits)
      while (cursor.at === cursor.count && cursor.nextBlock())
    }
    return bits
  }
  let units = listBits(mark(rarest))
  for (const [number, cursors] of others.entries()) {
    if (units.length === 0) break
    const swept = cursors.reduce((sum, cursor) => sum + cursor.postingsIn(range), 0)
    if (units.length * cursors.length * PROBE_COST < swept) {
      const rest = others.slice(number)
      return shifted(units, first).filter(unit => holdsAll(rest, unit))
    }
    units = keepBits(units, mark(cursors), 0)
  }
  return shifted(units, first)
}
