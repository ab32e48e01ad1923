// Which words have this in them, the most frequent first? Words of a dictionary as one text, which the runtime searches many times faster than
// the dictionary can be read.
import { Deadline } from '../../domain/deadline.ts'
import { GrowableBytes } from '../growable.ts'
import { type MeantWords, WORDS_AT_A_TIME } from '../vocabulary.ts'
import type { Dictionary, Places } from './dictionary.ts'

/** Stands before and after each word, and in none. */
const END = '\n'

/** A beginning of fewer than one in so many words is looked up in the dictionary; the first words of others come soon in the text. */
const ONE_IN = 64
/** Stands for a word in no passage. */
const NOWHERE = 0xffffffff

/** What the dictionary says of a word. */
export interface JoinedWord {
  readonly word: string
  readonly figures: readonly number[]
}

export class JoinedWords {
  private readonly text: string
  /** Where each word begins in the text; one more for the end. */
  private readonly starts: Uint32Array
  /** The figures of each word, so many, one after the other. */
  private readonly figures: Uint32Array
  private readonly count: number
  private readonly dictionary: Dictionary
  /** The place in the dictionary of the first word. */
  private readonly from: number
  /** The number that each place of the dictionary has here. */
  private readonly numbers: Uint32Array
  /** Whether some code point of the text takes two code units. */
  private readonly hasPairs: boolean

  private constructor(
    dictionary: Dictionary,
    from: number,
    text: string,
    { starts, figures, numbers }: Record<'starts' | 'figures' | 'numbers', Uint32Array>,
  ) {
    this.text = text
    this.starts = starts
    this.figures = figures
    this.count = dictionary.figures
    this.dictionary = dictionary
    this.from = from
    this.numbers = numbers
    this.hasPairs = /[\u{10000}-\u{10ffff}]/u.test(text)
  }

  /**
   * Those of the words that stand in some passage. Lets others have their turn while it reads.
   * @param passages which of each word's figures says in how many it stands
   */
  static async of(dictionary: Dictionary, { from, to }: Places, passages: number): Promise<JoinedWords> {
    const spelled = new GrowableBytes()
    const ends = new Uint32Array(to - from)
    const { figures: count } = dictionary
    const figures = new Uint32Array((to - from) * count)
    const all = new Deadline(Infinity)
    for (let at = from; at < to; at += WORDS_AT_A_TIME) {
      const some = { from: at, to: Math.min(to, at + WORDS_AT_A_TIME) }
      dictionary.spell(some, (letters, numbers, place) => {
        spelled.append(letters)
        ends[place - from] = spelled.length
        figures.set(numbers, (place - from) * count)
      })
      await all.share()
    }
    const order = largestFirst(ends.map((_, word) => figures[word * count + passages] as number))
    const joined = new GrowableBytes(spelled.length + order.length + 1)
    const starts = new Uint32Array(order.length + 1)
    const ordered = new Uint32Array(order.length * count)
    const numbers = new Uint32Array(to - from).fill(NOWHERE)
    joined.push(END.charCodeAt(0))
    starts[0] = END.length
    for (const [number, word] of order.entries()) {
      const letters = spelled.view.subarray(ends[word - 1] ?? 0, ends[word])
      joined.append(letters)
      joined.push(END.charCodeAt(0))
      starts[number + 1] = (starts[number] as number) + unitsOf(letters) + END.length
      ordered.set(figures.subarray(word * count, (word + 1) * count), number * count)
      numbers[word] = number
      if (number % WORDS_AT_A_TIME === 0) await all.share()
    }
    const text = Buffer.from(joined.view).toString('utf8')
    return new JoinedWords(dictionary, from, text, { starts, figures: ordered, numbers })
  }

