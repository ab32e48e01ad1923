// Search results: what the total counts, and the passages, by document.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { PageByDocument } from '../search/by-document.ts'
import type { QueryEntity } from '../search/query-entities.ts'
import { EXPORT_FORMATS, usualSort } from '../search/request.ts'
import type { SearchPage } from '../search/search.ts'
import { keptLanguage } from './layout.ts'
import { entityLink, OPEN, type ViewParameters } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { readingCounts } from './reading-counts.ts'
import { resultCards } from './result-cards.ts'
import { SAVED_SEARCHES } from './saved-searches-page.ts'
import { type FoundFrame, searchView, summary } from './search-view.ts'
import { slotNames } from './slot-names.ts'
import { typeName, valueText } from './type-names.ts'
import { number, say } from './words/spoken.ts'
import { formatName } from './workspace-page.ts'

export interface SearchPageContent extends FoundFrame {
  readonly page: PageByDocument
  /** Whether `page` has one card a document. */
  readonly grouped: boolean
  /** The passage that is open in its document, or nothing. */
  readonly reader: Html
}

export function searchPage(bundle: Bundle, { reader, ...content }: SearchPageContent): Html {
  const { page, view, grouped, nothing } = content
  const { counts } = page
  const others = page.query.entities.filter(({ id }) => id !== counts?.name?.id)
  const results = html`${summary(page, view, '/', page.total === 0 ? html`` : controls(page, view, grouped))}
<div class="under">${counts === undefined ? '' : readingCounts(counts, view)}${offers(others)}${saving(view)}</div>
${page.slots === undefined ? '' : slotNames(page.slots, view)}
${nothing ?? (page.byDocument.length === 0 ? '' : html`${resultCards(bundle, page.byDocument, view, page.offset + 1)}${selectionBar()}`)}
${pager(page, view, page.groups + (counts?.meaning ?? 0))}`
  // Where there is nothing to read, no pane asks to choose it.
  const isEmpty = page.byDocument.length === 0 && view.get(OPEN) === null
  return searchView(bundle, { ...content, path: '/', content: results, ...(isEmpty ? {} : { reader }) })
}

/** What can be done with the passages that are ticked. */
function selectionBar(): Html {
  return html`<form id="selection" class="selection empty-selection" action="/workspace" method="get">${keptLanguage()}<span class="elsewhere"></span><span class="selected-count scripted" role="status"></span><button class="save-selected scripted" type="button">${say('notebook.saveSelected')}</button><button>${say('notebook.showSelected')}</button><button class="clear-selected scripted" type="button">${say('notebook.clearSelected')}</button></form>`
}

/** Related hits do not make up for words that stand nowhere, unless meaning alone was asked for. */
export function isNothing({ total, hits }: SearchPage, view: ViewParameters): boolean {
  return total === 0 && (hits.length === 0 || view.get('meaning') !== 'only')
}

const SORTS = [
  ['relevance', 'sort.relevance'],
  ['newest', 'sort.newest'],
  ['oldest', 'sort.oldest'],
] as const

function controls(page: SearchPage, view: ViewParameters, grouped: boolean): Html {
  const current = view.get('sort') ?? usualSort(page.query.q)
  const choice = (isChosen: boolean, link: string, label: string): Html =>
    html`<li><a href="${link}" ${isChosen ? html`aria-current="true"` : ''}>${label}</a></li>`
  const { first } = view
  const name = SORTS.find(([sort]) => sort === current)?.[1]
  return html`<details class="menu sorts"><summary><span class="unseen">${say('sort.label')}</span>${name === undefined ? '' : say(name)}</summary><div><ul>${SORTS.map(([sort, label]) => choice(sort === current, first.set('sort', sort).link, say(label)))}</ul>
<ul>${choice(grouped, first.without('group').link, say('group.document'))}${choice(!grouped, first.set('group', 'copies').link, say('group.passage'))}</ul></div></details>
<details class="menu export"><summary>${say('export.title')}</summary><div><p class="meta">${say('export.all', { n: page.total })}</p><ul>${EXPORT_FORMATS.map(format => html`<li><a href="${view.selection.set('format', format).at('/v1/export')}" download>${formatName(format)}</a></li>`)}</ul></div></details>`
}

/** A way to come back to the search; none for what is no search. */
function saving(view: ViewParameters): Html {
  const search = view.selection
  if (search.all.length === 0) return html``
  return html`<span class="save-this"><a rel="nofollow" href="${search.at(SAVED_SEARCHES)}">${say('searches.saveThis')}</a></span>`
}

/** Entities that the query names. */
function offers(entities: readonly QueryEntity[]): Html {
  if (entities.length === 0) return html``
  const linked = (some: readonly QueryEntity[]): Html =>
    html`${some.map(({ id, type, name, passages }, at) => html`${at === 0 ? '' : ' · '}<a href="${entityLink(id)}">${plainText(valueText(type, id, name))}</a> (${typeName(type)}, ${number(passages)})`)}`
  const others = entities.slice(OFFERED)
  return html`<p class="offers">${tell('offers.names', { names: linked(entities.slice(0, OFFERED)) })}</p>${others.length === 0 ? '' : html`<details class="more-offers" data-key="offers"><summary>${say('offers.more', { n: others.length })}</summary>${linked(others)}</details>`}`
}

/** Names that are offered at once: results begin below them. */
const OFFERED = 2

function pager(page: SearchPage, view: ViewParameters, hits: number): Html {
  const next = page.offset + page.limit
  const previous = Math.max(0, page.offset - page.limit)
  if (page.offset === 0 && next >= hits) return html``
  return html`<nav class="pager" aria-label="${say('pages.label')}">
${page.offset > 0 ? html`<a rel="prev" href="${previous === 0 ? view.first.link : view.first.set('offset', String(previous)).link}"><span class="arrow">←</span> ${say('pages.previous')}</a>` : ''}
<span>${say('pages.range', { first: page.offset + 1, last: Math.min(next, hits), all: hits })}</span>
${next < hits ? html`<a rel="next" href="${view.first.set('offset', String(next)).link}">${say('pages.next')} <span class="arrow">→</span></a>` : ''}
</nav>`
}
