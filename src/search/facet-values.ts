// Which values does a facet have in these results, all of them? For lists that are searched and paged.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { isEntityType } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import type { FacetName } from '../domain/query.ts'
import { askFigures } from '../engine/engine-requests.ts'
import { compile } from './compile.ts'
import { beginningsOf, nameIndexOf, wordsOf } from './name-index.ts'
import type { FacetValuesRequest } from './request.ts'
import { limitsOf, requestDeadline } from './request-deadline.ts'
import { type FacetValue, valueName } from './search.ts'

export interface FacetValues {
  readonly facet: FacetName
  /** Values that fit `name`. */
  readonly total: number
  /** As in `SearchPage`. */
  readonly partial?: true
  readonly offset: number
  readonly limit: number
  readonly values: readonly FacetValue[]
}

/** Values of one facet with their exact counts in the results of a search; of entities also their aliases are looked at. */
export async function facetValues(
  bundle: Bundle,
  request: FacetValuesRequest,
  deadline: Deadline = requestDeadline(),
): Promise<FacetValues> {
  const { facet, name, order, offset, limit } = request
  const { tree, filters } = await compile(bundle, request, deadline)
  const answer = await bundle.engine.search(
    askFigures({
      query: tree,
      filters,
      facets: [facet],
      everyFolder: wordsOf(name).length > 0,
      facetLimit: bundle.records.size + bundle.records.entities.length,
      ...limitsOf(deadline),
    }),
  )
  const fits = await nameFilter(bundle, facet, name, deadline)
  const counts = answer.facets.get(facet) ?? []
  const values: FacetValue[] = []
  for (const { id, ...counted } of counts) {
    await deadline.share()
    const value = { id, name: valueName(bundle, facet, id), ...counted }
    if (fits(value)) values.push(value)
  }
  if (order === 'name') {
    const { compare } = new Intl.Collator('en')
    const place = ({ chosen }: FacetValue): number => (chosen === true ? 0 : 1)
    values.sort((a, b) => place(a) - place(b) || compare(a.name, b.name) || compareTexts(a.id, b.id))
  }
  return {
    facet,
    total: values.length,
    ...(answer.partial === true ? { partial: true as const } : {}),
    offset,
    limit,
    values: values.slice(offset, offset + limit),
  }
}

/** Whether each word of the text begins a word of the value's name. */
async function nameFilter(
  bundle: Bundle,
  facet: FacetName,
  text: string,
  deadline: Deadline,
): Promise<(value: FacetValue) => boolean> {
  if (wordsOf(text).length === 0) return () => true
  if (isEntityType(facet)) {
    const named = await nameIndexOf(bundle).entitiesWith(text, deadline)
    const ids = new Set(named.map(({ id }) => id))
    return ({ id }) => ids.has(id)
  }
  const fits = beginningsOf(text)
  return ({ name }) => fits(` ${wordsOf(name).join(' ')} ${fold(name)}`)
}
