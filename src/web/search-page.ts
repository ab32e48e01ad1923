// Search results: hits with their matches and names marked, and what can be done with each.

import type { Bundle } from '../bundle/open-bundle.ts'
import { atPassage } from '../domain/addresses.ts'
import { counted } from '../domain/counted.ts'
import { dateName } from '../domain/dates.ts'
import type { CopySummary } from '../search/copies.ts'
import type { QueryEntity } from '../search/query-entities.ts'
import type { Explanation } from '../search/ranking/explanation.ts'
import { usualSort } from '../search/request.ts'
import type { Hit, SearchPage } from '../search/search.ts'
import { legend, namesClass } from './legend.ts'
import { documentLink, entityLink, outsideLink, passageLink, type ViewParameters } from './links.ts'
import { type Html, html, markedTitle, mentionedText, plainText, within } from './marked-text.ts'
import { readingCounts } from './reading-counts.ts'
import { searchView, summary } from './search-view.ts'
import { slotNames } from './slot-names.ts'

/** @param grouped whether `page` has one hit a document */
export function searchPage(
  bundle: Bundle,
  page: SearchPage,
  view: ViewParameters,
  { grouped, hiddenFields }: { readonly grouped: boolean; readonly hiddenFields: number },
): Html {
  const { counts } = page
  const others = page.query.entities.filter(({ id }) => id !== counts?.name?.id)
  // Related hits do not make up for words that stand nowhere, unless meaning alone was asked for.
  const isNothing = page.total === 0 && (page.hits.length === 0 || view.get('meaning') !== 'only')
  const content = html`${offers(others)}
${summary(page, view, controls(page, view, grouped))}
${counts === undefined ? '' : readingCounts(counts, view)}
${page.slots === undefined ? '' : slotNames(page.slots, view)}
${isNothing ? nothingFound(bundle, view) : ''}${page.hits.length === 0 && isNothing ? '' : html`${legend(view, '/')}<ol class="hits" start="${page.offset + 1}">${page.hits.map(hit => hitItem(hit, view, grouped))}</ol>`}
${pager(page, view, page.groups + (counts?.meaning ?? 0))}`
  return searchView(bundle, { path: '/', page, view, hiddenFields, content })
}

const SORTS = [
  ['relevance', 'best first'],
  ['newest', 'newest'],
  ['oldest', 'oldest'],
] as const

function controls(page: SearchPage, view: ViewParameters, grouped: boolean): Html {
  const current = view.get('sort') ?? usualSort(page.query.q)
  const choice = (isChosen: boolean, link: string, label: string): Html =>
    html`<a href="${link}" ${isChosen ? html`aria-current="true"` : ''}>${label}</a>`
  const { first } = view
  return html`<div class="controls">
<span class="choices sorts" role="group" aria-label="Order">${SORTS.map(([sort, label]) => choice(sort === current, first.set('sort', sort).link, label))}</span>
<span class="choices" role="group" aria-label="Grouping">${choice(!grouped, first.without('group').link, 'passages')}${choice(grouped, first.set('group', 'document').link, 'by document')}</span>
<details class="export"><summary>Export</summary><ul>${[
    ['csv', 'CSV'],
    ['ndjson', 'JSON lines'],
    ['markdown', 'Markdown'],
  ].map(
    ([format = '', label]) =>
      html`<li><a href="${view.selection.set('format', format).at('/v1/export')}" download>${label}</a></li>`,
  )}</ul></details>
</div>`
}

