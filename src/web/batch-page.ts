// What is there about each of many names? A box for a list, and a table of what was found, with what the list was read as.

import type { BatchResult } from '../search/batch.ts'
import type { ReadAs } from '../search/batch-list.ts'
import { layout } from './layout.ts'
import { address, passageLink } from './links.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { noteText } from './note-text.ts'
import { number, say } from './words/spoken.ts'

/** Names or queries that are answered on one page; a table for a spreadsheet may have more. */
export const ON_PAGE = 200

export interface BatchAnswer {
  readonly results: readonly BatchResult[]
  /** How the list was read, in words. */
  readonly how: string
}

export function batchPage(
  { list, as }: { readonly list: string; readonly as: ReadAs },
  { answer, trouble }: { readonly answer?: BatchAnswer; readonly trouble?: string } = {},
): Html {
  const chosen = (value: ReadAs): Html => (as === value ? html` checked` : html``)
  const body = html`<div class="reader"><h1>${say('batch.title')}</h1>
${trouble === undefined ? '' : html`<p class="trouble" role="alert">${englishText(trouble)}</p>`}
<form class="ingest" action="${address('/batch')}" method="post">
<label>${say('batch.list')}<textarea name="list" rows="8" required dir="auto">${list}</textarea></label>
<fieldset><legend>${say('batch.readAs')}</legend>
<label><input type="radio" name="as" value="names"${chosen('names')}> ${say('batch.names')}</label>
<label><input type="radio" name="as" value="queries"${chosen('queries')}> ${say('batch.queries')}</label></fieldset>
<p class="buttons"><button name="format" value="page">${say('batch.search')}</button> <button class="secondary" name="format" value="csv">${say('batch.csv')}</button></p>
</form>
${answer === undefined ? '' : table(answer)}</div>`
  return layout({ title: say('batch.title'), body })
}

function table({ results, how }: BatchAnswer): Html {
  const names = results.filter(({ read }) => read === 'name').length
  const parts = [
    ...(names === 0 ? [] : [say('batch.readNames', { n: names })]),
    ...(names === results.length ? [] : [say('count.queries', { n: results.length - names })]),
  ]
  const found = results.filter(({ total }) => total > 0).length
  return html`<p class="meta" id="read">${tell('batch.read', { parts: parts.join(say('filters.and')), how: englishText(how), found, all: results.length })}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('batch.table')}"><table class="report stacked" role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${say('batch.name')}</th><th role="columnheader" scope="col">${say('batch.passages')}</th><th role="columnheader" scope="col">${say('batch.documents')}</th><th role="columnheader" scope="col">${say('batch.best')}</th></tr></thead>
<tbody role="rowgroup">${results.map(row)}</tbody></table></div>`
}

function row({ label, q, total, documents, partial, codedNotes, hits }: BatchResult): Html {
  const [best] = hits
  const search = address('/', [['q', q]])
  const passage =
    best === undefined
      ? ''
      : html`<a href="${passageLink(best.passage.id)}">${plainText(best.document.title)}</a> <span dir="auto">${plainText(best.snippet.text)}</span>`
  return html`<tr role="row"><td role="cell"><a href="${search}" dir="auto">${plainText(label)}</a></td><td role="cell" data-head="${say('batch.passages')}">${partial === true ? say('batch.orMore', { n: number(total) }) : number(total)}</td><td role="cell" data-head="${say('batch.documents')}">${number(documents)}</td><td role="cell">${passage}${codedNotes.map(note => html`<p class="note">${plainText(noteText(note))}</p>`)}</td></tr>`
}
