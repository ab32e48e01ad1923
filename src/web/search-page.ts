// Search results: hits with highlights, facets to click, filters as chips, pages.
import type { Bundle } from '../bundle/open-bundle.ts'
import { dateName } from '../domain/dates.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import type { QueryEntity } from '../search/query-entities.ts'
import type { Explanation } from '../search/ranking/explanation.ts'
import type { FacetValue, Hit, SearchPage } from '../search/search.ts'
import { layout } from './layout.ts'
import { documentLink, entityLink, passageLink, type ViewParameters } from './links.ts'
import { type Html, html, markedText } from './marked-text.ts'

const FACET_TITLES: Readonly<Record<string, string>> = {
  person: 'People',
  organization: 'Organisations',
  place: 'Places',
  group: 'Groups',
  work: 'Treaties and works',
  event: 'Events',
  product: 'Weapons and products',
  date: 'Dates named',
  kind: 'Kind of passage',
}

const FILTERS: Readonly<Record<string, string>> = {
  entity: '',
  anyEntity: 'any of: ',
  notEntity: 'not: ',
  document: 'document: ',
  kind: 'kind: ',
  from: 'from ',
  to: 'until ',
}

/** @param grouped whether `page` has one hit a document */
export function searchPage(bundle: Bundle, page: SearchPage, view: ViewParameters, grouped: boolean): Html {
  const { q } = page.query
  const filters = view.all.filter(([name]) => isFilter(name))
  const body = html`
${chips(bundle, filters, view)}
<div class="columns">
<section class="results" aria-label="Results">
${summary(page, view)}
${page.query.notes.map(note => html`<p class="note">${note}</p>`)}
${page.query.suggestion === null ? '' : html`<p class="note">Did you mean <a href="${view.set('q', page.query.suggestion).without('offset').link}">${page.query.suggestion}</a>?</p>`}
${offers(page.query.entities)}
${page.total === 0 ? nothingFound(filters.length > 0, view) : html`<ol class="hits" start="${page.offset + 1}">${page.hits.map(hit => hitItem(hit, view))}</ol>`}
${pager(page, view, grouped ? page.documents : page.total)}
</section>
<aside class="facets" aria-label="Filters">
${Object.entries(page.facets).map(([name, values]) => facet(name, values, view))}
</aside>
</div>`
  return layout({ title: q === '' ? 'Search' : q, q, keep: filters, body })
}

function isFilter(name: string): boolean {
  return Object.hasOwn(FILTERS, name) || name.startsWith('meta.')
}

function chips(bundle: Bundle, filters: readonly (readonly [string, string])[], view: ViewParameters): Html {
  if (filters.length === 0) return html``
  const label = (name: string, value: string): string => {
    const shown = /entity$/iu.test(name) ? (bundle.records.entity(value)?.name ?? value) : value
    return `${FILTERS[name] ?? `${name.slice('meta.'.length)}: `}${shown}`
  }
  return html`<ul class="chips" aria-label="Active filters">
${filters.map(([name, value]) => html`<li><a href="${view.without(name, value).without('offset').link}" title="Remove this filter">${label(name, value)} <span aria-hidden="true">×</span></a></li>`)}
</ul>`
}

function summary(page: SearchPage, view: ViewParameters): Html {
  const sorts = [
    ['relevance', 'best first'],
    ['newest', 'newest first'],
    ['oldest', 'oldest first'],
  ] as const
  const current = view.get('sort') ?? (page.query.q.trim() === '' ? 'newest' : 'relevance')
  return html`<p class="summary"><strong>${page.total.toLocaleString('en')}</strong> ${page.total === 1 ? 'passage' : 'passages'} in ${page.documents.toLocaleString('en')} ${page.documents === 1 ? 'document' : 'documents'}
<span class="took">${page.tookMs} ms</span>
<span class="sorts">${sorts.map(([sort, label]) => (sort === current ? html`<strong aria-current="true">${label}</strong> ` : html`<a href="${view.set('sort', sort).without('offset').link}">${label}</a> `))}</span></p>`
}

function nothingFound(filtered: boolean, view: ViewParameters): Html {
  const cleared = view.all
    .filter(([name]) => isFilter(name))
    .reduce((rest, [name]) => rest.without(name), view)
  return html`<div class="empty"><h2>No passage matches</h2>
<ul>
${filtered ? html`<li><a href="${cleared.link}">Search without the filters</a></li>` : ''}
<li>Use fewer or other words; names are found by their parts.</li>
<li>Leave out quotation marks to find the words in any order.</li>
<li>Look for the name among the <a href="/entities">entities</a>.</li>
</ul></div>`
}

