// What do the colours of names mean? And the switch that turns them off, in the address like all else.
import { ENTITY_TYPES } from '../domain/document.ts'
import type { ViewParameters } from './links.ts'
import { type Html, html } from './marked-text.ts'

/** @param path of the page that it stands on */
export function legend(view: ViewParameters, path: string): Html {
  const isOff = view.get('names') === 'off'
  const link = (isOff ? view.without('names') : view.set('names', 'off')).at(path)
  const types = isOff ? [] : ENTITY_TYPES.filter(type => type !== 'date')
  return html`<p class="legend"><a class="switch" role="switch" aria-checked="${isOff ? 'false' : 'true'}" href="${link}">Colour names</a>${types.map(type => html` <span class="mention ${type}">${type}</span>`)}</p>`
}

/** The class of what has names in it. */
export function namesClass(view: ViewParameters): string {
  return view.get('names') === 'off' ? 'plain' : ''
}
