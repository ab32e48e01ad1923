// Do these words follow each other in this text? Compared as written, folded but not stemmed.
import { ANY_WORD } from '../domain/query.ts'
import { analyze } from './analyzer.ts'

/** Whether the folded words follow each other in the text. */
export function containsPhrase(text: string, words: readonly string[], language: string): boolean {
  return phraseStarts(analyze(text, [language]), words).length > 0
}

/** Positions in `tokens` at which the words follow each other; `ANY_WORD` is whichever word stands there. */
export function phraseStarts(
  tokens: readonly { readonly surface: string }[],
  words: readonly string[],
): number[] {
  const starts: number[] = []
  for (let at = 0; at + words.length <= tokens.length; at++) {
    if (words.every((word, offset) => word === ANY_WORD || tokens[at + offset]?.surface === word))
      starts.push(at)
  }
  return starts
}
