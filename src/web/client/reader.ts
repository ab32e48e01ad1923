// From match to match in a document: by the arrows, or the keys n and p.

import { say } from '../words/spoken.ts'
import { announce, isTypingIn, onClick } from './elements.ts'

export function stepThroughMatches(): void {
  const matches = [...document.querySelectorAll<HTMLElement>('.reader .passage.match')]
  if (matches.length === 0) return
  let at = matches.findIndex(({ id }) => `#${id}` === decodeURIComponent(location.hash))
  const step = (by: number): void => {
    at = at === -1 && by < 0 ? matches.length - 1 : (at + by + matches.length) % matches.length
    const match = matches[at]
    if (match === undefined) return
    location.replace(`#${match.id}`) // shows it as the target, and leaves the history alone
    announce(say('script.match', { at: at + 1, all: matches.length }))
  }
  onClick('.step', (link, event) => {
    event.preventDefault()
    step(link.getAttribute('rel') === 'prev' ? -1 : 1)
  })
  document.addEventListener('keydown', event => {
    if (isTypingIn(event)) return
    if (event.key === 'n') step(1)
    if (event.key === 'p') step(-1)
  })
}
