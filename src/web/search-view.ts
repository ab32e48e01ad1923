// What surrounds the answer to a search, whichever way it is shown: filters at the left, chips and the count above, a reader at the right.
import type { Bundle } from '../bundle/open-bundle.ts'
import { counted } from '../domain/counted.ts'
import type { SearchPage } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import { chips } from './chips.ts'
import { type BadDates, dateFilter } from './date-filter.ts'
import { facetPanel } from './facets.ts'
import { layout } from './layout.ts'
import { VIEWS, type ViewParameters, type ViewPath } from './links.ts'
import { type Html, html } from './marked-text.ts'

/** What every view of a search has. */
export interface SearchFrame {
  readonly page: SearchPage
  readonly view: ViewParameters
  /** Metadata fields without a facet on this page. */
  readonly hiddenFields: number
  /** Dates that were typed and are none. */
  readonly bad: BadDates
}

export interface SearchViewContent extends SearchFrame {
  readonly path: ViewPath
  readonly content: Html
  /** What is read beside the results; nothing for a view without a reader. */
  readonly reader?: Html
  /** The heading, where it is not the query. */
  readonly heading?: string
}

export function searchView(
  bundle: Bundle,
  { path, page, view, hiddenFields, bad, content, reader, heading }: SearchViewContent,
): Html {
  const { q } = page.query
  const keep = view.first.all.filter(([name]) => name !== 'q' && name !== 'prefix')
  const isTyped = view.get('prefix') === 'last' && q.trim() !== ''
  const leave = `Show ${counted(page.total, 'passage')}`
  const body = html`<div id="view" data-q="${q}" data-said="${count(page, view)}">
<h1 class="unseen">${heading ?? (q.trim() === '' ? 'All passages' : `Search for ${q}`)}</h1>
<div class="app${reader === undefined ? ' alone' : ''}">
${facetPanel({ facets: page.facets, view, path, hidden: hiddenFields, dates: dateFilter(bundle, page, view, path, bad), leave })}
<section class="results" id="results" aria-label="Results" tabindex="-1">
${chips(bundle, view, path)}
${page.query.notes.map(note => html`<p class="note">${note}</p>`)}
${page.query.suggestion === null ? '' : html`<p class="note">Did you mean <a href="${view.set('q', page.query.suggestion).first.at(path)}">${page.query.suggestion}</a>?</p>`}
${content}
${isTyped ? html`<p class="meta">While you type, words that begin with the last one are found, too. <a href="${view.without('prefix').first.at(path)}">Find only the word itself</a></p>` : ''}
</section>
${reader ?? ''}
</div></div>`
  return layout({
    title: q === '' ? 'Search' : q,
    q,
    keep,
    action: path,
    placeholder: `Search ${counted(stats(bundle).documents, 'document')}`,
    skips: [
      { to: '#results', name: 'Skip to results' },
      { to: '#filters', name: 'Skip to filters' },
    ],
    body,
  })
}

/** `17 passages in 5 documents, 12 of them different`. */
function count({ total, documents, groups }: SearchPage, view: ViewParameters): string {
  const isFolded = view.get('group') === 'copies' && view.get('q') !== null && groups < total
  const different = isFolded ? `, ${groups.toLocaleString('en')} of them different` : ''
  return `${counted(total, 'passage')} in ${counted(documents, 'document')}${different}`
}

/**
 * The count, what can be done with all that was found, and the other ways to show it.
 * @param path of the view that is shown
 */
export function summary(page: SearchPage, view: ViewParameters, path: ViewPath, controls: Html): Html {
  const active = view.filters.length
  const others = Object.entries(VIEWS).filter(([to]) => to !== path)
  const [, passages = '', rest = ''] = /^(\S+) (.*)$/u.exec(count(page, view)) ?? []
  return html`<div class="summary"><p id="count" title="${page.tookMs} ms"><strong>${passages}</strong> ${rest}</p><div class="controls"><a class="button to-filters" href="#filters">Filters${active === 0 ? '' : ` (${active})`}</a>${controls}<nav class="views" aria-label="Other views">${others.map(([to, name]) => html`<a class="button" href="${view.first.without('explain').at(to)}">${name}</a>`)}</nav></div></div>`
}
