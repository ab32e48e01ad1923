// What else is in these results? Values with their counts, each to be demanded, allowed or left out.
import { isEntityType } from '../domain/document.ts'
import { parameterOf } from '../domain/facet-parameters.ts'
import { type FacetName, isPlainFacet } from '../domain/query.ts'
import type { FacetValues } from '../search/facet-values.ts'
import type { FacetValue, SearchPage } from '../search/search.ts'
import { PARTIAL } from '../search/search.ts'
import { keptFields, layout } from './layout.ts'
import type { ViewParameters, ViewPath } from './links.ts'
import { listPager } from './lists.ts'
import { type Html, html, plainText } from './marked-text.ts'

const TITLES: Readonly<Record<string, string>> = {
  person: 'People',
  organization: 'Organisations',
  place: 'Places',
  group: 'Groups',
  work: 'Treaties and works',
  event: 'Events',
  product: 'Weapons and products',
  date: 'Dates named',
  kind: 'Kind of passage',
  document: 'Documents',
  source: 'Sources',
  author: 'Authors',
  language: 'Languages',
  year: 'Years',
  folder: 'Folders',
  filetype: 'Types of file',
}

/** Values of a facet that are shown at first, and when more are asked for. */
export const FACET_VALUES = { shown: 8, asked: 9 } as const

export function facetTitle(name: string): string {
  return TITLES[name] ?? name.replace(/^meta\./u, '').replace(/^\p{L}/u, letter => letter.toUpperCase())
}

/**
 * @param path of the view that is filtered
 * @param hidden metadata fields that are not shown
 */
export function facetPanel(
  facets: SearchPage['facets'],
  view: ViewParameters,
  path: ViewPath,
  hidden: number,
): Html {
  return html`<aside class="facets" id="filters" aria-label="Filters">
<form action="${path}" method="get">
${keptFields(view.first.all)}
${Object.entries(facets).map(([name, values]) => facet(name as FacetName, values, view, path))}
</form>
${hidden === 0 ? '' : html`<p><a href="${view.set('fields', 'all').at(path)}">${hidden} more fields</a></p>`}
</aside>`
}

function facet(name: FacetName, values: readonly FacetValue[], view: ViewParameters, path: ViewPath): Html {
  if (values.length === 0) return html``
  const shown = values.slice(0, FACET_VALUES.shown)
  const all = view.selection.from(path).at(`/facets/${encodeURIComponent(name)}`)
  return html`<details class="facet" data-key="${name}" ${name === 'date' ? '' : 'open'}><summary>${facetTitle(name)}</summary>
${valueList(name, shown, view, path)}
${values.length > shown.length ? html`<p class="more"><a class="show-all" href="${all}">Show all<span class="unseen"> ${facetTitle(name)}</span></a></p>` : ''}</details>`
}

function valueList(
  name: FacetName,
  values: readonly FacetValue[],
  view: ViewParameters,
  path: ViewPath,
): Html {
  // Of a source or a year one is enough: to choose a second one allows both.
  const all = isPlainFacet(name) ? null : parameterOf('all', name)
  const [any, not] = [parameterOf('any', name), parameterOf('not', name)]
  return html`<ul>${values.map(({ id, name: label, count }) => {
    const main = all ?? any
    const isOn = view.has(main, id)
    const link = isOn ? view.without(main, id).first : view.with(main, id)
    const key = `${name} ${id}`
    const allow = view.has(any, id)
      ? html`<a class="mode on" data-focus="any ${key}" aria-label="or ${label}: remove" href="${view.without(any, id).first.at(path)}">or</a>`
      : html`<button class="mode" data-focus="any ${key}" aria-label="or ${label}" name="${any}" value="${id}">or</button>`
    const exclude = html`<button class="mode" aria-label="not ${label}" name="${not}" value="${id}">not</button>`
    return html`<li><a class="value ${isEntityType(name) ? name : ''}" data-focus="${key}" href="${link.at(path)}" ${isOn ? html`aria-current="true"` : ''}>${plainText(label)}</a>${all === null ? '' : allow}${exclude}<span class="count">${count.toLocaleString('en')}</span></li>`
  })}</ul>`
}

/** All values of one facet, to be searched through. */
export function facetPage(list: FacetValues, view: ViewParameters, name: string): Html {
  const { facet: facetName, total } = list
  const title = facetTitle(facetName)
  const path = `/facets/${encodeURIComponent(facetName)}`
  const { selection, origin } = view
  const here = selection.from(origin)
  const page = new URLSearchParams(here.all.map(([key, value]) => [key, value]))
  if (name !== '') page.set('name', name)
  const body = html`<div class="reader"><h1>${title} in these results</h1>
<p class="meta"><a href="${selection.at(origin)}">Back to the results</a></p>
<form class="filter" action="${path}" method="get">${keptFields(here.all)}<input type="search" name="name" value="${name}" aria-label="Begins with"><button>Find</button></form>
${list.partial === true ? html`<p class="note">${PARTIAL}</p>` : ''}
<p class="summary"><strong>${total.toLocaleString('en')}</strong> ${total === 1 ? 'value' : 'values'}</p>
<div class="facets wide" id="values"><form action="${origin}" method="get">${keptFields(selection.all)}${valueList(facetName, list.values, selection, origin)}</form></div>
${listPager(path, list, page)}</div>`
  const q = view.get('q') ?? ''
  return layout({ title: `${title} in these results`, q, keep: selection.filters, action: origin, body })
}
