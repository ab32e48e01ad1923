// Which files of the folder are not in the collection, and why not?
import type { LeftOutFile } from '../build/left-out.ts'
import { layout } from './layout.ts'
import { address } from './links.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { number, say } from './words/spoken.ts'

export const LEFT_OUT = '/left-out'

/** Rows that are shown; all are counted. */
const MOST = 2000

export function leftOutPage(files: readonly LeftOutFile[]): Html {
  const title = say('documents.leftOut')
  const body = html`<div class="reader wide"><p class="back"><a href="${address('/documents')}"><span class="arrow">←</span> ${say('documents.title')}</a></p><h1>${title}</h1>
${files.length === 0 ? html`<p>${say('documents.noFiles')}</p>` : table(files)}</div>`
  return layout({ title, body })
}

function table(files: readonly LeftOutFile[]): Html {
  const command = (path: string): Html => html`<code dir="ltr">lede inspect ${path}</code>`
  const why = ({ path, why: told }: LeftOutFile): Html =>
    told === null ? tell('documents.gaveNone', { command: command(path) }) : englishText(told)
  return html`<p class="total">${tell('count.files', { n: files.length }, { n: html`<strong>${number(files.length)}</strong>` })}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${say('documents.leftOut')}"><table class="report stacked" role="table"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${say('documents.file')}</th><th role="columnheader" scope="col">${say('documents.reason')}</th></tr></thead>
<tbody role="rowgroup">${files.slice(0, MOST).map(file => html`<tr role="row"><td role="cell" translate="no">${plainText(file.path)}</td><td role="cell">${why(file)}</td></tr>`)}</tbody></table></div>`
}
