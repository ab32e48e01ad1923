// Who and what appears together in these results? The most frequent entities, and how many passages each two of them share.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { ENTITY_TYPES, type EntityType } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import { askFigures } from '../engine/engine-requests.ts'
import { logLikelihoodRatio } from './association.ts'
import { compile } from './compile.ts'
import type { NetworkRequest } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'

export interface NetworkNode {
  readonly id: string
  readonly type: EntityType
  readonly name: string
  /** Passages of the results that mention it: exact. */
  readonly count: number
}

export interface NetworkLink {
  readonly source: string
  readonly target: string
  /** Passages of the results that mention both: exact. */
  readonly count: number
  /** Log-likelihood ratio of appearing together within the results. */
  readonly significance: number
}

export interface Network {
  /** Matching passages. */
  readonly total: number
  /** As in `SearchPage`. */
  readonly partial?: true
  /** The most frequent first. */
  readonly nodes: readonly NetworkNode[]
  /** The most significant first; pairs that share no passage have none. */
  readonly links: readonly NetworkLink[]
}

const NETWORK_TYPES = ENTITY_TYPES.filter(type => type !== 'date')

/** The `limit` most frequent entities of a search's results, dates left out, with all pairs that share a passage. */
export async function network(
  bundle: Bundle,
  request: NetworkRequest,
  deadline: Deadline = requestDeadline(),
): Promise<Network> {
  const { engine, records } = bundle
  const { limit } = request
  const { tree, filters } = await compile(bundle, request, deadline)
  const common = { query: tree, facets: NETWORK_TYPES }
  const answer = await engine.search(
    askFigures({ ...common, ...limitsOf(deadline), filters, facetLimit: limit }),
  )
  const nodes = NETWORK_TYPES.flatMap(type =>
    (answer.facets.get(type) ?? []).map(({ id, count }) => ({
      id,
      type,
      name: records.entity(id)?.name ?? id,
      count,
    })),
  )
    .sort((a, b) => b.count - a.count || compareTexts(a.id, b.id))
    .slice(0, limit)
  const counts = new Map(nodes.map(({ id, count }) => [id, count]))
  const links: NetworkLink[] = []
  let isPartial = answer.partial === true
  for (const { id: source, type, count } of nodes) {
    if (deadline.isOver) {
      isPartial = true
      break
    }
    const shared = await engine.search(
      askFigures({
        ...common,
        ...limitsOf(deadline),
        filters: { ...filters, all: [...filters.all, { facet: type, values: [source] }] },
        facetLimit: records.entities.length,
      }),
    )
    isPartial ||= shared.partial === true
    for (const [, values] of shared.facets) {
      for (const { id: target, count: both } of values) {
        const other = counts.get(target)
        if (other === undefined || target <= source) continue
        const ratio = logLikelihoodRatio(both, count, other, answer.total)
        links.push({ source, target, count: both, significance: Math.round(ratio * 100) / 100 })
      }
    }
  }
  links.sort(
    (a, b) =>
      b.significance - a.significance ||
      b.count - a.count ||
      compareTexts(a.source, b.source) ||
      compareTexts(a.target, b.target),
  )
  return { total: answer.total, ...(isPartial ? { partial: true as const } : {}), nodes, links }
}
