// How often do the words of a query stand in the document of a hit? Counted in a window around it, each window once.
import type { Records } from '../../bundle/records.ts'
import type { TermCounter } from '../../engine/engine.ts'
import { RANKING } from './parameters.ts'
import type { CountedText, PassageTerms } from './passage-terms.ts'

/** For one query: frequencies are those of its terms alone. */
export class DocumentWindows {
  private readonly terms: PassageTerms
  private readonly records: Records
  private readonly wanted: ReadonlySet<number>
  private readonly count: TermCounter
  /** By the first passage, which says where the window ends. */
  private readonly windows = new Map<number, CountedText>()

  constructor(terms: PassageTerms, records: Records, wanted: Iterable<number>) {
    this.terms = terms
    this.records = records
    this.wanted = new Set([...wanted].filter(term => term >= 0))
    this.count = terms.counter(this.wanted)
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
    const words = this.terms.title(index)
    for (const term of words)
      if (this.wanted.has(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + title)
    const inTexts = this.count(first, Math.min(to, first + passages), frequencies)
    const window = { frequencies, length: title * words.length + inTexts }
    this.windows.set(first, window)
    return window
  }
}
