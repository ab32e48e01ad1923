// Which values does a facet have in these results, all of them? For lists that are searched and paged.
import { fold } from '../analysis/fold.ts'
import type { Bundle } from '../bundle/open-bundle.ts'
import { isEntityType } from '../domain/document.ts'
import { compareTexts } from '../domain/order.ts'
import type { FacetName } from '../domain/query.ts'
import { COUNT_ONLY } from './count-only.ts'
import { nameIndexOf, wordsOf } from './name-index.ts'
import type { FacetValuesRequest } from './request.ts'
import { compile, type FacetValue, limitsOf, valueName } from './search.ts'

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
  signal?: AbortSignal,
): Promise<FacetValues> {
  const { facet, name, order, offset, limit } = request
  const answer = await bundle.engine.search({
    ...COUNT_ONLY,
    query: compile(bundle, request).tree,
    filters: request.filters,
    facets: [facet],
    facetLimit: bundle.records.size + bundle.records.entities.length,
    ...limitsOf(signal),
  })
  const fits = nameFilter(bundle, facet, name)
  const values = (answer.facets.get(facet) ?? [])
    .map(({ id, count }) => ({ id, name: valueName(bundle, facet, id), count }))
    .filter(fits)
  if (order === 'name') values.sort((a, b) => a.name.localeCompare(b.name, 'en') || compareTexts(a.id, b.id))
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
function nameFilter(bundle: Bundle, facet: FacetName, text: string): (value: FacetValue) => boolean {
  const beginnings = wordsOf(text).map(word => ` ${word}`)
  if (beginnings.length === 0) return () => true
  if (isEntityType(facet)) {
    const ids = new Set(
      nameIndexOf(bundle)
        .entitiesWith(text)
        .map(({ id }) => id),
    )
    return ({ id }) => ids.has(id)
  }
  return ({ name }) => {
    const words = ` ${wordsOf(name).join(' ')} ${fold(name)}`
    return beginnings.every(beginning => words.includes(beginning))
  }
}
