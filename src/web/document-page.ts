// One document to read, one passage in its context, the list of all documents.
import { dateName } from '../domain/dates.ts'
import type { DocumentRecord, Passage } from '../domain/document.ts'
import type { DocumentList, DocumentPage } from '../search/documents.ts'
import type { PassageContext, PassagePage } from '../search/passages.ts'
import type { Hit } from '../search/search.ts'
import { layout } from './layout.ts'
import { documentLink, outsideLink, passageLink, ViewParameters } from './links.ts'
import { type Html, html, markedText, mentionedText } from './marked-text.ts'

export function documentPage({ document, outline, passages }: DocumentPage): Html {
  const body = html`<article class="reader">
<h1>${document.title}</h1>
${metadata(document)}
${outline.length < 2 ? '' : html`<nav class="outline" aria-label="Outline"><ol>${outline.map(({ heading, depth, passage }) => html`<li class="depth-${Math.min(depth, 6)}"><a href="#${passage}">${heading}</a></li>`)}</ol></nav>`}
${withHeadings(passages)}
</article>`
  return layout({ title: document.title, body })
}

export function passagePage(
  { passage, citation }: PassagePage,
  context: PassageContext,
  similar: readonly Hit[],
): Html {
  const { document, before, after } = context
  const body = html`<article class="reader">
<h1><a href="${documentLink(document.id)}#${passage.id}">${document.title}</a></h1>
${metadata(document)}
${passage.headings.length === 0 ? '' : html`<p class="path">${passage.headings.join(' › ')}</p>`}
${before.map(neighbour => paragraph(neighbour, ''))}
${paragraph(passage, 'focus')}
${after.map(neighbour => paragraph(neighbour, ''))}
<p><a href="${documentLink(document.id)}#${passage.id}">Read the whole document</a></p>
<section class="quote"><h2>Cite this passage</h2>
<p><cite>${citation.text}</cite></p>
<dl><dt>Permanent link</dt><dd><a href="${passageLink(passage.id)}">${passageLink(passage.id)}</a></dd>
<dt>Source</dt><dd>${passage.source.path}, ${passage.source.line === passage.source.endLine ? `line ${passage.source.line}` : `lines ${passage.source.line}–${passage.source.endLine}`}${sourceLink(document, citation.textFragment)}</dd>
</dl></section>
${similar.length === 0 ? '' : html`<section class="similar"><h2>Similar passages</h2><ol class="hits">${similar.map(hit => html`<li class="hit"><h3><a href="${passageLink(hit.passage.id)}">${hit.document.title}</a></h3><blockquote>${markedText(hit.snippet.text, [])}</blockquote></li>`)}</ol></section>`}
</article>`
  return layout({ title: `${document.title}, ¶${passage.ordinal}`, body })
}

export function documentsPage(list: DocumentList, q: string): Html {
  const body = html`<h1>Documents</h1>
<form class="filter" action="/documents" method="get"><input type="search" name="q" value="${q}" aria-label="Title, author or source"><button>Find</button></form>
<p class="summary"><strong>${list.total.toLocaleString('en')}</strong> ${list.total === 1 ? 'document' : 'documents'}</p>
<ul class="list">${list.documents.map(document => html`<li><a href="${documentLink(document.id)}">${document.title}</a> <span class="meta">${document.authors.join(', ')} ${document.date === null ? 'undated' : dateName(document.date)} · ${document.passages.toLocaleString('en')} passages</span></li>`)}</ul>
${listPager('/documents', list, q)}`
  return layout({ title: 'Documents', body })
}

/** Links to the pages before and after of a plain list. */
export function listPager(
  path: string,
  list: { total: number; offset: number; limit: number },
  q: string,
): Html {
  const link = (offset: number): string =>
    `${path}${new ViewParameters([
      ['q', q],
      ['offset', String(offset)],
    ]).link.slice(1)}`
  const next = list.offset + list.limit
  if (list.offset === 0 && next >= list.total) return html``
  return html`<nav class="pager" aria-label="Pages">${list.offset > 0 ? html`<a rel="prev" href="${link(Math.max(0, list.offset - list.limit))}">← Previous</a>` : ''}
${next < list.total ? html`<a rel="next" href="${link(next)}">Next →</a>` : ''}</nav>`
}

function metadata(document: DocumentRecord): Html {
  const date = document.date === null ? '' : dateName(document.date)
  const line = [document.authors.join(', '), document.source ?? '', date]
    .filter(text => text !== '')
    .join(' · ')
  const url = outsideLink(document.url)
  return html`<p class="meta">${line}${url === null ? '' : html` · <a href="${url}" rel="noreferrer">original</a>`}</p>
${Object.entries(document.meta).map(([key, values]) => html`<p class="meta">${key}: ${values.map(value => html`<a href="${new ViewParameters([[`meta.${key}`, value]]).link}">${value}</a> `)}</p>`)}`
}

function sourceLink(document: DocumentRecord, fragment: string): Html {
  const url = outsideLink(document.url)
  return url === null
    ? html``
    : html` · <a href="${url}${url.includes('#') ? '' : fragment}" rel="noreferrer">open the original at this passage</a>`
}

/** Passages with the headings that change between them. */
function withHeadings(passages: readonly Passage[]): Html {
  let open: readonly string[] = []
  const parts = passages.map(passage => {
    const changed = passage.headings.findIndex((heading, depth) => heading !== open[depth])
    const headings = changed === -1 ? [] : passage.headings.slice(changed)
    open = passage.headings
    return html`${headings.map(heading => html`<h2>${heading}</h2>`)}${paragraph(passage, '')}`
  })
  return html`${parts}`
}

function paragraph(passage: Passage, className: string): Html {
  const { id, kind, ordinal, text, mentions } = passage
  const content = mentionedText(text, mentions, [])
  const number = html`<a class="number" href="${passageLink(id)}" title="Permanent link to this passage">¶${ordinal}</a>`
  const inner =
    kind === 'code'
      ? html`<pre><code>${content}</code></pre>`
      : kind === 'heading-only'
        ? html`<strong>${content}</strong>`
        : content
  return html`<div class="passage kind-${kind} ${className}" id="${id}">${number}<div class="text" dir="auto">${inner}</div></div>`
}
