// What might this become? Names, titles and words that complete what is typed, each with the total of the search that it leads to.
import { tokenize } from '../analysis/tokenize.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import { Deadline } from '../domain/deadline.ts'
import { askFigures } from '../engine/engine-requests.ts'
import { compile } from './compile.ts'
import { type ListedEntity, listEntities } from './entities.ts'
import { LIMITS } from './limits.ts'
import { nameIndexOf, wordsOf } from './name-index.ts'
import type { Selection, SuggestRequest } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'
import { completionsOf } from './suggest-words.ts'

export interface Suggestions {
  readonly q: string
  /**
   * Those with a name that the last words begin; `before` is what stands before these words. `passages` is the total of the search for
   * `before` with the entity as a filter.
   */
  readonly entities: readonly (Pick<ListedEntity, 'id' | 'type' | 'name' | 'passages'> & {
    readonly before: string
  })[]
  readonly titles: readonly { readonly document: string; readonly title: string }[]
  /** The query with its last word completed, or a word added that follows it; `passages` is the total of the search for `text`. */
  readonly terms: readonly { readonly text: string; readonly passages: number }[]
}

/** Every figure is exact, and above zero: what could not be counted in time is not suggested. */
export async function suggest(
  bundle: Bundle,
  request: SuggestRequest,
  whole: Deadline = requestDeadline(),
): Promise<Suggestions> {
  const { q, limit } = request
  if (wordsOf(q).length === 0) return { q, entities: [], titles: [], terms: [] }
  const deadline = new Deadline(Math.min(whole.leftMs, LIMITS.suggestions.ms), whole.signal)
  const entities = await namesAtTheEnd(bundle, request, deadline)
  const titles = (await nameIndexOf(bundle).titlesWith(q, deadline)).slice(0, limit)
  return {
    q,
    entities,
    titles: titles.map(({ id, title }) => ({ document: id, title })),
    terms: await completedQueries(bundle, request, deadline),
  }
}

/** Completions that are counted for each that is wanted: some add nothing to the search. */
const TRIED = 3

async function completedQueries(
  bundle: Bundle,
  request: SuggestRequest,
  deadline: Deadline,
): Promise<{ text: string; passages: number }[]> {
  const { before, words } = await completionsOf(bundle, request, deadline)
  const known = new Set((await compile(bundle, { ...request, q: before }, deadline)).terms)
  /** Terms that a suggestion adds: two words of one stem lead to one search. */
  const offered = new Set<string>()
  const found = await countedInTurn(
    words.slice(0, request.limit * TRIED).map(word => ({ text: before + word })),
    request.limit,
    deadline,
    async ({ text }) => {
      const asked = { ...request, q: text }
      const added = (await compile(bundle, asked, deadline)).terms.filter(term => !known.has(term)).join(' ')
      // A stop word adds nothing to what is searched.
      if (added === '' || offered.has(added)) return null
      offered.add(added)
      return totalOf(bundle, asked, deadline)
    },
  )
  return found.map(({ item: { text }, passages }) => ({ text, passages }))
}

/** Words at the end of what is typed that may begin a name, at most. */
const NAME_WORDS = 8

/** Entities of whose name as many of the last words as possible are the beginning. */
async function namesAtTheEnd(
  bundle: Bundle,
  request: SuggestRequest,
  deadline: Deadline,
): Promise<Suggestions['entities']> {
  const { q, limit, filters } = request
  const starts = tokenize(q)
    .slice(-NAME_WORDS)
    .map(({ start }) => start)
  for (const start of starts) {
    if (deadline.isOver) break
    const asked = { q: q.slice(start), type: null, sort: 'count', offset: 0, limit: limit * TRIED } as const
    const { entities } = await listEntities(bundle, asked, deadline)
    if (entities.length === 0) continue
    const before = q.slice(0, start).trim()
    const found = await countedInTurn(entities, limit, deadline, async ({ id, type }) => {
      const all = [...filters.all, { facet: type, values: [id] }]
      return totalOf(bundle, { ...request, q: before, filters: { ...filters, all } }, deadline)
    })
    return found.map(({ item: { id, type, name }, passages }) => ({ id, type, name, passages, before }))
  }
  return []
}

/** Searches that are asked for at once: a cluster answers them side by side. */
const AT_ONCE = 8

/** The first `limit` items that something is found for, each with the figure. */
async function countedInTurn<T>(
  items: readonly T[],
  limit: number,
  deadline: Deadline,
  count: (item: T) => Promise<number | null>,
): Promise<{ item: T; passages: number }[]> {
  const found: { item: T; passages: number }[] = []
  for (let from = 0; from < items.length && found.length < limit && !deadline.isOver; from += AT_ONCE) {
    const counted = await Promise.all(
      items.slice(from, from + AT_ONCE).map(async item => ({ item, passages: await count(item) })),
    )
    for (const { item, passages } of counted)
      if (passages !== null && passages > 0) found.push({ item, passages })
  }
  return found.slice(0, limit)
}

/** What the search finds; null where the time was up before it was counted. */
async function totalOf(bundle: Bundle, selection: Selection, deadline: Deadline): Promise<number | null> {
  const { tree, filters } = await compile(bundle, selection, deadline)
  if (deadline.isOver) return null
  const { total, partial } = await bundle.engine.search(
    askFigures({ query: tree, filters, ...limitsOf(deadline) }),
  )
  return partial === true ? null : total
}
