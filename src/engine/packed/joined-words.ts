// Which words have this in them? Words of a dictionary as one text, which the runtime searches many times faster than the dictionary can be
// read.
import { Deadline } from '../../domain/deadline.ts'
import { GrowableBytes } from '../growable.ts'
import { type MeantWords, WORDS_AT_A_TIME } from '../vocabulary.ts'
import type { Dictionary, Places } from './dictionary.ts'

/** Stands after each word, and in none. */
const END = '\n'

export class JoinedWords {
  /** The place of the first word in the dictionary. */
  private readonly first: number
  /** One of the figures of each word. */
  private readonly figures: Uint32Array
  private readonly text: string
  /** Where each word begins in the text; one more for the end. */
  private readonly starts: Uint32Array

  private constructor(first: number, text: string, figures: Uint32Array) {
    this.first = first
    this.text = text
    this.figures = figures
    this.starts = new Uint32Array(figures.length + 1)
    for (let word = 0; word < figures.length; word++)
      this.starts[word + 1] = text.indexOf(END, this.starts[word] as number) + 1
  }

  /** Lets others have their turn while it reads. @param figure which of each word's is kept */
  static async of(dictionary: Dictionary, { from, to }: Places, figure: number): Promise<JoinedWords> {
    const spelled = new GrowableBytes()
    const figures = new Uint32Array(to - from)
    const all = new Deadline(Infinity)
    for (let at = from; at < to; at += WORDS_AT_A_TIME) {
      const some = { from: at, to: Math.min(to, at + WORDS_AT_A_TIME) }
      dictionary.spell(some, (letters, numbers, place) => {
        spelled.append(letters)
        spelled.push(END.charCodeAt(0))
        figures[place - from] = numbers[figure] ?? 0
      })
      await all.share()
    }
    return new JoinedWords(from, Buffer.from(spelled.view).toString('utf8'), figures)
  }

  /** The figure of the word at a place of the dictionary. */
  figureOf(place: number): number {
    return this.figures[place - this.first] ?? 0
  }

  /** The places in the dictionary of the words that are meant, ascending; null now and then, when others may have their turn. */
  *meant({ from, to }: Places, { parts, isMeant }: MeantWords): Generator<number | null, undefined> {
    const last = to - this.first
    const nextFrom = this.partFinder(parts, from - this.first)
    let looked = 0
    for (let word = nextFrom(from - this.first); word < last; word = nextFrom(word + 1)) {
      if (isMeant(this.wordAt(word))) yield this.first + word
      if (++looked % WORDS_AT_A_TIME === 0) yield null
    }
  }

  private wordAt(word: number): string {
    return this.text.slice(this.starts[word], (this.starts[word + 1] as number) - END.length)
  }

  /** Gives the next word from one on that has one of the parts, or the number of words; asked in ascending order. */
  private partFinder(parts: readonly string[], from: number): (word: number) => number {
    if (parts.length === 0) return word => word
    const { text, starts } = this
    const find = (part: string, start: number): number => {
      const at = text.indexOf(part, start)
      return at < 0 ? text.length : at
    }
    const found = parts.map(part => find(part, starts[from] ?? text.length))
    return word => {
      const start = starts[word] ?? text.length
      let next = text.length
      for (const [number, part] of parts.entries()) {
        if ((found[number] as number) < start) found[number] = find(part, start)
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
