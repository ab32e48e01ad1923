// Nothing is asked yet: what is this collection, and how does one begin?
import type { Bundle } from '../bundle/open-bundle.ts'
import { counted } from '../domain/counted.ts'
import { dateName } from '../domain/dates.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import { type Collection, describe } from '../search/collection.ts'
import type { SearchPage } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import type { BadDates } from './date-filter.ts'
import { searchHelp } from './layout.ts'
import { documentLink, entityLink, ViewParameters } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'
import { searchView, summary } from './search-view.ts'
import { facetTitle } from './type-names.ts'

export interface StartPage {
  readonly page: SearchPage
  readonly view: ViewParameters
  readonly hiddenFields: number
  readonly bad: BadDates
}

export function startPage(bundle: Bundle, start: StartPage): Html {
  const collection = describe(bundle)
  const { page } = start
  const title = collection.name ?? 'This collection'
  const content = html`<div class="start">
<p class="title">${plainText(title)}</p>
${summary(page, start.view, '/', html``)}
<p>${about(bundle)} Search them paragraph by paragraph; every passage found comes with its document and a citation.</p>
${examples(collection)}
${mostNamed(collection)}
<section><h2>Newest documents</h2>
<ul class="list">${collection.newest.map(document => html`<li><a href="${documentLink(document.id)}">${plainText(document.title)}</a> <span class="meta">${[document.authors.join(', '), document.source ?? ''].filter(text => text !== '').map(text => html`${plainText(text)} · `)}${document.date === null ? 'undated' : dateName(document.date)}</span></li>`)}</ul>
<p><a href="/documents">All ${counted(page.documents, 'document')}</a> · <a href="${new ViewParameters([['sort', 'newest']]).link}">Browse all passages</a> · <a href="/ingest">Add documents</a></p></section>
<details class="how" data-key="how"><summary>How search works</summary>
<p>A search finds passages that have any of the words, those with all of them first. Under the count stands how many have every word, and how many the exact phrase. Ticked values of one filter are alternatives; filters of several kinds must all hold.</p>
${searchHelp()}</details>
</div>`
  return searchView(bundle, { ...start, path: '/', content, heading: title })
}

/** `28 documents of 2 sources, dated 3 May 2013 to 9 June 2023, in English.` */
function about(bundle: Bundle): string {
  const { oldest, newest, words, undated, facets } = stats(bundle)
  const sources = facets.find(({ facet }) => facet === 'source')?.values ?? 0
  const parts = [
    `${words.toLocaleString('en')} words`,
    ...(sources > 1 ? [`from ${counted(sources, 'source')}`] : []),
    ...(oldest === null || newest === null
      ? []
      : [
          oldest === newest
            ? `dated ${dateName(oldest)}`
            : `dated ${dateName(oldest)} to ${dateName(newest)}`,
        ]),
    ...(undated > 0 && oldest !== null ? [`${undated.toLocaleString('en')} undated`] : []),
  ]
  return `${parts.join(', ')}.`
}

function examples({ examples }: Collection): Html {
  if (examples.length === 0) return html``
  return html`<section><h2>For example</h2><ul class="examples">${examples.map(q => html`<li><a class="button" href="${new ViewParameters([['q', q]]).link}">${plainText(q)}</a></li>`)}</ul></section>`
}

function mostNamed({ named }: Collection): Html {
  const types = ENTITY_TYPES.filter(type => type !== 'date' && (named[type]?.length ?? 0) > 0)
  if (types.length === 0) return html``
  return html`<section><h2>Most named</h2><dl class="most-named">${types.slice(0, MOST_TYPES).map(type => html`<div><dt><span class="dot ${type}"></span>${facetTitle(type)}</dt><dd>${(named[type] ?? []).map(({ id, name, passages }, at) => html`${at === 0 ? '' : ', '}<a href="${entityLink(id)}">${plainText(name)}</a>\u00A0<span class="count">${passages.toLocaleString('en')}</span>`)}</dd></div>`)}</dl><p><a href="/entities">All names</a></p></section>`
}

const MOST_TYPES = 4
