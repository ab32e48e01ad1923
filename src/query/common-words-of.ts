// Which common words does this query have, and in which stretches do they count? Asked of the corpus, word by word.
import { capitalTerm, isMarkable } from '../analysis/stop-words.ts'
import type { PhraseNode } from '../domain/query.ts'
import {
  type CommonWords,
  type CommonWordsContext,
  type QueryWord,
  readCommonWords,
  type Stretch,
} from './common-words.ts'
import type { QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import { isFrequentIn } from './frequent-words.ts'
import type { Clause, Sequence } from './parse.ts'

/** Weight of common words in a stretch with their neighbours, which are searched by themselves too. */
const TOGETHER_WEIGHT = 0.5
/** The same of a compound that was typed as one word, such as `by-election`: it stands before passages that have its other part alone, also short ones. */
const COMPOUND_WEIGHT = 4

type WordClause = Extract<Clause, { type: 'word' }>

export async function commonWordsOf(
  query: string,
  root: Sequence,
  corpus: CorpusWords,
  context: QueryContext,
): Promise<{ readonly common: CommonWords; readonly isOnlyCommon: boolean }> {
  const words: QueryWord[] = []
  for (const clause of plainWords(root, true)) {
    words.push(...queryWords(query, clause, corpus))
    await context.deadline.share()
  }
  const isPlain = root.children.every(({ type }) => type === 'word')
  const common = readCommonWords(query, words, commonContext(context), isPlain)
  const isOnlyCommon = words.every(({ start }) => /left-out|together/u.test(common.readings.get(start) ?? ''))
  return { common, isOnlyCommon }
}

/** Common words and their neighbours, as a phrase. */
export function stretchNode(query: string, { start, end }: Stretch, corpus: CorpusWords): PhraseNode {
  const text = query.slice(start, end)
  const tokens = corpus.analyze(text)
  corpus.count(tokens)
  return {
    ...corpus.phrase(tokens, undefined),
    weight: /\s/u.test(text) ? TOGETHER_WEIGHT : COMPOUND_WEIGHT,
  }
}

/** Words outside fields, quotations and distances. */
export function plainWords(clause: Clause, withExcluded: boolean): WordClause[] {
  switch (clause.type) {
    case 'word':
      return clause.field === null ? [clause] : []
    case 'phrase':
    case 'near':
    case 'pattern':
    case 'range':
      return []
    case 'required':
    case 'boosted':
      return plainWords(clause.child, withExcluded)
    case 'not':
      return withExcluded ? plainWords(clause.child, withExcluded) : []
    default:
      return clause.children.flatMap(child => plainWords(child, withExcluded))
  }
}

function queryWords(query: string, { text, at }: WordClause, corpus: CorpusWords): QueryWord[] {
  const from = query.indexOf(text, at)
  const typed = { start: from, end: from + text.length }
  const tokens = corpus.analyze(text)
  return tokens.map(({ start, end, raw, surface }) => {
    const place = { start: from + start, end: from + end }
    return { ...place, raw, surface, typed: tokens.length > 1 ? typed : place }
  })
}

function commonContext(context: QueryContext): CommonWordsContext {
  const { languages, vocabulary, namesIn } = context
  const passagesWith = (terms: readonly string[]): number =>
    Math.max(0, ...terms.map(term => vocabulary.passagesWith(term)))
  return {
    languages,
    namesIn,
    isFrequent: (surface, language) => isFrequentIn(context, surface, language),
    isMarkable: surface => languages.some(language => isMarkable(surface, language)),
    isMostlyInCapitals: surface => {
      const term = capitalTerm(surface)
      const others = vocabulary.termsOfWord(surface).filter(other => other !== term)
      return others.length > 0 && vocabulary.passagesWith(term) >= passagesWith(others)
    },
  }
}
