// How may these words of a query be read? As each language of the corpus would cut and stem them.
import { type AnalyzedToken, analyze } from './analyzer.ts'
import { dictionaryWords } from './unspaced.ts'

/**
 * The tokens of a query, once for each way in which languages cut them: `12.000` is one number in German and another in English. The first is that of
 * the first language. A character has no term where only the next one would give it one.
 * @param languages of the corpus, those of most passages first
 */
export function readQuery(text: string, languages: readonly string[]): AnalyzedToken[][] {
  const readings = new Map<string, AnalyzedToken[][]>()
  for (const language of languages.length === 0 ? [''] : languages) {
    const tokens = analyze(text, [language], true)
    const cut = tokens.map(({ start, surface }) => `${start} ${surface}`).join('\n')
    const same = readings.get(cut)
    if (same === undefined) readings.set(cut, [tokens])
    else same.push(tokens)
  }
  return Array.from(readings.values(), ([first = [], ...others]) =>
    first.map((token, at) => ({
      ...token,
      terms:
        token.isUnspaced && token.reach === token.end
          ? []
          : [...new Set([token, ...others.map(tokens => tokens[at] ?? token)].flatMap(({ terms }) => terms))],
    })),
  )
}

/**
 * The characters of a query in the words that a dictionary sees. A single one may be a part of a name that it does not know, or a particle: it is taken
 * together with its neighbour, and such a pair is not what a passage must have.
 */
export function wordsOfCharacters(text: string, tokens: readonly AnalyzedToken[]): CharacterWord[] {
  return runsOf(tokens).flatMap(characters => wordsOfRun(text, characters))
}

export interface CharacterWord {
  readonly characters: readonly AnalyzedToken[]
  readonly isPair: boolean
}

function wordsOfRun(text: string, characters: readonly AnalyzedToken[]): CharacterWord[] {
  const [first] = characters
  const last = characters.at(-1)
  if (first === undefined || last === undefined || first === last) return [{ characters, isPair: false }]
  let next = 0
  /** The first character that does not stand before a place in the run. */
  const goTo = (place: number): number => {
    while ((characters[next]?.start ?? Infinity) < first.start + place) next++
    return next
  }
  const found = dictionaryWords(text.slice(first.start, last.end)).flatMap(
    ({ start, end }): CharacterWord[] => {
      const from = goTo(start)
      const word = characters.slice(from, goTo(end))
      if (word.length === 0) return []
      if (word.length > 1) return [{ characters: word, isPair: false }]
      const at = Math.min(from, characters.length - 2)
      return [{ characters: characters.slice(at, at + 2), isPair: true }]
    },
  )
  return found.some(({ isPair }) => !isPair) ? found : [{ characters, isPair: false }]
}

/** Characters that follow each other without anything between. */
function runsOf(tokens: readonly AnalyzedToken[]): AnalyzedToken[][] {
  const runs: AnalyzedToken[][] = []
  let goesOn = false
  for (const token of tokens) {
    if (token.isUnspaced && goesOn) runs.at(-1)?.push(token)
    else if (token.isUnspaced) runs.push([token])
    goesOn = token.reach > token.end
  }
  return runs
}
