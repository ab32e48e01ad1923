// One document to read, with what a search finds in it; and the list of all documents.

import { counted } from '../domain/counted.ts'
import { dateName } from '../domain/dates.ts'
import { UNHURRIED } from '../domain/deadline.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import type { DocumentList, MarkedDocument } from '../search/documents.ts'
import { PARTIAL } from '../search/search.ts'
import { layout } from './layout.ts'
import { documentLink, outsideLink, passageLink, ViewParameters } from './links.ts'
import { listPager } from './lists.ts'
import { type Html, html, markedTitle, plainText } from './marked-text.ts'
import { passageBlock } from './passage-block.ts'

/** @param view what the passages are searched by, if anything: its matches are marked */
export async function documentPage(marked: MarkedDocument, view: ViewParameters): Promise<Html> {
  const { document, outline, passages, matches } = marked
  const q = view.get('q') ?? ''
  const body = html`<div class="with-outline">
${outline.length < 2 ? '' : html`<nav class="outline" aria-label="Outline"><ol>${outline.map(({ heading, depth, passage }) => html`<li class="depth-${Math.min(depth, 4)}"><a href="#${passage}">${plainText(heading)}</a></li>`)}</ol></nav>`}
<article class="reader">
${q.trim() === '' ? '' : html`<p class="back"><a href="/?${new URLSearchParams({ q })}">← All results for “${q}”</a></p>`}
<h1>${markedTitle(document.title, marked.titleHighlights)}</h1>
${metadata(document)}
${standfirstIsFirst(marked) || document.standfirst === null ? '' : html`<p class="standfirst" dir="auto">${plainText(document.standfirst)}</p>`}
${sharedWith(marked)}${finder(document, q, matches)}${marked.partial === true ? html`<p class="note">${PARTIAL}</p>` : ''}
${passages.length === 0 ? html`<div class="empty"><p>This document has no passages.</p></div>` : await withHeadings(marked, q)}
</article></div>`
  // What is found in the document stands in its own box, once.
  return layout({ title: document.title, body })
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
  return html`<p class="meta">Of its ${counted(passages.length, 'passage')}, ${shown.map((copy, at) => html`${at === 0 ? '' : ', '}${copy.passages.toLocaleString('en')} also in <a href="${documentLink(copy.document.id)}">${plainText(copy.document.title)}</a>`)}${more > 0 ? html`, and some in ${counted(more, 'more document')}` : ''}.</p>`
}

const SHARED_SHOWN = 5

/** Search within the document, and the way from match to match. */
function finder({ id }: DocumentRecord, q: string, matches: MarkedDocument['matches']): Html {
  const ids = [...matches.keys()]
  const [first] = ids
  const found =
    q.trim() === ''
      ? html``
      : html`<span class="found" data-found="${ids.length}">${ids.length === 0 ? 'No matches' : html`<strong>${ids.length.toLocaleString('en')}</strong> ${ids.length === 1 ? 'passage matches' : 'passages match'}`}</span>${first === undefined ? '' : html` <a class="step" rel="prev" href="#${ids.at(-1)}">↑<span class="unseen"> Previous match</span></a><a class="step" rel="next" href="#${first}">↓<span class="unseen"> Next match</span></a>`}`
  return html`<form class="filter finder" action="${documentLink(id)}" method="get"><input type="search" name="q" value="${q}" aria-label="Search in this document"><button>Find in this document</button> ${found}</form>`
}

export function documentsPage(list: DocumentList, q: string): Html {
  const body = html`<div class="reader wide"><h1>Documents</h1>
<form class="filter" action="/documents" method="get"><input type="search" name="q" value="${q}" aria-label="Title, author or source"><button>Find</button></form>
<p class="summary"><strong>${list.total.toLocaleString('en')}</strong> ${list.total === 1 ? 'document' : 'documents'}</p>
${list.total === 0 ? html`<div class="empty"><p>${q === '' ? 'The index has no documents.' : 'No title, author or source has these words.'}</p></div>` : ''}
<ul class="list">${list.documents.map(document => html`<li><a href="${documentLink(document.id)}">${plainText(document.title)}</a> <span class="meta">${plainText(document.authors.join(', '))} ${document.date === null ? 'undated' : dateName(document.date)} · ${counted(document.passages, 'passage')}</span></li>`)}</ul>
${listPager('/documents', list, new URLSearchParams(q === '' ? {} : { q }))}</div>`
  return layout({ title: 'Documents', body })
}

export function metadata(document: DocumentRecord): Html {
  const date = document.date === null ? 'undated' : dateName(document.date)
  const line = [document.authors.join(', '), document.source ?? '', date]
    .filter(text => text !== '')
    .join(' · ')
  const url = outsideLink(document.url)
  const length = `${document.words.toLocaleString('en')} words`
  return html`<p class="meta">${plainText(line)} · ${length}${url === null ? '' : html` · <a href="${url}" rel="noreferrer">original</a>`} · ${plainText(document.path)}</p>
${Object.entries(document.meta).map(([key, values]) => html`<p class="meta">${plainText(key)}: ${values.map(value => html`<a class="tag" href="${new ViewParameters([[`meta.${key}`, value]]).link}">${plainText(value)}</a> `)}</p>`)}`
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
        : html`<p class="steps unscripted">${at + 1} of ${ids.length}${at === 0 ? '' : html` <a href="#${ids[at - 1]}">previous</a>`}${at === ids.length - 1 ? '' : html` <a href="#${ids[at + 1]}">next</a>`}</p>`
    parts.push(
      await html`${headings.map(heading => html`<h2 dir="auto">${plainText(heading)}</h2>`)}${passageBlock(passage, { ranges: matches.get(passage.id), steps, cite: citeLink(passage, q) })}`,
    )
  }
  return html`${parts}`
}

function citeLink({ id }: Passage, q: string): Html {
  return html`<a class="quiet" href="${passageLink(id, q)}#cite">cite</a>`
}
