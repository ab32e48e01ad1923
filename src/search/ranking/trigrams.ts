// Which words are alike, letter by letter? Texts by the trigrams of their terms, and how rare each trigram is.
import { BM25, idf } from '../../engine/scoring.ts'
import { perBundle } from '../per-bundle.ts'
import { type Explanation, leaf, product, saturated, saturation, sum } from './explanation.ts'
import { HitTexts, type HitWords } from './hit-texts.ts'
import { Numbering } from './numbering.ts'
import { isTopical, passageTermsOf } from './passage-terms.ts'
import { TermTrigrams } from './term-trigrams.ts'

/** Where the texts come from. */
export interface Texts {
  /** Number of passages. */
  readonly size: number
  wordsOf(passage: number): HitWords
  nameOf(term: number): string
}

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
  /** A term's trigrams in order, one twice if the term has it twice. */
  readonly ofTerms = new TermTrigrams(term =>
    cut(this.texts.nameOf(term)).map(trigram => this.numbers.numberOf(trigram)),
  )
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
    const { ofTerms } = this
    for (let text = 0; text < size; text++)
      sample.each(text, (place, count) => {
        const list = ofTerms.placeOf(sample.terms[place] as number)
        const end = list + 1 + (ofTerms.lists[list] as number)
        length += count * (ofTerms.lists[list] as number)
        for (let at = list + 1; at < end; at++) {
          const trigram = ofTerms.lists[at] as number
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
  /** By place of a term in the texts: how many trigrams it has, and where the places begin of those that the query has. */
  private readonly lengths: Int32Array
  private readonly commonStarts: Int32Array
  private readonly common: readonly number[]
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
    for (let at = 0; at < texts.terms.length; at++) trigrams.ofTerms.placeOf(texts.terms[at] as number)
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
    const { lists } = trigrams.ofTerms
    const { terms } = texts
    this.lengths = new Int32Array(terms.length)
    this.commonStarts = new Int32Array(terms.length + 1)
    const common: number[] = []
    for (let at = 0; at < terms.length; at++) {
      const list = trigrams.ofTerms.placeOf(terms[at] as number)
      const length = lists[list] as number
      this.lengths[at] = length
      for (let next = list + 1; next <= list + length; next++) {
        const place = places[lists[next] as number] as number
        if (place > 0) common.push(place)
      }
      this.commonStarts[at + 1] = common.length
    }
    this.common = common
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
    const { lengths, common, commonStarts } = this
    const counts = new Float64Array(this.gains.length)
    let length = 0
    this.texts.each(text, (term, frequency) => {
      length += frequency * (lengths[term] as number)
      const end = commonStarts[term + 1] as number
      for (let at = commonStarts[term] as number; at < end; at++) {
        const place = common[at] as number
        counts[place] = (counts[place] as number) + frequency
      }
    })
    return { counts, norm: length / this.trigrams.meanLength }
  }
}
