// Which passages have the words, the best first? The engine's hits, re-ranked.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { slotsIn } from '../domain/slots.ts'
import type { EngineAnswer } from '../engine/engine.ts'
import type { CompiledSelection } from './compile.ts'
import { DOCUMENT_WEIGHTS, RANKING, type RankingWeights, WEIGHTS } from './ranking/parameters.ts'
import { asRanked, type RankedHit, rerank } from './ranking/rerank.ts'
import type { SearchRequest, Selection } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'

/** The page's hits, re-ranked where they are sorted by relevance, and the engine's answer with the exact counts. */
export async function rankedHits(
  bundle: Bundle,
  { tree, filters }: CompiledSelection,
  request: Omit<SearchRequest, keyof Selection | 'counts' | 'meaning'>,
  deadline: Deadline = requestDeadline(),
  weights: RankingWeights = request.group === 'document' ? DOCUMENT_WEIGHTS : WEIGHTS,
): Promise<{ answer: EngineAnswer; ranked: RankedHit[] }> {
  const { sort, offset, limit, facets, facetLimit, explain } = request
  const isRanked = sort === 'relevance' && offset < RANKING.window
  const slots = slotsIn(tree)
  const answer = await bundle.engine.search({
    query: tree,
    filters,
    sort,
    offset: isRanked ? 0 : offset,
    limit: isRanked ? Math.max(RANKING.window, offset + limit) : limit,
    groupBy: request.group,
    facets,
    facetLimit,
    timeline: request.timeline,
    ...(slots.length === 0 ? {} : { slots }),
    ...limitsOf(deadline),
  })
  if (!isRanked) return { answer, ranked: answer.hits.map(asRanked) }
  const ranked = await rerank(bundle, tree, answer.hits, { explain, deadline, weights })
  return { answer, ranked: ranked.slice(offset, offset + limit) }
}
