// Which words stand where in this passage? The terms of passages in numbers, made when needed and remembered.
import { analyze } from '../../analysis/analyzer.ts'
import type { Bundle } from '../../bundle/open-bundle.ts'
import { hashText } from '../../domain/hash.ts'
import { perBundle } from '../per-bundle.ts'
import { signatureOf } from './duplicates.ts'
import { RANKING } from './parameters.ts'

export interface TermSequence {
  /** The number of each token's index term, -1 for words that the index leaves out. */
  readonly terms: Int32Array
  readonly frequencies: ReadonlyMap<number, number>
  /** Of its shingles; null for a text too short to be compared. */
  readonly signature: Uint32Array | null
}

/** Passages whose terms are remembered; the oldest are forgotten. */
const REMEMBERED = 20_000

/** Terms of one bundle's passages and titles. Numbers are valid for this bundle, in this process. */
export class PassageTerms {
  /** Mean number of tokens of a passage with its neighbours, and of a title. */
  readonly meanContext: number
  readonly meanTitle: number
  private readonly bundle: Bundle
  private readonly numbers = new Map<string, number>()
  private readonly names: string[] = []
  private readonly idfs: number[] = []
  /** Of the terms' letters: the same in every process, unlike their numbers. */
  private readonly hashes: number[] = []
  private readonly sequences = new Map<string | number, TermSequence>()

  constructor(bundle: Bundle) {
    this.bundle = bundle
    const { documents, size } = bundle.records
    let context = 0
    let titles = 0
    for (const { words, passages, title } of documents) {
      const perPassage = passages === 0 ? 0 : words / passages
      context += perPassage * neighbours(passages)
      titles += title.split(/\s+/u).length
    }
    this.meanContext = size === 0 ? 1 : Math.max(1, context / size)
    this.meanTitle = documents.length === 0 ? 1 : Math.max(1, titles / documents.length)
  }

  numberOf(term: string): number {
    const known = this.numbers.get(term)
    if (known !== undefined) return known
    const number = this.names.push(term) - 1
    this.numbers.set(term, number)
    const passages = this.bundle.engine.vocabulary.passagesWith(term)
    const all = this.bundle.records.size
    this.hashes.push(hashText(term))
    this.idfs.push(Math.log(1 + (all - passages + 0.5) / (passages + 0.5)))
    return number
  }

  nameOf(number: number): string {
    return this.names[number] ?? ''
  }

  /** ln(1 + (N - n + ½) / (n + ½)) over passages, as Robertson and Spärck Jones have it, kept above 0. */
  idf(number: number): number {
    return this.idfs[number] ?? 0
  }

  passage(index: number): TermSequence {
    return this.remember(
      index,
      this.bundle.records.languageOf(index),
      () => this.bundle.records.passage(index).text,
    )
  }

  /** Of the title of the document that the passage belongs to. */
  title(index: number): TermSequence {
    const { id, title } = this.bundle.records.documentOf(index)
    return this.remember(`title of ${id}`, this.bundle.records.languageOf(index), () => title)
  }

  private remember(key: string | number, language: string, text: () => string): TermSequence {
    const known = this.sequences.get(key)
    if (known !== undefined) return known
    const terms = Int32Array.from(analyze(text(), [language]), ({ terms: [term] }) =>
      term === undefined ? -1 : this.numberOf(term),
    )
    const frequencies = new Map<number, number>()
    for (const term of terms) if (term >= 0) frequencies.set(term, (frequencies.get(term) ?? 0) + 1)
    if (this.sequences.size >= REMEMBERED) {
      const [oldest] = this.sequences.keys()
      if (oldest !== undefined) this.sequences.delete(oldest)
    }
    const hashes = terms.map(term => this.hashes[term] ?? 0)
    const sequence = { terms, frequencies, signature: signatureOf(hashes) }
    this.sequences.set(key, sequence)
    return sequence
  }
}

export const passageTermsOf = perBundle(bundle => new PassageTerms(bundle))

/** Passages within reach of each other, counted over all of a document: each with itself, and each pair twice. */
function neighbours(passages: number): number {
  let count = passages
  for (let distance = 1; distance <= RANKING.context.reach; distance++)
    count += 2 * Math.max(0, passages - distance)
  return count
}
