// Which words of the corpus may a word of the query stand for besides itself? Those that it begins, and those that it may be misspelt for.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { WeightedTerm } from '../domain/query.ts'
import { editsAllowed } from '../engine/levenshtein.ts'
import {
  type MeantWords,
  type PrefixWords,
  type VocabularyEntry,
  weightedTerms,
} from '../engine/vocabulary.ts'
import type { Reading } from './common-words.ts'
import type { CompileOptions } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import type { Notes } from './notes.ts'

/** Weight of words that only begin with the last word typed: where that is a word itself, and where not. */
const PREFIX_WEIGHT = { known: 0.1, unknown: 0.5 }
/** Weight of words one or two edits away from a word that the corpus does not have. */
const FUZZY_WEIGHT = [1, 0.5, 0.25] as const
const MAX_FUZZY_WORDS = 20
/** Words that one spelling stands for where it is asked for, as in Lucene. */
const MAX_SPELLINGS = 50
/** Words of a query for which similar ones are looked for. */
const MAX_SIMILAR = 20
/** UTF-16 code units of a word for which similar ones are looked for. */
const LONGEST_SIMILAR = 100
/** A word that ends in `*` or may still be growing stands for at most this many words of the corpus. */
const MAX_PREFIX_WORDS = 2_000
/** Words for all prefixes of a query together. */
const MAX_EXPANSIONS = 5_000

interface WeightedWord {
  readonly entry: VocabularyEntry
  readonly weight: number
}

interface Correction {
  readonly from: number
  readonly to: number
  readonly word: string
}

/** A word of the query, and where it stands. */
export interface ExpandedWord {
  readonly token: AnalyzedToken
  readonly suffix: '' | '*' | '~'
  /** Edits by which a spelling may differ, where a number was typed. */
  readonly edits?: number | undefined
  /** Whether it is the last word, which may not be typed to its end. */
  readonly mayGrow: boolean
  /** Where the text begins in which the token stands. */
  readonly textStart: number
  readonly reading: Reading | undefined
  /** Whether the query is a text that was pasted: words that the corpus lacks are not replaced. */
  readonly isProse: boolean
}

/** Words of the corpus, folded, that a person means with one of another form. */
export interface WordPattern extends MeantWords {
  readonly typed: string
  /** What they begin with. */
  readonly prefix: string
}

/** The words of one query. What it looks for in the vocabulary it looks for once, within the query's bounds. */
export class Expansion {
  private readonly words: CorpusWords
  private readonly options: CompileOptions
  private readonly notes: Notes
  private readonly deadline: Deadline
  private readonly corrections: Correction[] = []
  /** Words that prefixes were expanded to so far. */
  private expansions = 0
  /** By word and edits: looking for them walks the whole vocabulary. */
  private readonly similarWords = new Map<string, WeightedWord[]>()
  private readonly prefixes = new Map<string, PrefixWords>()

  constructor(words: CorpusWords, options: CompileOptions, notes: Notes, deadline: Deadline) {
    this.words = words
    this.options = options
    this.notes = notes
    this.deadline = deadline
  }

  /** The index terms that a word stands for: itself, and what its suffix, its place or a misspelling add. */
  async expand({
    token,
    suffix,
    edits,
    mayGrow,
    textStart,
    reading,
    isProse,
  }: ExpandedWord): Promise<WeightedTerm[]> {
    const { vocabulary } = this.words
    const { surface } = token
    const exact = this.words.exact(token, reading)
    const known = exact.some(({ term }) => vocabulary.hasTerm(term))
    if (!known && vocabulary.partsOf(surface) !== null) return exact
    if (suffix === '*') return this.prefixed(surface, 1)
    if (suffix === '~') return mergeTerms(exact, weightedTerms(await this.spelledLike(surface, edits)))
    const growing = mayGrow && this.options.prefix === 'last' && surface.length > 1
    const longer = growing
      ? await this.prefixed(surface, known ? PREFIX_WEIGHT.known : PREFIX_WEIGHT.unknown)
      : []
    if (known && reading === 'as-name')
      this.notes.add('capitals', 'read-in-capitals', { text: surface.toUpperCase() })
    if (known || longer.length > 0) return mergeTerms(known ? exact : [], longer)
    if (reading === 'in-capitals' || reading === 'as-name') {
      this.notes.add('capitals', 'not-in-capitals', { text: surface.toUpperCase() })
      return exact
    }
    return isProse ? exact : this.corrected(token, exact, textStart)
  }

  /** The query with misspelt words replaced, or null. */
  suggestion(query: string): string | null {
    if (this.corrections.length === 0) return null
    let corrected = ''
    let from = 0
    for (const correction of this.corrections) {
      corrected += query.slice(from, correction.from) + correction.word
      from = correction.to
    }
    return corrected + query.slice(from)
  }

