// Which words and phrases mean the same as those typed? The rules of a bundle, found by the words with which they begin.
import { type AnalyzedToken, analyzeWord } from '../analysis/analyzer.ts'
import { baseLanguage } from '../analysis/languages.ts'
import { readQuery } from '../analysis/read-query.ts'
import type { SynonymRule } from '../domain/synonyms.ts'
import type { Vocabulary } from '../engine/vocabulary.ts'
import { otherWritings } from './other-spellings.ts'

/** One side of a rule: words in order, each under the forms by which it is known. */
interface Side {
  readonly words: readonly ReadonlySet<string>[]
  /** As it is written in the rule. */
  readonly text: string
  readonly rule: SynonymRule
}

/** A word or phrase that means the same. */
export interface Synonym {
  /** As it is written in the rule. */
  readonly text: string
  /** Languages of the passages in which it does; null for all. */
  readonly languages: readonly string[] | null
}

/** What rules say of words that were typed. */
export interface SynonymMatch {
  /** Tokens that the rule is about. */
  readonly length: number
  readonly synonyms: readonly Synonym[]
}

export class Synonyms {
  private readonly languages: readonly string[]
  private readonly sides = new Map<string, Side[]>()

  /**
   * @param languages of the corpus; a rule for another language says nothing here
   * @param partsOf the parts of a word that the corpus also writes with a hyphen
   */
  constructor(
    rules: readonly SynonymRule[],
    languages: readonly string[],
    partsOf: Vocabulary['partsOf'] = () => null,
  ) {
    this.languages = languages
    for (const rule of rules) {
      if (rule.language !== null && !languages.some(language => isOf(language, rule.language))) continue
      for (const text of rule.from)
        for (const written of [text, ...otherWritings(text, partsOf)]) {
          const words = (readQuery(written, languages)[0] ?? []).map(token =>
            this.formsOf(token, rule.language),
          )
          for (const form of words[0] ?? []) push(this.sides, form, { words, text, rule })
        }
    }
  }

  get isEmpty(): boolean {
    return this.sides.size === 0
  }

  /** What rules say of the words that begin at a token, for each number of words; those of most words first. */
  matchesAt(tokens: readonly AnalyzedToken[], at: number): SynonymMatch[] {
    const [first] = tokens.slice(at)
    if (first === undefined || this.isEmpty) return []
    const candidates = new Set([...this.formsOf(first, null)].flatMap(form => this.sides.get(form) ?? []))
    const byLength = new Map<number, Map<string, Synonym>>()
    for (const { words, text, rule } of candidates) {
      const typed = tokens.slice(at, at + words.length)
      const fits =
        typed.length === words.length &&
        typed.every((token, place) => {
          const forms = this.formsOf(token, rule.language)
          return [...(words[place] ?? [])].some(form => forms.has(form))
        })
      if (!fits) continue
      const known = byLength.get(words.length) ?? new Map<string, Synonym>()
      byLength.set(words.length, known)
      const languages = rule.language === null ? null : this.languagesOf(rule.language)
      for (const other of rule.to)
        if (other !== text && known.get(other)?.languages !== null)
          known.set(other, { text: other, languages })
    }
    return Array.from(byLength, ([length, found]) => ({ length, synonyms: [...found.values()] })).sort(
      (a, b) => b.length - a.length,
    )
  }

  /** The word itself, and its terms: in the rule's language, or in any of the corpus. */
  private formsOf({ surface, terms }: AnalyzedToken, language: string | null): Set<string> {
    if (language === null) return new Set([surface, ...terms])
    const stems = this.languagesOf(language).map(other => analyzeWord(surface, other)?.term ?? null)
    return new Set([surface, ...stems.filter(term => term !== null)])
  }

  private languagesOf(language: string): string[] {
    return this.languages.filter(other => isOf(other, language))
  }
}

function isOf(language: string, other: string | null): boolean {
  return other !== null && baseLanguage(language) === baseLanguage(other)
}

function push(map: Map<string, Side[]>, key: string, side: Side): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [side])
  else known.push(side)
}
