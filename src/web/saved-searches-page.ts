// Searches to come back to: kept in the browser with what they found, or as entries of the watch list, which tells of each new passage.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { WatchReport, WatchResult } from '../watch/report.ts'
import { type WatchedSearch, watchEntry } from '../watch/write-watch.ts'
import { activeFilters, chips } from './chips.ts'
import { keptFields, keptLanguage, layout } from './layout.ts'
import { passageLink, ViewParameters } from './links.ts'
import { englishText, type Html, html, markedText, plainText, tell } from './marked-text.ts'
import { canWrite, type IngestState, withKey } from './page-key.ts'
import { number, say } from './words/spoken.ts'

/** The page of saved searches. */
export const SAVED_SEARCHES = '/searches'

export interface SavedSearchesContent {
  readonly bundle: Bundle
  readonly state: IngestState
  /** The search to save, and how much it finds; null for none. */
  readonly search: {
    readonly view: ViewParameters
    readonly watched: WatchedSearch
    readonly total: number
  } | null
  /** What the watch list has told, the newest first; null where it was not asked for. */
  readonly reports?: readonly WatchReport[] | null
  readonly isWritten?: boolean
  readonly trouble?: string
}

export function savedSearchesPage(content: SavedSearchesContent): Html {
  const { state, search, reports = null, isWritten = false, trouble } = content
  const body = html`<div class="reader"><h1>${say('searches.title')}</h1>
${trouble === undefined ? '' : html`<p class="trouble" role="alert">${englishText(trouble)}</p>`}
${isWritten ? html`<p role="status">${say('searches.written')}</p>` : ''}
${search === null || isWritten ? '' : saving(content, search)}
<div id="searches" class="scripted"><h2>${say('searches.inBrowser')}</h2><p class="meta">${say('searches.stay')}</p>
<p class="none" hidden>${say('searches.none')}</p><ul class="list"></ul></div>
<p class="note unscripted">${say('searches.unscripted')}</p>
${reports === null ? '' : news(reports)}
${askNews(state)}</div>`
  return layout({ title: say('searches.title'), body })
}

/** What a search is called where nobody says otherwise: its words and filters. */
export function usualLabel(bundle: Bundle, view: ViewParameters): string {
  const words = (view.get('q') ?? '').trim()
  const filters = activeFilters(bundle, view).map(({ relation, values }) =>
    relation === 'not'
      ? `-${values.join(' -')}`
      : values.join(say(relation === 'all' ? 'filters.and' : 'filters.or')),
  )
  return [words, ...filters].filter(part => part !== '').join(say('list.joiner'))
}

function saving(
  { bundle, state }: SavedSearchesContent,
  { view, watched, total }: NonNullable<SavedSearchesContent['search']>,
): Html {
  const { label } = watched
  const pairs = view.selection.all
  const name = html`<label>${say('searches.label')} <input name="label" value="${label}" maxlength="200" required dir="auto" autocomplete="off"></label>`
  return html`<section class="saving" aria-label="${say('searches.this')}"><h2>${say('searches.this')}</h2>
<p><a href="${view.selection.link}"><bdi>${view.get('q') ?? say('results.all')}</bdi></a> · ${say('count.passages', { n: total })}</p>
${chips(bundle, view, '/')}
<form class="filter" action="${SAVED_SEARCHES}" method="get">${keptFields(pairs)}${keptLanguage(pairs)}${name}<button type="button" class="primary scripted save-search" data-search="${new URLSearchParams(pairs.map(([key, value]) => [key, value]))}" data-total="${total}">${say('searches.save')}</button><button>${say('searches.rename')}</button></form>
<details class="correct" data-key="entry" ${canWrite(state) ? 'open' : ''}><summary>${say('searches.watch')}</summary><div class="form"><p>${tell('searches.entry', { file: html`<code dir="ltr">watch.yaml</code>` })}</p>
<pre class="copied" dir="ltr" tabindex="0" role="region" aria-label="watch.yaml">${watchEntry(watched)}</pre><button class="copy scripted" type="button">${say('cite.copy')}</button>
${withKey(state, key => html`<form class="filter" action="${SAVED_SEARCHES}" method="post">${keptFields([...pairs, ['label', label]])}${keptLanguage(pairs)}${key}<button>${say('searches.write')}</button></form>`)}</div></details></section>`
}

function askNews(state: IngestState): Html {
  return withKey(
    state,
    key =>
      html`<form class="filter" action="${SAVED_SEARCHES}" method="post">${keptLanguage()}${key}<button>${say('searches.askNews')}</button></form>`,
  )
}

/** Passages of a report that are shown here; all are counted. */
const SHOWN = 5

function news(reports: readonly WatchReport[]): Html {
  const told = reports.flatMap(({ at, results }) =>
    results.filter(({ fresh }) => fresh > 0).map(result => ({ at, result })),
  )
  const date = (at: string): string => at.slice(0, 'YYYY-MM-DD'.length)
  return html`<section aria-label="${say('searches.news')}"><h2>${say('searches.news')}</h2>
${told.length === 0 ? html`<p class="meta">${say('searches.noNews')}</p>` : ''}
${told.map(
  ({
    at,
    result,
  }) => html`<h3>${plainText(result.label)}</h3><p class="meta"><time datetime="${at}">${date(at)}</time> · ${say('searches.fresh', { n: result.fresh, all: number(result.total) })}</p>
<ol class="hits">${result.hits.slice(0, SHOWN).map(({ passage, document, snippet, citation }) => html`<li class="hit" data-passage="${passage.id}"><h4><a href="${passageLink(passage.id, result.q)}">${plainText(document.title)}</a></h4><blockquote dir="auto">${markedText(snippet.text, snippet.highlights)}</blockquote><p class="cite"><cite>${plainText(citation.text)}</cite></p></li>`)}</ol>
${newest(result)}`,
)}</section>`
}

/** A link to what is counted; none where an older build did not keep what was asked. */
function newest({ q, parameters }: WatchResult): Html | '' {
  if (parameters === undefined) return ''
  const pairs = Object.entries(parameters).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
  return html`<p><a href="${new ViewParameters([['q', q], ...pairs, ['sort', 'newest']]).link}">${say('searches.look')}</a></p>`
}
