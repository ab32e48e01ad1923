// Where do the words of the query stand, in a sentence? What a person wants to know before any arithmetic.
import type { Frequencies } from './passage-terms.ts'

/** A word as it was typed, by the numbers of the terms that it stands for. */
interface SoughtWord {
  readonly label: string
  readonly terms: readonly number[]
}

/** “2 of 3 words in the passage, 1 in the title, 1 elsewhere in the document”; a word that was typed twice counts once. */
export function wordPlaces(
  words: readonly SoughtWord[],
  passage: Frequencies,
  title: Frequencies,
  document: Frequencies,
): string {
  const labelsIn = (text: Frequencies): Set<string> =>
    new Set(
      words.filter(({ terms }) => terms.some(term => text.has(term))).map(({ label }) => label.toLowerCase()),
    )
  const all = new Set(words.map(({ label }) => label.toLowerCase())).size
  const [inPassage, inTitle, inDocument] = [labelsIn(passage), labelsIn(title), labelsIn(document)]
  const elsewhere = inDocument.difference(inPassage).difference(inTitle).size
  const found =
    all === 1 ? `the word${inPassage.size === 0 ? ' not' : ''}` : `${inPassage.size} of ${all} words`
  const also = (words: number, where: string): string[] =>
    words === 0 ? [] : [all === 1 ? where : `${words} ${where}`]
  return [
    `${found} in the passage`,
    ...also(inTitle.size, 'in the title'),
    ...also(elsewhere, 'elsewhere in the document'),
  ].join(', ')
}
