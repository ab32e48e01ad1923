// Where do the words of the query stand? What a person wants to know before any arithmetic.
import type { Frequencies } from './passage-terms.ts'

/** A word as it was typed, by the numbers of the terms that it stands for. */
interface SoughtWord {
  readonly label: string
  readonly terms: readonly number[]
}

/** Numbers of words: of the query, and of those that stand in each place. */
export interface WordPlaces {
  readonly words: number
  readonly passage: number
  readonly title: number
  /** In the document, and neither in the passage nor in the title. */
  readonly elsewhere: number
}

/** A word that was typed twice counts once. */
export function wordPlaces(
  words: readonly SoughtWord[],
  passage: Frequencies,
  title: ReadonlySet<number>,
  document: Frequencies,
): WordPlaces {
  const labelsIn = (text: Pick<Frequencies, 'has'>): Set<string> =>
    new Set(
      words.filter(({ terms }) => terms.some(term => text.has(term))).map(({ label }) => label.toLowerCase()),
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
