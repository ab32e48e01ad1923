// Which passages mean much the same as these? By the vectors that the index has: nothing is encoded, and no model is asked.
import type { Bundle } from '../../bundle/open-bundle.ts'
import type { Deadline } from '../../domain/deadline.ts'
import type { EntityType } from '../../domain/document.ts'
import { meanOf } from '../../meaning/small-vector.ts'
import { noteText } from '../../query/note-texts.ts'
import { marksOf } from '../highlight.ts'
import { LIMITS } from '../limits.ts'
import { indexOf } from '../passage-index.ts'
import type { SimilarToRequest } from '../request.ts'
import { resolveFilters } from '../resolve-filters.ts'
import { type Hit, toHit } from '../search.ts'
import { type MeaningAnswer, NO_VECTORS } from './fused-hits.ts'
import { CUT_BY_TIME, groupOf, nearestPassages } from './nearest.ts'

/** A name that a passage shares with those that it is like. */
export interface SharedName {
  readonly id: string
  readonly type: EntityType
  readonly name: string
}

/** Its score says how near it is: 1 for the same text, 0 for one as near as passages are on average. */
export interface SimilarHit extends Hit {
  /** In the order in which it mentions them; days left out. */
  readonly names: readonly SharedName[]
}

export interface SimilarInMeaning {
  readonly meaning: MeaningAnswer
  /** What was read otherwise than it may have been meant. */
  readonly notes: readonly string[]
  /** The nearest first. */
  readonly hits: readonly SimilarHit[]
  /** As in `SearchPage`. */
  readonly partial?: true
}

/**
 * The passages nearest to the given ones, all of them together: to the mean of their vectors (Rocchio, "Relevance feedback in information
 * retrieval", 1971). The given ones, and whatever stands for the same in the grouping, are left out.
 * @throws {NotFoundError} where one of them is not in the index
 */
export async function similarInMeaning(
  bundle: Bundle,
  { passages, filters: asked, limit, group, least }: SimilarToRequest,
  deadline: Deadline,
): Promise<SimilarInMeaning> {
  const { vectors, records } = bundle
  const given = passages.map(id => indexOf(bundle, id))
  const { filters, notes: told } = await resolveFilters(bundle, asked, deadline)
  const notes = told.map(noteText)
  if (vectors === null) return { meaning: { searched: false, why: NO_VECTORS }, notes, hits: [] }
  const own = new Set(given.flatMap(index => records.copies.of(index)))
  const ownGroups = new Set([...own].map(index => groupOf(bundle, group, index)))
  const query = meanOf(given.map(index => vectors.at(index)))
  const nearest = await nearestPassages(bundle, query, filters, group, limit + ownGroups.size, deadline)
  if (nearest === null) {
    return { meaning: { searched: false, failed: true, why: CUT_BY_TIME }, notes, hits: [], partial: true }
  }
  const others = nearest.passages.filter(
    index =>
      !own.has(index) && !ownGroups.has(groupOf(bundle, group, index)) && nearest.likeness(index) >= least,
  )
  const known = new Set(given.flatMap(index => namesIn(bundle, index)))
  const hits: SimilarHit[] = []
  for (const index of others.slice(0, limit)) {
    await deadline.share()
    const names = namesIn(bundle, index).filter(id => known.has(id))
    hits.push({
      ...toHit(bundle, { index, score: nearest.likeness(index) }, NO_MARKS),
      names: names.slice(0, LIMITS.like.names).flatMap(id => {
        const entity = records.entity(id)
        return entity === null ? [] : [{ id, type: entity.type, name: entity.name }]
      }),
    })
  }
  return { meaning: { searched: true, model: bundle.manifest.meaning?.model.name ?? '' }, notes, hits }
}

const NO_MARKS = marksOf({ type: 'all' })

/** Ids of what a passage mentions, days left out, each once. */
function namesIn({ records }: Bundle, index: number): string[] {
  const ids = records.passage(index).mentions.map(({ entity }) => entity)
  return [...new Set(ids.filter(id => id !== null))].filter(id => !id.startsWith('date:'))
}
