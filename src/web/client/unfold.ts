// Parts of other pages where they are asked for: context, similar passages, an explanation, all values of a facet.

import { say } from '../words/spoken.ts'
import { debounced, element, fetchPage, onClick, showTrouble, unreachable } from './elements.ts'

export function unfoldInPlace(): void {
  onClick('a.unfold', (link, event) => {
    if (isElsewhere(event)) return
    event.preventDefault()
    event.stopPropagation()
    void unfold(link as HTMLAnchorElement)
  })
  onClick('a.refresh', (link, event) => {
    const place = link.closest('.unfolded, #around')
    if (isElsewhere(event) || place === null) return
    event.preventDefault()
    void partOf(link as HTMLAnchorElement).then(part => {
      if (part !== null) place.replaceChildren(...part.childNodes)
    })
  })
  onClick('a.show-all', (link, event) => {
    const details = link.closest('details')
    if (isElsewhere(event) || details === null) return
    event.preventDefault()
    void showAllValues(link as HTMLAnchorElement, details)
  })
}

/** A click that opens a tab or window is left to the browser. */
function isElsewhere(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0
}

/** Shows the part under the hit, or hides it where it is shown. */
async function unfold(link: HTMLAnchorElement): Promise<void> {
  const hit = link.closest('.hit')
  if (hit === null) return
  const place = hit.querySelector('.said') ?? hit
  for (const menu of hit.querySelectorAll<HTMLDetailsElement>('.menu[open]')) menu.open = false
  const isOpen = link.getAttribute('aria-expanded') === 'true'
  hit.querySelector('.unfolded')?.remove()
  for (const other of hit.querySelectorAll('.unfold')) other.removeAttribute('aria-expanded')
  if (isOpen) return
  const part = await partOf(link)
  if (part === null) return
  link.setAttribute('aria-expanded', 'true')
  const block = element('div', { class: 'unfolded' })
  if (part.matches('.why')) block.append(part)
  else block.append(...part.childNodes)
  place.append(block)
}

/** What the link's `data-part` selects on its page; without ids, which are those of that page. */
async function partOf(link: HTMLAnchorElement): Promise<Element | null> {
  try {
    const answer = await fetchPage(link.href)
    const part = answer?.page.querySelector(link.dataset['part'] ?? '#main') ?? null
    for (const named of part?.querySelectorAll('[id]') ?? []) named.removeAttribute('id')
    for (const shown of part?.querySelectorAll('[data-passage]') ?? []) shown.removeAttribute('data-passage')
    return part
  } catch {
    showTrouble(unreachable())
    return null
  }
}

/** The facet's whole list in place of its beginning, with a box to search it. */
async function showAllValues(link: HTMLAnchorElement, details: HTMLDetailsElement): Promise<void> {
  const list = details.querySelector('ul')
  const title = details.querySelector('summary')?.textContent ?? ''
  if (list === null) return
  const url = new URL(link.href)
  const fill = async (): Promise<void> => {
    try {
      const values = (await fetchPage(url))?.page.querySelector('#values ul')
      list.replaceChildren(...(values?.childNodes ?? []))
    } catch {
      showTrouble(unreachable())
    }
  }
  await fill()
  list.classList.add('all')
  const box = element('input', {
    type: 'search',
    'aria-label': say('facet.searchIn', { facet: title }),
    placeholder: say('facet.beginsWith'),
  })
  const search = debounced(() => {
    url.searchParams.set('name', box.value)
    void fill()
  }, 80)
  box.addEventListener('input', search.call)
  // Enter in it would send the form of the facets.
  box.addEventListener('keydown', event => {
    if (event.key === 'Enter') event.preventDefault()
  })
  list.before(box)
  link.textContent = say('facet.asPage')
  link.classList.remove('show-all')
  box.focus({ preventScroll: true })
}
