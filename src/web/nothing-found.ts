// Nothing was found: why, and what would help? Each way out says how much it would find.
import type { Bundle } from '../bundle/open-bundle.ts'
import type { Deadline } from '../domain/deadline.ts'
import { countPassages } from '../search/other-filters.ts'
import { collectParameters, parseSelection } from '../search/request.ts'
import { stats } from '../search/stats.ts'
import { activeFilters, label } from './chips.ts'
import { address, type ViewParameters } from './links.ts'
import { type Html, html, tell } from './marked-text.ts'
import { dateText } from './words/dates.ts'
import { say } from './words/spoken.ts'

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
    return html`<div class="empty"><h2>${say('nothing.empty')}</h2>
<p>${tell('nothing.build', { command: html`<code dir="ltr">lede build</code>`, link: html`<a href="${address('/ingest')}">${say('nothing.addHere')}</a>` })}</p></div>`
  const q = (view.get('q') ?? '').trim()
  const single = await thoseThatFind(bundle, waysOut(bundle, view), deadline)
  const found = single.length > 0 ? single : await thoseThatFind(bundle, [widest(view)], deadline)
  const isDated = view.get('from') !== null || view.get('to') !== null
  const span =
    isDated && oldest !== null && newest !== null
      ? html`<p>${say('nothing.span', { n: documents, from: dateText(oldest), to: dateText(newest) })}</p>`
      : ''
  // A query in quotation marks has its own.
  const quoted = /^["“].*["”]$/u.test(q) ? q : say('quoted', { text: q })
  const isFiltered = view.filters.length > 0
  const title =
    q === ''
      ? say(isFiltered ? 'nothing.titleFilters' : 'nothing.title')
      : say(isFiltered ? 'nothing.titleForFilters' : 'nothing.titleFor', { q: quoted })
  return html`<div class="empty"><h2>${title}</h2>
${span}
${found.length === 0 ? '' : html`<p>${say('nothing.would')}</p><ul>${found}</ul>`}
<ul>
<li>${tell('nothing.fewer', { example: html`<code dir="ltr">observ*</code>` })}</li>
<li>${tell('nothing.names', { link: html`<a href="${address('/entities')}">${say('nothing.namesLink')}</a>` })}</li>
</ul></div>`
}

/** A line for each way that finds something, with how much. */
async function thoseThatFind(
  bundle: Bundle,
  ways: readonly WayOut[],
  deadline: Deadline,
): Promise<readonly Html[]> {
  const found: Html[] = []
  for (const { name, view } of ways) {
    const selection = parseSelection(collectParameters(view.selection.all))
    const total = await countPassages(bundle, selection, deadline)
    if (total === null || total === 0) continue
    const passages = html`<a href="${view.first.link}">${say('count.passages', { n: total })}</a>`
    found.push(html`<li>${tell('nothing.way', { way: name, passages })}</li>`)
  }
  return found
}

/** Everything that narrows the search taken off at once, where no single step helps. */
function widest(view: ViewParameters): WayOut {
  return {
    name: tell('nothing.widest'),
    view: view.unfiltered
      .without('match')
      .set('q', unquoted(view.get('q') ?? ''))
      .set('syntax', 'off'),
  }
}

function unquoted(q: string): string {
  return q.replaceAll(/["“”]/gu, ' ').trim()
}

function waysOut(bundle: Bundle, view: ViewParameters): WayOut[] {
  const q = (view.get('q') ?? '').trim()
  const filters = activeFilters(bundle, view)
  const ways: WayOut[] = filters.slice(0, MOST_FILTERS).map(filter => ({
    name: tell('nothing.without', { filter: html`<em>${label(filter)}</em>` }),
    view: filter.without,
  }))
  if (filters.length > 1) ways.push({ name: tell('nothing.withoutAny'), view: view.unfiltered })
  if (/["“”]/u.test(q))
    ways.push({
      name: tell('nothing.unquoted'),
      view: view.set('q', unquoted(q)),
    })
  if (view.get('match') === 'all') ways.push({ name: tell('nothing.anyWord'), view: view.without('match') })
  if (view.get('boilerplate') !== 'true')
    ways.push({ name: tell('nothing.boilerplate'), view: view.set('boilerplate', 'true') })
  return ways
}
