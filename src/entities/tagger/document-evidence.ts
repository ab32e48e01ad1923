// What does the rest of the document say of a word? Whether it is common, a surname, a name already typed.
import type { EntityType } from '../../domain/document.ts'
import type { TaggedText } from './capitalised.ts'

/** How words are written elsewhere in the document, and which names it has settled on. */
export class DocumentEvidence {
  private readonly lower = new Set<string>()
  private readonly capitalInside = new Set<string>()
  private readonly capitals = new Map<string, number>()
  /** Last words of people's names: a surname alone is then a person. */
  readonly surnames = new Set<string>()
  /** Type of each name found, by its folded words. */
  readonly types = new Map<string, EntityType>()

  constructor(texts: readonly TaggedText[]) {
    for (const { tokens, folded, opensSentence } of texts) {
      for (const [index, token] of tokens.entries()) {
        const word = folded[index] ?? ''
        if (/^\p{Ll}/u.test(token.raw)) this.lower.add(word)
        else this.capitals.set(word, (this.capitals.get(word) ?? 0) + 1)
        if (/^\p{Lu}/u.test(token.raw) && opensSentence[index] === false) this.capitalInside.add(word)
      }
    }
  }

  isCommonWord(folded: string): boolean {
    return this.lower.has(folded)
  }

  /** Whether the word has a capital in the middle of a sentence too. */
  isCapitalInside(folded: string): boolean {
    return this.capitalInside.has(folded)
  }

  /** Whether the last word of a name stands more often than the first: a person called by surname. */
  isCalledByLast(words: readonly string[]): boolean {
    return (this.capitals.get(words.at(-1) ?? '') ?? 0) > (this.capitals.get(words[0] ?? '') ?? 0)
  }

  learn(type: EntityType, words: readonly string[]): void {
    const name = words.join(' ')
    if (!this.types.has(name)) this.types.set(name, type)
    const surname = words.at(-1)
    if (type === 'person' && surname !== undefined && words.length > 1 && surname.length > 2)
      this.surnames.add(surname)
  }
}
