// Which filters hold? A chip each, `Place: Laos or Lebanon ×`, and the way to take it off.
import type { Bundle } from '../bundle/open-bundle.ts'
import { dateName } from '../domain/dates.ts'
import { facetFilter, type Relation } from '../domain/facet-parameters.ts'
import type { FacetName } from '../domain/query.ts'
import { valueName } from '../search/search.ts'
import type { ViewParameters, ViewPath } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'
import { facetValueTitle } from './type-names.ts'

/** Filters that are read as one: values of a facet of which any, all or none are wanted; two dates. */
export interface Filter {
  /** `Place`, or `Date`. */
  readonly title: string
  readonly relation: Relation
  /** Names of the values. */
  readonly values: readonly string[]
  /** The view without it, from its first hit on. */
  readonly without: ViewParameters
}

export function activeFilters(bundle: Bundle, view: ViewParameters): Filter[] {
  const groups = new Map<string, { title: string; relation: Relation; values: string[]; pairs: Pair[] }>()
  for (const pair of view.filters) {
    const [name, value] = pair
    const filter = facetFilter(name)
    const facet = filter === null ? null : facetOf(filter.facet, value)
    const relation = filter?.relation ?? 'all'
    const title = facet === null ? 'Date' : facetValueTitle(facet)
    const key = `${relation} ${facet ?? 'date of the document'}`
    const group = groups.get(key) ?? { title, relation, values: [], pairs: [] }
    group.values.push(facet === null ? bound(name, value) : valueName(bundle, facet, value))
    group.pairs.push(pair)
    groups.set(key, group)
  }
  return Array.from(groups.values(), ({ pairs, ...group }) => ({
    ...group,
    without: pairs.reduce((left, [name, value]) => left.without(name, value), view.first),
  }))
}

type Pair = readonly [string, string]

/** Of an entity the type, which its id begins with. */
function facetOf(facet: FacetName | 'entity', value: string): FacetName {
  return facet === 'entity' ? (value.slice(0, value.indexOf(':')) as FacetName) : facet
}

function bound(name: string, value: string): string {
  return `${name === 'from' ? 'from' : 'to'} ${dateName(value)}`
}

export function chips(bundle: Bundle, view: ViewParameters, path: ViewPath): Html {
  const filters = activeFilters(bundle, view)
  if (filters.length === 0) return html``
  return html`<ul class="chips" aria-label="Active filters">
${filters.map(filter => html`<li><a class="${filter.relation === 'not' ? 'not' : ''}" href="${filter.without.at(path)}" title="Remove this filter">${label(filter)} <span aria-hidden="true">×</span><span class="unseen">: remove</span></a></li>`)}
${filters.length > 1 ? html`<li><a class="clear" href="${view.unfiltered.at(path)}">Clear filters</a></li>` : ''}</ul>`
}

/** `Place: **Laos or Lebanon**`. */
export function label({ title, relation, values }: Filter): Html {
  const joined = title === 'Date' ? ' ' : relation === 'all' ? ' and ' : ' or '
  const names = values.map((value, at) => html`${at === 0 ? '' : joined}${plainText(value)}`)
  return relation === 'not' ? html`not <strong>${names}</strong>` : html`${title}: <strong>${names}</strong>`
}
