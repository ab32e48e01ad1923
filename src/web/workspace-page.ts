// The passages that a person has set aside. The list is kept in the browser; without scripts, in the address.
import type { Hit } from '../search/search.ts'
import { layout } from './layout.ts'
import { passageLink } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { say } from './words/spoken.ts'

/** @param hits passages that the address names, @param missing ids in it that this index does not have */
export function workspacePage(hits: readonly Hit[], missing: readonly string[]): Html {
  const shared =
    hits.length + missing.length === 0
      ? html``
      : html`<section aria-label="${say('notebook.inLink')}"><h2>${say('notebook.inLink')}</h2>
${missing.map(id => html`<p class="note">${tell('notebook.missing', { id: plainText(id) })}</p>`)}
<ol class="hits">${hits.map(({ passage, document, citation }) => html`<li class="hit" data-passage="${passage.id}"><h3><a href="${passageLink(passage.id)}">${plainText(document.title)}</a></h3><blockquote dir="auto">${plainText(passage.text)}</blockquote><p class="cite"><cite>${plainText(citation.text)}</cite></p><p class="scripted"><button class="pin" type="button" aria-pressed="false" data-of="${passage.id}">${say('notebook.save')}</button></p></li>`)}</ol></section>`
  const body = html`<div class="reader"><h1>${say('notebook.title')}</h1>
<p class="meta">${say('notebook.about')}</p>
<p class="note unscripted">${tell('notebook.unscripted', { address: html`<code dir="ltr">/workspace?passage=ID&amp;passage=ID</code>` })}</p>
<div id="workspace" class="scripted">
<p class="controls" hidden><button data-export="markdown">${say('notebook.markdown')}</button> <button data-export="csv">${say('notebook.csv')}</button> <button data-export="json">${say('notebook.json')}</button> <button data-share>${say('notebook.share')}</button> <button data-clear class="danger">${say('notebook.clear')}</button></p>
<div class="empty" hidden><p>${tell('notebook.empty', { save: html`<strong>${say('notebook.save')}</strong>` })}</p></div>
<ol class="hits"></ol></div>
${shared}</div>`
  return layout({ title: say('notebook.title'), body })
}