function nothingFound({ manifest }: Bundle, view: ViewParameters): Html {
  if (manifest.counts.passages === 0)
    return html`<div class="empty"><h2>There is nothing to search yet</h2>
<p>The index has no passages. Put documents into the folder and build it again with <code>lede build</code>, or <a href="/ingest">add documents here</a>.</p></div>`
  const q = view.get('q') ?? ''
  const advice: Html[] = []
  if (view.filters.length > 0)
    advice.push(html`<a href="${view.unfiltered.link}">Search without the filters</a>.`)
  if (/["“”]/u.test(q))
    advice.push(
      html`<a href="${view.set('q', q.replaceAll(/["“”]/gu, ' ').trim()).first.link}">Search for the words in any order</a>, without quotation marks.`,
    )
  if (view.get('match') === 'all')
    advice.push(html`<a href="${view.without('match').first.link}">Search for any of the words</a>.`)
  if (view.get('boilerplate') !== 'true')
    advice.push(
      html`<a href="${view.set('boilerplate', 'true').first.link}">Search footers and notes to readers too</a>.`,
    )
  return html`<div class="empty"><h2>No passage matches</h2>
<ul>${advice.map(line => html`<li>${line}</li>`)}
<li>Use fewer or other words, or the beginning of one: <code>observ*</code>.</li>
<li>Look for the name among the <a href="/entities">entities</a>.</li>
</ul></div>`
}

/** Entities that the query names. */
function offers(entities: readonly QueryEntity[]): Html {
  if (entities.length === 0) return html``
  return html`<p class="offers">About ${entities.map(({ id, type, name, passages }, at) => html`${at === 0 ? '' : ' · '}<a class="mention ${type}" href="${entityLink(id)}">${plainText(name)}</a> <span class="count">${type}, ${counted(passages, 'passage')}</span>`)}</p>`
}

function hitItem(hit: Hit, view: ViewParameters, grouped: boolean): Html {
  const { passage, document, citation, copies, inDocument = 1 } = hit
  const q = view.get('q') ?? ''
  const link = passageLink(passage.id, q)
  const byline = [document.authors.join(', '), document.source ?? ''].filter(text => text !== '').join(' · ')
  return html`<li class="hit" id="${passage.id}">
<h2><a href="${link}">${markedTitle(document.title, hit.titleHighlights)}</a></h2>
<p class="meta">${byline === '' ? '' : html`${plainText(byline)} · `}${document.date === null ? 'undated' : html`<time datetime="${document.date}">${dateName(document.date)}</time>`} · <a href="${documentLink(document.id, q)}#${passage.id}">¶${passage.ordinal}<span class="unseen"> in the document</span></a>${passage.headings.length === 0 ? '' : html` · <span class="path">${plainText(passage.headings.join(' › '))}</span>`}</p>
<blockquote class="kind-${passage.kind} ${namesClass(view)}" dir="auto" cite="${passageLink(passage.id)}">${shownPart(hit)}</blockquote>
${hit.related === undefined ? '' : html`<p class="meta">Related in meaning: none of the words led here.</p>`}
${hit.matched === undefined ? '' : html`<p class="meta">${MATCHED[hit.matched]}</p>`}
${alsoNamed(hit)}
${grouped && inDocument > 1 ? html`<p class="meta"><a href="${view.set('document', document.id).set('group', 'none').first.link}">${inDocument.toLocaleString('en')} passages of this document match</a></p>` : ''}
${copies === undefined ? '' : copiesLine(copies, passage.id)}
<p class="cite"><cite>${plainText(citation.text)}</cite></p>
${actions(hit, view)}
</li>`
}

/** `12 copies, the first in The Herald of 3 May 2019`. */
function copiesLine({ total, first }: CopySummary, id: string): Html {
  const { title, source, date } = first.document
  const when = date === null ? '' : html`, ${dateName(date)}`
  return html`<p class="meta"><a class="unfold" data-part="#copies" href="${passageLink(id)}#copies">${total.toLocaleString('en')} copies</a>${first.passage === id ? ', this is the first' : html`, the first in <a href="${passageLink(first.passage)}">${plainText(source ?? title)}</a>${when}`}</p>`
}

const MATCHED = {
  title: 'Only the title matches. This is the beginning of the document.',
  headings: 'Only a heading matches. This is the first passage below it.',
} as const

/** The part of the passage that shows best why it matched. */
function shownPart({ snippet: { start, end }, passage: { mentions, text }, highlights }: Hit): Html {
  const part = mentionedText(
    text.slice(start, end),
    within(mentions, start, end),
    within(highlights, start, end),
  )
  return html`${start > 0 ? '…' : ''}${part}${end === text.length ? '' : /[.!?]$/u.test(text.slice(0, end)) ? ' …' : '…'}`
}

/** Names of the passage that stand outside of the window that is shown. */
function alsoNamed({ passage: { mentions }, snippet }: Hit): Html {
  const shown = new Set(
    mentions
      .filter(({ start, end }) => start < snippet.end && end > snippet.start)
      .map(({ entity }) => entity),
  )
  const names = new Map(
    mentions
      .filter(({ entity, type }) => entity !== null && type !== 'date' && !shown.has(entity))
      .map(({ entity, type, text }) => [entity ?? '', { type, text }]),
  )
  if (names.size === 0) return html``
  return html`<ul class="names" aria-label="Also named here">${[...names].slice(0, 8).map(([id, { type, text }]) => html`<li><a class="mention ${type}" href="${entityLink(id)}">${plainText(text)}</a></li>`)}</ul>`
}

/** What can be done with a hit. What needs a script is hidden where there is none. */
function actions(hit: Hit, view: ViewParameters): Html {
  const { passage, document, citation, score } = hit
  const link = passageLink(passage.id)
  const marked = passageLink(passage.id, view.get('q') ?? '')
  const outside = outsideLink(document.url)
  return html`<div class="actions" role="group" aria-label="Actions">
<button class="pin scripted" aria-pressed="false" data-passage="${passage.id}">Pin</button>
<button class="copy scripted">Copy citation</button>
<a href="${link}">Permanent link</a>
${outside === null ? '' : html`<a href="${atPassage(outside, citation.textFragment)}" rel="noreferrer">Original</a>`}
<a class="unfold" data-part="#around" href="${marked}">In context</a>
<a class="unfold" data-part="#similar" href="${link}#similar">Similar</a>
${score > 0 ? why(hit, view) : ''}
</div>${hit.explanation === undefined ? '' : html`<details class="why" open><summary>Why this passage?</summary><ul>${explanationItem(hit.explanation, 0)}</ul></details>`}`
}

function why({ passage, explanation }: Hit, view: ViewParameters): Html {
  if (explanation !== undefined)
    return html`<a href="${view.without('explain').link}#${passage.id}">Do not explain</a>`
  return html`<a class="unfold" data-part='[id="${passage.id}"] .why' rel="nofollow" href="${view.set('explain', 'true').link}#${passage.id}">Why this passage?</a>`
}

/**
 * Sums as lists, folded where they are sums of a part, such as a word's trigrams; a product in one line, such as
 * `3.71 mines (mine) in text = weight 1.00 × idf 3.03 × tf 1.22`.
 */
function explanationItem({ label, value, operation, parts }: Explanation, depth: number): Html {
  const line = html`<span class="value">${shown(value)}</span> ${label}`
  if (operation !== 'sum')
    return html`<li>${line}${operation === 'product' ? ` = ${parts.map(factor).join(' × ')}` : ''}</li>`
  const list = html`<ul>${parts.map(part => explanationItem(part, depth + 1))}</ul>`
  return depth < UNFOLDED
    ? html`<li>${line}${list}</li>`
    : html`<li><details><summary>${line}</summary>${list}</details></li>`
}

/** Levels of an explanation that are shown at once: the score and its parts. */
const UNFOLDED = 2

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

function pager(page: SearchPage, view: ViewParameters, hits: number): Html {
  const next = page.offset + page.limit
  const previous = Math.max(0, page.offset - page.limit)
  if (page.offset === 0 && next >= hits) return html``
  return html`<nav class="pager" aria-label="Pages">
${page.offset > 0 ? html`<a rel="prev" href="${previous === 0 ? view.first.link : view.set('offset', String(previous)).link}">← Previous</a>` : ''}
<span>${(page.offset + 1).toLocaleString('en')}–${Math.min(next, hits).toLocaleString('en')} of ${hits.toLocaleString('en')}</span>
${next < hits ? html`<a rel="next" href="${view.set('offset', String(next)).link}">Next →</a>` : ''}
</nav>`
}
