// One passage between its neighbours, how it is cited, and what is like it.

import { atPassage, idPath } from '../domain/addresses.ts'
import { placeName } from '../domain/places.ts'
import type { CopyList, TextChange } from '../search/copies.ts'
import type { SimilarInMeaning } from '../search/meaning/similar.ts'
import type { PassageContext, PassagePage, SimilarPassages } from '../search/passages.ts'
import type { References } from '../search/references.ts'
import type { Hit } from '../search/search.ts'
import { backToResults, metadata } from './document-page.ts'
import { layout } from './layout.ts'
import { address, documentLink, entityLink, outsideLink, passageLink } from './links.ts'
import { type Html, html, markedText, plainText, tell } from './marked-text.ts'
import { passageBlock } from './passage-block.ts'
import { valueText } from './type-names.ts'
import { dateText } from './words/dates.ts'
import { say } from './words/spoken.ts'

export interface PassageView {
  readonly page: PassagePage & { readonly highlights: Hit['highlights'] }
  readonly context: PassageContext
  /** How many neighbours were asked for. */
  readonly before: number
  readonly after: number
  readonly copies: CopyList
  readonly similar: SimilarPassages
  /** Passages that mean much the same; null where the index has no vectors. */
  readonly inMeaning: SimilarInMeaning | null
  readonly references: References
  readonly q: string
}

/** Neighbours that are added at a time. */
const MORE = 5

export function passagePage({
  page,
  context,
  before,
  after,
  copies,
  similar,
  inMeaning,
  references,
  q,
}: PassageView): Html {
  const { passage, highlights } = page
  const { document } = context
  const more = (earlier: number, later: number): string => {
    const asked = q === '' ? [] : [['q', q] as const]
    return address(`/passages/${idPath(passage.id)}`, [
      ...asked,
      ['before', String(earlier)],
      ['after', String(later)],
    ])
  }
  const body = html`<article class="reader">
${backToResults(q)}
<h1><a href="${documentLink(document.id, q)}#${passage.id}">${plainText(document.title)}</a></h1>
${metadata(document)}
<div id="around">
${passage.headings.length === 0 ? '' : html`<p class="path">${plainText(passage.headings.join(' › '))}</p>`}
${context.before.length < before ? '' : html`<p class="more"><a class="refresh" data-part="#around" href="${more(before + MORE, after)}">${say('reader.earlier')}</a></p>`}
${context.before.map(neighbour => passageBlock(neighbour, {}))}
${passageBlock(passage, { ranges: highlights, isFocus: true })}
${context.after.map(neighbour => passageBlock(neighbour, {}))}
${context.after.length < after ? '' : html`<p class="more"><a class="refresh" data-part="#around" href="${more(before, after + MORE)}">${say('reader.later')}</a></p>`}
</div>
<p><a href="${documentLink(document.id, q)}#${passage.id}">${say('passage.whole')}</a> <button class="pin scripted" type="button" aria-pressed="false" data-of="${passage.id}">${say('notebook.save')}</button></p>
${citeSection(references, page, context)}
${copiesSection(copies, passage.id)}
<section class="similar" id="similar"><h2>${say('hit.similar')}</h2>
${similar.partial === true ? html`<p class="note">${say('partial')}</p>` : ''}
${similar.hits.length === 0 ? html`<p class="meta">${say('passage.noSimilar')}</p>` : html`<ol class="hits">${similar.hits.map(hit => html`<li class="hit"><h3><a href="${passageLink(hit.passage.id)}">${plainText(hit.document.title)}</a></h3><blockquote dir="auto">${markedText(hit.snippet.text, [])}</blockquote></li>`)}</ol>`}${inMeaning === null ? '' : nearInMeaning(inMeaning)}</section>
</article>`
  return layout({ title: `${document.title}, ¶${passage.ordinal}`, q, body })
}

