// Who and what is named in the collection? A table to sort, a tab for each type.
import { ENTITY_TYPES, type EntityType } from '../domain/document.ts'
import type { EntityList, EntityListRequest } from '../search/entities.ts'
import { keptLanguage, layout } from './layout.ts'
import { address, entityLink } from './links.ts'
import { listPager } from './lists.ts'
import { type Html, html, plainText, tell } from './marked-text.ts'
import { facetTitle, typeName, valueText } from './type-names.ts'
import { number, say } from './words/spoken.ts'

type Shown = Pick<EntityListRequest, 'q' | 'type' | 'sort'>

/** @param counts names of each type in the collection */
export function namesPage(
  list: EntityList,
  shown: Shown,
  counts: Readonly<Record<EntityType, number>>,
): Html {
  const { q, type } = shown
  const parameters = parametersOf(shown)
  const types = ENTITY_TYPES.filter(other => counts[other] > 0)
  const names = types.reduce((sum, other) => sum + (other === 'date' ? 0 : counts[other]), 0)
  const tab = (other: Shown['type'], name: string, count: number): Html =>
    html`<a href="${linkTo({ ...shown, type: other })}" ${other === type ? html`aria-current="page"` : ''}>${name} <span class="count">${number(count)}</span></a>`
  const body = html`<div class="reader wide"><h1>${say('names.title')}</h1>
<nav class="tabs" aria-label="${say('names.types')}">${tab('names', say('names.all'), names)}${types.map(other => tab(other, facetTitle(other), counts[other]))}</nav>
<form class="filter" action="/entities" method="get">${keptLanguage()}<label for="name">${say('names.name')}</label><input type="search" id="name" name="q" value="${q}">${Array.from(parameters, ([name, value]) => (name === 'q' ? '' : html`<input type="hidden" name="${name}" value="${value}">`))}<button>${say('names.find')}</button></form>
<p class="total">${tell('count.names', { n: list.total }, { n: html`<strong>${number(list.total)}</strong>` })}</p>
${list.total === 0 ? html`<div class="empty"><p>${q === '' ? say('names.none') : say('names.noneFound', { q: say('quoted', { text: q }) })}</p></div>` : table(list, shown)}
${listPager('/entities', list, parameters)}</div>`
  return layout({ title: say('names.title'), body })
}

const COLUMNS = [
  ['name', 'names.name'],
  ['count', 'names.passages'],
  ['documents', 'names.documents'],
] as const

function table({ entities }: EntityList, shown: Shown): Html {
  const heads = COLUMNS.map(([sort, name]) => {
    const isSorted = sort === shown.sort
    const order = sort === 'name' ? 'ascending' : 'descending'
    return html`<th scope="col" ${isSorted ? html`aria-sort="${order}"` : ''}><a href="${linkTo({ ...shown, sort })}">${say(name)}${isSorted ? html` <span aria-hidden="true">${sort === 'name' ? '↑' : '↓'}</span>` : ''}</a></th>`
  })
  const rows = entities.map(
    ({ id, type, name, aliases, passages, documents }) =>
      html`<tr><td><a href="${entityLink(id)}">${plainText(valueText(type, id, name))}</a></td><td class="figure">${number(passages)}</td><td class="figure">${number(documents)}</td><td><span class="dot ${type}"></span>${typeName(type)}</td><td class="meta">${plainText(aliases.slice(0, ALIASES).join(', '))}</td></tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${say('names.title')}"><table class="list">
<thead><tr>${heads}<th scope="col">${say('names.type')}</th><th scope="col">${say('names.written')}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

const ALIASES = 4

function parametersOf({ q, type, sort }: Shown): URLSearchParams {
  const given = { q, type: type === 'names' ? '' : (type ?? ''), sort: sort === 'count' ? '' : sort }
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''))
}

function linkTo(shown: Shown): string {
  return address('/entities', parametersOf(shown))
}
