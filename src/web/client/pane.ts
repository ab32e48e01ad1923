// A passage in its document, beside the results: it follows what is chosen in the list, and stands in the address.
import { OPEN, readerPath } from '../links.ts'
import { debounced, fetchPage, find, onClick, showTrouble, unreachable } from './elements.ts'
import { keepAddress, onView, onViewAsked } from './views.ts'

/** Screens that have room for a reader beside the results: as in the style. */
const WIDE = matchMedia('(min-width: 1180px)')
/** How long a passage is the chosen one before it is read, in milliseconds: whoever goes down the list reads the last. */
const PAUSE = 120

let running: AbortController | null = null

export function readBeside(): void {
  onClick('a.open', (link, event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    openPassage(link as HTMLAnchorElement)
  })
  // A click on the words of a passage opens it; one that marks a part of them, or follows a link, does not.
  onClick('.card blockquote', (quote, event) => {
    const isOther = event.target instanceof Element && event.target.closest('a, button, summary') !== null
    if (isOther || !WIDE.matches || getSelection()?.isCollapsed === false) return
    const hit = quote.closest<HTMLElement>('.hit')
    if (hit !== null) choose(hit)
  })
  onView(showFirst.call)
  onViewAsked(() => {
    showFirst.cancel()
    running?.abort()
  })
  WIDE.addEventListener('change', showFirst.call)
  showFirst.call()
}

/** Beside the results where there is room, else in its document. */
export function openPassage(link: HTMLAnchorElement): void {
  showFirst.cancel()
  const hit = link.closest<HTMLElement>('.hit')
  if (!WIDE.matches) {
    const whole = hit?.closest('.card')?.querySelector<HTMLAnchorElement>('h2 a')
    if (hit === null || whole == null) location.assign(link.href)
    else location.assign(`${whole.pathname}${whole.search}#${hit.id}`)
    return
  }
  if (hit !== null) mark(hit)
  void read(new URL(link.href), true)
}

/** Makes a hit the chosen one, and reads it where there is room. */
export function choose(hit: HTMLElement): void {
  showFirst.cancel()
  mark(hit)
  hit.scrollIntoView({ block: 'nearest' })
  if (WIDE.matches) later.call()
}

const later = debounced(() => {
  const link = find<HTMLAnchorElement>('.hit.current a.open')
  if (link !== null) void read(new URL(link.href), true)
}, PAUSE)

/** Where the address opens none, the first passage is read; the address stays as it is. */
const showFirst = debounced(() => {
  const pane = find('#reader')
  const link = find<HTMLAnchorElement>('.card .hit a.open')
  if (pane === null || link === null || pane.dataset['open'] !== undefined || !WIDE.matches) return
  const hit = link.closest<HTMLElement>('.hit')
  if (hit !== null) mark(hit)
  void read(new URL(link.href), false)
}, 250)

function mark(hit: HTMLElement): void {
  for (const other of document.querySelectorAll('.hit.current')) other.classList.remove('current')
  hit.classList.add('current')
}

async function read(url: URL, isKept: boolean): Promise<void> {
  running?.abort()
  const request = new AbortController()
  running = request
  url.hash = ''
  const id = url.searchParams.get(OPEN) ?? ''
  try {
    const answer = await fetchPage(`${readerPath(id)}${url.search}`, request.signal)
    const next = answer?.page.querySelector('#reader') ?? null
    const pane = find('#reader')
    if (running !== request || next === null || pane === null) return
    pane.replaceWith(next)
    next.querySelector('.passage.focus')?.scrollIntoView({ block: 'nearest' })
    // The page itself stays where it is: only the pane moves.
    next.scrollTop = offsetOf(next as HTMLElement)
    const hit = document.getElementById(id)
    if (hit !== null) mark(hit)
    if (isKept) keepAddress(url)
  } catch {
    showTrouble(unreachable())
  }
}

/** How far the pane is moved so that the chosen passage stands below its head. */
function offsetOf(pane: HTMLElement): number {
  const passage = pane.querySelector<HTMLElement>('.passage.focus')
  return passage === null ? 0 : Math.max(0, passage.offsetTop - pane.clientHeight / 3)
}
