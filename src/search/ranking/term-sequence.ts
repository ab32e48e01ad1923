// A text as the ranking reads it: the numbers of its terms.

export interface TermSequence {
  /** The number of each token's index term, -1 for words that the index leaves out. */
  readonly terms: Int32Array
  readonly frequencies: Frequencies
}

/** A passage with its neighbours and its title, read as one text. */
export interface Context {
  readonly frequencies: Frequencies
  /** In tokens. */
  readonly length: number
}

/** How often each term stands in a text. */
export type Frequencies = ReadonlyMap<number, number>
