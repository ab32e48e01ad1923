// How do a term's postings lie in the file? Blocks of 128, the rest as variable-length numbers.
//
//   list      varint count · varint passages (titles and headings only) · [varint first block] · rest
//   rest      count modulo 128 × (varint (step << 1 | frequency is 1), [varint frequency]); step from the unit before, less 1
//   block     in arrays beside the lists: last unit, first word, bits of steps and of frequencies
//   term      byte mask of fields · for each field of the mask: varint bytes of the list · list
import { FIELDS, type Field } from '../../domain/query.ts'
import { GrowableBytes, GrowableWords } from '../growable.ts'
import type { NumericArray } from './array-file.ts'
import { BLOCK, bitsFor, packBlock } from './bit-packing.ts'
import { assertFits, UNITS } from './layout.ts'
import type { TermPostings } from './posting-runs.ts'

/** What the writer must know of a field before it writes the first list. */
export interface FieldShape {
  /** Number of different terms of each unit. */
  readonly lengths: Uint32Array
  /** Mean over passages. */
  readonly mean: number
  /** First passage of each unit, and the number of passages at the end; null where units are passages. */
  readonly starts: Uint32Array | null
}

export class PostingWriter {
  private readonly lists = new GrowableBytes(1 << 16)
  private readonly termStarts = new GrowableWords()
  private readonly words = new GrowableWords(1 << 16)
  private readonly blockLast = new GrowableWords()
  private readonly blockStart = new GrowableWords()
  private readonly blockBits = new GrowableWords()
  private readonly list = new GrowableBytes()
  private readonly steps = new Uint32Array(BLOCK)
  private readonly lessOne = new Uint32Array(BLOCK)
  private readonly pushWord = (word: number): void => this.words.push(word)
  private readonly shapes: Readonly<Record<Field, FieldShape>>

  constructor(shapes: Readonly<Record<Field, FieldShape>>) {
    this.shapes = shapes
  }

  /** Terms come in order of number, without gaps. */
  addTerm(byField: ReadonlyMap<Field, TermPostings>): void {
    this.termStarts.push(this.lists.length)
    let mask = 0
    for (const [number, field] of FIELDS.entries())
      if ((byField.get(field)?.units.length ?? 0) > 0) mask |= 1 << number
    this.lists.push(mask)
    for (const field of FIELDS) {
      const postings = byField.get(field)
      if (postings === undefined || postings.units.length === 0) continue
      this.list.clear()
      this.encodeList(field, postings.units.view, postings.frequencies.view)
      this.lists.pushVarint(this.list.length)
      this.lists.append(this.list.view)
    }
  }

  finish(): Record<string, NumericArray> {
    this.termStarts.push(this.lists.length)
    assertFits(this.lists.length, 'postings')
    assertFits(this.words.length, 'postings')
    return {
      terms: this.termStarts.view,
      lists: this.lists.view,
      'block.last': this.blockLast.view,
      'block.start': this.blockStart.view,
      'block.bits': Uint16Array.from(this.blockBits.view),
      words: this.words.view,
    }
  }

  private encodeList(field: Field, units: Uint32Array, frequencies: Uint32Array): void {
    const { list } = this
    const { starts } = this.shapes[field]
    list.pushVarint(units.length)
    if (UNITS[field] !== 'passage' && starts !== null) {
      let passages = 0
      for (const unit of units) passages += (starts[unit + 1] ?? 0) - (starts[unit] ?? 0)
      list.pushVarint(passages)
    }
    const whole = units.length - (units.length % BLOCK)
    if (whole > 0) list.pushVarint(this.blockLast.length)
    let before = -1
    for (let from = 0; from < whole; from += BLOCK) {
      this.encodeBlock(units, frequencies, from, before)
      before = units[from + BLOCK - 1] ?? 0
    }
    for (let at = whole; at < units.length; at++) {
      const unit = units[at] ?? 0
      const frequency = frequencies[at] ?? 0
      list.pushVarint(((unit - before - 1) << 1) | (frequency === 1 ? 1 : 0))
      if (frequency !== 1) list.pushVarint(frequency)
      before = unit
    }
  }

  private encodeBlock(units: Uint32Array, frequencies: Uint32Array, from: number, before: number): void {
    let last = before
    for (let at = 0; at < BLOCK; at++) {
      const unit = units[from + at] ?? 0
      this.steps[at] = unit - last - 1
      this.lessOne[at] = (frequencies[from + at] ?? 1) - 1
      last = unit
    }
    const stepBits = bitsFor(this.steps)
    const frequencyBits = bitsFor(this.lessOne)
    this.blockLast.push(last)
    this.blockStart.push(this.words.length)
    this.blockBits.push(stepBits | (frequencyBits << 8))
    packBlock(this.steps, stepBits, this.pushWord)
    packBlock(this.lessOne, frequencyBits, this.pushWord)
  }
}
