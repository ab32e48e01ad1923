// Nothing was found: why, and what would help? Each way out says how much it would find.
import type { Bundle } from '../bundle/open-bundle.ts'
import { counted } from '../domain/counted.ts'
import { dateName } from '../domain/dates.ts'
import type { Deadline } from '../domain/deadline.ts'
import { countPassages } from '../search/other-filters.ts'
import { collectParameters, parseSelection } from '../search/request.ts'
import { stats } from '../search/stats.ts'
import { activeFilters, label } from './chips.ts'
import type { ViewParameters } from './links.ts'
import { type Html, html } from './marked-text.ts'

/** A view that may find something, and how much. */
interface WayOut {
  readonly name: Html
  readonly view: ViewParameters
}

/** Filters of which it is said what each alone costs, at most. */
const MOST_FILTERS = 8

export async function nothingFound(bundle: Bundle, view: ViewParameters, deadline: Deadline): Promise<Html> {
  const { passages, documents, oldest, newest } = stats(bundle)
  if (passages === 0)
    return html`<div class="empty"><h2>There is nothing to search yet</h2>
<p>The index has no passages. Put documents into the folder and build it again with <code>lede build</code>, or <a href="/ingest">add documents here</a>.</p></div>`
  const q = (view.get('q') ?? '').trim()
  const found: Html[] = []
  for (const { name, view: other } of waysOut(bundle, view)) {
    const total = await countPassages(
      bundle,
      parseSelection(collectParameters(other.selection.all)),
      deadline,
    )
    if (total !== null && total > 0)
      found.push(html`<li>${name}: <a href="${other.first.link}">${counted(total, 'passage')}</a></li>`)
  }
  const isDated = view.get('from') !== null || view.get('to') !== null
  const span =
    isDated && oldest !== null && newest !== null
      ? html`<p>The ${counted(documents, 'document')} run from ${dateName(oldest)} to ${dateName(newest)}.</p>`
      : ''
  // A query in quotation marks has its own.
  const quoted = /^["“].*["”]$/u.test(q) ? q : `“${q}”`
  return html`<div class="empty"><h2>No passages match${q === '' ? '' : ` ${quoted}`}${view.filters.length === 0 ? '' : ' with these filters'}</h2>
${span}
${found.length === 0 ? '' : html`<p>This would find something:</p><ul>${found}</ul>`}
<ul>
<li>Try fewer words, or part of one: <code>observ*</code>.</li>
<li>Look for the name in the <a href="/entities">list of names</a>.</li>
</ul></div>`
}

function waysOut(bundle: Bundle, view: ViewParameters): WayOut[] {
  const q = (view.get('q') ?? '').trim()
  const filters = activeFilters(bundle, view)
  const ways: WayOut[] = filters
    .slice(0, MOST_FILTERS)
    .map(filter => ({ name: html`Without <em>${label(filter)}</em>`, view: filter.without }))
  if (filters.length > 1) ways.push({ name: html`Without any filter`, view: view.unfiltered })
  if (/["“”]/u.test(q))
    ways.push({
      name: html`The words in any order, without quotation marks`,
      view: view.set('q', q.replaceAll(/["“”]/gu, ' ').trim()),
    })
  if (view.get('match') === 'all') ways.push({ name: html`Any of the words`, view: view.without('match') })
  if (view.get('boilerplate') !== 'true')
    ways.push({ name: html`With footers and boilerplate`, view: view.set('boilerplate', 'true') })
  return ways
}
