// One entity: its names and why, when and where it appears, and with whom.

import { counted } from '../domain/counted.ts'
import { dateName } from '../domain/dates.ts'
import type { EntityPage } from '../search/entities.ts'
import { binsOf, coarsened, histogram } from './histogram.ts'
import { layout } from './layout.ts'
import { documentLink, entityLink, passageLink, ViewParameters } from './links.ts'
import { type Html, html, markedText, plainText } from './marked-text.ts'
import { facetTitle, typeName } from './type-names.ts'

export function entityPage(page: EntityPage): Html {
  const { entity, related, documents, passages } = page
  const view = new ViewParameters([['anyEntity', entity.id]])
  const body = html`<article class="reader">
<h1>${plainText(entity.name)}</h1>
<p class="meta"><span class="dot ${entity.type}"></span>${typeName(entity.type)} · ${counted(entity.mentions, 'mention')} in ${counted(entity.passages, 'passage')} of ${counted(entity.documents, 'document')}</p>
<p class="meta"><a href="${view.link}">Search these passages</a> · <a href="${view.at('/network')}">Network</a> · Export <a href="${view.set('format', 'csv').at('/v1/export')}" download>CSV</a> <a href="${view.set('format', 'ndjson').at('/v1/export')}" download>JSON lines</a> <a href="/v1${entityLink(entity.id)}" download="entity.json">JSON of this page</a></p>
${entity.relations.map(({ relation, entity: other }) => html`<p class="meta">${relation.replaceAll('-', ' ')} <a href="${entityLink(other)}">${plainText(other)}</a></p>`)}
${times(page, view)}
<h2>Spellings</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Forms of the name"><table><thead><tr><th scope="col">As written</th><th scope="col">Why it counts</th><th scope="col">Mentions</th></tr></thead>
<tbody>${entity.aliases.map(({ name, rule, mentions }) => html`<tr><td>${plainText(name)}</td><td>${RULES[rule] ?? rule}</td><td>${mentions.toLocaleString('en')}</td></tr>`)}</tbody></table></div>
<h2>Appears with</h2>
${Object.values(related).every(values => values.length === 0) ? html`<p class="meta">No other name stands in the same passages.</p>` : ''}
<dl class="related">${Object.entries(related)
    .filter(([, values]) => values.length > 0)
    .map(
      ([type, values]) =>
        html`<dt>${facetTitle(type)}</dt><dd>${values.map(({ id, name, count }) => html`<span class="pair"><a class="mention ${type}" href="${entityLink(id)}">${plainText(name)}</a> <a class="count" href="${view.with('entity', id).link}">${count.toLocaleString('en')}<span class="unseen"> passages with both</span></a></span> `)}</dd>`,
    )}</dl>
<h2>Newest passages</h2>
<ol class="hits">${passages.map(hit => html`<li class="hit"><h3><a href="${passageLink(hit.passage.id)}">${plainText(hit.document.title)}</a></h3><p class="meta">${hit.document.date === null ? 'undated' : dateName(hit.document.date)} · ¶${hit.passage.ordinal}</p><blockquote dir="auto">${markedText(hit.snippet.text, hit.snippet.highlights)}</blockquote></li>`)}</ol>
${entity.passages > passages.length ? html`<p><a href="${view.link}">All ${entity.passages.toLocaleString('en')} passages</a></p>` : ''}
<h2>Documents</h2>
<ul class="list">${documents.map(document => html`<li><a href="${documentLink(document.id)}">${plainText(document.title)}</a> <span class="meta">${document.date === null ? 'undated' : dateName(document.date)} · ${counted(document.passages, 'passage')}</span></li>`)}</ul>
${entity.documents > documents.length ? html`<p><a href="${view.at('/facets/document')}">All ${entity.documents.toLocaleString('en')} documents</a></p>` : ''}
</article>`
  return layout({ title: entity.name, body })
}

/** Why a form belongs to the entity, in words; other rules are given by name. */
const RULES: Readonly<Record<string, string>> = {
  model: 'found as a name in the text',
  gazetteer: 'in Lede’s list of names',
  corpus: 'a name of this kind by all that the collection says',
  document: 'a name of this kind elsewhere in the document',
  abbreviation: 'defined in the text as a short form',
  definition: 'defined in the text',
  designation: 'the pattern of a designation',
  'head-word': 'a word such as Treaty or Committee in it',
  numbered: 'a number in it, as in Resolution 1325',
  date: 'the pattern of a date',
  headline: 'a name in a title',
  'full-name': 'the full name of a person',
  surname: 'the surname of one person named in full in the document',
  'given-name': 'the given name of one person named in full in the document',
  'shorter-name': 'a shorter form of one full name in the document',
  initials: 'initials of one full name in the document',
  'inverted-name': 'the name with its surname first',
}

function times({ timeline, undated }: EntityPage, view: ViewParameters): Html {
  const bins = binsOf(coarsened({ interval: 'month', buckets: timeline, undated }))
  if (bins.length === 0) return html``
  return html`<section class="dates" aria-label="Time">${histogram(bins, ({ from, to }) => view.set('from', from).set('to', to).link, 'Passages over time')}</section>`
}
