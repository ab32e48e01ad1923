// What was found: a card a document, its best passages in it, and what can be done with each.

import type { Bundle } from '../bundle/open-bundle.ts'
import { atPassage } from '../domain/addresses.ts'
import type { Passage } from '../domain/document.ts'
import type { DocumentHits } from '../search/by-document.ts'
import type { CopySummary } from '../search/copies.ts'
import type { Hit } from '../search/search.ts'
import { fileToTellBy } from '../search/shared-titles.ts'
import { snippet } from '../search/snippet.ts'
import { documentLink, EXPLAIN, OPEN, outsideLink, passageLink, type ViewParameters } from './links.ts'
import { type Html, html, markedTitle, mentionedText, plainText, tell, within } from './marked-text.ts'
import { whyThisPassage } from './why.ts'
import { dateText } from './words/dates.ts'
import { say } from './words/spoken.ts'

/** @param first number of the first card */
export function resultCards(
  bundle: Bundle,
  documents: readonly DocumentHits[],
  view: ViewParameters,
  first: number,
): Html {
  return html`<ol class="cards" start="${first}">${documents.map(document => card(document, view, fileToTellBy(bundle, document.document.id)))}</ol>`
}

/** @param file of the document, where its title does not tell it from others */
function card(
  { document, titleHighlights, total, hits }: DocumentHits,
  view: ViewParameters,
  file: string | null,
): Html {
  const q = view.get('q') ?? ''
  const [best] = hits
  const more = total - hits.length
  const byline = [document.authors.join(', '), document.source ?? ''].filter(text => text !== '')
  return html`<li class="card"><header><h2><a href="${documentLink(document.id, q)}${best === undefined ? '' : `#${best.passage.id}`}">${markedTitle(document.title, titleHighlights)}</a></h2><p class="meta byline">${byline.map(text => html`${plainText(text)} · `)}${document.date === null ? say('date.undated') : html`<time datetime="${document.date}">${dateText(document.date)}</time>`}${total > 1 ? ` · ${say('count.passages', { n: total })}` : ''}${file === null ? '' : html` · <span translate="no">${plainText(file)}</span>`}</p></header><ol class="hits">${hits.map(hit => hitItem(hit, view))}</ol>${more > 0 ? html`<a class="more-of-it" href="${view.set('document', document.id).set('group', 'none').first.link}">${say('hit.more', { n: more })}</a>` : ''}</li>`
}

function hitItem(hit: Hit, view: ViewParameters): Html {
  const { passage, citation, copies } = hit
  const isOpen = view.get(OPEN) === passage.id
  const open = `${view.set(OPEN, passage.id).link}#reader`
  return html`<li class="hit${isOpen ? ' current' : ''}" id="${passage.id}" data-passage="${passage.id}"><div class="at"><a class="open number" href="${open}" aria-label="${say('hit.open', { number: String(passage.ordinal) })}">¶${passage.ordinal}</a><input class="select" type="checkbox" name="passage" value="${passage.id}" form="selection" aria-label="${say('notebook.select', { number: String(passage.ordinal), title: hit.document.title })}"></div><div class="said"><div class="over"><p class="path">${plainText(passage.headings.join(' › '))}</p>${actions(hit, view)}</div><blockquote class="kind-${passage.kind}" dir="auto">${shownPart(hit)}</blockquote>${hit.related === undefined ? '' : html`<p class="meta">${say('hit.related')}</p>`}${hit.matched === undefined ? '' : html`<p class="meta">${say(hit.matched === 'title' ? 'hit.titleOnly' : 'hit.headingOnly')}</p>`}${copies === undefined ? '' : copiesLine(copies, passage.id)}<p class="cite"><cite>${plainText(citation.text)}</cite></p>${isExplained(hit, view) ? whyThisPassage(hit.explanation) : ''}</div></li>`
}

