// Filters on a small screen: a dialog over the results, which change below it while values are ticked.

import { say } from '../words/spoken.ts'
import { element, find, onClick } from './elements.ts'
import { onView } from './views.ts'

const SMALL = matchMedia('(max-width: 719.98px)')

export function filterInSheet(): void {
  let sheet: HTMLDialogElement | null = null
  const fill = (): void => {
    const filters = find('#main #filters')
    if (sheet === null || filters === null) return
    const { scrollTop } = sheet
    sheet.replaceChildren(filters)
    sheet.scrollTop = scrollTop
  }
  const close = (): void => {
    const open = sheet
    if (open === null) return
    sheet = null
    const filters = open.querySelector('#filters')
    if (filters !== null && find('#main #filters') === null) find('.app')?.prepend(filters)
    open.remove()
    find('.to-filters')?.focus()
  }
  onClick('.to-filters', (_link, event) => {
    if (!SMALL.matches) return
    event.preventDefault()
    sheet = element('dialog', { class: 'sheet', 'aria-label': say('filters.title') })
    document.body.append(sheet)
    fill()
    sheet.addEventListener('close', close)
    sheet.showModal()
  })
  onClick('dialog .close', (_link, event) => {
    event.preventDefault()
    sheet?.close()
  })
  onClick('dialog .sheet-foot button', (_button, event) => {
    event.preventDefault()
    sheet?.close()
  })
  SMALL.addEventListener('change', () => sheet?.close())
  onView(fill)
}
