// Which words does the corpus say after, or together with, what is typed? Those that complete the last word, or follow it.
import { type AnalyzedToken, analyze } from '../analysis/analyzer.ts'
import { fold } from '../analysis/fold.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { POSSESSIVE } from '../analysis/marks.ts'
import { stopWordsOf } from '../analysis/stop-words.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { compareTexts } from '../domain/order.ts'
import { askHits } from '../engine/engine-requests.ts'
import { isFrequentIn } from '../query/frequent-words.ts'
import { compile } from './compile.ts'
import type { SuggestRequest } from './request.ts'
import { limitsOf } from './request-deadline.ts'

export interface Completions {
  /** What is typed, up to the word that is completed. */
  readonly before: string
  /** Words that may stand after it, the likeliest first; some may add nothing to a search. */
  readonly words: readonly string[]
}

/** Passages that are read for their words: the best of those that the query finds. */
const READ_PASSAGES = 200
/** Words of the vocabulary that are looked at where nothing stands before the one typed. */
const FIRST_WORDS = 100
const OF_WORD = /[\p{L}\p{M}\p{N}'’]/u

/** Words are taken from passages that the query as it is typed finds, its last word as a beginning: so any sign in it is heeded. */
export async function completionsOf(
  bundle: Bundle,
  request: SuggestRequest,
  deadline: Deadline,
): Promise<Completions> {
  const { q } = request
  const before = q.slice(0, startOfLastWord(q))
  const last = q.slice(before.length)
  const beginning = fold(last)
  if (before.trim() === '') {
    const { entries } = await bundle.engine.vocabulary.withPrefix(beginning, FIRST_WORDS, deadline)
    return { before, words: entries.map(({ word }) => word).filter(word => !isCommon(bundle, word)) }
  }
  // Without a space a word may be added to nothing: `treaty)`.
  if (last === '' && !/\s$/u.test(q)) return { before, words: [] }
  const asked = last === '' || request.syntax === 'off' ? q : `${q}*`
  const { tree } = await compile(
    bundle,
    { ...request, q: asked, match: 'all', fuzzy: 'off', prefix: request.syntax === 'off' ? 'last' : 'off' },
    deadline,
  )
  const { hits } = await bundle.engine.search(
    askHits({
      query: tree,
      filters: request.filters,
      sort: 'relevance',
      limit: READ_PASSAGES,
      ...limitsOf(deadline),
    }),
  )
  const previous = analyze(before, bundle.records.languages, true).at(-1)
  const words = new WordCounts(beginning, previous)
  for (const { index } of hits) {
    await deadline.share()
    if (deadline.isOver) break
    const { text, headings } = bundle.records.passage(index)
    const language = bundle.records.languageOf(index)
    const documentLanguage = bundle.records.documentLanguageOf(index)
    words.read([
      analyze(text, [language]),
      ...[...headings, bundle.records.documentOf(index).title].map(each => analyze(each, [documentLanguage])),
    ])
  }
  return { before, words: words.likeliest() }
}

/** Whether a language of the corpus has it for a stop word: typed alone it is searched, and says nothing. */
function isCommon({ records, engine }: Bundle, word: string): boolean {
  const corpus = {
    vocabulary: engine.vocabulary,
    passagesIn: (language: string) => records.passagesIn(language),
  }
  return records.languages.some(
    language =>
      stopWordsOf(language).has(word) &&
      (language === DEFAULT_LANGUAGE || isFrequentIn(corpus, word, language)),
  )
}

/** Where the word begins that is typed at the end; the end where none is. */
function startOfLastWord(q: string): number {
  let start = q.length
  for (const character of Array.from(q).reverse()) {
    if (!OF_WORD.test(character)) break
    start -= character.length
  }
  return start
}

interface Counts {
  /** Texts in which it follows what is typed, and passages in which it stands. */
  follows: number
  passages: number
  /** How it is written, by frequency. */
  readonly forms: Map<string, number>
}

/** How often words that start with it stand in the passages that were read. */
class WordCounts {
  private readonly beginning: string
  private readonly previous: AnalyzedToken | undefined
  /** By word and terms. */
  private readonly counts = new Map<string, Counts>()

  /** @param beginning empty for words that follow the previous one, and no others */
  constructor(beginning: string, previous: AnalyzedToken | undefined) {
    this.beginning = beginning
    this.previous = previous
  }

  /** @param texts of one passage */
  read(texts: readonly (readonly AnalyzedToken[])[]): void {
    const inPassage = new Set<string>()
    for (const tokens of texts)
      for (const [at, token] of tokens.entries()) {
        const follows = this.follows(tokens[at - 1])
        const isWanted = this.beginning === '' ? follows : token.surface.startsWith(this.beginning)
        if (!isWanted || token.isUnspaced || token.terms.length === 0) continue
        // In capitals a word may be another: US, us.
        const key = `${token.surface} ${token.terms.join(' ')}`
        const known = this.counts.get(key) ?? { follows: 0, passages: 0, forms: new Map() }
        this.counts.set(key, known)
        if (follows) known.follows++
        if (!inPassage.has(key)) known.passages++
        inPassage.add(key)
        const form = token.raw.replace(POSSESSIVE, '')
        known.forms.set(form, (known.forms.get(form) ?? 0) + 1)
      }
  }

  likeliest(): string[] {
    return [...this.counts]
      .sort(([a, x], [b, y]) => y.follows - x.follows || y.passages - x.passages || compareTexts(a, b))
      .map(([, { forms }]) => usualForm(forms))
  }

  private follows(token: AnalyzedToken | undefined): boolean {
    const { previous } = this
    if (token === undefined || previous === undefined) return false
    return token.surface === previous.surface || token.terms.some(term => previous.terms.includes(term))
  }
}

/** In small letters where the corpus writes it so: titles have capitals. */
function usualForm(forms: ReadonlyMap<string, number>): string {
  const isSmall = (form: string): boolean => form === form.toLowerCase()
  const [usual] = [...forms].sort(
    ([a, x], [b, y]) => Number(isSmall(b)) - Number(isSmall(a)) || y - x || compareTexts(a, b),
  )
  return usual?.[0] ?? ''
}