/** Entities that the query names. */
function offers(entities: readonly QueryEntity[]): Html {
  if (entities.length === 0) return html``
  return html`<p class="offers">About ${entities.map(({ id, type, name, passages }, at) => html`${at === 0 ? '' : ' · '}<a class="mention ${type}" href="${entityLink(id)}">${name}</a> <span class="count">${type}, ${passages.toLocaleString('en')} ${passages === 1 ? 'passage' : 'passages'}</span>`)}</p>`
}

/** Where the score comes from: open where it was asked for, else a link that asks. */
function why({ passage, explanation }: Hit, view: ViewParameters): Html {
  if (explanation === undefined)
    return html`<a class="why" rel="nofollow" href="${view.set('explain', 'true').link}#${passage.id}">Why this passage?</a>`
  return html`<details class="why" open><summary>Why this passage?</summary><ul>${explanationItem(explanation)}</ul></details>`
}

/** Sums as lists; a product in one line, such as `3.71 mines (mine) in text = weight 1.00 × idf 3.03 × tf 1.22`. */
function explanationItem({ label, value, operation, parts }: Explanation): Html {
  const line = html`<span class="value">${shown(value)}</span> ${label}`
  if (operation !== 'sum')
    return html`<li>${line}${operation === 'product' ? ` = ${parts.map(factor).join(' × ')}` : ''}</li>`
  return html`<li>${line}<ul>${parts.map(explanationItem)}</ul></li>`
}

/** A factor; of a saturated frequency also the count and the length that it comes from. */
function factor({ label, value, parts }: Explanation): string {
  const [count, norm] = parts
  const from =
    count === undefined || norm === undefined
      ? ''
      : ` (${count.value} ${count.value === 1 ? 'time' : 'times'}, ${shown(norm.value)} of the mean length)`
  return `${label} ${shown(value)}${from}`
}

function shown(value: number): string {
  return value.toPrecision(3)
}

function hitItem(hit: Hit, view: ViewParameters): Html {
  const { passage, document, snippet, citation, repeats, score } = hit
  const date =
    document.date === null ? '' : html` · <time datetime="${document.date}">${dateName(document.date)}</time>`
  const names = new Map(
    passage.mentions
      .filter(({ entity, type }) => entity !== null && type !== 'date')
      .map(({ entity, type, text }) => [entity ?? '', { type, text }]),
  )
  return html`<li class="hit" id="${passage.id}">
<h2><a href="${passageLink(passage.id)}">${document.title}</a></h2>
<p class="meta">${[document.authors.join(', '), document.source ?? ''].filter(text => text !== '').join(' · ')}${date} · <a href="${documentLink(document.id)}#${passage.id}">¶${passage.ordinal}</a>${passage.headings.length === 0 ? '' : html` · <span class="path">${passage.headings.join(' › ')}</span>`}</p>
<blockquote class="kind-${passage.kind}" cite="${passageLink(passage.id)}">${markedText(snippet.text, snippet.highlights)}</blockquote>
${names.size === 0 ? '' : html`<ul class="names" aria-label="Named here">${[...names].slice(0, 8).map(([id, { type, text }]) => html`<li><a class="mention ${type}" href="${entityLink(id)}">${text}</a></li>`)}</ul>`}
${repeats === undefined ? '' : html`<p class="meta">Nearly the same text as <a href="${passageLink(repeats)}">a passage above</a>.</p>`}
<p class="cite"><cite>${citation.text}</cite></p>
${score > 0 ? why(hit, view) : ''}
</li>`
}

function facet(name: string, values: readonly FacetValue[], view: ViewParameters): Html {
  if (values.length === 0) return html``
  const parameter = ENTITY_TYPES.some(type => type === name) ? 'entity' : name
  const title =
    FACET_TITLES[name] ?? name.replace(/^meta\./u, '').replace(/^\p{L}/u, letter => letter.toUpperCase())
  const open = name !== 'date'
  return html`<details ${open ? 'open' : ''}><summary>${title}</summary>
<ul>${values.map(({ id, name: label, count }) => {
    const active = view.has(parameter, id)
    const link = active ? view.without(parameter, id).link : view.with(parameter, id).link
    return html`<li><a href="${link}" ${active ? html`aria-current="true"` : ''}>${label}</a> <span class="count">${count.toLocaleString('en')}</span></li>`
  })}</ul></details>`
}

function pager(page: SearchPage, view: ViewParameters, hits: number): Html {
  const next = page.offset + page.limit
  const previous = Math.max(0, page.offset - page.limit)
  if (page.offset === 0 && next >= hits) return html``
  return html`<nav class="pager" aria-label="Pages">
${page.offset > 0 ? html`<a rel="prev" href="${previous === 0 ? view.without('offset').link : view.set('offset', String(previous)).link}">← Previous</a>` : ''}
<span>${page.offset + 1}–${Math.min(next, hits)} of ${hits.toLocaleString('en')}</span>
${next < hits ? html`<a rel="next" href="${view.set('offset', String(next)).link}">Next →</a>` : ''}
</nav>`
}
