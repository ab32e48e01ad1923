// Passages in, the packed engine's files out. Passages come one after the other; what does not fit in memory waits on disk.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_LANGUAGE } from '../../analysis/languages.ts'
import { compareTexts } from '../../domain/order.ts'
import { FIELDS, type Field, WORDED_FIELDS } from '../../domain/query.ts'
import type { EmptyDocument, IndexInput, IndexWriter } from '../engine.ts'
import { GrowableWords } from '../growable.ts'
import { type Form, Lexicon } from '../lexicon.ts'
import { encodeArrays, type NumericArray, narrowest } from './array-file.ts'
import { ColumnWriter } from './column-writer.ts'
import { encodeDictionary } from './dictionary.ts'
import { PACKED_FILES, UNITS } from './layout.ts'
import { MentionWriter } from './mentions.ts'
import { PostingRuns, type UnitTerms } from './posting-runs.ts'
import { type FieldShape, PostingWriter } from './posting-writer.ts'
import { SequenceWriter } from './sequence-writer.ts'

export type PackedFile = (typeof PACKED_FILES)[keyof typeof PACKED_FILES]

export interface PackedOptions {
  /** Bytes of memory for postings before they are written to disk. Default: 128 MiB. */
  readonly memoryBytes?: number
  /** Folder for what waits on disk. Default: the system's. */
  readonly scratch?: string
}

const DEFAULT_MEMORY = 128 * 1024 * 1024

/** A unit of a field as it was read last: titles and headings are read once for many passages. */
interface ReadUnit {
  readonly texts: readonly string[]
  /** Numbers of the forms of each text. */
  readonly forms: readonly (readonly number[])[]
}

export class PackedWriter implements IndexWriter {
  private readonly lexicon = new Lexicon()
  private readonly columns = new ColumnWriter()
  private readonly scratch: string
  private readonly runs: PostingRuns
  private readonly sequences = new Map<Field, SequenceWriter>()
  private readonly lengths: Readonly<Record<Field, GrowableWords>> = {
    text: new GrowableWords(),
    title: new GrowableWords(),
    headings: new GrowableWords(),
    entities: new GrowableWords(),
  }
  private readonly frequencies = new TermFrequencies()
  private readonly totals: Record<Field, number> = { text: 0, title: 0, headings: 0, entities: 0 }
  private readonly wordUses = new GrowableWords()
  private readonly mentions = new MentionWriter()
  /** Where the words of the text begin and end that was read last. */
  private readonly bounds = new GrowableWords()
  /** Of the passage before. */
  private document: string | null = null
  private title: ReadUnit = { texts: [], forms: [] }
  private headings: ReadUnit = { texts: [], forms: [] }
  private passages = 0

  constructor({ memoryBytes = DEFAULT_MEMORY, scratch = tmpdir() }: PackedOptions = {}) {
    this.scratch = mkdtempSync(join(scratch, 'lede-packed-'))
    this.runs = new PostingRuns(memoryBytes, this.scratch)
    for (const field of WORDED_FIELDS)
      this.sequences.set(field, new SequenceWriter(join(this.scratch, `${field}.words`)))
  }

  add(input: IndexInput | EmptyDocument): void {
    const { document } = input
    const isNew = this.document !== document.id
    if (isNew) {
      this.document = document.id
      this.columns.addDocument(document)
    }
    if (input.texts === undefined) {
      // Its title finds nothing, but the titles after it are those of the documents after it.
      this.title = this.read('title', [], DEFAULT_LANGUAGE)
      return
    }
    const { kind, entities, mentioned, language, documentLanguage, texts } = input
    if (isNew) this.title = this.read('title', texts.title, documentLanguage)
    if (isNew || texts.headings.join('\n') !== this.headings.texts.join('\n')) {
      this.columns.addSection()
      this.headings = this.read('headings', texts.headings, documentLanguage)
    }
    this.bounds.clear()
    const text = this.read('text', texts.text, language, this.bounds)
    this.mentions.addPassage({ entities, mentioned }, this.bounds)
    this.read('entities', texts.entities, documentLanguage)
    for (const field of FIELDS) this.totals[field] += this.lengths[field].last
    this.lexicon.countPassage([...text.forms, ...this.title.forms, ...this.headings.forms])
    this.columns.addPassage(kind, language, entities)
    this.passages++
    this.runs.spillIfFull(this.lexicon.terms.length)
  }

  *finish(): Generator<readonly [PackedFile, Uint8Array[]]> {
    this.lexicon.seal()
    const ranks = this.ranks()
    const sorted = this.sortedTerms()
    const { documents, sections } = this.columns.starts
    const shape = (field: Field): FieldShape => ({
      lengths: this.lengths[field].view,
      mean: this.totals[field] / Math.max(1, this.passages),
      starts: UNITS[field] === 'document' ? documents : UNITS[field] === 'section' ? sections : null,
    })
    yield [PACKED_FILES.words, encodeArrays(this.words(ranks, sorted))]
    yield [
      PACKED_FILES.postings,
      encodeArrays(
        this.postings({
          text: shape('text'),
          title: shape('title'),
          headings: shape('headings'),
          entities: shape('entities'),
        }),
      ),
    ]
    const sequences = WORDED_FIELDS.map(field => this.sequences.get(field)?.finish(field, ranks))
    yield [
      PACKED_FILES.sequences,
      encodeArrays(
        Object.assign({ terms: this.termsByRank(ranks, sorted), ...this.mentions.finish() }, ...sequences),
      ),
    ]
    yield [PACKED_FILES.columns, encodeArrays(this.columns.finish())]
  }