  /** Words like one that the corpus lacks, where they are wanted. */
  private async corrected(
    token: AnalyzedToken,
    exact: WeightedTerm[],
    textStart: number,
  ): Promise<WeightedTerm[]> {
    const similar = (await this.similar(token.surface)).slice(0, MAX_FUZZY_WORDS)
    const [best] = similar
    if (best !== undefined)
      this.corrections.push({
        from: textStart + token.start,
        to: textStart + token.end,
        word: best.entry.word,
      })
    if (this.options.fuzzy === 'off' || best === undefined) return exact
    const found = similar.slice(0, 3).map(({ entry }) => entry.word)
    const list = `${found.join(', ')}${similar.length > 3 ? ', …' : ''}`
    this.notes.add('similar', 'similar-words', { text: token.raw, found: list })
    return weightedTerms(similar)
  }

  /** The words of the corpus that a pattern stands for, most frequent first. @param leftOut those that it means and the index leaves out */
  async matching(
    pattern: WordPattern,
    { limit = MAX_PREFIX_WORDS, leftOut }: { readonly limit?: number; readonly leftOut: readonly string[] },
  ): Promise<readonly VocabularyEntry[]> {
    const { typed, prefix } = pattern
    const most = Math.min(limit, MAX_EXPANSIONS - this.expansions)
    if (most === 0 || this.deadline.isOver) {
      this.notes.add('expansions', 'too-many-words', { text: typed })
      return []
    }
    const { hasMore, entries } = await this.words.vocabulary.withPrefix(prefix, most, this.deadline, pattern)
    this.expansions += entries.length
    if (this.deadline.isOver) this.notes.add('pattern', 'pattern-cut-by-time', { text: typed })
    else if (entries.length + leftOut.length === 0)
      this.notes.add('pattern', 'pattern-without-word', { text: typed })
    else if (hasMore) this.notes.add('pattern', 'pattern-cut', { text: typed, most: entries.length })
    return entries
  }

  /** Whether the corpus has a word that a pattern stands for. */
  async hasWord(pattern: WordPattern): Promise<boolean> {
    const { entries } = await this.words.vocabulary.withPrefix(pattern.prefix, 1, this.deadline, pattern)
    return entries.length > 0
  }

  /** Says which of the words that a pattern means are not searched. */
  noteLeftOut(typed: string, words: readonly string[]): void {
    if (words.length > 0) this.notes.add('pattern', 'pattern-common-words', { text: typed, words })
  }

  private async prefixed(prefix: string, weight: number): Promise<WeightedTerm[]> {
    const most = Math.min(MAX_PREFIX_WORDS, MAX_EXPANSIONS - this.expansions)
    const known = this.prefixes.get(prefix)
    if (most === 0)
      this.notes.add('expansions', 'beginnings-cut', { most: MAX_EXPANSIONS, text: `${prefix}*` })
    if (most === 0 || (known === undefined && this.deadline.isOver)) return []
    const found = known ?? (await this.words.vocabulary.withPrefix(prefix, most, this.deadline))
    this.prefixes.set(prefix, found)
    const entries = found.entries.slice(0, most)
    this.expansions += entries.length
    if (found.hasMore || found.entries.length > most)
      this.notes.add('prefix', 'beginning-cut', { text: `${prefix}*`, most: entries.length })
    return weightedTerms(entries.map(entry => ({ entry, weight })))
  }

  /** Words that were asked for by their spelling, the nearest first. */
  private async spelledLike(surface: string, edits: number | undefined): Promise<WeightedWord[]> {
    const found = await this.similar(surface, edits)
    const most = Math.min(MAX_SPELLINGS, MAX_EXPANSIONS - this.expansions)
    const text = `${surface}~${edits ?? ''}`
    if (found.length > most) this.notes.add('spelling', 'spellings-cut', { text, most })
    if (this.deadline.isOver) this.notes.add('pattern', 'pattern-cut-by-time', { text })
    this.expansions += Math.min(found.length, most)
    return found.slice(0, most)
  }

  /** The nearest words. */
  private async similar(surface: string, edits?: number): Promise<WeightedWord[]> {
    const limit = edits ?? editsAllowed(surface)
    const isNumber = edits === undefined && /^\d+$/u.test(surface)
    if (limit === 0 || surface.length > LONGEST_SIMILAR || isNumber) return []
    const key = `${surface}~${limit}`
    const before = this.similarWords.get(key)
    if (before !== undefined) return before
    if (this.similarWords.size >= MAX_SIMILAR) {
      this.notes.add('unknown words', 'unknown-words-cut', { most: MAX_SIMILAR })
      return []
    }
    const found = (await this.words.vocabulary.similar(surface, limit, this.deadline))
      .slice(0, MAX_SPELLINGS + 1)
      .map(({ entry, distance }) => ({ entry, weight: FUZZY_WEIGHT[distance] ?? 0.1 }))
    this.similarWords.set(key, found)
    return found
  }
}

/** Each term once, at the higher of its weights. */
function mergeTerms(terms: readonly WeightedTerm[], more: readonly WeightedTerm[]): WeightedTerm[] {
  const weights = new Map(terms.map(({ term, weight }) => [term, weight]))
  for (const { term, weight } of more) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return Array.from(weights, ([term, weight]) => ({ term, weight }))
}
