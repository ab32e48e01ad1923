// The words of a packed index: dictionaries read where they lie.
import { UNHURRIED } from '../../domain/deadline.ts'
import { SimilarWords } from '../levenshtein.ts'
import {
  anyWord,
  byDistance,
  byFrequency,
  type PrefixWords,
  type SimilarEntry,
  type Vocabulary,
  type VocabularyEntry,
  WORDS_AT_A_TIME,
} from '../vocabulary.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { Dictionary, type DictionaryEntry } from './dictionary.ts'
import { TERM_FIGURES, WORD_FIGURES } from './layout.ts'

export class PackedVocabulary implements Vocabulary {
  private readonly words: Dictionary
  private readonly dictionary: Dictionary
  /** For each rank the place of its term, from 1; 0 where it has none. */
  private readonly termsByRank: Numbers

  constructor(file: ArrayFile, termsByRank: Numbers) {
    const dictionary = (name: string, figures: number): Dictionary => {
      const arrays = { blocks: file.integers(`${name}.blocks`), bytes: file.bytes(`${name}.bytes`) }
      return new Dictionary(arrays, file.integers(`${name}.size`)[0] ?? 0, figures)
    }
    this.words = dictionary('word', WORD_FIGURES)
    this.dictionary = dictionary('term', TERM_FIGURES)
    this.termsByRank = termsByRank
  }

  /** The number of a term among the postings, or null. */
  termNumber(term: string): number | null {
    return this.dictionary.find(term)?.figures[0] ?? null
  }

  /** Number of terms. Each has a place, from 0, in the order of the dictionary. */
  get terms(): number {
    return this.dictionary.length
  }

  termPlace(term: string): number | null {
    return this.dictionary.find(term)?.ordinal ?? null
  }

  termAt(place: number): string {
    return this.dictionary.at(place).word
  }

  /** The places of the terms of words given by rank; -1 for words without one. */
  termsOfRanks(ranks: Int32Array): Int32Array {
    const places = new Int32Array(ranks.length)
    for (let at = 0; at < ranks.length; at++)
      places[at] = (this.termsByRank[ranks[at] as number] as number) - 1
    return places
  }

  /** The place of the term of a word given by rank; -1 for a word without one. */
  termOfRank(rank: number): number {
    return (this.termsByRank[rank] as number) - 1
  }

  /** The ranks of a folded word, one for each of its terms; none for a word that stands nowhere. */
  ranksOf(word: string): number[] {
    return this.entriesOf(word).flatMap(({ figures: [rank = 0] }) => (rank === 0 ? [] : [rank]))
  }

  hasTerm(term: string): boolean {
    return this.passagesWith(term) > 0
  }

  passagesWith(term: string): number {
    return this.dictionary.find(term)?.figures[1] ?? 0
  }

  partsOf(word: string): readonly [string, string] | null {
    const cut = this.entriesOf(word)[0]?.figures[2] ?? 0
    return cut === 0 ? null : [word.slice(0, cut), word.slice(cut)]
  }

  lookup(word: string): VocabularyEntry | null {
    const found = this.entriesOf(word).find(isWritten)
    return found === undefined ? null : this.toEntry(found)
  }

  termsOfWord(word: string): string[] {
    return this.entriesOf(word)
      .filter(isWritten)
      .map(entry => this.toEntry(entry).term)
  }

  async withPrefix(
    prefix: string,
    limit: number,
    deadline = UNHURRIED,
    isMeant = anyWord,
  ): Promise<PrefixWords> {
    const found: { entry: DictionaryEntry; passages: number }[] = []
    let read = 0
    for (const entry of this.words.withPrefix(prefix, isMeant)) {
      if (entry !== null && isWritten(entry)) found.push({ entry, passages: entry.figures[1] ?? 0 })
      if (++read % WORDS_AT_A_TIME !== 0) continue
      await deadline.share()
      if (deadline.isOver) break
    }
    const entries = byFrequency(found)
      .slice(0, limit)
      .map(({ entry }) => this.toEntry(entry))
    return { total: found.length, entries }
  }

  async similar(word: string, maxDistance: number, deadline = UNHURRIED): Promise<SimilarEntry[]> {
    const found: SimilarEntry[] = []
    const words = new SimilarWords(word, maxDistance)
    const walk = this.words.walk()
    let skip: string | undefined
    let read = 0
    for (let step = walk.next(); step.done !== true; step = walk.next(skip)) {
      if (++read % WORDS_AT_A_TIME === 0) {
        await deadline.share()
        if (deadline.isOver) break
      }
      const measured = words.measure(step.value.word)
      skip = 'beginning' in measured ? measured.beginning : undefined
      if ('distance' in measured && measured.distance <= maxDistance && isWritten(step.value))
        found.push({ entry: this.toEntry(step.value), distance: measured.distance })
    }
    return byDistance(found)
  }

  private entriesOf(word: string): DictionaryEntry[] {
    const found: DictionaryEntry[] = []
    for (const entry of this.words.from(word)) {
      if (entry.word !== word) break
      found.push(entry)
    }
    return found
  }

  private toEntry({ word, figures: [rank = 0, passages = 0] }: DictionaryEntry): VocabularyEntry {
    const term = this.dictionary.at((this.termsByRank[rank] ?? 1) - 1)
    const counted = { word, term: term.word, passages, termPassages: term.figures[1] ?? 0 }
    const parts = this.partsOf(word)
    return parts === null ? counted : { ...counted, parts }
  }
}

/** Whether a word stands in the text, a title or a heading of some passage, and is no stop word. */
function isWritten({ figures: [, passages = 0] }: DictionaryEntry): boolean {
  return passages > 0
}
