// What might this become? Completions of what is being typed: entities, titles, terms.
import type { Bundle } from '../bundle/open-bundle.ts'
import { type ListedEntity, listEntities } from './entities.ts'
import { nameIndexOf, wordsOf } from './name-index.ts'

export interface Suggestions {
  readonly q: string
  readonly entities: readonly Pick<ListedEntity, 'id' | 'type' | 'name' | 'passages'>[]
  readonly titles: readonly { readonly document: string; readonly title: string }[]
  /** The query with its last word completed. */
  readonly terms: readonly { readonly text: string; readonly passages: number }[]
}

export function suggest(bundle: Bundle, q: string, limit: number): Suggestions {
  const last = wordsOf(q).at(-1)
  if (last === undefined) return { q, entities: [], titles: [], terms: [] }
  const { entities } = listEntities(bundle, { q, type: null, sort: 'count', offset: 0, limit })
  const titles = nameIndexOf(bundle).titlesWith(q).slice(0, limit)
  const before = q.trimEnd().replace(/[\p{L}\p{N}'’]+$/u, '')
  const completions = bundle.engine.vocabulary.withPrefix(last).slice(0, limit)
  return {
    q,
    entities: entities.map(({ id, type, name, passages }) => ({ id, type, name, passages })),
    titles: titles.map(({ id, title }) => ({ document: id, title })),
    terms: completions.map(({ word, passages }) => ({ text: `${before}${word}`, passages })),
  }
}
