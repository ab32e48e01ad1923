// Where do postings wait until all passages are read? In memory up to a limit, then in sorted runs on disk.
//
//   run    for each term that has postings, by number: varint step from the term before · for each field: varint count ·
//          count × (varint step from the unit before, varint frequency)
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FIELDS, type Field } from '../../domain/query.ts'
import { ByteReader, GrowableBytes, GrowableWords } from '../growable.ts'
import { writeWhole } from '../whole-io.ts'

/** Bytes of a posting while it waits and is sorted. */
const POSTING_BYTES = 24
/** Bytes that are read of a run at a time. */
const WINDOW = 1 << 20
/** Bytes that one number can take at most. */
const VARINT = 5

interface Waiting {
  readonly terms: GrowableWords
  readonly units: GrowableWords
  readonly frequencies: GrowableWords
}

/** The terms of one unit. */
export interface UnitTerms {
  /** Each once. */
  readonly terms: readonly number[]
  /** How often a term stands in the unit. */
  of(term: number): number
}

/** The postings of one term in one field, units ascending. */
export interface TermPostings {
  readonly units: GrowableWords
  readonly frequencies: GrowableWords
}

/** Takes postings with units that ascend in each field, gives them back by term. */
export class PostingRuns {
  private readonly limit: number
  private readonly folder: string
  private readonly waiting = new Map<Field, Waiting>()
  private readonly paths: string[] = []

  /**
   * @param limit bytes of memory that postings may take before they are written to disk
   * @param folder where runs are written; it must exist
   */
  constructor(limit: number, folder: string) {
    this.limit = limit
    this.folder = folder
    for (const field of FIELDS)
      this.waiting.set(field, {
        terms: new GrowableWords(),
        units: new GrowableWords(),
        frequencies: new GrowableWords(),
      })
  }

  /** Takes the postings of the next unit of a field. */
  add(field: Field, unit: number, found: UnitTerms): void {
    const { terms, units, frequencies } = this.waitingIn(field)
    for (const term of found.terms) {
      terms.push(term)
      units.push(unit)
      frequencies.push(found.of(term))
    }
  }

  /** Writes a run where the limit is reached. @param terms number of terms so far */
  spillIfFull(terms: number): void {
    let postings = 0
    for (const waiting of this.waiting.values()) postings += waiting.terms.length
    if (postings * POSTING_BYTES >= this.limit) this.spill(terms)
  }

  private spill(terms: number): void {
    const path = join(this.folder, `postings-${this.paths.length}.run`)
    const file = openSync(path, 'wx')
    try {
      this.encode(terms, bytes => writeWhole(file, bytes))
    } finally {
      closeSync(file)
    }
    this.paths.push(path)
  }

  /** Calls back for every term in order of number, the postings of all runs together; empties the runs. */
  merge(terms: number, onTerm: (term: number, byField: ReadonlyMap<Field, TermPostings>) => void): void {
    const last: Uint8Array[] = []
    if (this.paths.length > 0) this.spill(terms)
    else this.encode(terms, bytes => last.push(bytes.slice()))
    this.waiting.clear()
    const runs: RunReader[] = []
    try {
      for (const source of [...this.paths, Buffer.concat(last)]) runs.push(new RunReader(source))
      this.mergeRuns(runs, terms, onTerm)
    } finally {
      for (const run of runs) run.close()
    }
    for (const path of this.paths) rmSync(path, { force: true })
  }

  private mergeRuns(
    runs: readonly RunReader[],
    terms: number,
    onTerm: (term: number, byField: ReadonlyMap<Field, TermPostings>) => void,
  ): void {
    const merged = new Map(
      FIELDS.map(field => [field, { units: new GrowableWords(), frequencies: new GrowableWords() }]),
    )
    for (let term = 0; term < terms; term++) {
      for (const { units, frequencies } of merged.values()) {
        units.clear()
        frequencies.clear()
      }
      for (const run of runs) if (run.term === term) run.read(merged)
      onTerm(term, merged)
    }
  }

  private waitingIn(field: Field): Waiting {
    return this.waiting.get(field) as Waiting // every field has its entry from the constructor on
  }

