// Who or what does the query name? Entities to offer beside the hits.

import { analyze } from '../analysis/analyzer.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { EntityRecord, EntityRelation, EntityType } from '../domain/document.ts'
import type { QueryNode } from '../domain/query.ts'
import { askHits, NO_FILTERS } from '../engine/engine-requests.ts'
import { TITLE_PARTS, TITLES } from '../entities/tagger/cues.ts'
import { nameIndexOf, wordsOf } from './name-index.ts'
import { limitsOf } from './request-deadline.ts'

export interface QueryEntity {
  readonly id: string
  readonly type: EntityType
  readonly name: string
  /** What of the query names it. */
  readonly text: string
  readonly passages: number
}

const MAX_ENTITIES = 5
/** Passages read to find out who bears a title, at most. */
const MAX_PASSAGES = 50

/**
 * Entities whose names or aliases stand in the query (`sarkissian`), and people to whom the corpus gives the title that the
 * query says (`president of armenia`); the most mentioned first for each part of the query.
 */
export async function queryEntities(bundle: Bundle, q: string, deadline: Deadline): Promise<QueryEntity[]> {
  const offered = [
    ...(await bearersOfTitle(bundle, q, deadline)).map(entity => toOffer(entity, q.trim())),
    ...nameIndexOf(bundle)
      .namesIn(q)
      .flatMap(({ entities, text }) => entities.map(entity => toOffer(entity, text))),
  ]
  const seen = new Set<string>()
  return offered
    .filter(({ id, passages }) => passages > 0 && !seen.has(id) && seen.add(id))
    .slice(0, MAX_ENTITIES)
}

function toOffer({ id, type, name, passages }: EntityRecord, text: string): QueryEntity {
  return { id, type, name, text, passages }
}

/** A role in words, of a place under its names: `president` of `armenia`, whose people are `armenian`. */
interface Role {
  readonly role: readonly string[]
  readonly places: readonly (readonly string[])[]
  readonly peoples: readonly (readonly string[])[]
}

/**
 * People whom the corpus gives the title that the query says: "Armen Sarkissian, the president of Armenia", "Armenian President
 * Armen Sarkissian", "President Ilham Aliyev of Azerbaijan". The one so named most often first.
 */
async function bearersOfTitle(bundle: Bundle, q: string, deadline: Deadline): Promise<EntityRecord[]> {
  const asked = roleIn(bundle, wordsOf(q))
  if (asked === null) return []
  const counts = new Map<string, number>()
  for (const index of await candidates(bundle, asked, deadline)) {
    await deadline.share()
    const { text, mentions } = bundle.records.passage(index)
    for (const { start, end, entity, type } of mentions) {
      if (type !== 'person' || entity === null) continue
      const before = wordsOf(text.slice(0, start).split(SENTENCE_END).at(-1) ?? '')
      const after = wordsOf(text.slice(end).split(SENTENCE_END)[0] ?? '')
      if (bearsTitle(asked, before, after)) counts.set(entity, (counts.get(entity) ?? 0) + 1)
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .flatMap(([id]) => bundle.records.entity(id) ?? [])
}

const SENTENCE_END = /[.!?;]\s|\n/u

/** `president of armenia` and `armenian president`; null for a query of another form. */
function roleIn(bundle: Bundle, words: readonly string[]): Role | null {
  if (words.length < 2 || words.length > 7 || !words.some(word => TITLES.has(word))) return null
  const names = nameIndexOf(bundle)
  const of = words.indexOf('of')
  const place = of > 0 ? words.slice(of + 1) : []
  const people =
    of > 0
      ? []
      : words.slice(
          0,
          words.findIndex(word => TITLES.has(word) || TITLE_PARTS.has(word)),
        )
  const role = of > 0 ? words.slice(0, of) : words.slice(people.length)
  const homelands =
    of > 0
      ? names.find(place.join(' ')).map(({ id }) => id)
      : names
          .find(people.join(' '))
          .flatMap(({ relations }) => relations.filter(isDemonym).map(({ entity }) => entity))
  if (role.length === 0 || place.length + people.length === 0) return null
  const peoples = bundle.records.entities.filter(({ relations }) =>
    relations.some(relation => isDemonym(relation) && homelands.includes(relation.entity)),
  )
  const namesOf = ({ name, aliases }: EntityRecord): string[][] =>
    [name, ...aliases.map(alias => alias.name)].map(wordsOf)
  return {
    role,
    places: [place, ...homelands.flatMap(id => bundle.records.entity(id) ?? []).flatMap(namesOf)].filter(
      isNotEmpty,
    ),
    peoples: [people, ...peoples.flatMap(namesOf)].filter(isNotEmpty),
  }
}

function isDemonym({ relation }: EntityRelation): boolean {
  return relation === 'demonym-of'
}

function isNotEmpty(words: readonly string[]): boolean {
  return words.length > 0
}

/** Whether the words around a name give it the title. */
function bearsTitle(
  { role, places, peoples }: Role,
  before: readonly string[],
  after: readonly string[],
): boolean {
  const whole = [
    ...places.map(place => [...role, 'of', ...place]),
    ...peoples.map(people => [...people, ...role]),
  ]
  const following = after[0] === 'the' ? after.slice(1) : after
  return (
    whole.some(title => endsWith(before, title) || startsWith(following, title)) ||
    (endsWith(before, role) && places.some(place => startsWith(after, ['of', ...place])))
  )
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.every((word, at) => words[at] === word)
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  return startsWith(words.slice(Math.max(0, words.length - end.length)), end)
}

/** Passages with the role's words and a name of the place or its people. */
async function candidates(
  bundle: Bundle,
  { role, places, peoples }: Role,
  deadline: Deadline,
): Promise<number[]> {
  const allOf = (words: readonly string[]): QueryNode => ({
    type: 'and',
    children: analyze(words.join(' '), bundle.records.languages).flatMap(({ raw, terms }): QueryNode[] =>
      terms.length === 0
        ? []
        : [{ type: 'terms', word: raw, terms: terms.map(term => ({ term, weight: 1 })) }],
    ),
  })
  const { hits } = await bundle.engine.search(
    askHits({
      query: {
        type: 'and',
        children: [allOf(role), { type: 'or', children: [...places, ...peoples].map(allOf) }],
      },
      filters: NO_FILTERS,
      sort: 'newest',
      limit: MAX_PASSAGES,
      everyMatch: true,
      ...limitsOf(deadline),
    }),
  )
  return hits.map(hit => hit.index)
}