  /** The words that start with it and are meant, the most frequent first; null now and then, when others may have their turn. */
  *meant(
    prefix: string,
    { parts, least, most, isMeant }: MeantWords,
  ): Generator<JoinedWord | null, undefined> {
    const longest = this.hasPairs ? 2 * most : most
    let looked = 0
    for (const at of this.numbersOf(prefix, parts)) {
      const length = (this.starts[at + 1] as number) - (this.starts[at] as number) - END.length
      if (length >= least && length <= longest) {
        const word = this.wordAt(at)
        if (isMeant(word)) yield { word, figures: this.figuresOf(at) }
      }
      if (++looked % WORDS_AT_A_TIME === 0) yield null
    }
  }

  /** Numbers of words that start with the prefix or, where it is empty, have one of the parts: in ascending order. */
  private numbersOf(prefix: string, parts: readonly string[]): Iterable<number> {
    if (prefix === '') return this.withParts(parts)
    const { from, to } = this.dictionary.placesWith(prefix)
    if ((to - from) * ONE_IN > this.numbers.length) return this.withParts([END + prefix])
    return this.numbers
      .slice(from - this.from, to - this.from)
      .filter(number => number !== NOWHERE)
      .sort()
  }

  private *withParts(parts: readonly string[]): Generator<number, undefined> {
    const words = this.starts.length - 1
    const nextFrom = this.partFinder(parts)
    for (let at = nextFrom(0); at < words; at = nextFrom(at + 1)) yield at
  }

  private figuresOf(word: number): number[] {
    const { figures, count } = this
    const own: number[] = []
    for (let at = word * count; at < (word + 1) * count; at++) own.push(figures[at] as number)
    return own
  }

  private wordAt(word: number): string {
    return this.text.slice(this.starts[word], (this.starts[word + 1] as number) - END.length)
  }

  /** Gives the next word from one on that has one of the parts, or the number of words; asked in ascending order. */
  private partFinder(parts: readonly string[]): (word: number) => number {
    if (parts.length === 0) return word => word
    const { text, starts } = this
    const find = (part: string, start: number): number => {
      const at = text.indexOf(part, start)
      // A word begins after the sign before it.
      return at < 0 ? text.length : part.startsWith(END) ? at + END.length : at
    }
    const found = parts.map(part => find(part, 0))
    return word => {
      const start = starts[word] ?? text.length
      let next = text.length
      for (const [number, part] of parts.entries()) {
        if ((found[number] as number) < start) found[number] = find(part, start - END.length)
        next = Math.min(next, found[number] as number)
      }
      return this.wordWith(next, word)
    }
  }

  /** The word in which a place of the text lies, from one on. The distance doubles until it is passed. */
  private wordWith(at: number, word: number): number {
    const { starts } = this
    let step = 1
    while (word + step < starts.length && (starts[word + step] as number) <= at) step *= 2
    let low = word + (step >> 1)
    let high = Math.min(word + step, starts.length)
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) <= at) low = middle
      else high = middle
    }
    return low
  }
}

/** The places of the numbers above 0, those of the largest first; of equal ones in order. Counting sort: Knuth, TAOCP 3, algorithm 5.2D. */
function largestFirst(numbers: Uint32Array): Uint32Array {
  let largest = 0
  let count = 0
  for (const number of numbers) {
    if (number > largest) largest = number
    if (number > 0) count++
  }
  const next = new Uint32Array(largest + 1)
  for (const number of numbers)
    if (number > 0) next[largest - number + 1] = (next[largest - number + 1] as number) + 1
  for (let at = 1; at < next.length; at++) next[at] = (next[at] as number) + (next[at - 1] as number)
  const places = new Uint32Array(count)
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number
    if (number === 0) continue
    const place = next[largest - number] as number
    next[largest - number] = place + 1
    places[place] = at
  }
  return places
}

/** UTF-16 code units of letters in UTF-8. */
function unitsOf(letters: Uint8Array): number {
  let units = 0
  for (const byte of letters) units += byte >= 0xf0 ? 2 : (byte & 0xc0) === 0x80 ? 0 : 1
  return units
}