/** `12 copies, the first in The Herald of 3 May 2019`. */
function copiesLine({ total, first }: CopySummary, id: string): Html {
  const { title, source, date } = first.document
  const copies = html`<a class="unfold" data-part="#copies" href="${passageLink(id)}#copies">${say('hit.copies', { n: total })}</a>`
  if (first.passage === id) return html`<p class="meta">${tell('hit.copiesThis', { copies })}</p>`
  const from = html`<a href="${passageLink(first.passage)}">${plainText(source ?? title)}</a>`
  return html`<p class="meta">${
    date === null
      ? tell('hit.copiesFirst', { copies, source: from })
      : tell('hit.copiesFirstDated', { copies, source: from, date: dateText(date) })
  }</p>`
}

/** Longest part of a passage that a list shows, in UTF-16 code units: three lines beside a reader that shows all of it. */
const SHOWN = 200

/** Letters that are as broad as two: of Chinese, Japanese and Korean. */
const BROAD = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF01-\uFF60]/gu

/** Letters of code and tables are as broad as each other, and fewer stand in a line. */
const SPACED: ReadonlySet<string> = new Set(['code', 'table'])

/** How many letters of a passage fill its lines. */
function roomFor({ text, kind }: Passage): number {
  const most = SPACED.has(kind) ? SHOWN * 0.9 : SHOWN
  const start = text.slice(0, SHOWN)
  const broad = start.match(BROAD)?.length ?? 0
  return Math.round(most / (1 + broad / Math.max(1, start.length)))
}

/** The part of the passage that shows best why it matched. */
function shownPart({ passage, highlights }: Hit): Html {
  const { mentions, text } = passage
  const { start, end } = snippet(text, highlights, roomFor(passage))
  const part = mentionedText(
    text.slice(start, end),
    within(mentions, start, end),
    within(highlights, start, end),
  )
  return html`${start > 0 ? '…' : ''}${part}${end === text.length ? '' : /[.!?]$/u.test(text.slice(0, end)) ? ' …' : '…'}`
}

/** What can be done with a passage. What needs a script is hidden where there is none. */
function actions(hit: Hit, view: ViewParameters): Html {
  const { passage, document, citation, score } = hit
  const link = passageLink(passage.id)
  const marked = passageLink(passage.id, view.get('q') ?? '')
  const outside = outsideLink(document.url)
  return html`<div class="actions" role="group" aria-label="${say('hit.actions')}"><button class="pin scripted" type="button" aria-pressed="false">${say('notebook.save')}</button> <button class="copy-quote scripted" type="button">${say('hit.copyQuote')}</button> <a href="${marked}#cite">${say('hit.cite')}</a> <details class="menu"><summary>${say('hit.moreActions')}</summary><ul><li><a class="unfold" data-part="#around" href="${marked}">${say('hit.context')}</a></li><li><a class="unfold" data-part="#similar" href="${link}#similar">${say('hit.similar')}</a></li>${score > 0 ? html`<li>${why(hit, view)}</li>` : ''}<li><a href="${link}">${say('hit.permanent')}</a></li>${outside === null ? '' : html`<li><a href="${atPassage(outside, citation.textFragment)}" rel="noreferrer">${say('hit.original')}</a></li>`}</ul></details></div>`
}

function isExplained(hit: Hit, view: ViewParameters): hit is Hit & Required<Pick<Hit, 'explanation'>> {
  const asked = view.get(EXPLAIN)
  return hit.explanation !== undefined && (asked === 'true' || asked === hit.passage.id)
}

function why(hit: Hit, view: ViewParameters): Html {
  const { passage } = hit
  if (isExplained(hit, view))
    return html`<a href="${view.without(EXPLAIN).link}#${passage.id}">${say('why.hide')}</a>`
  return html`<a class="unfold" data-part=".why" rel="nofollow" href="${view.set(EXPLAIN, passage.id).link}#${passage.id}">${say('why.ask')}</a>`
}
