// Which trigrams does a term have? Lists of numbers, one after the other in one array: a search asks for some thousand terms, and an array for
// each would take longer to reach than to read.

/** Terms that are kept; each has one slot, which keeps the one that was asked for last. A power of two. */
const TERMS = 1 << 17
/** Numbers that are kept; all are forgotten when there are more. */
const KEPT = 1 << 20

export class TermTrigrams {
  /** At the place of a term: how many trigrams it has, and then these. */
  readonly lists = new Int32Array(KEPT)
  private end = 0
  /** For each slot the term + 1, 0 where nothing is kept, and the term's place. */
  private readonly slots = new Int32Array(2 * TERMS)
  private readonly trigramsOf: (term: number) => readonly number[]

  constructor(trigramsOf: (term: number) => readonly number[]) {
    this.trigramsOf = trigramsOf
  }

  /** Where the term's list is, until the next call. @param term from 0 */
  placeOf(term: number): number {
    const { slots, lists } = this
    const slot = 2 * (term & (TERMS - 1))
    if (slots[slot] === term + 1) return slots[slot + 1] as number
    // None is as long as all that are kept.
    const trigrams = this.trigramsOf(term).slice(0, KEPT - 1)
    if (this.end + trigrams.length + 1 > KEPT) {
      slots.fill(0)
      this.end = 0
    }
    const place = this.end
    lists[place] = trigrams.length
    lists.set(trigrams, place + 1)
    this.end += trigrams.length + 1
    slots[slot] = term + 1
    slots[slot + 1] = place
    return place
  }
}
