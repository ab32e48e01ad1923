// How does the MiniSearch engine index and score? The one place for its settings.
import MiniSearch, { type Options } from 'minisearch'
import { terms } from '../../analysis/analyzer.ts'
import { FIELDS, type Field } from '../../domain/query.ts'

/** What one passage gives to the index. */
export type IndexedPassage = { readonly id: number } & Readonly<Record<Field, string>>

export const MINISEARCH_OPTIONS: Options<IndexedPassage> = {
  fields: [...FIELDS],
  storeFields: [],
  tokenize: terms,
  processTerm: term => term,
  autoVacuum: false,
}

export { MiniSearch }
