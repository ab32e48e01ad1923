// One entity: its names and why, when and where it appears, and with whom.
import { idPath } from '../domain/addresses.ts'
import type { EntityType } from '../domain/document.ts'
import type { EntityPage } from '../search/entities.ts'
import { binsOf, coarsened, histogram } from './histogram.ts'
import { layout } from './layout.ts'
import { documentLink, entityLink, passageLink, ViewParameters } from './links.ts'
import { type Html, html, markedText, plainText, tell } from './marked-text.ts'
import { facetTitle, typeName, valueText } from './type-names.ts'
import { dateText } from './words/dates.ts'
import { number, say } from './words/spoken.ts'

/** @param correction what can be said of a name that is wrong */
export function entityPage(page: EntityPage, correction: Html): Html {
  const { entity, related, documents, passages } = page
  const view = new ViewParameters([['anyEntity', entity.id]])
  const name = valueText(entity.type, entity.id, entity.name)
  const body = html`<article class="reader">
<div id="head-of-name"><h1>${plainText(name)}</h1>
<p class="meta"><span class="dot ${entity.type}"></span>${typeName(entity.type)} · ${say('name.figures', { mentions: say('name.mentions', { n: entity.mentions }), inPassages: say('name.inPassages', { n: entity.passages }), ofDocuments: say('name.ofDocuments', { n: entity.documents }) })}</p></div>
<p class="meta"><a href="${view.link}">${say('name.search')}</a> · <a href="${view.at('/network')}">${say('view.network')}</a> · <a href="${view.at('/map')}">${say('view.map')}</a> · ${tell('name.export', { csv: html`<a href="${view.set('format', 'csv').at('/v1/export')}" download translate="no">CSV</a>`, lines: html`<a href="${view.set('format', 'ndjson').at('/v1/export')}" download>${say('export.lines')}</a>` })} · <a href="/v1/entities/${idPath(entity.id)}" download="entity.json">${say('name.json')}</a></p>
${entity.relations.map(({ relation, entity: other }) => html`<p class="meta">${tell(`relation.${relation}`, { name: html`<a href="${entityLink(other)}" translate="no">${plainText(other)}</a>` })}</p>`)}
${entity.formerIds === undefined ? '' : html`<p class="meta">${tell('name.former', { ids: html`<span translate="no">${plainText(entity.formerIds.join(', '))}</span>` })}</p>`}
${times(page, view)}
<h2>${say('name.spellings')}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${say('name.forms')}"><table><thead><tr><th scope="col">${say('name.asWritten')}</th><th scope="col">${say('name.why')}</th><th scope="col">${say('name.mentionsColumn')}</th></tr></thead>
<tbody>${entity.aliases.map(({ name, rule, mentions }) => html`<tr><td>${plainText(name)}</td><td>${ruleText(rule)}</td><td>${number(mentions)}</td></tr>`)}</tbody></table></div>
${correction}
<h2>${say('name.with')}</h2>
${Object.values(related).every(values => values.length === 0) ? html`<p class="meta">${say('name.alone')}</p>` : ''}
<dl class="related">${Object.entries(related)
    .filter(([, values]) => values.length > 0)
    .map(
      ([type, values]) =>
        html`<dt>${facetTitle(type)}</dt><dd>${values.map(({ id, name, count }) => html`<span class="pair"><a class="mention ${type}" href="${entityLink(id)}">${plainText(valueText(type as EntityType, id, name))}</a> <a class="count" href="${view.with('entity', id).link}">${number(count)}<span class="unseen">${say('name.both')}</span></a></span> `)}</dd>`,
    )}</dl>
<h2>${say('name.newest')}</h2>
<ol class="hits">${passages.map(hit => html`<li class="hit"><h3><a href="${passageLink(hit.passage.id)}">${plainText(hit.document.title)}</a></h3><p class="meta">${hit.document.date === null ? say('date.undated') : dateText(hit.document.date)} · ¶${hit.passage.ordinal}</p><blockquote dir="auto">${markedText(hit.snippet.text, hit.snippet.highlights)}</blockquote></li>`)}</ol>
${entity.passages > passages.length ? html`<p><a href="${view.link}">${say('name.allPassages', { n: entity.passages })}</a></p>` : ''}
<h2>${say('name.documents')}</h2>
<ul class="list">${documents.map(document => html`<li><a href="${documentLink(document.id)}">${plainText(document.title)}</a> <span class="meta">${document.date === null ? say('date.undated') : dateText(document.date)} · ${say('count.passages', { n: document.passages })}</span></li>`)}</ul>
${entity.documents > documents.length ? html`<p><a href="${view.at('/facets/document')}">${say('name.allDocuments', { n: entity.documents })}</a></p>` : ''}
</article>`
  return layout({ title: name, body })
}

/** Why a form belongs to the entity, in words; other rules are given by name. */
function ruleText(rule: string): string {
  const named = RULES.find(each => each === rule)
  return named === undefined ? rule : say(`rule.${named}`)
}

const RULES = [
  'model',
  'gazetteer',
  'corpus',
  'document',
  'abbreviation',
  'definition',
  'designation',
  'head-word',
  'numbered',
  'date',
  'headline',
  'full-name',
  'surname',
  'given-name',
  'shorter-name',
  'initials',
  'case',
  'inverted-name',
] as const

function times({ timeline, undated }: EntityPage, view: ViewParameters): Html {
  const bins = binsOf(coarsened({ interval: 'month', buckets: timeline, undated }))
  if (bins.length === 0) return html``
  return html`<section class="dates" aria-label="${say('time.label')}">${histogram(bins, ({ from, to }) => view.set('from', from).set('to', to).link, say('time.caption'))}</section>`
}
