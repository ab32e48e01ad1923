// Who stood in the slots of the query? Each name leads to the passages in which it did.
import type { SlotAnswer } from '../search/slot-answers.ts'
import type { ViewParameters } from './links.ts'
import { type Html, html, plainText } from './marked-text.ts'
import { number } from './words/spoken.ts'

export function slotNames(slots: readonly SlotAnswer[], view: ViewParameters): Html {
  const first = view.first.without('prefix')
  return html`${slots.map(({ slot, values }) =>
    values.length === 0
      ? ''
      : html`<p class="readings"><code>${slot}</code>: ${values.map(({ name, count, q }, at) => {
          const shown = html`${plainText(name)} <span class="meta">${number(count)}</span>`
          return html`${at === 0 ? '' : ' · '}${q === null ? shown : html`<a href="${first.set('q', q).link}">${shown}</a>`}`
        })}</p>`,
  )}`
}
