// Where documents are added from the browser, by whoever has the admin key: the form, and what became of each file.
import type { IngestReport } from '../build/ingest.ts'
import { DOCUMENT_EXTENSIONS } from '../corpus/formats.ts'
import { layout } from './layout.ts'
import { documentLink } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'

/** Why files cannot be added. */
export type IngestState = 'ready' | 'no folder' | 'no key'

export function ingestPage(
  state: IngestState,
  answer: { report?: IngestReport; trouble?: string } = {},
): Html {
  const { report, trouble } = answer
  const body = html`<div class="reader"><h1>Add documents</h1>
${trouble === undefined ? '' : html`<p class="trouble" role="alert">${plainText(trouble)}</p>`}
<div id="ingested" aria-live="polite">${report === undefined ? '' : reportTable(report)}</div>
${state === 'ready' ? form() : html`<div class="empty"><h2>Nothing can be added here yet</h2><p>${state === 'no folder' ? html`Start the service with the folder that its index was built from: <code>lede serve --index DIR --corpus FOLDER</code>.` : html`Set <code>LEDE_ADMIN_KEY</code> to a long secret and start the service again: whoever has the key may add documents.`}</p></div>`}
</div>`
  return layout({ title: 'Add documents', body })
}

/** The key comes first: it is checked before a file is read. */
function form(): Html {
  return html`<form id="ingest" class="ingest" action="/ingest" method="post" enctype="multipart/form-data">
<label>Admin key <input type="password" name="key" autocomplete="current-password" required></label>
<label class="drop">Files, chosen or dropped here: ${DOCUMENT_EXTENSIONS.join(', ')}<input type="file" name="files" accept="${DOCUMENT_EXTENSIONS.join(',')}" multiple required></label>
<button>Add and publish</button>
<p class="meta">A file with the same name replaces the old version. Search keeps working meanwhile.</p>
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
  const number = (value: number | null): string => (value ?? 0).toLocaleString('en')
  return html`<p class="meta">${published ? html`<strong>Published:</strong> ${number(passages)} passages of ${number(documents)} documents.` : html`<strong>No change:</strong> these files are already in the collection.`}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Files"><table class="report"><thead><tr><th scope="col">File</th><th scope="col">Result</th><th scope="col">Passages</th><th scope="col">Notes</th></tr></thead>
<tbody>${files.map(file => html`<tr class="${file.status}"><td>${nameOf(file)}</td><td>${file.status}</td><td>${number(file.passages)}</td><td>${file.problems.map(({ line, message }) => html`<p>${line === undefined ? '' : `line ${line}: `}${plainText(message)}</p>`)}</td></tr>`)}</tbody></table></div>`
}
