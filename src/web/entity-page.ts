// One entity: its names and why, what it appears with, where; and the list of all entities.
import { dateName } from '../domain/dates.ts'
import { ENTITY_TYPES } from '../domain/document.ts'
import type { EntityList, EntityPage } from '../search/entities.ts'
import { listPager } from './document-page.ts'
import { layout } from './layout.ts'
import { documentLink, entityLink, passageLink, ViewParameters } from './links.ts'
import { type Html, html, markedText } from './marked-text.ts'

export function entityPage(page: EntityPage): Html {
  const { entity, related, documents, passages } = page
  const body = html`<article class="reader">
<h1>${entity.name}</h1>
<p class="meta"><span class="mention ${entity.type}">${entity.type}</span> · ${entity.mentions.toLocaleString('en')} mentions in ${entity.passages.toLocaleString('en')} passages of ${entity.documents.toLocaleString('en')} documents · <a href="${new ViewParameters([['entity', entity.id]]).link}">search these passages</a></p>
${entity.relations.map(({ relation, entity: other }) => html`<p class="meta">${relation.replaceAll('-', ' ')} <a href="${entityLink(other)}">${other}</a></p>`)}
<h2>Written as</h2>
<table><thead><tr><th>Form</th><th>Linked by</th><th>Mentions</th></tr></thead>
<tbody>${entity.aliases.map(({ name, rule, mentions }) => html`<tr><td>${name}</td><td>${rule}</td><td>${mentions}</td></tr>`)}</tbody></table>
<h2>Appears with</h2>
<dl class="related">${Object.entries(related)
    .filter(([, values]) => values.length > 0)
    .map(
      ([type, values]) =>
        html`<dt>${type}</dt><dd>${values.map(({ id, name, count }) => html`<a class="mention ${type}" href="${entityLink(id)}">${name}</a> <span class="count">${count}</span> `)}</dd>`,
    )}</dl>
<h2>Documents</h2>
<ul class="list">${documents.map(document => html`<li><a href="${documentLink(document.id)}">${document.title}</a> <span class="meta">${document.date === null ? '' : dateName(document.date)} · ${document.passages} passages</span></li>`)}</ul>
<h2>Newest passages</h2>
<ol class="hits">${passages.map(hit => html`<li class="hit"><h3><a href="${passageLink(hit.passage.id)}">${hit.document.title}</a></h3><blockquote>${markedText(hit.snippet.text, hit.snippet.highlights)}</blockquote></li>`)}</ol>
</article>`
  return layout({ title: entity.name, body })
}

export function entitiesPage(list: EntityList, q: string, type: string): Html {
  const body = html`<h1>Entities</h1>
<form class="filter" action="/entities" method="get"><input type="search" name="q" value="${q}" aria-label="Name">
<select name="type" aria-label="Type"><option value="">all types</option>${ENTITY_TYPES.map(option => html`<option ${option === type ? 'selected' : ''}>${option}</option>`)}</select><button>Find</button></form>
<p class="summary"><strong>${list.total.toLocaleString('en')}</strong> ${list.total === 1 ? 'entity' : 'entities'}</p>
<ul class="list">${list.entities.map(entity => html`<li><a class="mention ${entity.type}" href="${entityLink(entity.id)}">${entity.name}</a> <span class="meta">${entity.passages.toLocaleString('en')} passages in ${entity.documents.toLocaleString('en')} documents${entity.aliases.length === 0 ? '' : ` · also ${entity.aliases.slice(0, 5).join(', ')}`}</span></li>`)}</ul>
${listPager('/entities', list, q)}`
  return layout({ title: 'Entities', body })
}