  /** Removes what waits on disk. */
  close(): void {
    for (const sequence of this.sequences.values()) sequence.remove()
    rmSync(this.scratch, { recursive: true, force: true })
  }

  /** Reads the next unit of a field: its words in order, the frequencies of their terms. */
  private read(field: Field, texts: readonly string[], language: string, bounds?: GrowableWords): ReadUnit {
    const forms = texts.map(text => this.lexicon.read(text, language, bounds))
    this.sequences.get(field)?.add(forms)
    for (const text of forms) for (const form of text) this.wordUses.increment(form)
    const lengths = this.lengths[field]
    const { frequencies } = this
    frequencies.count(forms, this.lexicon)
    this.runs.add(field, lengths.length, frequencies)
    lengths.push(frequencies.terms.length)
    return { texts, forms }
  }

  /** The rank of each form, from 1: the most used first, so that it takes the fewest bytes. */
  private ranks(): Uint32Array {
    const uses = this.wordUses
    const order = Uint32Array.from(this.lexicon.forms, (_, form) => form).sort(
      (a, b) => uses.at(b) - uses.at(a) || a - b,
    )
    const ranks = new Uint32Array(order.length)
    for (const [rank, form] of order.entries()) ranks[form] = rank + 1
    return ranks
  }

  /** For each rank the place of its term in the dictionary, from 1; 0 where it has none. */
  private termsByRank(ranks: Uint32Array, sorted: Uint32Array): NumericArray {
    const places = new Uint32Array(this.lexicon.terms.length)
    for (const [place, number] of sorted.entries()) places[number] = place + 1
    const terms = new Uint32Array(ranks.length + 1)
    for (const [form, rank] of ranks.entries()) terms[rank] = places[this.lexicon.termOf(form)] ?? 0
    return narrowest(terms)
  }

  /** Numbers of all terms, in the order of the dictionary. */
  private sortedTerms(): Uint32Array {
    const { terms } = this.lexicon
    return Uint32Array.from(terms, (_, number) => number).sort((a, b) =>
      compareTexts(terms[a] ?? '', terms[b] ?? ''),
    )
  }

  private postings(shapes: Readonly<Record<Field, FieldShape>>): Record<string, NumericArray> {
    const writer = new PostingWriter(shapes)
    this.runs.merge(this.lexicon.terms.length, (_term, byField) => writer.addTerm(byField))
    const lengths = FIELDS.map(field => [`lengths.${field}`, narrowest(shapes[field].lengths.slice())])
    return {
      ...writer.finish(),
      means: Float64Array.from(FIELDS, field => shapes[field].mean),
      ...Object.fromEntries(lengths),
    }
  }

  /** The dictionaries: words with rank, passages and parts; terms with number and passages. */
  private words(ranks: Uint32Array, sorted: Uint32Array): Record<string, NumericArray> {
    const { lexicon } = this
    const cut = (word: string): number => lexicon.partsOf(word)?.[0].length ?? 0
    const unwritten = lexicon.unwritten()
    const missing = new Set(unwritten.map(({ word }) => word))
    for (const { word } of lexicon.forms) missing.delete(word)
    const forms = [...lexicon.forms, ...unwritten.filter(({ word }) => missing.has(word))]
    const order = Uint32Array.from(forms, (_, form) => form).sort((a, b) =>
      compareForms(forms[a] as Form, forms[b] as Form),
    )
    const words = function* (): Generator<{ word: string; figures: number[] }> {
      for (const form of order) {
        const { word } = forms[form] as Form // the order is that of the forms
        yield { word, figures: [ranks[form] ?? 0, lexicon.passagesWithForm(form), cut(word)] }
      }
    }
    const terms = function* (): Generator<{ word: string; figures: number[] }> {
      for (const number of sorted)
        yield { word: lexicon.terms[number] ?? '', figures: [number, lexicon.passagesWithTerm(number)] }
    }
    const wordArrays = encodeDictionary(words())
    const termArrays = encodeDictionary(terms())
    return {
      'word.blocks': wordArrays.blocks,
      'word.bytes': wordArrays.bytes,
      'word.size': Uint32Array.of(forms.length),
      'term.blocks': termArrays.blocks,
      'term.bytes': termArrays.bytes,
      'term.size': Uint32Array.of(sorted.length),
    }
  }
}

function compareForms(a: Form, b: Form): number {
  return compareTexts(a.word, b.word) || compareTexts(a.term ?? '', b.term ?? '')
}

/** Counts terms of one unit at a time. */
class TermFrequencies implements UnitTerms {
  /** The different terms of the unit, in order of appearance. */
  terms: number[] = []
  private counts = new Uint32Array(1024)

  count(texts: readonly (readonly number[])[], lexicon: Lexicon): void {
    for (const term of this.terms) this.counts[term] = 0
    this.terms = []
    for (const forms of texts) {
      for (const form of forms) {
        const term = lexicon.termOf(form)
        if (term < 0) continue
        if (term >= this.counts.length) this.grow(term)
        const count = this.counts[term] ?? 0
        if (count === 0) this.terms.push(term)
        this.counts[term] = count + 1
      }
    }
  }

  of(term: number): number {
    return this.counts[term] ?? 0
  }

  private grow(term: number): void {
    const larger = new Uint32Array(Math.max(this.counts.length * 2, term + 1))
    larger.set(this.counts)
    this.counts = larger
  }
}
