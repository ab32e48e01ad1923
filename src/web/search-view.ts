// What surrounds the answer to a search, whichever way it is shown: filters at the left, chips and the count above, a reader at the right.
import type { Bundle } from '../bundle/open-bundle.ts'
import { describe } from '../search/collection.ts'
import type { SearchPage } from '../search/search.ts'
import { stats } from '../search/stats.ts'
import { chips } from './chips.ts'
import { type BadDates, dateFilter } from './date-filter.ts'
import { facetPanel } from './facets.ts'
import { layout } from './layout.ts'
import { EXPLAIN, VIEWS, type ViewParameters, type ViewPath } from './links.ts'
import { type Html, html, tell } from './marked-text.ts'
import { noteText } from './note-text.ts'
import { number, say } from './words/spoken.ts'

/** What every view of a search has. */
export interface SearchFrame {
  readonly page: SearchPage
  readonly view: ViewParameters
  /** Metadata fields without a facet on this page. */
  readonly hiddenFields: number
  /** Dates that were typed and are none. */
  readonly bad: BadDates
}

/** What every view of what was found has. */
export interface FoundFrame extends SearchFrame {
  /** What stands in its place where no passage was found; null where there are some. */
  readonly nothing: Html | null
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
  const leave = say('filters.show', { n: page.total })
  const body = html`<div id="view" data-q="${q}" data-said="${foundText(page, view)}">
<h1 class="unseen">${heading ?? (q.trim() === '' ? say('results.all') : say('results.heading', { q }))}</h1>
<div class="app${reader === undefined ? ' alone' : ''}">
${facetPanel({ facets: page.facets, view, path, hidden: hiddenFields, dates: dateFilter(bundle, page, view, path, bad), leave })}
<section class="results" id="results" aria-label="${say('results.label')}" tabindex="-1">
${chips(bundle, view, path)}
${notes(page, view, path)}
${content}
${isTyped ? html`<p class="meta">${tell('results.typing', { link: html`<a href="${view.without('prefix').first.at(path)}">${say('results.onlyWord')}</a>` })}</p>` : ''}
</section>
${reader ?? ''}
</div></div>`
  return layout({
    title: q === '' ? say('results.title') : q,
    q,
    keep,
    action: path,
    placeholder: placeholder(bundle),
    skips: [
      { to: '#results', name: say('skip.results') },
      { to: '#filters', name: say('skip.filters') },
    ],
    body,
  })
}

/** `Search 28 documents, e.g. cluster munitions`. */
function placeholder(bundle: Bundle): string {
  const search = say('frame.placeholderCounted', { n: stats(bundle).documents })
  const [example] = describe(bundle).examples
  return example === undefined ? search : say('frame.placeholderExample', { search, example })
}

/**
 * What the query was read as, in one line above the results: the others are unfolded. Of words that no passage has one line says it
 * all, where a spelling of the whole is offered.
 */
function notes({ query }: SearchPage, view: ViewParameters, path: ViewPath): Html {
  const { codedNotes, suggestion } = query
  if (suggestion === null) return noteLine(codedNotes.map(noteText), null)
  const q = html`<a href="${view.set('q', suggestion).first.at(path)}"><bdi>${suggestion}</bdi></a>`
  const unknown = codedNotes.filter(({ code }) => code === 'similar-words')
  const words = unknown.map(({ values }) => say('quoted', { text: String(values['text']) }))
  const others = codedNotes.filter(note => !unknown.includes(note))
  const offer =
    words.length === 0
      ? tell('results.didYouMean', { q })
      : tell('results.corrected', { q, words: words.join(say('list.joiner')) })
  return noteLine(others.map(noteText), html`<p class="note">${offer}</p>`)
}

/** Letters of a note that one line has room for beside a reader. */
const NOTE_LINE = 85

function noteLine(texts: readonly string[], offer: Html | null): Html {
  const [first, ...others] = texts
  if (first === undefined) return offer === null ? html`` : html`<div class="notes">${offer}</div>`
  if (offer === null && others.length === 0 && first.length <= NOTE_LINE)
    return html`<div class="notes"><p class="note">${first}</p></div>`
  const [shown, folded] = offer === null ? [first, others] : ['', texts]
  const more = folded.length === 0 ? '' : html`<span class="count">+${number(folded.length)}</span>`
  return html`<div class="notes">${offer ?? ''}<details class="note" data-key="notes"><summary aria-label="${texts.join(' ')}"><span>${shown}</span>${more}</summary>${folded.map(text => html`<p>${text}</p>`)}</details></div>`
}

/** `17 passages in 5 documents, 12 of them different`. */
function foundText(page: SearchPage, view: ViewParameters): string {
  const { total, documents, groups } = page
  const passages = say('count.passages', { n: total })
  const found = say('count.found', { passages, inDocuments: say('count.inDocuments', { n: documents }) })
  return isFolded(page, view) ? say('count.different', { n: groups, found }) : found
}

/** The same with the number of passages standing out. */
function foundCount(page: SearchPage, view: ViewParameters): Html {
  const { total, documents, groups } = page
  const passages = tell('count.passages', { n: total }, { n: html`<strong>${number(total)}</strong>` })
  const found = tell('count.found', { passages, inDocuments: say('count.inDocuments', { n: documents }) })
  return isFolded(page, view) ? tell('count.different', { n: groups, found }) : found
}

function isFolded({ total, groups }: SearchPage, view: ViewParameters): boolean {
  return view.get('group') === 'copies' && view.get('q') !== null && groups < total
}

/**
 * The count, what can be done with all that was found, and the other ways to show it.
 * @param path of the view that is shown
 */
export function summary(page: SearchPage, view: ViewParameters, path: ViewPath, controls: Html): Html {
  const active = view.filters.length
  const others = Object.entries(VIEWS).filter(([to]) => to !== path)
  return html`<div class="summary"><p id="count" title="${say('results.took', { ms: page.tookMs })}">${foundCount(page, view)}</p><div class="controls"><a class="button to-filters" href="#filters">${active === 0 ? say('filters.title') : say('filters.counted', { n: active })}</a>${controls}<nav class="views" aria-label="${say('results.views')}">${others.map(([to, name]) => html`<a class="button" href="${view.first.without(EXPLAIN).at(to)}">${say(name)}</a>`)}</nav></div></div>`
}
