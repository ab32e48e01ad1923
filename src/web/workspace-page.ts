// The notebook: passages that a person has set aside, kept in the browser; and passages that an address names, to read, take along and print.
import { EXPORTS } from '../search/export.ts'
import { LIMITS } from '../search/limits.ts'
import type { ExportFormat } from '../search/request.ts'
import type { Hit } from '../search/search.ts'
import { layout } from './layout.ts'
import { address, passageLink } from './links.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { say } from './words/spoken.ts'

/** Formats by name, as they are offered; names are the same in all languages. */
const FORMAT_NAMES = {
  markdown: 'Markdown',
  csv: 'CSV',
  ndjson: null,
  bibtex: 'BibTeX',
  ris: 'RIS',
} as const satisfies Readonly<Record<ExportFormat, string | null>>

export function formatName(format: ExportFormat): Html {
  const name = FORMAT_NAMES[format]
  return name === null ? html`${say('export.lines')}` : html`<span translate="no">${name}</span>`
}

/** What the notebook is given out as: the last to be restored from. */
const FILES = [
  ['markdown', 'Markdown'],
  ['csv', 'CSV'],
  ['bibtex', 'BibTeX'],
  ['ris', 'RIS'],
  ['json', 'JSON'],
] as const

export function notebookPage(): Html {
  const body = html`<div class="reader"><h1>${say('notebook.title')}</h1>
<p class="meta not-printed">${say('notebook.about')} <a href="${address('/searches')}">${say('searches.title')}</a></p>
<p class="note unscripted">${tell('notebook.unscripted', { address: html`<code dir="ltr">/workspace?passage=ID&amp;passage=ID</code>` })}</p>
<div id="notebook" class="scripted">
<div class="empty" hidden><p>${tell('notebook.empty', { save: html`<strong>${say('notebook.save')}</strong>` })}</p></div>
<div class="filled" hidden>
<nav class="tabs lists" aria-label="${say('notebook.lists')}"></nav>
<div class="list-forms"><form class="filter this-list" hidden><label>${say('notebook.thisList')} <input name="list" maxlength="200" autocomplete="off" dir="auto"></label><button>${say('notebook.renameList')}</button><button type="button" class="delete-list danger">${say('notebook.deleteList')}</button><label class="check"><input type="checkbox" class="into-this"> ${say('notebook.saveInto')}</label></form>
<form class="filter new-list"><label>${say('notebook.newList')} <input name="list" maxlength="200" autocomplete="off" dir="auto"></label><button>${say('notebook.addList')}</button></form></div>
<p class="tags-here" hidden></p>
<div class="controls"><label class="check"><input type="checkbox" class="select-all"> ${say('notebook.selectAll')}</label>
<details class="menu export"><summary>${say('export.title')}</summary><div><ul>${FILES.map(([format, name]) => html`<li><button type="button" data-export="${format}"><span translate="no">${name}</span>${format === 'json' ? html` <span class="meta">${say('notebook.restorable')}</span>` : ''}</button></li>`)}</ul></div></details>
<button type="button" data-print>${say('notebook.print')}</button> <button type="button" data-share>${say('notebook.share')}</button> <button type="button" data-clear class="danger">${say('notebook.remove')}</button></div>
<h2 class="printed list-title"></h2>
<p class="meta here" role="status"></p>
<p class="none-here" hidden>${say('notebook.noneHere')}</p>
<ol class="hits"></ol>
</div>
<p class="restore not-printed"><label>${say('notebook.restore')} <input type="file" accept=".json,application/json"></label></p>
<p class="restored meta" role="status"></p>
</div></div>`
  return layout({ title: say('notebook.title'), body })
}

/**
 * @param hits passages that the address names, @param missing ids in it that this index does not have
 * @param beyond how many more it names than a link may
 */
export function passagesPage(hits: readonly Hit[], missing: readonly string[], beyond: number): Html {
  const ids = hits.map(({ passage }) => passage.id)
  const file = (format: ExportFormat): string =>
    address('/v1/export', [...ids.map(id => ['passage', id] as const), ['format', format]])
  const formats = Object.keys(EXPORTS) as ExportFormat[]
  const title = say('notebook.inLink')
  const body = html`<div class="reader"><h1>${title}</h1>
${beyond === 0 ? '' : html`<p class="note">${say('notebook.beyond', { n: beyond, most: LIMITS.repeats })}</p>`}
${missing.map(id => html`<p class="note">${tell('notebook.missing', { id: plainText(id) })}</p>`)}
<p class="meta">${say('count.passages', { n: hits.length })}</p>
${
  hits.length === 0
    ? ''
    : html`<div class="controls"><details class="menu export"><summary>${say('export.title')}</summary><div><ul>${formats.map(format => html`<li><a href="${file(format)}" download>${formatName(format)}</a></li>`)}</ul></div></details>
<button type="button" class="scripted" data-print>${say('notebook.print')}</button> <button type="button" class="scripted save-all" data-passages="${ids.join(' ')}">${say('notebook.saveAll')}</button></div>`
}
<ol class="hits">${hits.map(({ passage, document, citation }) => html`<li class="hit" data-passage="${passage.id}"><h2><a href="${passageLink(passage.id)}">${plainText(document.title)}</a></h2><blockquote dir="auto">${plainText(passage.text)}</blockquote><p class="cite"><cite>${plainText(citation.text)}</cite></p><p class="printed" dir="ltr" translate="no">${document.url ?? passageLink(passage.id)}</p><p class="scripted controls"><button class="pin" type="button" aria-pressed="false" data-of="${passage.id}">${say('notebook.save')}</button></p></li>`)}</ol>
<p class="scripted not-printed"><a href="${address('/workspace')}">${say('notebook.toNotebook')}</a></p></div>`
  return layout({ title, body })
}
