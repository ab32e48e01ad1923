// What else may words of a query be called? Synonyms that the corpus's rules have for them, and how its names are spelt otherwise.
// Each is one step away: what is found for an alternative is not looked for again.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { QueryNode } from '../domain/query.ts'
import { boosted } from './combine.ts'
import type { CompileOptions, QueryContext } from './context.ts'
import type { CorpusWords } from './corpus-words.ts'
import { type Notes, shown } from './notes.ts'
import type { Clause } from './parse.ts'
import { textField } from './special-fields.ts'
import type { Synonyms } from './synonyms.ts'

/** How much an alternative counts beside the word that was typed. */
const WEIGHT = 0.5
/** Alternatives of a query, at most. */
const MOST = 100

type WordClause = Extract<Clause, { type: 'word' }>

/** Words of a sequence that stand side by side, and what else they are called together. */
export interface Group {
  /** Clauses that belong to it. */
  readonly length: number
  readonly nodes: readonly QueryNode[]
}

export class Alternatives {
  private readonly words: CorpusWords
  private readonly notes: Notes
  private readonly synonyms: Synonyms | null
  /** How many the query has so far. */
  private count = 0

  constructor(
    words: CorpusWords,
    notes: Notes,
    options: CompileOptions,
    { synonyms }: Pick<QueryContext, 'synonyms'>,
  ) {
    this.words = words
    this.notes = notes
    this.synonyms = options.synonyms === 'off' ? null : synonyms
  }

  /** Those of one word as typed. */
  ofWord(clause: WordClause): QueryNode[] {
    if (!isPlain(clause)) return []
    const tokens = this.words.analyze(clause.text)
    const match = this.synonyms?.matchesAt(tokens, 0).find(({ length }) => length === tokens.length)
    return match === undefined ? [] : this.nodes([clause], match.texts)
  }

  /** Those of several words from a place of a sequence on, of as many as there are some for; null where there are none. */
  ofWords(clauses: readonly Clause[], at: number): Group | null {
    if (this.synonyms === null || this.synonyms.isEmpty) return null
    const tokens: AnalyzedToken[] = []
    /** After which tokens a clause ends. */
    const ends: number[] = []
    const run: WordClause[] = []
    for (let next = at; next < clauses.length && tokens.length < LONGEST; next++) {
      const clause = clauses[next]
      if (clause?.type !== 'word' || !isPlain(clause) || clause.field !== (run[0]?.field ?? clause.field))
        break
      run.push(clause)
      tokens.push(...this.words.analyze(clause.text))
      ends.push(tokens.length)
    }
    for (const { length, texts } of this.synonyms.matchesAt(tokens, 0)) {
      const clausesOfIt = ends.indexOf(length) + 1
      if (clausesOfIt < 2) continue
      const nodes = this.nodes(run.slice(0, clausesOfIt), texts)
      if (nodes.length > 0) return { length: clausesOfIt, nodes }
    }
    return null
  }

  private nodes(typed: readonly WordClause[], texts: readonly string[]): QueryNode[] {
    const field = textField(typed[0]?.field ?? null)
    const found = texts.flatMap(text => {
      const node = this.node(text, field)
      return node === null ? [] : [{ text, node }]
    })
    const taken = found.slice(0, MOST - this.count)
    this.count += taken.length
    const own = typed.map(({ text }) => text).join(' ')
    if (taken.length < found.length)
      this.notes.add(
        'alternatives',
        `A query has ${MOST} synonyms at most; some of ${shown(own)} were not searched.`,
      )
    if (taken.length > 0)
      this.notes.add(
        'synonym',
        `Also searched, as ${taken.length === 1 ? 'a synonym' : 'synonyms'} of ${shown(own)}: ${taken.map(({ text }) => shown(text)).join(', ')}.`,
      )
    return taken.map(({ node }) => node)
  }

  /** Null for what stands nowhere in the corpus. */
  private node(text: string, field: ReturnType<typeof textField>): QueryNode | null {
    const tokens = this.words.analyze(text)
    const { vocabulary } = this.words
    const isKnown = ({ terms, surface }: AnalyzedToken): boolean =>
      terms.length === 0 ||
      [...terms, ...vocabulary.termsOfWord(surface)].some(term => vocabulary.hasTerm(term))
    const [only, ...others] = tokens
    if (only === undefined || !tokens.every(isKnown) || tokens.every(({ terms }) => terms.length === 0))
      return null
    const node: QueryNode =
      others.length > 0 || only.isUnspaced
        ? this.words.phrase(tokens, field)
        : {
            type: 'terms',
            word: only.raw,
            terms: this.words.exact(only),
            ...(field === undefined ? {} : { field }),
          }
    // The scores of a phrase's words add up.
    return boosted(node, WEIGHT / tokens.length)
  }
}

/** Tokens of a phrase that rules are looked for. */
const LONGEST = 20

/** Typed to its end, in no field but one of text: not a quotation, a beginning, or another spelling. */
function isPlain({ suffix, field }: WordClause): boolean {
  return suffix === '' && (field === null || textField(field) !== undefined)
}
