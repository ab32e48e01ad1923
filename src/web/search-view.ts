// What surrounds the answer to a search, whichever way it is shown: active filters, views, dates, facets.
import type { Bundle } from '../bundle/open-bundle.ts'
import { counted } from '../domain/counted.ts'
import { facetFilter } from '../domain/facet-parameters.ts'
import { isPlainFacet } from '../domain/query.ts'
import { type SearchPage, valueName } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import { facetPanel, facetTitle } from './facets.ts'
import { binsOf, histogram } from './histogram.ts'
import { keptFields, layout } from './layout.ts'
import { VIEWS, type ViewParameters, type ViewPath } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'

export interface SearchViewContent {
  readonly path: ViewPath
  readonly page: SearchPage
  readonly view: ViewParameters
  /** Metadata fields without a facet on this page. */
  readonly hiddenFields: number
  readonly content: Html
}

export function searchView(
  bundle: Bundle,
  { path, page, view, hiddenFields, content }: SearchViewContent,
): Html {
  const { q } = page.query
  const keep = view.first.all.filter(([name]) => name !== 'q' && name !== 'prefix')
  const isTyped = view.get('prefix') === 'last' && q.trim() !== ''
  const body = html`<div id="view" data-q="${q}" data-said="${count(page, view)}">
<h1 class="unseen">${q.trim() === '' ? 'All passages' : `Search for ${q}`}</h1>
<nav class="views" aria-label="Views">${Object.entries(VIEWS).map(([to, name]) => html`<a href="${view.first.without('explain').at(to)}" ${to === path ? html`aria-current="page"` : ''}>${name}</a>`)}
<a class="to-filters" href="#filters">Filters</a></nav>
${chips(bundle, view, path)}
<div class="columns">
<section class="results" aria-label="Results">
${isTyped ? html`<p class="note">While you type, words that begin with the last one are found, too. <a href="${view.without('prefix').first.at(path)}">Find only the word itself</a></p>` : ''}
${page.query.notes.map(note => html`<p class="note">${note}</p>`)}
${page.query.suggestion === null ? '' : html`<p class="note">Did you mean <a href="${view.set('q', page.query.suggestion).first.at(path)}">${page.query.suggestion}</a>?</p>`}
${dates(bundle, page, view, path)}
${content}
</section>
${facetPanel(page.facets, view, path, hiddenFields)}
</div></div>`
  return layout({ title: q === '' ? 'Search' : q, q, keep, action: path, body })
}

/** `17 passages in 5 documents, 12 of them different`. */
function count({ total, documents, groups }: SearchPage, view: ViewParameters): string {
  const isFolded = view.get('group') === null && view.get('q') !== null && groups < total
  const different = isFolded ? `, ${groups.toLocaleString('en')} of them different` : ''
  return `${counted(total, 'passage')} in ${counted(documents, 'document')}${different}`
}

export function summary(page: SearchPage, view: ViewParameters, controls: Html): Html {
  const [, passages = '', rest = ''] = /^(\S+) (.*)$/u.exec(count(page, view)) ?? []
  return html`<div class="summary"><p><strong>${passages}</strong> ${rest} <span class="took">${page.tookMs} ms</span></p>${controls}</div>`
}

const BEFORE = { all: '', any: 'or ', not: 'not ' } as const

function chips(bundle: Bundle, view: ViewParameters, path: ViewPath): Html {
  const { filters } = view
  if (filters.length === 0) return html``
  return html`<ul class="chips" aria-label="Active filters">
${filters.map(([name, value]) => html`<li><a href="${view.without(name, value).first.at(path)}" title="Remove this filter">${chipLabel(bundle, name, value)} <span aria-hidden="true">×</span><span class="unseen">: remove</span></a></li>`)}
${filters.length > 1 ? html`<li><a class="clear" href="${view.unfiltered.at(path)}">Clear all</a></li>` : ''}</ul>`
}

function chipLabel(bundle: Bundle, name: string, value: string): Html {
  const filter = facetFilter(name)
  if (filter === null)
    return html`<span class="mode">${name === 'from' ? 'from ' : 'until '}</span>${plainText(value)}`
  const { facet, relation } = filter
  const before = isPlainFacet(facet) && relation === 'any' ? '' : BEFORE[relation]
  const known = facet === 'entity' ? bundle.records.entity(value)?.name : valueName(bundle, facet, value)
  const title = facet === 'entity' ? '' : `${facetTitle(facet)}: `
  return html`<span class="mode">${before}</span>${title}${plainText(known ?? value)}`
}

/** The histogram, and the two dates between which passages are wanted. */
function dates(bundle: Bundle, page: SearchPage, view: ViewParameters, path: ViewPath): Html {
  const { oldest } = stats(bundle)
  if (page.timeline === undefined || oldest === null) return html``
  const bins = binsOf(page.timeline)
  const linkOf = ({ from, to }: { from: string; to: string }): string =>
    view.set('from', from).set('to', to).first.at(path)
  const others = new Set(['from', 'to', 'offset'])
  return html`<section class="dates" aria-label="Time">
${histogram(bins, linkOf, 'Passages over time')}
<form class="between" action="${path}" method="get">${keptFields(view.all.filter(([name]) => !others.has(name)))}
<label>From <input name="from" value="${view.get('from') ?? ''}" ${DATE}></label>
<label>to <input name="to" value="${view.get('to') ?? ''}" ${DATE}></label><button>Apply</button>
${page.timeline.undated === 0 ? '' : html`<span class="meta">${page.timeline.undated.toLocaleString('en')} without a date</span>`}</form>
</section>`
}

const DATE = html`placeholder="YYYY-MM-DD" pattern="\\d{4}(-\\d{2}(-\\d{2})?)?" title="YYYY, YYYY-MM or YYYY-MM-DD" size="11" autocomplete="off"`
