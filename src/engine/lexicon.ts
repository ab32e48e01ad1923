// Which words did the passages bring, and what are their terms? Numbers for words and terms, counted while passages are
// indexed; the vocabulary comes out at the end. One analysis of a text serves index, vocabulary and phrases.
import { analyzeWord } from '../analysis/analyzer.ts'
import { baseLanguage } from '../analysis/languages.ts'
import { WordScanner } from '../analysis/tokenize.ts'
import { GrowableWords } from './growable.ts'
import { compareWords, type VocabularyEntry } from './vocabulary.ts'
import { UNKNOWN, WordTable } from './word-table.ts'

/** A folded word with its index term in one language; null for a word that the index leaves out. */
export interface Form {
  readonly word: string
  readonly term: string | null
}

/** Numbers count from 0 in order of first appearance. */
export class Lexicon {
  readonly forms: Form[] = []
  readonly terms: string[] = []
  private formNumbers = new WordTable()
  private readonly termNumbers = new WordTable()
  /** By language, then by the word as written: the form, so that most tokens take one look-up. */
  private readonly known = new Map<string, WordTable>()
  private readonly termOfForm = new GrowableWords()
  private readonly formCounts = new PassageCounts()
  private readonly termCounts = new PassageCounts()
  /** Words that stand with a hyphen between their parts, by the word without it. */
  private readonly compounds = new Map<
    string,
    { readonly parts: readonly [string, string]; readonly language: string }
  >()
  private passage = 0

  /**
   * The numbers of a text's forms, in order.
   * @param bounds takes where each of them begins and ends in the text
   */
  read(text: string, language: string, bounds?: GrowableWords): number[] {
    const numbers: number[] = []
    const known = this.knownIn(language)
    const words = new WordScanner(text, baseLanguage(language) ?? '')
    /** Where the word before starts and ends. */
    let beforeStart = -1
    let before = -1
    while (words.next()) {
      const { start, end, reach } = words
      let number = known.find(text, start, reach)
      if (number === UNKNOWN) {
        number = this.analyze(ownCopy(text.slice(start, reach)), language)
        known.add(number, text, start, reach)
      }
      if (number < 0) continue
      if (start === before + 1 && joins(text, beforeStart, before, start))
        this.rememberCompound(numbers.at(-1) ?? 0, number, language, text[before] === '.')
      beforeStart = start
      before = end
      numbers.push(number)
      bounds?.push(start)
      bounds?.push(end)
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
    const written = new Set<string>()
    for (const [form, { word }] of this.forms.entries())
      if (this.passagesWithForm(form) > 0 && this.compounds.has(word)) written.add(word)
    const forms: Form[] = []
    for (const [word, { language }] of this.compounds) {
      if (written.has(word)) continue
      const term = analyzeWord(word, language)?.term ?? null
      if (term !== null) forms.push({ word, term })
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
      const term = this.termNumbers.find(form.term ?? '')
      return entry(form, 0, term === UNKNOWN ? 0 : this.passagesWithTerm(term))
    })
    return [...written, ...unwritten].sort(compareWords)
  }

  /** The number of a word's form, or -1 where nothing is left of it. */
  private analyze(raw: string, language: string): number {
    const word = analyzeWord(raw, language)
    return word === null ? -1 : this.numberOf(word.surface, word.term)
  }

  /** No text is read any more: what only reading needs is forgotten. */
  seal(): void {
    this.known.clear()
    this.formNumbers = new WordTable()
  }

  private numberOf(word: string, term: string | null): number {
    const first = this.formNumbers.find(word)
    if (first !== UNKNOWN && this.forms[first]?.term === term) return first
    // Only a word with several terms, which is one of several languages, is looked up by both.
    const key = first === UNKNOWN ? word : `${word}\n${term ?? ''}`
    const known = this.formNumbers.find(key)
    if (known !== UNKNOWN) return known
    const number = this.forms.push({ word, term }) - 1
    this.formNumbers.add(number, key)
    this.termOfForm.push(term === null ? 0 : this.termNumber(term) + 1)
    return number
  }

  private termNumber(term: string): number {
    const known = this.termNumbers.find(term)
    if (known !== UNKNOWN) return known
    const number = this.terms.push(term) - 1
    this.termNumbers.add(number, term)
    return number
  }

  private knownIn(language: string): WordTable {
    const known = this.known.get(language) ?? new WordTable()
    this.known.set(language, known)
    return known
  }

  /** Remembers two words between which a hyphen stands, or a point between capitals, if they may be written as one. */
  private rememberCompound(first: number, second: number, language: string, isPointed: boolean): void {
    const parts = [this.forms[first]?.word ?? '', this.forms[second]?.word ?? ''] as const
    const hyphenated = parts.join('-')
    const isOne = TWO_WORDS.test(hyphenated) || NAME_WITH_NUMBER.test(hyphenated)
    if (!isOne && !(isPointed && DEGREE.test(hyphenated))) return
    const joined = parts.join('')
    if (!this.compounds.has(joined)) this.compounds.set(joined, { parts, language })
  }
}

/** `cease-fire`, `e-mail`. */
const TWO_WORDS = /^\p{L}+-\p{L}{2,}$/u

/** `Ph.D`, `Ed.D`: a single letter is a part only after a point. */
const DEGREE = /^\p{L}{2,3}-\p{L}$/u

/** `T-72`, `Su-27M`, `MH-17`, `9-K`: one part is a number, which a letter may follow, and the other has letters alone. */
const NAME_WITH_NUMBER = /^(?:\p{L}+-\p{N}+\p{L}?|\p{N}+-\p{L}+)$/u

/**
 * Whether two words may be written as one: a hyphen stands between them, or the apostrophe of a name (D'Angelo). A letter between hyphens is no word's
 * beginning (a-t-il).
 */
function joins(text: string, first: number, end: number, second: number): boolean {
  if (!isHyphen(text.charCodeAt(end)))
    return isCapital(text[first]) && isCapital(text[second]) && !/\s/u.test(text[end] ?? '')
  return end - first > 1 || !isHyphen(text.charCodeAt(first - 1))
}

function isCapital(letter: string | undefined): boolean {
  return letter !== undefined && /^\p{Lu}/u.test(letter)
}

function isHyphen(code: number): boolean {
  return code === 0x2d || code === 0x2010 || code === 0x2011
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
