// What might this become? Completions of what is being typed: entities, titles, terms.
import { tokenize } from '../analysis/tokenize.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { type ListedEntity, listEntities } from './entities.ts'
import { nameIndexOf, wordsOf } from './name-index.ts'
import { requestDeadline } from './request-deadline.ts'

export interface Suggestions {
  readonly q: string
  /** Those with a name that the last words begin; `before` is what stands before these words. */
  readonly entities: readonly (Pick<ListedEntity, 'id' | 'type' | 'name' | 'passages'> & {
    readonly before: string
  })[]
  readonly titles: readonly { readonly document: string; readonly title: string }[]
  /** The query with its last word completed. */
  readonly terms: readonly { readonly text: string; readonly passages: number }[]
}

export async function suggest(
  bundle: Bundle,
  q: string,
  limit: number,
  deadline: Deadline = requestDeadline(),
): Promise<Suggestions> {
  const last = wordsOf(q).at(-1)
  if (last === undefined) return { q, entities: [], titles: [], terms: [] }
  const { before: left, entities } = await namesAtTheEnd(bundle, q, limit, deadline)
  const titles = (await nameIndexOf(bundle).titlesWith(q, deadline)).slice(0, limit)
  const before = q.trimEnd().replace(/[\p{L}\p{N}'’]+$/u, '')
  const { entries: completions } = await bundle.engine.vocabulary.withPrefix(last, limit, deadline)
  return {
    q,
    entities: entities.map(({ id, type, name, passages }) => ({ id, type, name, passages, before: left })),
    titles: titles.map(({ id, title }) => ({ document: id, title })),
    terms: completions.map(({ word, passages }) => ({ text: `${before}${word}`, passages })),
  }
}

/** Words at the end of what is typed that may begin a name, at most. */
const NAME_WORDS = 8

/** Entities of whose name as many of the last words as possible are the beginning. */
async function namesAtTheEnd(
  bundle: Bundle,
  q: string,
  limit: number,
  deadline: Deadline,
): Promise<{ before: string; entities: readonly ListedEntity[] }> {
  const starts = tokenize(q)
    .slice(-NAME_WORDS)
    .map(({ start }) => start)
  for (const start of starts) {
    const asked = { q: q.slice(start), type: null, sort: 'count', offset: 0, limit } as const
    const { entities } = await listEntities(bundle, asked, deadline)
    if (entities.length > 0) return { before: q.slice(0, start).trim(), entities }
  }
  return { before: '', entities: [] }
}
