// What else is in these results? Values with their counts: a box to tick for one of several, a button to leave one out.
import { isEntityType } from '../domain/document.ts'
import { parameterOf } from '../domain/facet-parameters.ts'
import { type FacetName, isPlainFacet } from '../domain/query.ts'
import type { FacetValues } from '../search/facet-values.ts'
import type { FacetValue, SearchPage } from '../search/search.ts'
import { keptFields, keptLanguage, layout } from './layout.ts'
import type { ViewParameters, ViewPath } from './links.ts'
import { listPager } from './lists.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { facetTitle, valueText } from './type-names.ts'
import { number, say } from './words/spoken.ts'

/** Values of a facet that are shown at first, in a folded one fewer: they weigh and are seldom seen. When more are asked for. */
export const FACET_VALUES = { shown: 5, folded: 3, asked: 6 } as const

/** Facets that are folded until they are opened, or have a value that is chosen; years have bars above. */
const FOLDED = new Set(['group', 'work', 'event', 'product', 'other', 'date', 'year', 'kind', 'filetype'])

export interface FacetPanel {
  readonly facets: SearchPage['facets']
  readonly view: ViewParameters
  /** Of the view that is filtered. */
  readonly path: ViewPath
  /** Metadata fields that are not shown. */
  readonly hidden: number
  /** What stands above the facets, in the same form. */
  readonly dates: Html
  /** What the sheet of a small screen is left by, e.g. `Show 5 passages`. */
  readonly leave: string
}

export function facetPanel({ facets, view, path, hidden, dates, leave }: FacetPanel): Html {
  const shown = Object.entries(facets).map(
    ([name, values]) =>
      [name as FacetName, values.slice(0, shownOf(name as FacetName, values, view))] as const,
  )
  const ticked = new Set(
    shown.flatMap(([name, values]) =>
      values.flatMap(({ id }) => {
        const parameter = tickedBy(name, id, view)
        return parameter === null ? [] : [`${parameter}=${id}`]
      }),
    ),
  )
  const kept = view.first.all.filter(
    ([name, value]) => name !== 'from' && name !== 'to' && !ticked.has(`${name}=${value}`),
  )
  return html`<aside class="facets" id="filters" aria-label="${say('filters.title')}">
<div class="sheet-head"><h2>${say('filters.title')}</h2><a class="close" href="#results" aria-label="${say('filters.close')}">×</a></div>
<form action="${path}" method="get">
${keptFields(kept)}${keptLanguage(kept)}
${dates}
${shown.map(([name, values]) => facet(name, values, facets[name]?.length ?? 0, view, path))}
${hidden === 0 ? '' : html`<p class="more"><a href="${view.set('fields', 'all').at(path)}">${say('filters.moreFields', { n: hidden })}</a></p>`}
<noscript><p class="apply"><button>${say('filters.apply')}</button></p></noscript>
<div class="sheet-foot"><button class="primary">${leave}</button></div>
</form>
</aside>`
}

/** All that are chosen, and the most frequent others. */
function shownOf(name: FacetName, values: readonly FacetValue[], view: ViewParameters): number {
  const most = isOpen(name, values, view) ? FACET_VALUES.shown : FACET_VALUES.folded
  return Math.max(most, values.filter(({ chosen }) => chosen === true).length)
}

function isOpen(name: FacetName, values: readonly FacetValue[], view: ViewParameters): boolean {
  return !FOLDED.has(name) || values.some(({ id }) => tickedBy(name, id, view) !== null)
}

/** Whether several values of a facet may be demanded together: names, and fields of several values. */
function canDemand(name: FacetName): boolean {
  return !isPlainFacet(name)
}

/** The values of a facet that the view demands, or allows. */
function given(name: FacetName, relation: 'all' | 'any', view: ViewParameters): readonly string[] {
  return view.all.flatMap(([key, value]) =>
    key === parameterOf(relation, name) && (!isEntityType(name) || value.startsWith(`${name}:`))
      ? [value]
      : [],
  )
}

/** The parameter by which a value is chosen, or null where it is not. */
function tickedBy(name: FacetName, id: string, view: ViewParameters): string | null {
  const relation = (['any', 'all'] as const).find(each => view.has(parameterOf(each, name), id))
  return relation === undefined ? null : parameterOf(relation, name)
}

