// Which words are alike, letter by letter? Texts by the trigrams of their terms, and how rare each trigram is.
import { idf } from '../../engine/scoring.ts'
import { type Explanation, leaf, product, saturated, saturation, sum } from './explanation.ts'
import type { TermCounts } from './likeness.ts'
import { RANKING } from './parameters.ts'
import { Slots } from './slots.ts'
import type { Context } from './term-sequence.ts'
import { isTopical } from './topical.ts'

/** Of the different trigrams of a text, in order of first appearance. */
export interface TrigramCounts extends TermCounts {
  /** All of them together. */
  readonly length: number
}

/** Where the texts come from. */
export interface Contexts {
  /** Number of passages. */
  readonly size: number
  context(passage: number): Context
  nameOf(term: number): string
}

/** For the trigrams of terms. */
const SLOTS = 1 << 17
const NONE: Int32Array = new Int32Array()

/**
 * Overlapping sequences of three letters, word by word, a word's beginning and end being letters too: `_ab`, `abl`, `bl_`
 * (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004). Words that tell
 * nothing of a topic, and numbers, have none. Numbers of trigrams are valid for this bundle, in this process.
 */
export class Trigrams {
  /** Mean length of a passage with its neighbours and its title, in trigrams, at least 1. */
  readonly meanLength: number
  private readonly contexts: Contexts
  private readonly numbers = new Map<string, number>()
  private readonly names: string[] = []
  private readonly ofTerms = new Slots(SLOTS, NONE)
  private readonly numberTerm = (term: number): Int32Array =>
    Int32Array.from(trigramsOf(this.contexts.nameOf(term)), trigram => this.numberOf(trigram))
  /** Texts of the sample, and for each trigram how many of them hold it. */
  private readonly sampled: number
  private readonly inSample: readonly number[]
  private readonly topicWeights: number[] = []
  /** By number; all 0 between two texts. */
  private counted = new Float64Array(1 << 15)
  private found = new Int32Array(1 << 15)

  /** Reads a sample of the bundle's passages, evenly spread, to know how rare trigrams are. */
  constructor(contexts: Contexts) {
    this.contexts = contexts
    const size = Math.min(contexts.size, RANKING.trigrams.sample)
    const inSample: number[] = []
    let length = 0
    for (let at = 0; at < size; at++) {
      const counts = this.count(contexts.context(Math.floor((at * contexts.size) / size)))
      for (const trigram of counts.terms) inSample[trigram] = (inSample[trigram] ?? 0) + 1
      length += counts.length
    }
    this.sampled = size
    this.inSample = inSample
    this.meanLength = Math.max(1, length / Math.max(1, size))
  }

  /** Number of trigrams that were met so far; each is below it. */
  get size(): number {
    return this.names.length
  }

  nameOf(trigram: number): string {
    return this.names[trigram] ?? ''
  }

  /** Over the texts of the sample. */
  idf(trigram: number): number {
    return idf(this.sampled, this.inSample[trigram] ?? 0)
  }

  /** What a trigram tells of a text's topic: idf to the power `likeness.idfPower`. */
  topicWeight(trigram: number): number {
    const known = this.topicWeights[trigram]
    if (known !== undefined) return known
    const weight = this.idf(trigram) ** RANKING.likeness.idfPower
    this.topicWeights[trigram] = weight
    return weight
  }

  /** A term's trigrams in order, one twice if the term has it twice; -1 for those of no text that was counted. */
  ofTerm(term: string): Int32Array {
    return Int32Array.from(trigramsOf(term), trigram => this.numbers.get(trigram) ?? -1)
  }

