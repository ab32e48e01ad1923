// Which words did the passages bring, and what are their terms? Numbers for words and terms, counted while passages are
// indexed; the vocabulary comes out at the end. One analysis of a text serves index, vocabulary and phrases.
import { analyze } from '../analysis/analyzer.ts'
import { type Token, tokenize } from '../analysis/tokenize.ts'
import { GrowableWords } from './growable.ts'
import { compareWords, type VocabularyEntry } from './vocabulary.ts'

/** A folded word with its index term in one language; null for a word that the index leaves out. */
export interface Form {
  readonly word: string
  readonly term: string | null
}

/** Numbers count from 0 in order of first appearance. */
export class Lexicon {
  readonly forms: Form[] = []
  readonly terms: string[] = []
  private readonly formNumbers = new Map<string, number>()
  private readonly termNumbers = new Map<string, number>()
  /** By language, then by the word as written: the form, so that most tokens take one look-up. */
  private readonly known = new Map<string, Map<string, number>>()
  private readonly termOfForm = new GrowableWords()
  private readonly formCounts = new PassageCounts()
  private readonly termCounts = new PassageCounts()
  /** Words that stand with a hyphen between their parts, by the word without it. */
  private readonly compounds = new Map<
    string,
    { readonly parts: readonly [string, string]; readonly language: string }
  >()
  private passage = 0

  /** The numbers of a text's forms, in order. */
  read(text: string, language: string): number[] {
    const numbers: number[] = []
    const known = this.knownIn(language)
    let before: Token | null = null
    for (const token of tokenize(text)) {
      const { raw } = token
      let number = known.get(raw)
      if (number === undefined) {
        const own = ownCopy(raw)
        number = this.analyze(own, language)
        known.set(own, number)
      }
      if (number < 0) continue
      if (before !== null) this.findCompound(text, before, token, numbers.at(-1) ?? 0, number, language)
      before = token
      numbers.push(number)
    }
    return numbers
  }

  /** The number of a form's term, or -1 where it has none. */
  termOf(form: number): number {
    return this.termOfForm.at(form) - 1
  }

  /** Counts a passage for each form that it holds in text, title or headings, and for each of their terms. */
  countPassage(texts: readonly (readonly number[])[]): void {
    this.passage++
    for (const forms of texts) {
      for (const form of forms) {
        const term = this.termOf(form)
        if (term < 0) continue
        this.formCounts.count(form, this.passage)
        this.termCounts.count(term, this.passage)
      }
    }
  }

  passagesWithForm(form: number): number {
    return this.formCounts.of(form)
  }

  passagesWithTerm(term: number): number {
    return this.termCounts.of(term)
  }

  /** The parts of a word that was also written with a hyphen, or null. */
  partsOf(word: string): readonly [string, string] | null {
    return this.compounds.get(word)?.parts ?? null
  }

  /** Words that were written only with a hyphen between their parts, without it. */
  unwritten(): Form[] {
    const written = new Set(
      this.forms.filter((_, form) => this.passagesWithForm(form) > 0).map(({ word }) => word),
    )
    const forms: Form[] = []
    for (const [word, { language }] of this.compounds) {
      if (written.has(word)) continue
      const [term] = analyze(word, [language]).flatMap(({ terms }) => terms)
      if (term !== undefined) forms.push({ word, term })
    }
    return forms
  }

  /** Sorted by word, then term. */
  vocabulary(): VocabularyEntry[] {
    const entry = ({ word, term }: Form, passages: number, termPassages: number): VocabularyEntry => {
      const parts = this.partsOf(word)
      const counted = { word, term: term ?? word, passages, termPassages }
      return parts === null ? counted : { ...counted, parts }
    }
    const written = this.forms.flatMap((form, number) => {
      const passages = this.passagesWithForm(number)
      return passages === 0 ? [] : [entry(form, passages, this.passagesWithTerm(this.termOf(number)))]
    })
    const unwritten = this.unwritten().map(form => {
      const term = this.termNumbers.get(form.term ?? '')
      return entry(form, 0, term === undefined ? 0 : this.passagesWithTerm(term))
    })
    return [...written, ...unwritten].sort(compareWords)
  }

  /** The number of a word's form, or -1 where nothing is left of it. */
  private analyze(raw: string, language: string): number {
    const [token] = analyze(raw, [language])
    return token === undefined ? -1 : this.numberOf(token.surface, token.terms[0] ?? null)
  }

  /** No text is read any more: what only reading needs is forgotten. */
  seal(): void {
    this.known.clear()
    this.formNumbers.clear()
  }

  private numberOf(word: string, term: string | null): number {
    const key = `${word}\n${term ?? ''}`
    const known = this.formNumbers.get(key)
    if (known !== undefined) return known
    const number = this.forms.push({ word, term }) - 1
    this.formNumbers.set(key, number)
    this.termOfForm.push(term === null ? 0 : this.termNumber(term) + 1)
    return number
  }

  private termNumber(term: string): number {
    const known = this.termNumbers.get(term)
    if (known !== undefined) return known
    const number = this.terms.push(term) - 1
    this.termNumbers.set(term, number)
    return number
  }

  private knownIn(language: string): Map<string, number> {
    const known = this.known.get(language) ?? new Map<string, number>()
    this.known.set(language, known)
    return known
  }

  /** Remembers two words of letters, none of them a single one, between which a hyphen and nothing else stands. */
  private findCompound(
    text: string,
    before: Token,
    after: Token,
    first: number,
    second: number,
    language: string,
  ): void {
    if (after.start !== before.end + 1 || !/[-‐‑]/u.test(text[before.end] ?? '')) return
    const parts = [this.forms[first]?.word ?? '', this.forms[second]?.word ?? ''] as const
    if (!parts.every(part => /^\p{L}{2,}$/u.test(part))) return
    const joined = parts.join('')
    if (!this.compounds.has(joined)) this.compounds.set(joined, { parts, language })
  }
}

/** V8 keeps a long part of a text as a view of it; a word that is kept must not keep its whole passage. */
function ownCopy(word: string): string {
  return word.length < 13 ? word : Buffer.from(word, 'utf16le').toString('utf16le')
}

/** In how many passages each number was met; a passage's are counted one after the other. */
class PassageCounts {
  private counts = new Uint32Array(1024)
  /** The last passage that was counted. */
  private last = new Uint32Array(1024)

  count(number: number, passage: number): void {
    if (number >= this.counts.length) this.grow(number)
    if (this.last[number] === passage) return
    this.last[number] = passage
    this.counts[number] = (this.counts[number] ?? 0) + 1
  }

  of(number: number): number {
    return this.counts[number] ?? 0
  }

  private grow(number: number): void {
    const size = Math.max(this.counts.length * 2, number + 1)
    const counts = new Uint32Array(size)
    const last = new Uint32Array(size)
    counts.set(this.counts)
    last.set(this.last)
    this.counts = counts
    this.last = last
  }
}
