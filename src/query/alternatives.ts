// What else may words of a query be called? Synonyms that the corpus's rules have for them, and how its names are spelt otherwise.
// Each is one step away: what is found for an alternative is not looked for again.
import type { AnalyzedToken } from '../analysis/analyzer.ts'
import type { QueryNode } from '../domain/query.ts'
import { boosted } from './combine.ts'
import type { CorpusWords } from './corpus-words.ts'
import { LONGEST_NAME, type NameVariants } from './name-variants.ts'
import type { Notes } from './notes.ts'
import { otherWritings } from './other-spellings.ts'
import type { Clause } from './parse.ts'
import { textField } from './special-fields.ts'
import type { Synonym, Synonyms } from './synonyms.ts'

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
  private readonly variants: NameVariants | null
  /** How many the query has so far. */
  private count = 0

  constructor(
    words: CorpusWords,
    notes: Notes,
    { synonyms, variants }: { readonly synonyms: Synonyms | null; readonly variants: NameVariants | null },
  ) {
    this.words = words
    this.notes = notes
    this.synonyms = synonyms
    this.variants = variants
  }

  /** Those of one word as typed. @param isPlaced whether it stands near another: what holds in one language only has no place there */
  ofWord(clause: WordClause, isPlaced = false): QueryNode[] {
    if (!isPlain(clause)) return []
    const tokens = this.words.analyze(clause.text)
    const match = this.synonyms?.matchesAt(tokens, 0).find(({ length }) => length === tokens.length)
    const synonyms = match?.synonyms ?? []
    const [only, ...others] = tokens
    const spellings =
      this.variants === null || only === undefined
        ? []
        : others.length === 0
          ? [...this.variants.ofName([only.raw]), ...this.variants.ofWord(only.raw)]
          : this.variants.ofName([clause.text])
    return [
      ...this.nodes([clause], isPlaced ? synonyms.filter(isForAll) : synonyms, 'synonym'),
      ...this.nodes([clause], spellings.map(inAll), 'variant'),
    ]
  }

  /** Those of several words from a place of a sequence on, of as many as there are some for; null where there are none. */
  ofWords(clauses: readonly Clause[], at: number): Group | null {
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
    for (const { length, synonyms } of this.synonyms?.matchesAt(tokens, 0) ?? []) {
      const clausesOfIt = ends.indexOf(length) + 1
      if (clausesOfIt < 2) continue
      const nodes = this.nodes(run.slice(0, clausesOfIt), synonyms, 'synonym')
      if (nodes.length > 0) return { length: clausesOfIt, nodes }
    }
    if (this.variants === null) return null
    for (let length = Math.min(run.length, LONGEST_NAME); length > 1; length--) {
      const name = run.slice(0, length)
      const spellings = this.variants.ofName(name.map(({ text }) => text))
      const nodes = this.nodes(name, spellings.map(inAll), 'variant')
      if (nodes.length > 0) return { length, nodes }
    }
    return null
  }

  private nodes(
    typed: readonly WordClause[],
    synonyms: readonly Synonym[],
    kind: 'synonym' | 'variant',
  ): QueryNode[] {
    const field = textField(typed[0]?.field ?? null)
    const found = synonyms.flatMap(({ text, languages }) => {
      const node = this.node(text, field)
      if (node === null) return []
      if (languages === null) return [{ text, node }]
      const inLanguage: QueryNode = { type: 'facet', facet: 'language', values: languages }
      return [{ text, node: { type: 'and', children: [node, inLanguage] } satisfies QueryNode }]
    })
    const taken = found.slice(0, MOST - this.count)
    this.count += taken.length
    const own = typed.map(({ text }) => text).join(' ')
    if (taken.length < found.length)
      this.notes.add('alternatives', 'alternatives-cut', { most: MOST, text: own })
    if (taken.length > 0) {
      const also = { text: own, found: taken.map(({ text }) => text) }
      if (kind === 'variant') this.notes.add(kind, 'also-variants', also)
      else this.notes.add(kind, 'also-synonyms', { ...also, n: taken.length })
    }
    return taken.map(({ node }) => node)
  }

  /** As the text is written, and with its compounds together or apart; null for what stands nowhere in the corpus. */
  private node(text: string, field: ReturnType<typeof textField>): QueryNode | null {
    const { vocabulary } = this.words
    const writings = [text, ...otherWritings(text, word => vocabulary.partsOf(word))]
    const nodes = writings.flatMap(written => this.written(written, field) ?? [])
    return nodes.length < 2 ? (nodes[0] ?? null) : { type: 'or', children: nodes, alternatives: true }
  }

  private written(text: string, field: ReturnType<typeof textField>): QueryNode | null {
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

function isForAll({ languages }: Synonym): boolean {
  return languages === null
}

function inAll(text: string): Synonym {
  return { text, languages: null }
}

/** Tokens of a phrase that rules are looked for. */
const LONGEST = 20

/** Typed to its end, in no field but one of text: not a quotation, a beginning, or another spelling. */
function isPlain({ suffix, field }: WordClause): boolean {
  return suffix === '' && (field === null || textField(field) !== undefined)
}
