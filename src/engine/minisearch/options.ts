// How does the MiniSearch engine index and score? The one place for its settings.
import MiniSearch, { type Options } from 'minisearch'
import { FIELDS, type Field } from '../../domain/query.ts'

/** The files in the bundle's folder. */
export const MINISEARCH_FILES = { vocabulary: 'vocabulary.jsonl', index: 'minisearch.json' } as const

/** What one passage gives to the index: the terms of each field, a line each. */
export type IndexedPassage = { readonly id: number } & Readonly<Record<Field, string>>

export const MINISEARCH_OPTIONS: Options<IndexedPassage> = {
  fields: [...FIELDS],
  storeFields: [],
  tokenize: joined => (joined === '' ? [] : joined.split('\n')),
  processTerm: term => term,
  autoVacuum: false,
}

export { MiniSearch }
