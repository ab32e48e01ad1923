// Which names of the corpus are the one typed, spelt otherwise? Romanised by another standard, or in another script.
import { fold } from '../analysis/fold.ts'
import { INDEX_STOP_WORDS } from '../analysis/stop-words.ts'
import { tokenize } from '../analysis/tokenize.ts'
import { type Deadline, UNHURRIED } from '../domain/deadline.ts'
import { compareTexts } from '../domain/order.ts'
import { EVERY_WORD, type Vocabulary } from '../engine/vocabulary.ts'
import { HanNames } from './names/han-names.ts'
import { liquidsOf } from './names/liquids.ts'
import { isSameWord, type SpokenWord, speak } from './names/same-name.ts'
import { asciiOf, isWordScript } from './names/sounds.ts'

/** A name of the corpus, and whether a word of it that is typed may mean it: `Laos`, not the words of `General Assembly`. */
export interface CorpusName {
  readonly text: string
  readonly isOwn: boolean
}

/** Spellings of one word that are searched, those of most passages first. */
const MOST = 10
/** Words of other scripts among which names are sought, the most frequent ones. */
const MOST_WORDS = 100_000
/** UTF-16 code units of a word of a name. */
const LONGEST_WORD = 40
/** Words of a name that may be written in characters, at most. */
export const LONGEST_NAME = 4
/** Scripts whose names are not tagged: any word of them may be one. */
const OTHER_SCRIPT =
  /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Arabic}\p{Script=Hebrew}]{3,}$/u

const IN_LATIN = /^[\p{Script=Latin}\p{M}\s'’-]+$/u

interface NameWord {
  readonly word: string
  /** Whether it is of a name; else it is any word of another script. */
  readonly isName: boolean
  spoken: SpokenWord | null
}

export class NameVariants {
  private readonly vocabulary: Vocabulary
  /** Words by the letters of theirs that every romanisation keeps. */
  private readonly words = new Map<string, NameWord[]>()
  private readonly known = new Set<string>()
  /** Folded words of names that may be meant by them. */
  private readonly own = new Set<string>()
  /** Whole names in Latin letters, by these letters alone. */
  private readonly whole = new Map<string, Set<string>>()
  private readonly hanNames = new HanNames()

  private constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
  }

  /** Lets others have their turn meanwhile. */
  static async among(
    names: Iterable<CorpusName>,
    vocabulary: Vocabulary,
    deadline: Deadline = UNHURRIED,
  ): Promise<NameVariants> {
    const variants = new NameVariants(vocabulary)
    for (const { text, isOwn } of names) {
      variants.addName(text, isOwn)
      await deadline.share()
    }
    const { entries } = await vocabulary.withPrefix('', MOST_WORDS, deadline, {
      ...EVERY_WORD,
      isMeant: word => word.length <= LONGEST_WORD && OTHER_SCRIPT.test(word),
    })
    for (const { word } of entries) {
      variants.addWord(word, false)
      await deadline.share()
    }
    const pairs = await vocabulary.withPrefix('', MOST_WORDS, deadline, {
      ...EVERY_WORD,
      isMeant: isWordScript,
    })
    for (const { term } of pairs.entries) {
      variants.hanNames.add(term)
      await deadline.share()
    }
    return variants
  }

  /** Other spellings of a word, where it may be a name: it is one here, or the corpus does not have it. */
  ofWord(raw: string): string[] {
    const word = raw.toLowerCase()
    const folded = fold(raw)
    if (folded.length < 3 || folded.length > LONGEST_WORD || isWordScript(raw)) return []
    const isOther = OTHER_SCRIPT.test(folded)
    const isOwn = this.own.has(folded)
    if (!isOwn && !isOther && this.vocabulary.lookup(folded) !== null) return []
    const spoken = speak(word)
    const found = [...new Set(liquidsOf(word))].flatMap(key =>
      (this.words.get(key) ?? []).filter(other => {
        if (fold(other.word) === folded) return false
        // Words that may be no names are compared with names of other scripts only.
        const areNames = other.isName && (isOwn || !isOther)
        if (!areNames && OTHER_SCRIPT.test(other.word) === isOther) return false
        if (!other.isName && isOther && !isOwn) return false
        other.spoken ??= speak(other.word)
        return isSameWord(spoken, other.spoken)
      }),
    )
    return this.mostFrequent([...new Set(found.map(({ word: other }) => other))])
  }

  /** The same name in characters, or from characters in Latin letters: 习近平, Xi Jinping. @param words of the name as typed */
  ofName(words: readonly string[]): string[] {
    const name = words.join(' ')
    if (isWordScript(name)) return [...(this.whole.get(latinOf(name)) ?? [])].slice(0, MOST)
    return this.hanNames.isEmpty || !IN_LATIN.test(name) ? [] : this.hanNames.of(words).slice(0, MOST)
  }

  private addName(name: string, isOwn: boolean): void {
    const words = tokenize(name).map(({ raw }) => raw)
    if (words.length <= LONGEST_NAME && IN_LATIN.test(name)) {
      const latin = latinOf(name)
      if (latin.length > 3) this.whole.set(latin, (this.whole.get(latin) ?? new Set()).add(name))
    }
    for (const word of words) {
      const folded = fold(word)
      if (INDEX_STOP_WORDS.has(folded) || folded.length > LONGEST_WORD || !/^[\p{L}\p{M}'’]{3,}$/u.test(word))
        continue
      if (isOwn) this.own.add(folded)
      this.addWord(word.toLowerCase(), true)
    }
  }

  private addWord(word: string, isName: boolean): void {
    const folded = fold(word)
    if (this.known.has(folded)) return
    this.known.add(folded)
    for (const key of new Set(liquidsOf(word))) {
      const bucket = this.words.get(key)
      if (bucket === undefined) this.words.set(key, [{ word, isName, spoken: null }])
      else bucket.push({ word, isName, spoken: null })
    }
  }

  private mostFrequent(words: readonly string[]): string[] {
    return words
      .map(word => ({ word, passages: this.vocabulary.lookup(fold(word))?.passages ?? 0 }))
      .sort((a, b) => b.passages - a.passages || compareTexts(a.word, b.word))
      .slice(0, MOST)
      .map(({ word }) => word)
  }
}

function latinOf(name: string): string {
  return name
    .split(/[\s\p{P}]+/u)
    .map(asciiOf)
    .join('')
}