  count({ frequencies }: Context): TrigramCounts {
    let length = 0
    let different = 0
    for (const [term, frequency] of frequencies) {
      const trigrams = this.ofTerms.get(term, this.numberTerm)
      length += frequency * trigrams.length
      if (this.counted.length < this.size) this.grow()
      const { counted, found } = this
      for (let at = 0; at < trigrams.length; at++) {
        const trigram = trigrams[at] as number
        const before = counted[trigram] as number
        if (before === 0) found[different++] = trigram
        counted[trigram] = before + frequency
      }
    }
    const terms = this.found.slice(0, different)
    const counts = new Float64Array(different)
    for (let at = 0; at < different; at++) {
      const trigram = terms[at] as number
      counts[at] = this.counted[trigram] as number
      this.counted[trigram] = 0
    }
    return { terms, counts, length }
  }

  private numberOf(trigram: string): number {
    const known = this.numbers.get(trigram)
    if (known !== undefined) return known
    const number = this.names.push(trigram) - 1
    this.numbers.set(trigram, number)
    return number
  }

  private grow(): void {
    const counted = new Float64Array(2 * this.size)
    counted.set(this.counted)
    this.counted = counted
    const found = new Int32Array(counted.length)
    found.set(this.found)
    this.found = found
  }
}

function trigramsOf(term: string): string[] {
  if (!isTopical(term)) return []
  const letters = ['_', ...term, '_']
  return Array.from({ length: letters.length - 2 }, (_, at) => letters.slice(at, at + 3).join(''))
}

/** A word of the query: its term, which the corpus need not have, and how much it counts. */
export interface TrigramWord {
  readonly name: string
  readonly idf: number
  readonly weight: number
  readonly label: string
}

/** BM25 of the trigrams of a query's words. */
export class TrigramQuery {
  private readonly trigrams: Trigrams
  private readonly words: readonly TrigramWord[]
  /** By number: what each adds, before it is saturated. */
  private readonly gains: Float64Array
  /** What a trigram of a word of weight 1 counts for, times its idf. */
  private readonly scale: number

  /**
   * @param trigrams that have counted the texts which are to be scored
   * @param weight of all trigrams together, as a multiple of the words' weights
   */
  constructor(trigrams: Trigrams, words: readonly TrigramWord[], weight: number) {
    this.trigrams = trigrams
    this.words = words
    const all = words.flatMap(word => Array.from(trigrams.ofTerm(word.name), trigram => ({ trigram, word })))
    const ofWords = words.reduce((total, word) => total + word.weight * word.idf, 0)
    const ofTrigrams = all.reduce(
      (total, { trigram, word }) => total + word.weight * trigrams.idf(trigram),
      0,
    )
    this.scale = ofTrigrams === 0 ? 0 : (weight * ofWords) / ofTrigrams
    this.gains = new Float64Array(trigrams.size)
    for (const { trigram, word } of all) {
      if (trigram < 0) continue
      const gain = this.scale * word.weight * trigrams.idf(trigram)
      this.gains[trigram] = (this.gains[trigram] as number) + gain
    }
  }

  score(text: TrigramCounts): number {
    const { gains } = this
    const norm = this.normOf(text)
    let total = 0
    for (let at = 0; at < text.terms.length; at++) {
      const trigram = text.terms[at] as number
      const gain = gains[trigram] as number
      if (gain > 0) total += gain * saturated(text.counts[at] as number, norm, RANKING.trigrams)
    }
    return total
  }

  /** Word by word: the trigrams that the text has. */
  explain(text: TrigramCounts): Explanation[] {
    const norm = this.normOf(text)
    const counts = new Map(Array.from(text.terms, (trigram, at) => [trigram, text.counts[at] ?? 0]))
    return this.words.flatMap(word => {
      const found = Array.from(this.trigrams.ofTerm(word.name)).flatMap(trigram => {
        const count = counts.get(trigram)
        if (count === undefined) return []
        const factors = [
          leaf('weight', this.scale * word.weight),
          leaf('idf', this.trigrams.idf(trigram)),
          saturation('tf', count, norm, RANKING.trigrams),
        ]
        return [product(this.trigrams.nameOf(trigram), factors)]
      })
      return found.length === 0 ? [] : [sum(word.label, found)]
    })
  }

  private normOf({ length }: TrigramCounts): number {
    return length / this.trigrams.meanLength
  }
}
