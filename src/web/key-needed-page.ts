// What does a reader see who brought no key? How to give it in a browser, and how programs do.
import { layout } from './layout.ts'
import { type Html, html, tell } from './marked-text.ts'
import { withoutTitles } from './words/languages.ts'
import { say } from './words/spoken.ts'

/** Nothing of the corpus is on it. */
export function keyNeededPage(): Html {
  return withoutTitles(page)
}

function page(): Html {
  const title = say('key.needed')
  const header = html`<code dir="ltr" translate="no">Authorization: Bearer KEY</code>`
  return layout({
    title,
    body: html`<div class="empty"><h1>${title}</h1><p>${say('key.inBrowsers')}</p><p>${tell('key.inPrograms', { header })}</p></div>`,
  })
}
