// What might this become? Completions of what is being typed: entities, titles, terms.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import { beginsWords, type ListedEntity, listEntities, wordsOf } from './entities.ts'

export interface Suggestions {
  readonly q: string
  readonly entities: readonly Pick<ListedEntity, 'id' | 'type' | 'name' | 'passages'>[]
  readonly titles: readonly { readonly document: string; readonly title: string }[]
  /** The query with its last word completed. */
  readonly terms: readonly { readonly text: string; readonly passages: number }[]
}

export function suggest(bundle: Bundle, q: string, limit: number): Suggestions {
  const words = wordsOf(q)
  const last = words.at(-1)
  if (last === undefined) return { q, entities: [], titles: [], terms: [] }
  const { entities } = listEntities(bundle, { q, type: null, sort: 'count', offset: 0, limit })
  const titles = bundle.records.documents
    .filter(document => beginsWords(document.title, words))
    .slice(0, limit)
  const before = q.trimEnd().replace(/[\p{L}\p{N}'’]+$/u, '')
  const completions = bundle.engine.vocabulary.withPrefix(fold(last)).slice(0, limit)
  return {
    q,
    entities: entities.map(({ id, type, name, passages }) => ({ id, type, name, passages })),
    titles: titles.map(({ id, title }) => ({ document: id, title })),
    terms: completions.map(({ word, passages }) => ({ text: `${before}${word}`, passages })),
  }
}