  /** Sorts what waits by term, keeping the order of units, writes it and forgets it. */
  private encode(terms: number, write: (bytes: Uint8Array) => void): void {
    const sorted = FIELDS.map(field => sortByTerm(this.waitingIn(field), terms))
    const bytes = new GrowableBytes(WINDOW)
    let before = -1
    for (let term = 0; term < terms; term++) {
      if (sorted.every(({ starts }) => starts[term] === starts[term + 1])) continue
      bytes.pushVarint(term - before)
      before = term
      for (const { starts, units, frequencies } of sorted) {
        const end = starts[term + 1] ?? 0
        let at = starts[term] ?? 0
        bytes.pushVarint(end - at)
        let unit = 0
        for (; at < end; at++) {
          const next = units[at] ?? 0
          bytes.pushVarint(next - unit)
          bytes.pushVarint(frequencies[at] ?? 0)
          unit = next
        }
        if (bytes.length > WINDOW) {
          write(bytes.view)
          bytes.clear()
        }
      }
    }
    write(bytes.view)
    for (const waiting of this.waiting.values()) {
      waiting.terms.clear()
      waiting.units.clear()
      waiting.frequencies.clear()
    }
  }
}

interface Sorted {
  /** Where each term's postings begin; one more than there are terms. */
  readonly starts: Uint32Array
  readonly units: Uint32Array
  readonly frequencies: Uint32Array
}

/** A counting sort: stable, so that units stay in order. */
function sortByTerm(waiting: Waiting, terms: number): Sorted {
  const numbers = waiting.terms.view
  const starts = new Uint32Array(terms + 1)
  for (let at = 0; at < numbers.length; at++) {
    const slot = (numbers[at] ?? 0) + 1
    starts[slot] = (starts[slot] ?? 0) + 1
  }
  for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  const next = starts.slice()
  const units = new Uint32Array(numbers.length)
  const frequencies = new Uint32Array(numbers.length)
  const from = waiting.units.view
  const counts = waiting.frequencies.view
  for (let at = 0; at < numbers.length; at++) {
    const term = numbers[at] ?? 0
    const place = next[term] ?? 0
    next[term] = place + 1
    units[place] = from[at] ?? 0
    frequencies[place] = counts[at] ?? 0
  }
  return { starts, units, frequencies }
}

/** Reads a run term by term, from memory or through a window of the file. */
class RunReader {
  /** The term whose postings come next; -1 at the end. */
  term = -1
  private file: number | null
  private reader: ByteReader
  /** Bytes of the window that are filled. */
  private filled: number

  constructor(source: string | Uint8Array) {
    this.file = typeof source === 'string' ? openSync(source, 'r') : null
    this.reader = new ByteReader(typeof source === 'string' ? new Uint8Array(WINDOW) : source)
    this.filled = typeof source === 'string' ? 0 : source.length
    if (this.file !== null) this.reader.at = 0
    try {
      this.advance()
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Appends the postings of `term`, and moves on. */
  read(into: ReadonlyMap<Field, TermPostings>): void {
    for (const { units, frequencies } of into.values()) {
      let unit = 0
      for (let left = this.varint(); left > 0; ) {
        const { reader } = this
        // As many as are surely in the window are read without looking at its end.
        const sure = Math.max(1, Math.min(left, Math.floor((this.filled - reader.at) / (2 * VARINT))))
        if (reader.at + 2 * VARINT > this.filled) this.fill()
        for (let next = 0; next < sure; next++) {
          unit += reader.varint()
          units.push(unit)
          frequencies.push(reader.varint())
        }
        left -= sure
      }
    }
    this.advance()
  }

  close(): void {
    const { file } = this
    this.file = null
    if (file !== null) closeSync(file)
  }

  private advance(): void {
    if (this.reader.at + VARINT > this.filled) this.fill()
    this.term = this.reader.at < this.filled ? this.term + this.varint() : -1
  }

  private varint(): number {
    if (this.reader.at + VARINT > this.filled) this.fill()
    return this.reader.varint()
  }

  private fill(): void {
    if (this.file === null) return
    const { bytes, at } = this.reader
    bytes.copyWithin(0, at, this.filled)
    this.filled -= at
    this.reader.at = 0
    while (this.filled < bytes.length) {
      const read = readSync(this.file, bytes, this.filled, bytes.length - this.filled, null)
      if (read === 0) break
      this.filled += read
    }
  }
}
