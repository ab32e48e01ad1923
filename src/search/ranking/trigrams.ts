// Which words are alike, letter by letter? Texts by the trigrams of their terms, and how rare each trigram is.
import { BM25, idf } from '../../engine/scoring.ts'
import { perBundle } from '../per-bundle.ts'
import { type Explanation, leaf, product, saturated, saturation, sum } from './explanation.ts'
import { Numbering } from './numbering.ts'
import { type Frequencies, isTopical, passageTermsOf } from './passage-terms.ts'
import { Slots } from './slots.ts'

/** Where the texts come from. */
export interface Texts {
  /** Number of passages. */
  readonly size: number
  /** Of a passage and its title. */
  frequencies(passage: number): Frequencies
  nameOf(term: number): string
}

const NONE: Int32Array = new Int32Array()
/** Passages that tell how rare trigrams are: the same cost in any corpus. */
const SAMPLE = 250

/**
 * Overlapping sequences of three letters, word by word, a word's beginning and end being letters too: `_ab`, `abl`, `bl_`
 * (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text Retrieval", 2004). Words that tell
 * nothing of a topic, and numbers, have none. Numbers of trigrams are valid for this bundle, in this process.
 */
export class Trigrams {
  /** Mean length of a passage with its title, in trigrams, at least 1. */
  readonly meanLength: number
  private readonly texts: Texts
  /** Of texts only: what is asked for takes no memory that stays. */
  private readonly numbers = new Numbering()
  private readonly ofTerms = new Slots(NONE)
  private readonly numberTerm = (term: number): Int32Array =>
    Int32Array.from(cut(this.texts.nameOf(term)), trigram => this.numbers.numberOf(trigram))
  /** Texts of the sample, and for each trigram how many of them hold it. */
  private readonly sampled: number
  private readonly inSample: readonly number[]

  /** Reads a sample of the bundle's passages, evenly spread, to know how rare trigrams are. */
  constructor(texts: Texts) {
    this.texts = texts
    const size = Math.min(texts.size, SAMPLE)
    const inSample: number[] = []
    /** For each trigram the last text that had it. */
    const last: number[] = []
    let length = 0
    for (let at = 0; at < size; at++) {
      const frequencies = texts.frequencies(Math.floor((at * texts.size) / size))
      for (const [term, frequency] of frequencies) {
        const trigrams = this.ofTerm(term)
        length += frequency * trigrams.length
        for (const trigram of trigrams) {
          if (last[trigram] === at) continue
          last[trigram] = at
          inSample[trigram] = (inSample[trigram] ?? 0) + 1
        }
      }
    }
    this.sampled = size
    this.inSample = inSample
    this.meanLength = Math.max(1, length / Math.max(1, size))
  }

  /** Number of trigrams that were met so far; each is below it. */
  get size(): number {
    return this.numbers.size
  }

  /** A term's trigrams in order, one twice if the term has it twice. */
  ofTerm(term: number): Int32Array {
    return this.ofTerms.get(term, this.numberTerm)
  }

  /** The number of a trigram, or null where no text that was met has it. */
  find(trigram: string): number | null {
    return this.numbers.find(trigram)
  }

  /** Over the texts of the sample. */
  idf(trigram: number | null): number {
    return idf(this.sampled, trigram === null ? 0 : (this.inSample[trigram] ?? 0))
  }
}

/** Of a bundle, from a sample of its passages. */
export const trigramsOf = perBundle(bundle => new Trigrams(passageTermsOf(bundle)))

function cut(term: string): string[] {
  if (!isTopical(term)) return []
  const letters = [...term]
  return letters.map((letter, at) => (letters[at - 1] ?? '_') + letter + (letters[at + 1] ?? '_'))
}

/** A word of the query: its term, which the corpus need not have, and how much it counts. */
export interface TrigramWord {
  readonly name: string
  readonly idf: number
  readonly weight: number
  readonly label: string
}

/** A trigram of a word of the query. */
interface QueryTrigram {
  readonly name: string
  readonly word: TrigramWord
  readonly idf: number
  /** Where it stands among the query's different trigrams, from 1; 0 where no text has it. */
  readonly place: number
}

/** BM25 of the trigrams of a query's words, for a few texts. */
export class TrigramQuery {
  private readonly trigrams: Trigrams
  private readonly all: readonly QueryTrigram[]
  /** For each trigram by number its place. */
  private readonly places: Int32Array
  /** For each place what its trigram adds, before it is saturated. */
  private readonly gains: readonly number[]
  /** What a trigram of a word of weight 1 counts for, times its idf. */
  private readonly scale: number

  /**
   * @param texts that will be scored, and no others
   * @param weight of all trigrams together, as a multiple of the words' weights
   */
  constructor(
    trigrams: Trigrams,
    texts: readonly Frequencies[],
    words: readonly TrigramWord[],
    weight: number,
  ) {
    this.trigrams = trigrams
    // Numbers them, so that those of the query are found.
    for (const text of texts) for (const term of text.keys()) trigrams.ofTerm(term)
    this.places = new Int32Array(trigrams.size)
    let different = 0
    this.all = words.flatMap(word =>
      cut(word.name).map(name => {
        const number = trigrams.find(name)
        if (number !== null && this.places[number] === 0) this.places[number] = ++different
        const place = number === null ? 0 : (this.places[number] as number)
        return { name, word, idf: trigrams.idf(number), place }
      }),
    )
    const ofWords = words.reduce((total, word) => total + word.weight * word.idf, 0)
    const ofTrigrams = this.all.reduce((total, { word, idf }) => total + word.weight * idf, 0)
    this.scale = ofTrigrams === 0 ? 0 : (weight * ofWords) / ofTrigrams
    const gains = new Array<number>(different + 1).fill(0)
    for (const { word, idf, place } of this.all)
      if (place > 0) gains[place] = (gains[place] as number) + this.scale * word.weight * idf
    this.gains = gains
  }

  score(text: Frequencies): number {
    const { counts, norm } = this.count(text)
    return this.gains.reduce(
      (total, gain, place) => total + gain * saturated(counts[place] as number, norm, BM25),
      0,
    )
  }

  /** Word by word: the trigrams that the text has. */
  explain(text: Frequencies): Explanation[] {
    const { counts, norm } = this.count(text)
    const found = this.all.filter(({ place }) => (counts[place] as number) > 0)
    return Array.from(
      Map.groupBy(found, ({ word }) => word),
      ([word, trigrams]) =>
        sum(
          word.label,
          trigrams.map(({ name, idf, place }) =>
            product(name, [
              leaf('weight', this.scale * word.weight),
              leaf('idf', idf),
              saturation('tf', counts[place] as number, norm, BM25),
            ]),
          ),
        ),
    )
  }

  /** How often each place's trigram stands in the text, and the text's length over the mean length. */
  private count(frequencies: Frequencies): { readonly counts: Float64Array; readonly norm: number } {
    const { places, trigrams } = this
    const counts = new Float64Array(this.gains.length)
    let length = 0
    for (const [term, frequency] of frequencies) {
      const ofTerm = trigrams.ofTerm(term)
      length += frequency * ofTerm.length
      for (let at = 0; at < ofTerm.length; at++) {
        const place = places[ofTerm[at] as number] as number
        if (place > 0) counts[place] = (counts[place] as number) + frequency
      }
    }
    return { counts, norm: length / trigrams.meanLength }
  }
}
