// Which different words stand in the texts of these hits, and how often? Numbered once for all of them, so that what a word is worth is
// worked out once, and looked up by place.

/** The words of a hit by the numbers of their terms; below 0 for words that the index leaves out. */
export interface HitWords {
  readonly passage: Int32Array
  readonly title: Int32Array
}

export class HitTexts {
  /** The different terms of all texts, in the order in which they come. A term's place in it stands for it below. */
  readonly terms: Int32Array
  /** Where each text begins among the entries, and where the last ends. */
  private readonly starts: Int32Array
  /** An entry for each different term of a text, in the order in which they come: its place, and how often the term stands there. */
  private readonly places: Int32Array
  private readonly counts: Int32Array
  /** How often in the passage, without the title. */
  private readonly inPassage: Int32Array

  constructor(words: readonly HitWords[]) {
    const size = words.reduce((sum, { passage, title }) => sum + passage.length + title.length, 0)
    const numbers = new TermPlaces(size)
    this.starts = new Int32Array(words.length + 1)
    this.places = new Int32Array(size)
    this.counts = new Int32Array(size)
    this.inPassage = new Int32Array(size)
    /** By place: 1 + the last entry of the term. */
    const entries = new Int32Array(size)
    let end = 0
    const add = (terms: Int32Array, first: number, counts: Int32Array): void => {
      for (let at = 0; at < terms.length; at++) {
        const term = terms[at] as number
        if (term < 0) continue
        const place = numbers.placeOf(term)
        let entry = (entries[place] as number) - 1
        if (entry < first) {
          entry = end++
          entries[place] = end
          this.places[entry] = place
        }
        counts[entry] = (counts[entry] as number) + 1
      }
    }
    for (const [text, { passage, title }] of words.entries()) {
      const first = end
      add(passage, first, this.inPassage)
      for (let entry = first; entry < end; entry++) this.counts[entry] = this.inPassage[entry] as number
      add(title, first, this.counts)
      this.starts[text + 1] = end
    }
    this.terms = numbers.terms
  }

  /** Number of texts. */
  get size(): number {
    return this.starts.length - 1
  }

  /** Goes through the different terms of a text: passage and title. */
  each(text: number, onTerm: (place: number, count: number) => void): void {
    const { starts, places, counts } = this
    const end = starts[text + 1] ?? 0
    for (let entry = starts[text] ?? 0; entry < end; entry++)
      onTerm(places[entry] as number, counts[entry] as number)
  }

  /** By place: 1 for each of the given terms. */
  marks(wanted: ReadonlySet<number>): Uint8Array {
    const { terms } = this
    const marks = new Uint8Array(terms.length)
    for (let place = 0; place < terms.length; place++)
      if (wanted.has(terms[place] as number)) marks[place] = 1
    return marks
  }

  /** How often each of some terms stands in the passage of a text. @param isWanted by place: 1 for those terms */
  inPassageOf(text: number, isWanted: Uint8Array): Map<number, number> {
    const { starts, places, inPassage, terms } = this
    const found = new Map<number, number>()
    const end = starts[text + 1] ?? 0
    for (let entry = starts[text] ?? 0; entry < end; entry++) {
      const place = places[entry] as number
      const count = inPassage[entry] as number
      if (isWanted[place] === 1 && count > 0) found.set(terms[place] as number, count)
    }
    return found
  }
}

/** Gives terms places from 0, in the order in which they come. Open addressing: Knuth, TAOCP 3, section 6.4, algorithm L. */
class TermPlaces {
  /** 1 + the place of the term that is kept in each slot; 0 where it is free. At most half are taken. */
  private readonly slots: Int32Array
  private readonly known: Int32Array
  private count = 0

  /** @param most different terms */
  constructor(most: number) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 1)))
    this.known = new Int32Array(most)
  }

  get terms(): Int32Array {
    return this.known.subarray(0, this.count)
  }

  placeOf(term: number): number {
    const { slots, known } = this
    const last = slots.length - 1
    let slot = Math.imul(term, 0x9e3779b1) & last
    for (let taken = slots[slot] as number; taken !== 0; taken = slots[slot] as number) {
      if (known[taken - 1] === term) return taken - 1
      slot = (slot + 1) & last
    }
    known[this.count] = term
    slots[slot] = ++this.count
    return this.count - 1
  }
}
