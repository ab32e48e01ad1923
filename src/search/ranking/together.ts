// Do all words of the query stand in this passage? The share of them that do, by their idf; any way to write a word will do.
import { type QueryNode, wordsOfOperands } from '../../domain/query.ts'
import { type Explanation, leaf, product } from './explanation.ts'
import { type ScoredLeaf, scoredLeaves } from './leaves.ts'
import { RANKING } from './parameters.ts'
import type { Frequencies, PassageTerms } from './passage-terms.ts'

/** A word by the terms that it stands for, words of which all are asked, or ways to write the same of which the best counts. */
type Asked = Sum &
  (
    | { readonly type: 'word'; readonly terms: ReadonlySet<number> }
    | { readonly type: 'all' | 'best'; readonly parts: readonly Asked[] }
  )

/** Number of words that stand anywhere, and their idf; of ways to write the same, those of the first that stands anywhere. */
interface Sum {
  readonly words: number
  readonly idf: number
}

/** The words of a query that can be asked to stand together: none that is excluded, or sought in one field, or stands nowhere. */
export class TogetherQuery {
  /** Of the words; 0 where there are none. */
  private readonly meanIdf: number
  private readonly asked: Asked
  private readonly weight: number

  constructor(tree: QueryNode, terms: PassageTerms, weight: number) {
    // One word cannot stand together with another; a pattern has thousands of terms.
    this.asked = isOneWord(tree) ? allOf([]) : askedIn(tree, terms)
    this.meanIdf = this.asked.idf / Math.max(1, this.asked.words)
    this.weight = weight
  }

  /** The terms of its words. */
  get terms(): Set<number> {
    return termsOf(this.asked)
  }

  score(frequencies: Frequencies): number {
    return this.weight * this.meanIdf * this.shareIn(frequencies) ** RANKING.together.power
  }

  explain(frequencies: Frequencies): Explanation[] {
    const share = this.shareIn(frequencies)
    if (share === 0) return []
    const { power } = RANKING.together
    const factors = [
      leaf('weight', this.weight),
      leaf('mean idf', this.meanIdf),
      leaf(`share to the power ${power}`, share ** power),
    ]
    return [product('share of the words', factors)]
  }

  /** 0 to 1; 0 where fewer than two words are asked. */
  private shareIn(frequencies: Frequencies): number {
    return this.asked.words < 2 ? 0 : found(this.asked, frequencies) / this.asked.idf
  }
}

function isOneWord(tree: QueryNode): boolean {
  const [leaf, ...others] = scoredLeaves(tree)
  return others.length === 0 && leaf?.type === 'terms'
}

function askedIn(node: QueryNode, terms: PassageTerms): Asked {
  const word = (names: readonly string[]): Asked => {
    const numbers = names.map(name => terms.numberOf(name)).filter(number => number >= 0)
    const [first] = numbers
    return first === undefined
      ? { type: 'word', terms: new Set(), words: 0, idf: 0 }
      : { type: 'word', terms: new Set(numbers), words: 1, idf: terms.idf(first) }
  }
  switch (node.type) {
    case 'terms':
      return isOfText(node) ? word(node.terms.map(({ term }) => term)) : allOf([])
    case 'phrase':
      if (!isOfText(node)) return allOf([])
      return allOf(node.terms.map(word))
    case 'near':
      return allOf(
        wordsOfOperands(node).map(children => askedIn({ type: 'or', children, alternatives: true }, terms)),
      )
    case 'and':
    case 'or': {
      const parts = node.children.map(child => askedIn(child, terms))
      if (node.alternatives !== true) return allOf(parts)
      const { words, idf } = parts.find(part => part.words > 0) ?? { words: 0, idf: 0 }
      return { type: 'best', parts, words, idf }
    }
    default:
      return allOf([])
  }
}

function isOfText({ field }: ScoredLeaf): boolean {
  return field === undefined || field === 'text'
}

function allOf(parts: readonly Asked[]): Asked {
  const sum = (of: (part: Asked) => number): number => parts.reduce((total, part) => total + of(part), 0)
  return { type: 'all', parts, words: sum(({ words }) => words), idf: sum(({ idf }) => idf) }
}

function termsOf(asked: Asked): Set<number> {
  return asked.type === 'word'
    ? new Set(asked.terms)
    : new Set(asked.parts.flatMap(part => [...termsOf(part)]))
}

/** The idf of what is found. */
function found(asked: Asked, frequencies: Frequencies): number {
  switch (asked.type) {
    case 'word':
      return asked.terms.isDisjointFrom(frequencies) ? 0 : asked.idf
    case 'all':
      return asked.parts.reduce((sum, part) => sum + found(part, frequencies), 0)
    case 'best': {
      const shares = asked.parts.map(part => (part.idf === 0 ? 0 : found(part, frequencies) / part.idf))
      return asked.idf * Math.max(...shares)
    }
  }
}
