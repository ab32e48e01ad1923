// What is there about each of many names? A box for a list, and a table of what was found, with what the list was read as.

import { counted } from '../domain/counted.ts'
import type { BatchResult } from '../search/batch.ts'
import type { ReadAs } from '../search/batch-list.ts'
import { layout } from './layout.ts'
import { passageLink } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'

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
  const body = html`<div class="reader"><h1>Search a list</h1>
${trouble === undefined ? '' : html`<p class="trouble" role="alert">${plainText(trouble)}</p>`}
<form class="ingest" action="/batch" method="post">
<label>Names, one a line, or a table with a head (name, label, from …)<textarea name="list" rows="8" required dir="auto">${plainText(list)}</textarea></label>
<fieldset><legend>Read lines as</legend>
<label><input type="radio" name="as" value="names"${chosen('names')}> names, exactly as written</label>
<label><input type="radio" name="as" value="queries"${chosen('queries')}> queries, as in the search box</label></fieldset>
<button name="format" value="page">Search</button> <button name="format" value="csv">Download CSV, with passages and citations</button>
</form>
${answer === undefined ? '' : table(answer)}</div>`
  return layout({ title: 'Search a list', body })
}

function table({ results, how }: BatchAnswer): Html {
  const names = results.filter(({ read }) => read === 'name').length
  const parts = [
    ...(names === 0 ? [] : [`${counted(names, 'name')}, exactly as written`]),
    ...(names === results.length ? [] : [queries(results.length - names)]),
  ]
  const found = results.filter(({ total }) => total > 0).length
  return html`<p class="meta" id="read">Read as ${parts.join(' and ')}: ${plainText(how)}. ${found} of ${results.length} found something.</p>
<div class="scroll" tabindex="0" role="region" aria-label="What was found"><table class="report"><thead><tr><th scope="col">Name or query</th><th scope="col">Passages</th><th scope="col">Documents</th><th scope="col">Best passage</th></tr></thead>
<tbody>${results.map(row)}</tbody></table></div>`
}

function row({ label, q, total, documents, partial, notes, hits }: BatchResult): Html {
  const [best] = hits
  const search = `/?${new URLSearchParams({ q })}`
  const passage =
    best === undefined
      ? ''
      : html`<a href="${passageLink(best.passage.id)}">${plainText(best.document.title)}</a>: <span dir="auto">${plainText(best.snippet.text)}</span>`
  return html`<tr><td><a href="${search}" dir="auto">${plainText(label)}</a></td><td>${total.toLocaleString('en')}${partial === true ? ' or more' : ''}</td><td>${documents.toLocaleString('en')}</td><td>${passage}${notes.map(note => html`<p class="note">${plainText(note)}</p>`)}</td></tr>`
}

function queries(count: number): string {
  return count === 1 ? '1 query' : `${count.toLocaleString('en')} queries`
}
