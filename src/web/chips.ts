// Which filters hold? A chip each, `Place: Laos or Lebanon ×`, and the way to take it off.
import type { Bundle } from '../bundle/open-bundle.ts'
import { facetFilter, type Relation } from '../domain/facet-parameters.ts'
import type { FacetName } from '../domain/query.ts'
import { valueName } from '../search/search.ts'
import type { ViewParameters, ViewPath } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { facetValueTitle, valueText } from './type-names.ts'
import { dateText } from './words/dates.ts'
import { say } from './words/spoken.ts'

/** Filters that are read as one: values of a facet of which any, all or none are wanted; two dates. */
export interface Filter {
  /** `Place`, or `Date`. */
  readonly title: string
  readonly relation: Relation
  /** Whether it is of the dates of documents. */
  readonly isDate: boolean
  /** Names of the values. */
  readonly values: readonly string[]
  /** The view without it, from its first hit on. */
  readonly without: ViewParameters
}

export function activeFilters(bundle: Bundle, view: ViewParameters): Filter[] {
  const groups = new Map<string, Omit<Filter, 'values' | 'without'> & { values: string[]; pairs: Pair[] }>()
  for (const pair of view.filters) {
    const [name, value] = pair
    const filter = facetFilter(name)
    const facet = filter === null ? null : facetOf(filter.facet, value)
    const relation = filter?.relation ?? 'all'
    const title = facet === null ? say('filters.date') : facetValueTitle(facet)
    const key = `${relation} ${facet ?? 'date of the document'}`
    const group = groups.get(key) ?? { title, relation, isDate: facet === null, values: [], pairs: [] }
    group.values.push(
      facet === null ? bound(name, value) : valueText(facet, value, valueName(bundle, facet, value)),
    )
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
  return say(name === 'from' ? 'filters.from' : 'filters.to', { date: dateText(value) })
}

export function chips(bundle: Bundle, view: ViewParameters, path: ViewPath): Html {
  const filters = activeFilters(bundle, view)
  if (filters.length === 0) return html``
  return html`<ul class="chips" aria-label="${say('filters.active')}">
${filters.map(filter => html`<li><a class="${filter.relation === 'not' ? 'not' : ''}" href="${filter.without.at(path)}" title="${say('filters.remove')}">${label(filter)} <span aria-hidden="true">×</span><span class="unseen">${say('filters.removed')}</span></a></li>`)}
${filters.length > 1 ? html`<li><a class="clear" href="${view.unfiltered.at(path)}">${say('filters.clear')}</a></li>` : ''}</ul>`
}

/** `Place: **Laos or Lebanon**`. */
export function label({ title, relation, isDate, values }: Filter): Html {
  const joined = isDate ? ' ' : say(relation === 'all' ? 'filters.and' : 'filters.or')
  const names = values.map((value, at) => html`${at === 0 ? '' : joined}${plainText(value)}`)
  const shown = html`<strong>${names}</strong>`
  return relation === 'not'
    ? tell('filters.chipNot', { values: shown })
    : tell('filters.chip', { title, values: shown })
}
