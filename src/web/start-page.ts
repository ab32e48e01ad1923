// Nothing is asked yet: what is this collection, and how does one begin?
import type { Bundle } from '../bundle/open-bundle.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import { type Collection, describe } from '../search/collection.ts'
import type { SearchPage } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import type { BadDates } from './date-filter.ts'
import { address, documentLink, entityLink, ViewParameters } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'
import { searchView, summary } from './search-view.ts'
import { facetTitle } from './type-names.ts'
import { dateText } from './words/dates.ts'
import { number, say } from './words/spoken.ts'

export interface StartPage {
  readonly page: SearchPage
  readonly view: ViewParameters
  readonly hiddenFields: number
  readonly bad: BadDates
}

export function startPage(bundle: Bundle, start: StartPage): Html {
  const collection = describe(bundle)
  const { page } = start
  const title = collection.name ?? say('start.collection')
  const content = html`<div class="start">
<p class="title">${plainText(title)}</p>
${summary(page, start.view, '/', html``)}
<p>${say('start.about', { figures: figures(bundle) })}</p>
${examples(collection)}
${mostNamed(collection)}
<section><h2>${say('start.newest')}</h2>
<ul class="list">${collection.newest.map(document => html`<li><a href="${documentLink(document.id)}">${plainText(document.title)}</a> <span class="meta">${[document.authors.join(', '), document.source ?? ''].filter(text => text !== '').map(text => html`${plainText(text)} · `)}${document.date === null ? say('date.undated') : dateText(document.date)}</span></li>`)}</ul>
<p><a href="${address('/documents')}">${say('start.allDocuments', { n: page.documents })}</a> · <a href="${new ViewParameters([['sort', 'newest']]).link}">${say('start.browse')}</a> · <a href="${address('/ingest')}">${say('frame.addDocuments')}</a></p></section>
<section class="how"><h2>${say('start.how')}</h2>
<p>${say('start.howText')}</p>
<p><a href="${address('/help')}">${say('help.how')}</a></p></section>
</div>`
  return searchView(bundle, { ...start, path: '/', content, heading: title })
}

/** `341 passages (5 boilerplate, left out of searches), 21,212 words, from 2 sources, dated 3 May 2013 to 9 June 2023, 3 undated`. */
function figures(bundle: Bundle): string {
  const { passages, boilerplate, oldest, newest, words, undated, facets } = stats(bundle)
  const sources = facets.find(({ facet }) => facet === 'source')?.values ?? 0
  const all = say('count.passages', { n: passages })
  const parts = [
    // The count above them is that of a search: here is why it is smaller than what the build said.
    ...(boilerplate > 0 ? [say('start.passages', { passages: all, n: boilerplate })] : []),
    say('count.words', { n: words }),
    ...(sources > 1 ? [say('start.sources', { n: sources })] : []),
    ...(oldest === null || newest === null
      ? []
      : [
          oldest === newest
            ? say('start.dated', { date: dateText(oldest) })
            : say('start.datedSpan', { from: dateText(oldest), to: dateText(newest) }),
        ]),
    ...(undated > 0 && oldest !== null ? [say('dates.undated', { n: undated })] : []),
  ]
  return parts.join(say('list.joiner'))
}

function examples({ examples }: Collection): Html {
  if (examples.length === 0) return html``
  return html`<section><h2>${say('start.examples')}</h2><ul class="examples">${examples.map(q => html`<li><a class="button" href="${new ViewParameters([['q', q]]).link}">${plainText(q)}</a></li>`)}</ul></section>`
}

function mostNamed({ named }: Collection): Html {
  const types = ENTITY_TYPES.filter(type => type !== 'date' && (named[type]?.length ?? 0) > 0)
  if (types.length === 0) return html``
  return html`<section><h2>${say('start.named')}</h2><dl class="most-named">${types.slice(0, MOST_TYPES).map(type => html`<div><dt><span class="dot ${type}"></span>${facetTitle(type)}</dt><dd>${(named[type] ?? []).map(({ id, name, passages }, at, all) => html`<span class="pair"><a href="${entityLink(id)}">${plainText(name)}</a> <span class="count">${number(passages)}</span>${at === all.length - 1 ? '' : say('list.joiner').trimEnd()}</span> `)}</dd></div>`)}</dl><p><a href="${address('/entities')}">${say('start.allNames')}</a></p></section>`
}

const MOST_TYPES = 4
