// The words of a packed index: dictionaries read where they lie.
import { byteCache } from '../../domain/byte-cache.ts'
import { UNHURRIED } from '../../domain/deadline.ts'
import { SimilarWords } from '../levenshtein.ts'
import {
  byDistance,
  EVERY_WORD,
  type PrefixWords,
  type SimilarEntry,
  type Vocabulary,
  type VocabularyEntry,
  WORDS_AT_A_TIME,
} from '../vocabulary.ts'
import type { ArrayFile, Numbers } from './array-file.ts'
import { Dictionary, type DictionaryEntry, type Places } from './dictionary.ts'
import { type JoinedWord, JoinedWords } from './joined-words.ts'
import { TERM_FIGURES, WORD_FIGURES } from './layout.ts'

/** Which of a word's figures says in how many passages it stands. */
const PASSAGES = 1
/** Words for which the others need not be read. */
const FEW_WORDS = 2_000
/** Bytes of the entries of terms that are kept: a search asks several times for each of its terms, and a pattern has thousands. */
const TERMS_KEPT = 4_000_000
/** Bytes of an entry besides its word. */
const ENTRY_BYTES = 120

export class PackedVocabulary implements Vocabulary {
  private readonly words: Dictionary
  private readonly dictionary: Dictionary
  /** Entries of terms that were found, by term: only what the corpus has. */
  private readonly known = byteCache<string, DictionaryEntry>(TERMS_KEPT, bytesOf)
  private readonly knownByPlace = byteCache<number, DictionaryEntry>(TERMS_KEPT, bytesOf)
  /** For each rank the place of its term, from 1; 0 where it has none. */
  private readonly termsByRank: Numbers
  /** By the place of a term: the ranks of its words. Made when they are first asked for. */
  private ranksByTerm: { readonly starts: Int32Array; readonly values: Int32Array } | null = null
  /** Made when words are first sought by what is in them. */
  private joined: Promise<JoinedWords> | null = null

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
    return this.entryOf(term)?.figures[0] ?? null
  }

  /** Number of terms. Each has a place, from 0, in the order of the dictionary. */
  get terms(): number {
    return this.dictionary.length
  }

  termPlace(term: string): number | null {
    return this.entryOf(term)?.ordinal ?? null
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

  /** One more than the highest rank of a word. */
  get ranks(): number {
    return this.termsByRank.length
  }

  /** The ranks of the words of a term. */
  ranksOfTerm(term: string): Int32Array {
    const place = this.termPlace(term)
    return place === null ? new Int32Array(0) : this.ranksAt(place)
  }

  /** The ranks of the words of the term at a place. */
  ranksAt(place: number): Int32Array {
    this.ranksByTerm ??= rowsOf(this.termsByRank, this.terms)
    const { starts, values } = this.ranksByTerm
    return values.subarray(starts[place], starts[place + 1])
  }

  /** The ranks of a folded word, one for each of its terms; none for a word that stands nowhere. */
  ranksOf(word: string): number[] {
    return this.entriesOf(word).flatMap(({ figures: [rank = 0] }) => (rank === 0 ? [] : [rank]))
  }

  hasTerm(term: string): boolean {
    return this.passagesWith(term) > 0
  }

  passagesWith(term: string): number {
    return this.entryOf(term)?.figures[1] ?? 0
  }

  partsOf(word: string): readonly [string, string] | null {
    return partsAt(word, this.entriesOf(word)[0]?.figures[2] ?? 0)
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
    meant = EVERY_WORD,
  ): Promise<PrefixWords> {
    const joined = await this.joinedAt(this.words.placesWith(prefix))
    const entries: VocabularyEntry[] = []
    for (const found of joined.meant(prefix, meant)) {
      if (found === null) {
        await deadline.share()
        if (deadline.isOver) break
      } else if (entries.length < limit) entries.push(this.toEntry(found))
      else return { entries, hasMore: true }
    }
    return { entries, hasMore: false }
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

  /** All words, which are kept, or few that are asked for. */
  private joinedAt(places: Places): Promise<JoinedWords> {
    if (this.joined === null && places.to - places.from < FEW_WORDS)
      return JoinedWords.of(this.words, places, PASSAGES)
    this.joined ??= JoinedWords.of(this.words, { from: 0, to: this.words.length }, PASSAGES)
    return this.joined
  }

  private entryOf(term: string): DictionaryEntry | null {
    const known = this.known.get(term)
    if (known !== undefined) return known
    const found = this.dictionary.find(term)
    if (found !== null) this.known.set(found.word, found)
    return found
  }

  private termOfPlace(place: number): DictionaryEntry {
    const known = this.knownByPlace.get(place)
    if (known !== undefined) return known
    const found = this.dictionary.at(place)
    this.knownByPlace.set(place, found)
    this.known.set(found.word, found)
    return found
  }

  private entriesOf(word: string): DictionaryEntry[] {
    const found: DictionaryEntry[] = []
    for (const entry of this.words.from(word)) {
      if (entry.word !== word) break
      found.push(entry)
    }
    return found
  }

  private toEntry({ word, figures }: JoinedWord): VocabularyEntry {
    const term = this.termOfPlace((this.termsByRank[figures[0] ?? 0] ?? 1) - 1)
    const passages = figures[PASSAGES] ?? 0
    const counted = { word, term: term.word, passages, termPassages: term.figures[1] ?? 0 }
    const parts = partsAt(word, figures[2] ?? 0)
    return parts === null ? counted : { ...counted, parts }
  }
}

/** The parts of a word that is cut there; null for one that is not cut. */
function partsAt(word: string, cut: number): readonly [string, string] | null {
  return cut === 0 ? null : [word.slice(0, cut), word.slice(cut)]
}

/** For each row the places at which its number, one more than its own, stands in a list. */
function rowsOf(
  numbers: Numbers,
  rows: number,
): { readonly starts: Int32Array; readonly values: Int32Array } {
  const starts = new Int32Array(rows + 1)
  for (let at = 0; at < numbers.length; at++) {
    const row = numbers[at] as number
    if (row > 0) starts[row] = (starts[row] as number) + 1
  }
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number)
  const values = new Int32Array(starts[rows] as number)
  const next = starts.slice(0, rows)
  for (let at = 0; at < numbers.length; at++) {
    const row = (numbers[at] as number) - 1
    if (row < 0) continue
    values[next[row] as number] = at
    next[row] = (next[row] as number) + 1
  }
  return { starts, values }
}

function bytesOf({ word }: DictionaryEntry): number {
  return ENTRY_BYTES + 2 * word.length
}

/** Whether a word stands in the text, a title or a heading of some passage, and is no stop word. */
function isWritten({ figures: [, passages = 0] }: DictionaryEntry): boolean {
  return passages > 0
}
