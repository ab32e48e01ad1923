// Here is what a person typed and the corpus's words, give me the tree that engines answer.
import type { QueryNode } from '../domain/query.ts'
import { Alternatives } from './alternatives.ts'
import { Clauses } from './clauses.ts'
import type { CompileOptions, QueryContext } from './context.ts'
import { CorpusWords } from './corpus-words.ts'
import { Expansion } from './expansion.ts'
import type { Note } from './note-texts.ts'
import { Notes } from './notes.ts'
import { parseQuery } from './parse.ts'
import { isFieldName } from './special-fields.ts'

export type { CompileOptions, QueryContext } from './context.ts'

export interface CompiledQuery {
  readonly tree: QueryNode
  /** Index terms of the words that count, in order of the query, exclusions left out. */
  readonly terms: readonly string[]
  readonly notes: readonly Note[]
  /** The query with misspelt words replaced, or null. */
  readonly suggestion: string | null
}

/** Parses and compiles; whatever is typed gets a tree. An empty query matches everything. */
export async function compileQuery(
  query: string,
  options: CompileOptions,
  context: QueryContext,
): Promise<CompiledQuery> {
  const notes = new Notes()
  const root = parseQuery(query, isFieldName, notes, options.syntax)
  const words = new CorpusWords(context)
  const expansion = new Expansion(words, options, notes, context.deadline)
  const isSearch = root.children.length > 0
  const alternatives = new Alternatives(words, notes, {
    synonyms: options.synonyms === 'on' ? context.synonyms : null,
    variants: options.variants === 'on' && isSearch ? await context.variants() : null,
  })
  const clauses = new Clauses({ query, options, context, notes, words, expansion, alternatives })
  const tree = await clauses.compileRoot(root)
  return {
    tree,
    terms: [...words.counted],
    notes: notes.list(),
    suggestion: expansion.suggestion(query),
  }
}
