// By what may somebody write from this page? By the admin key, or by the link that Lede printed: then there is no key to be typed.
import { keptLanguage } from './layout.ts'
import { address } from './links.ts'
import { type Html, html } from './marked-text.ts'
import { say } from './words/spoken.ts'

/** Why files cannot be added, and nothing be written. */
export type IngestState =
  | 'ready'
  /** Only a page that was opened by the link of the terminal may. */
  | 'link'
  | 'no folder'
  | 'no key'

/** Whether there is somebody who may write: whoever has the admin key, or the page that was opened by the link. */
export function canWrite(state: IngestState): boolean {
  return state === 'ready' || state === 'link'
}

/** Where a new link is asked for. */
export const NEW_LINK = '/ingest/link'

/**
 * A form with the field that takes the key. A page that may write by a link shows it where it was opened by one, and else how to get there.
 * @param form is given the field; nothing comes of it where nobody may write
 */
export function withKey(state: IngestState, form: (key: Html) => Html): Html {
  if (state === 'ready')
    return form(
      html`<label>${say('add.key')} <input type="password" name="key" autocomplete="current-password" required></label>`,
    )
  if (state !== 'link') return html``
  return html`<div class="needs-link"><p class="meta">${say('add.writeByLink')}</p>${newLink()}</div><div class="with-link" hidden>${form(html`<input type="hidden" name="key">`)}</div>`
}

/** The link works once, and terminals are cleared. */
export function newLink(): Html {
  return html`<form class="filter" action="${address(NEW_LINK)}" method="post">${keptLanguage()}<button class="secondary">${say('add.newLink')}</button></form>`
}
