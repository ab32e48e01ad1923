// Where documents are added from the browser, by whoever has the admin key: the form, and what became of each file.
import type { IngestReport } from '../build/ingest.ts'
import { DOCUMENT_EXTENSIONS } from '../corpus/formats.ts'
import { layout } from './layout.ts'
import { address, documentLink } from './links.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { number, say } from './words/spoken.ts'

/** Why files cannot be added. */
export type IngestState = 'ready' | 'no folder' | 'no key'

export function ingestPage(
  state: IngestState,
  answer: { report?: IngestReport; trouble?: string } = {},
): Html {
  const { report, trouble } = answer
  const body = html`<div class="reader"><h1>${say('frame.addDocuments')}</h1>
${trouble === undefined ? '' : html`<p class="trouble" role="alert">${englishText(trouble)}</p>`}
<div id="ingested" aria-live="polite">${report === undefined ? '' : reportTable(report)}</div>
${state === 'ready' ? form() : html`<div class="empty"><h2>${say('add.nothing')}</h2><p>${state === 'no folder' ? tell('add.noFolder', { command: html`<code dir="ltr">lede serve --index DIR --corpus FOLDER</code>` }) : tell('add.noKey', { variable: html`<code dir="ltr">LEDE_ADMIN_KEY</code>` })}</p></div>`}
</div>`
  return layout({ title: say('frame.addDocuments'), body })
}

/** The key comes first: it is checked before a file is read. */
function form(): Html {
  return html`<form id="ingest" class="ingest" action="${address('/ingest')}" method="post" enctype="multipart/form-data">
<label>${say('add.key')} <input type="password" name="key" autocomplete="current-password" required></label>
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

export function reportTable({ files, published, documents, passages }: IngestReport): Html {
  return html`<p class="meta">${published ? tell('add.published', { published: html`<strong>${say('add.publishedWord')}</strong>`, passages: passages ?? 0, documents: documents ?? 0 }) : tell('add.unchanged', { unchanged: html`<strong>${say('add.unchangedWord')}</strong>` })}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('add.table')}"><table class="report"><thead><tr><th scope="col">${say('add.file')}</th><th scope="col">${say('add.result')}</th><th scope="col">${say('add.passages')}</th><th scope="col">${say('add.notes')}</th></tr></thead>
<tbody>${files.map(file => html`<tr class="${file.status}"><td>${nameOf(file)}</td><td>${say(`add.status.${file.status}`)}</td><td>${number(file.passages ?? 0)}</td><td>${file.problems.map(({ line, message }) => html`<p>${line === undefined ? '' : say('add.line', { line: String(line) })}${englishText(message)}</p>`)}</td></tr>`)}</tbody></table></div>`
}
