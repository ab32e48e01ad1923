// Where documents are added from the browser, by whoever has the admin key: the form, and what became of each file.
import type { IngestReport } from '../build/ingest.ts'
import { DOCUMENT_EXTENSIONS } from '../corpus/formats.ts'
import { layout } from './layout.ts'
import { address, documentLink } from './links.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { type IngestState, newLink } from './page-key.ts'
import { number, say } from './words/spoken.ts'

export function ingestPage(
  state: IngestState,
  answer: { report?: IngestReport; trouble?: string; key?: string | null; isLinkPrinted?: boolean } = {},
): Html {
  const { report, trouble, key = null, isLinkPrinted = false } = answer
  const body = html`<div class="reader"><h1>${say('frame.addDocuments')}</h1>
${trouble === undefined ? '' : html`<p class="trouble" role="alert">${englishText(trouble)}</p>`}
<div id="ingested" aria-live="polite">${report === undefined ? '' : reportTable(report)}</div>
${key !== null || state === 'ready' ? form(key) : state === 'link' ? html`<div class="empty needs-link"><h2>${say('add.byLink')}</h2>${isLinkPrinted ? html`<p role="status">${say('add.newLinkPrinted')}</p>` : html`<p>${say('add.byLinkHow')}</p>${newLink()}`}</div><div class="with-link" hidden>${form('')}</div>` : html`<div class="empty"><h2>${say('add.nothing')}</h2><p>${state === 'no folder' ? tell('add.noFolder', { command: html`<code dir="ltr">lede serve --index DIR --corpus FOLDER</code>` }) : tell('add.noKey', { variable: html`<code dir="ltr">LEDE_ADMIN_KEY</code>` })}</p></div>`}
</div>`
  return layout({ title: say('frame.addDocuments'), body })
}

/** The key comes first: it is checked before a file is read. */
function form(key: string | null): Html {
  const field =
    key === null
      ? html`<label>${say('add.key')} <input type="password" name="key" autocomplete="current-password" required></label>`
      : html`<input type="hidden" name="key" value="${key}" ${key === '' ? '' : html`data-granted`}>`
  return html`<form id="ingest" class="ingest" action="${address('/ingest')}" method="post" enctype="multipart/form-data">
${field}
<label class="drop">${tell('add.files', { types: html`<span dir="ltr" translate="no">${DOCUMENT_EXTENSIONS.join(', ')}</span>` })}<input type="file" name="files" accept="${DOCUMENT_EXTENSIONS.join(',')}" multiple required></label>
<button>${say('add.publish')}</button>
<p class="meta">${say('add.replaces')}</p>
<div id="progress" hidden><progress max="1"></progress> <span></span></div>
</form>`
}

/** A link where the file is one document. */
function nameOf({ name, documents }: IngestReport['files'][number]): Html {
  const [first, ...others] = documents
  const text = plainText(name)
  if (first === undefined || others.length > 0) return html`${text}`
  return html`<a href="${documentLink(first)}">${text}</a>`
}

/** Documents of one link: as many values as an address may have. */
const IN_LINK = 50

/** Searches that find exactly the new documents: one, or several where an address cannot name them all. */
function newDocuments(files: IngestReport['files']): Html {
  const ids = files.flatMap(({ status, documents }) =>
    status === 'added' || status === 'replaced' ? documents : [],
  )
  const parts = Array.from({ length: Math.ceil(ids.length / IN_LINK) }, (_, at) =>
    ids.slice(at * IN_LINK, (at + 1) * IN_LINK),
  )
  if (parts.length === 0) return html``
  return html`<p class="new-documents">${parts.map((part, at) => {
    const link = address(
      '/',
      part.map(id => ['document', id] as const),
    )
    const range =
      parts.length === 1
        ? ''
        : html` ${say('pages.range', { first: at * IN_LINK + 1, last: at * IN_LINK + part.length, all: ids.length })}`
    return html`<a class="button primary" href="${link}">${say('add.search', { n: ids.length })}${range}</a> `
  })}</p>`
}

/** How many files became what, those that were left out among them. */
function outcome(files: IngestReport['files']): string {
  return STATUSES.flatMap(status => {
    const n = files.filter(file => file.status === status).length
    return n === 0 ? [] : [say('add.outcome', { status: say(`add.status.${status}`), n })]
  }).join(' · ')
}

const STATUSES = ['added', 'replaced', 'unchanged', 'refused'] as const

export function reportTable({ files, published, documents, passages }: IngestReport): Html {
  return html`${newDocuments(files)}<p class="meta">${outcome(files)}</p><p class="meta">${published ? tell('add.published', { published: html`<strong>${say('add.publishedWord')}</strong>`, passages: passages ?? 0, documents: documents ?? 0 }) : tell('add.unchanged', { unchanged: html`<strong>${say('add.unchangedWord')}</strong>` })}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('add.table')}"><table class="report stacked" role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${say('add.file')}</th><th role="columnheader" scope="col">${say('add.result')}</th><th role="columnheader" scope="col">${say('add.passages')}</th><th role="columnheader" scope="col">${say('add.notes')}</th></tr></thead>
<tbody role="rowgroup">${files.map(file => html`<tr role="row" class="${file.status}"><td role="cell">${nameOf(file)}</td><td role="cell">${say(`add.status.${file.status}`)}</td><td role="cell" data-head="${say('add.passages')}">${number(file.passages ?? 0)}</td><td role="cell">${file.problems.map(({ line, message }) => html`<p>${line === undefined ? '' : say('add.line', { line: String(line) })}${englishText(message)}</p>`)}</td></tr>`)}</tbody></table></div>`
}
