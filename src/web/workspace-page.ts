// The passages that a person has set aside. The list is kept in the browser; without scripts, in the address.
import type { Hit } from '../search/search.ts'
import { layout } from './layout.ts'
import { passageLink } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'

/** @param hits passages that the address names, @param missing ids in it that this index does not have */
export function workspacePage(hits: readonly Hit[], missing: readonly string[]): Html {
  const shared =
    hits.length + missing.length === 0
      ? html``
      : html`<section aria-label="Passages in this link"><h2>Passages in this link</h2>
${missing.map(id => html`<p class="note">There is no passage ${plainText(id)} in this index.</p>`)}
<ol class="hits">${hits.map(({ passage, document, citation }) => html`<li class="hit" data-passage="${passage.id}"><h3><a href="${passageLink(passage.id)}">${plainText(document.title)}</a></h3><blockquote dir="auto">${plainText(passage.text)}</blockquote><p class="cite"><cite>${plainText(citation.text)}</cite></p><p class="scripted"><button class="pin" type="button" aria-pressed="false" data-of="${passage.id}">Save</button></p></li>`)}</ol></section>`
  const body = html`<div class="reader"><h1>Notebook</h1>
<p class="meta">Passages you save appear here with your notes. They stay in this browser.</p>
<p class="note unscripted">Saving needs JavaScript. Without it, collect permanent links: <code>/workspace?passage=ID&amp;passage=ID</code> shows these passages with their citations.</p>
<div id="workspace" class="scripted">
<p class="controls" hidden><button data-export="markdown">Export Markdown</button> <button data-export="csv">Export CSV</button> <button data-export="json">Export JSON</button> <button data-share>Copy share link (without notes)</button> <button data-clear class="danger">Remove all</button></p>
<div class="empty" hidden><p>Nothing saved yet. Choose <strong>Save</strong> under a passage.</p></div>
<ol class="hits"></ol></div>
${shared}</div>`
  return layout({ title: 'Notebook', body })
}
