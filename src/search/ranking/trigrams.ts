// Which words are alike, letter by letter? Texts by the trigrams of their terms, and how rare each trigram is.
import { BM25, idf } from '../../engine/scoring.ts'
import { perBundle } from '../per-bundle.ts'
import { type Explanation, leaf, product, saturated, saturation, sum } from './explanation.ts'
import { HitTexts, type HitWords } from './hit-texts.ts'
import { Numbering } from './numbering.ts'
import { isTopical, passageTermsOf } from './passage-terms.ts'
import { Slots } from './slots.ts'

/** Where the texts come from. */
export interface Texts {
  /** Number of passages. */
  readonly size: number
  wordsOf(passage: number): HitWords
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
    const sample = new HitTexts(
      Array.from({ length: size }, (_, at) => texts.wordsOf(Math.floor((at * texts.size) / size))),
    )
    const inSample: number[] = []
    /** For each trigram the last text that had it. */
    const last: number[] = []
    let length = 0
    for (let text = 0; text < size; text++)
      sample.each(text, (place, count) => {
        const trigrams = this.ofTerm(sample.terms[place] as number)
        length += count * trigrams.length
        for (const trigram of trigrams) {
          if (last[trigram] === text) continue
          last[trigram] = text
          inSample[trigram] = (inSample[trigram] ?? 0) + 1
        }
      })
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
  private readonly texts: HitTexts
  /** By place of a term in the texts: how many trigrams it has, and the places of those that the query has. */
  private readonly lengths: Int32Array
  private readonly common: readonly Int32Array[]
  /** For each place what its trigram adds, before it is saturated. */
  private readonly gains: Float64Array
  /** What a trigram of a word of weight 1 counts for, times its idf. */
  private readonly scale: number

  /**
   * @param texts that will be scored
   * @param weight of all trigrams together, as a multiple of the words' weights
   */
  constructor(trigrams: Trigrams, texts: HitTexts, words: readonly TrigramWord[], weight: number) {
    this.trigrams = trigrams
    this.texts = texts
    // Numbers them, so that those of the query are found.
    const ofTerms: Int32Array[] = []
    for (let at = 0; at < texts.terms.length; at++) ofTerms.push(trigrams.ofTerm(texts.terms[at] as number))
    const places = new Int32Array(trigrams.size)
    let different = 0
    this.all = words.flatMap(word =>
      cut(word.name).map(name => {
        const number = trigrams.find(name)
        if (number !== null && places[number] === 0) places[number] = ++different
        const place = number === null ? 0 : (places[number] as number)
        return { name, word, idf: trigrams.idf(number), place }
      }),
    )
    const ofWords = words.reduce((total, word) => total + word.weight * word.idf, 0)
    const ofTrigrams = this.all.reduce((total, { word, idf }) => total + word.weight * idf, 0)
    this.scale = ofTrigrams === 0 ? 0 : (weight * ofWords) / ofTrigrams
    this.lengths = new Int32Array(ofTerms.length)
    for (const [at, { length }] of ofTerms.entries()) this.lengths[at] = length
    this.common = ofTerms.map(numbers => placesAmong(numbers, places))
    const gains = new Float64Array(different + 1)
    for (const { word, idf, place } of this.all)
      if (place > 0) gains[place] = (gains[place] as number) + this.scale * word.weight * idf
    this.gains = gains
  }

  /** @param text its number */
  score(text: number): number {
    const { gains } = this
    const { counts, norm } = this.count(text)
    let total = 0
    for (let place = 0; place < gains.length; place++)
      total += (gains[place] as number) * saturated(counts[place] as number, norm, BM25)
    return total
  }

  /** Word by word: the trigrams that the text has. */
  explain(text: number): Explanation[] {
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
  private count(text: number): { readonly counts: Float64Array; readonly norm: number } {
    const { lengths, common } = this
    const counts = new Float64Array(this.gains.length)
    let length = 0
    this.texts.each(text, (term, frequency) => {
      length += frequency * (lengths[term] as number)
      const places = common[term] as Int32Array
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number
        counts[place] = (counts[place] as number) + frequency
      }
    })
    return { counts, norm: length / this.trigrams.meanLength }
  }
}

/** The places of those trigrams that have one; most terms have none of the query's. */
function placesAmong(numbers: Int32Array, places: Int32Array): Int32Array {
  let count = 0
  for (let at = 0; at < numbers.length; at++) if ((places[numbers[at] as number] as number) > 0) count++
  if (count === 0) return NONE
  const found = new Int32Array(count)
  for (let at = numbers.length - 1; at >= 0; at--) {
    const place = places[numbers[at] as number] as number
    if (place > 0) found[--count] = place
  }
  return found
}
