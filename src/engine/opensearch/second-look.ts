// Which passages have these operands near each other, where the cluster cannot say so exactly? Their texts are looked at here.
import { analyze } from '../../analysis/analyzer.ts'
import { fillersOf, nearPlaces } from '../../analysis/near.ts'
import { Deadline } from '../../domain/deadline.ts'
import { type NearNode, type QueryNode, WORDED_FIELDS } from '../../domain/query.ts'
import type { Slot } from '../../domain/slots.ts'
import type { EngineRequest, PassageSource } from '../engine.ts'
import type { FacetCount } from '../facets.ts'
import { fieldLanguage, fieldTexts } from '../field-texts.ts'
import { SlotCounts } from '../slot-counts.ts'
import type { ClusterSearch } from './cluster-search.ts'
import { COLUMNS } from './index-settings.ts'
import { isExact } from './near-dsl.ts'

/** Candidates that the cluster gives at once. */
const AT_ONCE = 10_000
/** Part of a request's time in which texts are looked at. */
const PART = 0.8

/** The nodes of a query of which the passages must be looked at. */
export function inexactNodes(node: QueryNode): NearNode[] {
  switch (node.type) {
    case 'near':
      return isExact(node) ? [] : [node]
    case 'not':
      return inexactNodes(node.child)
    case 'and':
    case 'or':
      return node.children.flatMap(inexactNodes)
    default:
      return []
  }
}

/** Part of a request's time in which texts are looked at, for all nodes and slots of its query together. */
export function lookDeadline({ budgetMs = Infinity, signal }: EngineRequest): Deadline {
  return new Deadline(budgetMs * PART, signal)
}

/** The passages of a search for a node's candidates that match it; when the time is up those found so far, and the search is partial. */
export async function lookInto(
  search: ClusterSearch,
  node: NearNode,
  source: PassageSource,
  deadline: Deadline,
): Promise<Int32Array> {
  const found: number[] = []
  for await (const index of passagesOf(search, deadline)) if (isNear(source, index, node)) found.push(index)
  return Int32Array.from(found)
}

/** Who fills the slots of the hits of a search; when the time is up those of the hits that were looked at, and the search is partial. */
export async function fillSlots(
  search: ClusterSearch,
  slots: readonly Slot[],
  source: PassageSource,
  deadline: Deadline,
): Promise<FacetCount[][]> {
  const counts = new SlotCounts(slots)
  for await (const index of passagesOf(search, deadline)) {
    const { text, mentions } = source.passage(index)
    const tokens = analyze(text, [source.languageOf(index)])
    counts.add(slot => fillersOf(tokens, mentions, slot))
  }
  return counts.most(search.request.facetLimit)
}

/** The passages of a search in the order of the corpus, within its time. */
async function* passagesOf(search: ClusterSearch, deadline: Deadline): AsyncGenerator<number> {
  let after: readonly unknown[] | undefined
  for (;;) {
    if (deadline.isOver) {
      search.isPartial = true
      return
    }
    const { hits } = await search.ask({
      sort: [{ [COLUMNS.index]: 'asc' }],
      size: AT_ONCE,
      ...(after === undefined ? {} : { search_after: after }),
      _source: false,
      stored_fields: '_none_',
      track_total_hits: false,
    })
    for (const { sort } of hits.hits) {
      await deadline.share()
      if (deadline.isOver) {
        search.isPartial = true
        return
      }
      yield Number(sort.at(-1))
    }
    after = hits.hits.at(-1)?.sort
    if (hits.hits.length < AT_ONCE || after === undefined) return
  }
}

function isNear(source: PassageSource, index: number, node: NearNode): boolean {
  const languages = {
    language: source.languageOf(index),
    documentLanguage: source.documentLanguageOf(index),
  }
  return (node.field === undefined ? WORDED_FIELDS : [node.field]).some(field =>
    fieldTexts(source, index, field).some(text => {
      const mentions = field === 'text' ? source.passage(index).mentions : []
      const [first = []] = nearPlaces(analyze(text, [fieldLanguage(languages, field)]), node, mentions)
      return first.length > 0
    }),
  )
}
