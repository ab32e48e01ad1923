// Which passages have these operands near each other, where the cluster cannot say so exactly? Their texts are looked at here.
import { analyze } from '../../analysis/analyzer.ts'
import { nearPlaces } from '../../analysis/near.ts'
import { Deadline } from '../../domain/deadline.ts'
import { type NearNode, type QueryNode, WORDED_FIELDS } from '../../domain/query.ts'
import type { PassageSource } from '../engine.ts'
import { fieldLanguage, fieldTexts } from '../field-texts.ts'
import type { ClusterSearch } from './cluster-search.ts'
import { COLUMNS } from './index-settings.ts'
import { isExact } from './near-dsl.ts'

/** Candidates that the cluster gives at once. */
const AT_ONCE = 10_000
/** Part of a request's time in which texts are looked at. */
const PART = 0.6

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

/** The passages of a search for a node's candidates that match it; when the time is up those found so far, and the search is partial. */
export async function lookInto(
  search: ClusterSearch,
  node: NearNode,
  source: PassageSource,
): Promise<Int32Array> {
  const { budgetMs = Infinity, signal } = search.request
  const deadline = new Deadline(budgetMs * PART, signal)
  const found: number[] = []
  let after: readonly unknown[] | undefined
  for (;;) {
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
        return Int32Array.from(found)
      }
      const index = Number(sort.at(-1))
      if (isNear(source, index, node)) found.push(index)
    }
    after = hits.hits.at(-1)?.sort
    if (hits.hits.length < AT_ONCE || after === undefined) return Int32Array.from(found)
  }
}

function isNear(source: PassageSource, index: number, node: NearNode): boolean {
  const languages = {
    language: source.languageOf(index),
    documentLanguage: source.documentLanguageOf(index),
  }
  return (node.field === undefined ? WORDED_FIELDS : [node.field]).some(field =>
    fieldTexts(source, index, field).some(text => {
      const [first = []] = nearPlaces(analyze(text, [fieldLanguage(languages, field)]), node)
      return first.length > 0
    }),
  )
}
