// What does a total count? The passages that have any of the words, all of them, or the words as a phrase, each as exact as the total.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import type { EntityType } from '../domain/document.ts'
import { asPhrase, plainWordsOf } from '../query/plain-words.ts'
import { compile } from './compile.ts'
import { COUNT_ONLY } from './count-only.ts'
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
}

/**
 * @param found what the search itself found
 * @returns null for a query of one word, of many, or with signs, that is no name; and where the time was up
 */
export async function countReadings(
  bundle: Bundle,
  selection: Selection,
  found: { readonly total: number; readonly entities: readonly QueryEntity[] },
  deadline: Deadline,
): Promise<ReadingCounts | null> {
  const words = plainWordsOf(selection.q, selection.syntax)
  const isCounted = words !== null && words.length >= FEWEST && words.length <= MOST
  const typed = fold(selection.q.trim())
  const named = words === null ? undefined : found.entities.find(({ text }) => fold(text) === typed)
  if (!isCounted && named === undefined) return null
  let isPartial = false
  const count = async (other: Partial<Selection>): Promise<number> => {
    const asked = { ...selection, ...other }
    const { tree, filters: meant } = await compile(bundle, asked, deadline)
    const answer = await bundle.engine.search({
      ...COUNT_ONLY,
      query: tree,
      filters: meant,
      ...limitsOf(deadline),
    })
    isPartial ||= answer.partial === true
    return answer.total
  }
  const { match, filters } = selection
  const withName = ({ id, type }: QueryEntity): Selection['filters'] => ({
    ...filters,
    all: [...filters.all, { facet: type, values: [id] }],
  })
  const name =
    named === undefined
      ? {}
      : {
          name: {
            id: named.id,
            type: named.type,
            name: named.name,
            count: await count({ q: '', filters: withName(named) }),
          },
        }
  const readings =
    words === null || !isCounted
      ? {}
      : {
          any: match === 'any' ? found.total : await count({ match: 'any' }),
          all: match === 'all' ? found.total : await count({ match: 'all' }),
          phrase: await count({ q: asPhrase(words.join(' ')), prefix: 'off', syntax: 'on' }),
        }
  return isPartial || deadline.isOver ? null : { ...name, ...readings }
}

/** `Jody Williams (person): 3 · any word: 12 · all words: 5 · exact phrase: 3`. */
export function countsLine({ name, any, all, phrase }: ReadingCounts): string {
  const figures = { 'any word': any, 'all words': all, 'exact phrase': phrase }
  return [
    ...(name === undefined ? [] : [`${name.name} (${name.type}): ${name.count}`]),
    ...Object.entries(figures).flatMap(([what, count]) => (count === undefined ? [] : [`${what}: ${count}`])),
  ].join(' · ')
}