function facet(
  name: FacetName,
  values: readonly FacetValue[],
  found: number,
  view: ViewParameters,
  path: ViewPath,
): Html {
  if (values.length === 0) return html``
  const all = view.selection.from(path).at(`/facets/${encodeURIComponent(name)}`)
  return html`<details class="facet" data-key="${name}" ${isOpen(name, values, view) ? 'open' : ''}><summary>${isEntityType(name) ? html`<span class="dot ${name}"></span>` : ''}${facetTitle(name)}</summary>
${anyOrAll(name, view, path)}
${valueList(name, values, view)}
${found > values.length ? html`<p class="more"><a class="show-all" href="${all}">${say('filters.showAll')}<span class="unseen"> ${facetTitle(name)}</span></a></p>` : ''}</details>`
}

/** Whether one of the chosen values is enough, or all of them must be in a passage: to find names that appear together. */
function anyOrAll(name: FacetName, view: ViewParameters, path: ViewPath): Html {
  if (!canDemand(name)) return html``
  const [demanded, allowed] = [given(name, 'all', view), given(name, 'any', view)]
  if (demanded.length === 0 && allowed.length < 2) return html``
  const to = (relation: 'all' | 'any'): string => {
    const values = [...demanded, ...allowed]
    const without = values.reduce(
      (left, value) => left.without(parameterOf('all', name), value).without(parameterOf('any', name), value),
      view.first,
    )
    return values.reduce((right, value) => right.with(parameterOf(relation, name), value), without).at(path)
  }
  const isAll = demanded.length > 0
  const ofThese = html`<span class="unseen">${say('filters.ofThese', { facet: facetTitle(name) })}</span>`
  const any = html`<a href="${to('any')}" ${isAll ? '' : html`aria-current="true"`}>${say('filters.any')}${ofThese}</a>`
  const all = html`<a href="${to('all')}" ${isAll ? html`aria-current="true"` : ''}>${say('filters.all')}${ofThese}</a>`
  return html`<p class="any-or-all">${tell('filters.matchAnyAll', { any, all })}</p>`
}

function valueList(name: FacetName, values: readonly FacetValue[], view: ViewParameters): Html {
  // Where names are looked for together, one more is one more that must be there.
  const relation = canDemand(name) && given(name, 'all', view).length > 0 ? 'all' : 'any'
  const not = parameterOf('not', name)
  return html`<ul>${values.map(({ id, name: called, count }) => {
    const label = valueText(name, id, called)
    const ticked = tickedBy(name, id, view)
    return html`<li><label><input type="checkbox" name="${ticked ?? parameterOf(relation, name)}" value="${id}" ${ticked === null ? '' : html`checked`}><span class="value" dir="auto">${plainText(label)}</span></label><button class="exclude" name="${not}" value="${id}" aria-label="${say('filters.excludeValue', { value: label })}">${say('filters.exclude')}</button><span class="count">${number(count)}</span></li>`
  })}</ul>`
}

/** All values of one facet, to be searched through. */
export function facetPage(list: FacetValues, view: ViewParameters, name: string): Html {
  const { facet: facetName, total } = list
  const title = say('facet.title', { facet: facetTitle(facetName) })
  const path = `/facets/${encodeURIComponent(facetName)}`
  const { selection, origin } = view
  const here = selection.from(origin)
  const page = new URLSearchParams(here.all.map(([key, value]) => [key, value]))
  if (name !== '') page.set('name', name)
  const ticked = new Set(
    list.values.flatMap(({ id }) => {
      const parameter = tickedBy(facetName, id, selection)
      return parameter === null ? [] : [`${parameter}=${id}`]
    }),
  )
  const kept = selection.all.filter(([key, value]) => !ticked.has(`${key}=${value}`))
  const body = html`<div class="reader"><h1>${title}</h1>
<p class="meta"><a href="${selection.at(origin)}">${say('facet.back')}</a></p>
<form class="filter" action="${path}" method="get">${keptFields(here.all)}${keptLanguage(here.all)}<label for="name">${say('facet.begins')}</label><input type="search" id="name" name="name" value="${name}"><button>${say('facet.find')}</button></form>
${list.partial === true ? html`<p class="note">${say('partial')}</p>` : ''}
<p class="total">${tell('count.values', { n: total }, { n: html`<strong>${number(total)}</strong>` })}</p>
<div class="facets wide" id="values"><form action="${origin}" method="get">${keptFields(kept)}${keptLanguage(kept)}${valueList(facetName, list.values, selection)}<p class="apply"><button class="primary">${say('facet.results')}</button></p></form></div>
${listPager(path, list, page)}</div>`
  const q = view.get('q') ?? ''
  return layout({ title, q, keep: selection.filters, action: origin, body })
}
