// What does a total count? The passages that have any of the words, all of them, or the words as a phrase, each as exact as the total.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { EntityType } from '../domain/document.ts'
import { askFigures } from '../engine/engine-requests.ts'
import { asPhrase, plainWordsOf } from '../query/plain-words.ts'
import { compile } from './compile.ts'
import type { QueryEntity } from './query-entities.ts'
import type { Selection } from './request.ts'
import { limitsOf } from './request-deadline.ts'

/** Words of a query whose readings are counted. */
const FEWEST = 2
const MOST = 6

/** Each is the `total` of a search with the same filters. */
export interface ReadingCounts {
  /** The whole query is the name of this entity: passages that mention it, with `entity=ID` and no query. */
  readonly name?: {
    readonly id: string
    readonly type: EntityType
    readonly name: string
    readonly count: number
  }
  /** With `match=any`. */
  readonly any?: number
  /** With `match=all`. */
  readonly all?: number
  /** With the query in quotation marks. */
  readonly phrase?: number
  /** Hits that no word led to: they are near in meaning. No other figure counts them. */
  readonly meaning?: number
  /** Passages that no word led to, those beside passages with the words among them; given with `group=document`, where a hit is a document. */
  readonly relatedPassages?: number
}

/**
 * @param found what the search itself found
 * @returns null for a query of one word, of many, or with signs, that is no name; `partial` where not all could be counted
 */
export async function countReadings(
  bundle: Bundle,
  selection: Selection,
  found: { readonly total: number; readonly entities: readonly QueryEntity[] },
  deadline: Deadline,
): Promise<ReadingCounts | 'partial' | null> {
  const words = plainWordsOf(selection.q, selection.syntax)
  const isCounted = words !== null && words.length >= FEWEST && words.length <= MOST
  const typed = fold(selection.q.trim())
  const named = words === null ? undefined : found.entities.find(({ text }) => fold(text) === typed)
  if (!isCounted && named === undefined) return null
  let isPartial = false
  const count = async (other: Partial<Selection>): Promise<number> => {
    const asked = { ...selection, ...other }
    const { tree, filters: meant } = await compile(bundle, asked, deadline)
    const answer = await bundle.engine.search(
      askFigures({ query: tree, filters: meant, ...limitsOf(deadline) }),
    )
    isPartial ||= answer.partial === true
    return answer.total
  }
  const { match, filters } = selection
  const withName = ({ id, type }: QueryEntity): Selection['filters'] => ({
    ...filters,
    all: [...filters.all, { facet: type, values: [id] }],
  })
  // Side by side: a cluster takes its time for each.
  const [ofName, any, all, phrase] = await Promise.all([
    named === undefined ? null : count({ q: '', filters: withName(named) }),
    isCounted && match === 'all' ? count({ match: 'any' }) : found.total,
    isCounted && match === 'any' ? count({ match: 'all' }) : found.total,
    isCounted ? count({ q: asPhrase(words.join(' ')), prefix: 'off', syntax: 'on' }) : 0,
  ])
  if (isPartial || deadline.isOver) return 'partial'
  return {
    ...(named === undefined || ofName === null
      ? {}
      : { name: { id: named.id, type: named.type, name: named.name, count: ofName } }),
    ...(isCounted ? { any, all, phrase } : {}),
  }
}

/** `Jody Williams (person): 3 · any word: 12 · all words: 5 · exact phrase: 3`. */
export function countsLine({ name, any, all, phrase, meaning, relatedPassages }: ReadingCounts): string {
  const related = relatedPassages ?? meaning
  const figures = { 'any word': any, 'all words': all, 'exact phrase': phrase, 'related in meaning': related }
  return [
    ...(name === undefined ? [] : [`${name.name} (${name.type}): ${name.count}`]),
    ...Object.entries(figures).flatMap(([what, count]) => (count === undefined ? [] : [`${what}: ${count}`])),
  ].join(' · ')
}
