// One document to read, with what a search finds in it; and the list of all documents.

import { UNHURRIED } from '../domain/deadline.ts'
import { type DocumentRecord, hasDateOfFile, type Passage } from '../domain/document.ts'
import type { DocumentList, MarkedDocument } from '../search/documents.ts'
import { keptLanguage, layout } from './layout.ts'
import { LEFT_OUT } from './left-out-page.ts'
import { address, documentLink, outsideLink, passageLink, ViewParameters } from './links.ts'
import { listPager } from './lists.ts'
import { type Html, html, markedTitle, plainText, tell } from './marked-text.ts'
import { passageBlock } from './passage-block.ts'
import { dateText } from './words/dates.ts'
import { number, say } from './words/spoken.ts'

/** @param view what the passages are searched by, if anything: its matches are marked */
export async function documentPage(marked: MarkedDocument, view: ViewParameters): Promise<Html> {
  const { document, outline, passages, matches } = marked
  const q = view.get('q') ?? ''
  const body = html`<div class="with-outline">
${outline.length < 2 ? '' : html`<nav class="outline" aria-label="${say('document.outline')}"><ol>${outline.map(({ heading, depth, passage }) => html`<li class="depth-${Math.min(depth, 4)}"><a href="#${passage}">${plainText(heading)}</a></li>`)}</ol></nav>`}
<article class="reader">
${backToResults(q)}
<h1>${markedTitle(document.title, marked.titleHighlights)}</h1>
${metadata(document)}
${standfirstIsFirst(marked) || document.standfirst === null ? '' : html`<p class="standfirst" dir="auto">${plainText(document.standfirst)}</p>`}
${sharedWith(marked)}${finder(document, q, matches)}${marked.partial === true ? html`<p class="note">${say('partial')}</p>` : ''}
${passages.length === 0 ? html`<div class="empty"><p>${say('document.empty')}</p></div>` : await withHeadings(marked, q)}
</article></div>`
  // What is found in the document stands in its own box, once.
  return layout({ title: document.title, body })
}

/** The way back to what was searched for; none where nothing was. */
export function backToResults(q: string): Html {
  if (q.trim() === '') return html``
  const text = say('document.back', { q: say('quoted', { text: q }) })
  return html`<p class="back"><a href="${address('/', [['q', q]])}"><span class="arrow">←</span> ${text}</a></p>`
}

/** Whether the document begins with the words of its standfirst: they are read once. */
function standfirstIsFirst({ document, passages }: MarkedDocument): boolean {
  const plain = (text = ''): string => text.replaceAll(/\s+/gu, ' ').trim()
  return document.standfirst !== null && plain(passages[0]?.text) === plain(document.standfirst)
}

/** Documents that have some of its passages too, those with the most. */
function sharedWith({ copies, passages }: MarkedDocument): Html {
  if (copies.length === 0) return html``
  const shown = copies.slice(0, SHARED_SHOWN)
  const more = copies.length - shown.length
  const parts = [
    ...shown.map(({ passages: n, document: { id, title } }) =>
      tell('document.sharedWith', { n, title: html`<a href="${documentLink(id)}">${plainText(title)}</a>` }),
    ),
    ...(more > 0 ? [tell('document.sharedMore', { n: more })] : []),
  ]
  const listed = html`${parts.map((part, at) => html`${at === 0 ? '' : say('list.joiner')}${part}`)}`
  return html`<p class="meta">${tell('document.shared', { n: passages.length, copies: listed })}</p>`
}

const SHARED_SHOWN = 5

/** Search within the document, and the way from match to match. */
function finder({ id }: DocumentRecord, q: string, matches: MarkedDocument['matches']): Html {
  const ids = [...matches.keys()]
  const [first] = ids
  const found =
    q.trim() === ''
      ? html``
      : html`<span class="found" data-found="${ids.length}">${ids.length === 0 ? say('document.noMatches') : tell('document.matching', { n: ids.length }, { n: html`<strong>${number(ids.length)}</strong>` })}</span>${first === undefined ? '' : html` <a class="step" rel="prev" href="#${ids.at(-1)}">↑<span class="unseen"> ${say('match.previous')}</span></a><a class="step" rel="next" href="#${first}">↓<span class="unseen"> ${say('match.next')}</span></a>`}`
  return html`<form class="filter finder" action="${documentLink(id)}" method="get">${keptLanguage()}<input type="search" name="q" value="${q}" aria-label="${say('document.searchIn')}"><button>${say('document.find')}</button> ${found}</form>`
}

