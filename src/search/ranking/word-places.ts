// Where do the words of the query stand? What a person wants to know before any arithmetic.
import { type QueryNode, wordedIn } from '../../domain/query.ts'
import { leafLabel } from './leaves.ts'
import type { Frequencies } from './passage-terms.ts'

/** A word as it was typed, and the ways to write it: the parts of each, which have one of these terms. */
interface SoughtWord<Term> {
  readonly label: string
  readonly ways: readonly (readonly (readonly Term[])[])[]
}

/** Numbers of words: of the query, and of those that stand in each place. */
export interface WordPlaces {
  readonly words: number
  readonly passage: number
  readonly title: number
  /** In the document, and neither in the passage nor in the title. */
  readonly elsewhere: number
}

/** The words that were typed; what else each may be written as, such as a name in another spelling, is the same word. */
export function soughtWords(node: QueryNode): readonly SoughtWord<string>[] {
  switch (node.type) {
    case 'terms':
      if (node.field !== undefined) return []
      return [{ label: leafLabel(node), ways: [[node.terms.map(({ term }) => term)]] }]
    case 'phrase':
      return node.field === undefined
        ? node.terms.map(terms => ({ label: leafLabel(node), ways: [[terms]] }))
        : []
    case 'near':
      return wordedIn(node).flatMap(soughtWords)
    case 'and':
    case 'or': {
      const parts = node.children.map(soughtWords)
      if (node.type === 'and' || node.alternatives !== true) return parts.flat()
      const [typed = [], ...others] = parts.filter(({ length }) => length > 0)
      const [only] = typed
      if (only !== undefined && typed.length === 1) {
        // `ceasefire` is also written in two parts.
        const apart = others.map(parts => parts.flatMap(({ ways }) => ways[0] ?? []))
        return [{ ...only, ways: [...only.ways, ...apart] }]
      }
      // `cease-fire` is also written as one; of a name each word has its other spelling.
      const waysAt = (other: readonly SoughtWord<string>[], at: number) =>
        other.length === 1 || other.length === typed.length ? (other[at] ?? other[0])?.ways : undefined
      return typed.map(({ label, ways }, at) => ({
        label,
        ways: [...ways, ...others.flatMap(other => waysAt(other, at) ?? [])],
      }))
    }
    default:
      return []
  }
}

/** A word that was typed twice counts once. */
export function wordPlaces(
  words: readonly SoughtWord<number>[],
  passage: Frequencies,
  title: ReadonlySet<number>,
  document: Frequencies,
): WordPlaces {
  const labelsIn = (text: Pick<Frequencies, 'has'>): Set<string> =>
    new Set(
      words
        .filter(({ ways }) => ways.some(parts => parts.every(terms => terms.some(term => text.has(term)))))
        .map(({ label }) => label.toLowerCase()),
    )
  const all = new Set(words.map(({ label }) => label.toLowerCase())).size
  const [inPassage, inTitle, inDocument] = [labelsIn(passage), labelsIn(title), labelsIn(document)]
  const elsewhere = inDocument.difference(inPassage).difference(inTitle).size
  return { words: all, passage: inPassage.size, title: inTitle.size, elsewhere }
}

/** “2 of 3 words in the passage, 1 in the title, 1 elsewhere in the document”. */
export function placesText({ words: all, passage, title, elsewhere }: WordPlaces): string {
  const found = all === 1 ? `the word${passage === 0 ? ' not' : ''}` : `${passage} of ${all} words`
  const also = (words: number, where: string): string[] =>
    words === 0 ? [] : [all === 1 ? where : `${words} ${where}`]
  return [
    `${found} in the passage`,
    ...also(title, 'in the title'),
    ...also(elsewhere, 'elsewhere in the document'),
  ].join(', ')
}
