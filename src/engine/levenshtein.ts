// How far is a word from this one? An automaton that reads words letter by letter, its states made when first met.
// The automaton of Schulz and Mihov, "Fast string correction with Levenshtein automata" (2002), with transpositions of
// neighbours; a pair that is transposed is not edited again (optimal string alignment).

/** The distances of a state, one byte for each letter of the pattern and one before: plainly, and with half a transposition read. */
type Rows = Uint8Array

const DEAD = 0

/** Edits by which words may differ that are spelt like this one: none for three letters, as that would be any word, one up to seven, then two. */
export function editsAllowed(word: string): 0 | 1 | 2 {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2
}

export class LevenshteinAutomaton {
  private readonly pattern: string
  private readonly limit: number
  private readonly states: Rows[] = []
  private readonly numbers = new Map<string, number>()
  /** For each state: the next by code unit; letters that the pattern lacks are all -1. */
  private readonly steps: Map<number, number>[] = []
  private readonly letters: ReadonlySet<number>
  readonly start: number

  /** @param limit the largest distance that is told from others, in edits */
  constructor(pattern: string, limit: number) {
    this.pattern = pattern
    this.limit = limit
    this.letters = new Set(Array.from({ length: pattern.length }, (_, at) => pattern.charCodeAt(at)))
    const size = pattern.length + 1
    this.add(new Uint8Array(2 * size).fill(limit + 1))
    this.start = this.add(
      Uint8Array.from({ length: 2 * size }, (_, at) => (at < size ? Math.min(at, limit + 1) : limit + 1)),
    )
  }

  /** The state after one more code unit; `DEAD` once no further letters can come near. */
  step(state: number, unit: number): number {
    const letter = this.letters.has(unit) ? unit : -1
    const known = this.steps[state]?.get(letter)
    if (known !== undefined) return known
    const next = this.add(this.advance(this.states[state] ?? new Uint8Array(0), letter))
    this.steps[state]?.set(letter, next)
    return next
  }

  isDead(state: number): boolean {
    return state === DEAD
  }

  /** The distance of what was read, or the limit and one where it is further. */
  distance(state: number): number {
    return this.states[state]?.[this.pattern.length] ?? this.limit + 1
  }

  /** The distance of a whole word, or the limit and one where it is further. */
  measure(word: string): number {
    let state = this.start
    for (let at = 0; at < word.length && state !== DEAD; at++) state = this.step(state, word.charCodeAt(at))
    return this.distance(state)
  }

  private advance(rows: Rows, letter: number): Rows {
    const { pattern, limit } = this
    const size = pattern.length + 1
    const next = new Uint8Array(2 * size).fill(limit + 1)
    const improve = (at: number, distance: number): void => {
      if (distance < (next[at] ?? 0)) next[at] = distance
    }
    for (let at = 0; at < size; at++) {
      const plain = rows[at] ?? 0
      const half = rows[size + at] ?? 0
      improve(at, plain + 1)
      if (at === pattern.length) break
      improve(at + 1, plain + (pattern.charCodeAt(at) === letter ? 0 : 1))
      if (at + 1 < pattern.length) {
        if (pattern.charCodeAt(at + 1) === letter) improve(size + at, plain + 1)
        if (pattern.charCodeAt(at) === letter) improve(at + 2, half)
      }
    }
    for (let at = 1; at < size; at++) improve(at, (next[at - 1] ?? 0) + 1)
    return next
  }

  private add(rows: Rows): number {
    const key = rows.join()
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.states.push(rows) - 1
    this.numbers.set(key, number)
    this.steps.push(new Map())
    return number
  }
}

/** Measures words that come in order: the states of what a word shares with the one before it are kept. */
export class SimilarWords {
  private readonly automaton: LevenshteinAutomaton
  private readonly states: number[]
  private before = ''

  constructor(pattern: string, limit: number) {
    this.automaton = new LevenshteinAutomaton(pattern, limit)
    this.states = [this.automaton.start]
  }

  /** The word's distance, or the beginning after which no letters can bring a word within the limit. */
  measure(word: string): { readonly distance: number } | { readonly beginning: string } {
    const { automaton, states, before } = this
    let length = 0
    const most = Math.min(word.length, before.length, states.length - 1)
    while (length < most && word.charCodeAt(length) === before.charCodeAt(length)) length++
    this.before = word
    let state = states[length] as number // states hold one entry more than `length`
    while (length < word.length && !automaton.isDead(state)) {
      state = automaton.step(state, word.charCodeAt(length))
      length++
      states[length] = state
    }
    states.length = length + 1
    return automaton.isDead(state)
      ? { beginning: word.slice(0, length) }
      : { distance: automaton.distance(state) }
  }
}