/** @param isFolderKnown whether it can be told which files of the folder are no documents */
export function documentsPage(list: DocumentList, q: string, isFolderKnown: boolean): Html {
  const body = html`<div class="reader wide"><h1>${say('documents.title')}</h1>
<form class="filter" action="/documents" method="get">${keptLanguage()}<label for="sought">${say('documents.search')}</label><input type="search" id="sought" name="q" value="${q}"><button>${say('names.find')}</button></form>
<p class="total">${tell('count.documents', { n: list.total }, { n: html`<strong>${number(list.total)}</strong>` })}</p>
${isFolderKnown ? html`<p class="meta"><a href="${address(LEFT_OUT)}">${say('documents.leftOut')}</a></p>` : ''}
${list.total === 0 ? html`<div class="empty"><p>${say(q === '' ? 'documents.none' : 'documents.noneFound')}</p></div>` : ''}
<ul class="list">${list.documents.map(document => html`<li><a href="${documentLink(document.id)}">${plainText(document.title)}</a> <span class="meta">${joined([...document.authors, dateOf(document)])} · ${say('count.passages', { n: document.passages })} · <span translate="no">${plainText(document.path)}</span></span></li>`)}</ul>
${listPager('/documents', list, new URLSearchParams(q === '' ? {} : { q }))}</div>`
  return layout({ title: say('documents.title'), body })
}

export function metadata(document: DocumentRecord): Html {
  const line = joined([document.authors.join(', '), document.source ?? '', dateOf(document)])
  const url = outsideLink(document.url)
  const length = say('count.words', { n: document.words })
  return html`<p class="meta">${line} · ${length}${url === null ? '' : html` · <a href="${url}" rel="noreferrer">${say('document.original')}</a>`} · <span translate="no">${plainText(document.path)}</span></p>
${Object.entries(document.meta).map(([key, values]) => html`<p class="meta">${plainText(key)}: ${values.map(value => html`<a class="tag" href="${new ViewParameters([[`meta.${key}`, value]]).link}">${plainText(value)}</a> `)}</p>`)}`
}

/** A document's date, and whether it is only that of its file. */
export function dateOf(document: Pick<DocumentRecord, 'date' | 'meta'>): string {
  if (document.date === null) return say('date.undated')
  const date = dateText(document.date)
  return hasDateOfFile(document) ? say('date.ofFile', { date }) : date
}

/** Each is kept apart from the others, whichever way it is written. */
function joined(texts: readonly string[]): Html {
  return html`${texts.filter(text => text !== '').map((text, at) => html`${at === 0 ? '' : ' · '}${plainText(text)}`)}`
}

/** Passages with the headings that change between them; those that match know their neighbours among the matches. */
async function withHeadings({ passages, matches }: MarkedDocument, q: string): Promise<Html> {
  const ids = [...matches.keys()]
  const places = new Map(ids.map((id, at) => [id, at]))
  let open: readonly string[] = []
  const parts: Html[] = []
  for (const passage of passages) {
    await UNHURRIED.share()
    const changed = passage.headings.findIndex((heading, depth) => heading !== open[depth])
    const headings = changed === -1 ? [] : passage.headings.slice(changed)
    open = passage.headings
    const at = places.get(passage.id)
    const steps =
      at === undefined || ids.length < 2
        ? html``
        : html`<p class="steps unscripted">${say('document.stepAt', { at: at + 1, all: ids.length })}${at === 0 ? '' : html` <a href="#${ids[at - 1]}">${say('document.previous')}</a>`}${at === ids.length - 1 ? '' : html` <a href="#${ids[at + 1]}">${say('document.next')}</a>`}</p>`
    parts.push(
      await html`${headings.map(heading => html`<h2 dir="auto">${plainText(heading)}</h2>`)}${passageBlock(passage, { ranges: matches.get(passage.id), steps, cite: citeLink(passage, q) })}`,
    )
  }
  return html`${parts}`
}

function citeLink({ id }: Passage, q: string): Html {
  return html`<a class="quiet" href="${passageLink(id, q)}#cite" aria-label="${say('document.cite')}" title="${say('document.cite')}">❝</a>`
}
