// How often do the words of a query stand in the document of a hit? Counted in a window around it, each window once.
import type { Records } from '../../bundle/records.ts'
import { RANKING } from './parameters.ts'
import type { CountedText, PassageTerms } from './passage-terms.ts'

/** For one query: frequencies are those of its terms alone. */
export class DocumentWindows {
  private readonly terms: PassageTerms
  private readonly records: Records
  /** 1 at the number of each wanted term. */
  private readonly wanted: Uint8Array
  /** By the first passage, which says where the window ends. */
  private readonly windows = new Map<number, CountedText>()

  constructor(terms: PassageTerms, records: Records, wanted: Iterable<number>) {
    this.terms = terms
    this.records = records
    const numbers = [...wanted].filter(term => term >= 0)
    this.wanted = new Uint8Array(numbers.reduce((most, term) => Math.max(most, term), -1) + 1)
    for (const term of numbers) this.wanted[term] = 1
  }

  /**
   * The whole document or, where it is long, `RANKING.document.passages` passages with this one in the middle; and its title, each word
   * `RANKING.document.title` times.
   */
  around(index: number): CountedText {
    const { from, to } = this.records.passageRange(this.records.documentOf(index).id)
    const { passages, title } = RANKING.document
    const first = Math.max(from, Math.min(index - (passages >> 1), to - passages))
    const known = this.windows.get(first)
    if (known !== undefined) return known
    const frequencies = new Map<number, number>()
    let length = this.count(this.terms.title(index).terms, title, frequencies)
    for (let at = first; at < Math.min(to, first + passages); at++)
      length += this.count(this.terms.passage(at).terms, 1, frequencies)
    const window = { frequencies, length }
    this.windows.set(first, window)
    return window
  }

  /** @returns the number of all terms, each `times` */
  private count(terms: Int32Array, times: number, frequencies: Map<number, number>): number {
    const { wanted } = this
    for (const term of terms)
      if (term >= 0 && term < wanted.length && wanted[term] === 1)
        frequencies.set(term, (frequencies.get(term) ?? 0) + times)
    return terms.length * times
  }
}