/** With the names that each shares with the passage. */
function nearInMeaning({ hits, partial }: SimilarInMeaning): Html {
  return html`<h2>${say('similar.meaning')}</h2>
${partial === true ? html`<p class="note">${say('partial')}</p>` : ''}
${hits.length === 0 ? html`<p class="meta">${say('passage.noSimilar')}</p>` : ''}
<ol class="hits">${hits.map(
    ({ passage, document, snippet, names }) =>
      html`<li class="hit"><h3><a href="${passageLink(passage.id)}">${plainText(document.title)}</a></h3><blockquote dir="auto">${markedText(snippet.text, [])}</blockquote>${
        names.length === 0
          ? ''
          : html`<p class="meta">${tell('similar.shared', {
              names: html`${names.map(({ id, type, name }, at) => html`${at === 0 ? '' : say('list.joiner')}<a href="${entityLink(id)}">${plainText(valueText(type, id, name))}</a>`)}`,
            })}</p>`
      }</li>`,
  )}</ol>`
}

/** Nothing where the passage has no copy. */
function copiesSection({ total, copies, partial }: CopyList, id: string): Html {
  if (total < 2) return html`<div id="copies"></div>`
  const more = total - copies.length
  return html`<section class="copies" id="copies"><h2>${say('hit.copies', { n: total })}</h2>
<p class="meta">${tell('copies.meaning', { removed: html`<del>${say('copies.removed')}</del>`, added: html`<ins>${say('copies.added')}</ins>` })}${partial === true ? ` ${say('copies.partial')}` : ''}</p>
<ol>${copies.map(
    copy => html`<li><h3>${copy.passage === id ? html`${plainText(copy.document.title)} <span class="meta">${say('copies.this')}</span>` : html`<a href="${passageLink(copy.passage)}">${plainText(copy.document.title)}</a>`}</h3>
<p class="meta">${[copy.document.source, copy.document.date === null ? say('date.undated') : dateText(copy.document.date)].filter(text => text !== null).map((text, at) => html`${at === 0 ? '' : ' · '}${plainText(text)}`)}</p>
${copy.passage === id ? '' : html`<blockquote dir="auto">${copy.changes.map(changed)}</blockquote>`}</li>`,
  )}</ol>
${more <= 0 ? '' : html`<p class="meta">${tell('copies.more', { n: more, link: html`<a href="/v1/passages/${idPath(id)}/copies?offset=${copies.length}">${say('copies.json')}</a>` })}</p>`}</section>`
}

function changed({ kind, text }: TextChange): Html {
  switch (kind) {
    case 'same':
      return plainText(text)
    case 'added':
      return html`<ins>${plainText(text)}</ins>`
    case 'removed':
      return html`<del>${plainText(text)}</del>`
  }
}

function citeSection(references: References, page: PassagePage, { document }: PassageContext): Html {
  const { passage, citation } = page
  const { apa, chicago, bibtex, ris, csl, markdown } = references
  const forms = [
    [say('cite.short'), citation.text],
    ['APA', `${apa.reference}\n${apa.inText}`],
    ['Chicago', chicago],
    ['BibTeX', bibtex],
    ['RIS', ris],
    ['CSL-JSON', JSON.stringify([csl])],
    ['Markdown', markdown],
  ] as const
  const url = outsideLink(document.url)
  return html`<section class="quote" id="cite"><h2>${say('cite.title')}</h2>
${forms.map(([name, text]) => html`<div class="form"><h3 translate="no">${name}</h3><pre class="copied" dir="auto" tabindex="0" role="region" aria-label="${name}">${plainText(text)}</pre><button class="copy scripted" aria-label="${say('cite.copyForm', { form: name })}">${say('cite.copy')}</button></div>`)}
<dl><dt>${say('cite.permanent')}</dt><dd><a href="${passageLink(passage.id)}"><span translate="no">${passageLink(passage.id)}</span></a></dd>
<dt>${say('cite.source')}</dt><dd><span lang="en">${plainText(placeName(passage.source))}</span>${url === null ? '' : html` · <a href="${atPassage(url, citation.textFragment)}" rel="noreferrer">${say('cite.original')}</a>`}</dd>
</dl></section>`
}
