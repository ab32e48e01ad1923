// The page for what cannot be shown, in the frame of the others.
import { layout } from './layout.ts'
import { address } from './links.ts'
import { englishText, type Html, html, plainText, tell } from './marked-text.ts'
import { say } from './words/spoken.ts'

const ERRORS = [400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 421, 429, 500, 503] as const

export function errorPage({ status, detail }: { readonly status: number; readonly detail: string }): Html {
  const named = ERRORS.find(each => each === status)
  const title = say(named === undefined ? 'error.other' : `error.${named}`)
  return errorFrame(title, tell('error.detail', { detail: englishText(detail) }))
}
export function noSuchPage(path: string): Html {
  return errorFrame(say('error.page'), tell('error.noPage', { path: plainText(path) }))
}
function errorFrame(title: string, detail: Html): Html {
  return layout({
    title,
    body: html`<div class="reader empty"><h1>${title}</h1><p>${detail}</p><p><a href="${address('/')}">${say('error.again')}</a></p></div>`,
  })
}
