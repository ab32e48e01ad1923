// Is an index term a form of the word that was typed, or that of a common word which only looks alike? A stemmer makes `le` of French `les`,
// and of the name `Lee`; it makes `dan` of `dans`, and leaves `Dan` as it is. Who looks for one means none of the other.
import { analyzeWord } from '../analysis/analyzer.ts'
import { DEFAULT_LANGUAGE } from '../analysis/languages.ts'
import { stopWordsOf } from '../analysis/stop-words.ts'
import type { QueryContext } from './context.ts'
import { isFrequentIn } from './frequent-words.ts'

/** Letters of a stem in which words meet that have nothing to do with each other: longer ones are shared by forms of one word. */
const LONGEST_STEM = 3
/** Passages with the term for each one with the word: below that the word may be one of its forms, as `Tages` is one of `Tag`. */
const TIMES_AS_FREQUENT = 20

type Corpus = Pick<QueryContext, 'vocabulary' | 'languages' | 'passagesIn' | 'isOfName'>

/** Of each corpus, by language: they are the same for every query. */
const stemsOfCorpora = new WeakMap<Corpus['vocabulary'], Map<string, ReadonlySet<string>>>()

export class CommonStems {
  private readonly corpus: Corpus
  private readonly stems: Map<string, ReadonlySet<string>>

  constructor(corpus: Corpus) {
    this.corpus = corpus
    this.stems = stemsOfCorpora.get(corpus.vocabulary) ?? new Map()
    stemsOfCorpora.set(corpus.vocabulary, this.stems)
  }

  /** @param surface a folded word; @param term one of its terms in the languages of the corpus */
  isOfAnother(surface: string, term: string): boolean {
    if (term.length > LONGEST_STEM) return false
    const { vocabulary, languages } = this.corpus
    const isCommon = (language: string): boolean =>
      this.stemsOf(language).has(term) && !stopWordsOf(language).has(surface)
    if (!languages.some(isCommon)) return false
    const own = vocabulary.lookup(surface)?.passages ?? 0
    const isRare = vocabulary.passagesWith(term) >= TIMES_AS_FREQUENT * Math.max(1, own)
    // A common word is no form of a name.
    return isRare || this.corpus.isOfName(surface)
  }

  /** Stems of the words that are common in a language. English leaves its shortest words out of the index. */
  private stemsOf(language: string): ReadonlySet<string> {
    let known = this.stems.get(language)
    if (known === undefined) {
      const common =
        language === DEFAULT_LANGUAGE
          ? []
          : [...stopWordsOf(language)].filter(word => isFrequentIn(this.corpus, word, language))
      known = new Set(common.flatMap(word => analyzeWord(word, language)?.term ?? []))
      this.stems.set(language, known)
    }
    return known
  }
}
